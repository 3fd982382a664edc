"""A batch of 1 MB of TOML, of whose requests a hundred have a fault."""

import json

from benchmarks.data import batch, toml_of
from benchmarks.names import OURS
from benchmarks.payloads import batch_schema
from benchmarks.peers.table import missing_row
from benchmarks.processes import Process, race_processes
from benchmarks.result import Table
from benchmarks.setting import Measured, Setting

__all__ = ["FAULTY", "measure"]

FAULTY = 100


def measure(setting: Setting) -> Measured:
    """Time whole commands on the batch; each ends with 1, since there are faults."""
    made = batch(setting.pick(200_000, 1_000_000), FAULTY)
    text = toml_of(made)
    toml, data, schema = (
        setting.directory / name for name in ("batch.toml", "batch.json", "batch-schema.json")
    )
    toml.write_text(text, "utf-8")
    data.write_text(json.dumps({"requests": made}, indent=1), "utf-8")
    schema.write_text(json.dumps(batch_schema()), "utf-8")
    note = (
        f"{len(text):,} bytes, {len(made):,} requests for MindVideo, {FAULTY} with one fault each; "
        "whole processes."
    )
    processes = [
        Process(
            OURS,
            "every fault at its line, every request's price, the total",
            (setting.script("lightmeter"), "check", toml),
            codes=(1,),
            count=len(made),
        )
    ]
    absent = []
    why = setting.missing.why("check-jsonschema")
    if why:
        absent.append(missing_row("check-jsonschema", why))
    else:
        line = (setting.script("check-jsonschema"), "--schemafile", schema)
        does = "every fault with its path; no lines, no prices"
        for name, file in (("check-jsonschema", toml), ("check-jsonschema, JSON", data)):
            processes.append(Process(name, does, (*line, file), codes=(1,), count=len(made)))
    rows = race_processes(processes, setting.pick(3, 7))
    title = "A batch of TOML with 100 diagnostics"
    return Measured((Table("toml", title, note, (*rows, *absent)),))
