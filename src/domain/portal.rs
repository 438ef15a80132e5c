//! Whose portal a link leads to.

use crate::domain::id::DirectoryId;
use crate::domain::package::PackageLink;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;

/// A portal that is not the resource directory's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignPortal {
    /// The domain in the link.
    domain: String,
    /// The directory that has the domain, where one is known.
    pub directory: Option<DirectoryId>,
}

impl ForeignPortal {
    /// Says whose portal a link leads to, where that is not the resource directory's.
    pub fn of(tenant: &Tenant, link: &PackageLink) -> Option<Self> {
        let hint = link.directory.as_ref()?;
        let key = NameKey::of(hint);
        let mut all = tenant.directories.iter();
        let owner = all.find(|directory| directory.domains().any(|domain| domain.key() == key));
        let is_here = owner.is_some_and(|directory| directory.is_resource_directory);
        (!is_here).then(|| Self {
            domain: hint.clone(),
            directory: owner.map(|directory| directory.id),
        })
    }

    /// Returns the name by which people know the portal.
    pub fn name<'tenant>(&'tenant self, tenant: &'tenant Tenant) -> &'tenant str {
        let known = self.directory.and_then(|it| tenant.name_of(it.into()));
        known.unwrap_or(&self.domain)
    }
}
