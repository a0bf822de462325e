//! The attachments.

use crate::basics::{Path, Words};
use crate::dossier::draft::Draft;
use crate::dossier::field::Problem;
use crate::dossier::papers::role;

pub(super) fn check(draft: &Draft, problems: &mut Vec<Problem>) {
    for (row, paper) in draft.attachments.iter().enumerate() {
        let mut say = |code, bars, message, remedy| {
            problems.push(Problem { path: Path::attachment(row), code, bars, message, remedy });
        };
        let name = if paper.name.trim().is_empty() { "?" } else { paper.name.as_str() };
        match role(&paper.role) {
            None => say(
                "paper-role-unknown",
                false,
                Words::new(
                    format!("附件“{name}”的类别“{}”不在表单中。", paper.role),
                    format!("The form knows no papers of the kind “{}” (attachment “{name}”).", paper.role),
                ),
                Words::new("请删除后按类别重新添加。", "Remove it and add it again where it belongs."),
            ),
            Some(role) => {
                let before = draft.attachments.iter().take(row);
                if !role.several && before.filter(|p| p.role == paper.role).count() > 0 {
                    say(
                        "paper-twice",
                        true,
                        Words::new(
                            format!("“{}”只能有一份，“{name}”是多余的。", role.name.0),
                            format!("There can be one “{}” only; “{name}” is one too many.", role.name.1),
                        ),
                        Words::new("请保留一份。", "Keep one."),
                    );
                }
            }
        }
        if paper.size == 0 {
            say(
                "paper-empty",
                true,
                Words::new(format!("附件“{name}”是空文件。"), format!("The attachment “{name}” is empty.")),
                Words::new("请重新添加文件。", "Add the file again."),
            );
        }
        if paper.name.trim().is_empty() {
            say(
                "paper-unnamed",
                true,
                Words::new("附件没有文件名。", "An attachment has no file name."),
                Words::new("请重新添加文件。", "Add the file again."),
            );
        }
    }
}
