//! The settings file: read at the start, refused with its line when anything in it makes no sense.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::cli::General;
use crate::cli::failure::Failure;
use crate::domain::time::Zone;
use crate::script::near;
use crate::store::location::Location;
use crate::ui::action::Action;
use crate::ui::calendar::DateStyle;
use crate::ui::key::Key;
use crate::ui::keymap::Chord;
use crate::ui::preferences::{FIRST_SCREENS, Moves, Preferences};
use crate::ui::theme::{Color, ThemeName, Tone};

/// The variable that names another file.
const VARIABLE: &str = "ACCESSDESK_CONFIG";
/// The way in past a file that is refused.
const WAY_IN: &str = "accessdesk --no-config starts without the file";

/// What the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    theme: Option<Spanned<String>>,
    color: Option<Spanned<String>>,
    mouse: Option<bool>,
    ascii: Option<bool>,
    time_zone: Option<Spanned<String>>,
    date_style: Option<Spanned<String>>,
    which_key_delay_ms: Option<Spanned<i64>>,
    notice_seconds: Option<Spanned<i64>>,
    clock: Option<bool>,
    confirm_heavy: Option<bool>,
    first_screen: Option<Spanned<String>>,
    draft_days: Option<Spanned<i64>>,
    keys: BTreeMap<Spanned<String>, Spanned<Chords>>,
    colors: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// One key or several.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a key such as \"U\", or several in brackets"
)]
enum Chords {
    One(String),
    Many(Vec<String>),
}

/// What the file says, understood.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The file, where there is one.
    pub(super) file: Option<PathBuf>,
    /// The name of the theme.
    pub(super) theme: Option<ThemeName>,
    /// When there is color: `auto`, `always` or `never`.
    pub(super) color: Option<String>,
    /// Whether the mouse is listened to.
    pub(super) mouse: Option<bool>,
    /// Whether the clock and what else happens without a key is shown at once.
    pub(super) clock: Option<bool>,
    /// Whether boxes are of plain characters.
    pub(super) ascii: bool,
    /// Colors of single tones.
    pub(super) colors: Vec<(Tone, Color)>,
    /// Days for which half-filled forms are kept.
    pub(super) draft_days: u64,
    /// How the screens behave.
    pub(super) preferences: Preferences,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            file: None,
            theme: None,
            color: None,
            mouse: None,
            clock: None,
            ascii: false,
            colors: Vec::new(),
            draft_days: 14,
            preferences: Preferences::default(),
        }
    }
}

/// Reads the settings of whoever runs the program.
pub(super) fn read(general: &General) -> Result<Settings, Failure> {
    if general.no_config {
        return Ok(Settings::default());
    }
    // Without a home there is no file to read, and a store named by option needs none.
    let Some(path) = place() else {
        return Ok(Settings::default());
    };
    match fs::read_to_string(&path) {
        Ok(text) => parse(&path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound && named().is_none() => {
            Ok(Settings::default())
        }
        Err(error) => Err(Failure::usage(
            format!("cannot read the settings {}: {error}", path.display()),
            WAY_IN,
        )),
    }
}

/// Returns where the settings file is read from, whether there is one or not.
pub(super) fn place() -> Option<PathBuf> {
    named().or_else(|| {
        let location = Location::find(|name| env::var_os(name)).ok()?;
        Some(location.config.join("config.toml"))
    })
}

/// Returns the file that the variable names.
fn named() -> Option<PathBuf> {
    let value = env::var_os(VARIABLE).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}

/// Where in the file something is wrong.
struct Place<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Place<'_> {
    /// Refuses what stands at a place of the file, with what would be known there.
    fn refuse(&self, at: usize, what: &str, known: &str) -> Failure {
        let line = self
            .text
            .get(..at)
            .unwrap_or_default()
            .matches('\n')
            .count()
            + 1;
        let path = self.path.display();
        let known = if known.is_empty() {
            WAY_IN.to_owned()
        } else {
            format!("{known}; {WAY_IN}")
        };
        Failure::usage(format!("{path}, line {line}: {what}"), known)
    }

    /// Finds a value by its name among known ones.
    fn one_of<T: Copy>(
        &self,
        setting: &str,
        value: &Spanned<String>,
        known: &[(&str, T)],
    ) -> Result<T, Failure> {
        let said = value.get_ref();
        let found = known.iter().find(|(name, _)| name == said);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let what = format!("{setting} cannot be {said:?}");
            let known = format!("it can be {}", names.join(", "));
            self.refuse(value.span().start, &what, &known)
        })
    }

    fn number(&self, setting: &str, value: &Spanned<i64>, most: u64) -> Result<u64, Failure> {
        let number = *value.get_ref();
        let wanted = u64::try_from(number).ok();
        wanted.filter(|wanted| *wanted <= most).ok_or_else(|| {
            let what = format!("{setting} cannot be {number}");
            self.refuse(value.span().start, &what, &format!("it can be 0 to {most}"))
        })
    }
}

