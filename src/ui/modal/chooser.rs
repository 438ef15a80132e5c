//! Lists to choose from by typing: the palette, help, personas, notices, pickers of forms.

use std::cell::Cell;

use crate::domain::id::{GroupId, ObjectRef, Principal};
use crate::domain::text::Safe;
use crate::ui::form::field::opaque;
use crate::ui::form::text_edit::{Breaks, TextEdit};
use crate::ui::form::{Amount, Finder, Pick, Shows, Sought};
use crate::ui::key::{Key, KeyCode};
use crate::ui::list::Motion;
use crate::ui::list::fuzzy::Fuzzy;
use crate::ui::scene::Scene;
use crate::ui::step::Step;

pub use row::{Does, Row};

mod row;
mod show;

/// Finds the rows for what was typed where there are too many to list them all.
#[derive(Clone, Copy)]
pub struct RowFinder(pub fn(&Scene<'_>, Option<ObjectRef>, &str) -> Vec<Row>);

opaque! { RowFinder }

/// What finds rows anew for every text, and what it is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    /// Rows that do something.
    Rows(RowFinder, Option<ObjectRef>),
    /// Rows that go into a field.
    Picks(Finder, Option<ObjectRef>),
}

/// An open list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chooser {
    title: Safe,
    says: Vec<Safe>,
    /// What is said of what was typed in vain, and where nothing could be chosen in the first place.
    empty: Safe,
    nothing: Safe,
    rows: Vec<Row>,
    texts: Vec<String>,
    search: Option<Search>,
    /// What finds rows besides those that are always there.
    also: Option<RowFinder>,
    chosen: Option<(Amount, Vec<Pick>)>,
    /// Which of users and groups are shown, where it holds both.
    shows: Option<Shows>,
    /// Whether the rows were gone through since something was typed, so that Space is for them.
    at_rows: bool,
    /// Whether any mark was set or taken away.
    touched: bool,
    /// The first row in view, as it was last drawn.
    first: Cell<usize>,
    typed: TextEdit,
    shown: Vec<usize>,
    place: usize,
}

impl Chooser {
    /// Opens a list whose rows do something.
    pub fn new(title: impl Into<Safe>, rows: Vec<Row>) -> Self {
        let texts = rows.iter().map(Row::sought).collect();
        Self {
            title: title.into(),
            says: Vec::new(),
            empty: "No match.".into(),
            nothing: "There is nothing to choose from.".into(),
            shown: (0..rows.len()).collect(),
            rows,
            texts,
            search: None,
            also: None,
            chosen: None,
            shows: None,
            at_rows: false,
            touched: false,
            first: Cell::new(0),
            typed: TextEdit::default(),
            place: 0,
        }
    }

    /// Opens a list whose rows go into a field.
    pub fn pick(
        title: impl Into<Safe>,
        amount: Amount,
        rows: Vec<Pick>,
        chosen: Vec<Pick>,
    ) -> Self {
        let rows = rows.into_iter().map(Row::pick).collect();
        Self {
            chosen: Some((amount, chosen)),
            ..Self::new(title, rows)
        }
    }

    /// Opens a list whose rows do something and are found anew for whatever is typed.
    pub fn search(
        title: impl Into<Safe>,
        finder: RowFinder,
        about: Option<ObjectRef>,
        scene: &Scene<'_>,
    ) -> Self {
        let mut chooser = Self::new(title, Vec::new());
        chooser.search = Some(Search::Rows(finder, about));
        chooser.narrow(scene);
        chooser
    }

    /// Opens a list whose rows go into a field and are found anew for whatever is typed.
    pub fn search_picks(
        title: impl Into<Safe>,
        amount: Amount,
        (finder, about): (Finder, Option<ObjectRef>),
        chosen: Vec<Pick>,
        scene: &Scene<'_>,
    ) -> Self {
        let mut chooser = Self::pick(title, amount, Vec::new(), chosen);
        chooser.search = Some(Search::Picks(finder, about));
        chooser.shows = finder.of_both.then(Shows::default);
        chooser.narrow(scene);
        chooser
    }

    /// Lists rows that are found for what is typed after those that are always there.
    #[must_use]
    pub fn with_also(self, finder: RowFinder) -> Self {
        Self {
            also: Some(finder),
            ..self
        }
    }

    /// Says something above the rows.
    #[must_use]
    pub fn saying(mut self, text: impl Into<Safe>) -> Self {
        self.says.push(text.into());
        self
    }

