//! Which titles are the phases of a plan: the same ones are named in several places.

use std::collections::{HashMap, HashSet};

use gonogo_criteria::phase::title::{self, Side};

use super::{Phase, Window};
use crate::reader::phases::{Candidate, Source};
use crate::section::SectionId;

/// In the order of the plan.
pub(crate) fn chosen(mut all: Vec<Candidate>) -> Vec<Candidate> {
    let has_titles = all.iter().any(|one| !is_item(one) && one.traffic.is_some());
    let mut shares: Vec<HashSet<String>> = vec![HashSet::new(); all.len()];
    let mut is_left = vec![true; all.len()];
    // A candidate comes after the one that it stands below.
    for at in (0..all.len()).rev() {
        let Some(one) = all.get(at).cloned() else { continue };
        let below = shares.get(at).map_or(0, HashSet::len);
        let own = one.traffic.is_some();
        let Some(parent) = one.parent else {
            let is_spare = is_item(&one) && (has_titles || !own);
            set(&mut is_left, at, !is_spare && (own || below < 2));
            continue;
        };
        merge(&mut all, &mut shares, at, parent);
        set(&mut is_left, at, own || below < 2);
    }
    drop_below(&mut all, &shares, &mut is_left);
    let mut seen = HashSet::new();
    let kept = all.into_iter().zip(is_left).filter(|(_, is_left)| *is_left);
    // Among items the same share is named for the same phase.
    let is_new = |one: &Candidate| !is_item(one) || seen.insert(one.traffic.clone());
    let mut is_new = is_new;
    kept.map(|(one, _)| one).filter(|one| is_new(one)).collect()
}

fn set(is_left: &mut [bool], at: usize, value: bool) {
    if let Some(place) = is_left.get_mut(at) {
        *place = value;
    }
}

fn is_item(candidate: &Candidate) -> bool {
    match candidate.source {
        Source::Item(_) => true,
        Source::Heading(_) | Source::Label(_) | Source::Row => false,
    }
}

/// What is known of a phase below is known of the one around it, if that is all one.
fn merge(all: &mut [Candidate], shares: &mut [HashSet<String>], at: usize, parent: usize) {
    let Some(one) = all.get(at).cloned() else { return };
    let mut own = shares.get(at).cloned().unwrap_or_default();
    own.extend(one.traffic);
    if let Some(shares) = shares.get_mut(parent) {
        shares.extend(own);
    }
    if let Some(around) = all.get_mut(parent) {
        around.bake = around.bake.or(one.bake);
        around.every = around.every.or(one.every);
        around.window = around.window.take().or(one.window);
    }
}

/// Either a phase or those below it.
fn drop_below(all: &mut [Candidate], shares: &[HashSet<String>], is_left: &mut [bool]) {
    // What is split further is no phase itself; all others stand for what is below them.
    let mut is_split = Vec::with_capacity(all.len());
    for at in 0..all.len() {
        let Some(one) = all.get_mut(at) else { continue };
        let below = shares.get(at);
        let is_parted = one.traffic.is_none() && below.is_some_and(|below| below.len() > 1);
        if one.traffic.is_none() && !is_parted {
            one.traffic = below.and_then(|below| below.iter().next().cloned());
        }
        let is_under = one.parent.and_then(|parent| is_split.get(parent).copied());
        if is_parted || is_under == Some(false) {
            set(is_left, at, false);
        }
        // Below a phase that is dropped, because one around it stands for it, nothing is left.
        is_split.push(is_parted && is_under != Some(false));
    }
}

/// With names of their own, and on the right side of the switch.
pub(crate) fn named(chosen: Vec<(Candidate, Option<SectionId>, Option<Window>)>) -> Vec<Phase> {
    let has_shares = chosen.iter().any(|(one, _, _)| one.traffic.is_some());
    let mut is_live = false;
    let mut names: HashMap<String, usize> = HashMap::new();
    let phases = chosen.into_iter().map(|(one, section, window)| {
        is_live |= match (has_shares, title::side(&one.title)) {
            (true, _) => one.traffic.is_some(),
            (false, Side::Switch) => true,
            (false, Side::Before | Side::Unknown) => false,
        };
        let name = unused(title::name(&one.title, one.traffic.as_deref()), &mut names);
        Phase {
            name,
            title: one.title,
            line: one.line,
            section,
            is_live,
            traffic: one.traffic,
            bake: one.bake,
            every: one.every,
            window,
        }
    });
    phases.collect()
}

/// With a number behind it where there is another of the name.
fn unused(name: String, names: &mut HashMap<String, usize>) -> String {
    let Some(count) = names.get(&name).copied() else {
        names.insert(name.clone(), 1);
        return name;
    };
    let free = (count + 1..).find(|count| !names.contains_key(&format!("{name}-{count}")));
    let free = free.unwrap_or(count);
    names.insert(name.clone(), free);
    let numbered = format!("{name}-{free}");
    names.insert(numbered.clone(), 1);
    numbered
}
