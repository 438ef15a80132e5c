//! How much a directory holds: a table of limits that refuse, and of lower ones that only warn.

use std::collections::BTreeSet;

use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Event};
use crate::domain::id::{CatalogId, CustomExtensionId, PackageId, PolicyId, Principal};
use crate::domain::index::RequestPhase;
use crate::domain::policy::{ADVISED_AUTOMATIC_USERS, AssignmentPolicy, PolicyTerms};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::time::{Span, Timestamp};
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::{Warned, Warning};

/// How many requests within 90 days are advised at most.
const ADVISED_REQUESTS: usize = 50_000;

/// Something of which there can be too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Access packages of the directory.
    Packages,
    /// Access packages of a catalog.
    PackagesOf(CatalogId),
    /// Active assignments of the directory.
    Assignments,
    /// Active assignments of a package.
    AssignmentsTo(PackageId),
    /// Active assignments that a rule has given; those of other policies do not count.
    AssignmentsBy(PolicyId),
    /// Catalogs of the directory.
    Catalogs,
    /// Connected organizations.
    Organizations,
    /// Policies of the directory.
    Policies,
    /// Policies of a package.
    PoliciesOf(PackageId),
    /// Requests of the directory within the 90 days up to an instant.
    Requests(Timestamp),
    /// Resources of a catalog.
    ResourcesOf(CatalogId),
    /// Users and groups with a role in a catalog.
    DelegatesIn(CatalogId),
    /// Custom extensions of the directory.
    Extensions,
    /// Custom extensions of a catalog.
    ExtensionsOf(CatalogId),
    /// Custom extensions that a policy has called.
    ExtensionsIn(PolicyId),
    /// Attributes asked for the resources of a catalog.
    AttributesOf(CatalogId),
}

impl Counted {
    /// Returns what is counted in words, the most that is accepted, and the most that is advised.
    const fn row(self) -> (&'static str, usize, usize) {
        const NONE: usize = usize::MAX;
        const BY_RULE: usize = ADVISED_AUTOMATIC_USERS;
        match self {
            Self::Packages => ("access packages", 20_000, 4_000),
            Self::PackagesOf(_) => ("access packages in the catalog", NONE, 50),
            Self::Assignments => ("active assignments", 300_000, 100_000),
            Self::AssignmentsTo(_) => ("active assignments of the package", NONE, 10_000),
            Self::AssignmentsBy(_) => ("assignments of the automatic policy", NONE, BY_RULE),
            Self::Catalogs => ("catalogs", 7_500, 1_500),
            Self::Organizations => ("connected organizations", 2_500, 2_500),
            Self::Policies => ("policies", 25_000, 5_000),
            Self::PoliciesOf(_) => ("policies of the package", NONE, 10),
            Self::Requests(_) => ("requests within 90 days", 200_000, ADVISED_REQUESTS),
            Self::ResourcesOf(_) => ("resources in the catalog", NONE, 50),
            Self::DelegatesIn(_) => ("users and groups with a role in the catalog", NONE, 10),
            Self::Extensions => ("custom extensions", 500, 500),
            Self::ExtensionsOf(_) => ("custom extensions of the catalog", NONE, 20),
            Self::ExtensionsIn(_) => ("custom extensions in the policy", NONE, 5),
            Self::AttributesOf(_) => ("attributes asked for in the catalog", NONE, 20),
        }
    }

    /// Counts, at no cost beyond the catalog concerned.
    fn count(self, tenant: &Tenant) -> usize {
        let index = &tenant.index;
        match self {
            Self::Packages => tenant.packages.len(),
            Self::PackagesOf(catalog) => index.packages_of.count(&catalog),
            Self::Assignments => index.active_to.total(),
            Self::AssignmentsTo(package) => index.active_to.count(&package),
            Self::AssignmentsBy(policy) => tenant
                .find_policy(policy)
                .filter(|found| found.terms.automatic.is_some())
                .map_or(0, |_| index.active_under.count(&policy)),
            Self::Catalogs => tenant.catalogs.len(),
            Self::Organizations => tenant.connected_organizations.len(),
            Self::Policies => tenant.policies.len(),
            Self::PoliciesOf(package) => index.policies_of.count(&package),
            Self::Requests(latest) => requests_until(tenant, latest),
            Self::ResourcesOf(catalog) => index.resources_of.count(&catalog),
            Self::DelegatesIn(catalog) => delegates_in(tenant, catalog),
            Self::Extensions => tenant.custom_extensions.len(),
            Self::ExtensionsOf(catalog) => index.extensions_of.count(&catalog),
            Self::ExtensionsIn(policy) => tenant
                .find_policy(policy)
                .map_or(0, |found| called_by(&found.terms)),
            Self::AttributesOf(catalog) => index
                .resources_of
                .of(catalog)
                .filter_map(|resource| tenant.find_resource(*resource))
                .map(|resource| resource.attributes.len())
                .sum(),
        }
    }
}

