"""Reads the reports of a folder with the libraries that others read them with, and says in JSON what
they have understood. Whatever is not as its standard has it ends this with an error."""

import json
import sys
from pathlib import Path

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from junitparser import Error, Failure, JUnitXml, Skipped
from prometheus_client.openmetrics.parser import text_string_to_metric_families

folder = Path(sys.argv[1])

xml = JUnitXml.fromfile(str(folder / "junit.xml"))
kinds = {"failures": Failure, "errors": Error, "skipped": Skipped}
junit = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
for suite in xml:
    found = {name: 0 for name in junit}
    for case in suite:
        found["tests"] += 1
        for name, kind in kinds.items():
            found[name] += sum(isinstance(result, kind) for result in case.result)
    said = {name: getattr(suite, name) for name in junit}
    assert found == said, f"the suite says {said}, and has {found}"
    junit = {name: junit[name] + found[name] for name in junit}

event = JSONFormat().read(CloudEvent, (folder / "event.json").read_bytes())

samples = {}
for family in text_string_to_metric_families((folder / "metrics.txt").read_text()):
    for sample in family.samples:
        if sample.name == "gonogo_decision":
            samples[sample.labels["decision"]] = sample.value

print(json.dumps({
    "junit": junit,
    "event": {"type": event.get_type(), "decision": event.get_data()["decision"], "time": str(event.get_time())},
    "metrics": samples,
}))
