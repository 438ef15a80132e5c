//! Puts identifiers where lines have names.

use accessdesk::domain::package::AccessPackage;
use accessdesk::domain::policy::AssignmentPolicy;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::text::DisplayName;
use serde_json::{Value, json};

use super::{package_of, person_named, policy_of};

/// Returns the identifier of an object among the resources of a catalog.
fn resource_of(tenant: &Tenant, catalog: &str, name: &str) -> Value {
    let mut resources = tenant.resources.iter();
    let found = resources.find(|resource| {
        let home = tenant.find_catalog(resource.catalog).unwrap();
        home.display_name.as_str() == catalog && resource.display_name.as_str() == name
    });
    json!(found.unwrap().id.guid().to_string())
}

/// Returns the identifier of a group, an application, a site or a catalog, deleted or not.
fn object_named(tenant: &Tenant, kind: &str, name: &str) -> Option<Value> {
    let called = |found: &DisplayName| found.as_str() == name;
    let id = match kind {
        "group" => {
            let mut known = tenant.groups.iter();
            known.find(|it| called(&it.display_name))?.id.guid()
        }
        "application" => {
            let mut known = tenant.applications.iter();
            known.find(|it| called(&it.display_name))?.id.guid()
        }
        "site" => {
            let mut known = tenant.sites.iter();
            known.find(|it| called(&it.display_name))?.id.guid()
        }
        _ => {
            let mut known = tenant.catalogs.iter();
            known.find(|it| called(&it.display_name))?.id.guid()
        }
    };
    Some(json!(id.to_string()))
}

/// Puts identifiers where a line names packages, policies and people: whoever has a link needs not
/// see what it leads to.
pub(in crate::oracle) fn linked(tenant: &Tenant, line: &Value) -> Value {
    let mut line = line.clone();
    let Some(with) = line.get_mut("with").and_then(Value::as_object_mut) else {
        return line;
    };
    let person = |name: &str| person_named(tenant, name).object().guid().to_string();
    let catalog = with.get("catalog").and_then(Value::as_str);
    let package = with.get("accessPackage").and_then(Value::as_str);
    let package = package.and_then(|package| package.split_once('/'));
    let catalog = catalog.or(package.map(|(catalog, _)| catalog));
    let catalog = catalog.map(ToOwned::to_owned);
    let resource = |name: &str| resource_of(tenant, catalog.as_deref().unwrap(), name);
    for (member, value) in with {
        let name = value.as_str().map(ToOwned::to_owned);
        match (member.as_str(), name) {
            ("accessPackage" | "incompatible", Some(name)) => {
                let named = |package: &&AccessPackage| package_of(tenant, package.id) == name;
                if let Some(package) = tenant.packages.iter().find(named) {
                    *value = json!(package.id.guid().to_string());
                }
            }
            ("policy", Some(name)) => {
                let named = |policy: &&AssignmentPolicy| policy_of(tenant, policy.id) == name;
                if let Some(policy) = tenant.policies.iter().find(named) {
                    *value = json!(policy.id.guid().to_string());
                }
            }
            ("target" | "member" | "principal" | "delegate", Some(name)) if name.contains('@') => {
                *value = json!(person(&name));
            }
            ("group" | "application" | "site" | "catalog", Some(name)) => {
                if let Some(id) = object_named(tenant, member, &name) {
                    *value = id;
                }
            }
            ("resourceRoles", None) => {
                for role in value.as_array_mut().unwrap() {
                    role["resource"] = resource(role["resource"].as_str().unwrap());
                }
            }
            ("resource", Some(name)) => *value = resource(&name),
            ("by", None) => value["resource"] = resource(value["resource"].as_str().unwrap()),
            ("targets", None) => {
                for target in value.as_array_mut().unwrap() {
                    *target = json!(person(target.as_str().unwrap()));
                }
            }
            _ => {}
        }
    }
    line
}
