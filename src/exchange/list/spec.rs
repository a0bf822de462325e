//! A configuration in one text: `4核8G`, `8C16G500G`, `16核、32G内存、100G硬盘`.

use crate::basics::decimal::half_width;

/// The amounts of a configuration, column → text; `None` where the text says anything else.
pub(super) fn amounts(text: &str) -> Option<Vec<(&'static str, String)>> {
    let text: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let text = text.to_lowercase();
    let mut rest = text.as_str();
    let mut found: Vec<(&'static str, String)> = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, behind) = rest.split_at(end);
        let next = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, after) = behind.split_at(next);
        let unit = unit.trim_matches(['、', ',', '+', '/', '*', '-', '|', ';', '，', '；', '_']);
        if number.is_empty() {
            return None;
        }
        let (column, unit) = meaning(unit, &found)?;
        if found.iter().any(|(of, _)| *of == column) {
            return None;
        }
        found.push((column, format!("{number} {unit}").trim().to_owned()));
        rest = after;
    }
    let cores = found.iter().any(|(column, _)| *column == "d.vcpu");
    (cores && found.len() > 1).then_some(found)
}

/// What an amount with this unit is, by its words, else by its turn.
fn meaning(unit: &str, before: &[(&'static str, String)]) -> Option<(&'static str, &'static str)> {
    const CORES: [&str; 8] = ["核", "c", "cpu", "vcpu", "core", "cores", "核心", "核cpu"];
    if CORES.contains(&unit) {
        return Some(("d.vcpu", ""));
    }
    let sizes = [("gib", "GB"), ("gb", "GB"), ("g", "GB"), ("tb", "TB"), ("t", "TB"), ("mb", "MB")];
    let (behind, size) = sizes.iter().find_map(|(short, size)| Some((unit.strip_prefix(short)?, *size)))?;
    let memory = before.iter().any(|(column, _)| *column == "d.memory");
    match behind {
        "内存" | "mem" | "memory" | "ram" => Some(("d.memory", size)),
        "硬盘" | "磁盘" | "数据盘" | "存储" | "盘" | "云盘" | "disk" | "hdd" => {
            Some(("d.disk.plain", size))
        }
        "系统盘" | "ssd" | "高性能存储" | "固态硬盘" => Some(("d.disk.fast", size)),
        "" if before.is_empty() => None,
        "" if memory => Some(("d.disk.plain", size)),
        "" => Some(("d.memory", size)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn configurations_as_people_write_them() {
        let read = |text: &str| {
            let shown = |(column, text): (&str, String)| format!("{column}={text}");
            amounts(text).map(|all| all.into_iter().map(shown).collect::<Vec<_>>().join(";"))
        };
        let small = Some("d.vcpu=4;d.memory=8 GB".to_owned());
        for text in ["4核8G", "4C8G", "4 vCPU / 8 GB", "4c8gb", "４核８Ｇ内存"] {
            assert_eq!(read(text), small, "{text}");
        }
        let large = Some("d.vcpu=16;d.memory=32 GB;d.disk.plain=100 GB".to_owned());
        for text in ["16核、32G内存、100G硬盘", "16C32G100G", "16核/32GB/100GB"] {
            assert_eq!(read(text), large, "{text}");
        }
        assert_eq!(read("8核16G1T系统盘"), Some("d.vcpu=8;d.memory=16 GB;d.disk.fast=1 TB".to_owned()));
        for text in ["", "4核", "8G", "标准型", "4核8G16核", "4", "4核8块", "单盘IOPS 1000-3000"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
