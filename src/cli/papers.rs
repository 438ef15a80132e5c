//! What the program says about itself: keys, settings, completions and the manual page.

use std::fmt::Write as _;

use clap_complete::Shell;

use crate::cli::failure::Failure;
use crate::cli::{General, examples, print, settings};
use crate::domain::text::Safe;
use crate::ui::keymap::moved::every_layer;
use crate::ui::theme::ThemeName;

/// Prints every key with what it means, as settings have them.
pub(super) fn keys(general: &General) -> Result<u8, Failure> {
    let keys = settings::read(general)?.preferences.keys;
    let mut text = String::new();
    for layer in every_layer() {
        let _ = writeln!(text, "{}", layer.name);
        for row in layer.bindings {
            let chords: Vec<String> = keys.of(row).iter().map(ToString::to_string).collect();
            let name = row.action.name();
            let chords = chords.join(", ");
            let _ = writeln!(text, "  {chords:<28} {:<20} {name}", row.label);
        }
        text.push('\n');
    }
    print(text.trim_end_matches('\n'))?;
    print("\n")?;
    Ok(0)
}

/// Prints the settings in force, in the form of the file that sets them.
pub(super) fn config(general: &General) -> Result<u8, Failure> {
    let settings = settings::read(general)?;
    let wanted = &settings.preferences;
    let mut text = match &settings.file {
        Some(path) => Safe::line(&format!("# from {}", path.display())).to_string(),
        None => match settings::place() {
            Some(path) => {
                let path = path.display();
                Safe::line(&format!("# no settings file was read; it would be {path}")).to_string()
            }
            None => "# no settings file was read".to_owned(),
        },
    };
    for (name, value) in single(&settings) {
        match value {
            Some(value) => {
                let _ = write!(text, "\n{name} = {value}");
            }
            None => {
                let _ = write!(text, "\n# {name} is not set");
            }
        }
    }
    text.push_str("\n[keys]");
    for (action, chords) in wanted.keys.all() {
        let chords: Vec<String> = chords
            .iter()
            .map(|chord| quoted(&chord.to_string()))
            .collect();
        let _ = write!(text, "\n{} = [{}]", action.name(), chords.join(", "));
    }
    text.push_str("\n[colors]");
    for (tone, color) in &settings.colors {
        let _ = write!(text, "\n{} = \"{color}\"", tone.name());
    }
    text.push('\n');
    print(&text)?;
    Ok(0)
}

/// Returns the settings that have one value, as the file would say it.
fn single(settings: &settings::Settings) -> Vec<(&'static str, Option<String>)> {
    let wanted = &settings.preferences;
    let theme = settings.theme.unwrap_or_default();
    let theme = ThemeName::ALL.iter().find(|(_, known)| *known == theme);
    let zone = wanted.zone.map(|zone| zone.to_string());
    let first = wanted.first_screen.and_then(|first| {
        let known = crate::ui::preferences::FIRST_SCREENS.iter();
        known.clone().find(|(_, screen)| *screen == first)
    });
    vec![
        ("theme", theme.map(|(name, _)| quoted(name))),
        (
            "color",
            settings.color.as_deref().or(Some("auto")).map(quoted),
        ),
        ("mouse", Some(settings.mouse.unwrap_or(true).to_string())),
        ("ascii", Some(settings.ascii.to_string())),
        ("time_zone", zone.as_deref().map(quoted)),
        ("date_style", Some(quoted(wanted.dates.name()))),
        (
            "which_key_delay_ms",
            Some(wanted.which_key_delay.to_string()),
        ),
        ("notice_seconds", Some(wanted.notice_seconds.to_string())),
        ("clock", Some(settings.clock.unwrap_or(true).to_string())),
        ("confirm_heavy", Some(wanted.confirm_heavy.to_string())),
        ("draft_days", Some(settings.draft_days.to_string())),
        ("first_screen", first.map(|(name, _)| quoted(name))),
    ]
}

/// Prints what a shell needs to complete the arguments.
pub(super) fn completions(shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut examples::command(), "accessdesk", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// Prints the manual page.
pub(super) fn man() -> Result<u8, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(examples::command())
        .render(&mut page)
        .map_err(Failure::Output)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(0)
}

fn quoted(value: &str) -> String {
    format!("\"{value}\"")
}
