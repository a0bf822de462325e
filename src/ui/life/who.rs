//! Who is who in a case, by the names of the place and of the case.

use super::docket::Docket;
use crate::dossier::Role;
use crate::ui::desk::Desk;
use crate::ui::judging;
use crate::ui::words::say;

/// The name of a role on screen: the organ of the place, the department and the supplier of the case. The role's
/// own name where the data of the place are not there.
pub fn who(desk: &Desk, docket: &Docket, role: Role) -> String {
    let lang = desk.lang();
    let place = judging::place(&desk.settings.place);
    let organs = place.as_ref().map(|place| &place.organs);
    let own = match role {
        Role::Department => docket.department(),
        Role::Supplier => docket.life.supplier().unwrap_or_default(),
        Role::Authority => organs.map_or("", |organs| organs.authority.get(lang)),
        Role::Centre => organs.map_or("", |organs| organs.centre.get(lang)),
        Role::Treasury => organs.map_or("", |organs| organs.treasury.get(lang)),
    };
    if own.is_empty() { say(lang, role.name()).to_owned() } else { own.to_owned() }
}
