//! Values as bytes and back: whole numbers of seven bits a byte, everything else of them.

use crate::basics::Money;
use std::collections::BTreeMap;

/// What can be written as bytes and read again.
pub(super) trait Packed: Sized {
    /// Writes it behind what is there.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads it, and goes on behind it; `None` where it is not there.
    fn get(from: &mut &[u8]) -> Option<Self>;
}

impl Packed for u128 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push(u8::try_from(rest & 0x7f).unwrap_or(0) | 0x80);
            rest >>= 7;
        }
        out.push(u8::try_from(rest).unwrap_or(0));
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0u128;
        for shift in (0..128).step_by(7) {
            let (first, rest) = from.split_first()?;
            *from = rest;
            let bits = u128::from(first & 0x7f);
            // Of the last byte only two bits have a place.
            if shift == 126 && bits > 3 {
                return None;
            }
            number |= bits << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// The sign in the last bit, so that small numbers below nought are short too.
impl Packed for i128 {
    fn put(&self, out: &mut Vec<u8>) {
        let turned = (self << 1) ^ (self >> 127);
        turned.cast_unsigned().put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let turned = u128::get(from)?;
        Some((turned >> 1).cast_signed() ^ -(turned & 1).cast_signed())
    }
}

/// Smaller numbers by way of the large ones.
macro_rules! numbers {
    ($($kind:ty as $wide:ty),*) => {$(
        impl Packed for $kind {
            fn put(&self, out: &mut Vec<u8>) {
                <$wide>::from(*self).put(out);
            }

            fn get(from: &mut &[u8]) -> Option<Self> {
                Self::try_from(<$wide>::get(from)?).ok()
            }
        }
    )*};
}
numbers!(u8 as u128, u32 as u128, i64 as i128);

impl Packed for usize {
    fn put(&self, out: &mut Vec<u8>) {
        u128::try_from(*self).unwrap_or_default().put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Self::try_from(u128::get(from)?).ok()
    }
}

impl Packed for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        match u8::get(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for String {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let length = usize::get(from)?;
        let (own, rest) = from.split_at_checked(length)?;
        *from = rest;
        Self::from_utf8(own.to_vec()).ok()
    }
}

impl Packed for Money {
    fn put(&self, out: &mut Vec<u8>) {
        self.as_micros().put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(Self::micros(i128::get(from)?))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(if bool::get(from)? { Some(T::get(from)?) } else { None })
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|one| one.put(out));
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let length = usize::get(from)?;
        // Each is at least a byte: a length that was damaged asks for no more room than there are bytes.
        let mut all = Self::with_capacity(length.min(from.len()));
        for _ in 0..length {
            all.push(T::get(from)?);
        }
        Some(all)
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|(key, value)| {
            key.put(out);
            value.put(out);
        });
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let length = usize::get(from)?;
        (0..length).map(|_| Some((K::get(from)?, V::get(from)?))).collect()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some((A::get(from)?, B::get(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back<T: Packed + PartialEq + std::fmt::Debug>(value: &T) {
        let mut bytes = Vec::new();
        value.put(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(T::get(&mut rest).as_ref(), Some(value));
        assert!(rest.is_empty());
        for end in 0..bytes.len() {
            assert_eq!(T::get(&mut &bytes[..end]), None, "{value:?} cut at {end}");
        }
    }

    #[test]
    fn what_is_put_is_got_and_what_is_cut_is_not() {
        for number in [0, 1, -1, 63, 64, -64, -65, i128::from(i64::MIN), i128::MAX, i128::MIN] {
            back(&number);
        }
        for number in [0u128, 127, 128, 16_383, 16_384, u128::from(u64::MAX), u128::MAX] {
            back(&number);
        }
        back(&i64::MIN);
        back(&u32::MAX);
        back(&"系统甲".to_owned());
        back(&vec![Some(Money::micros(-1)), None, Some(Money::ZERO)]);
        back(&BTreeMap::from([("a".to_owned(), (true, 7u8)), ("b".to_owned(), (false, 0))]));
    }

    #[test]
    fn what_is_too_large_is_nothing() {
        assert_eq!(u8::get(&mut [0x80, 2].as_slice()), None);
        assert_eq!(u128::get(&mut [0xff; 19].as_slice()), None);
        assert_eq!(bool::get(&mut [2].as_slice()), None);
        assert_eq!(Vec::<u8>::get(&mut [0xff, 0xff, 0xff, 0xff, 0x0f, 1].as_slice()), None);
        assert_eq!(String::get(&mut [1, 0xff].as_slice()), None);
    }
}
