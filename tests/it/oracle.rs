//! A second, naive reading of the rules, against which the program is held.
//!
//! It shares no code with the program: plain records, scans and clones, written for clarity. Both
//! get the same lines of `exec`; after each of them they agree on the answer, on every request,
//! assignment and membership, and on what people find.

mod accounts;
mod approval;
mod clock;
mod deletion;
mod directory;
mod draw;
mod explanations;
mod foretelling;
mod holding;
mod lifecycle;
mod lines;
mod mirror;
mod observed;
mod people;
mod questions;
mod repair;
mod roles;
mod setting;
mod submission;
mod visibility;
mod world;

use std::collections::BTreeMap;

use accessdesk::domain::id::ObjectKind;
use serde_json::Value;

use crate::support::quick::QuickDesk;
use crate::support::random::{Dice, seeds};
use world::{World, instant};

/// How many tenants there are, how many sequences share one, and how long each of them is.
const TENANTS: u64 = 250;
const SEQUENCES: usize = 40;
const LENGTH: usize = 10;

/// The program and the oracle side by side.
struct Pair {
    desk: QuickDesk,
    world: World,
    seed: u64,
    told: Vec<String>,
    /// How often each command was answered in each way.
    answers: BTreeMap<(String, String), usize>,
    /// How often a request of each type was seen to have come to what.
    reached: BTreeMap<(String, String), usize>,
}

impl Pair {
    /// Makes a tenant by chance.
    fn furnished(seed: u64, dice: &mut Dice) -> Self {
        let world = World {
            now: instant("2026-03-01T09:00:00Z"),
            ..World::default()
        };
        let mut pair = Self {
            desk: QuickDesk::new(seed),
            world,
            seed,
            told: Vec::new(),
            answers: BTreeMap::new(),
            reached: BTreeMap::new(),
        };
        for line in setting::lines(dice) {
            pair.tell(&line);
        }
        pair
    }

    /// Tells both a line and holds their answers and what they know against each other.
    fn tell(&mut self, line: &Value) {
        self.told.push(line.to_string());
        let before = self.world.requests.len();
        let expected = self.world.perform(line);
        let found = self.desk.perform(&mirror::linked(&self.desk.tenant, line));
        let answer = found.as_ref().err().map_or("ok", String::as_str);
        assert_eq!(answer, expected.err().unwrap_or("ok"), "{line}");
        let name = line.get("do").or_else(|| line.get("desk")).unwrap();
        let key = (name.as_str().unwrap().to_owned(), answer.to_owned());
        *self.answers.entry(key).or_default() += 1;
        let Ok(bound) = found else {
            return;
        };
        let requests = bound
            .iter()
            .filter(|it| it.object.kind() == ObjectKind::Request);
        let requests = requests.map(|it| it.object.guid().to_string());
        self.world.learn(before, requests, &self.desk.tenant);
        let (program, oracle) = (mirror::program(&self.desk), mirror::oracle(&self.world));
        if program != oracle {
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter()
                    .filter(|row| !other.contains(row))
                    .cloned()
                    .collect()
            };
            panic!(
                "{line}\nprogram: {:#?}\noracle: {:#?}",
                only(&program, &oracle),
                only(&oracle, &program)
            );
        }
    }

    fn look(&self, name: &str) {
        let found = mirror::available(&self.desk, name);
        assert_eq!(found, self.world.available(name), "what {name} finds");
    }

    /// Lets something happen by chance, and takes it all back.
    fn sequence(&mut self, dice: &mut Dice) {
        let (mark, world, told) = (self.desk.mark(), self.world.clone(), self.told.len());
        for _ in 0..LENGTH {
            let line = draw::line(dice, &self.world);
            self.tell(&line);
            for request in &self.world.requests {
                let key = (request.kind.to_owned(), request.came_to().to_owned());
                *self.reached.entry(key).or_default() += 1;
            }
            let people = self
                .world
                .people
                .iter()
                .filter(|(_, person)| !person.purged);
            let names: Vec<&String> = people.map(|(name, _)| name).collect();
            self.look(names[dice.below(names.len())]);
        }
        self.desk.rewind(mark);
        self.world = world;
        self.told.truncate(told);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "ACCESSDESK_TEST_SEED={}\n{}",
                self.seed,
                self.told.join("\n")
            );
        }
    }
}

