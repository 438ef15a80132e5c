//! Reads the lines of `exec` and does what they say, or says which rule refuses them.

use serde_json::Value;

use super::objects::Sort;
use super::world::{Kind, Verdict, World, seconds, text};

impl World {
    /// Carries out a line.
    pub(super) fn perform(&mut self, line: &Value) -> Verdict {
        if line.get("do").is_some() {
            // What has become due by now comes before whatever somebody does.
            self.advance(0);
        }
        let before = self.facts();
        self.carry_out(line)?;
        self.follow(before);
        Ok(())
    }

    fn carry_out(&mut self, line: &Value) -> Verdict {
        let with = &line["with"];
        match text(line, "desk") {
            "" => {}
            "advanceClock" => {
                self.advance(seconds(text(with, "by")));
                return Ok(());
            }
            "foundTenant" => {
                let administrator = &with["administrator"];
                self.add_person(Kind::Member, administrator);
                let name = text(administrator, "userPrincipalName").to_owned();
                self.administrators.insert(name);
                self.know_directory_roles();
                return Ok(());
            }
            "addExternalPerson" => {
                self.add_person(Kind::Outsider, with);
                return Ok(());
            }
            "updateExternalPerson" => return self.update_external(with),
            "answerCallout" => return self.answer_call(with),
            "signIn" => {
                let name = text(with, "persona");
                if !self.may_sign_in(name) {
                    return Err("SignInBlocked");
                }
                let person = self.people.get_mut(name).unwrap();
                if person.kind == Kind::Outsider {
                    return Ok(());
                }
                person.signed_in = Some(self.now);
                if !person.redeemed {
                    person.redeemed = true;
                    self.resume(name);
                }
                return Ok(());
            }
            _ => return Ok(()),
        }
        let who = text(line, "as");
        if !self.may_sign_in(who) {
            return Err("SignInBlocked");
        }
        if text(line, "do") == "assignDirectly" {
            let mut trial = self.clone();
            trial.assign(who, with)?;
            *self = trial;
            return Ok(());
        }
        self.by_persona(who, line)
    }

    /// Finds the request or assignment that a line names.
    fn number(&self, with: &Value) -> usize {
        if let Some(id) = with["request"].as_str() {
            return self
                .requests
                .iter()
                .position(|request| request.id == id)
                .unwrap();
        }
        let id = text(with, "assignment");
        self.assignments
            .iter()
            .position(|assignment| assignment.id == id)
            .unwrap()
    }

    fn by_persona(&mut self, who: &str, line: &Value) -> Verdict {
        let with = &line["with"];
        let reason = text(with, "justification");
        match text(line, "do") {
            "submitRequest" => self.submit(who, with),
            "cancelRequest" => self.cancel(who, self.number(with)),
            "approveRequest" => self.judge(who, self.number(with), true, reason),
            "denyRequest" => self.judge(who, self.number(with), false, reason),
            "revokeApproval" => self.revoke_approval(who, self.number(with)),
            "giveBackAssignment" => self.give_back(who, self.number(with)),
            "requestExtension" => self.extend(who, self.number(with), with),
            "removeAssignment" => self.remove(who, self.number(with)),
            "extendAssignment" => self.extend_for(who, self.number(with), with),
            "reprocessRequest" => self.reprocess(who, self.number(with)),
            "reprocessAssignment" => self.reaffirm(who, self.number(with)),
            "deleteRequest" => self.delete_request(who, self.number(with)),
            "changeAnswers" => self.change_answers(who, self.number(with), with),
            "editRequestAnswers" => self.edit_answers(who, self.number(with), with),
            "decideReview" => self.decide_review(who, with),
            "acceptRecommendations" => self.accept_recommendations(who, self.review_number(with)),
            "stopReview" => self.stop_review(who, self.review_number(with)),
            "delegateApprovals" => self.delegate(who, with),
            "endDelegation" => self.take_back(who, text(with, "delegation")),
            "deleteGroup" => self.delete_group(who, line),
            "restoreGroup" => self.restore_group(who, text(with, "group")),
            "createGroup" => {
                self.create_group(who, with);
                Ok(())
            }
            "updateGroup" => self.update_group(who, with),
            "addGroupMember" => self.edit_group(who, true, line),
            "removeGroupMember" => self.edit_group(who, false, line),
            "updateApplication" | "deleteApplication"
                if self.is_gone(text(with, "application")) =>
            {
                Err("NotFound")
            }
            "updateSite" | "deleteSite" if self.is_gone(text(with, "site")) => Err("NotFound"),
            _ => {
                self.administers(who)?;
                self.by_administrator(line)
            }
        }
    }

    fn by_administrator(&mut self, line: &Value) -> Verdict {
        let with = &line["with"];
        match text(line, "do") {
            "updateUser" => return self.update_user(with),
            "updateSettings" => return self.update_settings(with),
            "deleteUser" => return self.delete_user(text(line, "as"), text(with, "user")),
            "restoreUser" => return self.restore_user(text(with, "user")),
            "purgeUser" => return self.purge_user(text(with, "user")),
            "assignDirectoryRole" => return self.appoint(true, with),
            "removeDirectoryRole" => return self.appoint(false, with),
            "updateConnectedOrganization" => return self.update_organization(with),
            "updateOrganization" => return self.update_b2b(with),
            "updateCatalog" => return self.update_catalog(with),
            "updateAccessPackage" => return self.update_package(with),
            "updatePolicy" => return self.update_policy(with),
            "createAccessPackage" => return self.create_package(with),
            "deletePolicy" => return self.delete_policy(text(with, "policy")),
            "deleteAccessPackage" => return self.delete_package(text(with, "accessPackage")),
            "createPolicy" => {
                return self.create_policy(text(with, "accessPackage"), &policy_body(with));
            }
            "addResourceRole" => return self.add_role(with),
            "removeResourceRole" => return self.remove_role(with),
            "replaceResourceRole" => return self.replace_role(with),
            "addIncompatibleAccessPackage" | "addIncompatibleGroup" => {
                return self.edit_incompatible(true, with);
            }
            "removeIncompatibleAccessPackage" | "removeIncompatibleGroup" => {
                return self.edit_incompatible(false, with);
            }
            "createUser" => self.create_user(with),
            "createApplication" => self.create_thing(with, Sort::Application),
            "createSite" => self.create_thing(with, Sort::Site),
            "updateApplication" => return self.update_thing(text(with, "application"), with),
            "updateSite" => return self.update_thing(text(with, "site"), with),
            "deleteApplication" => self.delete_thing(text(with, "application")),
            "deleteSite" => self.delete_thing(text(with, "site")),
            "setResourceAttributes" => return self.ask_for_attributes(with),
            "createCustomExtension" => self.create_workflow(with),
            "updateCustomExtension" => return self.update_workflow(with),
            "createConnectedOrganization" => self.create_organization(with),
            "createCatalog" => self.create_catalog(with),
            "addCatalogResource" => {}
            other => panic!("{other}"),
        }
        Ok(())
    }
}

/// Returns a new policy as it is written inside a package.
fn policy_body(with: &Value) -> Value {
    let mut body = with.clone();
    body.as_object_mut().unwrap().remove("accessPackage");
    body
}
