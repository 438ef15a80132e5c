//! What leaves the program when a key says so.

use crate::domain::id::ObjectRef;
use crate::ui::form::FormState;
use crate::ui::form::output::OUTPUT;
use crate::ui::modal::Modal;
use crate::ui::model::Ui;
use crate::ui::msg::Effect;
use crate::ui::notice::NoticeKind;
use crate::ui::output::matrix::{self, Extent};
use crate::ui::output::{
    Amount, Content, Copied, Format, Wanted, Writing, facts_as_csv, listed_as, rows_as_csv,
};
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, StackedPage};

impl Ui {
    /// Sends something about an object to the clipboard and says what, since no terminal answers.
    pub(super) fn copy(
        &mut self,
        what: Copied,
        object: ObjectRef,
        scene: &Scene<'_>,
    ) -> Vec<Effect> {
        let text = match what {
            Copied::Id => object.guid().to_string(),
            Copied::Name => scene.name(object).to_string(),
            Copied::Link => link(scene, object),
            Copied::Json => {
                let text = "Sent to the terminal's clipboard: the record as JSON.";
                self.say(NoticeKind::Told, text, scene);
                return vec![Effect::CopyRecord(object)];
            }
        };
        let said = format!("Sent to the terminal's clipboard: {text}");
        self.say(NoticeKind::Told, said, scene);
        vec![Effect::Copy(text.into())]
    }

    /// Asks into which file the list or the object of the screen goes.
    pub(super) fn ask_for_output(&mut self, scene: &Scene<'_>) {
        let about = match self.here.page().body {
            Body::List(_) | Body::Stacked(_) | Body::Matrix(_) => None,
            Body::Detail(_) => self.here.object(),
        };
        let form = FormState::open(&OUTPUT, about, scene);
        self.modals.push(Modal::Form(Box::new(form)));
    }

    /// Puts together what goes into the file that the form on top asks for.
    pub(super) fn writing(&self, wanted: Wanted, scene: &Scene<'_>) -> Writing {
        let objects = self.page(scene).map(|page| match page.list.marked() {
            marked if marked.is_empty() => page.list.shown().to_vec(),
            marked => marked,
        });
        let objects = objects.unwrap_or_default();
        let columns = self.page(scene).map(|page| page.columns.shown());
        let (rows, columns) = (objects.as_slice(), columns.unwrap_or_default());
        if let (Body::List(_) | Body::Stacked(_), Some(list)) =
            (&self.here.page().body, listed_as(self.here))
        {
            return Writing {
                file: wanted.file,
                content: Content::Rows(list, objects, wanted.format),
            };
        }
        let content = match (&self.here.page().body, wanted.format, self.here.object()) {
            (Body::List(list) | Body::Stacked(StackedPage { list, .. }), Format::Csv, _) => {
                let rows = objects.iter().map(|object| (list.cells)(scene, *object));
                Content::Text(rows_as_csv(&(list.heads)(), rows))
            }
            (Body::Matrix(page), Format::Csv, _) => {
                Content::Text(matrix::as_csv(scene, page, Extent { rows, columns }))
            }
            (Body::Matrix(page), Format::Json, _) => {
                let met = matrix::records(scene, page, Extent { rows, columns });
                Content::Records(met, Amount::List)
            }
            (Body::List(_) | Body::Stacked(_), Format::Json, _) => {
                Content::Records(objects, Amount::List)
            }
            (Body::Detail(lines), Format::Csv, _) | (Body::Detail(lines), Format::Json, None) => {
                Content::Text(facts_as_csv(&self.here.lines(*lines, scene)))
            }
            (Body::Detail(_), Format::Json, Some(object)) => {
                Content::Records(vec![object], Amount::One)
            }
        };
        Writing {
            file: wanted.file,
            content,
        }
    }
}

/// Returns the link under which a package is requested.
fn link(scene: &Scene<'_>, object: ObjectRef) -> String {
    let tenant = scene.tenant();
    let package = if let ObjectRef::AccessPackage(id) = object {
        tenant.find_package(id)
    } else {
        None
    };
    let directory = tenant.resource_directory();
    package
        .zip(directory)
        .map(|(package, directory)| package.link(directory.initial_domain.as_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::ui::msg::{Effect, Msg};
    use crate::ui::output::{Amount, Content, Format};
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn a_name_is_copied_and_said() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("y n").expect("clipboard: General");
        assert_eq!(desk.effects, [Effect::Copy("General".into())]);
        desk.press("y l")
            .expect("only packages have a request link");
    }

    #[test]
    fn the_rows_shown_are_written_to_a_file_that_is_asked_for() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("o").expect("Output of this list");
        desk.press("tab").type_text("-mine").press("Ctrl-S");
        let Some(Effect::Write(writing)) = desk.effects.last() else {
            panic!("{:?}", desk.effects);
        };
        assert_eq!(writing.file, "list-2026-03-01-mine.csv");
        let Content::Rows("catalogs", rows, Format::Csv) = &writing.content else {
            panic!("{writing:?}");
        };
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn what_scripts_do_not_list_is_written_in_the_columns_of_the_screen() {
        let mut desk = Rehearsal::new(Screen::Home);
        desk.press("o Ctrl-S");
        let Some(Effect::Write(writing)) = desk.effects.last() else {
            panic!("{:?}", desk.effects);
        };
        let Content::Text(text) = &writing.content else {
            panic!("{writing:?}");
        };
        assert!(text.starts_with("\"Needs attention\",\"Why\""), "{text}");
    }

    #[test]
    fn a_file_is_never_named_with_what_a_terminal_would_obey() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("o tab");
        desk.tell(Msg::Paste("\u{1b}[31mred".to_owned()));
        desk.press("Ctrl-S").expect("characters in it");
        assert_eq!(desk.effects, []);
    }

    #[test]
    fn an_object_is_written_as_its_record() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("enter o space Ctrl-S");
        let Some(Effect::Write(writing)) = desk.effects.last() else {
            panic!("{:?}", desk.effects);
        };
        assert_eq!(writing.file, "catalog-2026-03-01.json");
        assert!(matches!(&writing.content, Content::Records(one, Amount::One) if one.len() == 1));
    }
}
