//! The security services that a level of protection (等保) usually brings along, by the table of the place.
//!
//! *Interpretation*: the measure asks for filing and assessment (article 24) and names no service. The table is advice
//! ([`LevelServices`]), used only where somebody asks for it, and only for functions that the catalog declares.

use super::{Fleet, Line};
use crate::catalog::Edition;
use crate::dossier::Need;
use crate::measure::jurisdiction::services::{Each, LevelService, LevelServices};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds to each system of a level what it implies and no row of the system asks for. Gives how many were added.
pub fn add(fleet: &mut Fleet, edition: &Edition, table: &LevelServices) -> usize {
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
        if needs.is_empty() || table.packages.iter().any(|package| asked(package)) {
            continue;
        }
        let wanted: Vec<Need> = table
            .usual
            .iter()
            .filter(|service| level >= service.from_level && !asked(&service.function))
            .filter_map(|service| wanted(service, servers, months, edition))
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

/// As many of a service as the table says; none where the catalog has no such function.
fn wanted(service: &LevelService, servers: i64, months: u32, edition: &Edition) -> Option<Need> {
    let function = &service.function;
    let asks = edition.function(function)?.asks.first()?;
    let (_, dimension) = edition.dimension(asks)?;
    let number = if service.each == Each::Server { servers } else { 1 };
    let amount = dimension.units.first().map_or(1, |unit| unit.holds).checked_mul(number)?;
    Some(Need {
        row: 0,
        id: String::new(),
        name: String::new(),
        function: function.clone(),
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
