#!/usr/bin/env python3
"""Writes the snapshots beside this file: `PHASE.DECISION[.WHY].json`.

Every one starts from a healthy release and changes what its name says. The noise comes
from a seed, so that each run writes the same bytes.
"""

import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).parent
NOW = 1_767_582_000  # 2026-01-05T03:00:00Z, somebody is on call
MINUTE, HOUR, DAY = 60, 3_600, 86_400

# Typical value, spread, smallest value, digits.
HEALTHY = {
    "error_rate": (0.04, 0.012, 0, 4),
    "requests": (38, 3, 0, 2),
    "p50": (0.118, 0.006, 0.01, 4),
    "p95": (0.334, 0.018, 0.01, 4),
    "p99": (0.92, 0.07, 0.01, 4),
    "fcp": (1.1, 0.04, 0.1, 3),
    "lcp": (1.9, 0.06, 0.1, 3),
    "cls": (0.052, 0.004, 0, 4),
    "cpu": (44, 2.5, 0, 2),
    "memory": (61, 0.3, 0, 2),
    "db_connections": (31, 2, 0, 0),
    "cache_hit": (92.4, 0.8, 0, 2),
    "error_rate_day": (0.04, 0.012, 0, 4),
    "p95_day": (0.334, 0.018, 0.01, 4),
    "availability": (100, 0, 0, 3),
    "staging_error_rate": (0.03, 0.01, 0, 4),
    "staging_p95": (0.31, 0.02, 0.01, 4),
    "site_error_rate": (0.03, 0.01, 0, 4),
    "site_p95": (0.31, 0.02, 0.01, 4),
}
MINUTES = ("error_rate", "requests", "p50", "p95", "p99", "fcp", "lcp", "cls", "cpu",
           "db_connections", "cache_hit")
DAYS = ("error_rate_day", "p95_day", "availability")
REQUESTS = {"canary-5": 38, "graduated-25": 190}
STARTED = {"canary-5": 49 * HOUR, "graduated-25": 73 * HOUR, "full-100": 25 * HOUR}
RELEASED = {"day-1": 26 * HOUR, "day-7": 7 * DAY + 2 * HOUR, "week-4": 21 * DAY}
TASKS = {
    "canary-5": "Canary tasks", "graduated-25": "Graduated tasks", "full-100": "Full tasks",
    "day-1": "First 24 hours", "day-7": "First week", "week-4": "Weeks 2 to 4",
}
SIGN_OFF = {"day-1": "Day 1", "day-7": "Day 7", "week-4": "Week 4"}
BEFORE = ["Staging validation", "Environment readiness", "Team readiness",
          "Legal and compliance", "Announcement"]
ORDER = list(TASKS)


