//! Without a command: the screens, on a store that is made if there is none.

use std::env;
use std::io::{self, IsTerminal as _};

use clap::ValueEnum as _;

use crate::app::{self, AppError, Beginning, Diary, Keeps, MemoryFile, crash};
use crate::cli::failure::Failure;
use crate::cli::settings::{self, Settings};
use crate::cli::{General, When, acting, opening};
use crate::domain::authority::signed_in;
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::engine::Engine;
use crate::script::bindings::Bindings;
use crate::script::fill::{Fault, Leaf};
use crate::script::resolve::{Resolver, Viewer};
use crate::script::{Sample, Trouble, near};
use crate::store::Access;
use crate::store::error::StoreError;
use crate::store::fs::RealFs;
use crate::store::location::Location;
use crate::term::modes::TerminalError;
use crate::ui::layout::Frames;
use crate::ui::preferences::{Moves, Preferences};
use crate::ui::theme::{Borders, Depth, Theme, ThemeName};

/// What to do where the screens may ask nothing.
const WITHOUT_INPUT: &str =
    "name a command: init, exec, list, show, why or verify; see accessdesk --help";

/// What to do where nobody goes by the name of the persona.
const WITHOUT_PERSONA: &str = "Leave --persona out to choose among everybody.";

/// What to do where there is no terminal.
pub(super) const WITHOUT_TERMINAL: &str =
    "without a terminal use init, exec, list, show, why or verify; see accessdesk --help";

/// Shows the screens and returns their exit code.
pub(super) fn show(general: &General, diary: Diary) -> Result<u8, Failure> {
    if general.talk.no_input {
        let what = "the screens ask for keys, which --no-input forbids";
        return Err(Failure::usage(what, WITHOUT_INPUT));
    }
    for (name, is_terminal) in [
        ("standard input", io::stdin().is_terminal()),
        ("standard output", io::stdout().is_terminal()),
    ] {
        if !is_terminal {
            return Err(AppError::Terminal(TerminalError::NotATerminal(name)).into());
        }
    }
    if let Some(path) = &general.logs.log {
        let keeps = if general.logs.log_data {
            Keeps::Data
        } else {
            Keeps::Acts
        };
        let written = diary.log_to(path, &crash::about(), keeps);
        written.map_err(|error| {
            let what = format!("the log {} cannot be written: {error}", path.display());
            Failure::usage(what, "name another file with --log")
        })?;
    }
    let settings = settings::read(general)?;
    let theme = theme(general, &settings)?;
    let (engine, greeting) = open_or_create(general)?;
    let persona = persona(general, &engine)?;
    // What cannot be remembered is no reason not to start.
    let location = Location::find(|name| env::var_os(name)).ok();
    let store = engine.store().manifest().id.to_string();
    let memory =
        location.map(|location| MemoryFile::new(&location.state, &store, settings.draft_days));
    let beginning = Beginning {
        memory,
        persona,
        theme,
        mouse: !general.looks.no_mouse && settings.mouse.unwrap_or(true),
        preferences: dressed(theme, &settings),
        greeting,
        diary,
    };
    let code = app::run(engine, beginning)?;
    Ok(u8::try_from(code).unwrap_or(2))
}

fn open_or_create(general: &General) -> Result<(Engine<RealFs>, Option<Safe>), Failure> {
    match opening::open_finding(general, Access::Write) {
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
        opened => {
            // What the standard error says is covered by the screens until they are left.
            let (engine, findings) = opened?;
            let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
            let greeting = Safe::line(&found.join(". "));
            Ok((engine, (!found.is_empty()).then_some(greeting)))
        }
    }
}

/// Fits how the screens behave to how they look: what is read aloud stands still, and nothing that is
/// said goes before the next key.
fn dressed(theme: Theme, settings: &Settings) -> Preferences {
    let wanted = settings.preferences.clone();
    if theme.borders != Borders::Plain {
        return wanted;
    }
    Preferences {
        frames: Frames::Plain,
        notice_seconds: 0,
        moves: match settings.clock {
            Some(true) => Moves::ByThemselves,
            Some(false) | None => Moves::WithKeys,
        },
        ..wanted
    }
}

/// Decides how the screens look: options before the environment before the file.
fn theme(general: &General, settings: &Settings) -> Result<Theme, Failure> {
    let named = general
        .looks
        .theme
        .as_deref()
        .map(named_theme)
        .transpose()?;
    let name = named.or(settings.theme).unwrap_or_default();
    let variable = |name| env::var(name).unwrap_or_default();
    let said = settings.color.as_deref();
    let said = said.and_then(|when| When::from_str(when, false).ok());
    let colored = match general.looks.color.or(said).unwrap_or(When::Auto) {
        When::Always => true,
        When::Never => false,
        When::Auto => variable("NO_COLOR").is_empty() && variable("TERM") != "dumb",
    };
    let depth = match variable("COLORTERM").as_str() {
        "truecolor" | "24bit" => Depth::Full,
        _ if variable("TERM").contains("256color") => Depth::Indexed,
        _ => Depth::Sixteen,
    };
    let ascii = general.looks.ascii || settings.ascii || !speaks_unicode(variable);
    let borders = if general.looks.plain {
        Borders::Plain
    } else if ascii {
        Borders::Ascii
    } else {
        Borders::Unicode
    };
    let mut theme = Theme {
        name: if colored { name } else { ThemeName::Mono },
        borders,
        ascii,
        depth,
        ..Theme::default()
    };
    for (tone, color) in &settings.colors {
        theme.set_color(*tone, *color);
    }
    Ok(theme)
}

/// Tells whether the locale knows more than plain characters; one that is not set at all may.
fn speaks_unicode(variable: impl Fn(&'static str) -> String) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable);
    let locale = locale.iter().find(|value| !value.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn named_theme(name: &str) -> Result<ThemeName, Failure> {
    ThemeName::find(name).ok_or_else(|| {
        let known: Vec<&str> = ThemeName::ALL.iter().map(|(name, _)| *name).collect();
        let close = near(name, known.iter().copied());
        let hint = match close.first() {
            Some(name) => format!("did you mean {name}?"),
            None => format!("the themes are {}", known.join(", ")),
        };
        Failure::usage(format!("there is no theme {name:?}"), hint)
    })
}

/// Finds who acts first, if somebody was named.
fn persona(general: &General, engine: &Engine<RealFs>) -> Result<Option<Person>, Failure> {
    let tenant = engine.tenant();
    let Some(name) = acting::persona(general, tenant) else {
        return Ok(None);
    };
    let resolver = Resolver {
        tenant,
        history: &engine.desk().history,
        viewer: Viewer::Operator,
        bindings: &Bindings::default(),
        now: engine.now(),
    };
    let leaf = Leaf {
        field: "--persona",
        text: &name,
        column: 1,
    };
    let person = resolver.person(leaf);
    let unknown = |fault: Fault| Failure::of_line(fault.into(), tenant).with_hint(WITHOUT_PERSONA);
    let person = person.map_err(unknown)?;
    // People from elsewhere have a portal of their own, whatever has become of their account here.
    if let Person::User(_) = person {
        let mut walk = Walk::default();
        signed_in(tenant, person, &mut walk)
            .map_err(|refusal| Failure::of_line(Trouble::refused(refusal, walk), tenant))?;
    }
    Ok(Some(person))
}
