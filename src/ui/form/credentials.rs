//! The field that lists verified IDs, one on each line: the issuer, a colon and the type.

use crate::domain::credential::VerifiedCredential;
use crate::domain::text::Attribute;
use crate::ui::form::{Field, FieldKey, Kind, Reader};

/// The most characters that a list of verified IDs may have.
const LINES: usize = 2_000;

/// Returns the field.
pub(super) fn field(key: FieldKey) -> Field {
    Field::new(key, "Verified IDs", Kind::Long(LINES))
        .help("One on each line, such as Contoso: VerifiedEmployee.")
}

/// Writes credentials as the field shows them.
pub(super) fn lined(credentials: impl IntoIterator<Item = VerifiedCredential>) -> String {
    let lines = credentials.into_iter();
    let lines = lines.map(|held| format!("{}: {}", held.issuer, held.kind));
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads the lines; the type stands behind the last colon with a space, as it is shown, or behind the
/// last colon, since issuers and types may be named by addresses.
pub(super) fn read(read: &mut Reader<'_>, key: &FieldKey) -> Vec<VerifiedCredential> {
    let lines = |text: &str| {
        let filled = text.lines().filter(|line| !line.trim().is_empty());
        filled.map(one).collect::<Result<Vec<_>, String>>()
    };
    read.optional_text(key, lines).unwrap_or_default()
}

fn one(line: &str) -> Result<VerifiedCredential, String> {
    let (issuer, kind) = line
        .rsplit_once(": ")
        .or_else(|| line.rsplit_once(':'))
        .ok_or("needs an issuer, a colon and a type on each line")?;
    let part = |text: &str| Attribute::parse(text).map_err(|error| error.to_string());
    Ok(VerifiedCredential {
        issuer: part(issuer)?,
        kind: part(kind)?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    #[test]
    fn the_key_to_request_says_which_verified_id_is_missing() {
        let mut desk = tutorial(|policy| {
            policy["verifiedCredentialRequirements"] =
                json!([{"issuer": "Contoso", "types": ["VerifiedEmployee"]}]);
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.expect("VerifiedEmployee of Contoso, missing");
        desk.press("enter").expect("asks for a verified ID");
        desk.press("w").expect("The person holds the verified IDs");
    }

    #[test]
    fn the_operator_says_what_somebody_from_elsewhere_can_prove() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Administrator", Screen::ExternalPeople);
        desk.press("n").type_text("kim@contoso.com");
        desk.press("tab").type_text("Kim");
        desk.press("tab tab tab tab tab")
            .type_text("Contoso VerifiedEmployee");
        desk.press("Ctrl-S")
            .expect("needs an issuer, a colon and a type");
        desk.press("Ctrl-U").type_text("Contoso: VerifiedEmployee");
        desk.press("Ctrl-S").expect("Kim was added");
        desk.expect("VerifiedEmployee of Contoso");
    }
}