/// Makes sense of the text of the file.
fn parse(path: &Path, text: &str) -> Result<Settings, Failure> {
    let place = Place { path, text };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        place.refuse(at, error.message(), "")
    })?;
    let mut settings = Settings {
        file: Some(path.to_owned()),
        mouse: file.mouse,
        clock: file.clock,
        ascii: file.ascii.unwrap_or(false),
        ..Settings::default()
    };
    if let Some(theme) = &file.theme {
        settings.theme = Some(place.one_of("theme", theme, &ThemeName::ALL)?);
    }
    if let Some(color) = &file.color {
        let known = ["auto", "always", "never"].map(|name| (name, name));
        settings.color = Some(place.one_of("color", color, &known)?.to_owned());
    }
    if let Some(days) = &file.draft_days {
        settings.draft_days = place.number("draft_days", days, 3_650)?;
    }
    for (name, value) in &file.colors {
        let tones = Tone::ALL.map(|tone| (tone.name(), tone));
        let tone = place.one_of("a tone", name, &tones)?;
        let color = value.get_ref().parse().map_err(|_| {
            let what = format!("{:?} is no color", value.get_ref());
            let known = "colors are written like blue, lightred, 33 or #6cb6ff";
            place.refuse(value.span().start, &what, known)
        })?;
        settings.colors.push((tone, color));
    }
    settings.preferences = preferences(&place, &file)?;
    Ok(settings)
}

fn preferences(place: &Place<'_>, file: &File) -> Result<Preferences, Failure> {
    let mut wanted = Preferences::default();
    if let Some(zone) = &file.time_zone {
        let found = Zone::find(zone.get_ref()).ok_or_else(|| {
            let what = format!("there is no time zone {:?}", zone.get_ref());
            place.refuse(zone.span().start, &what, "such as Europe/Berlin or UTC")
        })?;
        wanted.zone = Some(found);
    }
    if let Some(style) = &file.date_style {
        wanted.dates = place.one_of("date_style", style, DateStyle::ALL)?;
    }
    if let Some(delay) = &file.which_key_delay_ms {
        wanted.which_key_delay = place.number("which_key_delay_ms", delay, 60_000)?;
    }
    if let Some(seconds) = &file.notice_seconds {
        wanted.notice_seconds = place.number("notice_seconds", seconds, 3_600)?;
    }
    if file.clock == Some(false) {
        wanted.moves = Moves::WithKeys;
    }
    if let Some(screen) = &file.first_screen {
        wanted.first_screen = Some(place.one_of("first_screen", screen, FIRST_SCREENS)?);
    }
    wanted.confirm_heavy = file.confirm_heavy.unwrap_or(true);
    for (name, chords) in &file.keys {
        move_key(place, &mut wanted, name, chords)?;
    }
    Ok(wanted)
}