class Snapshot:
    """A healthy release in a phase; methods spoil it."""

    def __init__(self, phase, name):
        self.phase = phase
        self.random = random.Random(f"{phase}.{name}")
        self.facts = {"checklist": self.checklist()}
        self.failed = {}
        self.started = None
        if phase == "staging":
            self.staging()
        elif phase == "rolled-back":
            self.back()
        else:
            self.live()

    def staging(self):
        for name in ("staging_error_rate", "staging_p95"):
            self.series(name, 49 * HOUR, 10 * MINUTE)
        self.facts["manual_qa"] = tests(64)
        self.facts["e2e"] = tests(120, duration="14m10s")
        self.facts["staging_signoff"] = self.signed()

    def back(self):
        for name in ("site_error_rate", "site_p95"):
            self.series(name, HOUR, MINUTE)
            self.level(name, HEALTHY[name][0])
        self.burst("site_error_rate", 1.1, 25, 20)
        self.facts["release_servers"] = 0
        self.healthy()

    def healthy(self):
        self.facts["api_health"] = {"status": 200, "latency": "21ms"}
        self.facts["site_health"] = {"status": 200, "latency": "48ms"}

    def live(self):
        phase = self.phase
        for name in MINUTES:
            self.series(name, HOUR, MINUTE)
        self.series("requests", HOUR, MINUTE, level=REQUESTS.get(phase, 760))
        self.series("memory", 3 * HOUR, MINUTE)
        for name in DAYS:
            if name == "availability" or phase != "canary-5":
                self.series(name, DAY, 5 * MINUTE)
        if phase == "canary-5":
            for name in DAYS[:2]:
                self.facts.pop(name, None)
        self.healthy()
        self.facts["settings"] = {"ENVIRONMENT": "production", "CSRF_ENABLED": "true", "LOG_LEVEL": "info"}
        self.facts["critical_issues"] = 0
        if phase in ("canary-5", "graduated-25", "full-100", "day-1"):
            self.facts["smoke"] = tests(42, duration="3m5s")
        if phase == "graduated-25":
            self.facts["new_issues"] = 0
        if phase in ("canary-5", "full-100", "day-1", "day-7"):
            self.facts["positive_feedback"] = 86.5
        if phase in ("day-7", "week-4"):
            self.facts["major_issues"] = 0
            self.facts["false_alerts"] = 0
        if phase in STARTED:
            self.started = NOW - STARTED[phase]
        if phase in RELEASED:
            self.facts["released_at"] = stamp(NOW - RELEASED[phase])
            self.facts[phase.replace("-", "_") + "_signoff"] = self.signed()

    def series(self, name, window, step, level=None):
        typical, spread, least, digits = HEALTHY[name]
        if level is not None:
            typical, spread = level, spread * level / typical
        count = window // step + 1
        noise, values = 0.0, []
        for _ in range(count):
            noise = 0.6 * noise + self.random.gauss(0, 0.8) * spread
            values.append(shown(max(least, typical + noise), digits))
        self.facts[name] = {"start": stamp(NOW - window), "step": f"{step // 60}m", "values": values}

    def checklist(self):
        done = set(BEFORE)
        if self.phase in TASKS:
            for phase in ORDER[:ORDER.index(self.phase) + 1]:
                done |= {TASKS[phase], SIGN_OFF.get(phase)}
            done |= {"Status updates"}
        if self.phase == "week-4":
            done |= {"Closing words"}
        if self.phase == "rolled-back":
            done |= {TASKS["canary-5"], "After a rollback"}
        items = list(plan())
        for item in items:
            item["done"] = item["section"][-1] in done
            # What the gate of this phase decides is not ticked beforehand.
            if item["section"][-1] == SIGN_OFF.get(self.phase) and item["text"] in (
                    "On to day 7", "Release called a success", "Ready for the next sprint"):
                item["done"] = False
        return {"items": items}

    def signed(self):
        return {"Release Manager": {"approved": True, "by": "Ines Okafor", "at": stamp(NOW - 40 * MINUTE)}}

    # What goes wrong.

    def level(self, name, level, minutes=None, spread=None):
        """The newest minutes, or all, at another level."""
        _, usual, least, digits = HEALTHY[name]
        series = self.facts[name]
        values = series["values"]
        every = int(series["step"][:-1])
        first = 0 if minutes is None else len(values) - 1 - minutes // every
        for at in range(first, len(values)):
            noise = self.random.uniform(-1, 1) * (usual if spread is None else spread)
            values[at] = shown(max(least, level + noise), digits)

    def burst(self, name, level, ago, minutes):
        """A stretch that is over."""
        series = self.facts[name]
        every = int(series["step"][:-1])
        last = len(series["values"]) - 1 - ago // every
        for at in range(last - minutes // every, last + 1):
            noise = self.random.uniform(-1, 1) * HEALTHY[name][1]
            series["values"][at] = shown(level + noise, HEALTHY[name][3])

    def grow(self, name, percent_an_hour):
        series = self.facts[name]
        last = len(series["values"]) - 1
        an_hour = 60 / int(series["step"][:-1])
        for at, value in enumerate(series["values"]):
            factor = 1 + percent_an_hour / 100 * (at - last / 2) / an_hour
            series["values"][at] = shown(value * factor, HEALTHY[name][3])

    def gap(self, name, minutes):
        """No samples for the newest minutes."""
        series = self.facts[name]
        every = int(series["step"][:-1])
        values = series["values"]
        for at in range(len(values) - minutes // every, len(values)):
            values[at] = None

    def late_start(self, hours):
        """Staging has run for so long only."""
        for name in ("staging_error_rate", "staging_p95"):
            values = self.facts[name]["values"]
            self.facts[name]["values"] = values[-(hours * 6 + 1):]
            self.facts[name]["start"] = stamp(NOW - hours * HOUR)

    def fails(self, fact, failures):
        before = self.facts[fact]
        self.facts[fact] = tests(before["total"], failures, before.get("duration"))

    def untick(self, section, *texts):
        for item in self.facts["checklist"]["items"]:
            if item["section"][-1] == section and item["text"] in texts:
                item["done"] = False

    def unsign(self):
        name = self.phase.replace("-", "_") + "_signoff"
        self.facts[name] = {"Release Manager": None}

    def write(self, name):
        collected = {fact: stamp(NOW - 20) for fact in ("api_health", "site_health") if fact in self.facts}
        collected |= {fact: stamp(NOW - HOUR) for fact in ("manual_qa", "e2e", "smoke") if fact in self.facts}
        whole = {"schema": "gonogo.snapshot/v1", "now": stamp(NOW)}
        if self.started is not None:
            whole["phase_started"] = stamp(self.started)
        if collected:
            whole["collected"] = collected
        if self.failed:
            whole["failed"] = self.failed
        lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in whole.items()]
        facts = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
                 for key, value in sorted(self.facts.items())]
        lines.append(' "facts": {\n' + ",\n".join(facts) + "\n }")
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (HERE / f"{self.phase}.{name}.json").write_text(text, encoding="utf-8")


