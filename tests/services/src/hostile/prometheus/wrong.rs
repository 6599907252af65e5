//! Ways to be wrong.

use std::io;

use super::answer::{self, Kind, LABELS};
use super::{Peer, Request};

/// One series, whole, as the body of an answer.
fn respond(peer: &mut Peer, make: impl Fn(&Request, Kind) -> String) -> io::Result<()> {
    let request = peer.request()?;
    let kind = Kind::of(&request);
    let series = make(&request, kind);
    let body = [answer::start(kind, "success"), series, answer::end("")].concat();
    peer.json(body.as_bytes())
}

fn pairs(times: &[i64], value: &str) -> Vec<String> {
    times.iter().map(|at| format!("[{at},{value}]")).collect()
}

/// The same value at each time, as JSON.
pub(super) fn values(peer: &mut Peer, value: &str) -> io::Result<()> {
    respond(peer, |request, kind| {
        answer::series(kind, LABELS, &pairs(&answer::grid(request), value))
    })
}

/// Other times than those asked for.
pub(super) fn times(peer: &mut Peer, change: fn(i64) -> Vec<i64>) -> io::Result<()> {
    respond(peer, |request, kind| {
        let times: Vec<i64> = answer::grid(request).into_iter().flat_map(change).collect();
        let value = |(index, at): (usize, &i64)| format!("[{at},\"{}\"]", index % 2);
        let pairs: Vec<String> = times.iter().enumerate().map(value).collect();
        answer::series(kind, LABELS, &pairs)
    })
}

pub(super) fn labels(peer: &mut Peer, labels: &str) -> io::Result<()> {
    respond(peer, |request, kind| {
        answer::series(kind, labels, &pairs(&answer::grid(request), "\"0.25\""))
    })
}

pub(super) fn long_label(peer: &mut Peer) -> io::Result<()> {
    labels(peer, &format!("\"metric\":{{\"env\":\"{}\"}},", "a".repeat(1 << 20)))
}

/// Another status, or more beside the data; `more` begins with a comma.
pub(super) fn shape(peer: &mut Peer, status: &str, more: &str) -> io::Result<()> {
    let request = peer.request()?;
    let kind = Kind::of(&request);
    let series = answer::series(kind, LABELS, &pairs(&answer::grid(&request), "\"0.25\""));
    let body = [answer::start(kind, status), series, answer::end(more)].concat();
    peer.json(body.as_bytes())
}

/// So many series with one value each, sent while they are made.
pub(super) fn many(peer: &mut Peer, count: usize) -> io::Result<()> {
    let request = peer.request()?;
    let kind = Kind::of(&request);
    let times = answer::grid(&request);
    let last = times.last().copied().unwrap_or_default();
    peer.json_head()?;
    peer.send(answer::start(kind, "success").as_bytes())?;
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        let labels = format!("\"metric\":{{\"pod\":\"green-{number}\"}},");
        let series = answer::series(kind, &labels, &pairs(&[last], "\"0.25\""));
        peer.send(format!("{comma}{series}").as_bytes())?;
    }
    peer.send(answer::end("").as_bytes())
}

pub(super) fn same_series(peer: &mut Peer) -> io::Result<()> {
    respond(peer, |request, kind| {
        let times = answer::grid(request);
        let one = |value| answer::series(kind, LABELS, &pairs(&times, value));
        format!("{},{}", one("\"0.25\""), one("\"0.75\""))
    })
}

pub(super) fn other_type(peer: &mut Peer) -> io::Result<()> {
    let request = peer.request()?;
    let kind = Kind::of(&request).other();
    let series = answer::series(kind, LABELS, &pairs(&answer::grid(&request), "\"0.25\""));
    peer.json([answer::start(kind, "success"), series, answer::end("")].concat().as_bytes())
}

pub(super) fn histogram(peer: &mut Peer) -> io::Result<()> {
    let histogram = "{\"count\":\"10\",\"sum\":\"2.5\",\"buckets\":[[1,\"0.1\",\"0.5\",\"10\"]]}";
    respond(peer, |request, kind| {
        let pairs = pairs(&answer::grid(request), histogram);
        let series = answer::series(kind, LABELS, &pairs);
        series.replace("\"values\":", "\"histograms\":").replace("\"value\":", "\"histogram\":")
    })
}

pub(super) fn no_values(peer: &mut Peer) -> io::Result<()> {
    respond(peer, |_, kind| answer::series(kind, LABELS, &[]))
}

pub(super) fn reversed(peer: &mut Peer) -> io::Result<()> {
    respond(peer, |request, kind| {
        let mut pairs = pairs(&answer::grid(request), "\"0.25\"");
        pairs.reverse();
        answer::series(kind, LABELS, &pairs)
    })
}

pub(super) fn half_pairs(peer: &mut Peer) -> io::Result<()> {
    respond(peer, |request, kind| {
        let halves: Vec<String> =
            answer::grid(request).iter().map(|at| format!("[{at}]")).collect();
        answer::series(kind, LABELS, &halves)
    })
}

pub(super) fn text_times(peer: &mut Peer) -> io::Result<()> {
    respond(peer, |request, kind| {
        let texts = answer::grid(request).into_iter().map(|at| format!("[\"{at}\",\"0.25\"]"));
        answer::series(kind, LABELS, &texts.collect::<Vec<_>>())
    })
}

/// A second apart, up to the last time that was asked for.
pub(super) fn million(peer: &mut Peer) -> io::Result<()> {
    let request = peer.request()?;
    let last = answer::grid(&request).last().copied().unwrap_or_default();
    peer.json_head()?;
    peer.send(answer::start(Kind::Matrix, "success").as_bytes())?;
    peer.send(format!("{{{LABELS}\"values\":[[{},\"0\"]", last - 1_000_001).as_bytes())?;
    for thousand in 0..1_000 {
        let first = last - 1_000_000 + thousand * 1_000;
        let times: Vec<i64> = (first..first + 1_000).collect();
        peer.send(format!(",{}", pairs(&times, "\"0.25\"").join(",")).as_bytes())?;
    }
    peer.send(format!("]}}{}", answer::end("")).as_bytes())
}
