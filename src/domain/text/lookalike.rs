//! Names that could be taken for another.

use unicode_security::MixedScript as _;
use unicode_security::confusable_detection::skeleton;

/// What a name looks like: the same for names that are easily taken for each other, such as `Kim`,
/// `kirn` and `Kіm` with a Cyrillic letter.
///
/// It follows UTS 39, whatever the case of letters. It is for comparing, never for showing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Look(String);

impl Look {
    /// The first of all in their order.
    pub const LEAST: Self = Self(String::new());

    /// Returns the looks of a name: a capital `I` looks like an `l`, and is a small `i` to those who
    /// read past case; hence two looks where a name has one.
    pub fn of(name: &str) -> impl Iterator<Item = Self> {
        let as_written = Self(look(name).to_lowercase());
        let small = name
            .contains('I')
            .then(|| Self(look(&name.to_lowercase()).to_lowercase()));
        let small = small.filter(|small| *small != as_written);
        std::iter::once(as_written).chain(small)
    }
}

/// Replaces letters and digits by what they look like; most names are ASCII, which needs no tables.
fn look(name: &str) -> String {
    if !name.is_ascii() {
        return skeleton(name).collect();
    }
    let mut looks = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        match c {
            '0' => looks.push('O'),
            '1' | 'I' | '|' => looks.push('l'),
            'm' => looks.push_str("rn"),
            '"' => looks.push_str("\'\'"),
            '%' => looks.push_str("\u{b0}/\u{2080}"),
            '`' => looks.push('\''),
            c => looks.push(c),
        }
    }
    looks
}

/// Tells whether a name has letters of writing systems that no language writes together, as names do
/// that are made to look like another.
pub fn mixes_scripts(name: &str) -> bool {
    !name.is_single_script()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        Look::of(one).any(|look| Look::of(other).any(|other| look == other))
    }

    #[test]
    fn names_that_are_easily_taken_for_each_other_look_alike() {
        for (one, other) in [
            ("Kim Ray", "kim ray"),
            ("Kim Ray", "K\u{456}m Ray"),
            ("Kim Ray", "Kirn Ray"),
            ("Paul Olsen", "Paul 0lsen"),
            ("Lea Hill", "Iea Hi1l"),
            ("IVAN", "Ivan"),
            ("Chloe", "Chl\u{43e}e"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Kim Ray", "Tim Ray"),
            ("Chloe", "Chlo\u{e9}"),
            ("Ella", "Elia"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn short_cuts_for_plain_letters_agree_with_the_tables() {
        for c in ' '..='~' {
            let table: String = skeleton(&c.to_string()).collect();
            assert_eq!(look(&c.to_string()), table, "{c}");
        }
    }

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
