//! Finds what can be changed in a file, and writes all the changes into it at once, each behind a switch.
//!
//! So that one build serves for all: `mutant(17)` is false unless the seventeenth change is asked for.

use proc_macro2::Span;
use std::borrow::Cow;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Pat, ReturnType, Type};

/// A change that was made possible.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    /// The line that it changes, from one.
    pub(crate) line: usize,
    /// What it does, for people.
    pub(crate) says: String,
    /// What is put in, and where (byte offsets in the file as it was).
    edits: Vec<Edit>,
}

/// A text that is put in. Of several at one place those of outer expressions come first where something begins, and
/// last where it ends.
#[derive(Clone, Debug)]
struct Edit {
    at: usize,
    /// Negative where something begins: the larger the expression, the further out.
    order: isize,
    /// With `{on}` where it is asked whether the change is wanted.
    text: Cow<'static, str>,
}

/// Everything that can be changed in a file.
pub(crate) fn mutants(source: &str) -> Result<Vec<Mutant>, String> {
    let file = syn::parse_file(source).map_err(|e| format!("line {}: {e}", e.span().start().line))?;
    let mut finder = Finder { found: Vec::new() };
    finder.visit_file(&file);
    Ok(finder.found)
}

/// The file with these changes in it, each behind its number.
pub(crate) fn written(source: &str, mutants: &[(usize, &Mutant)]) -> String {
    let mut edits: Vec<(&Edit, usize)> =
        mutants.iter().flat_map(|(id, mutant)| mutant.edits.iter().map(|edit| (edit, *id))).collect();
    // At one place what ends comes before what begins.
    edits.sort_by_key(|(edit, id)| {
        let nested = if edit.order > 0 { (0, edit.order) } else { (1, edit.order) };
        (edit.at, nested, if edit.order > 0 { *id as isize } else { -(*id as isize) })
    });
    let mut text = String::with_capacity(source.len() * 2);
    let mut from = 0;
    for (edit, id) in edits {
        text.push_str(&source[from..edit.at]);
        text.push_str(&edit.text.replace("{on}", &format!("crate::mutant::on({id})")));
        from = edit.at;
    }
    text.push_str(&source[from..]);
    text
}

struct Finder {
    found: Vec<Mutant>,
}

impl Finder {
    fn add(&mut self, at: Span, says: impl Into<String>, edits: Vec<Edit>) {
        self.found.push(Mutant { line: at.start().line, says: says.into(), edits });
    }

    /// Puts texts around an expression.
    fn around(&mut self, of: Span, says: impl Into<String>, before: &'static str, after: &'static str) {
        let edits = around(of.byte_range(), before, after);
        self.add(of, says, edits);
    }

    /// A condition that is always met, and one that never is.
    fn condition(&mut self, condition: &Expr) {
        if matches!(condition, Expr::Let(_)) || joins(condition) {
            return;
        }
        let shown = line_of(condition.span());
        self.around(condition.span(), format!("`{shown}` is true"), "({on} || (", "))");
        self.around(condition.span(), format!("`{shown}` is false"), "(!{on} && (", "))");
    }

    /// A body that gives an answer at once.
    fn body(&mut self, name: &str, output: &ReturnType, block: &syn::Block) {
        if block.stmts.is_empty() {
            return;
        }
        let at = block.brace_token.span.open().byte_range().end;
        let edit = |text: &'static str| vec![Edit { at, order: isize::MIN, text: text.into() }];
        for (says, text) in answers(output) {
            self.add(block.brace_token.span.open(), format!("{name} gives {says}"), edit(text));
        }
    }
}

fn around(range: Range<usize>, before: &'static str, after: &'static str) -> Vec<Edit> {
    let size = isize::try_from(range.len()).unwrap_or(isize::MAX);
    vec![
        Edit { at: range.start, order: -size, text: before.into() },
        Edit { at: range.end, order: size, text: after.into() },
    ]
}

/// True where a condition is a conjunction or disjunction: its parts are changed, which is more.
fn joins(expr: &Expr) -> bool {
    matches!(expr, Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)))
}

/// True for `_` and for a new name; what begins with a capital is known already, such as `None`.
fn takes_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => {
            name.subpat.is_none() && name.ident.to_string().starts_with(|c: char| c.is_lowercase())
        }
        _ => false,
    }
}

/// What a body may give at once, by its type.
fn answers(output: &ReturnType) -> Vec<(&'static str, &'static str)> {
    let ReturnType::Type(_, kind) = output else {
        return vec![("nothing, having done nothing", " if {on} { return; }")];
    };
    let Type::Path(path) = &**kind else { return Vec::new() };
    let Some(last) = path.path.segments.last() else { return Vec::new() };
    match last.ident.to_string().as_str() {
        "bool" => vec![("true", " if {on} { return true; }"), ("false", " if {on} { return false; }")],
        "Option" => vec![("None", " if {on} { return None; }")],
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i16" | "i32" | "i64" | "i128" => {
            vec![("0", " if {on} { return 0; }"), ("1", " if {on} { return 1; }")]
        }
        "String" | "Vec" | "BTreeMap" | "BTreeSet" => {
            vec![("nothing", " if {on} { return Default::default(); }")]
        }
        "Result" => vec![("Ok of nothing", " if {on} { return Ok(Default::default()); }")],
        _ => Vec::new(),
    }
}

