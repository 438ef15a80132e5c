//! What a policy must be whose rule assigns the package: one of its kind, made by an administrator,
//! and without anything that only counts where people ask.

use crate::domain::approval::ApprovalSettings;
use crate::domain::authority::{Right, holder_of};
use crate::domain::context::Context;
use crate::domain::id::{ObjectRef, PackageId, Person, PolicyId};
use crate::domain::policy::{
    ADVISED_AUTOMATIC_USERS, AUTOMATIC_USERS, AutomaticError, PolicyTerms,
};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, PolicyRefusal, Refusal};
use crate::domain::rule::RuleError;
use crate::domain::tenant::Tenant;
use crate::domain::time::Expiration;
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::Warning;

/// Reports why what is said of a rule makes no automatic policy.
pub(super) fn misshapen(error: AutomaticError) -> (Check, Refusal) {
    match error {
        AutomaticError::Misfit(problem) => {
            let refusal = PolicyRefusal::AutoPolicyInvalid { problem };
            (Check::AutomaticSound, refusal.into())
        }
        AutomaticError::Text(error) => {
            let refusal = DeskRefusal::TextInvalid {
                field: "membershipRule".to_owned(),
                problem: error.to_string(),
            };
            (Check::TextAccepted, refusal.into())
        }
        AutomaticError::Rule(RuleError::TooLong { length }) => {
            let refusal = DirectoryRefusal::RuleTooLong { length };
            (Check::RuleShortEnough, refusal.into())
        }
        AutomaticError::Rule(error @ RuleError::Unreadable { .. }) => {
            let problem = error.to_string();
            let refusal = DirectoryRefusal::RuleInvalid { problem };
            (Check::RuleReadable, refusal.into())
        }
    }
}

/// Requires that whoever touches an automatic policy administers the whole of governance.
pub(in crate::domain::decide) fn governable<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    policy: PolicyId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.find_policy(policy);
    if found.is_none_or(|policy| policy.terms.automatic.is_none()) {
        return Ok(());
    }
    governs(tenant, actor, sink)
}

fn governs<S: Sink + ?Sized>(tenant: &Tenant, actor: Person, sink: &mut S) -> Result<(), Refusal> {
    let may = holder_of(tenant, actor, Right::ManageSettings, None).is_some();
    require(sink, Check::AutomaticAllowed, &[actor.into()], may, || {
        PolicyRefusal::AutoAssignmentPolicyRequirementNotMet {}.into()
    })
}

/// Requires what an automatic policy needs besides a rule that can be read.
pub(super) fn sound(
    tenant: &Tenant,
    context: &mut Context<'_>,
    package: PackageId,
    policy: Option<PolicyId>,
    terms: &PolicyTerms,
) -> Result<(), Refusal> {
    let Some(automatic) = &terms.automatic else {
        return Ok(());
    };
    governs(tenant, context.actor, context.walk)?;
    let other = tenant.index.policies_of.of(package).copied().find(|found| {
        let found = tenant.find_policy(*found);
        found.is_some_and(|found| Some(found.id) != policy && found.terms.automatic.is_some())
    });
    let objects: Vec<ObjectRef> = other.into_iter().map(Into::into).collect();
    context
        .walk
        .note(Check::AutomaticPolicyOnly, other.is_none(), &objects);
    if let Some(policy) = other {
        return Err(PolicyRefusal::AutoPolicyExists { policy }.into());
    }
    let problem = problem_of(terms);
    context.require(Check::AutomaticSound, &[], problem.is_none(), || {
        let problem = problem.unwrap_or_default();
        PolicyRefusal::AutoPolicyInvalid { problem }
    })?;
    let users = tenant.users.iter();
    let live = users.filter(|user| user.deleted_date_time.is_none());
    let count = live
        .filter(|user| automatic.rule.matches(*user, context.now))
        .count();
    context.require(
        Check::AutomaticUsersWithinLimit,
        &[],
        count <= AUTOMATIC_USERS,
        || PolicyRefusal::RuleTooManyUsers { count },
    )?;
    if count > ADVISED_AUTOMATIC_USERS {
        context.warn(Warning::LimitAdvised {
            what: "assignments of the automatic policy",
            count,
            advised: ADVISED_AUTOMATIC_USERS,
        });
    }
    Ok(())
}

