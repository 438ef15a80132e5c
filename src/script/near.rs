//! Words that resemble the one that somebody wrote.

/// Returns the known words closest to `word`, none when none is close.
pub fn near<'words>(word: &str, known: impl IntoIterator<Item = &'words str>) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()) / 3)
        .collect();
    found.sort_unstable();
    found.dedup();
    let mut near: Vec<String> = Vec::new();
    for (_, candidate) in found.into_iter().take(3) {
        near.push(candidate.to_owned());
    }
    near
}

/// Counts the letters to change, add, drop or swap with a neighbor, without regard to case.
fn distance(left: &str, right: &str) -> usize {
    let letters = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    let (left, right) = (letters(left), letters(right));
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (down, from) in left.iter().enumerate() {
        let mut next = vec![down + 1];
        for (across, to) in right.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut least = at(&row, across) + usize::from(from != to);
            least = least
                .min(at(&row, across + 1) + 1)
                .min(at(&next, across) + 1);
            let swapped = down > 0
                && across > 0
                && left.get(down - 1) == Some(to)
                && right.get(across - 1) == Some(from);
            if swapped {
                least = least.min(at(&before, across - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_finds_the_word_meant() {
        let known = ["displayName", "description", "catalog"];
        assert_eq!(near("displayNam", known), ["displayName"]);
        assert_eq!(near("Catlog", known), ["catalog"]);
        assert_eq!(near("wiht", ["with", "where"]), ["with"]);
        assert_eq!(near("zzz", known), [""; 0]);
    }
}
