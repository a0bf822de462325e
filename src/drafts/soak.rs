//! The store against a model: two to four writers, saves, full devices, lost answers, reloads, pages that close. Some
//! thousand operations with every run of the tests; `cargo x soak store` does a million.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::device::{self, block_on};
use super::late::asked;
use super::memory::Fault;
use super::model::Base;
use super::*;
use crate::basics::Dice;
use crate::dossier::Draft;
use std::collections::{BTreeMap, BTreeSet};

/// Operations on the store where nobody says how many.
const USUAL: u64 = 4_000;
/// Operations on one store, before a new one begins.
const A_GAME: u64 = 200;

/// What is typed is the number of the edit.
fn draft(edit: u64) -> Draft {
    let mut draft = Draft::default();
    draft.set_field("system.name", &edit.to_string());
    draft
}

fn edit_of(draft: &Draft) -> u64 {
    draft.field("system.name").parse().unwrap_or(0)
}

/// One tab: which draft it shows, from where its next save begins, and what stands on its screen.
#[derive(Clone, Default)]
struct Tab {
    name: String,
    id: String,
    base: Base,
    shows: u64,
    unsaved: bool,
}

/// What must be true, whatever the store does.
#[derive(Default)]
struct Model {
    /// Draft → every edit that was newest in it, the newest last.
    newest: BTreeMap<String, Vec<u64>>,
    /// Edit → what stood on the screen when it was made.
    made_on: BTreeMap<u64, u64>,
    /// Edits of which a person was told that they are kept.
    acknowledged: BTreeSet<u64>,
}

impl Model {
    /// True where who made the later edit had the earlier one before their eyes.
    fn saw(&self, later: u64, earlier: u64) -> bool {
        let mut at = later;
        loop {
            if at == earlier {
                return true;
            }
            match self.made_on.get(&at) {
                Some(below) => at = *below,
                None => return false,
            }
        }
    }

    /// Takes down what now stands in a draft; what stood there before must have been seen.
    fn now_stands(&mut self, seed: u64, id: &str, edit: u64) {
        let before = self.newest.get(id).and_then(|edits| edits.last()).copied();
        if before == Some(edit) {
            return;
        }
        if let Some(before) = before {
            assert!(self.saw(edit, before), "seed {seed}: {edit} took the place of {before} unseen, in {id}");
        }
        self.newest.entry(id.to_owned()).or_default().push(edit);
    }
}

#[derive(Default)]
struct Figures {
    operations: u64,
    saves: u64,
    conflicts: u64,
    full: u64,
    lost: u64,
    parked: u64,
    reloads: u64,
}

struct Game {
    seed: u64,
    dice: Dice,
    drafts: Drafts,
    model: Model,
    tabs: Vec<Tab>,
    names: u64,
    edits: u64,
}

impl Game {
    async fn new(seed: u64) -> Self {
        let writers = 2 + seed % 3;
        let tab = |n: u64| Tab { name: format!("w{n}"), id: "d".into(), ..Tab::default() };
        Self {
            seed,
            dice: Dice::new(seed),
            drafts: Drafts::open("a").await,
            model: Model::default(),
            tabs: (0..writers).map(tab).collect(),
            names: writers,
            edits: 0,
        }
    }

    fn edit(&mut self, which: usize) {
        self.edits += 1;
        let tab = &mut self.tabs[which];
        self.model.made_on.insert(self.edits, tab.shows);
        (tab.shows, tab.unsaved) = (self.edits, true);
    }

    /// What the store itself says stands in each draft.
    async fn stands(&self) -> BTreeMap<String, u64> {
        let mut all = BTreeMap::new();
        for line in self.drafts.list().await.unwrap() {
            let loaded = self.drafts.load(&line.id).await.unwrap();
            all.insert(line.id, edit_of(&loaded.draft));
        }
        all
    }

    async fn save(&mut self, which: usize, figures: &mut Figures) {
        let fault = match self.dice.below(16) {
            0 => Some(Fault::Full),
            1 => Some(Fault::AnswerLost),
            _ => None,
        };
        self.drafts.memory().unwrap().fault.set(fault);
        let tab = self.tabs[which].clone();
        let before = if fault.is_some() { self.stands().await } else { BTreeMap::new() };
        let at = device::now();
        let saved = self.drafts.save(&tab.id, &tab.base, &tab.name, &"t".into(), &draft(tab.shows), at).await;
        // A save of what is there already writes nothing, and so meets no fault.
        self.drafts.memory().unwrap().fault.set(None);
        figures.saves += 1;
        match saved {
            Ok(saved) => {
                figures.conflicts += u64::from(saved.conflict);
                assert_eq!(saved.conflict, saved.id != tab.id, "seed {}", self.seed);
                if saved.conflict {
                    let theirs = self.drafts.load(&tab.id).await.unwrap();
                    let known = self.model.newest[&tab.id].last().copied();
                    assert_eq!(Some(edit_of(&theirs.draft)), known, "seed {}: the winner stays", self.seed);
                }
                let ours = self.drafts.load(&saved.id).await.unwrap();
                assert_eq!(edit_of(&ours.draft), tab.shows, "seed {}: what was saved is there", self.seed);
                self.model.now_stands(self.seed, &saved.id, tab.shows);
                self.model.acknowledged.insert(tab.shows);
                let tab = &mut self.tabs[which];
                (tab.id, tab.base, tab.unsaved) = (saved.id, saved.base, false);
            }
            Err(Error::Full) => {
                figures.full += 1;
                assert_eq!(self.stands().await, before, "seed {}: nothing was written", self.seed);
            }
            Err(Error::Timeout) => {
                figures.lost += 1;
                for (id, edit) in self.stands().await {
                    self.model.now_stands(self.seed, &id, edit);
                }
            }
            Err(other) => unreachable!("seed {}: {other:?}", self.seed),
        }
    }

