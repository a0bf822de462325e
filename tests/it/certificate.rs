//! The certificate of unfitness as a file: made, verified, and refused where it is not true.

use crate::command_line::{CATALOG, File, govcloud, json};

const NEED: &str = "function=compute/vm/general vcpu=4 gpu=9000";

fn made() -> String {
    let ran =
        govcloud(&["certificate", "make", "--catalog", CATALOG, "--need", NEED, "--as-of", "2026-11-23"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    ran.out
}

#[test]
fn a_certificate_that_was_made_is_verified() {
    let file = File::with("true.certificate.txt", &made());
    let (code, said) = json(&["certificate", "verify", file.path(), "--catalog", CATALOG]);
    assert_eq!((code, &said["true"], &said["refused"]), (Some(0), &true.into(), &serde_json::Value::Null));
    let fit = json(&["fit", "--catalog", CATALOG, "--need", NEED, "--as-of", "2026-11-23"]).1;
    assert_eq!(said["certificate"]["digest"], fit["answers"][0]["certificate"]["digest"]);
    let ran = govcloud(&["certificate", "verify", file.path(), "--catalog", CATALOG]);
    assert!(ran.out.contains("✓ 证明属实") && ran.out.contains("其余要求不变时"), "{}", ran.out);
    let ran = govcloud(&["certificate", "verify", file.path(), "--catalog", CATALOG, "--lang", "en"]);
    assert!(ran.out.contains("✓ The certificate is true"), "{}", ran.out);
}

#[test]
fn a_false_certificate_is_refused_and_says_why() {
    let text = made();
    let less = text.replace(" 9000 ", " 9001 ").replace("gpu 9000", "gpu 9001");
    // A greater need is as impossible: that is another certificate, and a true one.
    let file = File::with("other.certificate.txt", &less);
    assert_eq!(json(&["certificate", "verify", file.path(), "--catalog", CATALOG]).0, Some(0), "{less}");
    let nothing = text.lines().filter(|line| !line.starts_with("conflict"));
    let file = File::with("false.certificate.txt", &nothing.map(|l| format!("{l}\n")).collect::<String>());
    let (code, said) = json(&["certificate", "verify", file.path(), "--catalog", CATALOG]);
    assert_eq!((code, &said["refused"]["code"]), (Some(1), &"conflicts".into()));
    let possible = text.replace(" 9000 ", " 0 ").replace("gpu 9000", "gpu 0");
    let file = File::with("possible.certificate.txt", &possible);
    assert_eq!(
        json(&["certificate", "verify", file.path(), "--catalog", CATALOG]).1["refused"]["code"],
        "fits"
    );
}

#[test]
fn what_is_no_certificate_is_bad_input_with_its_line() {
    let text = made();
    for (name, text, says) in [
        ("none", "hello".to_owned(), "govcloud-certificate"),
        ("newer", text.replace("certificate 1", "certificate 2"), "2"),
        ("day", text.replace("as-of 2026-11-23", "as-of 2026-13-23"), "第 3 行"),
        ("space", text.replace("count 1", "count  1"), "第"),
        ("more", format!("{text}surplus\n"), "第"),
    ] {
        let file = File::with(&format!("{name}.certificate.txt"), &text);
        let ran = govcloud(&["certificate", "verify", file.path(), "--catalog", CATALOG]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        assert!(ran.err.contains(says), "{name}: {}", ran.err);
    }
    let fits = "function=compute/vm/general vcpu=4 memory=8GB";
    let ran = govcloud(&["certificate", "make", "--catalog", CATALOG, "--need", fits]);
    assert!(ran.code == Some(1) && ran.out.contains("无可证明"), "{}", ran.out);
}
