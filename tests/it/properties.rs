//! What holds whatever people do: random commands by random personas against the whole core.

mod clock;
mod events;
pub(crate) mod previews;
mod rules;
mod stored;
mod surroundings;
mod verdicts;
