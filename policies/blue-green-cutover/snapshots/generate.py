#!/usr/bin/env python3
"""Writes the snapshots beside it: one for each outcome that a phase provides for.

Run it after a change, and commit what it writes. The same script writes the same bytes.
"""

import json
import pathlib
import random
from datetime import datetime, timezone

HERE = pathlib.Path(__file__).parent
MINUTE, HOUR, DAY = 60, 3600, 86400


def time(text):
    """Seconds since 1970 of "day hour:minute" in January 2026, UTC; day 34 is 3 February."""
    day, clock = text.split()
    hour, minute = clock.split(":")
    first = datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp()
    return int(first) + (int(day) - 1) * DAY + int(hour) * HOUR + int(minute) * MINUTE


def written(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


CUTOVER = time("4 03:30")

# ---- Series -------------------------------------------------------------------------------


class Gauge:
    """Values around `mean`; around `bad` from `since` to `until` seconds ago, but not at `pause`.

    With `drift`, the mean changes by this share from the first to the last value.
    """

    def __init__(self, mean, spread=0.08, digits=2, **trouble):
        self.mean, self.spread, self.digits = mean, spread, digits
        self.bad = trouble.get("bad")
        self.since, self.until = trouble.get("since", DAY), trouble.get("until", 0)
        self.pause, self.drift = trouble.get("pause"), trouble.get("drift", 0.0)

    def values(self, rng, ages, _step):
        values = []
        for age in ages:
            bad = self.bad is not None and self.until <= age <= self.since and age != self.pause
            mean, spread = (self.bad, min(self.spread, 0.08)) if bad else (self.mean, self.spread)
            trend = 1 + self.drift * (1 - age / ages[0])
            value = max(mean * trend * (1 + rng.uniform(-spread, spread)), 0.0)
            values.append(round(value, self.digits) if self.digits else int(round(value)))
        return values


class Counter:
    """`start`, and `extra` more for each sample of the last `since` seconds."""

    def __init__(self, start, extra=0, since=0):
        self.start, self.extra, self.since = start, extra, since

    def values(self, _rng, ages, _step):
        return [self.start + self.extra * sum(age <= old <= self.since for old in ages) for age in ages]


# Length and step of the series that differ from 10 minutes and 10 seconds.
LONG = {
    "staging_error_rate": (6 * HOUR, 5 * MINUTE),
    "staging_p95": (6 * HOUR, 5 * MINUTE),
    "error_rate_day": (DAY, 5 * MINUTE),
    "p95_day": (DAY, 5 * MINUTE),
    "uptime_day": (DAY, 5 * MINUTE),
    "availability": (4 * HOUR, MINUTE),
}


def series(name, shape, now, first=None, stop=0):
    """Ends `stop` seconds before now; not older than `first` seconds."""
    rng = random.Random(f"blue-green-cutover {name}")
    length, step = LONG.get(name, (10 * MINUTE, 10))
    length = min(length, first or length)
    ages = list(range(length, stop - 1, -step))
    return {"start": written(now - ages[0]), "step": f"{step}s", "values": shape.values(rng, ages, step)}


# ---- What is no series --------------------------------------------------------------------


def probe(status=200, body=None, latency="14ms"):
    answer = {"status": status, "latency": latency}
    if body is not None:
        answer["json"] = body
    return answer


def healthy(version="1.2.0"):
    return probe(body={"status": "healthy", "version": version})


def tests(total, failures=(), skipped=0):
    failures = [{"name": name, "suite": suite, "message": message} for name, suite, message in failures]
    failed = len(failures)
    return {
        "total": total,
        "passed": total - failed - skipped,
        "failed": failed,
        "skipped": skipped,
        "failures": failures,
    }


BUY = ("a ticket can be bought", "critical", "expected 201, got 502")
ENTER = ("a ticket opens the gate", "critical", "timed out after 10s")
REFUND = ("a ticket can be returned", "critical", "expected refunded, got paid")
FOOTER = ("the footer names the year", "web", "expected 2026, got 2025")


def scan(critical=0, high=0, medium=0, low=0):
    return {"critical": critical, "high": high, "medium": medium, "low": low, "unknown": 0}


def approved(name, at):
    return {"approved": True, "by": name, "at": written(at)}


def checklist(*open_items):
    """The lists of checklist.md, ticked but for `open_items` ("Section: item")."""
    items, headings, left = [], [], set(open_items)
    for number, line in enumerate((HERE.parent / "checklist.md").read_text().splitlines(), 1):
        if line.startswith(("## ", "### ")):
            level, heading = line.split(" ", 1)
            headings = headings[: len(level) - 2] + [heading]
        elif line.startswith("- [ ] "):
            name = f"{headings[-1]}: {line[6:]}"
            done = name not in left
            left.discard(name)
            items.append({"text": line[6:], "done": done, "section": headings, "line": number})
    assert not left, left
    return {"items": items}


CREW = {
    "Lead Engineer": "Mireille Aubert",
    "DevOps Primary": "Kofi Mensah",
    "DevOps Backup": "Jana Novak",
    "DBA": "Luis Ferrer",
    "QA Lead": "Sanna Lehto",
    "Operations Manager": "Piotr Zielinski",
    "On-Call Manager": "Noor Haddad",
}
AUTHORIZERS = {
    "QA Lead": "Sanna Lehto",
    "Engineering Lead": "Dario Conti",
    "VP Engineering": "Helen Okafor",
    "VP Product": "Bram de Wit",
    "Operations Manager": "Piotr Zielinski",
}
EXECUTORS = ["Lead Engineer", "DevOps Primary", "QA Lead"]
ROWS = {"feature_flags": 6, "visits_daily": 48_212, "experiments": 31, "recommendations": 912_440}
FLAGS = ["audio-guide", "gift-tickets", "group-booking", "late-entry", "member-price", "queue-times"]
CHECKSUM = "9b0f4f9a1c5de0a7f2c3cb3b6d1f7e42"


def votes(against=(), silent=()):
    return {role: "no-go" if role in against else "go" for role in CREW if role not in silent}


def no_issues():
    return {"critical_issues": 0, "vulnerabilities": 0}


def servers():
    return {"green_1": healthy(), "green_2": healthy(), "green_3": healthy()}


def flags():
    return {"flags_stored": FLAGS, "flags_served": FLAGS}


def features():
    return {
        **flags(),
        "dashboard": True,
        "statistics": probe(body={"metrics": {"visits": 1204, "tickets": 861}}, latency="38ms"),
        "experiments": probe(body={"count": 31}),
    }


# ---- Each phase, healthy ------------------------------------------------------------------


def authorize(now):
    return {
        **no_issues(),
        "checklist": checklist(),
        "authorization": {role: approved(name, now - 3 * HOUR) for role, name in AUTHORIZERS.items()},
        "contacts": {
            role: {"name": name, "phone": f"+44 1632 9600{number:02}"}
            for number, (role, name) in enumerate(CREW.items(), 11)
        },
        "votes": votes(),
        "scan": scan(),
        "staging_tests": tests(2310),
        "coverage": {"lines": 96.4, "branches": 91.2, "functions": 97.0},
        "breaking_changes": 0,
        "staging_throughput": "2710/s",
        "staging_load_p95": "244ms",
        "baseline_throughput": "2640/s",
        "baseline_load_p95": "251ms",
        "staging_error_rate": Gauge(0.06, 0.4, 3),
        "staging_p95": Gauge(388, 0.06, 1),
    }


def pre_deploy(now):
    return {
        **no_issues(),
        "checklist": checklist(),
        "votes": votes(),
        "present": list(CREW),
        "units_active": 5,
        "backup_age": "42m",
        "restore_test": True,
        "rehearsal": "8m20s",
        "blue_health": healthy("1.1.0"),
        "blue_db_now": written(now),
        "critical_alerts": Gauge(0, 0, 0),
        "green_share": Gauge(0, 0, 0),
    }


def setup_green(now):
    return {
        **servers(),
        **flags(),
        "statistics": features()["statistics"],
        "blue_health": healthy("1.1.0"),
        "green_db_now": written(now),
        "green_tables": 16,
        "green_indexes": 23,
        "rows_blue": ROWS,
        "rows_green": ROWS,
        "critical_alerts": Gauge(0, 0, 0),
        "green_share": Gauge(0, 0, 0),
    }


def validate_green(now):
    return {
        **setup_green(now),
        **no_issues(),
        **features(),
        "votes": votes(),
        "checksum_blue": CHECKSUM,
        "checksum_green": CHECKSUM,
        "integration_tests": tests(284),
        "load_p95": "262ms",
        "load_db": "88ms",
        "load_throughput": "2740/s",
        "load_errors": "0.1%",
        "load_lasted": "5m",
        "balancer_up": 1,
        "cutover_approval": {"Lead Engineer": approved(CREW["Lead Engineer"], now - 4 * MINUTE)},
    }


def live(now):
    """What is asked wherever green has the traffic and blue is kept."""
    return {
        **no_issues(),
        **flags(),
        "data_loss": 0,
        "blue_health": healthy("1.1.0"),
        "green_health": healthy(),
        "green_db_now": written(now),
        "critical_alerts": Gauge(0, 0, 0),
        "green_share": Gauge(100, 0, 0),
        "error_rate": Gauge(0.21, 0.3, 3),
        "p95": Gauge(402, 0.05, 1),
        "db_latency": Gauge(74, 0.1, 1),
    }


def night(now):
    return {
        **live(now),
        **servers(),
        "votes": votes(),
        "availability": Gauge(100, 0, 0),
        "requests": Gauge(338_000, 0.03, 0),
    }


def users():
    return {
        **features(),
        "page_load": Gauge(1.42, 0.05),
        "user_errors": Gauge(0.3, 0.2, 3),
        "sessions": Gauge(1480, 0.03, 0),
        "sessions_before": Gauge(1510, 0.03, 0),
        "slowest_query": "61ms",
        "db_connections": "44%",
    }


def cutover(now):
    return {**night(now), "log_errors": Counter(212, extra=1, since=20)}


def stabilize(now):
    return {**night(now), **users(), "smoke_tests": tests(42)}


def complete(now):
    return {
        **night(now),
        **users(),
        "checklist": checklist(),
        "cutover_at": written(CUTOVER),
        "execution": {role: approved(CREW[role], now - 6 * MINUTE) for role in EXECUTORS},
        "blue_db_now": written(now),
        "green_tables": 16,
        "green_indexes": 23,
        "baseline_p95": "390ms",
    }


def days(_now):
    return {
        "checklist": checklist(),
        "cutover_at": written(CUTOVER),
        "uptime_day": Gauge(100, 0, 0),
        "error_rate_day": Gauge(0.24, 0.3, 3),
        "p95_day": Gauge(408, 0.06, 1),
        "satisfaction": "97.2%",
    }


def day_1(now):
    return {**live(now), **users(), **days(now), "baseline_p95": "390ms"}


def month_1(now):
    return {**days(now), "scan": scan()}


def rolled_back(now):
    return {
        "checklist": checklist(),
        "rollback_approval": {"Lead Engineer": approved(CREW["Lead Engineer"], now - 12 * MINUTE)},
        "data_loss": 0,
        "blue_health": healthy("1.1.0"),
        "blue_db_now": written(now),
        "blue_requests": Gauge(331_000, 0.03, 0),
        "blue_error_rate": Gauge(0.18, 0.3, 3),
        "green_share": Gauge(0, 0, 0),
        "switch_took": "4s",
        "recovery_took": "9m",
        "rows_blue": ROWS,
        "rows_green": ROWS,
        "incident_logs": 1,
    }


# Facts, now, and the start of the phase.
PHASES = {
    "authorize": (authorize, time("2 15:00"), None),
    "pre-deploy": (pre_deploy, time("4 02:00"), time("4 01:30")),
    "setup-green": (setup_green, time("4 03:10"), time("4 02:00")),
    "validate-green": (validate_green, time("4 03:29"), time("4 03:12")),
    "cutover": (cutover, time("4 03:35"), CUTOVER),
    "stabilize": (stabilize, time("4 04:05"), time("4 03:35")),
    "complete": (complete, time("4 06:00"), time("4 04:05")),
    "day-1": (day_1, time("5 04:00"), time("4 06:00")),
    "week-1": (day_1, time("11 04:00"), time("5 04:00")),
    "month-1": (month_1, time("34 09:00"), time("11 04:00")),
    "rolled-back": (rolled_back, time("4 03:52"), time("4 03:40")),
}
# Reports that count for some time only, and how old they are.
REPORTS = {
    "staging_tests": 12 * HOUR,
    "coverage": 12 * HOUR,
    "scan": 12 * HOUR,
    "integration_tests": 12 * MINUTE,
    "smoke_tests": 22 * MINUTE,
    "restore_test": 3 * HOUR,
    "load_p95": 6 * MINUTE,
    "load_db": 6 * MINUTE,
    "load_throughput": 6 * MINUTE,
    "load_errors": 6 * MINUTE,
    "load_lasted": 6 * MINUTE,
}


def snapshot(name, changes=None, now=None, started=None, **single):
    """`changes` replaces facts; None leaves one out. `ends` and `first` are for single series,
    `ages` for single reports."""
    phase = name.split(".")[0]
    make, moment, start = PHASES[phase]
    now, start = now or moment, started or start
    facts = {**make(now), **(changes or {})}
    facts = {fact: value for fact, value in facts.items() if value is not None}
    for fact, value in facts.items():
        if isinstance(value, (Gauge, Counter)):
            ends = single.get("ends", {}).get(fact, 0)
            facts[fact] = series(fact, value, now, single.get("first", {}).get(fact), ends)
    envelope = {"schema": "gonogo.snapshot/v1", "now": written(now)}
    if start:
        envelope["phase_started"] = written(start)
    ages = {**REPORTS, **single.get("ages", {})}
    collected = {fact: written(now - age) for fact, age in ages.items() if fact in facts}
    if collected:
        envelope["collected"] = collected
    envelope["facts"] = dict(sorted(facts.items()))
    (HERE / f"{name}.json").write_text(render(envelope))


def render(envelope):
    """One fact a line, so that a change of one fact is a change of one line."""
    facts = envelope.pop("facts")
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in envelope.items()]
    lines.append('  "facts": {')
    last = list(facts)[-1]
    for fact, value in facts.items():
        comma = "" if fact == last else ","
        lines.append(f"    {json.dumps(fact)}: {json.dumps(value, separators=(',', ':'))}{comma}")
    return "{\n" + "\n".join(lines) + "\n  }\n}\n"


