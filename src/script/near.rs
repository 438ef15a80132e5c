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

/// Counts the letters to change, add or drop, without regard to case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().flat_map(char::to_lowercase).enumerate() {
        let mut next = vec![index + 1];
        for ((to, above), diagonal) in right.iter().zip(row.iter().skip(1)).zip(&row) {
            let beside = next.last().copied().unwrap_or(index);
            next.push((diagonal + usize::from(from != *to)).min(above.min(&beside) + 1));
        }
        row = next;
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
        assert_eq!(near("zzz", known), [""; 0]);
    }
}
