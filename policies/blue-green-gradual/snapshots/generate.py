#!/usr/bin/env python3
"""Writes the snapshots beside it: one for each outcome that a phase provides for.

Run it after a change, and commit what it writes. The same script writes the same bytes.
"""

import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
NOW = 1_773_284_400  # 2026-03-12T03:00:00Z
STEP = 15
WINDOW = 20 * 60
HOUR = 60 * 60


def at(seconds):
    """The time so many seconds before now."""
    return NOW - seconds


# ---- Series -------------------------------------------------------------------------------


class Gauge:
    """Values around `mean`; around `bad` from `since` to `until` seconds ago, but not at `pause`.

    With `drift`, the mean changes by this share from the first to the last value.
    """

    def __init__(self, mean, spread=0.08, digits=2, **trouble):
        self.mean, self.spread, self.digits = mean, spread, digits
        self.bad = trouble.get("bad")
        self.since, self.until = trouble.get("since", 0), trouble.get("until", 0)
        self.pause, self.drift = trouble.get("pause"), trouble.get("drift", 0.0)

    def values(self, rng, ages):
        values = []
        for age in ages:
            bad = self.bad is not None and self.until <= age <= self.since and age != self.pause
            mean, spread = (self.bad, min(self.spread, 0.12)) if bad else (self.mean, self.spread)
            trend = 1 + self.drift * (1 - age / ages[0])
            value = max(mean * trend * (1 + rng.uniform(-spread, spread)), 0.0)
            values.append(round(value, self.digits) if self.digits else int(round(value)))
        return values


class Counter:
    """Grows by `rate` a second, and by `extra` for each step of the last `since` seconds."""

    def __init__(self, start, rate=0.0, extra=0, since=0):
        self.start, self.rate, self.extra, self.since = start, rate, extra, since

    def values(self, rng, ages):
        total, values = float(self.start), []
        for age in ages:
            total += self.rate * STEP * rng.uniform(0.9, 1.1)
            if self.extra and age <= self.since:
                total += self.extra
            values.append(int(total))
        return values


def series(name, shape, length, stop=0):
    """Ends `stop` seconds before now."""
    rng = random.Random(f"blue-green-gradual {name}")
    ages = list(range(length - length % STEP, stop - 1, -STEP))
    return {"start": at(ages[0]), "step": f"{STEP}s", "values": shape.values(rng, ages)}


def metrics(share):
    """Every series, healthy; `share` percent of the traffic is on green."""
    return {
        "error_rate": Gauge(0.04, 0.4, 3),
        "server_errors": Counter(0),
        "requests": Counter(48_200, 0.4 + 1.4 * share),
        "green_share": Gauge(share, 0.004 if share < 100 else 0.0),
        "avg_latency": Gauge(58, 0.08, 1),
        "p95": Gauge(142, 0.08, 1),
        "p99": Gauge(310, 0.1, 1),
        "backlog": Gauge(46, 0.4, 0),
        "throughput": Gauge(760, 0.06, 0),
        "green_throughput": Gauge(380, 0.06, 0),
        "worker_crashes": Counter(0),
        "workers_up": Gauge(3, 0, 0),
        "worker_cpu": Gauge(44, 0.1, 1),
        "worker_memory": Gauge(910, 0.02, 0),
        "db_failures": Counter(0),
        "db_connections": Gauge(52, 0.08, 1),
        "db_query": Gauge(120, 0.2, 1),
        "memory": Gauge(61, 0.02, 1),
        "cpu": Gauge(38, 0.15, 1),
        "delivered": Gauge(98.2, 0.003),
        "bounced": Gauge(1.1, 0.08),
        "smtp_errors": Gauge(0.12, 0.4, 3),
        "ses_throttles": Counter(17),
        "cache_hits": Gauge(88, 0.02, 1),
        "tracking_errors": Gauge(0.02, 0.5, 3),
        "tracking_p99": Gauge(41, 0.15, 1),
    }


# ---- What is no series --------------------------------------------------------------------


def probe(status=200, says=None, latency="12ms"):
    answer = {"status": status, "latency": latency}
    if says is not None:
        answer["json"] = says
    return answer


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


def scan(critical=0, high=0, medium=0, low=2):
    return {"critical": critical, "high": high, "medium": medium, "low": low}


def approved(name, age):
    return {"approved": True, "by": name, "at": at(age)}


TRIGGERS = "Rollback triggers"  # open is good


