//! What must hold of every tenant, whatever was done to it.
//!
//! [`check_all`] looks at a tenant as it is; [`Historian`] looks on while commits are replayed, for
//! what can only be seen then. Tests do both after every step, `verify` does both on a store. A
//! violation is a bug or damage, never the fault of whoever gave a command.
//!
//! Two rules need no check: a text in hand is within its bounds because nothing else makes one, and
//! the chain of commits is the store's.

use crate::domain::id::ObjectRef;
use crate::domain::tenant::Tenant;

mod assignments;
mod automatic;
mod delegations;
mod deliveries;
mod dynamic;
mod extensions;
mod external;
mod governance;
mod historian;
mod people;
mod policies;
mod purged;
mod records;
mod requests;
mod reviews;
mod roles;
mod structure;
mod transitions;

pub use assignments::grants_reach_their_objects;
pub use historian::Historian;

/// Something that must hold and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What must hold.
    pub rule: &'static str,
    /// Where it does not.
    pub object: Option<ObjectRef>,
    /// The commit that broke it, where that is known.
    pub commit: Option<u64>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Findings {
    violations: Vec<Violation>,
    commit: Option<u64>,
}

impl Findings {
    /// Takes note of an object of which a rule does not hold.
    fn expect(&mut self, rule: &'static str, object: impl Into<ObjectRef>, holds: bool) {
        if !holds {
            self.note(rule, Some(object.into()));
        }
    }

    /// Takes note of a rule that does not hold of the whole.
    fn expect_overall(&mut self, rule: &'static str, holds: bool) {
        if !holds {
            self.note(rule, None);
        }
    }

    fn note(&mut self, rule: &'static str, object: Option<ObjectRef>) {
        self.violations.push(Violation {
            rule,
            object,
            commit: self.commit,
        });
    }
}

/// The rules on a tenant as it is.
const RULES: &[fn(&Tenant, &mut Findings)] = &[
    structure::index_follows_from_the_records,
    structure::identifiers_are_unique,
    structure::names_are_unique,
    structure::former_names_are_of_the_gone,
    structure::references_lead_somewhere,
    structure::one_directory_owns_the_resources,
    dynamic::rules_fill_their_groups,
    dynamic::rules_are_asked_again_where_they_turn,
    automatic::rules_assign_for_good,
    automatic::rules_give_their_packages,
    people::somebody_administers,
    people::chains_of_managers_end,
    external::organizations_are_told_apart,
    external::guests_are_looked_after,
    external::external_policies_are_safe,
    external::holders_have_accounts,
    purged::nothing_is_tied_to_what_was_purged,
    governance::catalogs_hold_their_packages_and_resources,
    governance::packages_give_what_their_catalog_has,
    roles::roles_are_held_by_somebody,
    policies::policies_say_something_possible,
    requests::requests_are_consistent,
    requests::answers_are_given,
    requests::one_request_at_a_time,
    requests::stages_fit_the_state,
    requests::decisions_are_sound,
    extensions::extensions_fit_their_policies,
    extensions::callouts_are_sound,
    delegations::delegations_are_sound,
    reviews::reviews_follow_their_policies,
    reviews::decisions_of_reviews_are_sound,
    assignments::assignments_are_consistent,
    assignments::active_assignments_give_their_package,
    assignments::one_assignment_of_each,
    assignments::scopes_hold_their_own,
];

/// Checks everything; nothing is found in a sound tenant.
pub fn check_all(tenant: &Tenant) -> Vec<Violation> {
    let mut found = Findings::default();
    for rule in RULES {
        rule(tenant, &mut found);
    }
    found.violations
}
