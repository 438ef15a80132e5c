//! Everything the screens remember between messages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::id::{ObjectRef, Person};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::bulk::Batch;
use crate::ui::bulk::offering::ASKED;
use crate::ui::form::text_edit::TextEdit;
use crate::ui::key::Key;
use crate::ui::keymap::{self, Layer, Spot};
use crate::ui::layout::{self, Extra, Size, Split, detail_room, list_rows};
use crate::ui::list::ListState;
use crate::ui::list::filter::Fields;
use crate::ui::memory::Memory;
use crate::ui::modal::Modal;
use crate::ui::notice::{NoticeKind, Notices};
use crate::ui::preferences::Preferences;
use crate::ui::scene::Scene;
use crate::ui::screen::matrix::Cell;
use crate::ui::screen::sign_in::ABOUT;
use crate::ui::screen::{self, Body, Screen, Tabs};
use crate::ui::sign_in;
use crate::ui::theme::Tone;
use crate::ui::view::{Focus, Hint, NoticeView, Open, Phrase, Tab};
use crate::ui::widget::{bands, tabs};

/// Where one screen stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageState {
    /// Its list.
    pub list: ListState<ObjectRef>,
    /// The columns that the rows of a matrix meet.
    pub columns: ListState<ObjectRef>,
    /// The lines that the names of these columns have a use for.
    pub head_lines: u16,
    /// Which pane has the focus.
    pub focus: Focus,
    /// How far the detail is scrolled.
    pub scroll: usize,
    /// The row and the column whose detail is scrolled so far.
    pub scrolled: (Option<ObjectRef>, Option<ObjectRef>),
}

/// A prefix that waits for its second key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefix {
    /// The prefix.
    pub key: Key,
    /// The milliseconds it has waited.
    pub waited: u64,
}

impl Prefix {
    /// Tells whether it is time to show what can follow.
    pub const fn shows(self, delay: u64) -> bool {
        self.waited >= delay
    }
}

/// A command that was sent: what is said when it is done, and whether it came from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What kind of thing it is when it succeeds.
    pub kind: NoticeKind,
    /// The sentence for success.
    pub done: Safe,
    /// Whether the form on top closes with it.
    pub from_form: bool,
    /// The screen that opens once it is done.
    pub leads_to: Option<Screen>,
}

/// The state of all screens.
#[derive(Debug, Clone, PartialEq)]
pub struct Ui {
    /// The size of the screen.
    pub size: Size,
    /// How the screens behave.
    pub preferences: Rc<Preferences>,
    /// The screen shown.
    pub here: Screen,
    /// What was left behind by the sessions before.
    pub memory: Memory,
    /// The screens visited before, the last one last.
    pub past: Vec<Screen>,
    /// The screens gone back from, the nearest one last.
    pub ahead: Vec<Screen>,
    /// Where every screen stands that somebody has visited.
    pub pages: BTreeMap<(Person, Screen), PageState>,
    /// The faces of the object that a screen is about, as they were when its rows were taken.
    pub faces: (Screen, Tabs),
    /// What lies over the screen, the top one last.
    pub modals: Vec<Modal>,
    /// A prefix that waits for its second key.
    pub prefix: Option<Prefix>,
    /// The filter being typed.
    pub filter: Option<TextEdit>,
    /// What has been said.
    pub notices: Notices,
    /// What is said for as long as it lasts, such as that the store takes no changes.
    pub banner: Option<Safe>,
    /// The command on its way.
    pub sent: Option<Sent>,
    /// The commands for many rows on their way.
    pub batch: Option<Box<Batch>>,
    /// Up to which commit whoever answered a question had looked when it was asked.
    pub looked: Option<u64>,
    /// Whether the key before was the one that leaves.
    pub leaving: bool,
}

impl Ui {
    /// Starts on a screen.
    pub fn new(size: Size, here: Screen, scene: &Scene<'_>) -> Self {
        let mut ui = Self {
            size,
            preferences: Rc::default(),
            here,
            memory: Memory::default(),
            past: Vec::new(),
            ahead: Vec::new(),
            pages: BTreeMap::new(),
            faces: (here, Tabs::new()),
            modals: Vec::new(),
            prefix: None,
            filter: None,
            notices: Notices::default(),
            banner: None,
            sent: None,
            batch: None,
            looked: None,
            leaving: false,
        };
        ui.reload(scene);
        ui
    }

    /// Takes up how somebody wants the screens to behave.
    pub fn prefer(&mut self, preferences: Rc<Preferences>) {
        self.notices.seconds = preferences.notice_seconds;
        self.preferences = preferences;
    }

