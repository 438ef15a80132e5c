//! Why a line was not answered as asked.

use crate::domain::refusal::Refusal;
use crate::domain::walk::Walk;
use crate::engine::{EngineError, Refused};
use crate::script::fill::Fault;
use crate::script::json::Malformed;
use crate::store::error::{AppendError, StoreError};

/// Why a line was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The line itself is wrong; the run stops.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A rule refused it; the run goes on.
    #[error("refused: {}", .0.refusal.code())]
    Refused(Box<Refused>),
    /// The store could not be read or locked; the run stops.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store could not be written; the run stops.
    #[error(transparent)]
    Append(#[from] AppendError),
}

impl From<EngineError> for Trouble {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Refused(refused) => Self::Refused(refused),
            EngineError::Store(error) => Self::Store(error),
            EngineError::Append(error) => Self::Append(error),
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        let walk = Walk::default();
        Self::Refused(Box::new(Refused { refusal, walk }))
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Malformed(malformed) => Self::Malformed(malformed),
            Fault::Refused(refusal) => refusal.into(),
        }
    }
}