def tests(total, failures=(), duration=None):
    failures = [{"suite": suite, "name": name, "message": message} for suite, name, message in failures]
    result = {"total": total, "passed": total - len(failures), "failed": len(failures), "skipped": 0,
              "failures": failures}
    return result | ({"duration": duration} if duration else {})


def plan():
    """The items of the checklist file, with their headings and lines."""
    headings = []
    for number, line in enumerate((HERE.parent / "checklist.md").read_text(encoding="utf-8").splitlines(), 1):
        if heading := re.match(r"(##+) (.*)", line):
            headings = headings[:len(heading[1]) - 2] + [heading[2]]
        elif item := re.match(r"- \[ \] (.*)", line):
            yield {"text": item[1], "done": False, "section": list(headings), "line": number}


def shown(value, digits):
    return round(value, digits) if digits else round(value)


def stamp(seconds):
    import datetime
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Each: phase, decision and why, what differs from a healthy release.
CASES = []


def case(phase, name):
    def add(spoil):
        CASES.append((phase, name, spoil))
        return spoil
    return add


ALL_LIVE = list(TASKS)
for every in ["staging", *ALL_LIVE, "rolled-back"]:
    case(every, "go")(lambda s: None)

# Staging


@case("staging", "warn")
def _(s):
    s.fails("manual_qa", [("manual", "Export a résumé as PDF", "the footer overlaps the last line"),
                          ("manual", "Keyboard order on the profile page", "focus skips the photo button")])
    s.fails("e2e", [("editor", "undo after paste", "timed out after 30 s"),
                    ("search", "filter by tag", "expected 4 results, found 3")])


@case("staging", "no-go.tests")
def _(s):
    s.fails("manual_qa", [("manual", f"Check {n}", "does not work") for n in (7, 12, 30, 41)])
    s.fails("e2e", [("sign-in", f"password reset, step {n}", "HTTP 500") for n in range(1, 15)])


@case("staging", "no-go.unsteady")
def _(s):
    s.level("staging_error_rate", 0.2)
    s.burst("staging_error_rate", 0.9, 9 * 60, 40)
    s.level("staging_p95", 0.62)


