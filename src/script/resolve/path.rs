//! Names with their catalog and package before them, such as `Sales/Onboarding/Staff`.

/// The parts of a name; a slash or backslash inside a part has a backslash before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    parts: Vec<String>,
    whole: String,
}

impl Path {
    /// Takes a name apart.
    pub fn of(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut part = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '/' => parts.push(std::mem::take(&mut part)),
                '\\' => part.push(letters.next().unwrap_or('\\')),
                other => part.push(other),
            }
        }
        parts.push(part);
        Self {
            parts,
            whole: text.to_owned(),
        }
    }

    /// Returns the name as it was written.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Returns the name when it has one part.
    pub fn one(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// Returns both names when there are two.
    pub fn two(&self) -> Option<(&str, &str)> {
        match self.parts.as_slice() {
            [outer, inner] => Some((outer, inner)),
            _ => None,
        }
    }

    /// Returns the three names when there are three.
    pub fn three(&self) -> Option<(&str, &str, &str)> {
        match self.parts.as_slice() {
            [outer, middle, inner] => Some((outer, middle, inner)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_part_names_unless_a_backslash_stands_before_them() {
        assert_eq!(
            Path::of("Sales/New hires").two(),
            Some(("Sales", "New hires"))
        );
        assert_eq!(Path::of(r"R\/D/A\\B").two(), Some(("R/D", r"A\B")));
        assert_eq!(Path::of(r"\$name").one(), Some("$name"));
        assert_eq!(Path::of("a/b/c").three(), Some(("a", "b", "c")));
        assert_eq!(Path::of("a/b").one(), None);
    }
}
