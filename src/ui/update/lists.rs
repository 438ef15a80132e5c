//! What happens to the list of a screen: filter, order, columns, marks.

use crate::domain::id::ObjectRef;
use crate::ui::form::text_edit::{Breaks, TextEdit};
use crate::ui::key::Key;
use crate::ui::layout::{Split, detail_room};
use crate::ui::list::arrangement::{Change, Sort};
use crate::ui::list::filter::Fields;
use crate::ui::list::{Motion, filter};
use crate::ui::modal::{Chooser, Modal, Row};
use crate::ui::model::Ui;
use crate::ui::scene::Scene;
use crate::ui::screen::ListPage;
use crate::ui::step::{ListStep, Step};
use crate::ui::view::Focus;
use crate::ui::view::{Head, Mark};

/// So many letters of a name tell which one is meant.
const TELLING: usize = 3;
/// The most values of a column that are offered to filter by.
const VALUES: usize = 16;

impl Ui {
    fn list_page(&self) -> Option<&'static ListPage> {
        self.here.page().body.list()
    }

    /// Does to the list what a key says.
    pub(super) fn step_list(&mut self, step: ListStep, scene: &Scene<'_>) {
        match step {
            ListStep::OfferSort => self.offer_sort(scene),
            ListStep::OfferColumns => self.offer_columns(scene),
            ListStep::OfferFacets => self.offer_facets(scene),
            ListStep::Arrange(change) => self.arrange(change, scene),
            ListStep::Reverse => self.reverse(scene),
            ListStep::MarkRow => self.mark_row(scene),
            ListStep::MarkAll => self.page_mut(scene).list.mark_shown(),
            ListStep::FurtherBack => {
                scene.log.reach_further();
                self.reload(scene);
            }
            ListStep::Across(motion) => self.move_across(motion, scene),
            ListStep::ToColumn(column) => self.page_mut(scene).columns.select(column),
            ListStep::FindColumn => self.find_column(scene),
        }
    }

    /// Scrolls so that the selected row is in view; the detail of another one begins anew.
    pub fn settle(&mut self, scene: &Scene<'_>) {
        let (rows, columns) = (self.rows(scene), self.columns(scene));
        let page = self.page_mut(scene);
        page.list.scroll_into_view(rows);
        page.columns.scroll_into_view(columns);
        let selected = (page.list.selected(), page.columns.selected());
        if page.scrolled != selected {
            page.scrolled = selected;
            page.scroll = 0;
        }
        let room = detail_room(self.size, self.extra(scene), Split::One);
        if let Some(Modal::Lines(reading)) = self.modals.last_mut() {
            reading.settle(room.width, self.preferences.frames);
        }
    }

    /// Moves to another column of a matrix.
    fn move_across(&mut self, motion: Motion, scene: &Scene<'_>) {
        let page_of_columns = self.columns(scene);
        let page = self.page_mut(scene);
        page.columns.step(motion, page_of_columns);
    }

    /// Offers the columns of a matrix by name.
    fn find_column(&mut self, scene: &Scene<'_>) {
        let rows = self.page_mut(scene).columns.shown().iter().map(|column| {
            let step = Step::List(ListStep::ToColumn(*column));
            Row::step(scene.name(*column), "", Ok(step))
        });
        let list = Chooser::new("Go to which column?", rows.collect());
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Filters the list, sorts it, or shows other columns of it.
    fn arrange(&mut self, change: Change, scene: &Scene<'_>) {
        if let Some(list) = self.list_page() {
            let columns = matches!(change, Change::Column(_));
            let state = &mut self.page_mut(scene).list;
            let fields = Fields {
                heads: &(list.heads)(),
                today: scene.calendar.today(),
            };
            state.set(change, fields, |row| (list.cells)(scene, row));
            if columns {
                self.offer_columns(scene);
            }
        }
    }

    pub(super) fn set_filter(&mut self, text: &str, scene: &Scene<'_>) {
        self.arrange(Change::Filter(text.to_owned()), scene);
        self.show_column_named(text, scene);
    }

    /// Selects the column of a matrix that a filter names: it finds rows by what stands there.
    fn show_column_named(&mut self, text: &str, scene: &Scene<'_>) {
        let wanted = text.trim().to_lowercase();
        if wanted.chars().count() < TELLING {
            return;
        }
        let columns = &mut self.page_mut(scene).columns;
        let named = |column: &&ObjectRef| {
            let name = scene.name(**column);
            name.as_str().to_lowercase().contains(&wanted)
        };
        if let Some(column) = columns.shown().iter().find(named).copied() {
            columns.select(column);
            self.settle(scene);
        }
    }

    pub(super) fn start_filter(&mut self, scene: &Scene<'_>) {
        if self.list_page().is_some() {
            let page = self.page_mut(scene);
            page.focus = Focus::List;
            let text = page.list.filter().to_owned();
            self.filter = Some(TextEdit::selected(&text));
        }
    }

    pub(super) fn type_filter(&mut self, key: Key, scene: &Scene<'_>) -> bool {
        self.edit_filter(scene, |edit| edit.press(key))
    }

    pub(super) fn paste_filter(&mut self, text: &str, scene: &Scene<'_>) {
        self.edit_filter(scene, |edit| {
            edit.paste(text, Breaks::Refused);
            true
        });
    }

    fn edit_filter(
        &mut self,
        scene: &Scene<'_>,
        change: impl FnOnce(&mut TextEdit) -> bool,
    ) -> bool {
        let Some(edit) = &mut self.filter else {
            return false;
        };
        let before = edit.text().to_owned();
        let taken = change(edit);
        let text = edit.text().to_owned();
        if text != before {
            self.set_filter(&text, scene);
        }
        taken
    }

    fn reverse(&mut self, scene: &Scene<'_>) {
        let sort = self.page_mut(scene).list.sort();
        let reversed = !sort.reversed;
        self.arrange(Change::Sort(Sort { reversed, ..sort }), scene);
    }

    /// Offers the columns by which the list can be sorted.
    fn offer_sort(&mut self, scene: &Scene<'_>) {
        let Some(list) = self.list_page() else {
            return;
        };
        let now = self.page_mut(scene).list.sort();
        let row = |text: &str, column: Option<usize>| {
            let sort = Sort {
                column,
                reversed: false,
            };
            let mark = Mark::only(column == now.column);
            let step = Step::List(ListStep::Arrange(Change::Sort(sort)));
            Row::step(text, "", Ok(step)).marked(mark)
        };
        let heads = (list.heads)();
        let columns = heads.iter().zip(0..);
        let columns = columns.map(|(head, column)| row(head.title.as_str(), Some(column)));
        let rows = std::iter::once(row("The list's own order", None)).chain(columns);
        let list = Chooser::new("Sort by", rows.collect())
            .saying("In the list, S turns the order around.");
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Offers the columns to be shown or put away; what a row is known by stays.
    fn offer_columns(&mut self, scene: &Scene<'_>) {
        let Some(list) = self.list_page() else {
            return;
        };
        let heads = (list.heads)();
        let name = heads.iter().map(|head| head.priority).min();
        let state = &self.page_mut(scene).list;
        let rows = heads.iter().zip(0..).filter_map(|(head, column)| {
            if Some(head.priority) == name {
                return None;
            }
            let mark = Mark::of(state.shows_column(column));
            let step = Step::List(ListStep::Arrange(Change::Column(column)));
            Some(Row::step(head.title.clone(), "", Ok(step)).marked(mark))
        });
        let list = Chooser::new("Columns", rows.collect())
            .saying("Columns are shown as far as there is room.")
            .otherwise("This list has no column that could be put away.");
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Offers the values that the rows have and the days near today that their dates lie in, each
    /// with how many rows that are.
    fn offer_facets(&mut self, scene: &Scene<'_>) {
        let Some(list) = self.list_page() else {
            return;
        };
        let heads = (list.heads)();
        let state = &mut self.page_mut(scene).list;
        let filter = state.filter().to_owned();
        let fields = Fields {
            heads: &heads,
            today: scene.calendar.today(),
        };
        let cells = |row| (list.cells)(scene, row);
        let offer = |head: &Head, value: &str, condition: &str, count: usize| {
            let mark = Mark::of(filter::asks(&filter, condition));
            let toggled = filter::toggle(&filter, condition);
            let step = Step::List(ListStep::Arrange(Change::Filter(toggled)));
            let text = format!("{}: {value}", head.title);
            Row::step(text, &count.to_string(), Ok(step)).marked(mark)
        };
        let mut rows = Vec::new();
        for (head, column) in heads.iter().zip(0..) {
            for (value, count) in state.values(column, VALUES, cells) {
                rows.push(offer(head, &value, &filter::exactly(head, &value), count));
            }
            for (span, count) in state.spans(column, fields, cells) {
                let condition = filter::within(head, span.days);
                rows.push(offer(head, span.name, &condition, count));
            }
        }
        let list = Chooser::new("Filter by", rows)
            .otherwise("No column has a few values that many rows share.");
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Marks the selected row, or takes its mark away.
    fn mark_row(&mut self, scene: &Scene<'_>) {
        let list = &mut self.page_mut(scene).list;
        if let Some(object) = list.selected() {
            list.mark(object);
        }
    }

    /// Takes all marks away, and tells whether there was any.
    pub(super) fn unmark_all(&mut self, scene: &Scene<'_>) -> bool {
        self.page_mut(scene).list.unmark_all()
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_catalogs() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        for name in ["Alpha", "Zulu"] {
            desk.press("n").type_text(name).press("tab");
            desk.type_text("For the field").press("Ctrl-S");
        }
        desk
    }

    fn place(desk: &Rehearsal, text: &str) -> usize {
        desk.screen().find(text).unwrap()
    }

    #[test]
    fn the_list_is_sorted_by_a_column_and_turned_around() {
        let mut desk = with_catalogs();
        desk.press("s").type_text("name").press("enter");
        desk.expect("by Name");
        assert!(place(&desk, "Alpha") < place(&desk, "General"));
        desk.press("S").expect("by Name reversed");
        assert!(place(&desk, "General") < place(&desk, "Alpha"));
    }

    #[test]
    fn a_column_is_put_away_and_comes_back() {
        let mut desk = with_catalogs();
        desk.expect("External Packages")
            .press("v")
            .type_text("packages");
        desk.press("enter esc").expect_no("External Packages");
        desk.press("v").type_text("packages").press("enter esc");
        desk.expect("External Packages");
    }

    #[test]
    fn a_value_shared_by_rows_filters_and_is_taken_out_again() {
        let mut desk = with_catalogs();
        desk.press("e tab tab space Ctrl-S").expect("- no");
        desk.press("f")
            .expect("Enabled: yes")
            .type_text("enabled: no");
        desk.press("enter")
            .expect("1 of 3")
            .expect("enabled:=\"no\"");
        desk.press("esc").expect_no("1 of 3");
    }

    #[test]
    fn values_that_do_not_match_are_not_said_to_be_missing() {
        let mut desk = with_catalogs();
        desk.press("f")
            .type_text("no such value")
            .expect("No match.");
        desk.expect_no("No column has a few values");
    }

    #[test]
    fn a_filter_typed_anew_takes_the_place_of_the_one_before() {
        let mut desk = with_catalogs();
        desk.press("/").type_text("zulu").press("enter");
        desk.expect("1 of 3").press("/").expect("filter: [zulu]");
        desk.type_text("alp").press("enter").expect("filter: alp ");
        desk.press("/ end").type_text("ha");
        desk.expect("filter: alpha_");
    }

    #[test]
    fn a_paste_goes_into_the_filter_and_into_lists_but_never_into_keys() {
        let mut desk = with_catalogs();
        desk.tell(Msg::Paste("d\n".to_owned()));
        desk.expect_no("Delete catalog?").press("/");
        desk.tell(Msg::Paste("zu\nlu".to_owned()));
        desk.expect("filter: zu lu_").press("esc :");
        desk.tell(Msg::Paste("notices".to_owned()));
        desk.expect("all notices").expect_no("new");
    }
}