@case("staging", "no-go.short-soak")
def _(s):
    s.burst("staging_p95", 1.4, 15 * 60, 30)


@case("staging", "no-go.no-soak-data")
def _(s):
    s.late_start(18)


@case("staging", "no-go.paper")
def _(s):
    s.untick("Staging validation", "Rollback rehearsed")
    s.untick("Environment readiness", "Backups tested", "CDN configured")
    s.untick("Team readiness", "Runbooks ready")
    s.untick("Legal and compliance", "GDPR verified")
    s.untick("Announcement", "Release notes sent")
    s.unsign()


# Canary


@case("canary-5", "warn.targets")
def _(s):
    """Good enough for a canary: 10 of 13 points."""
    s.level("fcp", 1.6)
    s.level("lcp", 2.7)
    s.level("cache_hit", 74)


@case("canary-5", "no-go.targets")
def _(s):
    s.level("cpu", 63)
    s.level("p50", 0.223)
    s.level("p95", 0.56)
    s.level("p99", 2.2)
    s.level("fcp", 1.6)
    s.level("lcp", 2.7)
    s.level("cls", 0.12)
    s.level("memory", 83)
    s.level("db_connections", 52)
    s.level("cache_hit", 74)
    s.burst("availability", 0, 300, 5)


@case("canary-5", "warn.slow")
def _(s):
    s.level("p95", 1.3, 7)


@case("canary-5", "no-go.error-rate")
def _(s):
    s.level("error_rate", 0.62, spread=0.08)


@case("canary-5", "no-go.too-early")
def _(s):
    s.started = NOW - 14 * HOUR
    s.untick("Canary tasks", "User feedback followed")
    s.untick("Status updates", "Status posted for this phase")


@case("canary-5", "no-go.no-traffic")
def _(s):
    s.level("requests", 0.02, spread=0.01)
    s.facts["positive_feedback"] = 38


@case("canary-5", "no-go.metrics-down")
def _(s):
    """Errors were critical when the metrics stopped: no rollback without evidence."""
    s.level("error_rate", 2.4, 20, spread=0.3)
    s.gap("error_rate", 9)
    del s.facts["p99"]
    s.failed["p99"] = {"cause": "metrics: HTTP 503 from the query endpoint"}


@case("canary-5", "no-go.health")
def _(s):
    s.facts["api_health"] = {"status": 503, "latency": "2s"}


@case("canary-5", "rollback.error-rate")
def _(s):
    s.level("error_rate", 2.4, 8, spread=0.3)


@case("canary-5", "rollback.p95")
def _(s):
    s.level("p95", 3.6, 6, spread=0.3)
    s.level("p99", 7.9, 6, spread=0.8)


@case("canary-5", "rollback.cpu-and-memory")
def _(s):
    s.level("cpu", 93, 11)
    s.level("memory", 94, 9)


@case("canary-5", "rollback.core-feature")
def _(s):
    s.fails("smoke", [("core", "sign in", "HTTP 500 from /auth/token")])


@case("canary-5", "rollback.critical-issue")
def _(s):
    s.facts["critical_issues"] = 1


@case("canary-5", "rollback.not-hidden")
def _(s):
    """A rollback stands although other metrics are missing."""
    s.level("error_rate", 1.8, 6, spread=0.2)
    del s.facts["cache_hit"]
    s.gap("cpu", 30)


@case("canary-5", "no-go.settings")
def _(s):
    s.facts["settings"]["CSRF_ENABLED"] = "false"


# Graduated


@case("graduated-25", "warn.memory")
def _(s):
    s.grow("memory", 3.4)


@case("graduated-25", "warn.alerts")
def _(s):
    s.level("error_rate", 0.6, 6, spread=0.05)
    s.level("error_rate", 0.02, None, spread=0.005)
    s.level("error_rate", 0.62, 6, spread=0.05)
    s.level("cpu", 76, 7)


@case("graduated-25", "no-go.degradation")
def _(s):
    s.level("error_rate", 0.31, 22, spread=0.05)


