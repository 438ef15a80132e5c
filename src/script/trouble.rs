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

impl Trouble {
    /// Reports a refusal after the checks that led to it.
    pub fn refused(refusal: Refusal, walk: Walk) -> Self {
        Self::Refused(Box::new(Refused::new(refusal, walk)))
    }

    /// Reports what was found while fields were read, after the checks made before.
    pub fn of_fault(fault: Fault, walk: Walk) -> Self {
        match fault {
            Fault::Malformed(malformed) => Self::Malformed(malformed),
            Fault::Refused(refusal) => Self::refused(refusal, walk),
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal, Walk::default())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::of_fault(fault, Walk::default())
    }
}
