//! Sums shared out among hosts, exactly.

/// Hosts of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// How many.
    pub(crate) count: i64,
    /// What each of them has, a number a dimension.
    pub(crate) amounts: Vec<i64>,
}

impl Group {
    /// What all of them have in a dimension.
    pub(crate) fn total(&self, dimension: usize) -> i64 {
        self.amounts.get(dimension).map_or(0, |amount| amount.saturating_mul(self.count))
    }
}

/// Splits sums among hosts as evenly as they allow, so that the groups add up to the sums: in whole steps
/// where a sum is a whole number of them and has one for each host, else in smallest units.
pub(crate) fn split(hosts: i64, totals: &[i64], steps: &[i64]) -> Vec<Group> {
    let grains: Vec<(i64, i64, i64)> = totals
        .iter()
        .zip(steps)
        .map(|(&total, &step)| {
            let grain = if total % step == 0 && total / step >= hosts { step } else { 1 };
            (total / grain / hosts, total / grain % hosts, grain)
        })
        .collect();
    // The first `more` hosts have one grain more than the others; each dimension has its own `more`.
    let mut ends: Vec<i64> = grains.iter().map(|(_, more, _)| *more).chain([hosts]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut from = 0;
    let mut groups = Vec::new();
    for end in ends.into_iter().filter(|end| *end > 0) {
        let amounts = grains.iter().map(|&(each, more, grain)| (each + i64::from(from < more)) * grain);
        groups.push(Group { count: end - from, amounts: amounts.collect() });
        from = end;
    }
    groups
}

/// What a host that has `amount` would have to keep where all together keep `needed` of `held`: its share,
/// rounded up to a whole step; at least a step and never more than it has.
pub(crate) fn of_host(amount: i64, needed: i64, held: i64, step: i64) -> i64 {
    let step = i128::from(step.max(1));
    let steps = up(i128::from(amount) * i128::from(needed), i128::from(held.max(1)) * step).max(1);
    i64::try_from(steps * step).unwrap_or(amount).min(amount)
}

/// `numerator / denominator`, rounded up; both from nought on, a denominator of nought counts as one.
pub(crate) fn up(numerator: i128, denominator: i128) -> i128 {
    let denominator = denominator.max(1);
    numerator / denominator + i128::from(numerator % denominator > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_add_up_and_are_even() {
        for hosts in 1..9 {
            for (a, b) in [(56, 184 * 1024), (12, 100 * 1024), (9, 9), (8, 8 * 1024 + 1)] {
                let (totals, steps) = ([a.max(hosts), b], [1, 1024]);
                let groups = split(hosts, &totals, &steps);
                assert_eq!(groups.iter().map(|group| group.count).sum::<i64>(), hosts);
                assert!(groups.len() <= 3 && groups.iter().all(|group| group.count > 0));
                for (at, total) in totals.iter().enumerate() {
                    assert_eq!(groups.iter().map(|group| group.total(at)).sum::<i64>(), *total);
                    let amounts = groups.iter().filter_map(|group| group.amounts.get(at));
                    let (least, most) = (amounts.clone().min(), amounts.max());
                    assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1024));
                }
            }
        }
        let group = |count, cpu, memory: i64| Group { count, amounts: vec![cpu, memory * 1024] };
        // 56 vCPU and 100 GB on 8 hosts: 7 each; four hosts have 13 GB and four 12.
        assert_eq!(split(8, &[56, 100 * 1024], &[1, 1024]), [group(4, 7, 13), group(4, 7, 12)]);
        assert_eq!(split(3, &[7, 8 * 1024], &[1, 1024]), [group(1, 3, 3), group(1, 2, 3), group(1, 2, 2)]);
    }

    #[test]
    fn a_share_is_rounded_up_and_never_grows() {
        for (amount, needed, held, step, kept) in [
            (16, 3, 32, 1, 2),
            (16, 2, 32, 1, 1),
            (16, 3, 32, 4, 4),
            (16, 32, 32, 4, 16),
            (3, 1, 32, 4, 3),
            (7, 1, 7, 2, 2),
            (i64::MAX, 1, i64::MAX, 1, 1),
            (5, 9, 5, 1, 5),
        ] {
            assert_eq!(of_host(amount, needed, held, step), kept, "{amount} {needed}/{held} by {step}");
        }
    }
}
