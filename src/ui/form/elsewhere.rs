//! What happens to an open form when its object changes elsewhere: in another window, or by time.
//!
//! Nothing typed is lost and nothing of the others is overwritten unseen: fields that were left
//! alone take the new value over, the others keep what was typed, and a banner says both.

use crate::domain::text::Safe;
use crate::ui::form::show::in_words;
use crate::ui::form::state::{FormState, settle};
use crate::ui::scene::Scene;

impl FormState {
    /// Compares the form with its object as that is now, if it has changed since it was looked at.
    pub fn look_again(&mut self, scene: &Scene<'_>) {
        let history = &scene.desk.history;
        let Some(about) = self
            .about
            .filter(|about| history.revision(*about) > self.looked)
        else {
            return;
        };
        self.looked = history.seq;
        let name = scene.name(about);
        let kind = about.kind().word();
        self.banner = Some(if scene.tenant().contains(about) {
            let changes = self.merge(scene);
            format!(
                "The {kind} \"{name}\" was changed elsewhere while this form was open. {changes}"
            )
            .into()
        } else {
            format!("This {kind} has been deleted elsewhere. What was typed is still here.").into()
        });
        self.judge(scene);
    }

    /// Takes over what changed in fields that were left alone, and says what became of every field.
    fn merge(&mut self, scene: &Scene<'_>) -> Safe {
        let mut now = (self.table.prefill)(scene, self.about);
        settle(&mut now, &self.steps);
        let (mut taken, mut kept) = (Vec::new(), Vec::new());
        for field in self.steps.iter().flat_map(|step| &step.fields) {
            let key = &field.key;
            let (was, is) = (self.initial.raw(key), now.raw(key));
            if was == is {
                continue;
            }
            let words = in_words(field, &now);
            let mine = self.answers.raw(key);
            if mine == was {
                if let Some(value) = now.value(key) {
                    self.answers.set(key.clone(), value.clone());
                }
                taken.push(format!("{} is \"{words}\" now", field.label));
            } else if mine != is {
                kept.push(format!("{} (\"{words}\" there)", field.label));
            }
        }
        self.initial = now;
        let mut sentences = Vec::new();
        if !taken.is_empty() {
            sentences.push(format!("{}.", taken.join(", ")));
        }
        if !kept.is_empty() {
            sentences.push(format!("Saving replaces {}.", kept.join(", ")));
        }
        if sentences.is_empty() {
            sentences.push("Nothing that this form shows is different.".to_owned());
        }
        sentences.join(" ").into()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::command::{CatalogCommand, DeleteCatalog, UpdateCatalog};
    use crate::domain::id::CatalogId;
    use crate::domain::text::DisplayName;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn editing() -> (Rehearsal, CatalogId) {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For sales").press("Ctrl-S e");
        let catalogs = desk.desk.tenant.catalogs.iter();
        let found = catalogs
            .filter(|catalog| catalog.display_name.as_str() == "Sales")
            .map(|catalog| catalog.id)
            .next();
        (desk, found.unwrap())
    }

    fn renamed(catalog: CatalogId) -> CatalogCommand {
        CatalogCommand::UpdateCatalog(UpdateCatalog {
            catalog,
            display_name: Some(DisplayName::parse("Field sales").unwrap()),
            description: None,
            state: None,
            is_externally_visible: None,
        })
    }

    #[test]
    fn a_field_left_alone_takes_over_what_another_window_wrote() {
        let (mut desk, catalog) = editing();
        desk.press("tab").type_text(" abroad");
        desk.execute(renamed(catalog)).unwrap();
        desk.expect("was changed elsewhere")
            .expect("Name is \"Field sales\" now.")
            .expect("For sales abroad")
            .press("Ctrl-S")
            .expect("Saved.")
            .expect("Field sales");
    }

    #[test]
    fn a_field_typed_into_keeps_its_text_and_shows_the_other_value() {
        let (mut desk, catalog) = editing();
        desk.type_text(" Europe");
        desk.execute(renamed(catalog)).unwrap();
        desk.expect("Saving replaces Name (\"Field sales\" there).")
            .expect("Sales Europe")
            .press("Ctrl-S")
            .expect(">Sales Europe");
    }

    #[test]
    fn what_changed_unseen_is_refused_once_and_then_shown() {
        let (mut desk, catalog) = editing();
        desk.type_text(" Europe");
        desk.elsewhere(renamed(catalog));
        desk.press("Ctrl-S")
            .expect("[RevisionConflict]")
            .expect("Saving replaces Name (\"Field sales\" there).")
            .press("Ctrl-S")
            .expect(">Sales Europe");
    }

    #[test]
    fn a_question_asked_before_another_window_wrote_is_refused() {
        let (mut desk, catalog) = editing();
        desk.press("esc d").type_text("Sales");
        desk.elsewhere(renamed(catalog));
        desk.press("enter")
            .expect("has changed since you looked at it")
            .expect("w why")
            .press("w")
            .expect("Every check, in order")
            .expect("The object is as it was seen.");
    }

    #[test]
    fn an_object_deleted_elsewhere_leaves_what_was_typed() {
        let (mut desk, catalog) = editing();
        desk.type_text(" Europe");
        desk.execute(CatalogCommand::DeleteCatalog(DeleteCatalog { catalog }))
            .unwrap();
        desk.expect("has been deleted elsewhere")
            .expect("Sales Europe");
    }
}
