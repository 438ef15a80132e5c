//! Sites and the roles they offer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{SiteId, UserId};
use crate::domain::shape::members;
use crate::domain::text::{DisplayName, SiteUrl};
use crate::domain::time::Timestamp;

/// The roles that a site has unless it says otherwise, by their number in the site.
const USUAL_ROLES: [(u32, &str); 3] = [(3, "Owners"), (4, "Visitors"), (5, "Members")];

members! {
    /// A role that a site offers.
    pub struct SiteRole {
        /// Its number in the site.
        origin_id: u32,
        /// Its name.
        display_name: DisplayName,
    }
}

/// What an address leads to that is only a part of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartInside {
    /// A library or list.
    Library,
    /// A single page or document.
    Document,
}

/// Below what sites that are not the root of their host lie.
const MANAGED: &[&str] = &["sites", "teams", "personal"];
/// The folders of a site in which its libraries and lists lie, or the pages that show them.
const LIBRARIES: &[&str] = &[
    "shared documents",
    "shared%20documents",
    "lists",
    "forms",
    "siteassets",
    "sitepages",
];
/// How the names of pages and documents end wherever they lie: a site may have a dot in its name too.
const ENDINGS: &[&str] = &[
    "aspx", "csv", "doc", "docx", "htm", "html", "jpg", "one", "pdf", "png", "ppt", "pptx", "txt",
    "vsdx", "xls", "xlsx", "zip",
];

impl SiteUrl {
    /// Says what the address leads to inside a site; `None` where it is one of a whole site.
    ///
    /// A site is at the root of its host or below a managed path such as `sites`; a subsite is a
    /// site, too, so that only what is known to be something else tells: a folder of libraries, what
    /// has an extension inside one, and the extensions of pages and documents.
    pub fn part_inside(&self) -> Option<PartInside> {
        let address = self.as_str().to_lowercase();
        let path = address.strip_prefix("https://").unwrap_or(&address);
        let below: Vec<&str> = path.split('/').skip(1).collect();
        let named = below.first().is_some_and(|first| MANAGED.contains(first));
        let inside = below.into_iter().skip(if named { 2 } else { 0 });
        let mut found = None;
        for name in inside {
            let name = name.split(['?', '#']).next().unwrap_or(name);
            let extension = name.rsplit_once('.').map(|(_, extension)| extension);
            let is_document = extension.is_some_and(|extension| {
                ENDINGS.contains(&extension) || found.is_some() && is_an_extension(extension)
            });
            if is_document {
                return Some(PartInside::Document);
            }
            if LIBRARIES.contains(&name) {
                found = Some(PartInside::Library);
            }
        }
        found
    }
}

/// Tells whether what follows a dot can say what kind of file it is.
fn is_an_extension(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.starts_with(char::is_alphabetic)
}

/// A site: pages and files that people share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Site {
    /// Which site.
    pub id: SiteId,
    /// Its address, by which it is known outside.
    pub url: SiteUrl,
    /// Its name.
    pub display_name: DisplayName,
    /// The roles it offers.
    pub roles: Vec<SiteRole>,
    /// Who may give its roles besides administrators.
    pub owners: BTreeSet<UserId>,
    /// When it was made.
    pub created_date_time: Timestamp,
}

impl Site {
    /// Finds a role that the site offers.
    pub fn find_role(&self, number: u32) -> Option<&SiteRole> {
        self.roles.iter().find(|role| role.origin_id == number)
    }
}

/// Returns the roles of a site that says nothing of its own.
pub fn usual_roles() -> Vec<SiteRole> {
    let named = |(origin_id, name)| {
        let display_name = DisplayName::parse(name).ok()?;
        Some(SiteRole {
            origin_id,
            display_name,
        })
    };
    USUAL_ROLES.into_iter().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_and_documents_are_told_from_sites() {
        let case = |path: &str, expected: Option<PartInside>| {
            let url = SiteUrl::parse(&format!("https://contoso.sharepoint.com{path}")).unwrap();
            assert_eq!(url.part_inside(), expected, "{path}");
        };
        case("", None);
        case("/", None);
        case("/sites/sales", None);
        case("/sites/release-2.0", None);
        case("/sites/sales/north", None);
        case("/sites/sales/team.north", None);
        case("/sites/sales/team.north/Lists", Some(PartInside::Library));
        case("/team.north", None);
        case("/sites/team.aspx", None);
        case("/sites/sales/Lists/Release-2.0", Some(PartInside::Library));
        case(
            "/sites/sales/Lists/Tasks/plan.mpp",
            Some(PartInside::Document),
        );
        case(
            "/sites/sales/SitePages/Home.aspx",
            Some(PartInside::Document),
        );
        case("/Shared%20Documents", Some(PartInside::Library));
        case("/sites/sales/Shared%20Documents", Some(PartInside::Library));
        case("/sites/sales/Lists/Tasks", Some(PartInside::Library));
        case(
            "/sites/sales/north/Shared%20Documents/",
            Some(PartInside::Library),
        );
        case("/sites/sales/plan.docx?web=1", Some(PartInside::Document));
        case(
            "/sites/sales/Shared%20Documents/plan.docx",
            Some(PartInside::Document),
        );
        case(
            "/sites/sales/Lists/Tasks/AllItems.aspx",
            Some(PartInside::Document),
        );
    }
}
