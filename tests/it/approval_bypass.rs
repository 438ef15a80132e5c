//! Nobody reaches access that needs approval while no approver decides, whatever they try.
//!
//! One non-approver and some bystanders do by chance all that their rights allow: they ask, for
//! themselves and for those who report to them, extend, give back, cancel, make groups, hand things
//! on, try every command there is, and wait. A tenant is prepared once; each sequence is taken back.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::command::{Command, CommandRow};
use accessdesk::domain::id::{ObjectKind, ObjectRef, PackageId, Person};
use accessdesk::domain::time::Timestamp;
use serde_json::{Value, json};

use crate::support::quick::{Mark, QuickDesk};
use crate::support::random::{Dice, Known, Values, persona_line, seeds};

/// How many sequences share a seed, and how many lines each has.
const SEQUENCES: usize = 1_000;
const LENGTH: usize = 5;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const BOSS: &str = "boss@woodgrovebank.onmicrosoft.com";
const MALLORY: &str = "mallory@woodgrovebank.onmicrosoft.com";
const HOLDER: &str = "holder@woodgrovebank.onmicrosoft.com";
/// Mallory, whom nobody asks for approval; one who reports to her; one whose access needs approval
/// to go on; a guest and a stranger.
const PLAYERS: &[&str] = &[
    MALLORY,
    "report@woodgrovebank.onmicrosoft.com",
    HOLDER,
    "gina@contoso.com",
    "sam@fabrikam.com",
];

/// How often each command was refused and accepted.
type Tried = BTreeMap<(String, bool), usize>;

/// The tenant, once, and what must not change in it.
struct Fort {
    desk: QuickDesk,
    known: Known,
    prepared: Mark,
    package: PackageId,
    /// Who has which role on what the package gives.
    held: BTreeSet<String>,
    /// Who holds the package until when.
    assigned: BTreeMap<Person, Option<Timestamp>>,
    tried: Tried,
}