/// The answers that a run of full length has met, by command.
const MET: &[(&str, &str)] = &[
    (
        "submitRequest",
        "ok SignInBlocked CatalogDisabled CatalogNotExternal DomainBlocked PolicyDisabled \
         PolicyEnded NotInScope PolicyNotApplicable PolicyChoiceRequired NotManagerOfTarget \
         OnBehalfNotAllowed AlreadyAssigned OpenRequestExists IncompatibleAccess \
         JustificationRequired ScheduleNotAllowed EndBeforeStart StartInPast ExceedsPolicy \
         AnswerRequired AnswerInvalid",
    ),
    (
        "changeAnswers",
        "ok UnAuthorized OnBehalfNotAllowed AssignmentNotActive ExtensionPending AnswerInvalid \
         AnswerNotEditable NothingToChange",
    ),
    (
        "editRequestAnswers",
        "ok SelfApproval UnAuthorized RequestExpired AlreadyDecided AnswerInvalid \
         AnswerNotEditable NothingToChange",
    ),
    (
        "approveRequest",
        "ok SelfApproval NotAnApprover UnAuthorized RequestExpired RequestNotPending \
         AlreadyDecided ApproverJustificationRequired",
    ),
    (
        "denyRequest",
        "ok SelfApproval UnAuthorized RequestExpired RequestNotPending AlreadyDecided",
    ),
    ("cancelRequest", "ok UnAuthorized NotCancellable"),
    (
        "giveBackAssignment",
        "ok UnAuthorized OnBehalfNotAllowed SelfRemoveNotAllowed AssignmentNotActive",
    ),
    (
        "requestExtension",
        "ok UnAuthorized OnBehalfNotAllowed AssignmentNotActive NothingToExtend \
         ExtensionNotAllowed ExtensionNotInScope ExtensionPastPolicyEnd ExtensionPending \
         IncompatibleAccess JustificationRequired ScheduleNotAllowed AnswerInvalid \
         AnswerNotEditable",
    ),
    (
        "extendAssignment",
        "ok UnAuthorized AssignmentNotActive NothingToExtend ExtensionPastPolicyEnd \
         IncompatibleAccess",
    ),
    ("removeAssignment", "ok UnAuthorized AssignmentNotActive"),
    (
        "assignDirectly",
        "ok UnAuthorized PolicyDisabled PolicyEnded AlreadyAssigned OpenRequestExists \
         IncompatibleAccess TargetNotInPolicyScope SelfApproval PolicyRequiresApproval \
         DomainBlocked EndBeforeStart ExceedsPolicy OneUserAtATime AnswerRequired AnswerInvalid",
    ),
    (
        "removeGroupMember",
        "ok UnAuthorized ManagedByEntitlement NotFound",
    ),
    ("deleteGroup", "ok UnAuthorized GroupInUse NotFound"),
    ("restoreGroup", "ok UnAuthorized NotFound"),
    ("reprocessRequest", "ok UnAuthorized ReprocessNotAllowed"),
    (
        "reprocessAssignment",
        "ok UnAuthorized AssignmentNotActive NothingToChange",
    ),
    (
        "addResourceRole",
        "ok UnAuthorized RoleNotEligible DuplicateResourceRole",
    ),
    ("removeResourceRole", "ok UnAuthorized NotFound"),
    (
        "replaceResourceRole",
        "ok UnAuthorized NotFound RoleNotEligible DuplicateResourceRole",
    ),
    ("deleteRequest", "ok UnAuthorized RequestNotCompleted"),
    ("createPolicy", "ok"),
    ("deletePolicy", "ok PolicyHasAssignments"),
    ("deleteAccessPackage", "ok PackageHasAssignments"),
    ("deleteUser", "ok UserIsSelf NotFound"),
    ("restoreUser", "ok NotFound"),
    ("purgeUser", "ok"),
    ("assignDirectoryRole", "ok NothingToChange NotFound"),
    (
        "removeDirectoryRole",
        "ok LastAdministrator NothingToChange NotFound",
    ),
];

/// What requests have come to in a run of full length, by type.
const REACHED: &[(&str, &str)] = &[
    (
        "userAdd",
        "PendingApproval PendingApprovalEscalated PendingNotBefore Fulfilled PartiallyFulfilled \
         FulfillmentFailed Denied ApprovalTimedOut Canceled PeriodOver",
    ),
    (
        "onBehalfAdd",
        "PendingApproval PendingNotBefore Fulfilled Denied ApprovalTimedOut Canceled",
    ),
    (
        "adminAdd",
        "PendingApproval PendingNotBefore Fulfilled FulfillmentFailed Denied Canceled",
    ),
    (
        "userExtend",
        "PendingApproval Fulfilled Denied ApprovalTimedOut Canceled",
    ),
    ("userUpdate", "PendingApproval Fulfilled"),
    ("adminUpdate", "Fulfilled"),
    ("userRemove", "Fulfilled"),
    ("adminRemove", "Fulfilled"),
    ("systemRemove", "Fulfilled"),
];

/// Requires that all of what a table lists was seen.
fn assert_seen(table: &[(&str, &str)], seen: &BTreeMap<(String, String), usize>) {
    let missing: Vec<String> = table
        .iter()
        .flat_map(|(name, wanted)| wanted.split_whitespace().map(move |word| (*name, word)))
        .filter(|(name, word)| !seen.contains_key(&((*name).to_owned(), (*word).to_owned())))
        .map(|(name, word)| format!("{name} {word}"))
        .collect();
    assert!(missing.is_empty(), "never met: {missing:?} among {seen:?}");
}

#[test]
fn program_and_oracle_agree_on_every_answer_and_on_what_comes_of_it() {
    let mut answers: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut reached: BTreeMap<(String, String), usize> = BTreeMap::new();
    for seed in seeds(TENANTS) {
        let mut dice = Dice::new(seed);
        let mut pair = Pair::furnished(seed, &mut dice);
        for _ in 0..SEQUENCES {
            pair.sequence(&mut dice);
        }
        let (told, came_to) = (&mut pair.answers, &mut pair.reached);
        for (key, count) in std::mem::take(told) {
            *answers.entry(key).or_default() += count;
        }
        for (key, count) in std::mem::take(came_to) {
            *reached.entry(key).or_default() += count;
        }
    }
    if seeds(TENANTS).count() < usize::try_from(TENANTS).unwrap() {
        return;
    }
    assert_seen(MET, &answers);
    assert_seen(REACHED, &reached);
    let accepted: usize = answers
        .iter()
        .filter(|((_, answer), _)| answer == "ok")
        .map(|(_, count)| count)
        .sum();
    let all: usize = answers.values().sum();
    assert!(
        accepted * 100 > all * 45,
        "{accepted} of {all} lines accepted"
    );
}
