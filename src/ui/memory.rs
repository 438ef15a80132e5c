//! What is remembered from one session to the next, by persona and screen, as plain values.
//!
//! Where the file with it cannot be read, everything begins as if it were the first time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::authority::visible;
use crate::domain::id::{ObjectRef, Person};
use crate::ui::form::answers::{Answers, Pick, Value};
use crate::ui::form::text_edit::TextEdit;
use crate::ui::form::{FieldKey, FormState};
use crate::ui::list::arrangement::Sort;
use crate::ui::modal::Modal;
use crate::ui::model::{PageState, Ui};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;

/// The most lists that are remembered, and the most drafts.
const MOST: usize = 200;

/// What was left behind by the sessions before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Memory {
    /// Who acted last.
    pub persona: Option<Person>,
    /// On which screen each persona was last.
    pub places: Vec<(Person, Screen)>,
    /// How lists were arranged.
    pub lists: Vec<ListMemory>,
    /// Forms that were left half filled.
    pub drafts: Vec<Draft>,
}

/// How a list was arranged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListMemory {
    person: Person,
    screen: Screen,
    filter: String,
    column: Option<usize>,
    reversed: bool,
    hidden: BTreeSet<usize>,
    selected: Option<ObjectRef>,
    /// The column of a matrix that was selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    selected_column: Option<ObjectRef>,
}

/// A page as it was left, before it has rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Recalled {
    /// How it was arranged.
    pub(super) page: PageState,
    /// Which row was selected.
    pub(super) selected: Option<ObjectRef>,
    /// Which column of a matrix was selected.
    pub(super) column: Option<ObjectRef>,
}

/// A form that was left half filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    person: Person,
    form: String,
    about: Option<ObjectRef>,
    answers: Vec<(String, Kept)>,
    /// The machine's time, in seconds, at which it was kept.
    #[serde(default)]
    pub kept_at: Option<i64>,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kept {
    Text(String),
    Toggle(Option<bool>),
    Choice(Option<String>),
    Picked(Vec<(String, String, String)>),
}

impl Kept {
    fn of(value: &Value) -> Self {
        match value {
            Value::Text(edit) => Self::Text(edit.text().to_owned()),
            Value::Toggle(on) => Self::Toggle(*on),
            Value::Choice(chosen) => Self::Choice(chosen.clone()),
            Value::Picked(rows) => Self::Picked(
                rows.iter()
                    .map(|row| {
                        (
                            row.value.clone(),
                            row.label.to_string(),
                            row.note.to_string(),
                        )
                    })
                    .collect(),
            ),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(TextEdit::new(&text)),
            Self::Toggle(on) => Value::Toggle(on),
            Self::Choice(chosen) => Value::Choice(chosen),
            Self::Picked(rows) => Value::Picked(
                rows.into_iter()
                    .map(|(value, label, note)| Pick::new(value, label).note(note))
                    .collect(),
            ),
        }
    }
}

impl Draft {
    fn of(form: &FormState, person: Person) -> Self {
        let answers = form.answers.all();
        Self {
            person,
            form: form.table.name.to_owned(),
            about: form.about,
            answers: answers
                .map(|(key, value)| (key.as_str().to_owned(), Kept::of(value)))
                .collect(),
            kept_at: None,
        }
    }

    fn is_of(&self, form: &FormState, person: Person) -> bool {
        self.person == person && self.form == form.table.name && self.about == form.about
    }

    /// Tells whether two drafts are of the same form of the same person.
    fn takes_the_place_of(&self, other: &Self) -> bool {
        (self.person, &self.form, self.about) == (other.person, &other.form, other.about)
    }

    /// Puts what was typed over the answers that a form begins with.
    pub fn fill(self, answers: &mut Answers) {
        for (key, value) in self.answers {
            answers.set(FieldKey::kept(key), value.value());
        }
    }
}

impl Memory {
    /// Takes the screen on which somebody was last, if it is still there and may be seen.
    pub fn take_place(&mut self, scene: &Scene<'_>) -> Option<Screen> {
        let mine = |(person, _): &(Person, Screen)| *person == scene.persona;
        let place = self.places.iter().position(mine)?;
        let (_, screen) = self.places.remove(place);
        let (tenant, now) = (scene.tenant(), scene.calendar.now);
        let sees = |object| tenant.contains(object) && visible(tenant, scene.persona, object, now);
        screen.object().is_none_or(sees).then_some(screen)
    }

    /// Keeps what was typed into a form, in the place of an earlier draft of it.
    pub fn keep_draft(&mut self, form: &FormState, person: Person) {
        keep(&mut self.drafts, Draft::of(form, person));
    }

    /// Keeps a draft that was offered and neither taken up nor refused.
    pub fn keep_offered(&mut self, draft: Draft) {
        keep(&mut self.drafts, draft);
    }

    /// Takes the draft of a form that was just opened.
    pub fn take_draft(&mut self, form: &FormState, person: Person) -> Option<Draft> {
        let place = self
            .drafts
            .iter()
            .position(|draft| draft.is_of(form, person))?;
        Some(self.drafts.remove(place))
    }
}

fn keep(drafts: &mut Vec<Draft>, draft: Draft) {
    drafts.retain(|earlier| !draft.takes_the_place_of(earlier));
    drafts.push(draft);
}

