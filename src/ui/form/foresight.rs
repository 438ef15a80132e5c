//! What a form would send as it is filled in now, so that its consequences can be looked at first.

use std::rc::Rc;

use crate::domain::command::Command;
use crate::ui::form::{
    FormState, FormTable, application, catalog, connected_organization, delegation, directory_role,
    group, group_people, organization, package, policy, role, separation, settings, site, user,
};
use crate::ui::order::Order;
use crate::ui::scene::Reason;

/// The forms whose commands can affect people whom they do not name.
static AFFECTING: [&FormTable; 24] = [
    &policy::CREATE,
    &policy::EDIT,
    &package::CREATE,
    &package::EDIT,
    &role::ADD,
    &role::REMOVE,
    &role::REPLACE,
    &separation::ADD,
    &separation::REMOVE,
    &catalog::EDIT,
    &user::EDIT,
    &directory_role::REMOVE,
    &group::CREATE,
    &group::EDIT,
    &group_people::ADD_MEMBER,
    &application::EDIT,
    &site::EDIT,
    &organization::EDIT,
    &connected_organization::CREATE,
    &connected_organization::EDIT,
    &connected_organization::ADD_INTERNAL_SPONSOR,
    &connected_organization::ADD_EXTERNAL_SPONSOR,
    &settings::EDIT,
    &delegation::HAND_OVER,
];

impl FormState {
    /// Tells whether saving it can affect people whom it does not name.
    pub fn can_affect(&self) -> bool {
        AFFECTING.contains(&self.table)
    }

    /// Returns what it would send, or why that is not known; `None` where it can affect nobody.
    pub fn sends(&self) -> Option<Result<Rc<[Command]>, Reason>> {
        self.can_affect().then(|| match &self.order {
            Some(Order::Persona(command)) if self.others.is_empty() => {
                Ok(Rc::from([command.clone()]))
            }
            Some(Order::Each(batch)) if self.others.is_empty() => Ok(batch.commands()),
            Some(Order::Persona(_) | Order::Each(_)) => Err(Reason::new(
                "it is saved for several objects, each by itself",
            )),
            Some(Order::Write(_) | Order::Operator(_) | Order::Open(_)) => {
                Err(Reason::new("it affects nobody but whom it names"))
            }
            None => Err(Reason::new(self.count_of_problems())),
        })
    }

    /// Counts all problems, and of several those that the saving key counts so far.
    fn count_of_problems(&self) -> String {
        match (self.errors.len(), self.problems()) {
            (1, _) => "the form has 1 problem".to_owned(),
            (all, shown) if shown == all || shown == 0 => format!("the form has {all} problems"),
            (all, shown) => format!("the form has {all} problems, {shown} of them shown so far"),
        }
    }
}
