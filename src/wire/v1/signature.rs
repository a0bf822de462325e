//! SM2 signatures over what was handed in: made by the sender's own device, only verified here.
//!
//! Signed is the envelope's digest as it is written in it: the 64 lower-case hexadecimal digits of its SM3, as
//! text. Any middleware that signs a text can do that, and what is signed can be read aloud. The signature is
//! that of GB/T 32918.2 (GM/T 0003.2) with SM3 and the user id [`USER_ID`], which GM/T 0009 names for use without
//! an agreement; it comes as `r‖s` (64 bytes) or in DER, in hexadecimal digits or in Base64. It travels beside the
//! envelope in the header [`HEADER`], so the bytes that are sent and digested stay as they are.
//!
//! ```
//! use govcloud::wire::v1::signature::{Key, Signature};
//!
//! assert!(Key::parse("04deadbeef").is_none(), "no point of the curve");
//! assert!(Signature::parse("not a signature").is_none());
//! ```

use crate::basics::{Digest, Words};
use base64ct::{Base64, Encoding as _};
use sm2::dsa::VerifyingKey;
use sm2::dsa::signature::Verifier as _;
use sm2::pkcs8::DecodePublicKey as _;
use sm2::pkcs8::der::asn1::UintRef;
use sm2::pkcs8::der::{Decode as _, Reader as _, SliceReader};

/// The header under which a signature travels.
pub const HEADER: &str = "x-envelope-signature";
/// The user id for signatures where none was agreed upon (GM/T 0009-2012, 10).
pub const USER_ID: &str = "1234567812345678";
/// The longest signature or key that is read, in bytes of its text.
pub const MOST_BYTES: usize = 1024;

/// Somebody's public key.
#[derive(Clone, Debug)]
pub struct Key(VerifyingKey);

impl Key {
    /// Reads a public key: PEM (`-----BEGIN PUBLIC KEY-----`), or a point as hexadecimal digits, whole (`04…`, 65
    /// bytes) or compressed (33 bytes). Nothing where it is neither, or no point of the curve.
    pub fn parse(text: &str) -> Option<Self> {
        Self::with_user_id(text, USER_ID)
    }

    /// The same for another user id.
    pub fn with_user_id(text: &str, user_id: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MOST_BYTES {
            return None;
        }
        let key = if text.starts_with("-----BEGIN PUBLIC KEY-----") {
            let key = sm2::PublicKey::from_public_key_pem(text).ok()?;
            VerifyingKey::new(user_id, key).ok()?
        } else {
            VerifyingKey::from_sec1_bytes(user_id, &from_hex(text)?).ok()?
        };
        Some(Self(key))
    }

    /// The whole point in hexadecimal digits, as [`Key::parse`] reads it.
    pub fn to_hex(&self) -> String {
        self.0.to_sec1_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_affine() == other.0.as_affine() && self.0.distid() == other.0.distid()
    }
}

/// A signature that can be read; whether it is right is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Reads `r‖s` or DER, in hexadecimal digits or Base64. Nothing where it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MOST_BYTES {
            return None;
        }
        let bytes = from_hex(text).or_else(|| Base64::decode_vec(text).ok())?;
        <[u8; 64]>::try_from(bytes.as_slice()).ok().or_else(|| from_der(&bytes)).map(Self)
    }
}

/// Whether this key signed this envelope.
pub fn verify(key: &Key, envelope: Digest, signature: &Signature) -> bool {
    verify_message(key, envelope.to_string().as_bytes(), signature)
}

/// Whether this key signed these bytes.
pub fn verify_message(key: &Key, message: &[u8], signature: &Signature) -> bool {
    sm2::dsa::Signature::from_slice(&signature.0)
        .is_ok_and(|signature| key.0.verify(message, &signature).is_ok())
}

/// What is wrong with a signature, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Unreadable,
    /// It was not made over this envelope with one of the keys that are known.
    Wrong,
}

impl Fault {
    /// The sentence.
    pub fn words(self) -> Words {
        match self {
            Self::Unreadable => Words::new(
                "签名无法识别：应为 SM2 签名值（r‖s 或 DER），以十六进制或 Base64 表示。",
                "The signature cannot be read: SM2 is wanted, as r‖s or DER, in hexadecimal digits or Base64.",
            ),
            Self::Wrong => Words::new(
                "签名不符：不是用登记的密钥对这份内容所签。",
                "The signature is wrong: it was not made over this content with a key that is known here.",
            ),
        }
    }
}

/// Verifies a signature as it came against every key of its sender.
///
/// # Errors
/// What is wrong with it.
pub fn check<'k>(keys: &'k [Key], envelope: Digest, signature: &str) -> Result<&'k Key, Fault> {
    let signature = Signature::parse(signature).ok_or(Fault::Unreadable)?;
    keys.iter().find(|key| verify(key, envelope, &signature)).ok_or(Fault::Wrong)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// `SEQUENCE { r INTEGER, s INTEGER }`, with nothing behind it.