fn move_key(
    place: &Place<'_>,
    wanted: &mut Preferences,
    name: &Spanned<String>,
    chords: &Spanned<Chords>,
) -> Result<(), Failure> {
    let action = Action::find(name.get_ref()).ok_or_else(|| {
        let known = Action::ALL.iter().map(|action| action.name());
        let close = near(name.get_ref(), known);
        let hint = match close.first() {
            Some(name) => format!("did you mean {name}?"),
            None => "accessdesk keys lists the actions".to_owned(),
        };
        let what = format!("there is no action {:?}", name.get_ref());
        place.refuse(name.span().start, &what, &hint)
    })?;
    let at = chords.span().start;
    let texts = match chords.get_ref() {
        Chords::One(text) => std::slice::from_ref(text),
        Chords::Many(texts) => texts.as_slice(),
    };
    let read: Result<Vec<Chord>, Failure> = texts
        .iter()
        .map(|text| chord(text).map_err(|what| place.refuse(at, &what, "")))
        .collect();
    let moved = wanted.keys.set(action, read?);
    moved
        .and_then(|()| wanted.keys.check())
        .map_err(|error| place.refuse(at, &error.to_string(), "accessdesk keys lists the keys"))
}

/// Reads a key, or a prefix and the key after it.
fn chord(text: &str) -> Result<Chord, String> {
    let key = |text: &str| text.parse::<Key>().map_err(|error| error.to_string());
    match text.split_once(' ') {
        Some((prefix, after)) if !prefix.is_empty() => Ok(Chord::Two(key(prefix)?, key(after)?)),
        Some(_) | None => Ok(Chord::One(key(text)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        parse(Path::new("config.toml"), text).map_err(|failure| failure.to_string())
    }

    #[track_caller]
    fn refused(text: &str, says: &str) {
        let error = read(text).unwrap_err();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn every_setting_is_understood() {
        let settings = read(
            "theme = \"dark\"\ncolor = \"never\"\nmouse = false\nclock = false\nascii = true\n\
             time_zone = \"Europe/Berlin\"\ndate_style = \"absolute\"\nwhich_key_delay_ms = 0\n\
             notice_seconds = 9\nconfirm_heavy = false\nfirst_screen = \"packages\"\ndraft_days = 3\n\
             [keys]\nundo = [\"U\", \"g z\"]\n[colors]\ngood = \"#00ff00\"\n",
        )
        .unwrap();
        assert_eq!(settings.theme, Some(ThemeName::Dark));
        assert_eq!(settings.mouse, Some(false));
        assert_eq!(settings.preferences.moves, Moves::WithKeys);
        assert_eq!(settings.preferences.notice_seconds, 9);
        assert_eq!(settings.colors.len(), 1);
        assert_eq!(settings.preferences.dates, DateStyle::Absolute);
    }

    #[test]
    fn a_mistake_is_refused_with_its_line() {
        refused(
            "\ntheme = \"blue\"",
            "config.toml, line 2: theme cannot be \"blue\"",
        );
        refused("thme = \"dark\"", "line 1: unknown field `thme`");
        refused("mouse = \"no\"", "line 1: invalid type");
        refused("draft_days = -1", "line 1: draft_days cannot be -1");
        refused(
            "notice_seconds = 3601",
            "line 1: notice_seconds cannot be 3601",
        );
        refused("[keys]\nundo = 3", "line 2: expected a key such as \"U\"");
        refused(
            "[keys]\nundoo = \"U\"",
            "line 2: there is no action \"undoo\"",
        );
        refused("[keys]\nundo = \"n\"", "line 2: `n` would mean both");
        refused("[keys]\nundo = \"hyper-x\"", "names no key");
        refused("[keys]\nback = \"b\"", "stay as they are");
        refused("[colors]\ngood = \"bluish\"", "\"bluish\" is no color");
        refused("[colors]\nbest = \"blue\"", "a tone cannot be \"best\"");
    }
}