# ---- What goes wrong ----------------------------------------------------------------------


def before_green():
    snapshot("authorize.go")
    snapshot("authorize.warn.low-findings", {"scan": scan(low=3)})
    # Neither good enough to go nor bad enough to stop.
    snapshot(
        "authorize.no-go.between",
        {
            "staging_tests": tests(2310, [BUY, FOOTER]),
            "staging_throughput": "2350/s",
            "staging_load_p95": "290ms",
            "votes": votes(against=["DBA"], silent=["On-Call Manager"]),
        },
    )
    snapshot(
        "authorize.no-go.stop",
        {
            "staging_tests": tests(2310, [BUY, ENTER, REFUND]),
            "staging_throughput": "2060/s",
            "staging_load_p95": "322ms",
            "scan": scan(critical=1, high=2),
            "votes": votes(against=list(CREW)[:4]),
            "critical_issues": 1,
            "vulnerabilities": 1,
        },
    )
    # As the form comes: ticks, and nobody behind them.
    snapshot(
        "authorize.no-go.paper",
        {
            "authorization": {role: {"approved": False} for role in AUTHORIZERS},
            "contacts": {role: {"name": "", "phone": ""} for role in CREW},
            "checklist": checklist(
                "Review and planning: Way back rehearsed",
                "Infrastructure: Failover tried",
                "Infrastructure: Backups confirmed",
            ),
        },
    )
    snapshot(
        "authorize.no-go.staging",
        {
            "staging_error_rate": Gauge(0.06, 0.4, 3, bad=1.7, since=100 * MINUTE, until=80 * MINUTE),
            "staging_p95": Gauge(388, 0.06, 1, bad=540, since=100 * MINUTE, until=80 * MINUTE),
            "coverage": {"lines": 93.8, "branches": 88.0, "functions": 95.1},
            "breaking_changes": 2,
        },
    )
    snapshot("authorize.no-go.scan-unknown", {"scan": None})

    snapshot("pre-deploy.go")
    snapshot("pre-deploy.no-go.too-early", now=time("4 01:52"))
    snapshot("pre-deploy.no-go.wrong-day", now=time("12 02:00"), started=time("12 01:30"))
    snapshot(
        "pre-deploy.no-go.everything",
        {
            "present": [role for role in CREW if role not in ("DBA", "DevOps Backup")],
            "votes": votes(silent=["DBA", "DevOps Backup"]),
            "units_active": 4,
            "backup_age": "31h",
            "restore_test": False,
            "rehearsal": "15m",
            "blue_health": probe(503),
            "blue_db_now": written(time("4 01:57")),
            "green_share": Gauge(2, 0.05),
            "checklist": checklist(
                "Last checks: Customers told of the window",
                "Channels: Incident bridge open",
                "Told before the start: Analytics team",
            ),
        },
    )
    snapshot(
        "pre-deploy.no-go.stop",
        {
            "votes": votes(against=list(CREW)[3:]),
            "critical_alerts": Gauge(2, 0, 0),
            "critical_issues": 1,
            "vulnerabilities": 1,
        },
    )
    snapshot("pre-deploy.no-go.backup-unknown", {"backup_age": None, "restore_test": None})


