//! Reads a sheet: the article's words, then a table for each provision.

/// One sheet.
pub(crate) struct Sheet {
    /// 第三条.
    pub(crate) label: String,
    /// The quoted text.
    pub(crate) quote: String,
    /// The tables, in order.
    pub(crate) tables: Vec<Table>,
}

/// The cases of one provision.
pub(crate) struct Table {
    /// Name of the provision, from the heading: `## 说明（a03-channel）`.
    pub(crate) provision: String,
    /// What it says, from the heading.
    pub(crate) says: String,
    /// The columns.
    pub(crate) columns: Vec<String>,
    /// The rows, each as long as the columns.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The cell of a column in a row; empty where the table has no such column.
    pub(crate) fn cell<'t>(&self, row: &'t [String], column: &str) -> &'t str {
        self.columns.iter().position(|c| c == column).map_or("", |at| row[at].as_str())
    }
}

/// Reads a sheet, or says in which line it is none.
pub(crate) fn read(text: &str) -> Result<Sheet, String> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let mut sheet = Sheet { label: String::new(), quote: String::new(), tables: Vec::new() };
    while let Some((at, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            let named = heading.split_once('（').and_then(|(says, id)| Some((says, id.strip_suffix('）')?)));
            let (says, id) = named.ok_or(format!("line {at}: a heading reads `## 检查内容（编号）`"))?;
            sheet.tables.push(Table {
                provision: id.to_owned(),
                says: says.to_owned(),
                columns: Vec::new(),
                rows: Vec::new(),
            });
        } else if let Some(label) = line.strip_prefix("# ") {
            sheet.label = label.to_owned();
        } else if let Some(quote) = line.strip_prefix("> ") {
            sheet.quote = quote.to_owned();
        } else if line.starts_with('|') {
            let table = sheet.tables.last_mut().ok_or(format!("line {at}: a table before any heading"))?;
            let cells = cells(line).ok_or(format!("line {at}: a row begins and ends with `|`"))?;
            if table.columns.is_empty() {
                table.columns = cells;
                let rule = lines.next().map_or("", |(_, line)| line);
                if !rule.starts_with("|-") {
                    return Err(format!("line {}: `|---|` is missing below the columns", at + 1));
                }
            } else if cells.len() == table.columns.len() {
                table.rows.push(cells);
            } else {
                return Err(format!("line {at}: {} cells, {} columns", cells.len(), table.columns.len()));
            }
        }
    }
    Ok(sheet)
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}
