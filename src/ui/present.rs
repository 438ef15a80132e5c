//! Makes the view of the whole screen from what the screens remember and what the desk holds.

use crate::domain::authority::{Sight, appointments};
use crate::domain::id::{ObjectRef, Person};
use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::ui::action::Action;
use crate::ui::keymap::{self, Footer, Layer};
use crate::ui::layout::{Frames, Size, bands, sentences_room};
use crate::ui::list::ListState;
use crate::ui::list::arrangement::Sort;
use crate::ui::memory::Memory;
use crate::ui::modal::Modal;
use crate::ui::model::Ui;
use crate::ui::preferences::Preferences;
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, ListPage, Screen, StackedPage, my_access, without_count};
use crate::ui::theme::Tone;
use crate::ui::view::{
    self, Beyond, Content, DetailView, Focus, Hint, Overlay, Pane, TableView, TitleBand, View,
};
use crate::ui::widget::table::plain::sentence;
use crate::ui::wording;

mod beside;
mod empty;
mod matrix;
mod which_key;

/// Returns what is to be drawn.
pub fn view(ui: &Ui, scene: &Scene<'_>) -> View {
    let layers = ui.layers(scene);
    let spot = ui.spot(scene);
    let Footer {
        own: mut footer,
        elsewhere,
        fixed,
    } = keymap::footer(&layers, scene, &spot);
    if let Some(Modal::Form(form)) = ui.modals.last() {
        name_save(&mut footer, form.table.verb, form.problems());
        if form.banner.is_some() && spot.explains {
            let key = scene.keys.name_of(Action::WhyRefused, "Alt-W");
            footer.insert(1.min(footer.len()), Hint::new(key, "why refused"));
        }
    }
    View {
        title: title(ui, scene),
        crumbs: crumbs(ui, scene),
        status: status(ui, scene),
        body: body(ui, scene),
        is_filtering: ui.filter.is_some(),
        notice: ui.notice(scene),
        footer,
        elsewhere,
        fixed,
        overlays: overlays(ui, scene, &layers),
    }
}

/// Puts the form's own word and the number of problems on the saving key.
fn name_save(footer: &mut [Hint], verb: &str, problems: usize) {
    let save = footer
        .iter_mut()
        .find(|hint| hint.label.as_str() == keymap::form::SAVE);
    if let Some(save) = save {
        save.label = match problems {
            0 => verb.into(),
            count => format!("{verb} ({})", counted(count, "problem")).into(),
        };
    }
}

fn title(ui: &Ui, scene: &Scene<'_>) -> TitleBand {
    let tenant = scene.tenant();
    let place = tenant
        .resource_directory()
        .map(|directory| Safe::line(directory.display_name.as_str()))
        .unwrap_or_default();
    TitleBand {
        place,
        persona: persona(scene),
        tone: tone(scene),
        clock: scene.calendar.instant(scene.calendar.now),
        unseen: ui.notices.unseen(),
    }
}

/// Returns how who acts stands out.
fn tone(scene: &Scene<'_>) -> Tone {
    match scene.persona {
        Person::User(id) if wording::roles_in_short(scene, id).is_empty() => Tone::Heading,
        Person::User(_) => Tone::Info,
        Person::ExternalPerson(_) => Tone::Key,
    }
}

/// Names who acts, with the roles that matter.
fn persona(scene: &Scene<'_>) -> Safe {
    if scene.persona == Person::NOBODY {
        return "nobody signed in".into();
    }
    let name = scene.name(scene.persona.object());
    let roles = match scene.persona {
        Person::User(id) => wording::roles_in_short(scene, id),
        Person::ExternalPerson(_) => vec!["external"],
    };
    if roles.is_empty() {
        name
    } else {
        format!("{name} [{}]", roles.join(", ")).into()
    }
}

fn crumbs(ui: &Ui, scene: &Scene<'_>) -> Vec<Safe> {
    let mut crumbs: Vec<Safe> = face(ui, scene).into_iter().collect();
    let mut next = Some(ui.here);
    while let Some(screen) = next.filter(|_| crumbs.len() < 8) {
        crumbs.push((screen.page().title)(scene, screen));
        next = (screen.page().parent)(scene, screen);
    }
    crumbs.reverse();
    crumbs
}

