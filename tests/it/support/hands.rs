//! Hands at the keyboard of the product: they press only what the screen shows, and may be stopped
//! between any two keys by a process that is killed.

use accessdesk::ui::key::{Key, KeyCode};

use super::terminal::Terminal;

/// Somebody who acts at the desk: the name on the screen and the name to sign in with.
#[derive(Clone, Copy)]
pub(crate) struct Who(pub(crate) &'static str, pub(crate) &'static str);

/// One thing that hands do.
#[derive(Clone, Copy)]
pub(crate) enum Stroke {
    /// Finds a command in the palette and runs it.
    Command(&'static str),
    /// Presses a key that the screen shows.
    Press(&'static str),
    /// Presses a key that the screen shows until it says something.
    Until(&'static str, &'static str),
    /// Types text into whatever has the focus.
    Type(&'static str),
    /// Types the link that was copied last.
    Link,
    /// Types the name that a question asks for.
    Name(&'static str),
    /// Filters the list by a text.
    Filter(&'static str),
    /// Clears the filter of a list that has nothing left to show, which says how.
    ClearFilter,
    /// Waits until the screen says something.
    See(&'static str),
    /// Goes to the field of a form with this label.
    Field(&'static str),
    /// Goes to the field with this label and switches it on.
    SwitchOn(&'static str),
    /// Goes to the field with this label and switches it off.
    SwitchOff(&'static str),
    /// Does several things that belong together.
    All(&'static [Stroke]),
    /// Moves down the open list until the selected row says something.
    Select(&'static str),
}

/// The process was killed at the key that was agreed on.
#[derive(Debug)]
pub(crate) struct Killed;

/// The key that saves a form.
const SAVE: &str = "Ctrl-S";
/// The key that filters a list.
const FILTER: Key = Key::plain(KeyCode::Char('/'));
/// So many characters at the end of a text show that all of it was taken.
const END: usize = 8;
/// More keys of one kind than any form or list of the tutorial takes.
const ENOUGH: usize = 60;

/// Hands at a keyboard.
pub(crate) struct Hands {
    terminal: Terminal,
    pressed: usize,
    kill_after: Option<usize>,
    saving: bool,
    acknowledged: bool,
}

impl Hands {
    /// Puts hands on a terminal whose process is killed after so many keys, if ever.
    pub(crate) fn on(terminal: Terminal, kill_after: Option<usize>) -> Self {
        Self {
            terminal,
            pressed: 0,
            kill_after,
            saving: false,
            acknowledged: false,
        }
    }

    /// Returns how many keys were pressed.
    pub(crate) const fn pressed(&self) -> usize {
        self.pressed
    }

    /// Tells whether the screen said something after the last key that saves.
    pub(crate) const fn acknowledged(&self) -> bool {
        self.acknowledged
    }

    /// Returns the terminal.
    pub(crate) fn terminal(&mut self) -> &mut Terminal {
        &mut self.terminal
    }

    /// Takes the hands off.
    pub(crate) fn leave(self) -> Terminal {
        self.terminal
    }

    /// Acts as somebody: chosen when the program asks who it is, switched to where it does not.
    #[track_caller]
    pub(crate) fn sign_in(&mut self, who: Who) -> Result<(), Killed> {
        let Who(name, address) = who;
        let asks = |screen: &str| screen.contains("*Sign in");
        self.terminal
            .wait_until(|screen| asks(screen) || screen.contains(": commands"));
        if !asks(&self.terminal.screen()) {
            if self.terminal.row(0).contains(name) {
                return Ok(());
            }
            self.command("switch persona")?;
            self.terminal.wait_for("*Switch persona");
        }
        self.write(address)?;
        self.terminal
            .wait_until(|screen| selected(screen).contains(name));
        self.press("Enter")?;
        self.terminal.wait_until(|screen| {
            let title = screen.lines().next().unwrap_or_default();
            title.contains(name) && !asks(screen)
        });
        Ok(())
    }

    /// Does one thing after the other.
    #[track_caller]
    pub(crate) fn perform(&mut self, strokes: &[Stroke]) -> Result<(), Killed> {
        for stroke in strokes {
            match *stroke {
                Stroke::Command(words) => self.command(words)?,
                Stroke::Press(key) => {
                    self.acknowledged &= key != SAVE;
                    self.saving = key == SAVE;
                    self.press(key)?;
                }
                Stroke::Until(key, text) => {
                    self.until(key, step, |screen| screen.contains(text))?;
                }
                Stroke::Type(text) => self.write(text)?,
                Stroke::Link => {
                    let link = self.terminal.copied();
                    self.write(&link)?;
                }
                Stroke::Name(text) => self.name(text)?,
                Stroke::Filter(text) => self.filter(text)?,
                Stroke::ClearFilter => {
                    self.terminal.wait_for("No match for").press("Esc");
                    self.count(1)?;
                    self.terminal
                        .wait_until(|screen| !screen.contains("filter: "));
                }
                Stroke::See(text) => {
                    self.terminal.wait_for(text);
                    self.acknowledged |= self.saving;
                }
                Stroke::Field(label) => self.field(label)?,
                Stroke::SwitchOn(label) => self.switch(label, &["[x]", "(o) yes"])?,
                Stroke::SwitchOff(label) => self.switch(label, &["[ ]", "(o) no"])?,
                Stroke::All(strokes) => self.perform(strokes)?,
                Stroke::Select(text) => {
                    self.until("Down", selected, |screen| selected(screen).contains(text))?;
                }
            }
        }
        Ok(())
    }

    fn command(&mut self, words: &str) -> Result<(), Killed> {
        self.press(":")?;
        self.terminal.wait_for("*Commands");
        self.write(words)?;
        self.terminal
            .wait_until(|screen| selected(screen).to_lowercase().contains(words));
        self.press("Enter")?;
        self.terminal
            .wait_until(|screen| !screen.contains("*Commands"));
        Ok(())
    }

    /// Types a filter, unless the list still has it from an earlier visit.
    ///
    /// Where the footer has no room for the key, the palette has the command.
    fn filter(&mut self, text: &str) -> Result<(), Killed> {
        if self.terminal.shown_keys().contains(&FILTER) {
            self.press("/")?;
        } else {
            self.command("filter")?;
        }
        self.terminal.wait_for("filter: ");
        if !self.terminal.screen().contains(&format!("filter: {text}")) {
            self.write(text)?;
        }
        self.press("Enter")
    }

    fn field(&mut self, label: &str) -> Result<(), Killed> {
        let focused = format!("* {label}");
        self.until("Tab", label_of_focus, |screen| {
            focus(screen).contains(&focused)
        })
    }

    fn switch(&mut self, label: &str, signs: &[&str]) -> Result<(), Killed> {
        self.field(label)?;
        let is_so = |screen: &str| signs.iter().any(|sign| focus(screen).contains(sign));
        self.until("Space", focus, is_so)
    }

    /// Presses a key until the screen is as described, each time waiting for the part that it changes.
    fn until(
        &mut self,
        key: &str,
        part: impl Fn(&str) -> String,
        is_so: impl Fn(&str) -> bool,
    ) -> Result<(), Killed> {
        let wanted: Key = key.parse().unwrap();
        for _ in 0..ENOUGH {
            let Some(before) = self.terminal.press_shown_unless(wanted, &is_so) else {
                return Ok(());
            };
            self.count(1)?;
            let was = part(&before);
            self.terminal
                .wait_until(|screen| part(screen) != was || is_so(screen));
            self.terminal.settle();
        }
        panic!(
            "{key} pressed {ENOUGH} times, and still:\n{}",
            self.terminal.screen()
        );
    }

    fn press(&mut self, key: &str) -> Result<(), Killed> {
        self.terminal.press_shown(key);
        self.count(1)
    }

    /// Types a name into an open question.
    ///
    /// What comes before the question counts as read is dropped, and a test reads quicker than any
    /// eye, so the first letter is typed until it stands there.
    fn name(&mut self, text: &str) -> Result<(), Killed> {
        let (first, rest) = text.split_at(1);
        let begun = format!("> {first} ");
        for _ in 0..ENOUGH {
            if self.terminal.sees_soon(&begun) {
                return self.write(rest);
            }
            self.terminal.type_text(first);
            self.count(1)?;
        }
        panic!("nothing takes {text}:\n{}", self.terminal.screen());
    }

    fn write(&mut self, text: &str) -> Result<(), Killed> {
        let room = self
            .kill_after
            .map(|last| last.saturating_sub(self.pressed));
        let typed: String = match room {
            Some(room) => text.chars().take(room).collect(),
            None => text.to_owned(),
        };
        self.terminal.type_text(&typed);
        self.count(typed.chars().count())?;
        let length = typed.chars().count();
        let end: String = typed.chars().skip(length.saturating_sub(END)).collect();
        self.terminal.wait_until(|screen| {
            let end = end.trim_start_matches('\u{7f}');
            screen.contains(end)
        });
        Ok(())
    }

    fn count(&mut self, keys: usize) -> Result<(), Killed> {
        self.pressed += keys;
        if self.kill_after.is_none_or(|last| self.pressed < last) {
            return Ok(());
        }
        self.terminal.kill().exit_code();
        Err(Killed)
    }
}

/// Returns the bar of the steps of a wizard.
fn step(screen: &str) -> String {
    rows_with(screen, |row| row.contains("[>]"))
}

/// Returns the row of the field with the focus.
fn focus(screen: &str) -> String {
    rows_with(screen, |row| row.contains("┃* "))
}

/// Returns the label of the field with the focus.
fn label_of_focus(screen: &str) -> String {
    let row = focus(screen);
    let end = row.find("  ").unwrap_or(row.len());
    row[..end].to_owned()
}

/// Returns the selected row of the list that lies over the screen.
fn selected(screen: &str) -> String {
    rows_with(screen, |row| row.find("┃>").is_some_and(|place| place > 0))
}

fn rows_with(screen: &str, is_meant: impl Fn(&str) -> bool) -> String {
    let rows: Vec<&str> = screen.lines().filter(|row| is_meant(row)).collect();
    rows.join("\n")
}
