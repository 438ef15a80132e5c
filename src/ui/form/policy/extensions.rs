//! The step that says which custom extensions are called, and when.

use uuid::Uuid;

use crate::domain::custom_extension::{
    ExtensionKind, ExtensionStage, ExtensionStageSetting, NamedExtension,
};
use crate::domain::id::{CatalogId, CustomExtensionId, ObjectRef};
use crate::domain::policy::PolicyTerms;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Kind, Pick, Reader, Source, Step, package,
};
use crate::ui::scene::Scene;

const CALLED: FieldKey = FieldKey::new("customExtensionStageSettings");

/// Returns the step: a field for each moment at which extensions are called.
pub(super) fn step(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Step {
    let catalog = catalog(scene, about, answers);
    let mut told = None;
    let fields = ExtensionStage::ALL.iter().map(|stage| {
        let source = match stage.kind() {
            ExtensionKind::Request => Source(of_requests),
            ExtensionKind::Assignment => Source(of_assignments),
        };
        let kind = Kind::Picker(Amount::Many, source);
        let field = Field::new(CALLED.of(stage.json()), sentence(stage.label()), kind);
        let known = told.replace(stage.kind()) == Some(stage.kind());
        if known || made(scene, catalog, stage.kind()).next().is_some() {
            return field;
        }
        let what = stage.kind().label();
        let nothing =
            format!("The catalog has no extension for {what}; its tab Extensions makes one.");
        field.help(nothing.clone()).or_nothing(nothing)
    });
    Step::new("Custom extensions", fields.collect())
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

fn of_requests(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    made(
        scene,
        catalog(scene, about, answers),
        ExtensionKind::Request,
    )
    .collect()
}

fn of_assignments(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    let kind = ExtensionKind::Assignment;
    made(scene, catalog(scene, about, answers), kind).collect()
}

/// Lists the extensions of a catalog that are of a kind.
fn made(
    scene: &Scene<'_>,
    catalog: Option<CatalogId>,
    kind: ExtensionKind,
) -> impl Iterator<Item = Pick> {
    let tenant = scene.tenant();
    let ids = catalog.map(|catalog| tenant.index.extensions_of.of(catalog));
    ids.into_iter()
        .flatten()
        .filter_map(|id| tenant.find_custom_extension(*id))
        .filter(move |extension| extension.kind == kind)
        .map(|extension| pick(scene, extension.id))
}

fn pick(scene: &Scene<'_>, id: CustomExtensionId) -> Pick {
    Pick::new(id.guid().to_string(), scene.name(id))
}

/// Finds the catalog that the package of the policy is in, or will be.
fn catalog(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Option<CatalogId> {
    let tenant = scene.tenant();
    let of = |package| Some(tenant.find_package(package)?.catalog);
    if let Some(ObjectRef::Policy(policy)) = about {
        of(tenant.find_policy(policy)?.access_package)
    } else if let Some(ObjectRef::AccessPackage(package)) = about {
        of(package)
    } else {
        package::catalog_of(scene, answers)
    }
}

/// Adds the answers that say what is called.
pub(super) fn prefill(scene: &Scene<'_>, answers: Answers, terms: &PolicyTerms) -> Answers {
    ExtensionStage::ALL.iter().fold(answers, |answers, stage| {
        let called = terms.extensions.iter();
        let called = called.filter(|setting| setting.stage == *stage);
        let called = called.map(|setting| pick(scene, setting.custom_extension.id));
        answers.with_picked(CALLED.of(stage.json()), called.collect())
    })
}

/// Reads what is called: what was called before in its old order, then what is new.
pub(super) fn read(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> Vec<ExtensionStageSetting> {
    let wanted = ExtensionStage::ALL.iter().flat_map(|stage| {
        let picked = read.picks(&CALLED.of(stage.json()), |value| {
            let id = CustomExtensionId::new(Uuid::parse_str(value).ok()?);
            scene.tenant().find_custom_extension(id).map(|it| it.id)
        });
        picked.into_iter().map(|id| ExtensionStageSetting {
            stage: *stage,
            custom_extension: NamedExtension { id },
        })
    });
    let wanted: Vec<ExtensionStageSetting> = wanted.collect();
    let old = old.map_or(&[][..], |old| old.extensions.as_slice());
    let kept = old.iter().filter(|setting| wanted.contains(setting));
    let new = wanted.iter().filter(|setting| !old.contains(setting));
    kept.chain(new).copied().collect()
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn an_extension_of_the_catalog_is_called_from_a_step_of_requests() {
        let mut made = Furnished::new();
        let package = made.package();
        made.extension("Ask the wiki");
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown pagedown");
        made.desk
            .expect("assignments; its tab Extensions makes one.");
        made.desk.press("tab enter").expect("Ask the wiki");
        made.desk.press("tab enter Ctrl-S").expect("Saved.");
        made.desk.press("tab pagedown");
        made.desk.expect("request approved:").expect("Ask the wiki");
        made.desk.press("e Ctrl-S").expect("NothingToChange");
    }

    #[test]
    fn holders_are_told_nothing_once_mails_are_off() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown");
        made.desk.press("tab tab tab tab tab tab tab tab space");
        made.desk.press("Ctrl-S").expect("Saved.");
        made.desk.press("tab pagedown").expect("Mails");
    }
}
