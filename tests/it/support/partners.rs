//! A directory with a partner: Contoso is connected, and its people may ask for one package.

use accessdesk::domain::invariant;
use accessdesk::engine::Engine;
use accessdesk::script::Sample;
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use super::script::{engine, run_lines};

pub(crate) const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
pub(crate) const APPROVER: &str = "approver@sandbox.onmicrosoft.com";
pub(crate) const SPONSOR: &str = "sponsor@sandbox.onmicrosoft.com";
/// Signs in to the directory Contoso.
pub(crate) const PARTNER: &str = "ana@contoso.com";
/// Gets codes by mail, at an address nobody has connected.
pub(crate) const STRANGER: &str = "sam@fabrikam.com";
pub(crate) const PACKAGE: &str = "Partners/Sales tools";
pub(crate) const POLICY: &str = "Partners/Sales tools/Contoso";

/// A store and the lines of a story about it.
pub(crate) struct Partners {
    engine: Engine<MemoryFs>,
    /// The package, which people reach by its identifier as by the link.
    pub(crate) package: Value,
}

impl Partners {
    /// Connects Contoso and admits its people to a package, with Approver to decide.
    pub(crate) fn new() -> Self {
        let mut story = Self {
            engine: engine(Sample::Empty),
            package: Value::Null,
        };
        story.desk("addDirectory", &json!({"displayName": "Contoso", "initialDomain": "contoso.onmicrosoft.com", "verifiedDomains": ["contoso.com"]}));
        story.desk(
            "addExternalPerson",
            &json!({"userPrincipalName": PARTNER, "displayName": "Ana", "directory": "Contoso"}),
        );
        story.desk(
            "addExternalPerson",
            &json!({"userPrincipalName": STRANGER, "displayName": "Sam"}),
        );
        for user in [APPROVER, SPONSOR] {
            let name = user.split('@').next().unwrap();
            story.does(
                "createUser",
                &json!({"userPrincipalName": user, "displayName": name}),
            );
        }
        story.does("createGroup", &json!({"displayName": "Sales"}));
        story.does(
            "createCatalog",
            &json!({"displayName": "Partners", "description": "For partners"}),
        );
        story.does(
            "addCatalogResource",
            &json!({"catalog": "Partners", "originSystem": "AadGroup", "originId": "Sales"}),
        );
        story.does("createConnectedOrganization", &contoso("Contoso"));
        let made = story.does(
            "createAccessPackage",
            &json!({
                "catalog": "Partners", "displayName": "Sales tools", "description": "For partners",
                "resourceRoles": [{"resource": "Sales", "role": "Member"}],
                "policies": [policy("Contoso")],
            }),
        );
        story.package = made["ids"]["accessPackage"].clone();
        story
    }

    /// Carries a line out and checks what must hold afterwards.
    pub(crate) fn line(&mut self, line: &Value) -> Value {
        let (_, mut answers) = run_lines(&mut self.engine, &line.to_string());
        assert_eq!(invariant::check_all(self.engine.tenant()), []);
        answers.remove(0)
    }

    #[track_caller]
    pub(crate) fn desk(&mut self, command: &str, with: &Value) -> Value {
        let answer = self.line(&json!({"desk": command, "with": with}));
        assert_eq!(answer["ok"], true, "{answer}");
        answer
    }

    /// Lets the administrator do something that must go well.
    #[track_caller]
    pub(crate) fn does(&mut self, command: &str, with: &Value) -> Value {
        let answer = self.line(&json!({"as": ADMINISTRATOR, "do": command, "with": with}));
        assert_eq!(answer["ok"], true, "{answer}");
        answer
    }

    /// Returns the code with which somebody's command is refused, or `ok`.
    pub(crate) fn code(&mut self, who: &str, command: &str, with: &Value) -> String {
        let answer = self.line(&json!({"as": who, "do": command, "with": with}));
        answer["code"].as_str().unwrap_or("ok").to_owned()
    }

    /// Lets somebody ask for the package.
    pub(crate) fn asks(&mut self, who: &str) -> String {
        let package = self.package.clone();
        self.code(
            who,
            "submitRequest",
            &json!({"accessPackage": package, "justification": "Joint project"}),
        )
    }

    /// Lets somebody approve somebody's newest request.
    pub(crate) fn approves(&mut self, who: &str, whose: &str) -> String {
        let made = self.list(
            ADMINISTRATOR,
            "requests",
            &json!({"target": whose, "state": "pendingApproval"}),
        );
        let request = &made.last().unwrap()["id"];
        self.code(
            who,
            "approveRequest",
            &json!({"request": request, "justification": "Known"}),
        )
    }

    /// Lets a partner get the package.
    #[track_caller]
    pub(crate) fn admits(&mut self, who: &str) {
        assert_eq!(self.asks(who), "ok");
        assert_eq!(self.approves(APPROVER, who), "ok");
    }

    /// Takes somebody's assignment away.
    #[track_caller]
    pub(crate) fn takes_from(&mut self, who: &str) {
        self.does(
            "removeAssignment",
            &json!({"assignment": format!("{PACKAGE}/{who}")}),
        );
    }

    #[track_caller]
    pub(crate) fn list(&mut self, who: &str, list: &str, filter: &Value) -> Vec<Value> {
        let answer = self.line(&json!({"as": who, "list": list, "where": filter}));
        assert_eq!(answer["ok"], true, "{answer}");
        answer["rows"].as_array().unwrap().clone()
    }

    /// Returns the row of the only guest.
    #[track_caller]
    pub(crate) fn guest(&mut self) -> Value {
        let mut rows = self.list(ADMINISTRATOR, "users", &json!({"userType": "Guest"}));
        rows.extend(self.list(
            ADMINISTRATOR,
            "users",
            &json!({"userType": "Guest", "deleted": true}),
        ));
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows.remove(0)
    }

    pub(crate) fn advance(&mut self, by: &str) -> Value {
        self.desk("advanceClock", &json!({"by": by}))
    }
}

/// Returns the fields of the organization that the people of directory Contoso belong to.
pub(crate) fn contoso(name: &str) -> Value {
    json!({"displayName": name, "identitySources": [
        {"@odata.type": "#microsoft.graph.azureActiveDirectoryTenant", "tenantId": "Contoso"}
    ]})
}

/// Returns a policy that admits an organization and asks Approver.
pub(crate) fn policy(organization: &str) -> Value {
    json!({
        "displayName": organization,
        "allowedTargetScope": "specificConnectedOrganizationUsers",
        "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.connectedOrganizationMembers", "connectedOrganizationId": organization}],
        "requestApprovalSettings": asking(&json!([{"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}])),
        "expiration": {"type": "afterDuration", "duration": "P30D"},
    })
}

/// Returns approval settings with one stage that asks these sets, and Approver in their place.
pub(crate) fn asking(sets: &Value) -> Value {
    json!({
        "isApprovalRequiredForAdd": true,
        "stages": [{
            "primaryApprovers": sets,
            "fallbackPrimaryApprovers": [{"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}],
        }],
    })
}
