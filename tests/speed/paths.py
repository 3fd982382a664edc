"""The ways that most work takes, each as something that can be counted and timed."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from benchmarks.data import MINDVIDEO, batch, requests, toml_of
from benchmarks.payloads import CUSTOM_SIZE, DOCUMENTS, ONE_FAULT, SIX_FAULTS
from lightmeter import Checker
from lightmeter.document.source import Format
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import Style
from lightmeter.result import Report
from tests.speed.counting import count_instructions

__all__ = ["YARDSTICK", "Call", "calls", "count_all", "lines_of", "read", "toml_batch", "yardstick"]

Call: TypeAlias = Callable[[], object]
YARDSTICK = "yardstick"
# So many requests are counted beside twice as many: what one more of them costs is the difference.
_FEW = 20
_TEXT = json.dumps({f"member-{number}": [number, "text", None] for number in range(40)})


def yardstick() -> object:
    """Work of a known size that has nothing of lightmeter."""
    values = {}
    for key, (number, word, _) in json.loads(_TEXT).items():
        values[key.upper()] = f"{word} {number}" if number % 3 else word
    return sorted(values.items())


def _everything(report: Report) -> object:
    return report.ok, report.diagnostics, report.estimate, report.normalized


def calls() -> dict[str, Call]:
    """Single requests, by name."""
    checker = Checker()

    def check(body: Any, provider: str) -> object:
        return checker.check(body, provider=provider).ok

    def whole(body: Any, provider: str) -> object:
        return _everything(checker.check(body, provider=provider))

    def faults(body: Any) -> object:
        return checker.check(body, provider="mindvideo").diagnostics

    found: dict[str, Call] = {YARDSTICK: yardstick}
    for name, (provider, body) in DOCUMENTS.items():
        found[f"check, {name}"] = partial(check, body, provider)
        found[f"everything, {name}"] = partial(whole, body, provider)
    found["estimate, vidgo/gpt-image-2, custom size"] = partial(
        checker.estimate, CUSTOM_SIZE, provider="vidgo"
    )
    for number, body in (("one fault", ONE_FAULT), ("six faults", SIX_FAULTS)):
        found[f"check, {number}"] = partial(check, body, "mindvideo")
        found[f"all in words, {number}"] = partial(faults, body)
    return found


def lines_of(count: int, every: int = 0) -> str:
    """Write JSONL of so many requests."""
    return "".join(json.dumps(it) + "\n" for it in islice(requests(6, every), count))


def toml_batch(count: int, faulty: int = 0) -> str:
    """Write TOML of so many requests."""
    if not faulty:
        return toml_of(list(islice(requests(6, 0, MINDVIDEO), count)))
    return toml_of(batch(count * 500, faulty))


def read(text: str, format: Format, show: bool = False) -> Call:  # noqa: FBT002
    """Check a text, price its requests and add them up; show it where that is wanted."""
    checker = Checker()

    def call() -> object:
        report = checker.check_text(text, format=format)
        if show:
            return FORMATS["text"](report, Style())
        return report.ok, report.diagnostics, report.totals

    return call


def _growing() -> Iterator[tuple[str, Call, Call]]:
    """Texts with few requests and with twice as many."""
    lines, tables = lines_of(2 * _FEW), toml_batch(2 * _FEW)
    faulty = lines_of(2 * _FEW, every=1)
    half = "".join(lines.splitlines(keepends=True)[:_FEW])
    half_faulty = "".join(faulty.splitlines(keepends=True)[:_FEW])
    yield "a line of JSONL", read(half, "jsonl"), read(lines, "jsonl")
    yield "a line of JSONL, shown", read(half, "jsonl", show=True), read(lines, "jsonl", show=True)
    yield "a line of JSONL with a fault", read(half_faulty, "jsonl"), read(faulty, "jsonl")
    yield "a request in TOML", read(toml_batch(_FEW), "toml"), read(tables, "toml")


def count_all() -> dict[str, int]:
    """Count the instructions of every path."""
    counts = {name: count_instructions(call) for name, call in calls().items()}
    for name, few, many in _growing():
        counts[name] = round((count_instructions(many) - count_instructions(few)) / _FEW)
    return counts
