//! Tells a webhook when the decision changes or an escalation falls due. It never holds the
//! decision up: what cannot be delivered is tried again, and waits in the state file.

mod sender;

use std::collections::VecDeque;
use std::result::Result as Outcome;

use anyhow::{Context, Result};
use futures_util::future::LocalBoxFuture;
use gonogo_engine::Decision;
use gonogo_state::{Due, StateError, Store};
use gonogo_watch::{Body, Message, Occasions};
use tokio::time::{Duration, timeout};

use super::nanos;
use crate::args::run::{NotifyFormat, Watching};
use crate::command::gathering::{Memory, clock};
use crate::output;

use sender::{Sender, Sent};

/// Before the next attempt, doubled each time; nanoseconds.
const BACKOFF: i64 = 2_000_000_000;
const ATTEMPTS: i64 = 8;
/// A sender that says nothing for so long is dead.
const PATIENCE: i64 = 60_000_000_000;
/// At the end of a watch, for what is still on its way.
const LAST: Duration = Duration::from_secs(5);

/// One at a time, so that they arrive in their order.
pub(super) struct Notifier {
    sender: Option<Sender>,
    form: Body,
    under_way: Option<LocalBoxFuture<'static, (Due, Sent)>>,
    waiting: VecDeque<Due>,
}

impl Notifier {
    pub(super) fn new(watching: &Watching) -> Result<Self> {
        let sender = watching.notify.as_deref().map(Sender::new).transpose();
        let sender = sender.context("`--notify`")?;
        let form = match watching.notify_format {
            NotifyFormat::Json => Body::Json,
            NotifyFormat::Slack => Body::Slack,
        };
        Ok(Self { sender, form, under_way: None, waiting: VecDeque::new() })
    }

    /// What the decision asks to be told; nothing where nobody listens.
    pub(super) fn compose(&self, decision: &Decision, occasions: &mut Occasions) -> Vec<Message> {
        let news = occasions.news(decision);
        match &self.sender {
            None => Vec::new(),
            Some(_) => Message::all(decision, &news, self.form),
        }
    }

    /// Starts to send what is due.
    pub(super) fn send(&mut self, memory: &Memory) {
        if self.sender.is_none() {
            return;
        }
        match memory.store.take_due(nanos(clock()), PATIENCE) {
            Ok(due) => self.waiting.extend(due),
            Err(error) => complain(&error.to_string()),
        }
        self.go_on();
    }

    fn go_on(&mut self) {
        let (Some(sender), None) = (&self.sender, &self.under_way) else { return };
        self.under_way = self.waiting.pop_front().map(|due| {
            let sent = sender.send(due.body.clone());
            let sending: LocalBoxFuture<'static, _> = Box::pin(async move { (due, sent.await) });
            sending
        });
    }

    /// Something that was on its way has arrived or failed, or has to be tried again. Waits for
    /// ever where there is nothing to wait for.
    pub(super) async fn progress(&mut self, memory: &Memory) {
        let Some(under_way) = &mut self.under_way else { return std::future::pending().await };
        let (due, sent) = under_way.await;
        self.under_way = None;
        if let Err(error) = self.settle(&memory.store, &due, sent) {
            complain(&error.to_string());
        }
        self.go_on();
    }

    /// The last chance; what does not arrive waits for the next run with this state file.
    pub(super) async fn finish(mut self, memory: &Memory) {
        self.send(memory);
        let all = async {
            while self.under_way.is_some() {
                self.progress(memory).await;
            }
        };
        if timeout(LAST, all).await.is_err() {
            complain("some notifications are still on their way");
        }
    }

    fn settle(&mut self, store: &Store, due: &Due, sent: Sent) -> Outcome<(), StateError> {
        match sent {
            Sent::Arrived => store.delivered(&due.id),
            Sent::Refused(cause) => {
                complain(&cause);
                store.drop_notification(&due.id, &cause).map(drop)
            }
            Sent::Failed(cause) if due.attempts >= ATTEMPTS => {
                complain(&format!("{cause}; given up after {} attempts", due.attempts));
                store.drop_notification(&due.id, &cause).map(drop)
            }
            Sent::Failed(cause) => {
                let doubled = BACKOFF.saturating_mul(1 << due.attempts.clamp(0, 8));
                let again = nanos(clock()).saturating_add(doubled);
                store.postpone(&due.id, again, &cause)?;
                // What comes after it would overtake it.
                let mut later = self.waiting.drain(..).zip(1..);
                later.try_for_each(|(due, place): (Due, i64)| {
                    store.postpone(&due.id, again.saturating_add(place), "one before it waits")
                })
            }
        }
    }
}

fn complain(what: &str) {
    output::complain(&format!("notification: {what}\n"), crate::args::Color::Auto);
}