/// Names the face of an object that a screen shows, unless it is the first one.
fn face(ui: &Ui, scene: &Scene<'_>) -> Option<Safe> {
    ui.here.object()?;
    let tabs = ui.faces(scene);
    let (title, _) = tabs.iter().skip(1).find(|(_, tab)| *tab == ui.here)?;
    Some(without_count(title))
}

/// Says the filter and how many rows it leaves.
fn status(ui: &Ui, scene: &Scene<'_>) -> Safe {
    let (Some(table), Some(page)) = (ui.here.page().body.list(), ui.page(scene)) else {
        return Safe::default();
    };
    let (shown, total) = counts(&page.list, table, scene);
    let filter = page.list.filter();
    let mut said: Vec<String> = sorting(page.list.sort(), &ui.here.page().body)
        .into_iter()
        .collect();
    if matches!(ui.here.page().body, Body::Matrix(_)) {
        said.extend(matrix::column(page));
    }
    if page.list.marked_count() > 0 {
        said.push(format!("{} marked", page.list.marked_count()));
    }
    match (&ui.filter, filter.is_empty()) {
        (Some(edit), _) if edit.is_selected() => {
            said.push(format!("filter: [{}]   {shown} of {total}", edit.text()));
        }
        (Some(edit), _) => said.push(format!("filter: {}_   {shown} of {total}", edit.text())),
        (None, false) => said.push(format!("filter: {filter}   {shown} of {total}")),
        (None, true) => said.push(total.to_string()),
    }
    said.join("   ").into()
}

/// Counts the rows that are shown and those without the filter; what says how much there is does not
/// count itself.
fn counts(list: &ListState<ObjectRef>, table: &ListPage, scene: &Scene<'_>) -> (usize, usize) {
    let (shown, total) = (list.shown(), list.total());
    match table.overview.and_then(|overview| overview(scene)) {
        Some(row) => {
            let is_shown = shown.contains(&row);
            (shown.len() - usize::from(is_shown), total.saturating_sub(1))
        }
        None => (shown.len(), total),
    }
}

/// Says how the rows are sorted where that is not the list's own order.
fn sorting(sort: Sort, body: &Body) -> Option<String> {
    let by = match (sort.column, body.list()) {
        (Some(column), Some(list)) => {
            let heads = (list.heads)();
            let title = heads.get(column).map(|head| head.title.clone())?;
            format!("by {title}")
        }
        (Some(_), None) | (None, _) if !sort.reversed => return None,
        (Some(_), None) | (None, _) => return Some("reversed".to_owned()),
    };
    let reversed = if sort.reversed { " reversed" } else { "" };
    Some(format!("{by}{reversed}"))
}

fn body(ui: &Ui, scene: &Scene<'_>) -> view::Body {
    let page = ui.here.page();
    let tabs = ui.tabs(scene);
    let title = face(ui, scene).unwrap_or_else(|| (page.title)(scene, ui.here));
    let state = ui.page(scene);
    let scroll = state.map_or(0, |state| state.scroll);
    match &page.body {
        Body::Detail(lines) => view::Body {
            tabs,
            main: lines_pane(title, ui.here.lines(*lines, scene), scroll),
            side: None,
            belongs: page.body.belongs(),
            focus: Focus::List,
        },
        Body::Matrix(page) => matrix::body(ui, page, (tabs, title), scene),
        Body::List(list) | Body::Stacked(StackedPage { list, .. }) => {
            let selected = state.and_then(|state| state.list.selected());
            view::Body {
                tabs,
                main: list_pane(ui, list, title, scene),
                side: selected.map(|object| beside::pane(ui, list, object, scene)),
                belongs: page.body.belongs(),
                focus: state.map(|state| state.focus).unwrap_or_default(),
            }
        }
    }
}

fn lines_pane(title: Safe, lines: Vec<view::DetailLine>, scroll: usize) -> Pane {
    Pane {
        title,
        content: Content::Detail(DetailView { lines, scroll }),
    }
}