def green():
    snapshot("setup-green.go")
    snapshot("setup-green.warn.late", now=time("4 03:24"))
    snapshot("setup-green.no-go.rows", {"rows_green": {**ROWS, "visits_daily": 48_198, "recommendations": 0}})
    snapshot(
        "setup-green.no-go.everything",
        {
            "green_2": healthy("1.1.0"),
            "green_3": probe(502),
            "green_tables": 15,
            "green_indexes": 9,
            "green_db_now": written(time("4 03:02")),
            "flags_served": FLAGS[:4],
            "statistics": probe(500, {"error": "no such column"}),
            "green_share": Gauge(1.5, 0.1),
        },
    )

    snapshot("validate-green.go")
    snapshot("validate-green.warn.late", now=time("4 03:52"))
    snapshot("validate-green.no-go.not-approved", {"cutover_approval": {"Lead Engineer": None}})
    snapshot(
        "validate-green.no-go.approved-yesterday",
        {"cutover_approval": {"Lead Engineer": approved(CREW["Lead Engineer"], time("3 16:00"))}},
    )
    snapshot("validate-green.no-go.one-test", {"integration_tests": tests(284, [FOOTER])})
    snapshot(
        "validate-green.no-go.stop",
        {
            "integration_tests": tests(284, [BUY, ENTER, REFUND]),
            "critical_alerts": Gauge(0, 0, 0, bad=1, since=3 * MINUTE),
            "critical_issues": 1,
        },
    )
    snapshot("validate-green.no-go.checksum", {"checksum_green": "1c0d9e77aa41f5b30e6c8d02f4b9a655"})
    snapshot(
        "validate-green.no-go.load",
        {
            "load_p95": "300ms",
            "load_db": "212ms",
            "load_throughput": "2380/s",
            "load_errors": "1.4%",
            "load_lasted": "3m",
        },
    )
    snapshot("validate-green.no-go.load-unknown", {"load_p95": None, "load_db": None})
    snapshot(
        "validate-green.no-go.features",
        {
            "dashboard": False,
            "experiments": probe(404, {"error": "not found"}),
            "statistics": probe(200, {"status": "empty"}),
            "balancer_up": 0,
        },
    )
    snapshot("validate-green.no-go.window-over", now=time("4 06:10"), started=time("4 05:50"))


