"""A command on one file, from its start to its end, with its bytecode warm."""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import run_command
from benchmarks.names import OURS
from benchmarks.payloads import VALID, body_schema
from benchmarks.peers.table import missing_row
from benchmarks.processes import Process, race_processes
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting

__all__ = ["measure"]

_NOTE = (
    "Whole processes, one after the other in turn, in a directory without settings; files and"
    " bytecode are in the cache."
)
_TEMPLATE = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "pictures"}}},
}


def measure(setting: Setting) -> Measured:
    """Time commands on one valid file each."""
    body, schema, template = (
        setting.directory / name for name in ("body.json", "schema.json", "template.json")
    )
    body.write_text(json.dumps(VALID, indent=2), "utf-8")
    schema.write_text(json.dumps(body_schema()), "utf-8")
    template.write_text(json.dumps(_TEMPLATE, indent=2), "utf-8")
    ours: Sequence[str | Path] = (setting.script("lightmeter"),)
    processes = [
        Process(
            OURS,
            "check of one request with its price",
            (*ours, "check", "--provider", "mindvideo", body),
        ),
        Process("lightmeter --version", "the version alone", (*ours, "--version")),
        Process("python", "a bare interpreter: python -c pass", setting.python("-c", "pass")),
    ]
    absent: list[Row] = []
    for name, does, line in (
        ("check-jsonschema", "verdict by a schema, no price", ("--schemafile", schema, body)),
        ("cfn-lint", "another kind of file: a template of one bucket", (template,)),
    ):
        why = setting.missing.why(name)
        if why:
            absent.append(missing_row(name, why))
        else:
            processes.append(Process(name, does, (setting.script(name), *line)))
    # Where there are no settings for any of them: here ours would read this project's own
    # pyproject.toml, and only ours.
    where = setting.directory
    for process in processes:
        run_command(process.command, where=where)
    rows = race_processes(processes, setting.pick(5, 30), where)
    return Measured((Table("cold", "A cold command on one file", _NOTE, (*rows, *absent)),))
