//! What an edit sends: only what differs, so that what others changed meanwhile is left alone.

use crate::domain::shape::Patch;

/// Returns a value that is always there, if it differs from what it was.
pub fn changed<T: PartialEq>(new: Option<T>, old: &T) -> Option<T> {
    new.filter(|new| new != old)
}

/// Returns what turns an old value into a new one where either may be absent.
pub fn patch<T: PartialEq>(new: Option<T>, old: Option<&T>) -> Patch<T> {
    match new {
        new if new.as_ref() == old => Patch::Keep,
        Some(new) => Patch::Set(new),
        None => Patch::Clear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_sends_only_what_differs() {
        assert_eq!(changed(Some(1), &1), None);
        assert_eq!(changed(Some(2), &1), Some(2));
        assert_eq!(patch(Some(1), Some(&1)), Patch::Keep);
        assert_eq!(patch::<u8>(None, None), Patch::Keep);
        assert_eq!(patch(Some(2), Some(&1)), Patch::Set(2));
        assert_eq!(patch(None, Some(&1)), Patch::Clear);
    }
}
