//! The words of the trade and the rules behind them: pure functions over plain values.

pub mod id;
pub mod text;
pub mod time;
