//! The fields that say which workflow is called, as what, and how.

use crate::domain::custom_extension::{
    AuthenticationConfiguration, AuthenticationKind, ClientConfiguration, CustomExtension,
    EndpointConfiguration, EndpointKind,
};
use crate::domain::text::Attribute;
use crate::domain::typed_span::Unit;
use crate::ui::form::{Answers, Field, FieldKey, Kind, Pick, Reader};

const SUBSCRIPTION: FieldKey = FieldKey::new("subscriptionId");
const RESOURCE_GROUP: FieldKey = FieldKey::new("resourceGroupName");
const WORKFLOW: FieldKey = FieldKey::new("logicAppWorkflowName");
const URL: FieldKey = FieldKey::new("url");
const AUTHENTICATION: FieldKey = FieldKey::new("authenticationConfiguration");
const RESOURCE: FieldKey = FieldKey::new("resourceId");
const RETRIES: FieldKey = FieldKey::new("maximumRetries");
const TIMEOUT: FieldKey = FieldKey::new("timeoutInMilliseconds");

/// Nothing is said of how a workflow knows its caller.
const NOT_SAID: &str = "none";

/// Returns the fields; none of them matters to the stub, so none must be filled.
pub(super) fn fields() -> Vec<Field> {
    let text = || Kind::Text(Attribute::CAP);
    let kinds = AuthenticationKind::ALL.iter();
    let kinds = kinds.map(|kind| Pick::new(kind.json(), kind.label()));
    let kinds = std::iter::once(Pick::new(NOT_SAID, "not said")).chain(kinds);
    let proofs = [
        AuthenticationKind::ProofOfPossession.json(),
        AuthenticationKind::Token.json(),
    ];
    vec![
        Field::new(WORKFLOW, "Logic App", text())
            .help("Its name; kept for exports, since nothing is called in truth."),
        Field::new(RESOURCE_GROUP, "Resource group", text()),
        Field::new(SUBSCRIPTION, "Subscription", text()),
        Field::new(URL, "Address", text()),
        Field::new(
            AUTHENTICATION,
            "Authentication",
            Kind::Choice(kinds.collect()),
        ),
        Field::new(RESOURCE, "Token is for", text())
            .help("The resource that a token is asked for.")
            .only_if(AUTHENTICATION, &proofs, "counts where a token is used"),
        Field::new(RETRIES, "Retries", Kind::Number(0, u32::MAX))
            .help("How often a call is tried again; not said unless entered."),
        Field::new(
            TIMEOUT,
            "Milliseconds a call",
            Kind::Length(Unit::Milliseconds, 0, u32::MAX),
        )
        .help("How long one call may take; not said unless entered."),
    ]
}

/// Adds the answers that say what an extension says.
pub(super) fn prefill(answers: Answers, extension: &CustomExtension) -> Answers {
    let endpoint = extension.endpoint_configuration.as_ref();
    let text = |of: fn(&EndpointConfiguration) -> &Option<Attribute>| {
        let text = endpoint.and_then(|endpoint| of(endpoint).as_ref());
        text.map_or("", Attribute::as_str)
    };
    let authentication = extension.authentication_configuration.as_ref();
    let resource = authentication.and_then(|it| it.resource_id.as_ref());
    let client = extension.client_configuration;
    let number = |of: fn(ClientConfiguration) -> Option<u32>| {
        let number = client.and_then(of);
        number.map_or_else(String::new, |number| number.to_string())
    };
    answers
        .with_text(WORKFLOW, text(|it| &it.logic_app_workflow_name))
        .with_text(RESOURCE_GROUP, text(|it| &it.resource_group_name))
        .with_text(SUBSCRIPTION, text(|it| &it.subscription_id))
        .with_text(URL, text(|it| &it.url))
        .with_choice(
            AUTHENTICATION,
            authentication.map_or(NOT_SAID, |it| it.kind.json()),
        )
        .with_text(RESOURCE, resource.map_or("", Attribute::as_str))
        .with_text(RETRIES, &number(|it| it.maximum_retries))
        .with_text(TIMEOUT, &number(|it| it.timeout_in_milliseconds))
}

/// What is said of a workflow, read.
pub(super) struct Read {
    pub(super) endpoint: Option<EndpointConfiguration>,
    pub(super) authentication: Option<AuthenticationConfiguration>,
    pub(super) client: Option<ClientConfiguration>,
}

/// Reads what is said of the workflow; of what nothing is said now or before, nothing is kept.
pub(super) fn read(read: &mut Reader<'_>, old: Option<&CustomExtension>) -> Read {
    let mut text = |key: &FieldKey| read.optional_text(key, Attribute::parse);
    let endpoint = EndpointConfiguration {
        kind: EndpointKind::LogicApp,
        subscription_id: text(&SUBSCRIPTION),
        resource_group_name: text(&RESOURCE_GROUP),
        logic_app_workflow_name: text(&WORKFLOW),
        url: text(&URL),
    };
    let resource_id = text(&RESOURCE);
    let chosen = read.answers().choice(&AUTHENTICATION);
    let mut kinds = AuthenticationKind::ALL.iter().copied();
    let kind = kinds.find(|kind| chosen == Some(kind.json()));
    let client = ClientConfiguration {
        maximum_retries: read.number(&RETRIES),
        timeout_in_milliseconds: read.length(&TIMEOUT, Unit::Milliseconds),
    };
    let empty = EndpointConfiguration {
        kind: EndpointKind::LogicApp,
        subscription_id: None,
        resource_group_name: None,
        logic_app_workflow_name: None,
        url: None,
    };
    let said = old.is_some_and(|old| old.endpoint_configuration.is_some());
    let called = client.maximum_retries.is_some() || client.timeout_in_milliseconds.is_some();
    let told = old.is_some_and(|old| old.client_configuration.is_some());
    Read {
        endpoint: (said || endpoint != empty).then_some(endpoint),
        authentication: kind.map(|kind| AuthenticationConfiguration { kind, resource_id }),
        client: (called || told).then_some(client),
    }
}
