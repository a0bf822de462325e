//! The security services that a level of protection (等保) usually brings along.
//!
//! *Interpretation*: the measure asks for filing and assessment (article 24) and names no service. The table is advice
//! from common practice, used only where somebody asks for it, and only for functions that the catalog declares.

use super::{Fleet, Line};
use crate::catalog::Edition;
use crate::dossier::Need;
use std::collections::BTreeMap;
use std::sync::Arc;

/// From which level on a function is usually taken.
pub const USUAL: [(u8, &str); 8] = [
    (2, "security/firewall/cloud"),
    (2, "security/host/protection"),
    (2, "security/log-audit/tenant"),
    (3, "security/scan/host"),
    (3, "security/bastion/host"),
    (3, "security/db-audit/database"),
    (3, "security/ips/network"),
    (3, "security/waf/web"),
];
/// What protects each host, and so is needed once an instance.
const HOSTS: &str = "host";

/// Adds to each system of a level what it implies and no row of the system asks for. Gives how many were added.
pub fn add(fleet: &mut Fleet, edition: &Edition) -> usize {
    let mut added = 0;
    for at in 0..fleet.systems.len() {
        let Some(system) = fleet.systems.get(at) else { continue };
        let Some(level) = system.level else { continue };
        let needs: Vec<Arc<Need>> =
            system.lines.iter().filter_map(|line| fleet.needs.get(line.need).cloned()).collect();
        let months = needs.iter().map(|need| need.months).max().unwrap_or(12);
        let servers = servers(fleet, at, edition);
        let asked = |function: &str| needs.iter().any(|need| need.function == function);
        // A package of the level stands for the single services.
        if needs.is_empty() || asked("security/package/classified") {
            continue;
        }
        let wanted: Vec<Need> = USUAL
            .iter()
            .filter(|(from, function)| level >= *from && !asked(function))
            .filter_map(|(_, function)| wanted(function, servers, months, edition))
            .collect();
        for need in wanted {
            let need = fleet.need(&Arc::new(need));
            if let Some(system) = fleet.systems.get_mut(at) {
                system.lines.push(Line { need, rows: Vec::new(), implied: true });
                added += 1;
            }
        }
    }
    added
}

/// Instances of what stands as a whole: servers.
fn servers(fleet: &Fleet, system: usize, edition: &Edition) -> i64 {
    let lines = fleet.systems.get(system).map_or(&[][..], |system| &system.lines);
    let of = |line: &Line| {
        let need = fleet.needs.get(line.need)?;
        edition.function(&need.function).filter(|f| f.instances)?;
        Some(line.times().saturating_mul(need.count))
    };
    lines.iter().filter_map(of).fold(0, i64::saturating_add).max(1)
}

/// One of the function, or one a server where it protects hosts; none where the catalog has no such function.
fn wanted(function: &str, servers: i64, months: u32, edition: &Edition) -> Option<Need> {
    let asks = edition.function(function)?.asks.first()?;
    let (_, dimension) = edition.dimension(asks)?;
    let number = if asks == HOSTS { servers } else { 1 };
    let amount = dimension.units.first().map_or(1, |unit| unit.holds).checked_mul(number)?;
    Some(Need {
        row: 0,
        id: String::new(),
        name: String::new(),
        function: function.to_owned(),
        amounts: BTreeMap::from([(asks.clone(), amount)]),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count: 1,
        months,
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    })
}
