//! Numbers that look random, drawn from a seed: for tests and benchmarks, whose cases must be the same on every machine and
//! in every year. (A library's generator may change with its version.) Never for keys or secrets.

/// Steele's splitmix64.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 where that is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound.max(1)
    }

    /// The place of one of so many things; 0 where there are none.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let range = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add(i64::try_from(self.below(range)).unwrap_or(0))
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }

    /// One of these.
    ///
    /// # Panics
    /// Where there are none.
    #[allow(clippy::indexing_slicing, reason = "to draw from nothing is a mistake of the caller")]
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }

    /// The same things in another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = self.index(at + 1);
            things.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // The first numbers of seed 1234567 as Vigna's splitmix64.c gives them.
        let mut dice = Dice::new(1_234_567);
        let drawn = [dice.draw(), dice.draw(), dice.draw()];
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn everything_comes_up_and_nothing_else() {
        let mut dice = Dice::new(1);
        let mut seen = [0u32; 6];
        for _ in 0..600 {
            seen[dice.index(6)] += 1;
            assert!((-2..=3).contains(&dice.between(-2, 3)));
        }
        assert!(seen.iter().all(|times| *times > 50), "{seen:?}");
        assert_eq!((dice.below(0), dice.index(0), dice.between(i64::MAX, i64::MAX)), (0, 0, i64::MAX));
        let mut things: Vec<u32> = (0..20).collect();
        dice.shuffle(&mut things);
        assert_ne!(things, (0..20).collect::<Vec<_>>());
        things.sort_unstable();
        assert_eq!(things, (0..20).collect::<Vec<_>>());
    }
}
