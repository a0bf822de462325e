//! One listener for all fields: which place was typed at, and what stands there now.

use crate::basics::Path;
use crate::dossier::{FieldKind, fields::spec};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What a control tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The place it stands for.
    pub place: Path,
    /// The text that stands there now.
    pub text: String,
    /// True where the control is left as soon as it is changed: a choice, a tick, a day of the calendar.
    pub final_: bool,
}

/// The place that an element stands for.
pub fn place_of(target: Option<EventTarget>) -> Option<Path> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.get_attribute("data-path").map(|path| Path::from(path.as_str()))
}

/// What an event's target tells; nothing where it is no control of the fields. `typed` is what stands at
/// the place so far.
pub fn heard(target: Option<EventTarget>, typed: impl Fn(&Path) -> String) -> Option<Heard> {
    let place = place_of(target.clone())?;
    let target = target?;
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return Some(Heard { place, text: area.value(), final_: false });
    }
    if let Some(list) = target.dyn_ref::<HtmlSelectElement>() {
        return Some(Heard { place, text: list.value(), final_: true });
    }
    let input = target.dyn_ref::<HtmlInputElement>()?;
    let text = match input.type_().as_str() {
        "file" => return None,
        "radio" => input.value(),
        "checkbox" if input.has_attribute("data-tick") => tick(input.checked()),
        "checkbox" => toggled(&place, &typed(&place), &input.value(), input.checked()),
        // The calendar gives nothing while a day is half chosen; what was typed stays.
        _ if input.has_attribute("data-picker") && input.value().is_empty() => return None,
        _ => input.value(),
    };
    let final_ = input.type_() != "text";
    Some(Heard { place, text, final_ })
}

fn tick(on: bool) -> String {
    if on { "yes".to_owned() } else { String::new() }
}

/// The codes that are ticked, joined in the order of the field's choices.
fn toggled(place: &Path, typed: &str, code: &str, on: bool) -> String {
    let key = place.steps().nth(1).unwrap_or_default();
    let Some(FieldKind::AnyOf(choices)) = spec(&key).map(|s| s.kind) else { return typed.to_owned() };
    let was = |c: &str| typed.split(',').any(|t| t == c);
    let codes = choices.iter().map(|c| c.0).filter(|c| if *c == code { on } else { was(c) });
    codes.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_kept_in_the_order_of_the_table() {
        let place = Path::field("network.zones");
        assert_eq!(toggled(&place, "line", "egov", true), "egov,line");
        assert_eq!(toggled(&place, "egov,line", "egov", false), "line");
        assert_eq!(toggled(&place, "", "dmz", true), "dmz");
    }
}