def checklist(*open_items, without=(), triggers=()):
    """The lists of release-checklist.md, ticked but for `open_items` ("Section: item").

    Of the triggers only those in `triggers` are.
    """
    items, headings, left = [], [], set(open_items)
    text = (HERE.parent / "release-checklist.md").read_text()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("## ", "### ")):
            level, heading = line.split(" ", 1)
            headings = headings[: len(level) - 2] + [heading]
        elif line.startswith("- [ ] ") and headings[-1] not in without:
            name = f"{headings[-1]}: {line[6:]}"
            done = line[6:] in triggers if headings[-1] == TRIGGERS else name not in left
            left.discard(name)
            items.append({"text": line[6:], "done": done, "section": headings, "line": number})
    assert not left, left
    return {"items": items}


def health():
    return {
        "health": probe(says={"status": "healthy", "version": "v1.2.0"}),
        "ready": probe(says={"status": "ready", "db": "connected"}),
        "alive": probe(says={"status": "alive"}),
        "blue_health": probe(says={"status": "healthy", "version": "v1.1.4"}),
    }


def incidents():
    return {"critical_functionality_broken": False, "data_corruption": False, "security_vulnerability": False}


def before():
    return {
        "checklist": checklist(),
        "signoffs": {
            "QA Lead": approved("Ines Haller", 9 * HOUR),
            "Development Lead": None,
            "DevOps Lead": None,
            "Product Owner": None,
        },
        "unit_tests": tests(1840),
        "integration_tests": tests(212),
        "e2e_tests": tests(64),
        "performance_tests": tests(12),
        "dependency_scan": scan(),
        "image_scan": scan(low=5),
        "certificate": {"expires_at": at(-70 * 24 * HOUR), "subject": "mail.example.com"},
        "migrations": [
            "ALTER TABLE users ADD COLUMN preferences JSONB NULL",
            "CREATE INDEX CONCURRENTLY idx_campaigns_status ON campaigns(status, created_at)",
        ],
        "backup_finished": at(2 * HOUR),
        "backup_size": "18.4GB",
    }


def deployed():
    return {
        "checklist": checklist(),
        "metrics_endpoint": probe(),
        "frontend": probe(latency="48ms"),
        "static_asset": probe(latency="6ms"),
        "frontend_api": probe(latency="33ms"),
        "duplicate_mails": 0,
        "api": probe(latency="31ms"),
        "track_open": probe(latency="9ms"),
        "track_click": probe(status=302, latency="8ms"),
        "smoke_tests": tests(7),
        "migration_dirty": False,
        "green_version": "v1.2.0",
        "containers_running": 5,
        "critical_log_lines": 0,
        "test_mails_sent": 3,
        "test_mails_delivered": 3,
        **health(),
    }


def switching():
    return {"checklist": checklist(), **health(), **incidents()}


def accepted():
    return {
        **switching(),
        "signoffs": {
            "QA Lead": approved("Ines Haller", 11 * HOUR),
            "Development Lead": approved("Tomasz Wilk", 3 * HOUR),
            "DevOps Lead": approved("Amara Obi", 2 * HOUR),
            "Product Owner": approved("Lea Brandt", HOUR),
        },
        "baseline_p95": "138ms",
        "blue_state": "idle",
        "duplicate_mails": 0,
    }


def back():
    return {
        "checklist": checklist(),
        "blue_health": health()["blue_health"],
        "rollback_took": "7.4s",
        "duplicate_mails": 0,
    }


# Facts, the share of traffic on green, and how long the phase has been going on.
PHASES = {
    "pre-deploy": (before, None, 0),
    "deploy-green": (deployed, 0, 30 * 60),
    "shift-10": (switching, 10, 5 * 60),
    "shift-50": (switching, 50, 10 * 60),
    "full-100": (switching, 100, 15 * 60),
    "post-deploy": (accepted, 100, 4 * HOUR),
    "retire-blue": (accepted, 100, 48 * HOUR),
    "rolled-back": (back, 0, 6 * 60),
}
# While both take traffic, green is compared with blue.
BESIDE_BLUE = ["shift-10", "shift-50"]
# The only series that a rollback is judged by.
AFTER_ROLLBACK = ["backlog", "green_share"]
PEOPLE = ["critical_functionality_broken", "data_corruption", "security_vulnerability"]
REPORTS = [
    "unit_tests", "integration_tests", "e2e_tests", "performance_tests", "smoke_tests", "dependency_scan", "image_scan",
]


