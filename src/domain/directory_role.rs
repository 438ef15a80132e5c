//! Roles over the directory as objects: fixed, known by their templates, and possible resources.

use uuid::Uuid;

use crate::domain::id::DirectoryRoleId;
use crate::domain::subject::DirectoryRole;

impl DirectoryRole {
    /// Returns the template that identifies the role in every directory.
    pub const fn id(self) -> DirectoryRoleId {
        DirectoryRoleId::new(Uuid::from_u128(match self {
            Self::GlobalAdministrator => 0x62e9_0394_69f5_4237_9190_0121_7714_5e10,
            Self::IdentityGovernanceAdministrator => 0x45d8_d3c5_c802_45c6_b32a_1d70_b5e1_e86e,
            Self::UserAdministrator => 0xfe93_0be7_5e62_47db_91af_98c3_a49a_38b1,
            Self::GroupsAdministrator => 0xfdd7_a751_b60b_444a_984c_0265_2fe8_fa1c,
            Self::IntuneAdministrator => 0x3a2c_62db_5318_420d_8d74_23af_fee5_d9d5,
            Self::ExchangeAdministrator => 0x2923_2cdf_9323_42fd_ade2_1d09_7af3_e4de,
            Self::SharePointAdministrator => 0xf28a_1f50_f6e7_4571_818b_6a12_f2af_6b6c,
            Self::ApplicationAdministrator => 0x9b89_5d92_2cd3_44c7_9d02_a6ac_2d5e_a5c3,
            Self::CloudApplicationAdministrator => 0x158c_047a_c907_4556_b7ef_4465_51a6_b5f7,
            Self::PrivilegedRoleAdministrator => 0xe861_1ab8_c189_46e8_94e1_6021_3ab1_f814,
            Self::ReportsReader => 0x4a5d_8f65_41da_4de4_8968_e035_b653_39cf,
            Self::SecurityReader => 0x5d6b_6bb7_de71_4623_b4af_9638_0a35_2509,
            Self::SecurityAdministrator => 0x194a_e4cb_b126_40b2_bd5b_6091_b380_977d,
            Self::GlobalReader => 0xf2ef_992c_3afb_46b9_b7cf_a126_ee74_c451,
        }))
    }

    /// Finds the role that a template identifies.
    pub fn of(id: DirectoryRoleId) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.id() == id)
    }

    /// Tells whether a package may make people eligible for the role only, not active in it.
    ///
    /// Those who govern access count too: a role that hands out access must not be handed out by
    /// it, and the last administrator must not leave with an assignment.
    pub const fn is_privileged(self) -> bool {
        match self {
            Self::GlobalAdministrator
            | Self::IdentityGovernanceAdministrator
            | Self::UserAdministrator
            | Self::IntuneAdministrator
            | Self::ApplicationAdministrator
            | Self::CloudApplicationAdministrator
            | Self::PrivilegedRoleAdministrator
            | Self::SecurityReader
            | Self::SecurityAdministrator
            | Self::GlobalReader => true,
            Self::GroupsAdministrator
            | Self::ExchangeAdministrator
            | Self::SharePointAdministrator
            | Self::ReportsReader => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_template() {
        for role in DirectoryRole::ALL {
            assert_eq!(DirectoryRole::of(role.id()), Some(*role));
        }
    }
}
