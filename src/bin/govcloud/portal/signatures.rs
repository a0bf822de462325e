//! SM2 signatures: which are demanded, whose keys are known, and whether one that came is right.
//!
//! Keys are data, not code: a JSON file of accounts and their public keys. A portal in earnest fills it from the
//! certificates of its certification authority; whether a certificate is valid and not revoked is that
//! authority's to say, and not asked here.
//!
//! ```json
//! {"dept-a": ["-----BEGIN PUBLIC KEY-----\n…", "04…130 hexadecimal digits"]}
//! ```

use super::problem::Problem;
use axum::http::HeaderMap;
use govcloud::basics::{Digest, Words};
use govcloud::wire::v1::signature::{self, HEADER, Key};
use sqlx::AnyConnection;
use std::collections::BTreeMap;
use std::path::Path;

/// Which applications and steps need a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Demand {
    /// None does; one that comes must be right
    #[default]
    Accepted,
    /// Each does
    Required,
}

/// The demand and the keys.
#[derive(Debug, Default)]
pub(crate) struct Signatures {
    demand: Demand,
    keys: BTreeMap<String, Vec<Key>>,
}

/// A signature that was found right.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    /// As it came.
    pub(crate) signature: String,
    /// The key by which it is right.
    pub(crate) key: String,
}

impl Signatures {
    /// Reads the keys.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds what is no key; in words for the operator.
    pub(crate) fn open(demand: Demand, file: Option<&Path>) -> Result<Self, String> {
        let Some(file) = file else {
            return match demand {
                Demand::Accepted => Ok(Self::default()),
                Demand::Required => {
                    Err("--signatures required needs --signers FILE: nobody could hand anything in"
                        .to_owned())
                }
            };
        };
        let said = |what: &dyn std::fmt::Display| format!("{}: {what}", file.display());
        let text = std::fs::read_to_string(file).map_err(|e| said(&e))?;
        let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).map_err(|e| said(&e))?;
        let mut keys = BTreeMap::new();
        for (account, list) in lists {
            let read = |(row, text): (usize, &String)| {
                Key::parse(text)
                    .ok_or_else(|| said(&format!("key {} of {account} is no SM2 public key", row + 1)))
            };
            let read: Result<Vec<Key>, String> = list.iter().enumerate().map(read).collect();
            keys.insert(account, read?);
        }
        Ok(Self { demand, keys })
    }

    /// The signature of a request, found right; nothing where none came and none is needed.
    ///
    /// # Errors
    /// 422 where one is missing, cannot be read, or was not made over this digest with a key of this account.
    pub(crate) fn of_request(
        &self,
        account: &str,
        headers: &HeaderMap,
        envelope: Digest,
    ) -> Result<Option<Signed>, Problem> {
        let Some(came) = headers.get(HEADER) else {
            return match self.demand {
                Demand::Accepted => Ok(None),
                Demand::Required => {
                    let (zh, en) = (
                        "提交内容须经 SM2 签名，请接入签名设备后重试；内容没有丢失。",
                        "What is handed in must be signed with SM2: connect the device and try again. Nothing is lost.",
                    );
                    Err(Problem::refused("signature-missing", zh, en))
                }
            };
        };
        let keys = self.keys.get(account).map_or(&[][..], Vec::as_slice);
        if keys.is_empty() {
            let (zh, en) = (
                "当前账号没有登记签名公钥，无法核验签名，请联系平台管理员。",
                "No public key is known for this account, so its signature cannot be verified: ask the administrator.",
            );
            return Err(Problem::refused("signer-unknown", zh, en));
        }
        let signature = came.to_str().unwrap_or_default();
        match signature::check(keys, envelope, signature) {
            Ok(key) => Ok(Some(Signed { signature: signature.to_owned(), key: key.to_hex() })),
            Err(fault) => {
                let words: Words = fault.words();
                let problem = Problem::refused("signature-wrong", &words.zh, &words.en);
                Err(problem.at("/digest", "signature-wrong", words))
            }
        }
    }
}

/// Keeps the signature of an entry.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep(
    connection: &mut AnyConnection,
    (reference, number): (&str, u32),
    signed: &Signed,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO signatures (reference, number, signature, public_key) VALUES ($1, $2, $3, $4)")
        .bind(reference)
        .bind(i64::from(number))
        .bind(&signed.signature)
        .bind(&signed.key)
        .execute(connection)
        .await?;
    Ok(())
}

/// The signature that came with an entry, if one did.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of_entry(
    db: &super::database::Database,
    reference: &str,
    number: u32,
) -> Result<Option<Signed>, sqlx::Error> {
    let row: Option<(String, String)> =
        sqlx::query_as("SELECT signature, public_key FROM signatures WHERE reference = $1 AND number = $2")
            .bind(reference)
            .bind(i64::from(number))
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(signature, key)| Signed { signature, key }))
}