    /// Sets what is said when nothing can be chosen: for what is typed where rows are searched, and
    /// else where there is none at all, since rows that only do not match are no reason to say so.
    #[must_use]
    pub fn otherwise(self, empty: impl Into<Safe>) -> Self {
        if self.search.is_none() && !self.rows.is_empty() {
            return self;
        }
        let empty = empty.into();
        Self {
            nothing: empty.clone(),
            empty,
            ..self
        }
    }

    /// Sets what is said when nothing is typed and there is nothing to choose from.
    #[must_use]
    pub fn or_nothing(self, nothing: Safe) -> Self {
        Self { nothing, ..self }
    }

    /// Takes a key if it edits the line of text, and tells whether it did.
    ///
    /// A space is for the row, as it is in lists, until something is typed, and once more when rows
    /// were gone through since: no name begins with one.
    pub fn press(&mut self, key: Key, scene: &Scene<'_>) -> bool {
        let for_row = self.at_rows || self.typed.text().is_empty();
        if key == Key::char(' ') && self.takes_many() && for_row {
            return false;
        }
        // Behind the text there is nothing to go to: the key is for the row.
        let at_end = self.typed.before_cursor() == self.typed.text();
        if key == Key::plain(KeyCode::Right) && at_end {
            return false;
        }
        let taken = self.typed.press(key);
        if taken {
            self.at_rows = false;
            self.narrow(scene);
        }
        taken
    }

    /// Shows users, groups or both in turn, where the list holds both.
    pub fn show_next(&mut self, scene: &Scene<'_>) {
        self.shows = self.shows.map(Shows::next);
        self.narrow(scene);
    }

    /// Tells whether the list holds users and groups, of which one kind can be shown alone.
    pub const fn is_of_both(&self) -> bool {
        self.shows.is_some()
    }

    /// Puts pasted text into the line of text.
    pub fn paste(&mut self, text: &str, scene: &Scene<'_>) {
        self.typed.paste(text, Breaks::Refused);
        self.narrow(scene);
    }

    /// Forgets what was typed, and tells whether anything was.
    pub fn clear(&mut self, scene: &Scene<'_>) -> bool {
        let typed = !self.typed.text().is_empty();
        if typed {
            self.typed = TextEdit::default();
            self.narrow(scene);
        }
        typed
    }

    /// Returns what was typed where nothing fits it.
    pub fn typed_in_vain(&self) -> Option<Safe> {
        let typed = self.typed.text();
        (self.shown.is_empty() && !typed.is_empty()).then(|| Safe::line(typed))
    }

    /// Lists what fits the text.
    fn narrow(&mut self, scene: &Scene<'_>) {
        let typed = self.typed.text();
        match self.search {
            None => {
                let texts = self.texts.iter().map(String::as_str);
                self.shown = Fuzzy::default().rank(typed, texts);
                if let Some(also) = self.also {
                    let always = self.texts.len();
                    self.rows.truncate(always);
                    self.rows.extend((also.0)(scene, None, typed));
                    // Letters strewn over a row are a guess, which what was found is not.
                    let wanted = typed.to_lowercase();
                    let texts = &self.texts;
                    let has = |row: &usize| {
                        let text = texts.get(*row);
                        text.is_some_and(|text| text.to_lowercase().contains(&wanted))
                    };
                    let ranked = std::mem::take(&mut self.shown).into_iter();
                    let (held, strewn): (Vec<usize>, Vec<usize>) = ranked.partition(has);
                    let found = always..self.rows.len();
                    self.shown = held.into_iter().chain(found).chain(strewn).collect();
                }
            }
            Some(search) => {
                self.rows = match search {
                    Search::Rows(finder, about) => (finder.0)(scene, about, typed),
                    Search::Picks(finder, about) => {
                        let shows = self.shows.unwrap_or_default();
                        let sought = Sought { typed, shows };
                        let about = finder.fitting.or(about);
                        self.with_chosen((finder.find)(scene, about, sought))
                    }
                };
                self.shown = (0..self.rows.len()).collect();
            }
        }
        self.place = 0;
    }

