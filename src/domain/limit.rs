//! How many of something there may be: what is refused, and what is only warned of.
//!
//! The service has raised its limits over the years. The present ones are enforced; crossing those
//! of older tenants is told, since a design may have to live in one.

use crate::domain::context::Context;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::walk::Check;
use crate::domain::warning::Warning;

macro_rules! limits {
    ($($(#[$doc:meta])* $limit:ident = $what:literal, $enforced:expr, $advised:expr;)*) => {
        /// Something of which there must not be too many.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Limit {
            $($(#[$doc])* $limit,)*
        }

        impl Limit {
            /// Says of what there must not be too many.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$limit => $what,)* }
            }

            /// Returns how many there may be.
            pub const fn enforced(self) -> Option<usize> {
                match self { $(Self::$limit => $enforced,)* }
            }

            /// Returns how many an older tenant allows.
            pub const fn advised(self) -> Option<usize> {
                match self { $(Self::$limit => $advised,)* }
            }
        }
    };
}

limits! {
    /// Catalogs of the tenant.
    Catalogs = "catalogs", Some(7_500), Some(1_500);
    /// Packages of the tenant.
    Packages = "access packages", Some(20_000), Some(4_000);
    /// Packages of one catalog.
    PackagesOfCatalog = "access packages in a catalog", None, Some(50);
    /// Resources of one catalog.
    ResourcesOfCatalog = "resources in a catalog", None, Some(50);
    /// What is asked for the resources of one catalog.
    AttributesOfCatalog = "attributes asked for in a catalog", None, Some(20);
}

/// Requires that there are not too many of something, and warns of what older tenants refuse.
pub fn enforce(context: &mut Context<'_>, limit: Limit, count: usize) -> Result<(), Refusal> {
    if let Some(most) = limit.enforced() {
        context.require(Check::WithinLimit, &[], count <= most, || {
            DeskRefusal::LimitReached {
                what: limit.what(),
                limit: most,
            }
        })?;
    }
    advise(context, limit, count);
    Ok(())
}

/// Warns when there are more of something than older tenants allow.
pub fn advise(context: &mut Context<'_>, limit: Limit, count: usize) {
    if let Some(most) = limit.advised().filter(|most| count > *most) {
        context.warn(Warning::LimitAdvised {
            what: limit.what(),
            limit: most,
        });
    }
}