def spike():
    return {
        "error_rate": Gauge(0.21, 0.3, 3, bad=8.2, since=50),
        "log_errors": Counter(212, extra=34, since=50),
        "availability": Gauge(100, 0, 0, bad=67, since=60),
        "p95": Gauge(402, 0.05, 1, bad=1900, since=50),
    }


def targets():
    """Every target missed, nothing that means rollback."""
    return {
        "error_rate": Gauge(1.8, 0.1, 3),
        "p95": Gauge(620, 0.05, 1),
        "db_latency": Gauge(240, 0.05, 1),
    }


def night_targets():
    return {**targets(), "availability": Gauge(100, 0, 0, bad=67, since=120, until=60)}


def user_targets():
    return {
        "page_load": Gauge(2.6, 0.05),
        "user_errors": Gauge(1.9, 0.1, 3),
        "sessions": Gauge(930, 0.03, 0),
        "db_connections": "91%",
        "slowest_query": "740ms",
    }


def stops(phase):
    """What takes the release back in every phase in which green is live."""
    asked = PHASES[phase][0](0)
    snapshot(f"{phase}.rollback.error-spike", {fact: value for fact, value in spike().items() if fact in asked})
    snapshot(f"{phase}.rollback.critical-issue", {"critical_issues": 1})
    snapshot(f"{phase}.rollback.data-loss", {"data_loss": 1})
    snapshot(f"{phase}.rollback.alert", {"critical_alerts": Gauge(0, 0, 0, bad=1, since=40)})


