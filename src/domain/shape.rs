//! The JSON shape of commands: which members a value has and what each of them holds.
//!
//! The `members!` macro declares a struct and its shape at once, so that the script reader, its
//! help and its spelling hints speak of the very fields that the command has.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::id::{self, ObjectKind, Person, Principal};
use crate::domain::text;
use crate::domain::time::{Expiration, Schedule, Span, Timestamp};

/// The reasons for which a kind of text may be turned down.
pub type TextCheck = fn(&str) -> Result<(), text::TextError>;

/// What a JSON value must look like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text that a check must accept.
    Text(TextCheck),
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0.
    Number,
    /// A whole number from the first to the second, both included.
    Within(u32, u32),
    /// An instant, a date or a typed date such as `tomorrow`.
    Instant,
    /// An ISO 8601 duration.
    Span,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A role on the resource named beside it.
    Role,
    /// A reference to an object of one of these kinds.
    Reference(&'static [ObjectKind]),
    /// A reference to one of several kinds, which keeps the kind beside the identifier.
    AnyOf(&'static [ObjectKind]),
    /// A person, or the mail address of somebody who is not known.
    PersonOrMail,
    /// A list of values of one shape.
    List(&'static Shape),
    /// An object with known members.
    Object(&'static [Member]),
    /// An object whose `@odata.type` says which members it has.
    Tagged(&'static [(&'static str, &'static [Member])]),
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The name, in JSON with its underscores turned into capitals: [`Member::json_name`].
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its members stand beside the outer object's own.
    pub flattened: bool,
}

/// How a field of `members!` stands in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// As its type says.
    Plain,
    /// It must be there although its type could do without.
    Required,
    /// It may be absent, since it has a default.
    Optional,
    /// Its members stand beside the others.
    Flat,
    /// It may be absent from an update only: what is made must have it.
    New,
    /// It is made with the outer object, so it is wanted whole.
    Whole,
    /// It is wanted whole, and its members stand beside the others.
    WholeFlat,
}

/// A type with a known JSON shape.
pub trait Shaped {
    /// What a value looks like.
    const SHAPE: Shape;
    /// What a value looks like that is made anew rather than laid over another.
    const WHOLE: Shape = Self::SHAPE;
    /// Whether a member of this type must be there.
    const REQUIRED: bool = true;
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;
}

impl<T: Shaped> Shaped for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = T::REQUIRED;
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const WHOLE: Shape = Shape::List(&T::WHOLE);
    const REQUIRED: bool = false;
}

impl Shaped for bool {
    const SHAPE: Shape = Shape::Boolean;
}

impl Shaped for u32 {
    const SHAPE: Shape = Shape::Number;
}

impl Shaped for i64 {
    const SHAPE: Shape = Shape::Number;
}

impl Shaped for Timestamp {
    const SHAPE: Shape = Shape::Instant;
}

impl Shaped for Span {
    const SHAPE: Shape = Shape::Span;
}

impl Shaped for Principal {
    const SHAPE: Shape = Shape::AnyOf(Self::KINDS);
}

impl Shaped for Person {
    const SHAPE: Shape = Shape::AnyOf(Self::KINDS);
}

impl Shaped for String {
    const SHAPE: Shape = Shape::Text(|_| Ok(()));
}

macro_rules! shaped_texts {
    ($($name:ident)*) => {$(
        impl Shaped for text::$name {
            const SHAPE: Shape = Shape::Text(|raw| text::$name::parse(raw).map(|_| ()));
        }
    )*};
}

shaped_texts! { DisplayName Description Justification Attribute UserPrincipalName MailAddress DomainName MailNickname QuestionText AnswerText AnswerPattern SiteUrl }

macro_rules! shaped_ids {
    ($($name:ident = $kind:ident)*) => {$(
        impl Shaped for id::$name {
            const SHAPE: Shape = Shape::Reference(&[ObjectKind::$kind]);
        }
    )*};
}

shaped_ids! {
    DirectoryId = Directory
    ExternalPersonId = ExternalPerson
    UserId = User
    GroupId = Group
    ConnectedOrganizationId = ConnectedOrganization
    CatalogId = Catalog
    ResourceId = Resource
    PackageId = AccessPackage
    PolicyId = Policy
    RequestId = Request
    AssignmentId = Assignment
    ApplicationId = Application
    SiteId = Site
    ResourceRequestId = ResourceRequest
    RoleAssignmentId = RoleAssignment
    ReviewId = Review
    CustomExtensionId = CustomExtension
    CalloutId = Callout
    DelegationId = Delegation
}

impl Shaped for Expiration {
    const SHAPE: Shape = Shape::Object(&[
        Member::new(
            "type",
            Shape::Choice(&[
                "notSpecified",
                "noExpiration",
                "afterDateTime",
                "afterDuration",
            ]),
            true,
        ),
        Member::new("endDateTime", Shape::Instant, false),
        Member::new("duration", Shape::Span, false),
    ]);
}

impl Shaped for Schedule {
    const SHAPE: Shape = Shape::Object(&[
        Member::new("startDateTime", Shape::Instant, false),
        Member::new("expiration", Expiration::SHAPE, false),
    ]);
}

impl Member {
    /// Describes a member by hand, where a type's JSON form is not its fields.
    pub const fn new(name: &'static str, shape: Shape, required: bool) -> Self {
        Self {
            name,
            shape,
            required,
            flattened: false,
        }
    }

    /// Describes a field of `members!`.
    pub(crate) const fn of_field<T: Shaped>(name: &'static str, mark: Mark) -> Self {
        let whole = matches!(mark, Mark::Whole | Mark::WholeFlat);
        Self {
            name,
            shape: if whole { T::WHOLE } else { T::SHAPE },
            required: matches!(mark, Mark::Required)
                || T::REQUIRED && matches!(mark, Mark::Plain | Mark::Whole),
            flattened: matches!(mark, Mark::Flat | Mark::WholeFlat),
        }
    }

    /// Describes a field of `members!` in something that is made anew.
    pub(crate) const fn of_new_field<T: Shaped>(name: &'static str, mark: Mark) -> Self {
        let member = Self::of_field::<T>(name, mark);
        Self {
            required: member.required || matches!(mark, Mark::New),
            ..member
        }
    }

    /// Returns the name in JSON.
    pub fn json_name(&self) -> String {
        let mut words = self.name.split('_');
        let mut name = words.next().unwrap_or_default().to_owned();
        for word in words {
            let mut letters = word.chars();
            name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
        name
    }
}

/// A member of an update: absent keeps the value, `null` clears it, anything else sets it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The value stays.
    #[default]
    Keep,
    /// The value goes.
    Clear,
    /// The value is replaced.
    Set(T),
}

impl<T: Clone> Patch<T> {
    /// Returns what becomes of a value.
    pub fn over(&self, current: Option<&T>) -> Option<T> {
        match self {
            Self::Keep => current.cloned(),
            Self::Clear => None,
            Self::Set(value) => Some(value.clone()),
        }
    }
}

impl<T> Patch<T> {
    /// Tells whether the value stays.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Returns this member, or the other where this one leaves the value as it is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Keep => other,
            Self::Clear | Self::Set(_) => self,
        }
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T: Shaped> Shaped for Patch<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;
}

/// Declares structs together with their JSON shape.
///
/// Fields that may be absent are `Option`, or have `#[serde(default)]` and the mark `=> optional`.
/// A list without a default is marked `=> required`.
/// A field marked `=> flat` (and `#[serde(flatten)]`) puts its members beside the others. One marked
/// `=> new` may be absent from an update only; `=> whole` and `=> whole_flat` want all such fields.
/// A field is called in JSON what stands behind `as`, such as `"@odata.type"`.
macro_rules! members {
    (@mark) => { crate::domain::shape::Mark::Plain };
    (@mark required) => { crate::domain::shape::Mark::Required };
    (@mark optional) => { crate::domain::shape::Mark::Optional };
    (@mark flat) => { crate::domain::shape::Mark::Flat };
    (@mark new) => { crate::domain::shape::Mark::New };
    (@mark whole) => { crate::domain::shape::Mark::Whole };
    (@mark whole_flat) => { crate::domain::shape::Mark::WholeFlat };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $json:literal) => { $json };
    ($($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty $(as $json:literal)? $(=> $mark:ident)?,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$doc])* $(#[serde(rename = $json)])? pub $field: $type,)*
        }

        impl crate::domain::shape::Shaped for $name {
            const SHAPE: crate::domain::shape::Shape = crate::domain::shape::Shape::Object(&[
                $(crate::domain::shape::Member::of_field::<$type>(
                    crate::domain::shape::members!(@name $field $($json)?),
                    crate::domain::shape::members!(@mark $($mark)?),
                ),)*
            ]);
            const WHOLE: crate::domain::shape::Shape = crate::domain::shape::Shape::Object(&[
                $(crate::domain::shape::Member::of_new_field::<$type>(
                    crate::domain::shape::members!(@name $field $($json)?),
                    crate::domain::shape::members!(@mark $($mark)?),
                ),)*
            ]);
        }
    )*};
}
pub(crate) use members;