    /// Lists what is chosen besides what was found, so that it can be seen and taken away: in front
    /// while nothing is typed, else behind, since whoever types is after something else.
    fn with_chosen(&self, found: Vec<Pick>) -> Vec<Row> {
        let typed = !self.typed.text().is_empty();
        let chosen = match &self.chosen {
            Some((Amount::One, _)) if typed => &[],
            Some(_) if typed && found.is_empty() => &[],
            Some((_, chosen)) => chosen.as_slice(),
            None => &[],
        };
        let (first, then) = if typed {
            (found, chosen.to_vec())
        } else {
            (chosen.to_vec(), found)
        };
        let others = then.into_iter();
        let others = others.filter(|pick| first.iter().all(|one| one.value != pick.value));
        let others: Vec<Pick> = others.collect();
        first.into_iter().chain(others).map(Row::pick).collect()
    }

    /// Tells whether its rows do anything; those of a search that found none would.
    pub fn acts(&self) -> bool {
        self.search.is_some() || !self.rows.is_empty()
    }

    /// Returns how many rows can be gone through.
    pub const fn rows(&self) -> usize {
        self.shown.len()
    }

    /// Moves the selection where a page has so many rows.
    fn move_by(&mut self, motion: Motion, page: usize) {
        self.at_rows = true;
        self.place = motion.from(self.place, self.shown.len(), page);
    }

    /// Selects the first row that does what is wanted.
    pub fn select_where(&mut self, wanted: impl Fn(&Step) -> bool) {
        let is_wanted = |row: &&usize| match self.rows.get(**row).map(|row| &row.does) {
            Some(Does::Step(step)) => step.as_ref().as_ref().is_ok_and(&wanted),
            Some(Does::Pick(_)) | None => false,
        };
        let found = self.shown.iter().position(|row| is_wanted(&row));
        self.place = found.unwrap_or(self.place);
    }

    /// Selects a row in view, counted from the first one, as the list was last drawn.
    pub fn select_in_view(&mut self, row: usize) {
        let last = self.shown.len().saturating_sub(1);
        self.place = self.first.get().saturating_add(row).min(last);
    }

    fn selected(&self) -> Option<&Row> {
        self.shown
            .get(self.place)
            .and_then(|row| self.rows.get(*row))
    }

    /// Returns what the selected row does.
    pub fn does(&self) -> Option<&Does> {
        self.selected().map(|row| &row.does)
    }

    /// Returns the group that the selected row of a picker stands for.
    pub fn group(&self) -> Option<GroupId> {
        let Some(Does::Pick(pick)) = self.does() else {
            return None;
        };
        match Principal::try_from(pick.value.clone()) {
            Ok(Principal::Group(group)) => Some(group),
            Ok(Principal::User(_)) | Err(_) => None,
        }
    }

    /// Tells whether several rows can be marked.
    pub const fn takes_many(&self) -> bool {
        matches!(self.chosen, Some((Amount::Many, _)))
    }

    /// Tells whether the selected row of a picker is marked.
    pub fn is_marked(&self) -> bool {
        let (Some((_, chosen)), Some(Does::Pick(pick))) = (&self.chosen, self.does()) else {
            return false;
        };
        chosen.iter().any(|one| one.value == pick.value)
    }

    /// Tells whether a picker that is done takes its selected row.
    pub const fn takes_selected(&self) -> bool {
        match &self.chosen {
            Some((Amount::One, _)) => true,
            Some((Amount::Many, marked)) => marked.is_empty() && !self.touched,
            None => false,
        }
    }

    /// Says why a picker cannot take its selected row, where it would.
    pub fn takes_none_for(&self) -> Option<Safe> {
        match self.does().filter(|_| self.takes_selected()) {
            Some(Does::Pick(pick)) => pick.off.clone(),
            Some(Does::Step(_)) | None => None,
        }
    }

    /// Marks the selected row of a picker, or takes its mark away.
    pub fn mark(&mut self) {
        let Some(Does::Pick(pick)) = self.does().cloned() else {
            return;
        };
        let Some((amount, chosen)) = &mut self.chosen else {
            return;
        };
        self.touched = true;
        self.at_rows = true;
        let before = chosen.len();
        chosen.retain(|row| row.value != pick.value);
        if chosen.len() == before {
            if *amount == Amount::One {
                chosen.clear();
            }
            chosen.push(pick);
        }
    }

    /// Returns the rows of a picker once it is done; the selected row where only one can be or no
    /// mark was touched. Taking the last mark away chooses nothing.
    pub fn done(&mut self) -> Vec<Pick> {
        if let (true, Some(Does::Pick(pick))) = (self.takes_selected(), self.does()) {
            return vec![pick.clone()];
        }
        self.chosen
            .take()
            .map(|(_, chosen)| chosen)
            .unwrap_or_default()
    }
}
