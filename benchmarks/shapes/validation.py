"""MindVideo's schema: the verdict, all faults as data and in words, and everything at once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import attrs

from benchmarks.contest import race, sample_of
from benchmarks.names import OURS
from benchmarks.payloads import ODD, ONE_FAULT, SIX_FAULTS, VALID
from benchmarks.peers.ours import make_complete
from benchmarks.peers.table import missing_row, validators
from benchmarks.peers.validator import Faults, Validator
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting

__all__ = ["COMPLETE", "measure"]

COMPLETE = "lightmeter, everything"
_BODIES = (("valid", VALID, 0), ("one-fault", ONE_FAULT, 1), ("six-faults", SIX_FAULTS, 6))
_ALL_DO = (
    "verdict, rules between members, all faults as data, effective values, "
    "estimate, normalized payload"
)
_NOTE = "A ready dict, in one process; validators are made before. Everyone's own data is counted."


def measure(setting: Setting) -> Measured:
    """Ask for verdicts first, so that nobody is timed at other work."""
    found = dict(validators(setting.missing))
    ready = {name: it for name, it in found.items() if isinstance(it, Validator)}
    absent = [missing_row(name, it) for name, it in found.items() if isinstance(it, str)]
    complete = make_complete("mindvideo")
    tables = []
    for key, body, faults in _BODIES:
        calls: dict[str, Callable[[], object]] = {
            name: partial(it.verdict, body) for name, it in ready.items()
        }
        calls[COMPLETE] = partial(complete, body)
        does = {name: it.does for name, it in ready.items()} | {COMPLETE: _ALL_DO}
        tables.append(_table(setting, f"{key}: the verdict", calls, does, absent))
        if faults:
            for what in ("as data", "in words"):
                asked = {
                    name: it.words if what == "in words" else it.faults
                    for name, it in ready.items()
                }
                work = f"{key}: all faults {what}"
                tables.append(_reports(setting, work, asked, body, faults, absent))
    return Measured(tuple(tables), disagreements(ready))


def _reports(
    setting: Setting,
    work: str,
    asked: Mapping[str, Faults | None],
    body: dict[str, Any],
    faults: int,
    absent: list[Row],
) -> Table:
    """Time those who report faults, and count what they report."""
    calls = {name: partial(it, body) for name, it in asked.items() if it is not None}
    counts = {name: len(call()) for name, call in calls.items()}
    does = {name: _of(count, faults) for name, count in counts.items()}
    wordless = [
        missing_row(name, "has no data of faults, words alone")
        for name, it in asked.items()
        if it is None
    ]
    table = _table(setting, work, calls, does, [*absent, *wordless])
    rows = (
        attrs.evolve(it, count=counts.get(it.name), complete=counts.get(it.name, 0) >= faults)
        for it in table.rows
    )
    return attrs.evolve(table, rows=tuple(rows))


def _of(count: int, faults: int) -> str:
    beside = f", and {count - faults} recommended beside" if count > faults else ""
    return f"{min(count, faults)} of {faults}{beside}"


def _table(
    setting: Setting,
    work: str,
    calls: Mapping[str, Callable[[], object]],
    does: Mapping[str, str],
    absent: list[Row],
) -> Table:
    times = race(calls, setting.pick(7, 40), 0.002 if setting.quick else 0.01)
    rows = [Row(name, does[name], sample_of(times[name], times[OURS])) for name in calls]
    key = f"mindvideo-{work.replace(': ', '-').replace(' ', '-')}"
    return Table(key, f"MindVideo's schema, {work}", _NOTE, (*rows, *absent))


def disagreements(ready: Mapping[str, Validator]) -> tuple[str, ...]:
    """Say where somebody's verdict is not lightmeter's; one remark for each body and validator."""
    bodies = (VALID, ONE_FAULT, SIX_FAULTS, *ODD)
    remarks = []
    for body in bodies:
        ours = ready[OURS].verdict(body)
        for name, validator in ready.items():
            theirs = _verdict(validator, body)
            if theirs is not ours:
                members = str(body.get("input", "no input"))
                shown = members if len(members) <= 70 else f"{members[:70]}…"
                words = {True: "accepts", False: "refuses"}
                remarks.append(
                    f"{name} {words.get(theirs, theirs)} what lightmeter {words[ours]}: {shown}"
                )
    return tuple(remarks)


def _verdict(validator: Validator, body: dict[str, Any]) -> Any:
    try:
        return bool(validator.verdict(body))
    except Exception as error:  # noqa: BLE001 - a peer that falls over has no verdict
        return f"fails ({type(error).__name__}) at"