def snapshot(name, changes=None, length=WINDOW, elapsed=None, ends=None, without=()):
    """`changes` replaces facts and series; `ends` stops series so many seconds before now."""
    phase = name.split(".")[0]
    make, share, lasting = PHASES[phase]
    facts = make()
    shapes = metrics(share) if share is not None else {}
    if phase in BESIDE_BLUE:
        shapes["blue_p95"] = Gauge(138, 0.08, 1)
    if phase == "rolled-back":
        shapes = {name: shapes[name] for name in AFTER_ROLLBACK}
    for fact, value in (changes or {}).items():
        target = shapes if isinstance(value, (Gauge, Counter)) else facts
        target[fact] = value
    for fact, shape in shapes.items():
        facts[fact] = series(fact, shape, length, (ends or {}).get(fact, 0))
    for fact in without:
        del facts[fact]
    envelope = {"schema": "gonogo.snapshot/v1", "now": "2026-03-12T03:00:00Z"}
    if phase != "pre-deploy":
        envelope["phase_started"] = at(lasting if elapsed is None else elapsed)
    collected = {fact: at(120) for fact in PEOPLE if fact in facts}
    collected |= {fact: at(20 * HOUR) for fact in REPORTS if fact in facts}
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


def every_metric_a_bit_bad():
    """Warnings only: what the plan wants watched."""
    return {
        "backlog": Gauge(310, 0.1, 0),
        "db_connections": Gauge(86, 0.02, 1),
        "db_query": Gauge(1600, 0.05, 1),
        "memory": Gauge(84, 0.01, 1),
        "cpu": Gauge(88, 0.03, 1),
        "ses_throttles": Counter(17, extra=1, since=45),
        "tracking_p99": Gauge(41, 0.15, 1, bad=260, since=7 * 60),
    }


def every_target_missed():
    """The targets of the metrics, each missed; nothing that means rollback."""
    return {
        "error_rate": Gauge(0.04, 0.4, 3, bad=0.72, since=6 * 60),
        "avg_latency": Gauge(58, 0.08, 1, bad=131, since=4 * 60),
        "p95": Gauge(142, 0.08, 1, bad=620, since=4 * 60),
        "p99": Gauge(310, 0.1, 1, bad=1180, since=4 * 60),
        "backlog": Gauge(12_400, 0.02, 0),
        "throughput": Gauge(760, 0.06, 0, bad=310, since=4 * 60),
        "worker_cpu": Gauge(91, 0.03, 1),
        "worker_memory": Gauge(2300, 0.02, 0),
        "db_connections": Gauge(97.5, 0.005, 1),
        "db_query": Gauge(6400, 0.05, 1),
        "delivered": Gauge(93.1, 0.005),
        "bounced": Gauge(5.6, 0.02),
        "smtp_errors": Gauge(2.3, 0.1),
        "cache_hits": Gauge(41, 0.05, 1),
        "tracking_errors": Gauge(0.4, 0.1, 3),
    }


def pre_deploy():
    snapshot("pre-deploy.go")
    snapshot(
        "pre-deploy.warn.watch",
        {
            "e2e_tests": tests(64, skipped=3),
            "dependency_scan": scan(medium=4),
            "migrations": [
                *before()["migrations"],
                "ALTER TABLE users ALTER COLUMN preferences SET NOT NULL",
                "CREATE INDEX idx_users_email ON users(email)",
            ],
        },
    )
    snapshot("pre-deploy.warn.left-out", {"checklist": checklist(without=["If applicable"])})
    failed = [("sends a campaign", "campaigns.spec.ts", "expected status sent, got queued")]
    snapshot("pre-deploy.no-go.e2e-test", {"e2e_tests": tests(64, failed)})
    snapshot(
        "pre-deploy.no-go.everything",
        {
            "unit_tests": tests(1840, [("TestBounceRate", "stats", "0.05 != 0.5")]),
            "integration_tests": tests(212, [("TestQueueRetry", "queue", "timed out after 30s")]),
            "e2e_tests": tests(64, failed),
            "performance_tests": tests(12, [("p95 below 200 ms at 500 req/s", "k6", "p95 was 266 ms")]),
            "dependency_scan": scan(critical=1, high=2),
            "image_scan": scan(high=1),
            "certificate": {"expires_at": at(-20 * HOUR), "subject": "mail.example.com"},
            "migrations": ["ALTER TABLE campaigns DROP COLUMN old_name"],
            "backup_finished": at(31 * HOUR),
            "backup_size": "412kB",
            "signoffs": {**before()["signoffs"], "QA Lead": None},
            "checklist": checklist(
                "Code and build: Images pushed to the registry",
                "Testing: QA signed off",
                "Security: Firewall rules reviewed",
                "Database: Backup verified and stored",
                "Environment: Secrets configured",
                "Monitoring: Notification channels tested",
                "If applicable: User acceptance test completed",
            ),
        },
    )
    snapshot("pre-deploy.no-go.backup-unknown", without=["backup_finished", "backup_size"])