impl Ui {
    /// Takes up what was remembered.
    pub fn recall(&mut self, memory: Memory, scene: &Scene<'_>) {
        self.memory = memory;
        self.pages.remove(&(scene.persona, self.here));
        self.reload(scene);
    }

    /// Arranges the list of a screen that is visited for the first time as it was left.
    pub(super) fn recalled_page(&mut self, scene: &Scene<'_>) -> Recalled {
        let mut page = PageState::default();
        let mut lists = self.memory.lists.iter();
        let known = lists.find(|list| (list.person, list.screen) == (scene.persona, self.here));
        let Some(known) = known else {
            let filter = self.here.first_filter();
            page.list.recall(filter, Sort::default(), BTreeSet::new());
            return Recalled {
                page,
                ..Recalled::default()
            };
        };
        let sort = Sort {
            column: known.column,
            reversed: known.reversed,
        };
        page.list.recall(&known.filter, sort, known.hidden.clone());
        Recalled {
            page,
            selected: known.selected,
            column: known.selected_column,
        }
    }

    /// Returns what the next session is to remember.
    pub fn remember(&self, person: Person) -> Memory {
        let visited = self
            .pages
            .iter()
            .map(|((person, screen), page)| ListMemory {
                person: *person,
                screen: *screen,
                filter: page.list.filter().to_owned(),
                column: page.list.sort().column,
                reversed: page.list.sort().reversed,
                hidden: page.list.hidden().clone(),
                selected: page.list.selected(),
                selected_column: page.columns.selected(),
            });
        let mut lists: Vec<ListMemory> = visited
            .filter(|list| list.person != Person::NOBODY)
            .collect();
        let others = self
            .memory
            .lists
            .iter()
            .filter(|list| !self.pages.contains_key(&(list.person, list.screen)));
        lists.extend(others.cloned());
        lists.truncate(MOST);
        let mut drafts = self.memory.drafts.clone();
        let open = self.modals.iter().filter_map(|modal| match modal {
            Modal::Form(form) if form.is_changed() && form.others.is_empty() => {
                Some(Draft::of(form, person))
            }
            Modal::Confirm(question) => question.offers().cloned(),
            Modal::Form(_)
            | Modal::Chooser(_)
            | Modal::Picker(..)
            | Modal::Month(_)
            | Modal::Lines(..) => None,
        });
        open.for_each(|draft| keep(&mut drafts, draft));
        drafts.truncate(MOST);
        let mut memory = Memory {
            persona: self.memory.persona,
            places: self.memory.places.clone(),
            lists,
            drafts,
        };
        if person != Person::NOBODY {
            memory.persona = Some(person);
            memory.places.retain(|(known, _)| *known != person);
            memory.places.push((person, self.here));
        }
        memory
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::rehearsal::Rehearsal;

    /// Ends a session and begins the next one on the same desk.
    fn again(desk: &mut Rehearsal) {
        let text = serde_json::to_string(&desk.ui.remember(desk.persona)).unwrap();
        let memory: Memory = serde_json::from_str(&text).unwrap();
        desk.begin_again(memory);
    }

    fn with_sales() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For the field").press("Ctrl-S");
        desk
    }

    #[test]
    fn a_list_comes_back_as_it_was_left() {
        let mut desk = with_sales();
        desk.press("S /").type_text("e").press("enter");
        desk.expect(">Sales").expect("filter: e   2 of 2");
        again(&mut desk);
        desk.expect("Catalogs")
            .expect("reversed")
            .expect("filter: e   2 of 2");
        desk.expect(">Sales");
    }

    #[test]
    fn a_half_filled_form_is_offered_again_and_taken_up() {
        let mut desk = with_sales();
        desk.press("n").type_text("Travel");
        again(&mut desk);
        desk.press("n").expect("Go on with what was typed before?");
        desk.press("y").expect("Travel").press("tab");
        desk.type_text("For trips")
            .press("Ctrl-S")
            .expect(">Travel");
        desk.press("n").expect_no("Go on with");
    }

    #[test]
    fn a_draft_that_was_offered_and_not_refused_stays_whatever_ends_the_question() {
        let mut desk = with_sales();
        desk.press("n").type_text("Travel");
        again(&mut desk);
        desk.press("n").expect("Go on with what was typed before?");
        again(&mut desk);
        desk.press("n").expect("Go on with what was typed before?");
        desk.press("esc esc n").expect("Go on with");
        desk.press("y").expect("Travel");
    }

    #[test]
    fn of_two_drafts_of_a_form_the_later_one_is_kept() {
        let mut desk = with_sales();
        let drafts = |desk: &Rehearsal| desk.ui.remember(desk.persona).drafts;
        desk.press("n").type_text("Travel");
        let mut memory = Memory::default();
        memory.keep_offered(drafts(&desk).remove(0));
        desk.type_text(" rules");
        let later = drafts(&desk).remove(0);
        memory.keep_offered(later.clone());
        assert_eq!(memory.drafts, [later]);
    }

    #[test]
    fn a_draft_that_is_not_wanted_is_not_offered_twice() {
        let mut desk = with_sales();
        desk.press("n").type_text("Travel");
        again(&mut desk);
        desk.press("n n").expect_no("Travel").press("esc n");
        desk.expect_no("Go on with");
    }
}
