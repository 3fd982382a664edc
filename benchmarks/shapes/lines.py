"""JSONL: the command on 100,000 requests, and plain loops beside it."""

import os
import subprocess

from benchmarks.data import KINDS, MINDVIDEO, write_lines
from benchmarks.loops import PRICED
from benchmarks.names import OURS
from benchmarks.peers.table import missing_row
from benchmarks.processes import Process, race_processes
from benchmarks.result import Table
from benchmarks.setting import Measured, Setting

__all__ = ["measure"]

EVERY = 100
_LOOPS = ("fastjsonschema", "jsonschema-rs", "jsonschema", "pydantic", "msgspec", "cattrs")


def measure(setting: Setting) -> Measured:
    """Time the command on all kinds of requests, and on those that the loops know."""
    count = setting.pick(5_000, 100_000)
    mixed, single = (setting.directory / name for name in ("mixed.jsonl", "mindvideo.jsonl"))
    size = write_lines(mixed, count, every=EVERY, kinds=KINDS)
    single_size = write_lines(single, count, every=EVERY, kinds=MINDVIDEO)
    rounds = setting.pick(2, 3)
    check = setting.script("lightmeter"), "check"
    does = "every fault at its line, every request's price, the total"
    lines = (*check, "--format", "jsonl", mixed)
    whole = [
        Process(OURS, does, (*check, mixed), codes=(1,), count=count),
        Process("lightmeter, jsonl", f"{does}; the report as JSONL", lines, (1,), count),
    ]
    absent = []
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    if _has_jobs(setting):
        for jobs in sorted({1, cores}):
            line = (*check, "--jobs", str(jobs), mixed)
            whole.append(Process(f"lightmeter, --jobs {jobs}", does, line, codes=(1,), count=count))
    else:
        absent.append(missing_row("lightmeter, --jobs", "this version has no such option"))
    note = f"{size:,} bytes, {count:,} requests for four models, one in {EVERY} with a fault."
    tables = [
        Table(
            "lines",
            f"{count:,} requests in JSONL",
            note,
            (*race_processes(whole, rounds), *absent),
        )
    ]
    loop = setting.python("-m", "benchmarks.loops")
    end = (single, str(count), str(count // EVERY))
    processes = [
        Process(OURS, "json.loads and the verdict, in a loop", (*loop, OURS, *end), count=count),
        Process(PRICED, "json.loads, verdict and estimate", (*loop, PRICED, *end), count=count),
        Process("lightmeter check", does, (*check, single), codes=(1,), count=count),
    ]
    absent = []
    for name in _LOOPS:
        why = setting.missing.why(name)
        if why:
            absent.append(missing_row(name, why))
        else:
            does = "json.loads and the verdict, in a loop"
            processes.append(Process(name, does, (*loop, name, *end), count=count))
    note = f"{single_size:,} bytes, {count:,} requests for MindVideo, one in {EVERY} with a fault."
    title = f"{count:,} requests in JSONL for one model: plain loops"
    tables.append(Table("loops", title, note, (*race_processes(processes, rounds), *absent)))
    return Measured(tuple(tables))


def _has_jobs(setting: Setting) -> bool:
    line = (setting.script("lightmeter"), "check", "--help")
    return "--jobs" in subprocess.run(line, capture_output=True, text=True, check=True).stdout
