//! The properties of a user that rules may ask for.

use std::fmt;

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// An instant.
    Instant,
    /// Several texts.
    Texts,
}

macro_rules! properties {
    ($($(#[$doc:meta])* $property:ident = $name:literal, $kind:ident;)*) => {
        /// A property of a user that rules may ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Property {
            $($(#[$doc])* $property,)*
        }

        impl Property {
            /// Every property.
            pub const ALL: &'static [Self] = &[$(Self::$property,)*];

            /// Returns the name behind `user.`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$property => $name,)* }
            }

            /// Returns what the property holds.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$property => Kind::$kind,)* }
            }
        }
    };
}

properties! {
    /// Whether the user may sign in.
    AccountEnabled = "accountEnabled", Flag;
    /// The city.
    City = "city", Text;
    /// The company.
    CompanyName = "companyName", Text;
    /// The country.
    Country = "country", Text;
    /// The department.
    Department = "department", Text;
    /// Whether the account is mastered on-premises.
    DirSyncEnabled = "dirSyncEnabled", Flag;
    /// The user's name.
    DisplayName = "displayName", Text;
    /// The first working day.
    EmployeeHireDate = "employeeHireDate", Instant;
    /// The number among employees.
    EmployeeId = "employeeId", Text;
    /// The given name.
    GivenName = "givenName", Text;
    /// The job title.
    JobTitle = "jobTitle", Text;
    /// The mailbox.
    Mail = "mail", Text;
    /// The mailbox before the `@`.
    MailNickname = "mailNickname", Text;
    /// The mobile number.
    Mobile = "mobile", Text;
    /// Other mail addresses.
    OtherMails = "otherMails", Texts;
    /// The office.
    PhysicalDeliveryOfficeName = "physicalDeliveryOfficeName", Text;
    /// The postal code.
    PostalCode = "postalCode", Text;
    /// The preferred language.
    PreferredLanguage = "preferredLanguage", Text;
    /// All addresses of the mailbox.
    ProxyAddresses = "proxyAddresses", Texts;
    /// The state or province.
    State = "state", Text;
    /// The street.
    StreetAddress = "streetAddress", Text;
    /// The surname.
    Surname = "surname", Text;
    /// The telephone number.
    TelephoneNumber = "telephoneNumber", Text;
    /// Where services are used.
    UsageLocation = "usageLocation", Text;
    /// The name to sign in with.
    UserPrincipalName = "userPrincipalName", Text;
    /// Member or guest.
    UserType = "userType", Text;
}

impl Property {
    /// Finds a property by its exact name.
    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|property| property.name() == name)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "user.{}", self.name())
    }
}
