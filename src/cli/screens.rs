//! Without a command: the screens, on a store that is made if there is none.

use std::env;
use std::io::{self, IsTerminal as _};

use crate::app::{self, AppError, Beginning};
use crate::cli::failure::Failure;
use crate::cli::{General, When, opening};
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::engine::Engine;
use crate::script::bindings::Bindings;
use crate::script::fill::Leaf;
use crate::script::resolve::{Resolver, Viewer};
use crate::script::{Sample, near};
use crate::store::Access;
use crate::store::error::StoreError;
use crate::store::fs::RealFs;
use crate::term::modes::TerminalError;
use crate::ui::theme::{Borders, Theme, ThemeName};

/// What to do where there is no terminal.
pub(super) const WITHOUT_TERMINAL: &str =
    "without a terminal use init, exec, list, show, why or verify; see accessdesk --help";

/// Shows the screens and returns their exit code.
pub(super) fn show(general: &General) -> Result<u8, Failure> {
    for (name, is_terminal) in [
        ("standard input", io::stdin().is_terminal()),
        ("standard output", io::stdout().is_terminal()),
    ] {
        if !is_terminal {
            return Err(AppError::Terminal(TerminalError::NotATerminal(name)).into());
        }
    }
    let theme = theme(general)?;
    let (engine, greeting) = open_or_create(general)?;
    let persona = persona(general, &engine)?;
    let beginning = Beginning {
        persona,
        theme,
        greeting,
    };
    let code = app::run(engine, beginning)?;
    Ok(u8::try_from(code).unwrap_or(2))
}

fn open_or_create(general: &General) -> Result<(Engine<RealFs>, Option<Safe>), Failure> {
    match opening::open(general, Access::Write) {
        Err(Failure::Store(StoreError::NoStore { .. })) if !general.read_only => {
            let engine = match opening::create(general, Sample::Tutorial, None) {
                Err(Failure::Store(StoreError::AlreadyThere { .. })) => {
                    return Ok((opening::open(general, Access::Write)?, None));
                }
                made => made?,
            };
            let path = engine.store().directory().display().to_string();
            let greeting = format!("A store was made for the tutorial, at {path}.");
            Ok((engine, Some(Safe::line(&greeting))))
        }
        opened => Ok((opened?, None)),
    }
}

fn theme(general: &General) -> Result<Theme, Failure> {
    let name = ThemeName::find(&general.theme).ok_or_else(|| {
        let known: Vec<&str> = ThemeName::ALL.iter().map(|(name, _)| *name).collect();
        let close = near(&general.theme, known.iter().copied());
        let hint = match close.first() {
            Some(name) => format!("did you mean {name}?"),
            None => format!("the themes are {}", known.join(", ")),
        };
        Failure::usage(format!("there is no theme {:?}", general.theme), hint)
    })?;
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colored = match general.color {
        When::Always => true,
        When::Never => false,
        When::Auto => !is_set("NO_COLOR") && !is_dumb,
    };
    Ok(Theme {
        name: if colored { name } else { ThemeName::Mono },
        borders: if general.ascii {
            Borders::Ascii
        } else {
            Borders::Unicode
        },
    })
}

/// Finds who acts first, if somebody was named.
fn persona(general: &General, engine: &Engine<RealFs>) -> Result<Option<Person>, Failure> {
    let tenant = engine.tenant();
    let Some(name) = &general.persona else {
        return Ok(None);
    };
    let resolver = Resolver {
        tenant,
        viewer: Viewer::Operator,
        bindings: &Bindings::default(),
        now: engine.now(),
    };
    let leaf = Leaf {
        field: "--persona",
        text: name,
        column: 1,
    };
    let person = resolver.person(leaf);
    person
        .map(Some)
        .map_err(|fault| Failure::of_line(fault.into(), tenant))
}
