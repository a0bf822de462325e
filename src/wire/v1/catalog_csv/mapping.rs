//! How the columns of somebody's list become the fields of an item.

use crate::basics::{Path, Words};
use crate::catalog::Edition;
use crate::wire::Error;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a CSV file does not say by itself: the declarations, and which column is which field.
///
/// Fields are named as in the native format, step by step: `code`, `name/zh`, `name/en`, `spec`, `function`,
/// `package/vcpu`, `component/dimension`, `component/step`, `custom/0/dimension`, `traits/zone`, `price/amount`,
/// `price/currency`, `price/period`, `price/standing`, `price/source`, `valid/from`, `source`, `note` … Several
/// values in one cell are divided by `|`; tiers are written `11:240|51:200`, terms `12:0.8|36:0.75`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// Sources, dimensions, traits, functions and suppliers. Its items are not read.
    pub declarations: Edition,
    /// Heading → field; an empty field means that the column is left aside on purpose. A heading that is
    /// not here is taken for a field of its own name.
    pub columns: BTreeMap<String, String>,
    /// Field → text for every row that does not say otherwise.
    pub defaults: BTreeMap<String, String>,
    /// What certain rows say in other words. All that apply are applied, in order, over what the cells say.
    pub rules: Vec<Rule>,
    /// Rows without a code get one: this prefix and the row's number. Empty for none.
    pub code_prefix: String,
}

/// What rows with certain cells mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Rule {
    /// Heading → text of the cell; one that ends in `*` is a beginning. All must hold.
    pub when: BTreeMap<String, String>,
    /// Field → text; an empty text clears the field.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// True where such rows are no items.
    #[serde(default)]
    pub leave_out: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    format: String,
    version: u32,
    declarations: Option<Value>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    defaults: BTreeMap<String, String>,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    code_prefix: String,
}

/// The name of the format.
pub const FORMAT: &str = "govcloud-catalog-mapping";

impl Mapping {
    /// A file whose headings are the native fields: `code,name/zh,function,package/vcpu,…`.
    pub fn native(declarations: Edition) -> Self {
        let none = BTreeMap::new;
        Self {
            declarations,
            columns: none(),
            defaults: none(),
            rules: Vec::new(),
            code_prefix: String::new(),
        }
    }

    /// The header of the published lists: `category,subcategory,item,spec,unit,price,currency,period`, with
    /// `quantity_seen` and `notes`. The function of a row is what its subcategory says, by code or by name;
    /// lists whose subcategories say something else need rules. What the unit says needs rules too.
    pub fn published(declarations: Edition) -> Self {
        let columns = [
            ("category", ""),
            ("subcategory", "function"),
            ("item", "name/zh"),
            ("spec", "spec"),
            ("unit", ""),
            ("price", "price/amount"),
            ("currency", "price/currency"),
            ("period", "price/period"),
            ("quantity_seen", ""),
            ("notes", "note"),
        ];
        let columns = columns.into_iter().map(|(heading, field)| (heading.to_owned(), field.to_owned()));
        Self { columns: columns.collect(), code_prefix: "ROW-".to_owned(), ..Self::native(declarations) }
    }

    /// Reads a mapping file; `base` gives the declarations where the file has none of its own.
    ///
    /// # Errors
    /// Where the text is no mapping, or neither it nor `base` gives declarations.
    pub fn read(text: &str, base: Option<&Edition>) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = serde_json::from_str(text)?;
        if file.format != FORMAT {
            return Err(Error::Format { expected: FORMAT, found: file.format });
        }
        if file.version != 1 {
            return Err(Error::Version { newest: 1, found: file.version.to_string() });
        }
        let at = Path::root().at("declarations");
        let declarations = match (file.declarations, base) {
            (Some(declared), _) => declarations(declared, &at)?,
            (None, Some(base)) => Edition { items: Vec::new(), by_code: BTreeMap::new(), ..base.clone() },
            (None, None) => {
                let expected = Words::new("目录的声明部分", "the catalog's declarations");
                return Err(Error::Shape { at, expected });
            }
        };
        let (columns, defaults) = (file.columns, file.defaults);
        Ok(Self { declarations, columns, defaults, rules: file.rules, code_prefix: file.code_prefix })
    }
}

/// Reads a native catalog without items. Here a fault is an error: every row depends on it.
fn declarations(mut declared: Value, at: &Path) -> Result<Edition, Error> {
    if let Some(members) = declared.as_object_mut() {
        members.entry("items").or_insert_with(|| Value::Array(Vec::new()));
    }
    let (edition, problems) = super::super::catalog::read(&declared.to_string())?;
    match problems.into_iter().find(|problem| problem.bars) {
        Some(problem) => {
            let at = problem.column.split('/').skip(1).fold(at.clone(), |at, step| at.at(step));
            Err(Error::Shape { at, expected: problem.remedy })
        }
        None => Ok(edition),
    }
}
