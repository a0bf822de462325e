//! How a demand is shared out to instances.

use crate::measure::jurisdiction::profiles::Size;

/// The greatest number of instances that are tried; a row cannot hold more.
const MOST_CARRIERS: i64 = 1_000_000;

/// The least number of instances, from `least` on by doubling, of which each can have its share of every dimension;
/// `None` where there is none that a row can hold.
///
/// Doubling keeps what is had in all from falling where a demand grows: with `n` instances and a step `s` it is the
/// least multiple of `n · s` that covers the demand, and the multiples of `2n · s` are among those of `n · s`.
pub(super) fn carriers(least: i64, sizes: &[(&Size, i128)]) -> Option<i64> {
    let mut carriers = least.max(1);
    while sizes.iter().any(|(size, demand)| beyond(size, *demand, carriers)) {
        carriers = carriers.checked_mul(2).filter(|n| *n <= MOST_CARRIERS)?;
    }
    Some(carriers)
}

/// True where the share of one instance is more than it may have. Where each has all of it, more instances do not
/// help.
fn beyond(size: &Size, demand: i128, carriers: i64) -> bool {
    let most = size.most.filter(|_| !size.each);
    most.is_some_and(|most| share(size, demand, carriers) > i128::from(most))
}

/// What one instance has of a demand: its share or all of it, at least the least, rounded up to the step.
pub(super) fn share(size: &Size, demand: i128, carriers: i64) -> i128 {
    let carriers = if size.each { 1 } else { carriers.max(1) };
    let own = begun(demand, i128::from(carriers)).max(i128::from(size.least));
    let step = i128::from(size.step.max(1));
    begun(own, step).saturating_mul(step)
}

/// How many parts of this size a number has, a begun one too. The number is not below nought, the part above it.
pub(super) fn begun(number: i128, part: i128) -> i128 {
    let part = part.max(1);
    let (whole, rest) = (number.div_euclid(part), number.rem_euclid(part));
    whole + i128::from(rest > 0)
}
