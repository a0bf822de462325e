//! Who is who in a case, by the names of the place and of the case.

use super::docket::Docket;
use crate::basics::Lang;
use crate::dossier::Role;
use crate::ui::judging::place;
use crate::ui::words::say;

/// The name of a role on screen: the organ of the place, the department and the supplier of the case.
pub fn who(docket: Option<&Docket>, role: Role, lang: Lang) -> String {
    let organs = place().organs;
    let own = match role {
        Role::Department => docket.map(Docket::department).unwrap_or_default(),
        Role::Supplier => docket.and_then(|docket| docket.life.supplier()).unwrap_or_default(),
        Role::Authority => organs.authority.get(lang),
        Role::Centre => organs.centre.get(lang),
        Role::Treasury => organs.treasury.get(lang),
    };
    if own.is_empty() { say(lang, role.name()).to_owned() } else { own.to_owned() }
}
