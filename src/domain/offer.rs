//! What a resource offers: its roles by name, which of them may be given, and whether the object
//! behind it may be a resource at all.

use crate::domain::application::{Application, SignInAudience};
use crate::domain::group::{Group, GroupKind, GroupTrait};
use crate::domain::id::{CatalogId, DirectoryRoleId, GroupId, ObjectRef, ResourceId};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::site::{PartInside, Site};
use crate::domain::subject::DirectoryRole;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;

/// A role that an object offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedRole {
    /// The role.
    pub role: ResourceRole,
    /// Its name, as it is kept.
    pub name: String,
    /// What it allows, as it is kept.
    pub description: String,
    /// How the system behind knows it.
    pub origin_id: String,
    /// Why a package cannot give it, if it cannot.
    pub barred: Option<&'static str>,
}

impl OfferedRole {
    fn plain(role: ResourceRole, origin_id: String) -> Self {
        Self {
            role,
            name: role.bare_name().to_owned(),
            description: String::new(),
            origin_id,
            barred: None,
        }
    }
}

impl Tenant {
    /// Lists the roles that an object offers, those that cannot be given included.
    pub fn roles_offered(&self, origin: Origin) -> Vec<OfferedRole> {
        match origin {
            Origin::Group(id) => of_group(id, self.find_group(id)),
            Origin::Application(id) => self
                .find_application(id)
                .map(of_application)
                .unwrap_or_default(),
            Origin::Site(id) => self.find_site(id).map(of_site).unwrap_or_default(),
            Origin::DirectoryRole(id) => of_directory_role(id),
        }
    }

    /// Lists the roles of an object that a package can give.
    pub fn roles_to_give(&self, origin: Origin) -> impl Iterator<Item = OfferedRole> {
        let offered = self.roles_offered(origin).into_iter();
        offered.filter(|role| role.barred.is_none())
    }

    /// Finds the role of an object that a text means: by name, or as the system behind knows it.
    pub fn find_role(&self, origin: Origin, text: &str) -> Option<ResourceRole> {
        let wanted = NameKey::of(text);
        let offered = self.roles_offered(origin);
        let named = offered
            .iter()
            .find(|offered| NameKey::of(&offered.name) == wanted);
        named
            .or_else(|| {
                offered.iter().find(|offered| {
                    NameKey::of(&offered.origin_id) == wanted || offered.role.json() == text
                })
            })
            .map(|offered| offered.role)
            .or_else(|| {
                let mut former = self.former_roles(origin);
                let named = former.find(|(_, name)| NameKey::of(name) == wanted);
                named.map(|(role, _)| *role)
            })
    }

    /// Lists the roles that an object offered until it was deleted, by name.
    fn former_roles(&self, origin: Origin) -> impl Iterator<Item = &(ResourceRole, String)> {
        let former = self.former_names.find(origin.object());
        former.into_iter().flat_map(|former| &former.roles)
    }

    /// Returns the name of a role on an object, as it is kept.
    pub fn role_on(&self, origin: Origin, role: ResourceRole) -> String {
        let offered = self.roles_offered(origin).into_iter();
        offered
            .filter(|offered| offered.role == role)
            .map(|offered| offered.name)
            .next()
            .or_else(|| {
                let mut former = self.former_roles(origin);
                let found = former.find(|(known, _)| *known == role);
                found.map(|(_, name)| name.clone())
            })
            .unwrap_or_else(|| role.bare_name().to_owned())
    }

    /// Returns the name of a role on a resource, as it is kept.
    pub fn role_name(&self, resource: ResourceId, role: ResourceRole) -> String {
        self.find_resource(resource).map_or_else(
            || role.bare_name().to_owned(),
            |found| self.role_on(found.origin, role),
        )
    }

    /// Finds the resource that an object is in a catalog.
    pub fn resource_in(&self, catalog: CatalogId, origin: Origin) -> Option<ResourceId> {
        let mut made = self.index.resources_from.of(origin).copied();
        made.find(|resource| {
            let found = self.find_resource(*resource);
            found.is_some_and(|found| found.catalog == catalog)
        })
    }

    /// Tells whether an object is there and has not been deleted.
    pub fn is_there(&self, origin: Origin) -> bool {
        match origin {
            Origin::Group(id) => self.find_live_group(id).is_some(),
            Origin::Application(id) => self.find_application(id).is_some(),
            Origin::Site(id) => self.find_site(id).is_some(),
            Origin::DirectoryRole(id) => DirectoryRole::of(id).is_some(),
        }
    }