/// Returns the rows of a list that are in view, which of them is selected, and whether it goes on.
fn window<'a>(
    ui: &Ui,
    list: &ListPage,
    state: &'a ListState<ObjectRef>,
    scene: &Scene<'_>,
) -> (&'a [ObjectRef], Option<usize>, Beyond) {
    match ui.preferences.frames {
        Frames::Boxes => {
            let (rows, selected) = state.window(ui.rows(scene));
            (rows, selected, state.beyond(ui.rows(scene)))
        }
        Frames::Plain => {
            let heads = state.of_shown_columns((list.heads)());
            let room = sentences_room(ui.size, ui.extra(scene));
            let lines = |row, is_selected| {
                let said = (state.is_marked(row), is_selected);
                let cells = state.of_shown_columns((list.cells)(scene, row));
                sentence(&heads, &cells, room.width, said).len()
            };
            state.window_of_lines(usize::from(room.height), &lines)
        }
    }
}

/// Returns how many rows one page is: those in view, however many lines each of them takes.
pub fn page_of_rows(ui: &Ui, scene: &Scene<'_>) -> usize {
    let list = ui.here.page().body.list();
    let rows = match (ui.preferences.frames, list, ui.page(scene)) {
        (Frames::Plain, Some(list), Some(state)) if ui.modals.is_empty() => {
            window(ui, list, &state.list, scene).0.len()
        }
        (Frames::Plain | Frames::Boxes, ..) => ui.rows(scene),
    };
    rows.max(1)
}

fn list_pane(ui: &Ui, list: &ListPage, title: Safe, scene: &Scene<'_>) -> Pane {
    let Some(state) = ui.page(scene) else {
        return lines_pane(title, Vec::new(), 0);
    };
    let heads = state.list.of_shown_columns((list.heads)());
    let cells = |row| state.list.of_shown_columns((list.cells)(scene, row));
    let (rows, selected, beyond) = window(ui, list, &state.list, scene);
    let table = TableView {
        rows: rows.iter().map(|row| cells(*row)).collect(),
        heads,
        marked: rows.iter().map(|row| state.list.is_marked(*row)).collect(),
        has_marks: state.list.marked_count() > 0,
        selected,
        beyond,
        empty: empty::says(ui, &state.list, list, scene),
    };
    Pane {
        title,
        content: Content::Table(table),
    }
}

/// Returns the size of what lies between the bands.
pub fn body_size(ui: &Ui, scene: &Scene<'_>) -> Size {
    let Size { width, height } = ui.size;
    let area = ratatui::layout::Rect::new(0, 0, width, height);
    Size {
        width,
        height: bands(area, ui.extra(scene)).body.height,
    }
}

fn overlays(ui: &Ui, scene: &Scene<'_>, layers: &[Layer]) -> Vec<Overlay> {
    let body = body_size(ui, scene);
    let frames = ui.preferences.frames;
    let modals = ui.modals.iter();
    let modals = modals.map(|modal| modal.overlay(scene, body, frames));
    modals
        .chain(which_key::overlay(ui, layers, scene, body))
        .collect()
}

/// Returns the screen that a persona starts on: the one that settings name, or the one left last.
pub fn begins_on(scene: &Scene<'_>, preferences: &Preferences, memory: &mut Memory) -> Screen {
    match preferences.first_screen {
        Some(screen) if scene.persona != Person::NOBODY => screen,
        Some(_) | None => memory
            .take_place(scene)
            .unwrap_or_else(|| first_screen(scene)),
    }
}

/// Returns the screen that a persona starts on: home is for those who administer, the list of their
/// catalogs for those to whom administrators handed something on.
pub fn first_screen(scene: &Scene<'_>) -> Screen {
    if scene.persona == Person::NOBODY {
        Screen::SignIn
    } else if Sight::of(scene.tenant(), scene.persona).governance {
        Screen::Home
    } else if appointments(scene.tenant(), scene.persona).next().is_some() {
        Screen::Catalogs
    } else {
        my_access::front(scene.persona)
    }
}