    /// Begins anew on a screen, as another persona does: nothing half filled stays open.
    pub fn start_over(&mut self, here: Screen, scene: &Scene<'_>) {
        self.here = here;
        self.past.clear();
        self.ahead.clear();
        self.modals.clear();
        self.prefix = None;
        self.filter = None;
        self.reload(scene);
    }

    /// Opens the list of people that the program begins with; `greeting` is said above it, such as
    /// that a store was made.
    pub fn ask_who(&mut self, greeting: Option<Safe>, scene: &Scene<'_>) {
        let mut list = sign_in::people(scene).saying(ABOUT);
        if let Some(last) = self.memory.persona {
            list.select_where(|step| sign_in::acts_as(step, last));
        }
        if let Some(greeting) = greeting {
            list = list.saying(greeting);
        }
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Says something when the screens open.
    pub fn greet(&mut self, text: Safe, scene: &Scene<'_>) {
        self.notices.say(NoticeKind::Told, text, scene.calendar);
    }

    /// Returns the notice to show, or else the banner, without a key that something else takes.
    pub fn notice(&self, scene: &Scene<'_>) -> Option<NoticeView> {
        if let Some(batch) = &self.batch {
            return Some(NoticeView {
                words: Phrase::new(Tone::Pending, batch.progress()),
                hint: None,
            });
        }
        let in_form = matches!(self.modals.last(), Some(Modal::Form(_)));
        let free = self.modals.is_empty() && self.filter.is_none();
        let hint = |hint: Hint| match (in_form && self.notices.explains(), free) {
            (true, _) => Some(Hint::new(
                scene.keys.name_of(Action::WhyRefused, "Alt-W"),
                hint.label,
            )),
            (false, true) => Some(hint),
            (false, false) => None,
        };
        let notice = self.notices.view(scene).map(|notice| NoticeView {
            hint: notice.hint.and_then(hint),
            ..notice
        });
        notice.or_else(|| {
            self.banner.clone().map(|text| NoticeView {
                words: Phrase::new(Tone::Danger, text),
                hint: None,
            })
        })
    }

    /// Returns where the screen shown stands.
    pub fn page(&self, scene: &Scene<'_>) -> Option<&PageState> {
        self.pages.get(&(scene.persona, self.here))
    }

    /// Returns where the screen shown stands, to change it.
    pub fn page_mut(&mut self, scene: &Scene<'_>) -> &mut PageState {
        self.pages.entry((scene.persona, self.here)).or_default()
    }

    /// Returns what key tables may look at besides the scene.
    pub fn spot(&self, scene: &Scene<'_>) -> Spot {
        let list = self.page(scene).map(|page| &page.list);
        Spot {
            screen: self.here,
            selected: self.selected(scene),
            cell: self.cell(scene),
            marks: list.map_or(0, ListState::marked_count),
            first_marked: list.map_or_else(Vec::new, |list| list.first_marked(ASKED)),
            explains: self.notices.explained().is_some(),
            has_past: !self.past.is_empty(),
            has_ahead: !self.ahead.is_empty(),
            sends: match self.modals.last() {
                Some(Modal::Form(form)) => form.sends(),
                Some(Modal::Confirm(confirm)) => confirm.sends().map(Ok),
                Some(_) | None => None,
            },
        }
    }

    /// Returns the cell of the matrix on the screen that is selected.
    pub fn cell(&self, scene: &Scene<'_>) -> Option<Cell> {
        let page = self.page(scene)?;
        let (row, column) = (page.list.selected()?, page.columns.selected()?);
        Some(Cell { row, column })
    }

    /// Returns the object that is selected: in a matrix the record behind the cell, or else its row.
    fn selected(&self, scene: &Scene<'_>) -> Option<ObjectRef> {
        let row = self.page(scene)?.list.selected();
        match (&self.here.page().body, self.cell(scene)) {
            (Body::Matrix(matrix), Some(cell)) => (matrix.meeting)(scene, cell).or(row),
            (Body::Matrix(_) | Body::List(_) | Body::Stacked(_) | Body::Detail(_), _) => row,
        }
    }

    /// Returns the key tables that act now, the top one first.
    pub fn layers(&self, scene: &Scene<'_>) -> Vec<Layer> {
        if self.batch.is_some() {
            return vec![keymap::bulk::LAYER];
        }
        if let Some(modal) = self.modals.last() {
            let room = detail_room(self.size, self.extra(scene), Split::One);
            return modal.layers(room, self.preferences.frames);
        }
        if self.filter.is_some() {
            let rows = self.page(scene).map_or(0, |page| page.list.shown().len());
            return vec![keymap::list::FILTERING, keymap::choice::going(rows)];
        }
        let mut layers = self.screen_layers(scene);
        if self.notices.explains() {
            layers.insert(0, keymap::notice::LAYER);
        }
        layers
    }

    /// Returns the key tables of the screen itself.
    pub fn screen_layers(&self, scene: &Scene<'_>) -> Vec<Layer> {
        if self.here == Screen::SignIn {
            return vec![keymap::signed_out::LAYER];
        }
        let page = self.here.page();
        let own = Layer {
            name: page.name,
            bindings: page.bindings,
        };
        let listing = match page.body {
            Body::List(_) | Body::Stacked(_) => Some(keymap::list::LISTING),
            Body::Matrix(_) => Some(keymap::matrix::LAYER),
            Body::Detail(_) => None,
        };
        let tabs = keymap::list::tabs(self.faces(scene).len());
        let below = [
            keymap::output::LAYER,
            keymap::list::LAYER,
            keymap::global::LAYER,
        ];
        let own = [own].into_iter();
        own.chain(listing).chain(tabs).chain(below).collect()
    }

    /// Returns the faces of the object that the screen is about, with how much is behind each.
    ///
    /// To count some takes longer than to draw, so they are counted when the rows are taken.
    pub fn faces(&self, scene: &Scene<'_>) -> Cow<'_, Tabs> {
        let (of, faces) = &self.faces;
        if *of == self.here {
            Cow::Borrowed(faces)
        } else {
            Cow::Owned(self.here.faces(scene))
        }
    }

    /// Returns the faces as they are drawn: a form on a low screen needs their lines itself.
    pub fn tabs(&self, scene: &Scene<'_>) -> Vec<Tab> {
        let is_form = |modal: &Modal| matches!(modal, Modal::Form(_));
        if self.size.height < Size::USUAL.height && self.modals.iter().any(is_form) {
            return Vec::new();
        }
        let tabs = self.faces(scene).into_owned().into_iter();
        tabs.map(|(title, screen)| Tab {
            name: screen::without_count(&title),
            title,
            open: if screen == self.here {
                Open::Yes
            } else {
                Open::No
            },
        })
        .collect()
    }

    /// Returns the lines that come and go on the screen.
    pub fn extra(&self, scene: &Scene<'_>) -> Extra {
        Extra {
            tabs: tabs::lines(&self.tabs(scene), self.size.width),
            notice: bands::notice_lines(self.notice(scene).as_ref(), self.size.width),
        }
    }

    /// Returns how many rows the list has room for.
    pub fn rows(&self, scene: &Scene<'_>) -> usize {
        let extra = self.extra(scene);
        match self.here.page().body {
            Body::Matrix(_) => usize::from(self.grid(scene).rows),
            Body::List(_) | Body::Stacked(_) | Body::Detail(_) => {
                let split = self.preferences.frames.split(self.sharing(scene));
                list_rows(self.size, extra, split)
            }
        }
    }

    /// Takes the rows of the screen anew.
    pub fn reload(&mut self, scene: &Scene<'_>) {
        let here = self.here;
        self.faces = (here, here.faces(scene));
        let place = (scene.persona, here);
        let (mut selected, mut column) = (None, None);
        if !self.pages.contains_key(&place) {
            let recalled = self.recalled_page(scene);
            self.pages.insert(place, recalled.page);
            (selected, column) = (recalled.selected, recalled.column);
        }
        if let Some(list) = here.page().body.list() {
            let rows = here.rows(list, scene);
            let state = &mut self.page_mut(scene).list;
            let fields = Fields {
                heads: &(list.heads)(),
                today: scene.calendar.today(),
            };
            state.reload(rows, fields, |row| (list.cells)(scene, row));
            if let Some(object) = selected {
                state.select(object);
            }
        }
        if let Body::Matrix(matrix) = &here.page().body {
            let columns = (matrix.columns)(scene, here);
            let names: Vec<Safe> = columns.iter().map(|column| scene.name(*column)).collect();
            let page = self.page_mut(scene);
            page.head_lines = layout::matrix::useful_heads(names.iter().map(Safe::as_str));
            let state = &mut page.columns;
            state.reload(columns, Fields::default(), |_| Vec::new());
            if let Some(object) = column {
                state.select(object);
            }
        }
        self.settle(scene);
    }

    /// Returns the milliseconds after which something changes by itself.
    pub fn next_wake(&self) -> Option<u64> {
        let delay = self.preferences.which_key_delay;
        let prefix = self
            .prefix
            .filter(|prefix| !prefix.shows(delay))
            .map(|prefix| delay - prefix.waited);
        prefix.into_iter().chain(self.notices.left()).min()
    }
}
