//! Tells a webhook when the decision changes or an escalation falls due. It never holds the
//! decision up: what cannot be delivered is tried again, and waits in the state file.

mod sender;

use anyhow::{Context, Result};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use gonogo_engine::Decision;
use gonogo_state::Due;
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

pub(super) struct Notifier {
    sender: Option<Sender>,
    form: Body,
    under_way: FuturesUnordered<LocalBoxFuture<'static, (Due, Sent)>>,
}

impl Notifier {
    pub(super) fn new(watching: &Watching) -> Result<Self> {
        let sender = watching.notify.as_deref().map(Sender::new).transpose();
        let sender = sender.context("`--notify`")?;
        let under_way = FuturesUnordered::new();
        let form = match watching.notify_format {
            NotifyFormat::Json => Body::Json,
            NotifyFormat::Slack => Body::Slack,
        };
        Ok(Self { sender, form, under_way })
    }

    /// What the decision asks to be told; nothing where nobody listens.
    pub(super) fn compose(&self, decision: &Decision, occasions: &mut Occasions) -> Vec<Message> {
        let news = occasions.news(decision);
        match &self.sender {
            None => Vec::new(),
            Some(_) => news.iter().map(|news| Message::new(decision, news, self.form)).collect(),
        }
    }

    /// Starts to send what is due.
    pub(super) fn send(&mut self, memory: &Memory) {
        let Some(sender) = &self.sender else { return };
        let due = match memory.store.take_due(nanos(clock()), PATIENCE) {
            Ok(due) => due,
            Err(error) => return complain(&error.to_string()),
        };
        for due in due {
            let sent = sender.send(due.body.clone());
            self.under_way.push(Box::pin(async move { (due, sent.await) }));
        }
    }

    /// Something that was on its way has arrived or failed, or has to be tried again. Waits for
    /// ever where there is nothing to wait for.
    pub(super) async fn progress(&mut self, memory: &Memory) {
        match self.under_way.next().await {
            Some((due, sent)) => settle(memory, &due, sent),
            None => std::future::pending().await,
        }
    }

    /// The last chance; what does not arrive waits for the next run with this state file.
    pub(super) async fn finish(mut self, memory: &Memory) {
        self.send(memory);
        let all = async {
            while let Some((due, sent)) = self.under_way.next().await {
                settle(memory, &due, sent);
            }
        };
        if timeout(LAST, all).await.is_err() {
            complain("some notifications are still on their way");
        }
    }
}

fn settle(memory: &Memory, due: &Due, sent: Sent) {
    let store = &memory.store;
    let kept = match sent {
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
            store.postpone(&due.id, nanos(clock()).saturating_add(doubled), &cause)
        }
    };
    if let Err(error) = kept {
        complain(&error.to_string());
    }
}

fn complain(what: &str) {
    output::complain(&format!("notification: {what}\n"), crate::args::Color::Auto);
}
