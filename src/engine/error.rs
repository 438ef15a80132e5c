//! Why the engine did not do what it was asked.

use crate::engine::Refused;
use crate::store::error::{AppendError, StoreError};

/// Why a command was not executed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A rule refused it.
    #[error("refused: {}", .0.refusal.code())]
    Refused(Box<Refused>),
    /// The store could not be read or locked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store could not be written.
    #[error(transparent)]
    Append(#[from] AppendError),
}

impl EngineError {
    /// Returns the exit code that stands for the error: 1 for a refusal, the store's own otherwise.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Store(error) => error.exit_code(),
            Self::Append(error) => error.exit_code(),
        }
    }

    /// Returns the refusal, if a rule refused.
    pub const fn refused(&self) -> Option<&Refused> {
        match self {
            Self::Refused(refused) => Some(refused),
            Self::Store(_) | Self::Append(_) => None,
        }
    }
}
