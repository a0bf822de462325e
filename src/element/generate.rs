//! The pages and files that are made from the [contract](super::contract).

use super::contract::{
    ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, Method, Named, PARTS, PROPERTIES, SLOTS, TAG, TYPES, Text,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Every generated file: its place in the package, and its text.
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("src/docs/element.md", manual()),
        ("www/types/govcloud-request.d.ts", types()),
        ("www/custom-elements.json", pretty(&custom_elements())),
        ("www/web-types.json", pretty(&web_types())),
        ("www/src/contract.js", script()),
    ]
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The manual's page.
fn manual() -> String {
    let mut page = include_str!("manual.md").to_owned();
    let mut table = |title: &str, head: &str, rows: Vec<String>| {
        if rows.is_empty() {
            return;
        }
        let columns = head.matches('|').count() + 1;
        let rule = vec!["---"; columns].join("|");
        let _ = write!(page, "\n## {title}\n\n| {head} |\n|{rule}|\n");
        for row in rows {
            let _ = writeln!(page, "| {row} |");
        }
    };
    let both = |doc: Text| format!("{}<br>{}", doc.0, doc.1);
    let cell = |text: &str| text.replace('|', "\\|");
    table("属性 Attributes", "attribute, property | values | default | 说明 meaning", {
        let row = |a: &super::contract::Attribute| {
            let values = a.values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ");
            let default = if a.default.is_empty() { String::new() } else { format!("`{}`", a.default) };
            let name = if a.name == a.property {
                format!("`{}`", a.name)
            } else {
                format!("`{}`, `{}`", a.name, a.property)
            };
            format!("{name} | {values} | {default} | {}", both(a.doc))
        };
        ATTRIBUTES.iter().map(row).collect()
    });
    let row = |p: &super::contract::Property| {
        let readonly = if p.readonly { " (read only)" } else { "" };
        format!("`{}`{readonly} | `{}` | {}", p.name, cell(p.kind), both(p.doc))
    };
    table(
        "对象属性 Properties without an attribute",
        "property | type | 说明 meaning",
        PROPERTIES.iter().map(row).collect(),
    );
    let row = |m: &Method| format!("`{}` | `{}` | {}", signature(m), cell(m.returns), both(m.doc));
    table("方法 Methods", "method | returns | 说明 meaning", METHODS.iter().map(row).collect());
    let row = |e: &super::contract::Event| {
        let cancelable = if e.cancelable { ", cancelable" } else { "" };
        format!("`{}`{cancelable} | `{}` | {}", e.name, cell(e.detail), both(e.doc))
    };
    table("事件 Events", "event | detail | 说明 meaning", EVENTS.iter().map(row).collect());
    let row = |n: &Named| {
        let name = if n.name.is_empty() { "(默认 default)".to_owned() } else { format!("`{}`", n.name) };
        format!("{name} | {}", both(n.doc))
    };
    table("部件 CSS parts", "part | 说明 meaning", PARTS.iter().map(row).collect());
    table("插槽 Slots", "slot | 说明 meaning", SLOTS.iter().map(row).collect());
    let row = |n: &Named| format!("`{}` | `{}` | {}", n.name, n.default, both(n.doc));
    table(
        "自定义属性 CSS custom properties",
        "property | default | 说明 meaning",
        CUSTOM_PROPERTIES.iter().map(row).collect(),
    );
    page
}

fn signature(method: &Method) -> String {
    let parameters: Vec<String> =
        method.parameters.iter().map(|(name, kind)| format!("{name}: {kind}")).collect();
    format!("{}({})", method.name, parameters.join(", "))
}

/// The TypeScript declarations.
fn types() -> String {
    let mut text = String::from("// Made from src/element/contract.rs. Do not edit.\n\n");
    text.push_str(TYPES);
    text.push_str("\nexport interface GovcloudRequestEventMap {\n");
    for event in EVENTS {
        let _ =
            writeln!(text, "  /** {} */\n  '{}': CustomEvent<{}>;", event.doc.1, event.name, event.detail);
    }
    text.push_str("}\n\nexport class GovcloudRequest extends HTMLElement {\n");
    for attribute in ATTRIBUTES {
        let values: Vec<String> = attribute.values.iter().map(|v| format!("'{v}'")).collect();
        // `lang` is the platform's own: narrowing it would break assignment to HTMLElement.
        let kind = if values.is_empty() || attribute.name == "lang" {
            "string".to_owned()
        } else {
            values.join(" | ")
        };
        let _ = writeln!(
            text,
            "  /** {} (attribute `{}`) */\n  {}: {kind};",
            attribute.doc.1, attribute.name, attribute.property
        );
    }
    for property in PROPERTIES {
        let readonly = if property.readonly { "readonly " } else { "" };
        let _ =
            writeln!(text, "  /** {} */\n  {readonly}{}: {};", property.doc.1, property.name, property.kind);
    }
    for method in METHODS {
        let _ = writeln!(text, "  /** {} */\n  {}: {};", method.doc.1, signature(method), method.returns);
    }
    text.push_str(LISTENERS);
    text
}

const LISTENERS: &str = "
  addEventListener<K extends keyof GovcloudRequestEventMap>(
    type: K, listener: (this: GovcloudRequest, event: GovcloudRequestEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: GovcloudRequest, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'govcloud-request': GovcloudRequest;
  }
}
";

