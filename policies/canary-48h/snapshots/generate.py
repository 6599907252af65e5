#!/usr/bin/env python3
"""Writes the snapshots beside it, `PHASE.DECISION[.WHY].json`, each from a healthy night.

Run it after a change, and commit what it writes. The same script writes the same bytes.
"""

import datetime
import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
MINUTE, HOUR, DAY = 60, 3600, 86400
MIDNIGHT = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp())

# When each phase is decided, and how long it has been going on.
PHASES = {
    "pre-deploy": (MIDNIGHT - 20 * MINUTE, None),
    "canary-5": (MIDNIGHT + 30 * MINUTE, 30 * MINUTE),
    "full-100": (MIDNIGHT + 90 * MINUTE, 30 * MINUTE),
    "smoke": (MIDNIGHT + 115 * MINUTE, 25 * MINUTE),
    "go-live": (MIDNIGHT + 2 * HOUR + 8 * MINUTE, 8 * MINUTE),
    "first-hour": (MIDNIGHT + 3 * HOUR, HOUR),
    "hours-2-6": (MIDNIGHT + 8 * HOUR, 5 * HOUR),
    "hours-6-24": (MIDNIGHT + 26 * HOUR, 18 * HOUR),
    "rolled-back": (MIDNIGHT + 40 * MINUTE, 10 * MINUTE),
}
LIVE = [phase for phase in PHASES if phase not in ("pre-deploy", "rolled-back")]
FULL = LIVE[1:]

# Typical value, spread, digits, step in seconds.
SERIES = {
    "error_rate": (0.042, 0.2, 4, 10),
    "p99": (146, 0.08, 1, 10),
    "connections": (36, 0.08, 1, 10),
    "queue": (340, 0.2, 0, 10),
    "p95": (88, 0.08, 1, 30),
    "new_share": (100, 0, 2, 30),
    "query_time": (21, 0.1, 1, 30),
    "db_failures": (0, 0, 3, 30),
    "lag": (0.2, 0.2, 2, 30),
    "delivered": (99.8, 0.0005, 2, 30),
    "cpu": (42, 0.1, 1, 30),
    "memory": (58, 0.01, 2, 30),
    "disk_io": (14, 0.2, 1, 30),
    "disk_free": (412, 0.001, 1, 30),
    "users": (523, 0.03, 0, 30),
    "p99_day": (146, 0.05, 1, 300),
}
EVERYWHERE = ["error_rate", "p99", "connections", "queue", "p95", "db_failures", "lag", "delivered",
              "cpu", "memory"]
READ_IN = {
    "pre-deploy": ["disk_free", "lag"],
    "canary-5": EVERYWHERE + ["new_share", "query_time", "disk_io", "disk_free"],
    "full-100": EVERYWHERE + ["new_share"],
    "smoke": EVERYWHERE + ["new_share"],
    "go-live": EVERYWHERE + ["new_share"],
    "first-hour": EVERYWHERE + ["users"],
    "hours-2-6": EVERYWHERE,
    "hours-6-24": EVERYWHERE + ["p99_day"],
    "rolled-back": ["new_share"],
}
SMOKE = {
    "1.1 health": 45, "1.2 database": 52, "1.3 services": 38,
    "2.1 sign-up": 245, "2.2 log-in": 96, "2.3 profile": 41, "2.4 settings": 73,
    "3.1 new booking": 164, "3.2 booking": 47, "3.3 bookings": 88, "3.4 changed booking": 102,
    "4.1 figures of a booking": 91, "4.2 figures by guests": 118, "4.3 figures of the marina": 263,
    "5.1 test notice": 540, "5.2 notice arrived": 39, "5.3 mailing": 151, "5.4 delivery rate": 44,
    "6.1 accounts": 28, "6.2 consistency": 310,
}
LEADS = {
    "Deployment Lead": "Marit Aune", "DevOps Lead": "Tomasz Wilk", "Backend Lead": "Amara Obi",
    "QA Lead": "Ines Haller", "Product Lead": "Jo Lindqvist",
}