def under_traffic():
    first = {"error_rate": 300, "p95": 300, "db_latency": 300}
    snapshot("cutover.go", first=first)
    stops("cutover")
    # Nothing else is known, and yet it is enough.
    snapshot("cutover.rollback.not-hidden", {**spike(), "requests": None}, ends={"p95": 4 * MINUTE})
    snapshot("cutover.rollback.vulnerability", {"vulnerabilities": 1})
    snapshot("cutover.rollback.crew", {"votes": votes(against=list(CREW)[:5])})
    snapshot("cutover.warn.log-errors", {"log_errors": Counter(212, extra=1, since=120)}, first=first)
    snapshot("cutover.warn.late", now=time("4 06:04"), started=time("4 05:59"))
    snapshot("cutover.no-go.targets", night_targets())
    # Exactly 5 % is no spike.
    snapshot("cutover.no-go.at-the-limit", {"error_rate": Gauge(5, 0, 0)})
    snapshot("cutover.no-go.no-traffic", {"requests": Gauge(100, 0, 0), "green_share": Gauge(41, 0.02)})
    snapshot("cutover.no-go.too-early", now=time("4 03:32"))
    snapshot("cutover.no-go.errors-unknown", {"error_rate": Gauge(7.5, 0.05, 3)}, ends={"error_rate": 3 * MINUTE})
    snapshot(
        "cutover.no-go.unhealthy",
        {"green_health": probe(200, {"status": "degraded"}), "green_2": probe(503), "blue_health": probe(502)},
    )

    snapshot("stabilize.go")
    stops("stabilize")
    snapshot("stabilize.rollback.smoke-tests", {"smoke_tests": tests(42, [BUY, ENTER, REFUND])})
    snapshot("stabilize.warn.slow-query", {"slowest_query": "410ms"})
    snapshot("stabilize.no-go.smoke-tests", {"smoke_tests": tests(42, [BUY, ENTER])})
    snapshot("stabilize.no-go.smoke-tests-old", ages={"smoke_tests": 70 * MINUTE})
    snapshot("stabilize.no-go.targets", {**night_targets(), **user_targets()})
    snapshot("stabilize.no-go.features", {"dashboard": False, "flags_served": FLAGS[1:]})
    snapshot("stabilize.no-go.too-early", now=time("4 03:51"))
    snapshot("stabilize.no-go.errors-unknown", {"error_rate": None})

    snapshot("complete.go")
    stops("complete")
    snapshot("complete.warn.record", {"checklist": checklist("Record of the deployment: Real users fine")})
    snapshot("complete.no-go.too-early", now=time("4 05:20"))
    snapshot(
        "complete.no-go.unsigned",
        {
            "checklist": checklist("Told at the end: Status page"),
            # One signature is from before the cutover.
            "execution": {
                "Lead Engineer": approved(CREW["Lead Engineer"], time("4 05:56")),
                "DevOps Primary": approved(CREW["DevOps Primary"], time("4 01:40")),
                "QA Lead": None,
            },
        },
    )
    # Half an hour after the cutover, and long over.
    snapshot("complete.no-go.outage", {"availability": Gauge(100, 0, 0, bad=67, since=122 * MINUTE, until=120 * MINUTE)})
    snapshot("complete.no-go.slower", {"p95": Gauge(486, 0.02, 1), "green_indexes": 19})