fn from_der(bytes: &[u8]) -> Option<[u8; 64]> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let (r, s) = reader.sequence(|inner| Ok((UintRef::decode(inner)?, UintRef::decode(inner)?))).ok()?;
    reader.finish(()).ok()?;
    let mut out = [0u8; 64];
    for (half, number) in [(0, r), (32, s)] {
        let number = number.as_bytes();
        let begin = 32usize.checked_sub(number.len())?;
        out[half + begin..half + 32].copy_from_slice(number);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    // GB/T 32918.5-2017, annex A.2: the example of a signature on the recommended curve.
    const X: &str = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";
    const Y: &str = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    const R: &str = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    const S: &str = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    const MESSAGE: &[u8] = b"message digest";

    fn key() -> Key {
        Key::parse(&format!("04{X}{Y}")).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_is_right() {
        assert!(verify_message(&key(), MESSAGE, &Signature::parse(&format!("{R}{S}")).unwrap()));
        let compressed = Key::parse(&format!("03{X}")).unwrap();
        assert_eq!(compressed, key());
        assert_eq!(key().to_hex(), format!("04{X}{Y}").to_lowercase());
    }

    #[test]
    fn any_changed_bit_is_wrong() {
        let right = from_hex(&format!("{R}{S}")).unwrap();
        for bit in 0..512 {
            let mut changed = right.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let text: String = changed.iter().map(|byte| format!("{byte:02x}")).collect();
            let signature = Signature::parse(&text).unwrap();
            assert!(!verify_message(&key(), MESSAGE, &signature), "bit {bit}");
        }
        let signature = Signature::parse(&format!("{R}{S}")).unwrap();
        for bit in 0..MESSAGE.len() * 8 {
            let mut changed = MESSAGE.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify_message(&key(), &changed, &signature), "bit {bit}");
        }
        assert!(!verify_message(&key(), b"", &signature));
        let other_id = Key::with_user_id(&format!("04{X}{Y}"), "ALICE123@YAHOO.COM").unwrap();
        assert!(!verify_message(&other_id, MESSAGE, &signature), "the user id is part of what is signed");
    }

    #[test]
    fn both_forms_and_both_writings_are_read() {
        let plain = Signature::parse(&format!("{R}{S}")).unwrap();
        // Both halves begin with a set bit, so DER writes a zero before them.
        let der = from_hex(&format!("3046022100{R}022100{S}")).unwrap();
        let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in [
            format!("{R}{S}").to_lowercase(),
            Base64::encode_string(&plain.0),
            hex.clone(),
            Base64::encode_string(&der),
            format!("  {hex}\n"),
        ] {
            assert_eq!(Signature::parse(&text), Some(plain.clone()), "{text}");
        }
        for text in [
            "",
            "0",
            "00",
            "签名",
            &format!("{R}{S}00"),
            &format!("3046022100{R}022100{S}00"),
            &format!("3045022100{R}022100{S}"),
            &format!("3046022101{R}022100{S}00"),
            &format!("304602210000{}022100{S}", &R[2..]),
            &"0".repeat(MOST_BYTES + 2),
        ] {
            assert_eq!(Signature::parse(text), None, "{text}");
        }
    }

    #[test]
    fn zero_and_the_order_of_the_curve_are_no_signature() {
        const ORDER: &str = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";
        let zero = "0".repeat(64);
        for (r, s) in [(zero.as_str(), S), (R, zero.as_str()), (ORDER, S), (R, ORDER), (&zero, &zero)] {
            let signature = Signature::parse(&format!("{r}{s}")).unwrap();
            assert!(!verify_message(&key(), MESSAGE, &signature), "{r} {s}");
        }
    }

    #[test]
    fn no_other_text_is_a_key() {
        for text in ["", "04", X, &format!("04{X}{X}"), &format!("05{X}{Y}"), &format!("04{X}{Y}00"), "00"] {
            assert!(Key::parse(text).is_none(), "{text}");
        }
        assert!(Key::parse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----").is_none());
    }

    #[test]
    fn what_openssl_signed_is_right() {
        // openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678, over the digest of "envelope".
        let key = Key::parse(include_str!("../../../tests/data/signature/signer.pem")).unwrap();
        let signature = include_str!("../../../tests/data/signature/envelope.sig.txt");
        let digest = Digest::of(b"envelope");
        assert_eq!(check(std::slice::from_ref(&key), digest, signature), Ok(&key));
        assert_eq!(check(&[self::key()], digest, signature), Err(Fault::Wrong));
        assert_eq!(check(&[key], Digest::of(b"another"), signature), Err(Fault::Wrong));
        assert_eq!(check(&[], digest, "x"), Err(Fault::Unreadable));
    }
}