fn guarded(scope: &str, approvers: &Value) -> Value {
    let stage = json!({
        "durationBeforeAutomaticDenial": "P5D", "isEscalationEnabled": true,
        "durationBeforeEscalation": "P1D", "isApproverJustificationRequired": false,
        "primaryApprovers": approvers,
        "fallbackPrimaryApprovers": [{"@odata.type": "#microsoft.graph.singleUser", "userId": BOSS}],
        "escalationApprovers": [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Deciders"}],
    });
    let second = json!({
        "isApproverJustificationRequired": false,
        "primaryApprovers": [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Deciders"}],
    });
    json!({
        "displayName": scope, "allowedTargetScope": scope,
        "requestorSettings": {
            "enableOnBehalfRequestorsToAddAccess": true,
            "enableOnBehalfRequestorsToUpdateAccess": true,
            "enableOnBehalfRequestorsToRemoveAccess": true,
        },
        "requestApprovalSettings": {
            "isApprovalRequiredForAdd": true, "isApprovalRequiredForUpdate": true,
            "isRequestorJustificationRequired": false, "stages": [stage, second],
        },
        "expiration": {"type": "afterDuration", "duration": "P30D"},
    })
}

fn does(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

fn preparation() -> Vec<Value> {
    let user = |name: &str, manager: Option<&str>| {
        let mut with = json!({"userPrincipalName": name, "displayName": name.split('@').next()});
        if let Some(manager) = manager {
            with["manager"] = json!(manager);
        }
        does("createUser", &with)
    };
    let mut lines = vec![
        json!({"desk": "foundTenant", "with": {"displayName": "Woodgrove Bank", "initialDomain": "woodgrovebank.onmicrosoft.com",
            "administrator": {"userPrincipalName": ADMINISTRATOR, "displayName": "Administrator"}}}),
        user(BOSS, None),
        user(MALLORY, Some(BOSS)),
        user(PLAYERS[1], Some(MALLORY)),
        user(HOLDER, Some(MALLORY)),
        json!({"desk": "addExternalPerson", "with": {"userPrincipalName": PLAYERS[3], "displayName": "Gina"}}),
        json!({"desk": "addExternalPerson", "with": {"userPrincipalName": PLAYERS[4], "displayName": "Sam"}}),
        does(
            "createUser",
            &json!({"displayName": "Gina", "userType": "Guest", "externalIdentity": PLAYERS[3]}),
        ),
        does(
            "createGroup",
            &json!({"displayName": "Deciders", "members": [BOSS]}),
        ),
        does("createGroup", &json!({"displayName": "Vault"})),
        does("createGroup", &json!({"displayName": "Kit"})),
        does(
            "createGroup",
            &json!({"displayName": "Mallory's own", "owners": [MALLORY], "members": [MALLORY]}),
        ),
        does(
            "createCatalog",
            &json!({"displayName": "Sales", "description": "d"}),
        ),
    ];
    lines.extend(packages());
    lines
}

/// Writes the lines that make a package which needs approval, one which needs none, and give the
/// first to somebody.
fn packages() -> Vec<Value> {
    let mut lines = Vec::new();
    for group in ["Vault", "Kit"] {
        let with = json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": group});
        lines.push(does("addCatalogResource", &with));
    }
    let boss = json!([{"@odata.type": "#microsoft.graph.singleUser", "userId": BOSS}]);
    let above = json!([{"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 2}]);
    lines.push(does("createAccessPackage", &json!({
        "catalog": "Sales", "displayName": "Vault", "description": "d",
        "resourceRoles": [{"resource": "Vault", "role": "Member"}],
        "policies": [guarded("allMemberUsers", &boss), guarded("allDirectoryUsers", &above), guarded("allExternalUsers", &boss)],
    })));
    lines.push(does("createAccessPackage", &json!({
        "catalog": "Sales", "displayName": "Kit", "description": "d",
        "resourceRoles": [{"resource": "Kit", "role": "Member"}, {"resource": "Kit", "role": "Owner"}],
        "policies": [{"displayName": "All", "allowedTargetScope": "allDirectoryUsers"}],
    })));
    let with = json!({"accessPackage": "Sales/Vault", "policy": "Sales/Vault/allMemberUsers", "targets": [HOLDER]});
    lines.push(does("assignDirectly", &with));
    lines
}

impl Fort {
    fn prepared() -> Self {
        let mut desk = QuickDesk::new(1);
        let beginning = desk.mark();
        for line in preparation() {
            desk.perform(&line).unwrap();
        }
        let mut known = Known::default();
        desk.since(beginning)
            .iter()
            .for_each(|event| known.learn(event));
        let package = desk
            .tenant
            .packages
            .iter()
            .find(|found| found.display_name.as_str() == "Vault");
        let package = package.unwrap().id;
        let mut fort = Self {
            prepared: desk.mark(),
            desk,
            known,
            package,
            held: BTreeSet::new(),
            assigned: BTreeMap::new(),
            tried: Tried::new(),
        };
        fort.held = fort.held();
        fort.assigned = fort.assigned();
        fort
    }

    fn held(&self) -> BTreeSet<String> {
        let tenant = &self.desk.tenant;
        let vault = tenant
            .groups
            .iter()
            .find(|group| group.display_name.as_str() == "Vault");
        let vault = vault.unwrap().id;
        let members = tenant
            .members(vault)
            .map(|member| format!("member {member:?}"));
        let owners = tenant.owners(vault).map(|owner| format!("owner {owner:?}"));
        members.chain(owners).collect()
    }

    fn assigned(&self) -> BTreeMap<Person, Option<Timestamp>> {
        let active = self.desk.tenant.assignments.iter().filter(|assignment| {
            assignment.access_package == self.package && assignment.progress.state.is_active()
        });
        active
            .map(|assignment| (assignment.target, assignment.progress.end))
            .collect()
    }

    /// Requires that nobody got in, and nobody may stay longer.
    fn stands(&self, seed: u64, told: &[Value]) {
        assert!(
            self.held().is_subset(&self.held),
            "{:?}\nACCESSDESK_TEST_SEED={seed} {told:#?}",
            self.held()
        );
        for (person, end) in self.assigned() {
            let granted = self.assigned.get(&person);
            let stays = granted.is_some_and(|granted| end.is_some() && end <= *granted);
            assert!(
                stays,
                "{person:?} until {end:?}\nACCESSDESK_TEST_SEED={seed} {told:#?}"
            );
        }
    }

    /// Lets a player do something by chance.
    fn attempt(&mut self, dice: &mut Dice) -> Value {
        let since = self.desk.mark();
        let line = self.draw(dice);
        let name = line["do"].as_str().unwrap_or("advanceClock").to_owned();
        let accepted = self.desk.attempt(&line).is_ok();
        *self.tried.entry((name, accepted)).or_default() += 1;
        let Self { desk, known, .. } = self;
        desk.since(since)
            .iter()
            .for_each(|event| known.learn(event));
        line
    }

    /// Names an object of a kind, often one of the newest.
    fn named(&self, kind: ObjectKind, dice: &mut Dice) -> Value {
        let found = dice.pick_late(self.known.of(kind)).copied();
        let guid = found.map_or_else(|| ObjectRef::MIN.guid(), ObjectRef::guid);
        json!(guid.to_string())
    }

    fn submission(&self, dice: &mut Dice) -> Value {
        let package = self.named(ObjectKind::AccessPackage, dice);
        let mut with = json!({"accessPackage": package, "justification": "please"});
        if dice.chance(40) {
            with["policy"] = self.named(ObjectKind::Policy, dice);
        }
        if dice.chance(30) {
            with["target"] = self.named(ObjectKind::User, dice);
        }
        if dice.chance(40) {
            let start = *dice.pick(&["today", "tomorrow", "+P3D"]);
            with["schedule"] = json!({"startDateTime": start});
        }
        with
    }

    /// Draws any command that there is.
    fn anything(&self, dice: &mut Dice) -> Value {
        let rows: Vec<&CommandRow> = Command::TABLES.iter().copied().flatten().collect();
        let row = *dice.pick(&rows);
        let mut values = Values {
            dice,
            known: &self.known,
            tenant: &self.desk.tenant,
            now: self.desk.now,
            mischief: 0,
        };
        persona_line(row, &mut values)
    }

    fn draw(&self, dice: &mut Dice) -> Value {
        let who = *dice.pick(&[MALLORY, MALLORY, PLAYERS[1], HOLDER, PLAYERS[3], PLAYERS[4]]);
        let named = |kind: ObjectKind, dice: &mut Dice| self.named(kind, dice);
        let (command, with) = match dice.below(20) {
            0..5 => ("submitRequest", self.submission(dice)),
            5..7 => (
                "requestExtension",
                json!({"assignment": named(ObjectKind::Assignment, dice), "justification": "please"}),
            ),
            7..9 => (
                "approveRequest",
                json!({"request": named(ObjectKind::Request, dice), "justification": "ok"}),
            ),
            9 => (
                "cancelRequest",
                json!({"request": named(ObjectKind::Request, dice)}),
            ),
            10 => (
                "giveBackAssignment",
                json!({"assignment": named(ObjectKind::Assignment, dice)}),
            ),
            11 => (
                "addGroupMember",
                json!({"group": named(ObjectKind::Group, dice), "member": named(ObjectKind::User, dice)}),
            ),
            12..15 => {
                let by = *dice.pick(&["PT1S", "P1D", "P2D", "P5D", "P14D", "P31D"]);
                return json!({"desk": "advanceClock", "with": {"by": by}});
            }
            _ => {
                let mut line = self.anything(dice);
                line["as"] = json!(who);
                line["acknowledge"] = json!(["GroupInUse", "ManagedByEntitlement"]);
                return line;
            }
        };
        json!({"as": who, "do": command, "with": with})
    }
}

/// Runs the sequences of some seeds and says how often each command was tried, and accepted.
fn try_everything(seeds: &[u64]) -> Tried {
    let mut fort = Fort::prepared();
    for seed in seeds {
        let mut dice = Dice::new(*seed);
        for _ in 0..SEQUENCES {
            let known = fort.known.clone();
            let told: Vec<Value> = (0..LENGTH).map(|_| fort.attempt(&mut dice)).collect();
            fort.stands(*seed, &told);
            fort.known = known;
            let prepared = fort.prepared;
            fort.desk.rewind(prepared);
        }
    }
    fort.tried
}

#[test]
fn nobody_reaches_access_that_needs_approval_while_no_approver_decides() {
    let seeds: Vec<u64> = seeds(100).collect();
    let (some, others) = seeds.split_at(seeds.len() / 2);
    let mut tried = Tried::new();
    std::thread::scope(|scope| {
        let both = [some, others].map(|half| scope.spawn(move || try_everything(half)));
        for half in both {
            for (what, count) in half.join().unwrap() {
                *tried.entry(what).or_default() += count;
            }
        }
    });
    let accepted = |name: &str| tried.get(&(name.to_owned(), true)).copied().unwrap_or(0);
    for name in [
        "submitRequest",
        "requestExtension",
        "cancelRequest",
        "giveBackAssignment",
        "createGroup",
    ] {
        assert!(accepted(name) > 0, "{name} was never accepted: {tried:?}");
    }
    assert_eq!(accepted("approveRequest") + accepted("assignDirectly"), 0);
}

#[test]
fn one_approval_a_stage_is_what_it_takes() {
    let mut fort = Fort::prepared();
    let ask =
        json!({"as": MALLORY, "do": "submitRequest", "with": {"accessPackage": "Sales/Vault"}});
    let bound = fort.desk.perform(&ask).unwrap();
    let request = bound[0].object.guid().to_string();
    let approve = json!({"as": BOSS, "do": "approveRequest", "with": {"request": request}});
    fort.desk.perform(&approve).unwrap();
    assert_eq!(fort.held(), fort.held);
    fort.desk.perform(&approve).unwrap();
    assert_eq!(fort.assigned().len(), 2);
    assert_eq!(fort.held().len(), fort.held.len() + 1);
}