    /// Says why an object cannot be a resource, if it cannot.
    pub fn barred_from_catalogs(&self, origin: Origin) -> Option<&'static str> {
        match origin {
            Origin::Group(id) => barred_group(self.find_group(id)?),
            Origin::Application(id) => barred_application(self.find_application(id)?),
            Origin::Site(id) => barred_site(self.find_site(id)?),
            Origin::DirectoryRole(_) => None,
        }
    }

    /// Returns how the system behind a resource knows the object.
    pub fn origin_id(&self, origin: Origin) -> String {
        let guid = ObjectRef::from(origin).guid().to_string();
        match origin {
            Origin::Site(id) => self
                .find_site(id)
                .map_or(guid, |site| site.url.as_str().to_owned()),
            Origin::Group(_) | Origin::Application(_) | Origin::DirectoryRole(_) => guid,
        }
    }
}

/// Only whole sites give roles: what lies inside one is no resource.
fn barred_site(site: &Site) -> Option<&'static str> {
    let part = site.url.part_inside()?;
    Some(match part {
        PartInside::Library => "a library lies inside a site, and only the whole site is one",
        PartInside::Document => "a document lies inside a site, and only the whole site is one",
    })
}

fn of_group(id: GroupId, group: Option<&Group>) -> Vec<OfferedRole> {
    let named = |role: ResourceRole| {
        OfferedRole::plain(role, format!("{}_{}", role.bare_name(), id.guid()))
    };
    let live = group.filter(|group| group.deleted_date_time.is_none());
    let gone = live.is_none().then_some("the group has been deleted");
    let ruled = live
        .is_some_and(Group::is_dynamic)
        .then_some("the membership rule of the group decides who is in it");
    vec![
        OfferedRole {
            barred: gone.or(ruled),
            ..named(ResourceRole::Member)
        },
        OfferedRole {
            barred: gone,
            ..named(ResourceRole::Owner)
        },
    ]
}

fn of_application(application: &Application) -> Vec<OfferedRole> {
    if application.app_roles.is_empty() {
        let role = ResourceRole::DEFAULT_ACCESS;
        return vec![OfferedRole {
            name: "Default Access".to_owned(),
            ..OfferedRole::plain(role, role.json())
        }];
    }
    let roles = application.app_roles.iter();
    roles
        .map(|found| OfferedRole {
            role: ResourceRole::App(found.id),
            name: found.display_name.as_str().to_owned(),
            description: found.description.as_str().to_owned(),
            origin_id: found.id.guid().to_string(),
            barred: if !found.is_enabled {
                Some("the role of the application is disabled")
            } else if found.is_for_people() {
                None
            } else {
                Some("the application gives the role to applications only")
            },
        })
        .collect()
}

fn of_site(site: &Site) -> Vec<OfferedRole> {
    let roles = site.roles.iter();
    roles
        .map(|found| OfferedRole {
            name: found.display_name.as_str().to_owned(),
            ..OfferedRole::plain(
                ResourceRole::Site(found.origin_id),
                found.origin_id.to_string(),
            )
        })
        .collect()
}

fn of_directory_role(id: DirectoryRoleId) -> Vec<OfferedRole> {
    let privileged = DirectoryRole::of(id).is_none_or(DirectoryRole::is_privileged);
    let eligible = OfferedRole::plain(
        ResourceRole::EligibleMember,
        format!("Eligible_{}", id.guid()),
    );
    let active = OfferedRole::plain(ResourceRole::ActiveMember, format!("Active_{}", id.guid()));
    vec![
        eligible,
        OfferedRole {
            barred: privileged.then_some("a privileged role is given as eligible only"),
            ..active
        },
    ]
}

fn barred_group(group: &Group) -> Option<&'static str> {
    if group.is(GroupTrait::OnPremises) {
        Some("its members are kept in a directory on premises")
    } else if group.kind() == GroupKind::Distribution {
        Some("distribution groups are kept in Exchange")
    } else {
        None
    }
}

fn barred_application(application: &Application) -> Option<&'static str> {
    if application.well_known.is_some() {
        Some("applications of the service itself have no roles to give")
    } else if application.sign_in_audience == SignInAudience::PersonalMicrosoftAccount {
        Some("the application is for personal Microsoft accounts only")
    } else {
        None
    }
}
