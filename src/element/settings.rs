//! What the page's attributes say, read into the form's settings.

use crate::basics::{Date, Lang, Words, date};
use crate::dossier::{Errand, Role};
use crate::submission::Profile;
use crate::ui::settings::{CaseAt, Endpoint, Mode, Place, RegisterAt, Settings, View};
use serde_json::Value;

/// Reads the attributes, sent by the element's script as one JSON object of texts. What cannot be used is
/// left at its default and reported; what belongs to catalog and case is kept as it is in `before`.
pub fn read(text: &str, before: &Settings) -> (Settings, Vec<Words>) {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let get = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let mut faults = Vec::new();
    let mut choose = |name: &str, attribute: &str, known: &[&str]| {
        let text = get(name);
        if !text.is_empty() && !known.contains(&text.as_str()) {
            faults.push(unknown(attribute, &text, known));
        }
        text
    };
    let mode = if choose("mode", "mode", &["edit", "view"]) == "view" { Mode::View } else { Mode::Edit };
    let errand = Errand::from_code(&choose("errand", "errand", &Errand::ALL.map(Errand::code)));
    let role = Role::from_code(&choose("asRole", "as-role", &Role::ALL.map(Role::code)));
    let view = View::from_code(&choose("view", "view", &View::ALL.map(View::code)));
    let profile = choose("profile", "profile", &Profile::NAMES);
    // By rules that nobody meant nothing is sent.
    let action = if profile.is_empty() || Profile::NAMES.contains(&profile.as_str()) {
        get("action")
    } else {
        String::new()
    };
    // The script knows where another place than the province comes from, and whether it was handed over.
    let place = match get("place").as_str() {
        "coming" => Place::Coming,
        "here" => before.place.clone(),
        _ => Place::Province,
    };
    // Any other language tag, such as zh-CN, is read by how it begins.
    let lang = if get("lang").to_ascii_lowercase().starts_with("en") { Lang::En } else { Lang::Zh };
    let year = year(&get("year"), &mut faults);
    let as_of = day(&get("asOf"), &get("today"), &mut faults);
    let settings = Settings {
        whole: value.get("whole").and_then(Value::as_bool).unwrap_or(true),
        lang,
        mode,
        errand,
        role,
        case: case_at(&value, before),
        view,
        register: register_at(&value, before),
        year,
        as_of,
        place,
        owner: get("owner"),
        lock_after: get("lockAfter").parse().ok(),
        endpoint: Endpoint { profile, action, status: get("status"), upload: get("upload") },
        ..before.clone()
    };
    (settings, faults)
}

/// While the page names a journal, the case is coming until the journal or a fault has come.
fn case_at(value: &Value, before: &Settings) -> CaseAt {
    match (value.get("journalComing").and_then(Value::as_bool), &before.case) {
        (Some(true), CaseAt::None) => CaseAt::Coming,
        (Some(true), known) => known.clone(),
        _ => CaseAt::None,
    }
}

/// The same of the register that a view shows.
fn register_at(value: &Value, before: &Settings) -> RegisterAt {
    match (value.get("registerComing").and_then(Value::as_bool), &before.register) {
        (Some(true), RegisterAt::None) => RegisterAt::Coming,
        (Some(true), known) => known.clone(),
        _ => RegisterAt::None,
    }
}

/// The year that a view shows, where the page names one.
fn year(given: &str, faults: &mut Vec<Words>) -> Option<i32> {
    let read = given.parse().ok().filter(|year| (1..=9999).contains(year));
    if read.is_none() && !given.is_empty() {
        faults.push(Words::new(
            format!("year 属性“{given}”不是年份（应如 2026），由使用者选择。"),
            format!("The attribute year, '{given}', is no year (as 2026 is): a person chooses."),
        ));
    }
    read
}

/// The day by which the case is judged: the page's, else the day where the person is.
fn day(given: &str, today: &str, faults: &mut Vec<Words>) -> Date {
    let read = date::parse(given);
    if read.is_none() && !given.is_empty() {
        faults.push(Words::new(
            format!("as-of 属性“{given}”不是日期（应如 2026-11-23），按当天审核。"),
            format!("The attribute as-of, '{given}', is no date (as 2026-11-23 is): today is used."),
        ));
    }
    read.or_else(|| date::parse(today)).unwrap_or_default()
}

fn unknown(attribute: &str, text: &str, known: &[&str]) -> Words {
    Words::new(
        format!("{attribute} 属性的值“{text}”无法识别，可用的值：{}。", known.join("、")),
        format!("The attribute {attribute} does not know '{text}'. It knows {}.", known.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_settings() {
        let text = r#"{"lang":"en-GB","mode":"view","errand":"migrate","asOf":"2026-11-23","action":"/api","owner":"u1"}"#;
        let (settings, faults) = read(text, &Settings::default());
        assert!(faults.is_empty());
        assert_eq!(
            (settings.lang, settings.mode, settings.errand),
            (Lang::En, Mode::View, Some(Errand::Migrate))
        );
        assert_eq!(settings.as_of.to_string(), "2026-11-23");
        assert_eq!((settings.endpoint.action.as_str(), settings.owner.as_str()), ("/api", "u1"));
    }

    #[test]
    fn by_a_profile_that_nobody_knows_nothing_is_sent() {
        let (settings, faults) = read(r#"{"profile":"my-ruoyi","action":"/api"}"#, &Settings::default());
        assert_eq!((settings.endpoint.action.as_str(), faults.len()), ("", 1));
        for known in Profile::NAMES.into_iter().chain([""]) {
            let text = format!(r#"{{"profile":"{known}","action":"/api"}}"#);
            let (settings, faults) = read(&text, &Settings::default());
            assert_eq!((settings.endpoint.action.as_str(), faults.len()), ("/api", 0), "{known}");
        }
    }

    #[test]
    fn another_place_is_waited_for_and_kept_until_the_page_names_one_anew() {
        let coming = read(r#"{"place":"coming"}"#, &Settings::default()).0;
        assert_eq!(coming.place, Place::Coming);
        let told = Settings { place: Place::Unusable(Words::same("why")), ..coming };
        assert_eq!(read(r#"{"place":"here"}"#, &told).0.place, told.place);
        assert_eq!(read(r#"{"place":"coming"}"#, &told).0.place, Place::Coming);
        assert_eq!(read(r#"{"place":"province"}"#, &told).0.place, Place::Province);
    }

    #[test]
    fn what_cannot_be_used_is_said_and_the_rest_is_used() {
        let text = r#"{"mode":"look","asOf":"soon","today":"2026-01-02","errand":"migrate"}"#;
        let (settings, faults) = read(text, &Settings::default());
        assert_eq!(faults.len(), 2);
        assert_eq!((settings.mode, settings.errand), (Mode::Edit, Some(Errand::Migrate)));
        assert_eq!(settings.as_of.to_string(), "2026-01-02");
    }
}
