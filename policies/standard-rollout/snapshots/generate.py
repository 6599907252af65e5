#!/usr/bin/env python3
"""Writes the snapshots beside this file, `PHASE.DECISION[.WHY].json`.

Each one is a healthy deployment of twenty instances, and what its name says. The noise comes
from a seed: the same script writes the same bytes.
"""

import datetime
import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
NOW = 1_778_032_800  # 2026-05-06T02:00:00Z, a quiet night
MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEP = 30


def stamp(ago):
    """The time so many seconds before now."""
    return datetime.datetime.fromtimestamp(NOW - ago, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# ---- Series: name, seconds it reaches back, step, typical value, spread, digits ------------

GAUGES = {
    "error_rate": (30 * MINUTE, STEP, 0.05, 0.4, 3),
    "p95": (30 * MINUTE, STEP, 0.24, 0.08, 4),
    "site_up": (30 * MINUTE, STEP, 100, 0, 0),
    "new_error_rate": (30 * MINUTE, STEP, 0.05, 0.5, 3),
    "old_error_rate": (30 * MINUTE, STEP, 0.05, 0.4, 3),
    "new_p95": (30 * MINUTE, STEP, 0.25, 0.1, 4),
    "jobs_waiting": (30 * MINUTE, STEP, 14, 0.5, 0),
    "db_query": (30 * MINUTE, STEP, 38, 0.1, 1),
    "cpu": (30 * MINUTE, STEP, 46, 0.1, 1),
    "memory": (30 * MINUTE, STEP, 63, 0.01, 1),
    "disk": (30 * MINUTE, STEP, 57, 0.001, 1),
    "error_rate_day": (DAY, 5 * MINUTE, 0.05, 0.3, 3),
    "p95_day": (DAY, 5 * MINUTE, 0.24, 0.08, 4),
    "site_up_day": (26 * HOUR, 5 * MINUTE, 100, 0, 0),
}
# Growth in a second.
COUNTERS = {"requests": 180.0, "new_requests": 18.0, "jobs_done": 3.2, "jobs_failed": 0.004}

WHOLE = ["error_rate", "p95", "site_up", "db_query", "cpu", "memory", "disk"]
NEW = ["new_error_rate", "old_error_rate", "new_p95"]
REPORTS = ["integration_tests", "performance_tests", "security_scan"]
DAYS = ["error_rate_day", "p95_day", "site_up_day"]

# For how long the phase has been going on, and how many of the instances are new.
PHASES = {
    "pre-deploy": (None, 0),
    "before-migration": (None, 0),
    "migrated": (8 * MINUTE, 0),
    "instances-10": (15 * MINUTE, 2),
    "instances-100": (15 * MINUTE, 20),
    "first-day": (24 * HOUR, 20),
    "closing": (30 * HOUR, 20),
    "rolled-back": (20 * MINUTE, 0),
}
# What is ticked when the gate of the phase is asked, beside what was ticked before.
LISTS = {
    "pre-deploy": ["Infrastructure", "Application", "Monitoring"],
    "before-migration": ["Communication", "Backup"],
    "migrated": ["Migration"],
    "instances-10": ["Step 10 %"],
    "instances-100": ["Step 100 %", "Verification"],
    "first-day": ["24 hours of monitoring", "Success criteria"],
    "closing": ["Documentation", "Review"],
    "rolled-back": ["Immediate actions", "Database back", "After the rollback"],
}


class Snapshot:
    """A healthy deployment; its methods spoil it."""

    def __init__(self, phase, name):
        self.phase, self.name = phase, name
        self.rng = random.Random(f"standard-rollout {phase}.{name}")
        self.elapsed, new = PHASES[phase]
        self.facts = {"checklist": {"items": list(self.items())}}
        self.failed = {}
        if phase == "pre-deploy":
            self.prepared()
        elif phase == "before-migration":
            self.starting()
        elif phase == "rolled-back":
            self.back(new)
        elif phase != "closing":
            self.live(new)

    def items(self):
        done = set()
        for phase, lists in LISTS.items():
            if phase == "rolled-back" and self.phase != phase:
                break
            done |= set(lists)
            if phase == self.phase:
                break
        headings = []
        text = (HERE.parent / "checklist.md").read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith(("## ", "### ")):
                level, heading = line.split(" ", 1)
                headings = headings[: len(level) - 2] + [heading]
            elif line.startswith("- [ ] "):
                yield {"text": line[6:], "done": headings[-1] in done, "section": headings, "line": number}

    def prepared(self):
        self.facts |= {
            "integration_tests": tests(318),
            "performance_tests": tests(9),
            "security_scan": {"critical": 0, "high": 0, "medium": 3, "low": 11},
            "config_drift": [],
            "certificate": {"expires_at": stamp(-61 * DAY), "subject": "shop.example.com"},
            "schema_staging": 42, "schema_release": 42, "monitoring_up": 5,
            "backup_finished": stamp(5 * HOUR), "backup_size": "74.2GB",
        }

    def starting(self):
        self.facts |= {
            "backup_finished": stamp(25 * MINUTE), "backup_size": "74.3GB", "backup_restored": True,
            "before_taken": stamp(10 * MINUTE),
        }
        self.window()

    def live(self, new):
        phase = self.phase
        for name in WHOLE:
            self.gauge(name)
        self.values_before()
        self.facts |= {
            "health": {"status": 200, "latency": "14ms"},
            "flows": tests(24), "flow_reports": 0, "data_reports": 0, "vulnerabilities": 0,
            "damaged_records": 0, "new_instances": new, "old_instances": 20 - new,
        }
        if phase in ("migrated", "instances-10"):
            self.facts["workers"] = 0
            self.window()
        if phase != "first-day":
            self.facts |= {"schema_production": 42, "schema_release": 42, "migration_dirty": False}
        if phase == "instances-10":
            for name in NEW:
                self.gauge(name)
            self.counter("new_requests")
            for name in ["new_error_rate", "new_p95", "new_requests"]:
                self.begin(name, self.elapsed)
        if phase in ("instances-100", "first-day"):
            for name in ["requests", "jobs_done", "jobs_failed"]:
                self.counter(name)
            self.gauge("jobs_waiting")
            self.facts |= {"workers": 4, "unexpected_errors": 0, "monitoring_up": 5}
        if phase == "first-day":
            for name in DAYS:
                self.gauge(name)
            self.facts["jobs_overdue"] = 0

    def back(self, new):
        for name in ["error_rate", "p95"]:
            self.gauge(name)
        self.facts |= {
            "health": {"status": 200, "latency": "15ms"}, "damaged_records": 0, "data_reports": 0,
            "new_instances": new, "old_instances": 20, "error_rate_before": 0.05,
        }

    def values_before(self):
        self.facts |= {"error_rate_before": 0.05, "p95_before": 0.24, "db_query_before": 38}

    def window(self):
        self.facts |= {"window_from": stamp(HOUR), "window_to": stamp(-2 * HOUR)}

    def gauge(self, name):
        back, step, typical, spread, digits = GAUGES[name]
        values = [shown(typical * (1 + self.rng.uniform(-spread, spread)), digits) for _ in range(back // step + 1)]
        self.facts[name] = {"start": NOW - back, "step": f"{step}s", "values": values}

    def counter(self, name, rate=None):
        total, values = 1_000_000.0, []
        for _ in range(30 * MINUTE // STEP + 1):
            total += (COUNTERS[name] if rate is None else rate) * STEP * self.rng.uniform(0.9, 1.1)
            values.append(int(total))
        self.facts[name] = {"start": NOW - 30 * MINUTE, "step": f"{STEP}s", "values": values}

    # What goes wrong.

    def level(self, name, level, since=None, until=0, spread=0.1):
        """At another level from `since` to `until` seconds ago; always, without `since`."""
        series = self.facts[name]
        step, digits = int(series["step"][:-1]), GAUGES[name][4]
        last = len(series["values"]) - 1
        for at in range(last + 1):
            ago = (last - at) * step
            if (since is None or ago <= since) and ago >= until:
                series["values"][at] = shown(level * (1 + self.rng.uniform(-spread, spread)), digits)

    def climb(self, name, top):
        """From the typical value to `top`, without a break."""
        values = self.facts[name]["values"]
        typical = GAUGES[name][2]
        for at in range(len(values)):
            share = at / (len(values) - 1)
            values[at] = shown(typical + (top - typical) * share + self.rng.uniform(-1, 1), GAUGES[name][4])

    def begin(self, name, ago):
        """Without the samples from before."""
        series = self.facts[name]
        step = int(series["step"][:-1])
        series["values"] = series["values"][-(ago // step + 1):]
        series["start"] = NOW - ago // step * step

    def end(self, name, ago):
        """No samples for the newest seconds."""
        series = self.facts[name]
        step = int(series["step"][:-1])
        series["values"] = series["values"][: -(ago // step)]

    def untick(self, *texts):
        left = set(texts)
        for item in self.facts["checklist"]["items"]:
            if item["text"] in left:
                item["done"] = False
                left.discard(item["text"])
        assert not left, left

    def set(self, **facts):
        unknown = set(facts) - set(self.facts)
        assert not unknown, unknown
        self.facts |= facts

    def lose(self, *names):
        for name in names:
            del self.facts[name]

    def write(self):
        whole = {"schema": "gonogo.snapshot/v1", "now": stamp(0)}
        if self.elapsed is not None:
            whole["phase_started"] = stamp(self.elapsed)
        ages = {"flows": 4 * MINUTE} | dict.fromkeys(REPORTS, 600 * MINUTE)
        collected = {fact: stamp(age) for fact, age in ages.items() if fact in self.facts}
        if collected:
            whole["collected"] = collected
        if self.failed:
            whole["failed"] = self.failed
        lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in whole.items()]
        facts = [f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
                 for key, value in sorted(self.facts.items())]
        text = "{\n" + "\n".join(lines) + '\n  "facts": {\n' + ",\n".join(facts) + "\n  }\n}\n"
        (HERE / f"{self.phase}.{self.name}.json").write_text(text, encoding="utf-8")


def tests(total, failures=(), skipped=0):
    failures = [{"suite": suite, "name": name, "message": message} for suite, name, message in failures]
    return {"total": total, "passed": total - len(failures) - skipped, "failed": len(failures),
            "skipped": skipped, "failures": failures}


def shown(value, digits):
    return round(max(value, 0), digits) if digits else round(max(value, 0))


PAY = ("critical", "pay by card", "HTTP 502 from /checkout/pay")
WISHES = ("account", "share a wish list", "expected a link, found none")

CASES = []


def case(phase, name):
    def add(spoil):
        CASES.append((phase, name, spoil))
        return spoil
    return add


for every in PHASES:
    case(every, "go")(lambda s: None)


# ---- Before the deployment ------------------------------------------------------------------


@case("pre-deploy", "warn.skipped")
def _(s):
    s.set(integration_tests=tests(318, skipped=4))


@case("pre-deploy", "no-go.everything")
def _(s):
    s.set(
        integration_tests=tests(318, [("orders", "cancel a paid order", "refund is missing")]),
        performance_tests=tests(9, [("k6", "400 orders a minute", "p95 was 1.3 s")]),
        security_scan={"critical": 1, "high": 2, "medium": 3, "low": 11},
        config_drift=["MAX_UPLOAD_MB", "CACHE_TTL"],
        certificate={"expires_at": stamp(-3 * DAY), "subject": "shop.example.com"},
        schema_staging=41, monitoring_up=4, backup_finished=stamp(38 * HOUR), backup_size="212kB",
    )
    s.untick("Database backed up", "Dependencies current", "Errors are tracked")


@case("pre-deploy", "no-go.scan-unknown")
def _(s):
    s.lose("security_scan")
    s.failed["security_scan"] = {"cause": "reports/security.sarif: no such file"}


@case("before-migration", "no-go.everything")
def _(s):
    s.set(backup_finished=stamp(3 * HOUR), backup_restored=False, before_taken=stamp(9 * HOUR),
          window_from=stamp(-20 * HOUR), window_to=stamp(-24 * HOUR))
    s.untick("On-call confirmed", "Backup proven")


@case("before-migration", "no-go.no-window")
def _(s):
    s.lose("window_from", "window_to")


# ---- After the migration --------------------------------------------------------------------


@case("migrated", "warn.queries")
def _(s):
    s.level("db_query", 61, 7 * MINUTE)


@case("migrated", "no-go.half-migrated")
def _(s):
    s.set(schema_production=41, migration_dirty=True)
    s.untick("Schema migrations applied", "Data checked")


@case("migrated", "no-go.not-ready")
def _(s):
    s.set(workers=4, old_instances=17, health={"status": 503, "latency": "2s"},
          flows=tests(24, [WISHES]))
    s.level("error_rate", 0.5, 7 * MINUTE)


@case("migrated", "rollback.data")
def _(s):
    s.set(damaged_records=3)


@case("migrated", "rollback.flows")
def _(s):
    """The previous version does not get on with the new schema."""
    s.set(flows=tests(24, [PAY]))


@case("migrated", "rollback.error-rate")
def _(s):
    s.level("error_rate", 2.1, 6 * MINUTE)


# ---- A tenth of the instances ---------------------------------------------------------------


@case("instances-10", "warn.list")
def _(s):
    s.untick("Error rates watched for 15 minutes")


@case("instances-10", "warn.watch")
def _(s):
    s.level("cpu", 86)
    s.level("memory", 84, spread=0.01)


@case("instances-10", "no-go.more-errors")
def _(s):
    """Far from the trigger, but more than beside them."""
    s.level("new_error_rate", 0.4)
    s.level("error_rate", 0.085, 15 * MINUTE)


@case("instances-10", "no-go.not-yet")
def _(s):
    """Over 1 %, for three and a half minutes."""
    s.level("new_error_rate", 1.6, 3 * MINUTE + 30)
    s.level("error_rate", 0.2, 3 * MINUTE + 30)


@case("instances-10", "no-go.interrupted")
def _(s):
    """Over 1 % for nine minutes, but for one good sample: the five minutes begin again."""
    s.level("new_error_rate", 1.6, 9 * MINUTE)
    s.level("new_error_rate", 0.6, 3 * MINUTE, 3 * MINUTE)


@case("instances-10", "no-go.slow")
def _(s):
    """Over a second, not for long: nothing is promoted, and nothing rolled back."""
    s.level("new_p95", 1.3, 2 * MINUTE)


@case("instances-10", "no-go.too-early")
def _(s):
    s.elapsed = 6 * MINUTE
    for name in ["new_error_rate", "new_p95", "new_requests"]:
        s.begin(name, s.elapsed)
    s.untick("Error rates watched for 15 minutes")


@case("instances-10", "no-go.no-traffic")
def _(s):
    """Six instances instead of two, and no requests to them."""
    s.counter("new_requests", 0.05)
    s.begin("new_requests", s.elapsed)
    s.set(new_instances=6, old_instances=14)


@case("instances-10", "no-go.outage")
def _(s):
    s.level("site_up", 0, 9 * MINUTE, 8 * MINUTE)


@case("instances-10", "no-go.window-over")
def _(s):
    s.set(window_from=stamp(5 * HOUR), window_to=stamp(10 * MINUTE))


@case("instances-10", "no-go.metrics-down")
def _(s):
    """Errors were over 1 % when the metrics stopped: no rollback without evidence."""
    s.level("new_error_rate", 2.4, 10 * MINUTE)
    s.end("new_error_rate", 4 * MINUTE)


@case("instances-10", "rollback.error-rate")
def _(s):
    """Only the new instances fail; of the whole service it is a quarter of a percent."""
    s.level("new_error_rate", 2.3, 6 * MINUTE)
    s.level("error_rate", 0.27, 6 * MINUTE)


@case("instances-10", "rollback.p95")
def _(s):
    s.level("new_p95", 1.7, 7 * MINUTE)
    s.level("p95", 0.34, 7 * MINUTE)


@case("instances-10", "rollback.reported")
def _(s):
    s.set(flow_reports=1)


@case("instances-10", "rollback.vulnerability")
def _(s):
    s.set(vulnerabilities=1)


@case("instances-10", "rollback.not-hidden")
def _(s):
    """A rollback stands although other facts are missing."""
    s.level("new_error_rate", 2.3, 6 * MINUTE)
    s.lose("old_error_rate", "cpu")
    s.set(workers=4)


# ---- All instances --------------------------------------------------------------------------


@case("instances-100", "warn.watch")
def _(s):
    s.level("p95", 0.33)
    s.level("db_query", 61)
    s.level("cpu", 86)
    s.level("memory", 84, spread=0.01)
    s.level("disk", 88, spread=0.001)


@case("instances-100", "warn.list")
def _(s):
    s.untick("Workers scaled up")


@case("instances-100", "no-go.verification")
def _(s):
    s.set(unexpected_errors=7, monitoring_up=4, workers=2, flows=tests(24, [WISHES], skipped=1))
    s.untick("Metrics arrive")


@case("instances-100", "no-go.jobs")
def _(s):
    s.counter("jobs_done", 0)
    s.counter("jobs_failed", 0.02)
    s.climb("jobs_waiting", 2600)


@case("instances-100", "no-go.stragglers")
def _(s):
    s.set(new_instances=18, old_instances=2)


@case("instances-100", "no-go.quiet")
def _(s):
    s.counter("requests", 0.05)


@case("instances-100", "no-go.slow")
def _(s):
    s.level("p95", 1.2, 3 * MINUTE)


@case("instances-100", "rollback.error-rate")
def _(s):
    s.level("error_rate", 1.9, 6 * MINUTE + 30)


@case("instances-100", "rollback.p95")
def _(s):
    s.level("p95", 1.8, 8 * MINUTE)


@case("instances-100", "rollback.data-reported")
def _(s):
    s.set(data_reports=1)


# ---- The first day --------------------------------------------------------------------------


@case("first-day", "warn.slower")
def _(s):
    s.level("p95", 0.33)
    s.level("p95_day", 0.33, 9 * HOUR)


@case("first-day", "no-go.errors")
def _(s):
    s.level("error_rate_day", 0.21)
    s.level("error_rate", 0.21)


@case("first-day", "no-go.outage")
def _(s):
    """While the instances were replaced, more than a day ago."""
    s.level("site_up_day", 0, 24 * HOUR + 30 * MINUTE, 24 * HOUR + 25 * MINUTE)


@case("first-day", "no-go.over-sla")
def _(s):
    s.level("p95_day", 1.2, 13 * HOUR, 12 * HOUR)


@case("first-day", "no-go.jobs-overdue")
def _(s):
    s.set(jobs_overdue=31)


@case("first-day", "no-go.too-early")
def _(s):
    s.elapsed = 9 * HOUR


@case("first-day", "no-go.lists")
def _(s):
    s.untick("Job completion checked", "All critical flows work")


@case("first-day", "rollback.error-rate")
def _(s):
    s.level("error_rate", 1.4, 12 * MINUTE)
    s.level("error_rate_day", 1.4, 10 * MINUTE)


@case("first-day", "rollback.vulnerability")
def _(s):
    s.set(vulnerabilities=1)


# ---- Afterwards -----------------------------------------------------------------------------


@case("closing", "no-go.lists")
def _(s):
    s.untick("Figures of the deployment recorded", "Retrospective scheduled")


@case("rolled-back", "no-go.not-yet")
def _(s):
    s.level("error_rate", 1.4, 5 * MINUTE)
    s.level("p95", 1.3, 4 * MINUTE)
    s.set(new_instances=2, old_instances=16, damaged_records=3, health={"status": 503, "latency": "2s"})
    s.untick("Stakeholders told", "Validation queries run", "Incident review scheduled")


for old in HERE.glob("*.json"):
    old.unlink()
for phase, name, spoil in CASES:
    snapshot = Snapshot(phase, name)
    spoil(snapshot)
    snapshot.write()
print(f"{len(CASES)} snapshots")
