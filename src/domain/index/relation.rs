//! Pairs of things, as the index keeps them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::index::Least;

/// Pairs of things, found by the first and counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation<K: Ord, V: Ord> {
    pairs: BTreeSet<(K, V)>,
    counts: BTreeMap<K, usize>,
}

impl<K: Ord, V: Ord> Default for Relation<K, V> {
    fn default() -> Self {
        Self {
            pairs: BTreeSet::new(),
            counts: BTreeMap::new(),
        }
    }
}

impl<K: Ord + Clone, V: Least> Relation<K, V> {
    /// Lists what belongs to `key`, in order.
    pub fn of(&self, key: K) -> impl Iterator<Item = &V> {
        let end = key.clone();
        self.pairs
            .range((key, V::least())..)
            .take_while(move |(found, _)| *found == end)
            .map(|(_, value)| value)
    }

    /// Lists what belongs to `key` from `from` on, in order.
    pub fn of_from(&self, key: K, from: V) -> impl Iterator<Item = &V> {
        let end = key.clone();
        self.pairs
            .range((key, from)..)
            .take_while(move |(found, _)| *found == end)
            .map(|(_, value)| value)
    }

    /// Lists the pairs from `key` on, in order.
    pub fn from(&self, key: K) -> impl Iterator<Item = &(K, V)> {
        self.pairs.range((key, V::least())..)
    }

    /// Lists the keys that anything belongs to, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.counts.keys()
    }

    /// Counts what belongs to `key`, at no cost.
    pub fn count(&self, key: &K) -> usize {
        self.counts.get(key).copied().unwrap_or(0)
    }

    /// Counts all pairs, at no cost.
    pub fn total(&self) -> usize {
        self.pairs.len()
    }

    /// Tells whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Lists all pairs in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.pairs.iter()
    }

    /// Tells whether `value` belongs to `key`.
    pub fn contains(&self, key: K, value: V) -> bool {
        self.pairs.contains(&(key, value))
    }

    pub(super) fn set(&mut self, key: K, value: V, presence: Presence) {
        let count = self.counts.entry(key.clone()).or_default();
        match presence {
            Presence::There => *count += usize::from(self.pairs.insert((key, value))),
            Presence::Gone => {
                *count -= usize::from(self.pairs.remove(&(key.clone(), value)));
                if *count == 0 {
                    self.counts.remove(&key);
                }
            }
        }
    }
}

/// Whether an entry comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    There,
    Gone,
}