@case("graduated-25", "rollback.several")
def _(s):
    """Neither is critical."""
    s.level("error_rate", 0.31, 22, spread=0.05)
    s.level("cpu", 76, 18)


@case("graduated-25", "no-go.slower")
def _(s):
    s.level("p95_day", 0.47, 90)
    s.level("p95", 0.47)


@case("graduated-25", "no-go.targets")
def _(s):
    s.level("db_connections", 56, 25)
    s.level("cache_hit", 71)


@case("graduated-25", "no-go.new-issues")
def _(s):
    s.facts["new_issues"] = 2
    s.fails("smoke", [("integrations", "calendar export", "HTTP 429 from the partner")])


@case("graduated-25", "rollback.p95")
def _(s):
    s.level("p95", 3.9, 12, spread=0.4)
    s.level("p99", 8.8, 12, spread=0.8)
    s.level("p95_day", 3.9, 10, spread=0.4)


# Full


@case("full-100", "warn")
def _(s):
    s.level("p95", 1.2, 6)
    s.level("p95_day", 0.37, 60)


@case("full-100", "no-go.unstable")
def _(s):
    s.burst("error_rate_day", 0.8, 7 * 60, 25)
    s.burst("p95_day", 1.3, 7 * 60, 30)


@case("full-100", "no-go.too-early")
def _(s):
    s.started = NOW - 9 * HOUR
    s.untick("Full tasks", "24 hours of monitoring done", "Edge cases looked for")


@case("full-100", "no-go.feedback")
def _(s):
    s.facts["positive_feedback"] = 44.0


@case("full-100", "rollback.memory")
def _(s):
    s.grow("memory", 9)
    s.level("memory", 93.5, 14)


@case("full-100", "warn.outage")
def _(s):
    """One failed probe of one of the checks: still above 99.9 %."""
    s.burst("availability", 80, 300, 0)


@case("rolled-back", "no-go.not-yet")
def _(s):
    s.level("site_error_rate", 1.2, 20)
    s.facts["release_servers"] = 2
    s.untick("After a rollback", "Stakeholders told", "Retry scheduled")


# Sign-offs


@case("day-1", "warn")
def _(s):
    s.level("cpu", 73, 9)


@case("day-1", "no-go.errors")
def _(s):
    s.level("error_rate_day", 0.13)
    s.level("error_rate", 0.14)


@case("day-1", "no-go.unsigned")
def _(s):
    s.unsign()
    s.untick("Day 1", "Team confident")


@case("day-1", "no-go.too-early")
def _(s):
    s.facts["released_at"] = stamp(NOW - 20 * HOUR)


@case("day-1", "rollback")
def _(s):
    s.level("error_rate", 3.1, 10, spread=0.4)
    s.level("error_rate_day", 3.1, 10, spread=0.4)


@case("day-7", "warn")
def _(s):
    s.grow("memory", 2.6)


@case("day-7", "warn.drift")
def _(s):
    s.grow("p95_day", 2)


@case("day-7", "no-go.issues")
def _(s):
    s.facts["major_issues"] = 2
    s.facts["false_alerts"] = 3


@case("day-7", "no-go.critical")
def _(s):
    """After a week a critical finding asks a person, and no longer for a rollback."""
    s.level("error_rate", 1.9, 10, spread=0.2)


@case("day-7", "no-go.unsigned")
def _(s):
    s.unsign()
    s.untick("Day 7", "Users satisfied")


@case("week-4", "warn")
def _(s):
    s.untick("Closing words", "Lessons written down")


@case("week-4", "no-go.regression")
def _(s):
    s.level("p95", 0.58)
    s.level("p95_day", 0.58, 120)
    s.untick("Week 4", "No regressions")


@case("week-4", "no-go.unsigned")
def _(s):
    s.unsign()


for old in HERE.glob("*.json"):
    old.unlink()
for phase, name, spoil in CASES:
    snapshot = Snapshot(phase, name)
    spoil(snapshot)
    snapshot.write(name)
print(f"{len(CASES)} snapshots")