def deploy_green():
    snapshot("deploy-green.go")
    snapshot("deploy-green.warn.queue", {"backlog": Gauge(260, 0.02, 0, bad=190, since=4 * 60)})
    failed = [("click tracking redirects", "smoke-tests-green", "expected 302, got 500")]
    snapshot(
        "deploy-green.no-go.smoke-test",
        {"smoke_tests": tests(7, failed), "track_click": probe(status=500), "server_errors": Counter(0, extra=1, since=30)},
    )
    snapshot(
        "deploy-green.no-go.everything",
        {
            "green_version": "v1.1.4",
            "containers_running": 4,
            "migration_dirty": True,
            "metrics_endpoint": probe(status=404),
            "static_asset": probe(status=404),
            "track_open": probe(latency="84ms"),
            "critical_log_lines": 6,
            "green_throughput": Gauge(0, 0, 0),
            "backlog": Gauge(300, 0.02, 0, bad=640, since=4 * 60),
            "test_mails_delivered": 0,
            "workers_up": Gauge(2, 0, 0),
            "requests": Counter(4),
            "checklist": checklist(
                "Deployment: Workers deployed",
                "Validation: Workers process jobs",
                "Mail and other services: Test mail sent",
                "Before the switch: Team notified",
            ),
        },
    )


def step(phase):
    """What all three steps of the switch have in common."""
    snapshot(f"{phase}.warn.watch", every_metric_a_bit_bad())
    snapshot(f"{phase}.no-go.targets", every_target_missed())
    snapshot(f"{phase}.no-go.soak", elapsed=150)
    snapshot(f"{phase}.no-go.p95-unknown", ends={"p95": 5 * 60})
    snapshot(
        f"{phase}.rollback.server-error",
        {"server_errors": Counter(0, extra=1, since=0), "error_rate": Gauge(0.04, 0.4, 3, bad=0.09, since=0)},
    )
    snapshot(f"{phase}.rollback.latency", {"p95": Gauge(142, 0.08, 1, bad=2600, since=165), "p99": Gauge(310, 0.1, 1, bad=5200, since=180)})
    snapshot(f"{phase}.rollback.workers", {"worker_crashes": Counter(0, extra=1, since=15), "workers_up": Gauge(3, 0, 0, bad=2, since=30)})
    snapshot(f"{phase}.rollback.database", {"db_failures": Counter(0, extra=4, since=60)})
    snapshot(f"{phase}.rollback.reported", {**incidents(), "data_corruption": True})


def error_rate_rollback(share):
    return {
        "error_rate": Gauge(0.04, 0.4, 3, bad=1.34, since=195),
        "server_errors": Counter(0, extra=int(share * 0.25), since=195),
        "p95": Gauge(142, 0.08, 1, bad=236, since=180),
    }


def shift_10():
    snapshot("shift-10.go")
    step("shift-10")
    snapshot("shift-10.warn.list", {"checklist": checklist("Step 10 %: No errors seen")})
    # Errors are over, but not long enough ago.
    snapshot("shift-10.no-go.unstable", {"error_rate": Gauge(0.04, 0.4, 3, bad=0.31, since=240, until=60)})
    snapshot("shift-10.no-go.blue-down", {"blue_health": probe(status=503)})
    snapshot(
        "shift-10.no-go.green-unhealthy",
        {
            "health": probe(says={"status": "degraded"}),
            "ready": probe(status=503, says={"status": "starting", "db": "connected"}),
            "alive": probe(status=504),
            "requests": Counter(48_200),
            "green_share": Gauge(0, 0),
        },
    )
    snapshot("shift-10.no-go.not-asked", without=["critical_functionality_broken"])
    # Timeouts, without a single 5xx.
    snapshot("shift-10.rollback.error-rate", {**error_rate_rollback(10), "server_errors": Counter(0)})
    # Ticked on paper; the metrics have not shown it yet.
    snapshot("shift-10.rollback.ticked", {"checklist": checklist(triggers=["Workers crash"])})
    snapshot("shift-10.rollback.security", {**incidents(), "security_vulnerability": True})


