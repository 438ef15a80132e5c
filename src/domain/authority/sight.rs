//! Who may see what; lists, search, exports and error texts all ask here.

use crate::domain::authority::{Right, appointed, holder_of, may_somewhere, sees_contents};
use crate::domain::eligibility;
use crate::domain::id::{
    ConnectedOrganizationId, ObjectRef, PackageId, Person, RequestId, ReviewId, UserId,
};
use crate::domain::on_behalf;
use crate::domain::reviewers;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

/// What a person sees without asking for each object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Everything that is governed.
    pub governance: bool,
    /// Everybody and every group of the directory.
    pub directory: bool,
}

impl Sight {
    /// Returns what a person sees.
    pub fn of(tenant: &Tenant, viewer: Person) -> Self {
        Self {
            governance: holder_of(tenant, viewer, Right::ReadCatalog, None).is_some(),
            directory: holder_of(tenant, viewer, Right::CreateGroup, None).is_some(),
        }
    }
}

/// Tells whether a person may know of an object.
///
/// Members read the directory, as they may in the service; what is governed is seen by
/// administrators, by whoever has a role in its catalog, and by everybody else as far as they take
/// part in it.
pub fn visible(tenant: &Tenant, viewer: Person, object: ObjectRef, now: Timestamp) -> bool {
    let sight = Sight::of(tenant, viewer);
    if sight.governance {
        return true;
    }
    let right = if matches!(object, ObjectRef::Review(_)) {
        Right::ReadReviews
    } else {
        Right::ReadCatalog
    };
    takes_part(tenant, viewer, object, now)
        || holder_of(tenant, viewer, right, Some(object)).is_some()
}

/// Tells whether a person may know of an object as a member of the directory or because they take
/// part in something.
fn takes_part(tenant: &Tenant, viewer: Person, object: ObjectRef, now: Timestamp) -> bool {
    let sight = Sight::of(tenant, viewer);
    let of_package = |package| package_visible(tenant, viewer, package, now);
    match object {
        ObjectRef::ResourceRequest(_)
        | ObjectRef::CustomExtension(_)
        | ObjectRef::Entry(_)
        | ObjectRef::Mail(_) => false,
        ObjectRef::Callout(id) => tenant
            .find_callout(id)
            .is_some_and(|callout| visible(tenant, viewer, callout.subject.into(), now)),
        ObjectRef::RoleAssignment(id) => {
            appointed::appointments(tenant, viewer).any(|given| given.id == id)
        }
        ObjectRef::Directory(_) | ObjectRef::ExternalPerson(_) => true,
        ObjectRef::Application(_) | ObjectRef::Site(_) | ObjectRef::DirectoryRole(_) => {
            sight.directory
        }
        ObjectRef::User(id) => sight.directory || viewer == Person::User(id),
        ObjectRef::Group(id) => {
            sight.directory || viewer.user().is_some_and(|user| tenant.is_member(user, id))
        }
        ObjectRef::ConnectedOrganization(id) => organization_visible(tenant, viewer, id),
        ObjectRef::Catalog(id) => {
            let mut packages = tenant.index.packages_of.of(id);
            packages.any(|package| of_package(*package))
        }
        ObjectRef::Resource(id) => {
            let mut packages = tenant.index.packages_using.of(id);
            packages.any(|it| sees_contents(tenant, viewer, *it) && of_package(*it))
        }
        ObjectRef::AccessPackage(id) => of_package(id),
        ObjectRef::Policy(id) => tenant
            .find_policy(id)
            .is_some_and(|policy| of_package(policy.access_package)),
        ObjectRef::Request(id) => request_visible(tenant, viewer, id),
        ObjectRef::Delegation(id) => tenant
            .find_delegation(id)
            .is_some_and(|delegation| viewer.user().is_some_and(|user| delegation.concerns(user))),
        ObjectRef::Review(id) => review_visible(tenant, viewer, id),
        ObjectRef::Assignment(id) => tenant.find_assignment(id).is_some_and(|assignment| {
            tenant.is_holder(assignment, viewer) || on_behalf::manages(tenant, viewer, assignment)
        }),
    }
}

/// Tells whether somebody names organizations in policies: administrators, and whoever makes
/// policies in some catalog.
fn may_pick_organizations(tenant: &Tenant, viewer: Person) -> bool {
    may_somewhere(tenant, viewer, Right::PickOrganizations, &mut Silent).is_ok()
}

/// An organization is known to its people, to those who are asked about them and to those who make
/// policies.
fn organization_visible(tenant: &Tenant, viewer: Person, id: ConnectedOrganizationId) -> bool {
    let of_it = |request: RequestId| {
        tenant
            .find_request(request)
            .is_some_and(|request| request.connected_organization == Some(id))
    };
    tenant.organization_of(viewer) == Some(id)
        || may_pick_organizations(tenant, viewer)
        || tenant.account_of(viewer).is_some_and(|user| {
            let mut decided = tenant.index.decided_by.of(user);
            let mut asked = crate::domain::approvers::waiting_for(tenant, user).into_iter();
            asked.any(of_it) || decided.any(|(_, request)| of_it(*request))
        })
}

/// Tells whether somebody reviews the access to a package now.
fn reviews_package(tenant: &Tenant, user: UserId, package: PackageId) -> bool {
    reviewers::waiting_for(tenant, user)
        .into_iter()
        .filter_map(|id| tenant.find_review(id))
        .any(|review| review.access_package == package)
}

/// A package is known to those who find it, hold it, have asked for it or are asked about it.
fn package_visible(tenant: &Tenant, viewer: Person, package: PackageId, now: Timestamp) -> bool {
    let own = |(_, id): &(Timestamp, RequestId)| of_package(tenant, *id, package);
    eligibility::can_see(tenant, viewer, package, now, &mut Silent).is_ok()
        || on_behalf::may_know(tenant, viewer, package)
        || tenant.own_requests(viewer).iter().any(own)
        || tenant.account_of(viewer).is_some_and(|user| {
            reviews_package(tenant, user, package)
                || tenant.index.decided_by.of(user).any(own)
                || crate::domain::approvers::waiting_for(tenant, user)
                    .into_iter()
                    .any(|id| of_package(tenant, id, package))
        })
}

/// A review is known to those who review in it or were asked to.
fn review_visible(tenant: &Tenant, viewer: Person, id: ReviewId) -> bool {
    tenant.account_of(viewer).is_some_and(|user| {
        let review = tenant.find_review(id);
        review.is_some_and(|review| review.contacted_reviewers.contains(&user))
            || reviewers::is_asked(tenant, id, user)
    })
}

fn of_package(tenant: &Tenant, request: RequestId, package: PackageId) -> bool {
    tenant
        .find_request(request)
        .is_some_and(|request| request.access_package == package)
}

/// A request is known to whom it concerns and to whoever decided on it, may decide, or was asked to:
/// they know it by the mail even when they may not decide any more.
fn request_visible(tenant: &Tenant, viewer: Person, id: RequestId) -> bool {
    let Some(request) = tenant.find_request(id) else {
        return false;
    };
    let when = (request.created_date_time, id);
    let asked = tenant.account_of(viewer).is_some_and(|user| {
        tenant.index.decided_by.contains(user, when)
            || tenant.index.asked_about.contains(user, when)
            || crate::domain::approvers::stand_in(tenant, request, user).is_some()
    });
    tenant.concerns(request, viewer) || asked
}
