//! What is to be remembered, in maps and lists.

use std::collections::BTreeMap;

use super::LIFETIME;

#[derive(Default)]
pub(crate) struct Naive {
    samples: BTreeMap<(usize, i64), Option<i8>>,
    watches: Vec<Seen>,
    notifications: BTreeMap<&'static str, Sent>,
    /// Whether this process holds the claim on the last watch.
    holds: bool,
}

struct Seen {
    started: i64,
    ticks: Vec<(i64, &'static str)>,
    ended: bool,
    /// Process, heartbeat, and until when.
    claim: Option<(u32, i64, i64)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Sending(i64),
    Delivered,
}

struct Sent {
    asked: (i64, &'static str),
    due: i64,
    attempts: i64,
    state: State,
}

impl Naive {
    pub(crate) fn append(&mut self, scope: usize, samples: &[(i64, Option<i8>)]) -> String {
        let mut changed = self.samples.clone();
        for (time, value) in samples {
            if *changed.entry((scope, *time)).or_insert(*value) != *value {
                return "differs".to_owned();
            }
        }
        let new = changed.len() - self.samples.len();
        self.samples = changed;
        new.to_string()
    }

    pub(crate) fn prune(&mut self, scope: usize, before: i64) -> String {
        let count = self.samples.len();
        self.samples.retain(|(of, time), _| *of != scope || *time >= before);
        (count - self.samples.len()).to_string()
    }

    pub(crate) fn window(&self, scope: usize, (from, to): (i64, i64)) -> Vec<String> {
        let within = |(of, time): &(usize, i64)| *of == scope && (from..=to).contains(time);
        let text = |((_, time), value): (&(usize, i64), &Option<i8>)| {
            format!("{time} {}", value.map_or("NaN".to_owned(), |value| value.to_string()))
        };
        self.samples.iter().filter(|(key, _)| within(key)).map(text).collect()
    }

    pub(crate) fn enter(&mut self, pid: u32, time: i64) -> String {
        let going = self.watches.last_mut().filter(|watch| !watch.ended);
        let (started, last, taken) = match going {
            Some(watch) => {
                if let Some((holder, heartbeat, until)) = watch.claim
                    && time < until
                {
                    return format!("claimed {holder} {}", time - heartbeat);
                }
                let last = watch.ticks.last().copied();
                let seen = last.map_or(watch.started, |(time, _)| time);
                if time < seen {
                    return format!("behind {seen}");
                }
                let taken = watch.claim.map(|(holder, heartbeat, _)| (holder, heartbeat));
                (watch.started, last, taken)
            }
            None => {
                let (ticks, ended, claim) = (Vec::new(), false, None);
                self.watches.push(Seen { started: time, ticks, ended, claim });
                (time, None, None)
            }
        };
        let watch = self.watches.last_mut().unwrap();
        // A heartbeat of the one before may lie later; the claim is the newer one's all the same.
        let (heartbeat, until) = watch.claim.map_or((time, time), |(_, beat, until)| (beat, until));
        watch.claim = Some((pid, heartbeat.max(time), until.max(time + LIFETIME)));
        self.holds = true;
        format!("{started} {last:?} {taken:?}")
    }

    pub(crate) fn tick(&mut self, (time, verdict): (i64, &'static str), ends: bool) -> String {
        if !self.holds {
            return "no watch".to_owned();
        }
        let watch = self.watches.last_mut().unwrap();
        let last = watch.ticks.last().copied();
        let said = match last {
            _ if time < watch.started => format!("behind {}", watch.started),
            Some((seen, _)) if time < seen => format!("behind {seen}"),
            Some((seen, before)) if time == seen && before != verdict => "tick differs".to_owned(),
            Some((seen, _)) if time == seen => "ok".to_owned(),
            Some(_) | None => {
                watch.ticks.push((time, verdict));
                "ok".to_owned()
            }
        };
        if said == "ok" {
            watch.ended = ends;
            self.beat(time);
        }
        if ends {
            self.release();
        }
        said
    }

    pub(crate) fn beat(&mut self, time: i64) {
        if self.holds
            && let Some((_, heartbeat, until)) =
                self.watches.last_mut().and_then(|watch| watch.claim.as_mut())
        {
            *heartbeat = time.max(*heartbeat);
            *until = (time + LIFETIME).max(*until);
        }
    }

    pub(crate) fn release(&mut self) {
        if self.holds {
            self.watches.last_mut().unwrap().claim = None;
        }
        self.holds = false;
    }

    pub(crate) fn kill(&mut self) {
        self.holds = false;
    }

    pub(crate) fn decisions(&self) -> Vec<(i64, String)> {
        let ticks = self.watches.last().map(|watch| watch.ticks.as_slice()).unwrap_or_default();
        ticks.iter().map(|(time, verdict)| (*time, (*verdict).to_owned())).collect()
    }

    pub(crate) fn notify(&mut self, id: &'static str, due: i64, body: &'static str) -> String {
        let (asked, state) = ((due, body), State::Waiting);
        let kept = self.notifications.entry(id).or_insert(Sent { asked, due, attempts: 0, state });
        if kept.asked == asked { "ok" } else { "notification differs" }.to_owned()
    }

    pub(crate) fn take_due(&mut self, now: i64, patience: i64) -> String {
        let is_due = |sent: &Sent| match sent.state {
            State::Waiting => sent.due <= now,
            State::Sending(since) => sent.due <= now && since <= now - patience,
            State::Delivered => false,
        };
        let mut taken: Vec<(&str, &mut Sent)> = Vec::new();
        for (id, sent) in &mut self.notifications {
            if is_due(sent) {
                taken.push((id, sent));
            }
        }
        taken.sort_by_key(|(id, sent)| (sent.due, *id));
        let text = |(id, sent): (&str, &mut Sent)| {
            sent.attempts += 1;
            let interrupted = match sent.state {
                State::Sending(since) => Some(since),
                State::Waiting | State::Delivered => None,
            };
            sent.state = State::Sending(now);
            format!("{id} {} {} {interrupted:?}", sent.due, sent.attempts)
        };
        taken.into_iter().map(text).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn delivered(&mut self, id: &str) -> String {
        self.sending(id, |sent| sent.state = State::Delivered)
    }

    pub(crate) fn postpone(&mut self, id: &str, due: i64) -> String {
        self.sending(id, |sent| (sent.due, sent.state) = (due, State::Waiting))
    }

    fn sending(&mut self, id: &str, change: impl FnOnce(&mut Sent)) -> String {
        let is_sending = |sent: &&mut Sent| matches!(sent.state, State::Sending(_));
        match self.notifications.get_mut(id).filter(is_sending) {
            Some(sent) => {
                change(sent);
                "ok".to_owned()
            }
            None => "not being sent".to_owned(),
        }
    }
}