    /// A page that is closed parks what it had; another opens, and recovers it. Whatever becomes of it, it is somewhere.
    async fn close(&mut self, which: usize) {
        let tab = self.tabs[which].clone();
        if tab.unsaved {
            let late = asked(&tab.id, &tab.base, &tab.name, &"t".into(), &draft(tab.shows), device::now());
            self.drafts.park(&late, None);
        }
        self.drafts.recover().await;
        let stands = self.stands().await;
        for (id, edit) in &stands {
            self.model.now_stands(self.seed, id, *edit);
        }
        if tab.unsaved {
            let there = stands.values().any(|edit| *edit == tab.shows);
            assert!(there, "seed {}: what a closing page parked is there", self.seed);
            self.model.acknowledged.insert(tab.shows);
        }
        self.reload(which, &stands);
        self.read(which).await;
    }

    /// Opens some draft under a new writer's name.
    fn reload(&mut self, which: usize, stands: &BTreeMap<String, u64>) {
        self.names += 1;
        let ids: Vec<&String> = stands.keys().collect();
        let id = match ids.len() {
            0 => "d".to_owned(),
            some => ids[self.dice.index(some)].clone(),
        };
        self.tabs[which] = Tab { name: format!("w{}", self.names), id, ..Tab::default() };
    }

    async fn read(&mut self, which: usize) {
        match self.drafts.load(&self.tabs[which].id).await {
            Ok(loaded) => {
                assert_eq!(loaded.set_aside, 0, "seed {}: nothing is damaged", self.seed);
                let tab = &mut self.tabs[which];
                (tab.base, tab.shows) = (loaded.base, edit_of(&loaded.draft));
            }
            Err(error) => assert_eq!(error, Error::Missing, "seed {}", self.seed),
        }
    }

    /// In the end every acknowledged edit is the newest of a draft, or somebody who saw it went on from it.
    async fn end(self) {
        let stands = self.stands().await;
        let newest: BTreeMap<&String, &u64> =
            self.model.newest.iter().filter_map(|(id, edits)| Some((id, edits.last()?))).collect();
        assert_eq!(stands.iter().collect::<BTreeMap<_, _>>(), newest, "seed {}", self.seed);
        for edit in &self.model.acknowledged {
            let kept = stands.values().any(|top| self.model.saw(*top, *edit));
            assert!(kept, "seed {}: the acknowledged edit {edit} is lost", self.seed);
        }
    }
}

#[test]
fn writers_lose_nothing_that_was_acknowledged_and_conflicts_keep_both() {
    let wanted = std::env::var("GOVCLOUD_STORE_OPERATIONS").ok().and_then(|n| n.parse().ok());
    let wanted: u64 = wanted.unwrap_or(USUAL);
    let mut figures = Figures::default();
    let mut seed = 0;
    while figures.operations < wanted {
        block_on(async {
            let mut game = Game::new(seed).await;
            for _ in 0..A_GAME {
                let which = game.dice.index(game.tabs.len());
                // An edit is no operation on the store; each turn below is one.
                if game.dice.below(3) > 0 {
                    game.edit(which);
                }
                figures.operations += 1;
                match game.dice.below(20) {
                    0..=14 => game.save(which, &mut figures).await,
                    15 | 16 => {
                        figures.parked += 1;
                        game.close(which).await;
                    }
                    _ if game.tabs[which].unsaved => game.save(which, &mut figures).await,
                    _ => {
                        figures.reloads += 1;
                        let stands = game.stands().await;
                        game.reload(which, &stands);
                        game.read(which).await;
                    }
                }
            }
            game.end().await;
        })
        .unwrap();
        seed += 1;
    }
    println!(
        "{} operations on {seed} stores of 2 to 4 writers: {} saves, of which {} conflicts, {} on a full device, {} with a lost \
         answer; {} pages closed, {} reloads: 0 acknowledged edits lost",
        figures.operations,
        figures.saves,
        figures.conflicts,
        figures.full,
        figures.lost,
        figures.parked,
        figures.reloads
    );
    assert!(figures.conflicts > 0 && figures.full > 0 && figures.lost > 0, "each fault was met");
}