def shift_50():
    snapshot("shift-50.go", length=HOUR)
    step("shift-50")
    # Within the targets still.
    snapshot("shift-50.no-go.drift", {"p95": Gauge(112, 0.08, 1, drift=0.55), "p99": Gauge(270, 0.1, 1, drift=0.55)})
    snapshot("shift-50.no-go.slower", {"p95": Gauge(178, 0.08, 1)})
    snapshot("shift-50.warn.list", {"checklist": checklist("Step 50 %: Metrics stable")})
    # Bad for less than two minutes: not yet a rollback.
    snapshot("shift-50.no-go.error-rate", {"error_rate": Gauge(0.04, 0.4, 3, bad=1.3, since=105)})
    snapshot("shift-50.rollback.error-rate", error_rate_rollback(50), length=HOUR)
    # One good sample in between: the two minutes start again.
    snapshot("shift-50.no-go.interrupted", {"error_rate": Gauge(0.04, 0.4, 3, bad=1.3, since=300, pause=105)})


def full_100():
    snapshot("full-100.go")
    step("full-100")
    snapshot("full-100.warn.list", {"checklist": checklist("Step 100 %: All metrics normal")})
    snapshot("full-100.no-go.traffic-on-blue", {"green_share": Gauge(96, 0.002)})
    snapshot("full-100.rollback.error-rate", error_rate_rollback(100))
    snapshot("full-100.rollback.critical-functionality", {**incidents(), "critical_functionality_broken": True})


def post_deploy():
    snapshot("post-deploy.go")
    snapshot("post-deploy.warn.watch", every_metric_a_bit_bad())
    snapshot("post-deploy.warn.left-out", {"checklist": checklist(without=["If something happened"])})
    snapshot("post-deploy.warn.sending", {"throughput": Gauge(760, 0.06, 0, drift=-0.25)})
    signoffs = {**accepted()["signoffs"], "Product Owner": {"approved": False, "by": "Lea Brandt", "at": at(HOUR)}}
    snapshot("post-deploy.no-go.rejected", {"signoffs": signoffs})
    snapshot(
        "post-deploy.no-go.lists",
        {
            "checklist": checklist(
                "After the switch: No issues reported",
                "Functions: Analytics accurate",
                "Performance: Queue processed normally",
                "Monitoring afterwards: No alert noise",
                "Documentation: Deployment documented",
                "If something happened: Post-mortem scheduled",
                "Blue idle: Blue marked idle",
                "QA: No blocking defects",
                "Development: No known technical issues",
                "DevOps: Rollback plan tested",
                "Product: User feedback positive",
            )
        },
    )
    snapshot("post-deploy.no-go.slower", {"p95": Gauge(181, 0.03, 1), "blue_state": "destroyed"})
    snapshot("post-deploy.no-go.sent-twice", {"duplicate_mails": 12})
    snapshot("post-deploy.rollback.error-rate", error_rate_rollback(100))


def retire_blue():
    snapshot("retire-blue.go")
    snapshot("retire-blue.warn.watch", every_metric_a_bit_bad())
    snapshot("retire-blue.no-go.too-early", elapsed=26 * HOUR)
    snapshot(
        "retire-blue.no-go.cleanup",
        {"checklist": checklist("Cleanup after 24 hours: Logs rotated")},
    )
    snapshot("retire-blue.rollback.error-rate", error_rate_rollback(100))


def rolled_back():
    snapshot("rolled-back.go")
    snapshot("rolled-back.warn.slow", {"rollback_took": "14s"})
    snapshot(
        "rolled-back.no-go.not-yet",
        {
            "green_share": Gauge(6, 0.1),
            "backlog": Gauge(2400, 0.05, 0, drift=0.5),
            "checklist": checklist(
                "Traffic back: No traffic on green",
                "Database after rollback: Integrity verified",
                "Jobs and mail: Queue depth stable",
                "Diagnosis: Root cause identified",
            ),
        },
    )


if __name__ == "__main__":
    for old in HERE.glob("*.json"):
        old.unlink()
    for write in [pre_deploy, deploy_green, shift_10, shift_50, full_100, post_deploy, retire_blue, rolled_back]:
        write()