/// A piece of source in a line, cut where it is long.
fn line_of(span: Span) -> String {
    let text = span.source_text().unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 60 { line.chars().take(57).chain("...".chars()).collect() } else { line }
}

/// True for an item that is there in tests only, or not there natively.
fn elsewhere(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.span().source_text().unwrap_or_default();
        attribute.path().is_ident("cfg") && (text.contains("test") || text.contains("wasm32"))
            || attribute.path().is_ident("test")
    })
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !elsewhere(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if elsewhere(&function.attrs) || function.sig.constness.is_some() {
            return;
        }
        self.body(&function.sig.ident.to_string(), &function.sig.output, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if elsewhere(&function.attrs) || function.sig.constness.is_some() {
            return;
        }
        self.body(&function.sig.ident.to_string(), &function.sig.output, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        // What is printed for programmers decides nothing.
        let debug = item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| path.segments.last().is_some_and(|last| last.ident == "Debug"));
        if !debug && !elsewhere(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    // Nothing is decided at run time in these.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_type(&mut self, _: &'ast Type) {}
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        self.condition(&branch.cond);
        visit::visit_expr_if(self, branch);
    }

    fn visit_expr_while(&mut self, repeated: &'ast syn::ExprWhile) {
        self.condition(&repeated.cond);
        visit::visit_expr_while(self, repeated);
    }

    fn visit_expr_match(&mut self, found: &'ast syn::ExprMatch) {
        // Without an arm for all the rest, a match that lacks an arm does not compile.
        let rest = |arm: &syn::Arm| arm.guard.is_none() && takes_all(&arm.pat);
        let whole = found.arms.iter().any(rest);
        for arm in &found.arms {
            match &arm.guard {
                Some((_, guard)) => self.condition(guard),
                None if whole && !rest(arm) => {
                    let at = arm.pat.span().byte_range().end;
                    let edit = Edit { at, order: isize::MAX, text: " if !{on}".into() };
                    self.add(arm.pat.span(), format!("no arm `{}`", line_of(arm.pat.span())), vec![edit]);
                }
                None => {}
            }
        }
        visit::visit_expr_match(self, found);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let of = binary.span();
        let shown = line_of(of);
        match binary.op {
            // Each part by itself has to matter.
            BinOp::And(_) | BinOp::Or(_) => {
                let whole: (&str, &'static str) = if matches!(binary.op, BinOp::And(_)) {
                    ("true", "({on} || (")
                } else {
                    ("false", "(!{on} && (")
                };
                for part in [&*binary.left, &*binary.right] {
                    if !matches!(part, Expr::Let(_)) && !joins(part) {
                        self.around(
                            part.span(),
                            format!("`{}` is {}", line_of(part.span()), whole.0),
                            whole.1,
                            "))",
                        );
                    }
                }
            }
            BinOp::Eq(_) | BinOp::Ne(_) => {
                self.around(of, format!("the opposite of `{shown}`"), "(({on}) != (", "))");
            }
            // One more or less at the border: the comparison is made twice, and its operands have no effects.
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
                if plain(&binary.left) && plain(&binary.right) =>
            {
                let other = match binary.op {
                    BinOp::Lt(_) => "<=",
                    BinOp::Le(_) => "<",
                    BinOp::Gt(_) => ">=",
                    _ => ">",
                };
                let source = |expr: &Expr| expr.span().source_text().unwrap_or_default();
                let (left, right) = (source(&binary.left), source(&binary.right));
                // Lines stay where they are, so that a message of the compiler leads to its change.
                if !left.contains('\n') && !right.contains('\n') {
                    let mut edits = around(of.byte_range(), "", " })");
                    edits[0].text = format!("(if {{on}} {{ {left} {other} {right} }} else {{ ").into();
                    self.add(of, format!("`{other}` in `{shown}`"), edits);
                }
            }
            _ => {}
        }
        visit::visit_expr_binary(self, binary);
    }
}

/// An expression of names, fields, numbers and calls without arguments: it can be written twice.
fn plain(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => plain(&field.base),
        Expr::Unary(unary) => plain(&unary.expr),
        Expr::Reference(reference) => plain(&reference.expr),
        Expr::Paren(inner) => plain(&inner.expr),
        Expr::Binary(binary) => plain(&binary.left) && plain(&binary.right),
        Expr::MethodCall(call) => plain(&call.receiver) && call.args.iter().all(plain),
        _ => false,
    }
}
