//! Editing one text by keys, with its own undo.
//!
//! Wraps `tui-input`, which moves and deletes by grapheme; what the keys mean is decided here.

use tui_input::{Input, InputRequest};

use crate::ui::key::{Held, Key, KeyCode};

/// Steps of undo kept per text.
const UNDO_STEPS: usize = 200;

/// A text being edited.
#[derive(Debug, Clone, Default)]
pub struct TextEdit {
    input: Input,
    before: Vec<(String, usize)>,
    selected: bool,
}

impl PartialEq for TextEdit {
    fn eq(&self, other: &Self) -> bool {
        (self.text(), self.input.cursor()) == (other.text(), other.input.cursor())
    }
}

impl Eq for TextEdit {}

/// Whether a text takes line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// A pasted line break becomes a space.
    Refused,
    /// Line breaks stay.
    Kept,
}

impl TextEdit {
    /// Starts editing a text at its end.
    pub fn new(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            before: Vec::new(),
            selected: false,
        }
    }

    /// Starts editing a text that is selected: what is typed first takes its place.
    pub fn selected(text: &str) -> Self {
        Self {
            selected: !text.is_empty(),
            ..Self::new(text)
        }
    }

    /// Tells whether the whole text is selected.
    pub const fn is_selected(&self) -> bool {
        self.selected
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns what stands before the cursor.
    pub fn before_cursor(&self) -> String {
        self.text().chars().take(self.input.cursor()).collect()
    }

    /// Takes a key if it edits text, and tells whether it did.
    pub fn press(&mut self, key: Key) -> bool {
        if key == Key::ctrl('z') {
            self.selected = false;
            if let Some((text, cursor)) = self.before.pop() {
                self.input = Input::new(text).with_cursor(cursor);
            }
            return true;
        }
        let Some(request) = request(key) else {
            return false;
        };
        self.handle(request);
        true
    }

    fn handle(&mut self, request: InputRequest) {
        if std::mem::take(&mut self.selected) {
            if matches!(
                request,
                InputRequest::DeletePrevChar | InputRequest::DeleteNextChar
            ) {
                return self.empty();
            }
            if matches!(request, InputRequest::InsertChar(_)) {
                self.empty();
            }
        }
        let (text, cursor) = (self.text().to_owned(), self.input.cursor());
        let changed = self.input.handle(request).is_some_and(|state| state.value);
        if changed {
            self.remember(text, cursor);
        }
    }

    /// Takes the whole text away as one step of undo.
    fn empty(&mut self) {
        self.remember(self.text().to_owned(), self.input.cursor());
        self.input = Input::default();
    }

    fn remember(&mut self, text: String, cursor: usize) {
        if self.before.len() == UNDO_STEPS {
            self.before.remove(0);
        }
        self.before.push((text, cursor));
    }

    /// Inserts pasted text as one step of undo.
    pub fn paste(&mut self, pasted: &str, breaks: Breaks) {
        let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let pasted = match breaks {
            Breaks::Kept => pasted,
            Breaks::Refused => pasted.replace('\n', " "),
        };
        if std::mem::take(&mut self.selected) {
            self.empty();
        }
        let cursor = self.input.cursor();
        let before = self.before_cursor();
        let after: String = self.text().chars().skip(cursor).collect();
        self.remember(self.text().to_owned(), cursor);
        let place = cursor + pasted.chars().count();
        self.input = Input::new(format!("{before}{pasted}{after}")).with_cursor(place);
    }

    /// Starts a new line.
    pub fn break_line(&mut self) {
        self.handle(InputRequest::InsertChar('\n'));
    }

    /// Tells whether the text has several lines.
    pub fn has_breaks(&self) -> bool {
        self.text().contains('\n')
    }

    /// Moves the cursor a line up or down and tells whether there was one.
    pub fn move_line(&mut self, down: bool) -> bool {
        let before = self.before_cursor();
        let column = before.chars().rev().take_while(|c| *c != '\n').count();
        let line = before.matches('\n').count();
        let target = if down {
            line + 1
        } else if let Some(above) = line.checked_sub(1) {
            above
        } else {
            return false;
        };
        let mut start = 0;
        for (number, text) in self.text().split('\n').enumerate() {
            let length = text.chars().count();
            if number == target {
                let place = start + column.min(length);
                self.input.handle(InputRequest::SetCursor(place));
                return true;
            }
            start += length + 1;
        }
        false
    }
}

fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    let table: &[(Key, InputRequest)] = &[
        (Key::plain(KeyCode::Left), InputRequest::GoToPrevChar),
        (Key::plain(KeyCode::Right), InputRequest::GoToNextChar),
        (Key::plain(KeyCode::Home), InputRequest::GoToStart),
        (Key::plain(KeyCode::End), InputRequest::GoToEnd),
        (Key::plain(KeyCode::Backspace), InputRequest::DeletePrevChar),
        (Key::plain(KeyCode::Delete), InputRequest::DeleteNextChar),
        (Key::alt(KeyCode::Left), InputRequest::GoToPrevWord),
        (Key::alt(KeyCode::Right), InputRequest::GoToNextWord),
        (Key::ctrl('a'), InputRequest::GoToStart),
        (Key::ctrl('e'), InputRequest::GoToEnd),
        (Key::ctrl('w'), InputRequest::DeletePrevWord),
        (Key::ctrl('k'), InputRequest::DeleteTillEnd),
        (Key::ctrl('u'), InputRequest::DeleteFromStart),
        (
            Key {
                code: KeyCode::Backspace,
                held: Held::Alt,
            },
            InputRequest::DeletePrevWord,
        ),
    ];
    table
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, request)| *request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(text: &str, keys: &str) -> (String, String) {
        let mut edit = TextEdit::new(text);
        for key in keys.split(' ') {
            assert!(edit.press(key.parse().unwrap()), "{key}");
        }
        (edit.text().to_owned(), edit.before_cursor())
    }

    #[test]
    fn text_is_edited_with_the_usual_keys() {
        #[track_caller]
        fn case(text: &str, keys: &str, expected: &str, before: &str) {
            let (text, cursor) = pressed(text, keys);
            assert_eq!(
                (text.as_str(), cursor.as_str()),
                (expected, before),
                "{keys}"
            );
        }
        case("sales", "Ctrl-A x", "xsales", "x");
        case("sales tools", "Ctrl-W", "sales ", "sales ");
        case("sales tools", "Alt-Left Ctrl-K", "sales ", "sales ");
        case("sales tools", "Alt-Left Ctrl-U", "tools", "");
        case("e\u{301}", "backspace", "", "");
        case("sales", "Ctrl-U Ctrl-Z", "sales", "sales");
        case("a", "b c Ctrl-Z Ctrl-Z Ctrl-Z", "a", "a");
        case("a", "Space b", "a b", "a b");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_a_selected_text_and_moving_keeps_it() {
        let typed = |keys: &str| {
            let mut edit = TextEdit::selected("sales");
            for key in keys.split(' ') {
                edit.press(key.parse().unwrap());
            }
            edit.text().to_owned()
        };
        assert_eq!(typed("x y"), "xy");
        assert_eq!(typed("backspace"), "");
        assert_eq!(typed("end x"), "salesx");
        assert_eq!(typed("left x"), "salexs");
        assert_eq!(typed("x Ctrl-Z Ctrl-Z"), "sales");
        let mut edit = TextEdit::selected("sales");
        edit.paste("tools", Breaks::Refused);
        assert_eq!(edit.text(), "tools");
    }

    #[test]
    fn keys_that_edit_nothing_are_left_to_others() {
        let mut edit = TextEdit::new("a");
        for key in ["tab", "Ctrl-S", "enter", "f1", "up", "Alt-X"] {
            assert!(!edit.press(key.parse().unwrap()), "{key}");
        }
        assert_eq!(edit.text(), "a");
    }

    #[test]
    fn a_paste_is_one_step_and_keeps_lines_only_where_they_fit() {
        let mut edit = TextEdit::new("ab");
        edit.press(Key::plain(KeyCode::Left));
        edit.paste("1\r\n2", Breaks::Refused);
        assert_eq!(edit.text(), "a1 2b");
        edit.press(Key::ctrl('z'));
        assert_eq!((edit.text(), edit.before_cursor().as_str()), ("ab", "a"));
        edit.paste("1\n2", Breaks::Kept);
        assert_eq!(edit.text(), "a1\n2b");
    }

    #[test]
    fn up_and_down_move_between_the_lines_of_a_text() {
        let mut edit = TextEdit::new("one\nlonger\nx");
        assert!(edit.move_line(false));
        assert_eq!(edit.before_cursor(), "one\nl");
        assert!(!edit.move_line(true) || edit.before_cursor() == "one\nlonger\nx");
        assert!(!edit.move_line(true));
    }
}