class Night:
    """A healthy phase; methods spoil it, `write` writes it."""

    def __init__(self, name, now=None, elapsed=None):
        self.name, self.phase = name, name.split(".")[0]
        planned, lasting = PHASES[self.phase]
        self.now = planned if now is None else now
        self.elapsed = lasting if elapsed is None else elapsed
        self.random = random.Random(f"canary-48h {name}")
        self.facts, self.shapes = {}, {}
        for fact in READ_IN[self.phase]:
            self.level(fact)
        if self.phase == "canary-5":
            self.level("error_rate", 0.11).level("new_share", 5, spread=0.02).level("p99", 188)
        if self.phase == "rolled-back":
            self.level("new_share", 0)
        getattr(self, f"facts_of_{self.phase.replace('-', '_')}")()

    # ---- What a phase reads ----

    def facts_of_pre_deploy(self):
        self.set(
            backup_finished=self.at(25 * MINUTE), backup_kind="full", backup_verified=True,
            accounts=48_211, staging_health=probe(body={"status": "healthy"}),
            certificate={"expires_at": self.at(-83 * DAY), "subject": "halyard.example"},
            old_health=probe(body={"status": "healthy", "version": "1.0.0"}),
            preflight=tests(8), staging_smoke=tests(20), checklist=checklist(),
            green_light=self.signed(LEADS),
        )

    def facts_of_canary_5(self):
        self.live()
        self.set(alerts=0, old_health=probe(body={"status": "healthy", "version": "1.0.0"}),
                 canary_decision={"Deployment Lead": None}, requests=counter(31_000, 9.5))

    def facts_of_full_100(self):
        self.full()
        self.set(requests=counter(31_000, 190), services=running(), checklist=checklist())

    def facts_of_smoke(self):
        self.full()
        self.set(services=running(), database_health=connected(), smoke=tests(20),
                 smoke_times=dict(SMOKE), accounts=48_220)

    def facts_of_go_live(self):
        self.full()
        self.set(services=running(), database_health=connected(), smoke=tests(20), checklist=checklist())

    def facts_of_first_hour(self):
        self.full()
        self.set(checklist=checklist(), signups=counter(9_120, 23 / HOUR, step=60, window=HOUR))

    def facts_of_hours_2_6(self):
        self.full()
        self.set(checklist=checklist())

    facts_of_hours_6_24 = facts_of_hours_2_6

    def facts_of_rolled_back(self):
        self.set(old_health=probe(body={"status": "healthy", "version": "1.0.0"}), new_instances=0,
                 rollback_took="1m34s", checklist=checklist())

    def live(self):
        self.set(health=probe(body={"status": "healthy", "version": "2.0.0"}), new_error_types=0,
                 jobs_stopped=0, violations=0, security_holes=0, critical_incidents=0, lead_call="go-on")

    def full(self):
        self.live()
        self.set(critical_alerts=0, support_issues=0, signup_flow=probe(latency="212ms"))

    # ---- What goes wrong ----

    def set(self, **facts):
        self.facts.update(facts)
        return self

    def without(self, *facts):
        for fact in facts:
            self.facts.pop(fact, None)
            self.shapes.pop(fact, None)
        return self

    def level(self, fact, mean=None, **trouble):
        """Around `mean`, or around `bad` from `since` to `until` seconds ago but not at `pause`;
        with `drift`, this share higher at the end. It ends `stop` seconds before now."""
        usual, spread, digits, step = SERIES[fact]
        shape = {"mean": usual if mean is None else mean, "spread": spread, "digits": digits, "step": step}
        self.shapes[fact] = {**shape, **trouble}
        return self

    def gap(self, fact, since, until):
        """No samples in between."""
        self.shapes[fact].update(gap=(since, until))
        return self

    def at(self, seconds):
        """The time so many seconds before now."""
        return self.now - seconds

    def signed(self, names):
        return {role: {"approved": True, "by": by, "at": self.at(8 * MINUTE)} for role, by in names.items()}

    # ---- The file ----

    def series(self, shape):
        step, stop = shape["step"], shape.get("stop", 0)
        window = 18 * HOUR if step == 300 else 25 * MINUTE
        values = []
        first, last = shape.get("gap", (-1, 0))
        for age in range(window, stop - 1, -step):
            if last <= age <= first:
                values.append(None)
                continue
            bad = shape.get("until", 0) <= age <= shape.get("since", -1) and age != shape.get("pause")
            mean, spread = (shape["bad"], min(shape["spread"], 0.06)) if bad else (shape["mean"], shape["spread"])
            trend = 1 + shape.get("drift", 0) * (1 - age / window)
            value = mean * trend * (1 + self.random.uniform(-spread, spread))
            value = round(value, shape["digits"])
            values.append(int(value) if value == int(value) else value)
        return {"start": self.at(window), "step": f"{step}s", "values": values}

    def counted(self, shape):
        total, values = float(shape["start"]), []
        for _ in range(shape["window"] // shape["step"] + 1):
            total += shape["rate"] * shape["step"] * self.random.uniform(0.9, 1.1)
            values.append(int(total))
        return {"start": self.at(shape["window"]), "step": f"{shape['step']}s", "values": values}

    def write(self):
        facts = dict(self.facts)
        for fact, shape in self.shapes.items():
            facts[fact] = self.series(shape)
        for fact, value in facts.items():
            if isinstance(value, dict) and "rate" in value and "window" in value:
                facts[fact] = self.counted(value)
        now = datetime.datetime.fromtimestamp(self.now, datetime.timezone.utc)
        envelope = {"schema": "gonogo.snapshot/v1", "now": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        if self.elapsed is not None:
            envelope["phase_started"] = self.at(self.elapsed)
        fresh = ["lead_call", "preflight", "staging_smoke", "smoke", "smoke_times"]
        collected = {fact: self.at(5 * MINUTE) for fact in fresh if fact in facts}
        if collected:
            envelope["collected"] = collected
        (HERE / f"{self.name}.json").write_text(render(envelope, dict(sorted(facts.items()))))


def render(envelope, facts):
    """One fact a line, so that a change of one fact is a change of one line."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in envelope.items()]
    rows = [f"    {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in facts.items()]
    return "{\n" + "\n".join(lines) + '\n  "facts": {\n' + ",\n".join(rows) + "\n  }\n}\n"


def probe(status=200, body=None, latency="14ms"):
    answer = {"status": status, "latency": latency}
    return answer if body is None else {**answer, "json": body}


def connected(**changes):
    return probe(body={"database": "connected", "latency_ms": 12, **changes})


def running(**changes):
    services = {name: "running" for name in ("api", "web", "scheduler", "notices", "statistics")}
    return probe(body={"services": {**services, **changes}})


def tests(total, *failures, skipped=0):
    failures = [{"name": name, "suite": "smoke", "message": message} for name, message in failures]
    passed = total - len(failures) - skipped
    return {"total": total, "passed": passed, "failed": len(failures), "skipped": skipped, "failures": failures}


def counter(start, rate, step=30, window=25 * MINUTE):
    return {"start": start, "rate": rate, "step": step, "window": window}


def checklist(*left_open):
    """The lists of checklist.md, ticked but for `left_open` ("Section: item")."""
    items, headings, left = [], [], set(left_open)
    for number, line in enumerate((HERE.parent / "checklist.md").read_text().splitlines(), 1):
        if line.startswith(("## ", "### ")):
            marks, heading = line.split(" ", 1)
            headings = headings[: len(marks) - 2] + [heading]
        elif line.startswith("- [ ] "):
            name = f"{headings[-1]}: {line[6:]}"
            items.append({"text": line[6:], "done": name not in left, "section": headings, "line": number})
            left.discard(name)
    assert not left, left
    return {"items": items}


# ---- Situations -----------------------------------------------------------------------------


def pre_deploy():
    Night("pre-deploy.go").write()
    Night("pre-deploy.warn.late", now=MIDNIGHT + 12 * MINUTE).write()
    Night("pre-deploy.no-go.backup-unknown").without("backup_finished", "backup_verified").write()
    Night("pre-deploy.no-go.paper").set(
        checklist=checklist(
            "Database: Test row written and changed", "Backend: Scheduled jobs set up",
            "Frontend: Cache headers set", "Network and security: VPN tried",
            "Operations: Phone numbers checked", "Engineering: Rollback practised",
            "Support: Escalation paths printed", "Documents: Runbook printed three times",
            "Dry run: Scheduled jobs tried", "Final backup: Its place written down",
            "Briefing: Rollback triggers confirmed",
        ),
        green_light={**Night("pre-deploy.go").signed(LEADS), "QA Lead": None,
                     "Product Lead": {"approved": False, "by": "Jo Lindqvist"}},
    ).write()
    checks = Night("pre-deploy.no-go.checks").level("disk_free", 88).level("lag", 3.4)
    checks.set(
        backup_kind="incremental", accounts=0, old_health=probe(status=502), staging_health=probe(status=503),
        certificate={"expires_at": checks.at(-19 * DAY), "subject": "halyard.example"},
        preflight=tests(8, ("rollback scripts tried", "exit code 1")),
        staging_smoke=tests(20, ("5.4 delivery rate", "97.2 %, more than 99 % expected"), skipped=1),
    ).write()
    early = Night("pre-deploy.no-go.too-early", now=MIDNIGHT - 2 * DAY + 16 * HOUR)
    early.set(last_rollback=early.at(7 * HOUR)).write()


def canary_5():
    Night("canary-5.go").write()
    Night("canary-5.warn.spike").level("p99", 188, bad=344, since=690, until=670).write()
    Night("canary-5.warn.late", now=MIDNIGHT + 74 * MINUTE, elapsed=40 * MINUTE).write()
    (Night("canary-5.no-go.in-between").level("error_rate", 0.11, bad=0.72, since=6 * MINUTE)
     .level("p99", 188, bad=410, since=6 * MINUTE).write())
    (Night("canary-5.no-go.targets").level("connections", 84).level("queue", 1_640)
     .level("query_time", 132).level("lag", 2.6).level("delivered", 97.4).level("cpu", 68)
     .level("memory", 74).level("disk_io", 47).set(jobs_stopped=1, alerts=2).write())
    Night("canary-5.no-go.rising").level("error_rate", 0.11, drift=1.6).write()
    (Night("canary-5.no-go.too-early", now=MIDNIGHT + 12 * MINUTE, elapsed=12 * MINUTE)
     .set(requests=counter(0, 0.05)).write())
    Night("canary-5.no-go.p99-unknown").level("p99", 188, bad=900, since=12 * MINUTE, stop=6 * MINUTE).write()
    # Above 1 % for nine minutes, with a good sample half a minute ago.
    Night("canary-5.no-go.interrupted").level("error_rate", 0.11, bad=1.3, since=9 * MINUTE, pause=30).write()
    Night("canary-5.no-go.way-back").set(old_health=probe(status=503), lead_call="hold").level(
        "new_share", 0.4, spread=0.02).set(health=probe(status=503, body={"status": "starting"})).write()
    Night("canary-5.no-go.days-late", now=MIDNIGHT + 3 * DAY + 7 * HOUR).write()
    Night("canary-5.no-go.little-seen").gap("error_rate", 14 * MINUTE, 8 * MINUTE).write()
    (Night("canary-5.rollback.error-rate").level("error_rate", 0.11, bad=1.42, since=150)
     .level("p99", 188, bad=286, since=150).write())
    Night("canary-5.rollback.p99").level("p99", 188, bad=735, since=100).write()
    Night("canary-5.rollback.database").level("db_failures", 0, bad=0.6, since=120).write()
    Night("canary-5.rollback.disk").level("disk_free", 412, drift=-0.21).write()
    Night("canary-5.rollback.new-errors").set(new_error_types=2).write()
    Night("canary-5.rollback.memory").level("memory", 52, drift=0.24).write()
    Night("canary-5.rollback.notices").level("delivered", 99.8, bad=86.3, since=3 * MINUTE).write()
    Night("canary-5.rollback.lead").set(lead_call="roll-back").write()
    # What else is unknown does not hold a proven rollback up.
    (Night("canary-5.rollback.not-hidden").level("error_rate", 0.11, bad=1.9, since=4 * MINUTE)
     .level("p99", 188, stop=8 * MINUTE).without("jobs_stopped").write())


def full_100():
    Night("full-100.go").write()
    Night("full-100.warn.late", now=MIDNIGHT + 107 * MINUTE, elapsed=31 * MINUTE).write()
    # Between green and red: watched closely, and no success yet.
    (Night("full-100.no-go.yellow").level("error_rate", 0.24).level("p99", 248).level("connections", 63)
     .level("queue", 2_350).write())
    Night("full-100.no-go.isolated").level("queue", 340, bad=5_900, since=7 * MINUTE).write()
    Night("full-100.no-go.critical-alert").level("error_rate", 0.042, bad=2.4, since=3 * MINUTE).write()
    Night("full-100.no-go.spikes").level("error_rate", 0.042, bad=0.9, since=620, until=600).write()
    (Night("full-100.no-go.not-whole").set(
        checklist=checklist("Stabilisation: A notice went all the way"), critical_alerts=1, support_issues=3,
        signup_flow=probe(status=502), services=running(scheduler="stopped"),
        health=probe(body={"status": "healthy", "version": "1.0.0"}), jobs_stopped=1)
     .level("new_share", 91, spread=0.01).level("db_failures", 0, bad=0.4, since=60).write())
    (Night("full-100.rollback.several").level("error_rate", 0.042, bad=0.83, since=130)
     .level("p99", 146, bad=402, since=130).level("cpu", 42, bad=93, since=150).write())
    Night("full-100.rollback.error-rate").level("error_rate", 0.042, bad=2.7, since=320).write()
    Night("full-100.rollback.response-time").level("p99", 146, bad=620, since=640).level(
        "p95", 88, bad=310, since=640).write()
    Night("full-100.rollback.database").level("db_failures", 0, bad=14, since=90).write()
    Night("full-100.rollback.corruption").set(violations=37).write()
    Night("full-100.rollback.security").set(security_holes=1).write()


def smoke():
    Night("smoke.go").write()
    Night("smoke.warn.one-failed").set(
        smoke=tests(20, ("4.2 figures by guests", "a group is missing"))).write()
    Night("smoke.no-go.one-critical").set(smoke=tests(20, ("2.2 log-in", "expected a token, got 401"))).write()
    Night("smoke.no-go.not-run").set(smoke=tests(20, skipped=4)).write()
    Night("smoke.no-go.slow").set(
        smoke_times={**SMOKE, "2.1 sign-up": 640, "5.4 delivery rate": 100}, accounts=0,
        database_health=connected(latency_ms=81)).write()
    Night("smoke.rollback.two-failed").set(
        smoke=tests(20, ("5.1 test notice", "no receipt in 10 s"), ("5.2 notice arrived", "still queued"))).write()


def go_live():
    Night("go-live.go").write()
    Night("go-live.warn.one-failed").set(
        smoke=tests(20, ("4.2 figures by guests", "a group is missing"))).write()
    Night("go-live.no-go.lists").set(
        checklist=checklist(
            "Deployed: Migrations run", "Validated: Statistics arrive", "Watched: Support ready",
            "Alarms: Incidents open by themselves", "Announced: Customers told")).write()
    Night("go-live.rollback.incident").set(critical_incidents=1).write()


def afterwards():
    Night("first-hour.go").write()
    # Two minutes: watched, as the plan has it.
    Night("first-hour.warn.isolated").level("p99", 146, bad=372, since=2 * MINUTE).write()
    Night("first-hour.warn.quiet").level("users", 71).set(
        signups=counter(9_120, 7 / HOUR, step=60, window=HOUR)).write()
    Night("first-hour.no-go.isolated").level("p99", 146, bad=372, since=8 * MINUTE).write()
    Night("first-hour.no-go.list").set(checklist=checklist("Hour 1: No issue found")).write()
    (Night("first-hour.rollback.several").level("connections", 36, bad=91, since=3 * MINUTE)
     .level("queue", 340, bad=6_400, since=2 * MINUTE).write())
    Night("hours-2-6.go").write()
    (Night("hours-2-6.warn.trends").level("memory", 55, drift=0.09).level("error_rate", 0.06, drift=1.4).level("p99", 120, drift=0.45)
     .set(new_error_types=1, support_issues=2).write())
    Night("hours-2-6.no-go.leak").level("memory", 52, drift=0.24).write()
    Night("hours-2-6.no-go.list").set(checklist=checklist("Hours 2 to 6: Day shift briefed")).write()
    Night("hours-2-6.rollback.error-rate").level("error_rate", 0.042, bad=3.1, since=6 * MINUTE).write()
    Night("hours-6-24.go").write()
    Night("hours-6-24.warn.slower").level("p99_day", 122, bad=171, since=2 * HOUR).level("p99", 171).write()
    Night("hours-6-24.no-go.list").set(
        checklist=checklist("Hours 6 to 24: Incidents reviewed")).write()
    Night("hours-6-24.rollback.notices").level("delivered", 99.8, bad=81, since=4 * MINUTE).write()


def rolled_back():
    Night("rolled-back.go").write()
    Night("rolled-back.warn.slow").set(rollback_took="3m10s", restore_took="7m").write()
    Night("rolled-back.no-go.not-yet").level("new_share", 3.1).set(
        new_instances=2, old_health=probe(body={"status": "healthy", "version": "2.0.0"}),
        checklist=checklist(
            "Told: Stakeholders told that the release is on hold", "Kept: Logs kept",
            "Understood: When it began", "Next attempt: Same day, or a day later: decided")).write()


if __name__ == "__main__":
    for old in HERE.glob("*.json"):
        old.unlink()
    for write in [pre_deploy, canary_5, full_100, smoke, go_live, afterwards, rolled_back]:
        write()
