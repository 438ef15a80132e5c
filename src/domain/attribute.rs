//! The attributes of an account that are plain text: one table for commands, forms, lists and rules.
//!
//! A row makes the word that rules, filters and details go by, the field of `createUser` and the
//! field of `updateUser`, so that none of them can know an attribute that the others do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::shape::{Patch, members};
use crate::domain::subject::{User, words};
use crate::domain::text::Attribute;

/// The attributes of an account that are not empty.
pub type Attributes = BTreeMap<UserAttribute, Attribute>;

macro_rules! attributes {
    ($($(#[$doc:meta])* $variant:ident $field:ident = $json:literal, $label:literal;)*) => {
        words! {
            /// An attribute of an account, by the name that rules use.
            UserAttribute {
                $($(#[$doc])* $variant = $json, $label;)*
            }
        }

        members! {
            /// Attributes given to a new account.
            #[derive(Default)]
            pub struct NewAttributes {
                $($(#[$doc])* $field: Option<Attribute>,)*
            }

            /// Attributes changed or cleared in an account.
            #[derive(Default)]
            pub struct AttributeEdits {
                $($(#[$doc])* #[serde(default)] $field: Patch<Attribute>,)*
            }
        }

        impl NewAttributes {
            /// Gathers the attributes that were given.
            pub fn given(&self) -> Attributes {
                [$((UserAttribute::$variant, &self.$field),)*]
                    .into_iter()
                    .filter_map(|(attribute, value)| Some((attribute, value.clone()?)))
                    .collect()
            }
        }

        impl AttributeEdits {
            /// Returns what becomes of attributes.
            pub fn over(&self, current: &Attributes) -> Attributes {
                [$((UserAttribute::$variant, &self.$field),)*]
                    .into_iter()
                    .filter_map(|(attribute, edit)| {
                        Some((attribute, edit.over(current.get(&attribute))?))
                    })
                    .collect()
            }
        }

        impl From<Attributes> for NewAttributes {
            fn from(mut given: Attributes) -> Self {
                Self { $($field: given.remove(&UserAttribute::$variant),)* }
            }
        }

        impl AttributeEdits {
            /// Returns the edits that turn some attributes into others.
            pub fn between(old: &Attributes, new: &Attributes) -> Self {
                let edit = |attribute| match (old.get(&attribute), new.get(&attribute)) {
                    (old, new) if old == new => Patch::Keep,
                    (_, Some(value)) => Patch::Set(value.clone()),
                    (_, None) => Patch::Clear,
                };
                Self { $($field: edit(UserAttribute::$variant),)* }
            }
        }
    };
}

attributes! {
    /// The given name.
    GivenName given_name = "givenName", "Given name";
    /// The family name.
    Surname surname = "surname", "Surname";
    /// The job title.
    JobTitle job_title = "jobTitle", "Job title";
    /// The department.
    Department department = "department", "Department";
    /// The company.
    CompanyName company_name = "companyName", "Company";
    /// The number the company knows the person by.
    EmployeeId employee_id = "employeeId", "Employee ID";
    /// The office.
    PhysicalDeliveryOfficeName physical_delivery_office_name = "physicalDeliveryOfficeName", "Office";
    /// The street and house number.
    StreetAddress street_address = "streetAddress", "Street address";
    /// The postal code.
    PostalCode postal_code = "postalCode", "Postal code";
    /// The city.
    City city = "city", "City";
    /// The state or province.
    State state = "state", "State";
    /// The country.
    Country country = "country", "Country";
    /// The country where services are used.
    UsageLocation usage_location = "usageLocation", "Usage location";
    /// The language the person reads best.
    PreferredLanguage preferred_language = "preferredLanguage", "Language";
    /// The mobile phone.
    Mobile mobile = "mobile", "Mobile phone";
    /// The phone at work.
    TelephoneNumber telephone_number = "telephoneNumber", "Phone";
    /// The part of the mail address before the `@`.
    MailNickname mail_nickname = "mailNickname", "Mail nickname";
}

impl UserAttribute {
    /// Finds an attribute by its name, in whatever case it is written.
    pub fn of_name(name: &Attribute) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|known| known.json().eq_ignore_ascii_case(name.as_str()))
    }
}

/// Tells whether a name, in whatever case, is that of an attribute by which directories are extended.
fn is_extension(name: &Attribute) -> bool {
    name.key().as_str().starts_with("extension_")
}

/// Lists what is wrong with the names of attributes that are asked for: which of them, counted
/// from 1, and what, as the rest of a sentence that begins with the list.
pub fn misnamed<'a>(
    names: impl Iterator<Item = &'a Attribute>,
) -> impl Iterator<Item = (usize, String)> {
    let mut seen = BTreeSet::new();
    let faults = names.map(move |name| {
        let attribute = name.as_str();
        let known = UserAttribute::of_name(name).is_some() || is_extension(name);
        match (known, seen.insert(name.key())) {
            (true, true) => None,
            (true, false) => Some(format!("lists {attribute} twice")),
            (false, _) => Some(format!("knows no attribute {attribute} of accounts")),
        }
    });
    (1..)
        .zip(faults)
        .filter_map(|(at, fault)| Some((at, fault?)))
}

impl User {
    /// Returns an attribute by its name, also one by which the directory was extended.
    pub fn value_of(&self, name: &Attribute) -> Option<&Attribute> {
        match UserAttribute::of_name(name) {
            Some(known) => self.attributes.get(&known),
            None => self
                .extension_attributes
                .iter()
                .find_map(|(known, value)| (known.key() == name.key()).then_some(value)),
        }
    }

    /// Sets or clears an attribute by its name.
    pub fn set_value(&mut self, name: &Attribute, value: Option<Attribute>) {
        match (UserAttribute::of_name(name), value) {
            (Some(known), Some(value)) => drop(self.attributes.insert(known, value)),
            (Some(known), None) => drop(self.attributes.remove(&known)),
            (None, value) => {
                // One name however it is written; the account keeps it as it was written first.
                let extended = &mut self.extension_attributes;
                let mut known = extended.keys();
                let known = known.find(|known| known.key() == name.key()).cloned();
                let spelled = known.unwrap_or_else(|| name.clone());
                match value {
                    Some(value) => drop(extended.insert(spelled, value)),
                    None => drop(extended.remove(&spelled)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Attribute {
        Attribute::parse(text).unwrap()
    }

    #[test]
    fn every_attribute_is_a_field_of_the_commands_that_make_and_edit_accounts() {
        for attribute in UserAttribute::ALL {
            let given = Attributes::from([(*attribute, text("x"))]);
            let fields = serde_json::to_value(NewAttributes::from(given.clone())).unwrap();
            assert_eq!(fields[attribute.json()], "x");
            let edits = serde_json::json!({attribute.json(): "x"});
            let edits: AttributeEdits = serde_json::from_value(edits).unwrap();
            assert_eq!(edits.over(&Attributes::new()), given);
        }
    }

    #[test]
    fn an_attribute_is_one_however_its_name_is_written() {
        let id = crate::domain::id::UserId::MIN;
        let name = crate::domain::text::UserPrincipalName::parse("ana@contoso.com").unwrap();
        let shown = crate::domain::text::DisplayName::parse("Ana").unwrap();
        let mut user = User::named(
            id,
            name,
            shown,
            crate::domain::time::Timestamp::from_seconds(0),
        );
        for (written, read) in [
            ("Department", "department"),
            ("Extension_CostCenter", "extension_costcenter"),
        ] {
            assert_eq!(misnamed([text(written)].iter()).count(), 0, "{written}");
            user.set_value(&text(written), Some(text("1")));
            user.set_value(&text(read), Some(text("2")));
            assert_eq!(user.value_of(&text(written)), Some(&text("2")));
            let kept = user.extension_attributes.keys();
            assert!(kept.into_iter().all(|kept| *kept == text(written)));
            user.set_value(&text(written), None);
            assert_eq!(user.value_of(&text(read)), None);
        }
        let twice = [text("extension_a"), text("EXTENSION_A")];
        assert_eq!(misnamed(twice.iter()).count(), 1);
    }

    #[test]
    fn edits_between_two_states_lead_from_one_to_the_other() {
        let old = Attributes::from([
            (UserAttribute::City, text("Oslo")),
            (UserAttribute::State, text("Oslo")),
        ]);
        let new = Attributes::from([
            (UserAttribute::City, text("Bergen")),
            (UserAttribute::Country, text("NO")),
        ]);
        let edits = AttributeEdits::between(&old, &new);
        assert_eq!(edits.over(&old), new);
        assert_eq!(edits.given_name, Patch::Keep);
        assert_eq!(edits.state, Patch::Clear);
    }
}
