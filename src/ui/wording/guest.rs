//! What becomes of guests, in words.

use crate::domain::guest::Farewell;
use crate::domain::time::Span;

/// Says what becomes of the account of a guest who loses the last package.
pub fn farewell(farewell: Farewell) -> String {
    let deleted = farewell.deletes_after.map(|wait| {
        if wait == Span::ZERO {
            "the account deleted".to_owned()
        } else {
            format!("the account deleted after {}", wait.in_words())
        }
    });
    match (farewell.blocks, deleted) {
        (true, Some(deleted)) => format!("sign-in is blocked, and {deleted}"),
        (true, None) => "sign-in is blocked".to_owned(),
        (false, Some(deleted)) => deleted.replacen("account", "account is", 1),
        (false, None) => "the account stays".to_owned(),
    }
}