/// The custom elements manifest, schema 1.0.0.
fn custom_elements() -> Value {
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|a| json!({"name": a.name, "fieldName": a.property, "type": {"text": text_type(a.values)}, "default": quoted(a.default), "description": a.doc.1}))
        .collect();
    let mirrored = ATTRIBUTES.iter().map(|a| {
        json!({"kind": "field", "name": a.property, "type": {"text": text_type(a.values)}, "attribute": a.name, "reflects": true, "description": a.doc.1})
    });
    let fields = PROPERTIES.iter().map(|p| {
        json!({"kind": "field", "name": p.name, "type": {"text": p.kind}, "readonly": p.readonly, "description": p.doc.1})
    });
    let methods = METHODS.iter().map(|m| {
        let parameters: Vec<Value> =
            m.parameters.iter().map(|(name, kind)| json!({"name": name, "type": {"text": kind}})).collect();
        json!({"kind": "method", "name": m.name, "parameters": parameters, "return": {"type": {"text": m.returns}}, "description": m.doc.1})
    });
    let members: Vec<Value> = mirrored.chain(fields).chain(methods).collect();
    let events: Vec<Value> = EVENTS
        .iter()
        .map(|e| json!({"name": e.name, "type": {"text": format!("CustomEvent<{}>", e.detail)}, "description": e.doc.1}))
        .collect();
    let named = |list: &[Named]| -> Vec<Value> {
        list.iter().map(|n| json!({"name": n.name, "description": n.doc.1})).collect()
    };
    let properties: Vec<Value> = CUSTOM_PROPERTIES
        .iter()
        .map(|n| json!({"name": n.name, "default": n.default, "description": n.doc.1}))
        .collect();
    let declaration = json!({
        "kind": "class", "customElement": true, "tagName": TAG, "name": "GovcloudRequest",
        "superclass": {"name": "HTMLElement"},
        "description": "An application for government-cloud resources, as a form.",
        "attributes": attributes, "members": members, "events": events,
        "cssParts": named(PARTS), "cssProperties": properties, "slots": named(SLOTS),
    });
    let class = json!({"name": "GovcloudRequest", "module": "dist/element.js"});
    json!({
        "schemaVersion": "1.0.0", "readme": "",
        "modules": [
            {"kind": "javascript-module", "path": "dist/element.js", "declarations": [declaration],
             "exports": [{"kind": "js", "name": "GovcloudRequest", "declaration": class}]},
            {"kind": "javascript-module", "path": "dist/define.js", "declarations": [],
             "exports": [{"kind": "custom-element-definition", "name": TAG, "declaration": class}]},
        ],
    })
}

fn text_type(values: &[&str]) -> String {
    if values.is_empty() {
        return "string".to_owned();
    }
    values.iter().map(|v| format!("'{v}'")).collect::<Vec<_>>().join(" | ")
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

/// JetBrains' web-types.
fn web_types() -> Value {
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|a| {
            let values: Vec<Value> = a.values.iter().map(|v| json!({"name": v})).collect();
            json!({"name": a.name, "description": a.doc.1, "default": a.default, "value": {"type": text_type(a.values), "required": true}, "values": values})
        })
        .collect();
    let named = |list: &[Named]| -> Vec<Value> {
        list.iter().map(|n| json!({"name": n.name, "description": n.doc.1})).collect()
    };
    let mirrored = ATTRIBUTES
        .iter()
        .map(|a| json!({"name": a.property, "type": text_type(a.values), "description": a.doc.1}));
    let own = PROPERTIES.iter().map(|p| json!({"name": p.name, "type": p.kind, "description": p.doc.1}));
    let properties: Vec<Value> = mirrored.chain(own).collect();
    let events: Vec<Value> = EVENTS
        .iter()
        .map(
            |e| json!({"name": e.name, "description": e.doc.1, "type": format!("CustomEvent<{}>", e.detail)}),
        )
        .collect();
    json!({
        "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
        "name": TAG, "version": env!("CARGO_PKG_VERSION"), "description-markup": "markdown",
        "contributions": {"html": {"elements": [{
            "name": TAG, "description": "An application for government-cloud resources, as a form.",
            "attributes": attributes, "slots": named(SLOTS),
            "js": {"properties": properties, "events": events},
            "css": {"parts": named(PARTS), "properties": named(CUSTOM_PROPERTIES)},
        }]}},
    })
}

/// The lists that the element's script works by.
fn script() -> String {
    let mut text = String::from(
        "// Made from src/element/contract.rs. Do not edit.\n\n/** Attribute and the property that mirrors it. */\nexport const ATTRIBUTES = [\n",
    );
    for attribute in ATTRIBUTES {
        let _ = writeln!(text, "  ['{}', '{}'],", attribute.name, attribute.property);
    }
    text.push_str("];\n\n/** Properties that a page may set and that have no attribute. */\nexport const PROPERTIES = [");
    let own: Vec<String> =
        PROPERTIES.iter().filter(|p| !p.readonly).map(|p| format!("'{}'", p.name)).collect();
    let _ = write!(
        text,
        "{}];\n\n/** Events that a page may stop. */\nexport const CANCELABLE = [",
        own.join(", ")
    );
    let stop: Vec<String> = EVENTS.iter().filter(|e| e.cancelable).map(|e| format!("'{}'", e.name)).collect();
    let _ = writeln!(text, "{}];", stop.join(", "));
    text
}