/// Counts the extensions that a policy has called, each once however often it is called.
fn called_by(terms: &PolicyTerms) -> usize {
    let called = terms.extensions.iter();
    let called: BTreeSet<CustomExtensionId> =
        called.map(|setting| setting.custom_extension.id).collect();
    called.len()
}

/// Counts the requests of the 90 days up to the latest one.
///
/// Older ones are few, since records of requests go after a while, and are looked for only where
/// their number could matter.
fn requests_until(tenant: &Tenant, latest: Timestamp) -> usize {
    let all = tenant.requests.len();
    if all <= ADVISED_REQUESTS {
        return all;
    }
    let since = latest.minus(Span::days(90));
    let kept = tenant.index.requests_of_kind.of(RequestPhase::Any);
    all - kept.take_while(|(made, _)| *made < since).count()
}

fn delegates_in(tenant: &Tenant, catalog: CatalogId) -> usize {
    let given = tenant.index.appointed_in.of(Some(catalog));
    let given = given.filter_map(|id| tenant.find_role_assignment(*id));
    let principals: BTreeSet<Principal> = given.map(|given| given.principal).collect();
    principals.len()
}

/// Returns the record that an edit made.
fn made<T>(edit: &Edit<T>) -> Option<&T> {
    if edit.old.is_some() {
        return None;
    }
    edit.new.as_deref()
}

/// Lists what there is more of by a record that an edit made.
fn each<T>(edit: &Edit<T>, counted: impl Fn(&T) -> Vec<Counted>) -> Vec<Counted> {
    made(edit).map_or_else(Vec::new, counted)
}

/// Lists what an edit of a policy makes more of: also one that lets it call more extensions.
fn of_policy(edit: &Edit<AssignmentPolicy>) -> Vec<Counted> {
    let called = |policy: Option<&AssignmentPolicy>| policy.map_or(0, |it| called_by(&it.terms));
    let mut grown = each(edit, |made| {
        vec![Counted::Policies, Counted::PoliciesOf(made.access_package)]
    });
    let more = called(edit.new.as_deref()) > called(edit.old.as_deref());
    let policy = edit.new.as_deref().filter(|_| more);
    grown.extend(policy.map(|policy| Counted::ExtensionsIn(policy.id)));
    grown
}

/// Lists what an event makes more of.
fn grown(event: &Event) -> Vec<Counted> {
    match &event.change {
        Change::Catalog(edit) => each(edit, |_| vec![Counted::Catalogs]),
        Change::Resource(edit) => match (made(edit), edit.new.as_deref()) {
            (Some(resource), _) => vec![Counted::ResourcesOf(resource.catalog)],
            (None, Some(resource)) => vec![Counted::AttributesOf(resource.catalog)],
            (None, None) => Vec::new(),
        },
        Change::RoleAssignment(edit) => made(edit)
            .and_then(|given| given.catalog)
            .map_or_else(Vec::new, |catalog| vec![Counted::DelegatesIn(catalog)]),
        Change::CustomExtension(edit) => each(edit, |made| {
            vec![Counted::Extensions, Counted::ExtensionsOf(made.catalog)]
        }),
        Change::Organization(edit) => each(edit, |_| vec![Counted::Organizations]),
        Change::Package(edit) => each(edit, |made| {
            vec![Counted::Packages, Counted::PackagesOf(made.catalog)]
        }),
        Change::Policy(edit) => of_policy(edit),
        Change::Request(edit) => each(edit, |made| vec![Counted::Requests(made.created_date_time)]),
        Change::Assignment(edit) => each(edit, |made| {
            let package = made.access_package;
            vec![
                Counted::Assignments,
                Counted::AssignmentsTo(package),
                Counted::AssignmentsBy(made.policy),
            ]
        }),
        Change::Directory(_)
        | Change::ExternalPerson(_)
        | Change::User(_)
        | Change::Group(_)
        | Change::Membership(_)
        | Change::Ownership(_)
        | Change::RuleTurns(_)
        | Change::Application(_)
        | Change::Site(_)
        | Change::RoleHolding(_)
        | Change::ResourceRequest(_)
        | Change::RequestProgress(..)
        | Change::AssignmentProgress(..)
        | Change::Review(_)
        | Change::ReviewItem(_)
        | Change::Callout(_)
        | Change::Delegation(_)
        | Change::Settings(_)
        | Change::Clock(_)
        | Change::Persona(_)
        | Change::Refusal(_) => Vec::new(),
    }
}

