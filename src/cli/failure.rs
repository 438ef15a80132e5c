//! What ends a script command: what is wrong, the way out and the exit code.

use std::io::{self, Write as _};

use crate::app::AppError;
use crate::cli::General;
use crate::domain::text::Safe;
use crate::engine::EngineError;
use crate::script::Trouble;
use crate::script::json::Malformed;
use crate::store::error::{AppendError, StoreError};
use crate::term::modes::TerminalError;

/// Why a script command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The store could not be opened, read or locked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store could not be written.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The arguments say something that makes no sense.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// The way out.
        hint: String,
    },
    /// A rule refused.
    #[error("{message}")]
    Refused {
        /// What is wrong.
        message: String,
        /// The way out.
        hint: String,
    },
    /// The screens could not be shown.
    #[error(transparent)]
    Screens(#[from] AppError),
    /// The standard output takes no more.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => Self::Store(error),
            EngineError::Append(error) => Self::Append(error),
            EngineError::Refused(refused) => Self::Refused {
                message: format!("refused: {}", refused.refusal.code()),
                hint: String::new(),
            },
        }
    }
}

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Self {
        let hint = if malformed.near.is_empty() {
            "accessdesk exec --help-commands lists what there is".to_owned()
        } else {
            format!("did you mean {}?", malformed.near.join(" or "))
        };
        Self::usage(malformed.error, hint)
    }
}

impl Failure {
    /// Says that the arguments make no sense.
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Puts what a line came to into a failure, with names where a rule refused.
    pub(super) fn of_line(trouble: Trouble, tenant: &crate::domain::tenant::Tenant) -> Self {
        match trouble {
            Trouble::Malformed(malformed) => malformed.into(),
            Trouble::Store(error) => Self::Store(error),
            Trouble::Append(error) => Self::Append(error),
            Trouble::Refused(refused) => {
                let description = refused.describe(tenant);
                let code = refused.refusal.code();
                Self::Refused {
                    message: format!("{} ({code})", description.message),
                    hint: description.hint.to_string(),
                }
            }
        }
    }

    /// Names another way out where a rule refused.
    #[must_use]
    pub(super) fn with_hint(mut self, way: &str) -> Self {
        if let Self::Refused { hint, .. } = &mut self {
            way.clone_into(hint);
        }
        self
    }

    /// Returns the exit code; a reader that has gone is no failure.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Store(error) => error.exit_code(),
            Self::Append(error) => error.exit_code(),
            Self::Refused { .. } => 1,
            Self::Output(error) if is_closed(error) => 0,
            Self::Usage { .. } | Self::Screens(_) | Self::Output(_) => 2,
        }
    }

    /// Says on the standard error what is wrong and what to do.
    pub(super) fn tell(&self) {
        if matches!(self, Self::Output(error) if is_closed(error)) {
            return;
        }
        let hint = self.hint();
        let hint = if hint.is_empty() {
            String::new()
        } else {
            format!("\n  {}", Safe::line(&hint))
        };
        let code = match self {
            Self::Store(error) => error.code(),
            Self::Append(error) => error.code(),
            Self::Usage { .. } | Self::Refused { .. } | Self::Screens(_) | Self::Output(_) => None,
        };
        let code = code.map_or_else(String::new, |code| format!(" ({code})"));
        let message = Safe::line(&self.to_string());
        warn(&format!("error: {message}{code}{hint}"));
    }

    fn hint(&self) -> String {
        match self {
            Self::Usage { hint, .. } | Self::Refused { hint, .. } => hint.clone(),
            Self::Store(StoreError::NoStore { .. }) => {
                "run accessdesk init to make one, or name another with --store".to_owned()
            }
            Self::Store(StoreError::AlreadyThere { .. } | StoreError::NotEmpty { .. }) => {
                "choose another directory with --store".to_owned()
            }
            Self::Store(StoreError::NewerFormat { .. }) => {
                "use the version of accessdesk that wrote it, or a later one".to_owned()
            }
            Self::Store(StoreError::Busy { .. }) => {
                "another accessdesk is writing; try again".to_owned()
            }
            Self::Store(StoreError::Damaged(_)) => {
                "accessdesk verify says what is damaged".to_owned()
            }
            Self::Screens(AppError::Terminal(TerminalError::NotATerminal(_))) => {
                super::screens::WITHOUT_TERMINAL.to_owned()
            }
            Self::Store(_) | Self::Append(_) | Self::Screens(_) | Self::Output(_) => String::new(),
        }
    }
}

/// Tells whether a reader has gone.
pub(super) fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Tells something that is neither a result nor an error, unless silence was asked for.
pub(super) fn note(general: &General, message: &str) {
    if !general.talk.quiet {
        warn(&format!("note: {}", Safe::line(message)));
    }
}

/// Tells what only those want to know who asked for more words.
pub(super) fn remark(general: &General, message: &str) {
    if general.talk.verbose {
        note(general, message);
    }
}

/// Writes a message to the standard error, where a failure can be told to nobody.
pub(super) fn warn(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}