def days_after():
    snapshot("day-1.go")
    stops("day-1")
    snapshot("day-1.warn.drift", {"p95_day": Gauge(370, 0.05, 1, drift=0.3)})
    snapshot("day-1.no-go.too-early", now=time("4 21:00"))
    snapshot(
        "day-1.no-go.bad-day",
        {
            "uptime_day": Gauge(100, 0, 0, bad=60, since=9 * HOUR, until=8 * HOUR),
            "error_rate_day": Gauge(0.24, 0.3, 3, bad=30, since=9 * HOUR, until=8 * HOUR),
            "p95_day": Gauge(520, 0.05, 1),
            "satisfaction": "95%",
        },
    )
    snapshot("day-1.no-go.targets", {**targets(), **user_targets()})
    snapshot(
        "day-1.no-go.lists",
        {"checklist": checklist("First day: Team debriefed", "Validation: No anomalies", "Validation: Data intact")},
    )
    snapshot("day-1.no-go.day-unknown", first={"error_rate_day": 17 * HOUR})

    snapshot("week-1.go", {"checklist": checklist("First week: Blue disabled")})
    stops("week-1")
    snapshot("week-1.warn.drift", {"p95_day": Gauge(370, 0.05, 1, drift=0.3), "slowest_query": "390ms"})
    # 48 hours after the cutover.
    snapshot("week-1.no-go.too-early", now=time("6 03:30"))
    snapshot(
        "week-1.no-go.lists",
        {"checklist": checklist("Days after: Documentation current", "First week: Logs archived", "First week: Blue disabled")},
    )
    snapshot("week-1.no-go.blue-down", {"blue_health": probe(503)})

    snapshot("month-1.go")
    snapshot("month-1.warn.findings", {"scan": scan(low=2)})
    snapshot(
        "month-1.no-go.open",
        {
            "scan": scan(high=1),
            "checklist": checklist("First month: Security audit", "First month: Next release planned", "First week: Blue disabled"),
        },
    )
    snapshot("month-1.no-go.unhappy", {"satisfaction": "88.5%", "error_rate_day": Gauge(1.2, 0.2, 3)})


def back():
    snapshot("rolled-back.go")
    snapshot("rolled-back.warn.slow", {"switch_took": "26s", "recovery_took": "18m"})
    snapshot(
        "rolled-back.no-go.data",
        {"rows_green": {**ROWS, "visits_daily": 48_260, "recommendations": 912_481}, "data_loss": 1, "incident_logs": 0},
    )
    snapshot(
        "rolled-back.no-go.not-yet",
        {
            "rollback_approval": {"Lead Engineer": None},
            "green_share": Gauge(12, 0.1),
            "blue_health": probe(503),
            "blue_db_now": written(time("4 03:48")),
            "blue_requests": Gauge(62, 0.05, 0),
            "blue_error_rate": Gauge(3.1, 0.1, 3),
            "checklist": checklist("Back on blue: Users reach the old version", "Back on blue: Investigation begun"),
        },
    )


if __name__ == "__main__":
    for old in HERE.glob("*.json"):
        old.unlink()
    for write in [before_green, green, under_traffic, days_after, back]:
        write()
