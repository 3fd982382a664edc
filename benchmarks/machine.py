"""Which machine it is, and which versions are measured."""

import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from benchmarks.names import OURS
from benchmarks.result import Machine

__all__ = ["describe_machine", "versions"]


def describe_machine() -> Machine:
    """Describe the machine that this runs on."""
    return Machine(
        processor=_processor(),
        cores=_cores(),
        system=f"{platform.system()} {platform.release()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def versions(peers: Iterable[str]) -> dict[str, str]:
    """Give the version of lightmeter and of each peer; "" for one that is not there."""
    found = {}
    for name in (OURS, *peers):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found
