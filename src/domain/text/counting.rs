//! Counts things in words: `1 member`, `2 members`.

use std::fmt::Display;

/// Says how many there are of what one is called by a noun.
pub fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    if count == "1" {
        return format!("1 {noun}");
    }
    if let Some(before) = noun.strip_suffix("person") {
        return format!("{count} {before}people");
    }
    match noun.strip_suffix('y') {
        Some(before) if !before.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            format!("{count} {before}ies")
        }
        Some(_) | None => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_from_none_and_many() {
        assert_eq!(counted(1, "member"), "1 member");
        assert_eq!(counted(0, "member"), "0 members");
        assert_eq!(counted(2_u64, "policy"), "2 policies");
        assert_eq!(counted(3, "day"), "3 days");
        assert_eq!(counted(3, "external person"), "3 external people");
    }
}
