//! Puts identifiers where lines have names.

use accessdesk::domain::group::Group;
use accessdesk::domain::id::Origin;
use accessdesk::domain::package::AccessPackage;
use accessdesk::domain::policy::AssignmentPolicy;
use accessdesk::domain::tenant::Tenant;
use serde_json::{Value, json};

use super::{package_of, person_named, policy_of};

/// Returns the identifier of a group among the resources of a package's catalog.
fn resource_of(tenant: &Tenant, package: &str, group: &str) -> Value {
    let mut resources = tenant.resources.iter();
    let found = resources.find(|resource| {
        let catalog = tenant.find_catalog(resource.catalog).unwrap();
        package.starts_with(&format!("{}/", catalog.display_name.as_str()))
            && matches!(resource.origin, Origin::Group(id)
                if tenant.find_group(id).unwrap().display_name.as_str() == group)
    });
    json!(found.unwrap().id.guid().to_string())
}

/// Puts identifiers where a line names packages, policies and people: whoever has a link needs not
/// see what it leads to.
pub(in crate::oracle) fn linked(tenant: &Tenant, line: &Value) -> Value {
    let mut line = line.clone();
    let Some(with) = line.get_mut("with").and_then(Value::as_object_mut) else {
        return line;
    };
    let person = |name: &str| person_named(tenant, name).object().guid().to_string();
    let package = with.get("accessPackage").and_then(Value::as_str);
    let package = package.map(ToOwned::to_owned);
    let resource = |group: &str| resource_of(tenant, package.as_deref().unwrap(), group);
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
            ("target" | "member" | "principal", Some(name)) if name.contains('@') => {
                *value = json!(person(&name));
            }
            ("group", Some(name)) => {
                let named = |group: &&Group| group.display_name.as_str() == name;
                if let Some(group) = tenant.groups.iter().find(named) {
                    *value = json!(group.id.guid().to_string());
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