/// Says what does not go with access that nobody asks for.
fn problem_of(terms: &PolicyTerms) -> Option<&'static str> {
    let reviewed = terms.reviews.as_ref().is_some_and(|it| it.is_enabled);
    let problems = [
        (
            terms.approval != ApprovalSettings::NotRequired,
            "a rule gives the package without approval",
        ),
        (!terms.questions.is_empty(), "a rule answers no questions"),
        (
            !terms.credentials.is_empty(),
            "a rule asks nobody for a verified ID",
        ),
        (
            terms.requestor.on_behalf.is_on(),
            "nobody asks on behalf of those whom a rule admits",
        ),
        (
            terms.expiration != Expiration::Never,
            "access by a rule lasts as long as the rule admits its holder, so its expiration is noExpiration",
        ),
        (reviewed, "a rule would give again what a review takes away"),
    ];
    problems
        .into_iter()
        .find_map(|(is_wrong, problem)| is_wrong.then_some(problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::context::IdSource;
    use crate::domain::draft::Draft;
    use crate::domain::event::{Change, Edit, Fact};
    use crate::domain::id::UserId;
    use crate::domain::policy::PolicyBody;
    use crate::domain::subject::{DirectoryRole, User};
    use crate::domain::text::{DisplayName, UserPrincipalName};
    use crate::domain::time::Timestamp;
    use crate::domain::walk::Walk;

    struct NoIds;

    impl IdSource for NoIds {
        fn next_id(&mut self) -> uuid::Uuid {
            uuid::Uuid::nil()
        }
    }

    fn user(number: usize) -> User {
        let id = UserId::new(uuid::Uuid::from_u128(number as u128));
        let name = UserPrincipalName::parse(&format!("user{number}@sandbox.com")).unwrap();
        let shown = DisplayName::parse(&format!("User {number}")).unwrap();
        User::named(id, name, shown, Timestamp::from_seconds(0))
    }

    #[test]
    fn a_rule_is_warned_of_above_five_thousand_users_and_refused_above_fifteen_thousand() {
        let mut tenant = Tenant::default();
        let mut draft = Draft::new(&mut tenant);
        let mut administrator = user(1);
        administrator.directory_roles = [DirectoryRole::GlobalAdministrator].into();
        let actor = Person::User(administrator.id);
        let add = |draft: &mut Draft<'_>, user: User| {
            draft.emit(Fact::UserAdded, Change::User(Edit::made(user)));
        };
        add(&mut draft, administrator);
        let body: PolicyBody = serde_json::from_value(serde_json::json!({
            "displayName": "Everybody", "allowedTargetScope": "specificDirectoryUsers",
            "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.attributeRuleMembers",
                "membershipRule": "user.displayName -startsWith \"User\""}],
            "automaticRequestSettings": {},
        }))
        .unwrap();
        let terms = PolicyTerms::try_from(body).unwrap();
        let judged = |draft: &Draft<'_>| {
            let mut walk = Walk::default();
            let mut context = Context {
                actor,
                now: Timestamp::from_seconds(0),
                ids: &mut NoIds,
                walk: &mut walk,
                acknowledged: &[],
                warnings: Vec::new(),
                bindings: Vec::new(),
            };
            let judged = sound(draft, &mut context, PackageId::MIN, None, &terms);
            judged.map(|()| context.warnings)
        };
        (2..=ADVISED_AUTOMATIC_USERS).for_each(|number| add(&mut draft, user(number)));
        assert_eq!(judged(&draft), Ok(Vec::new()));
        add(&mut draft, user(ADVISED_AUTOMATIC_USERS + 1));
        let crowded = Warning::LimitAdvised {
            what: "assignments of the automatic policy",
            count: 5_001,
            advised: 5_000,
        };
        assert_eq!(judged(&draft), Ok(vec![crowded]));
        let further = ADVISED_AUTOMATIC_USERS + 2..=AUTOMATIC_USERS;
        further.for_each(|number| add(&mut draft, user(number)));
        assert!(judged(&draft).is_ok());
        add(&mut draft, user(AUTOMATIC_USERS + 1));
        let count = AUTOMATIC_USERS + 1;
        assert_eq!(
            judged(&draft),
            Err(PolicyRefusal::RuleTooManyUsers { count }.into())
        );
    }
}