/// Requires that what a command made fits into the directory; the last of all checks.
pub fn respected<S: Sink + ?Sized>(draft: &Draft<'_>, sink: &mut S) -> Result<(), Refusal> {
    for counted in draft.events().iter().flat_map(grown) {
        let (what, most, _) = counted.row();
        if counted.count(draft) > most {
            return require(sink, Check::WithinLimits, &[], false, || {
                DeskRefusal::LimitReached { what, most }.into()
            });
        }
    }
    Ok(())
}

/// Puts into words what the rules have warned of, and what else a draft has made more of than is
/// advised, each once.
pub fn advised(draft: &Draft<'_>, warnings: &[Warning]) -> Vec<Warned> {
    let mut more: Vec<Warning> = Vec::new();
    for counted in draft.events().iter().flat_map(grown) {
        let (what, _, advised) = counted.row();
        let count = counted.count(draft);
        let warning = Warning::LimitAdvised {
            what,
            count,
            advised,
        };
        let counts_it =
            |told: &Warning| matches!(told, Warning::LimitAdvised { what: it, .. } if *it == what);
        if count > advised && !more.contains(&warning) && !warnings.iter().any(counts_it) {
            more.push(warning);
        }
    }
    let all = warnings.iter().chain(&more);
    all.map(|warning| warning.said(draft)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::{Catalog, CatalogState, CatalogType};
    use crate::domain::event::Fact;
    use crate::domain::text::{Description, DisplayName};
    use crate::domain::walk::Walk;

    fn catalog(number: u128) -> Catalog {
        Catalog {
            id: CatalogId::new(uuid::Uuid::from_u128(number)),
            display_name: DisplayName::parse(&format!("Catalog {number}")).unwrap(),
            description: Description::none(),
            catalog_type: CatalogType::UserManaged,
            state: CatalogState::Published,
            is_externally_visible: true,
            created_date_time: Timestamp::from_seconds(0),
            modified_date_time: Timestamp::from_seconds(0),
        }
    }

    fn add(draft: &mut Draft<'_>, numbers: std::ops::RangeInclusive<u128>) {
        for number in numbers {
            let made = Change::Catalog(Edit::made(catalog(number)));
            draft.emit(Fact::CatalogCreated, made);
        }
    }

    #[test]
    fn the_first_catalog_too_many_is_refused_with_the_check_that_decided() {
        let mut tenant = Tenant::default();
        let mut draft = Draft::new(&mut tenant);
        let mut walk = Walk::default();
        add(&mut draft, 1..=7_500);
        assert_eq!(respected(&draft, &mut walk), Ok(()));
        add(&mut draft, 7_501..=7_501);
        let refusal = respected(&draft, &mut walk).unwrap_err();
        assert_eq!(refusal.code(), "LimitReached");
        assert_eq!(walk.0.last().unwrap().check, Check::WithinLimits);
    }

    #[test]
    fn requests_older_than_90_days_are_not_counted() {
        let day = |day: u64| Timestamp::from_seconds(i64::try_from(day * 86_400).unwrap());
        let mut tenant = Tenant::default();
        let mut draft = Draft::new(&mut tenant);
        for number in 0..=ADVISED_REQUESTS {
            let request = crate::domain::request::AssignmentRequest {
                id: crate::domain::id::RequestId::new(uuid::Uuid::from_u128(number as u128)),
                request_type: crate::domain::request::RequestType::UserAdd,
                access_package: PackageId::MIN,
                policy: PolicyId::MIN,
                requestor: None,
                created_by: None,
                target: crate::domain::id::Person::User(crate::domain::id::UserId::MIN),
                connected_organization: None,
                justification: None,
                schedule: crate::domain::time::Schedule::UNSPECIFIED,
                policy_expiration: crate::domain::time::Expiration::Never,
                stages: Vec::new(),
                review: None,
                revokes: None,
                created_date_time: day(if number < 10 { 9 } else { 100 }),
                progress: crate::domain::request::RequestProgress::new(None),
            };
            let change = Change::Request(Edit::made(request));
            draft.emit(Fact::AccessRequested, change);
        }
        assert_eq!(requests_until(&draft, day(99)), ADVISED_REQUESTS + 1);
        assert_eq!(requests_until(&draft, day(100)), ADVISED_REQUESTS - 9);
    }

    #[test]
    fn a_rule_that_gives_to_many_is_warned_of_whoever_comes_last() {
        let at = Timestamp::from_seconds(0);
        let given = |number: usize| {
            let id = uuid::Uuid::from_u128(number as u128);
            let progress = serde_json::json!({"state": "delivered", "start": at, "end": null,
                "endSetDateTime": at, "expiredDateTime": null, "grants": []});
            crate::domain::assignment::Assignment {
                id: crate::domain::id::AssignmentId::new(id),
                access_package: PackageId::MIN,
                policy: PolicyId::MIN,
                target: crate::domain::id::Person::User(crate::domain::id::UserId::new(id)),
                request: crate::domain::id::RequestId::MIN,
                progress: serde_json::from_value(progress).unwrap(),
            }
        };
        let mut tenant = Tenant::default();
        let mut draft = Draft::new(&mut tenant);
        let body: crate::domain::policy::PolicyBody = serde_json::from_value(serde_json::json!({
            "displayName": "Everybody", "allowedTargetScope": "specificDirectoryUsers",
            "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.attributeRuleMembers",
                "membershipRule": "user.displayName -startsWith \"User\""}],
            "automaticRequestSettings": {},
        }))
        .unwrap();
        let policy = AssignmentPolicy {
            id: PolicyId::MIN,
            access_package: PackageId::MIN,
            terms: PolicyTerms::try_from(body).unwrap(),
            created_date_time: at,
            modified_date_time: at,
        };
        draft.emit(Fact::PolicyCreated, Change::Policy(Edit::made(policy)));
        let give = |draft: &mut Draft<'_>, number: usize| {
            let made = Change::Assignment(Edit::made(given(number)));
            draft.emit(Fact::AssignmentCreated, made);
        };
        (1..=ADVISED_AUTOMATIC_USERS).for_each(|number| give(&mut draft, number));
        assert_eq!(advised(&draft, &[]), []);
        give(&mut draft, ADVISED_AUTOMATIC_USERS + 1);
        let warned = advised(&draft, &[]);
        assert_eq!(warned.len(), 1);
        let text =
            "there are 5001 assignments of the automatic policy; more than 5000 are not advised";
        assert_eq!(warned[0].text.as_str(), text);
    }

    #[test]
    fn more_than_advised_is_warned_of_once() {
        let mut tenant = Tenant::default();
        let mut draft = Draft::new(&mut tenant);
        add(&mut draft, 1..=1_500);
        assert_eq!(advised(&draft, &[]), []);
        add(&mut draft, 1_501..=1_502);
        let warned = advised(&draft, &[]);
        assert_eq!(warned.len(), 1);
        assert_eq!(warned[0].code, "LimitAdvised");
        let text = "there are 1502 catalogs; more than 1500 are not advised";
        assert_eq!(warned[0].text.as_str(), text);
        let told = Warning::LimitAdvised {
            what: "catalogs",
            count: 1_501,
            advised: 1_500,
        };
        assert_eq!(advised(&draft, &[told]).len(), 1);
    }
}
