//! How much of what a screen could show the persona sees, by the rules that fill it.
//!
//! The same answer greys the way to a screen on which there is nothing, and says in an empty list
//! that more may be out of sight.

use crate::domain::authority::{Right, Sight, may, may_somewhere, signed_in};
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::audit;
use crate::ui::screen::directory::deleted;
use crate::ui::screen::{Screen, approvals};

/// How much of what a screen could show somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    All,
    /// What they take part in, or have a role over.
    Part,
    /// Nothing, and why.
    Nothing(Reason),
}

impl Extent {
    const fn all_if(all: bool) -> Self {
        if all { Self::All } else { Self::Part }
    }

    /// Returns a text for an empty list; what stands in braces is only for those who do not see all.
    pub fn says(&self, text: &str) -> Safe {
        let mut said = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, behind) = after.split_once('}').unwrap_or((after, ""));
            said.push_str(before);
            if *self != Self::All {
                said.push_str(inside);
            }
            rest = behind;
        }
        said.push_str(rest);
        said.into()
    }
}

impl Screen {
    /// Returns how much of what the screen could show the persona sees.
    #[expect(
        clippy::too_many_lines,
        reason = "a table: every screen has its place in it"
    )]
    pub fn extent(self, scene: &Scene<'_>) -> Extent {
        let sight = Sight::of(scene.tenant(), scene.persona);
        match self {
            Self::Home if !sight.governance => Extent::Nothing(Reason::new(
                "needs Global Administrator or Identity Governance Administrator",
            )),
            Self::AuditLog | Self::RequestEntries(_) => audit_log(scene),
            Self::Outbox => Extent::all_if(holds(scene, Right::ManageRequests)),
            Self::WhoHasWhat | Self::AdditionalAccess if !sight.governance => {
                part_of(scene, Right::ReadCatalog)
            }
            Self::UserRequestable(_) => Extent::all_if(holds(scene, Right::ReadReports)),
            Self::Deleted => deleted_objects(scene),
            Self::Applications | Self::Sites | Self::DirectoryRoles | Self::DirectoryRole(_) => {
                if sight.directory || sight.governance {
                    Extent::All
                } else {
                    needs(scene, Right::CreateGroup)
                }
            }
            Self::Users | Self::Groups | Self::GroupMembers(_) | Self::GroupOwners(_) => {
                Extent::all_if(sight.directory || sight.governance)
            }
            Self::PendingApprovals | Self::DecidedApprovals | Self::Delegations => {
                approvals::front(scene).map_or_else(Extent::Nothing, |_| my_access(scene))
            }
            Self::AvailablePackages
            | Self::SuggestedPackages
            | Self::ActiveAccess
            | Self::ExpiredAccess
            | Self::OwnRequests
            | Self::OwnAccess(_)
            | Self::OwnRequest(_)
            | Self::OwnReviews
            | Self::Approval(_) => my_access(scene),
            Self::Home
            | Self::WhoHasWhat
            | Self::AdditionalAccess
            | Self::Catalogs
            | Self::Catalog(_)
            | Self::CatalogResources(_)
            | Self::CatalogPackages(_)
            | Self::CatalogDelegates(_)
            | Self::CatalogExtensions(_)
            | Self::CatalogHolders(_)
            | Self::CatalogCreators
            | Self::Packages
            | Self::Package(_)
            | Self::PackageRoles(_)
            | Self::PackagePolicies(_)
            | Self::PackageSeparation(_)
            | Self::PackageRequests(_)
            | Self::PackageAssignments(_)
            | Self::PackageReviews(_)
            | Self::Policies
            | Self::Requests
            | Self::Request(_)
            | Self::Assignments
            | Self::Organizations
            | Self::Organization(_)
            | Self::InternalSponsors(_)
            | Self::ExternalSponsors(_)
            | Self::Reviews
            | Self::Review(_)
            | Self::ReviewStatus
            | Self::UserAccess(_)
            | Self::UserResources(_) => Extent::all_if(sight.governance),
            Self::SignIn
            | Self::User(_)
            | Self::Group(_)
            | Self::Application(_)
            | Self::Site(_)
            | Self::Properties
            | Self::ExternalPeople
            | Self::Reports
            | Self::Settings
            | Self::OwnPortal
            | Self::Clock => Extent::All,
        }
    }
}

fn holds(scene: &Scene<'_>, right: Right) -> bool {
    may(scene.tenant(), scene.persona, right, None, &mut Silent).is_ok()
}

/// Says which right is missing for all that a screen shows.
fn needs(scene: &Scene<'_>, right: Right) -> Extent {
    match may(scene.tenant(), scene.persona, right, None, &mut Silent) {
        Ok(_) => Extent::All,
        Err(refusal) => Extent::Nothing(scene.reason(&refusal)),
    }
}

/// Says which right is missing, unless it is held over some catalog.
fn part_of(scene: &Scene<'_>, right: Right) -> Extent {
    match may_somewhere(scene.tenant(), scene.persona, right, &mut Silent) {
        Ok(()) => Extent::Part,
        Err(refusal) => Extent::Nothing(scene.reason(&refusal)),
    }
}

/// Opens My Access to whoever may sign in.
fn my_access(scene: &Scene<'_>) -> Extent {
    let acting = scene.tenant().acting_as(scene.persona);
    match signed_in(scene.tenant(), acting, &mut Silent) {
        Ok(()) => Extent::All,
        Err(refusal) => Extent::Nothing(scene.reason(&refusal)),
    }
}

fn audit_log(scene: &Scene<'_>) -> Extent {
    match audit::reads(scene) {
        Ok(()) => Extent::all_if(holds(scene, Right::ReadWholeAudit)),
        Err(refusal) => Extent::Nothing(scene.reason(&refusal)),
    }
}

/// Who brings back every user and group sees them all; owners bring back their groups.
fn deleted_objects(scene: &Scene<'_>) -> Extent {
    let restores = [Right::ManageUsers, Right::ManageGroup];
    match restores.map(|right| holds(scene, right)) {
        [true, true] => Extent::All,
        [true, false] | [false, true] => Extent::Part,
        [false, false] if deleted::objects(scene).next().is_some() => Extent::Part,
        [false, false] => needs(scene, Right::ManageGroup),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Person;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_stands_in_braces_is_said_to_those_who_do_not_see_all() {
        let text = "No group{ that you may see}.";
        assert_eq!(Extent::All.says(text).as_str(), "No group.");
        assert_eq!(
            Extent::Part.says(text).as_str(),
            "No group that you may see."
        );
    }

    #[test]
    fn screens_with_nothing_for_a_requestor_are_greyed_by_key_and_in_the_palette() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        for (keys, name, lacks) in [
            ("g h", "home", "needs Global Administrator or"),
            ("g w", "who has what", "or a role in a catalog"),
            ("g l", "audit log", "needs an administrator or reader"),
        ] {
            made.at(Screen::Users).press(keys).expect("Not possible (");
            made.desk.expect(lacks);
            made.desk.press(":").type_text(name).type_text(" (screen");
            made.desk
                .press("enter")
                .expect("*Commands")
                .press("esc esc");
        }
    }

    #[test]
    fn an_empty_list_speaks_of_sight_only_to_those_who_see_a_part() {
        let mut made = Furnished::new();
        made.at(Screen::Organizations);
        made.desk.expect("No connected organization.");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Organizations);
        made.desk
            .expect("No connected organization that you may know of.");
    }
}
