//! Words whose letters stand in a text in their order, however far apart.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A fuzzy matcher with the memory that it needs.
#[derive(Debug)]
pub struct Fuzzy {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Default for Fuzzy {
    /// Prefers what begins as typed: a name before a sentence that contains it.
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            matcher: Matcher::new(config),
            buffer: Vec::new(),
        }
    }
}

impl Fuzzy {
    /// Returns how well a text fits, or nothing when it does not.
    pub fn score(&mut self, atom: &Atom, text: &str) -> Option<u16> {
        let haystack = Utf32Str::new(text, &mut self.buffer);
        atom.score(haystack, &mut self.matcher)
    }

    /// Returns the places of the texts that fit all words, the best first.
    pub fn rank<'a>(&mut self, words: &str, texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let atoms: Vec<Atom> = words.split_whitespace().map(atom).collect();
        let mut ranked: Vec<(u32, usize)> = texts
            .enumerate()
            .filter_map(|(place, text)| {
                let scores: Option<Vec<u32>> = atoms
                    .iter()
                    .map(|atom| self.score(atom, text).map(u32::from))
                    .collect();
                scores.map(|scores| (scores.iter().sum(), place))
            })
            .collect();
        ranked.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        ranked.into_iter().map(|(_, place)| place).collect()
    }
}

/// Makes a word ready for fuzzy matching without regard to case and accents.
pub fn atom(word: &str) -> Atom {
    made_ready(word, AtomKind::Fuzzy)
}

/// So many letters of a word are looked for: the matcher counts points for each of them, of which it
/// has fewer than there are letters in a long text.
const LETTERS: usize = 1_000;

pub(super) fn made_ready(word: &str, kind: AtomKind) -> Atom {
    let (case, accents) = (CaseMatching::Ignore, Normalization::Smart);
    let beyond = word.char_indices().nth(LETTERS).map(|(place, _)| place);
    let word = beyond.and_then(|end| word.get(..end)).unwrap_or(word);
    Atom::new(word, case, accents, kind, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_match_comes_first() {
        let texts = ["Switch persona", "Assign directly", "Assignments"];
        let ranked = Fuzzy::default().rank("assi", texts.into_iter());
        assert_eq!(ranked, [1, 2]);
        let approvers = ["Manager as approver", "Approver"];
        let ranked = Fuzzy::default().rank("appr", approvers.into_iter());
        assert_eq!(ranked, [1, 0]);
        let all = Fuzzy::default().rank("", texts.into_iter());
        assert_eq!(all, [0, 1, 2]);
    }

    #[test]
    fn a_word_of_any_length_is_looked_for() {
        let long = "x".repeat(10_000);
        let texts = [long.as_str(), "xxx", &long[..500]];
        for kind in [AtomKind::Fuzzy, AtomKind::Substring] {
            let mut fuzzy = Fuzzy::default();
            let word = made_ready(&long, kind);
            let found = texts.map(|text| fuzzy.score(&word, text).is_some());
            assert_eq!(found, [true, false, false], "{kind:?}");
        }
        assert_eq!(Fuzzy::default().rank(&long, texts.into_iter()), [0]);
    }
}
