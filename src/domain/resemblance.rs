//! Whose name could be taken for somebody else's.

use crate::domain::id::Person;
use crate::domain::tenant::Tenant;
use crate::domain::text::lookalike::Look;

impl Tenant {
    /// Finds somebody else whose name, or name to sign in with, looks like one of a person's.
    ///
    /// A guest and the person from elsewhere behind it are the same, and so no doubt.
    pub fn look_alike_of(&self, person: Person) -> Option<Person> {
        let name = self.name_of(person.object());
        let names = name.into_iter().chain(self.sign_in_name(person));
        let mut others = names
            .flat_map(Look::of)
            .flat_map(|look| self.index.look_alikes.of(look));
        others
            .find(|other| !self.is_same_person(person, **other))
            .copied()
    }
}
