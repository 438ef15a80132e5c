//! Names that could be taken for another.

use unicode_security::MixedScript as _;

/// Tells whether a name has letters of writing systems that no language writes together, as names do
/// that are made to look like another.
pub fn mixes_scripts(name: &str) -> bool {
    !name.is_single_script()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_language_mixes_are_noticed() {
        for honest in [
            "Kim Ray",
            "Chloé Martin",
            "田中 由紀",
            "ليلى عزيز",
            "Кира О.",
        ] {
            assert!(!mixes_scripts(honest), "{honest}");
        }
        for odd in ["Kim R\u{430}y", "\u{420}atti Fernandez"] {
            assert!(mixes_scripts(odd), "{odd}");
        }
    }
}
