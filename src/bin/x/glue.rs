//! What is changed in the glue that wasm-bindgen writes.

use crate::tools::Outcome;

/// The properties that Yew hangs on DOM nodes, by the names that it uses.
const KEYS: [&str; 3] = ["__yew_subtree_id", "__yew_subtree_cache_key", "__yew_listener_id"];

/// Gives each module its own keys on DOM nodes. Two Yew modules on one page (a host written with Yew, two
/// versions of this element) otherwise read each other's numbers and corrupt their memory.
///
/// The glue reads and writes each of the three properties once: six uses. Another count means that Yew or
/// wasm-bindgen changed, and that this has to be thought through again.
pub(crate) fn with_private_keys(glue: &str) -> Outcome<String> {
    let mut text = glue.to_owned();
    let mut uses = 0;
    let mut head = String::new();
    for key in KEYS {
        let property = format!(".{key}");
        uses += text.matches(&property).count();
        text = text.replace(&property, &format!("[k{key}]"));
        head.push_str(&format!("const k{key} = Symbol('{key}');\n"));
    }
    if uses != 2 * KEYS.len() {
        return Err(format!(
            "The glue uses Yew's keys {uses} times where six are known: see src/bin/x/glue.rs"
        ));
    }
    Ok(head + &text)
}

/// Lets the glue look for the module under the name that it is shipped with.
pub(crate) fn with_wasm_name(glue: &str, name: &str) -> Outcome<String> {
    const OLD: &str = "new URL('govcloud_bg.wasm', import.meta.url)";
    if glue.matches(OLD).count() != 1 {
        return Err("The glue no longer names its module where it did: see src/bin/x/glue.rs".to_owned());
    }
    Ok(glue.replace(OLD, &format!("new URL('{name}', import.meta.url)")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    const GLUE: &str = "get_a: o => o.__yew_subtree_id, set_a: (o, v) => { o.__yew_subtree_id = v },
        __wbg_get___yew_subtree_cache_key: o => o.__yew_subtree_cache_key, set_b: (o, v) => { o.__yew_subtree_cache_key = v },
        get_c: o => o.__yew_listener_id, set_c: (o, v) => { o.__yew_listener_id = v }";

    #[test]
    fn six_uses_become_symbols_and_names_of_functions_stay() {
        let text = with_private_keys(GLUE).unwrap();
        assert_eq!(text.matches("[k__yew_").count(), 6);
        assert!(!text.contains("o.__yew"));
        assert!(text.contains("__wbg_get___yew_subtree_cache_key:"));
        assert!(text.starts_with("const k__yew_subtree_id = Symbol("));
    }

    #[test]
    fn another_count_fails() {
        assert!(with_private_keys(&GLUE.replace("o.__yew_listener_id = v", "")).is_err());
        assert!(with_private_keys(&format!("{GLUE} o.__yew_subtree_id")).is_err());
    }
}
