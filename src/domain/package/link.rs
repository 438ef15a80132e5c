//! The My Access link of a package: written for those who hand it on, read from those who got it.

use uuid::Uuid;

use crate::domain::id::PackageId;

/// Where My Access is.
const SITE: &str = "myaccess.microsoft.com/";
/// What stands in a link before the package's identifier.
const PACKAGES: &str = "#/access-packages/";

/// A My Access link, or the bare identifier of a package in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageLink {
    /// The domain of the directory whose portal the link leads to; a bare identifier names none.
    pub directory: Option<String>,
    /// The package.
    pub package: PackageId,
}

/// What was given is no link and no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is neither a My Access link of a package nor the identifier of one")]
pub struct NoLink;

impl PackageLink {
    /// Reads a link or a bare identifier; what browsers and mails add around them does no harm.
    pub fn parse(text: &str) -> Result<Self, NoLink> {
        let text = text.trim().trim_matches(['<', '>', '"', '\'']);
        let Some((before, after)) = text.split_once(PACKAGES) else {
            let package = identifier(text)?;
            return Ok(Self {
                directory: None,
                package,
            });
        };
        let id: &str = after.split(['/', '?', '&']).next().unwrap_or_default();
        let before = before.to_lowercase();
        let host = before.trim_start_matches("https://");
        let place = host.strip_prefix(SITE).ok_or(NoLink)?;
        let hint = place.trim_matches('/').strip_prefix('@');
        Ok(Self {
            directory: hint.filter(|hint| !hint.is_empty()).map(ToOwned::to_owned),
            package: identifier(id)?,
        })
    }
}

impl std::fmt::Display for PackageLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = self.package.guid();
        match &self.directory {
            Some(hint) => write!(f, "https://{SITE}@{hint}{PACKAGES}{id}"),
            None => write!(f, "{id}"),
        }
    }
}

fn identifier(text: &str) -> Result<PackageId, NoLink> {
    let guid = Uuid::parse_str(text.trim()).map_err(|_| NoLink)?;
    Ok(PackageId::new(guid))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "7d9c1f6a-5f0e-4a53-9e2b-3a6c0d1b2e4f";

    #[track_caller]
    fn case(text: &str, expected: Result<Option<&str>, NoLink>) {
        let read = PackageLink::parse(text);
        let found = read.as_ref().map_err(|error| *error).map(|link| {
            assert_eq!(link.package.guid().to_string(), ID);
            link.directory.as_deref()
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn links_and_identifiers_lead_to_a_package() {
        let link = format!("https://myaccess.microsoft.com/@contoso.example#/access-packages/{ID}");
        case(&link, Ok(Some("contoso.example")));
        case(&format!("  <{link}>\n"), Ok(Some("contoso.example")));
        case(&format!("{link}/?source=mail"), Ok(Some("contoso.example")));
        case(&link.replace("https", "HTTPS"), Ok(Some("contoso.example")));
        case(&link.replace("@contoso.example", ""), Ok(None));
        case(&link.replace("https://", ""), Ok(Some("contoso.example")));
        case(ID, Ok(None));
        case(&ID.to_uppercase(), Ok(None));
        case(
            &link.replace("myaccess.microsoft", "myaccess.example"),
            Err(NoLink),
        );
        case(
            &link.replace("access-packages", "access-reviews"),
            Err(NoLink),
        );
        case("Test package", Err(NoLink));
        case("", Err(NoLink));
    }

    #[test]
    fn a_link_reads_as_it_was_written() {
        let link = PackageLink {
            directory: Some("contoso.example".to_owned()),
            package: identifier(ID).unwrap(),
        };
        assert_eq!(PackageLink::parse(&link.to_string()), Ok(link));
    }
}
