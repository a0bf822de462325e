//! Words that every room uses: dates, months and the one day-counting convention, exact numbers and money,
//! bilingual texts, paths and digests.

pub mod date;
pub mod decimal;
pub mod dice;
pub mod digest;
pub mod money;
pub mod month;
pub mod path;
pub mod whole;
pub mod words;

pub use date::Date;
pub use decimal::{Decimal, DecimalError};
pub use dice::Dice;
pub use digest::Digest;
pub use money::Money;
pub use month::Month;
pub use path::Path;
pub use words::{Lang, Words};
