//! What rules know of an account.

use crate::domain::attribute::UserAttribute;
use crate::domain::rule::{Attributes, Property, Value};
use crate::domain::subject::User;
use crate::domain::text::{Attribute, MailAddress};

impl Attributes for User {
    fn value(&self, property: Property) -> Value<'_> {
        let attribute = |key| self.attributes.get(&key).map(Attribute::as_str).into();
        match property {
            Property::AccountEnabled => Value::Flag(self.account_enabled),
            Property::City => attribute(UserAttribute::City),
            Property::CompanyName => attribute(UserAttribute::CompanyName),
            Property::Country => attribute(UserAttribute::Country),
            Property::Department => attribute(UserAttribute::Department),
            Property::DirSyncEnabled => Value::Flag(self.on_premises_sync_enabled),
            Property::DisplayName => Value::Text(self.display_name.as_str()),
            Property::EmployeeHireDate => {
                let hired = self.employee_hire_date;
                hired.map_or(Value::Null, Value::Instant)
            }
            Property::EmployeeId => attribute(UserAttribute::EmployeeId),
            Property::GivenName => attribute(UserAttribute::GivenName),
            Property::JobTitle => attribute(UserAttribute::JobTitle),
            Property::Mail => self.mail.as_ref().map(MailAddress::as_str).into(),
            Property::MailNickname => attribute(UserAttribute::MailNickname),
            Property::Mobile => attribute(UserAttribute::Mobile),
            Property::OtherMails => {
                Value::Texts(self.other_mails.iter().map(MailAddress::as_str).collect())
            }
            Property::PhysicalDeliveryOfficeName => {
                attribute(UserAttribute::PhysicalDeliveryOfficeName)
            }
            Property::PostalCode => attribute(UserAttribute::PostalCode),
            Property::PreferredLanguage => attribute(UserAttribute::PreferredLanguage),
            Property::ProxyAddresses => {
                Value::Texts(self.proxy_addresses.iter().map(Attribute::as_str).collect())
            }
            Property::State => attribute(UserAttribute::State),
            Property::StreetAddress => attribute(UserAttribute::StreetAddress),
            Property::Surname => attribute(UserAttribute::Surname),
            Property::TelephoneNumber => attribute(UserAttribute::TelephoneNumber),
            Property::UsageLocation => attribute(UserAttribute::UsageLocation),
            Property::UserPrincipalName => Value::Text(self.user_principal_name.as_str()),
            Property::UserType => Value::Text(self.user_type.json()),
        }
    }
}
