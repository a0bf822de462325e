//! SM2 signatures on what is handed in: right ones are kept with their entry, wrong ones keep it out.

use super::sample::{self, PLAN};
use super::{Answer, CommandLine, JSON, Person, Portal, TODAY, program, sm3};
use axum::http::{Method, StatusCode};
use clap::Parser;
use govcloud::basics::Digest;
use govcloud::wire::v1::signature::USER_ID;
use sm2::dsa::SigningKey;
use sm2::dsa::signature::Signer;
use sm2::elliptic_curve::sec1::ToEncodedPoint;

/// A device with this secret.
struct Device(SigningKey);

impl Device {
    fn new(seed: u8) -> Self {
        let secret = sm2::SecretKey::from_slice(&[seed; 32]).unwrap();
        Self(SigningKey::new(USER_ID, &secret).unwrap())
    }

    fn public(&self) -> String {
        hex(self.0.verifying_key().as_affine().to_encoded_point(false).as_bytes())
    }

    /// Signs the digest as it is written.
    fn sign(&self, digest: Digest) -> String {
        let signature: sm2::dsa::Signature = self.0.sign(digest.to_string().as_bytes());
        hex(&signature.to_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A portal that knows the first device as dept-a's.
async fn portal(demand: &str) -> Portal {
    let mut portal = Portal::reserve().await;
    let signers = portal.folder.join("signers.json");
    std::fs::create_dir_all(&portal.folder).unwrap();
    // The key that was in use before stays known: what it signed is still right.
    let keys =
        serde_json::json!({"dept-a": [Device::new(9).public(), Device::new(1).public()], "authority": []});
    std::fs::write(&signers, keys.to_string()).unwrap();
    let (folder, signers) = (portal.folder.display().to_string(), signers.display().to_string());
    let line = ["serve", "--demo-password", "demo", "--as-of", TODAY, "--dist", "www/no-such-folder"];
    let more =
        ["--data", &folder, "--database", &portal.database, "--signatures", demand, "--signers", &signers];
    let args = CommandLine::parse_from(line.into_iter().chain(more)).args;
    portal.router = program::routes::router(program::serve::begin(&args).await.unwrap().0);
    portal
}

async fn send(person: &Person, key: &str, text: &str, signature: Option<&str>) -> Answer {
    person.attach(&sm3(PLAN), PLAN).await;
    let mut headers = vec![JSON, ("x-csrf-token", person.csrf.as_str()), ("idempotency-key", key)];
    headers.extend(signature.map(|signature| ("x-envelope-signature", signature)));
    person.send(Method::POST, "/api/applications", &headers, text.to_owned()).await
}

#[tokio::test]
async fn a_right_signature_is_kept_with_its_entry_and_shown() {
    for demand in ["accepted", "required"] {
        let portal = portal(demand).await;
        let person = portal.person("dept-a").await;
        let sealed = sample::sealed("k", "示例系统");
        let signature = Device::new(1).sign(sealed.digest);
        let answer = send(&person, "k", &sealed.text, Some(&signature)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let reference = answer.json()["reference"].as_str().unwrap().to_owned();
        let kept = person.get(&format!("/api/cases/{reference}/entries/1/signature")).await.json();
        assert_eq!(kept["signature"], signature);
        assert_eq!(kept["publicKey"], Device::new(1).public());
        assert_eq!(kept["digest"], sealed.digest.to_string());
        assert!(person.get(&format!("/receipt/{reference}")).await.text().contains("SM2 签名已核验"));
        // Another department knows nothing of it.
        let other = portal.person("dept-b").await;
        let address = format!("/api/cases/{reference}/entries/1/signature");
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
        // Sent again, signed anew: the same answer, and the first signature stays.
        let again = send(&person, "k", &sealed.text, Some(&Device::new(9).sign(sealed.digest))).await;
        assert_eq!((again.status, again.json()), (StatusCode::OK, answer.json()));
        assert_eq!(person.get(&address).await.json(), kept);
    }
}

#[tokio::test]
async fn a_wrong_signature_keeps_it_out_and_says_why() {
    let portal = portal("required").await;
    let person = portal.person("dept-a").await;
    let sealed = sample::sealed("k", "示例系统");
    let (own, other) = (Device::new(1), Device::new(2));
    let right = own.sign(sealed.digest);
    let flipped = format!("{}{}", if right.starts_with('0') { '1' } else { '0' }, &right[1..]);
    let another = own.sign(Digest::of(b"another"));
    let strange = other.sign(sealed.digest);
    for (signature, code) in [
        (None, "signature-missing"),
        (Some(""), "signature-wrong"),
        (Some("no signature"), "signature-wrong"),
        (Some(flipped.as_str()), "signature-wrong"),
        (Some(another.as_str()), "signature-wrong"),
        (Some(strange.as_str()), "signature-wrong"),
    ] {
        let answer = send(&person, "k", &sealed.text, signature).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, code), "{signature:?}");
        assert_eq!(answer.json()["key"], "k", "the refusal speaks of this application");
    }
    // Nothing of this took the key.
    assert_eq!(send(&person, "k", &sealed.text, Some(&right)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn without_the_demand_one_may_leave_it_out_but_not_get_it_wrong() {
    let portal = portal("accepted").await;
    let person = portal.person("dept-a").await;
    let sealed = sample::sealed("k", "示例系统");
    let wrong = Device::new(2).sign(sealed.digest);
    assert_eq!(send(&person, "k", &sealed.text, Some(&wrong)).await.code(), "signature-wrong");
    assert_eq!(send(&person, "k", &sealed.text, None).await.status, StatusCode::CREATED);
    let unknown = portal.person("dept-b").await;
    let sealed = sample::sealed("k2", "示例系统");
    let signature = Device::new(1).sign(sealed.digest);
    assert_eq!(send(&unknown, "k2", &sealed.text, Some(&signature)).await.code(), "signer-unknown");
}

#[tokio::test]
async fn keys_that_are_none_keep_the_portal_from_starting() {
    let portal = Portal::reserve().await;
    std::fs::create_dir_all(&portal.folder).unwrap();
    let file = portal.folder.join("signers.json");
    let (folder, path) = (portal.folder.display().to_string(), file.display().to_string());
    for (text, says) in
        [("{", "EOF"), (r#"{"dept-a":["04"]}"#, "key 1 of dept-a"), (r#"["04"]"#, "invalid type")]
    {
        std::fs::write(&file, text).unwrap();
        let args = CommandLine::parse_from(["serve", "--data", &folder, "--signers", &path]).args;
        let error = program::serve::open(&args).await.err().unwrap().to_string();
        assert!(error.contains("signers.json") && error.contains(says), "{error}");
    }
    let args = CommandLine::parse_from(["serve", "--data", &folder, "--signatures", "required"]).args;
    assert!(program::serve::open(&args).await.err().unwrap().to_string().contains("--signers"));
}
