"""
lightmeter as an executor of the conformance suite: a document on standard input, one on output.

With `--interpret` the packs are walked instead of compiled.
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    # Run as a file, the modules beside it are found from the root of the repository.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lightmeter.diagnostic import Diagnostic, Fix
from lightmeter.errors import PackError
from lightmeter.estimate.model import Estimate
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.retirement import describe_retirement
from lightmeter.judge.verdict import Judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.place import format_pointer
from lightmeter.result import Report, Status
from tests.conformance.exact_json import dump_json, load_json
from tests.conformance.toml_text import toml_text

__all__ = ["execute"]


def execute(document: Mapping[str, Any], *, interpret: bool = False) -> dict[str, Any]:
    """
    Answer a document.

    Args:
        document: As README.md describes it.
        interpret: Whether the packs are walked instead of compiled.
    """
    with tempfile.TemporaryDirectory() as directory:
        shelves = [
            _Bench(Path(directory) / str(number), shelf, interpret=interpret)
            for number, shelf in enumerate(document["shelves"])
        ]
        return {"cases": [shelves[case["shelf"]].answer(case) for case in document["cases"]]}


class _Bench:
    """One shelf of packs, and the judges made from it."""

    def __init__(self, place: Path, shelf: Mapping[str, Any], *, interpret: bool) -> None:
        self._compile = interpret_judge if interpret else generate_judge
        self._paths: dict[str, str] = {}
        self._data: dict[str, Any] = {}
        for entry in shelf["packs"]:
            self._write(place / f"{entry['path']}.toml", entry, f"{entry['path']}.toml")
        overlays = []
        for number, entry in enumerate(shelf["overlays"]):
            # At the root, where no pack can lie.
            path = place / f"{number}-{entry['path'].rpartition('/')[2]}.toml"
            self._write(path, entry, path.name)
            overlays.append(path)
        self._shelf = Shelf([place], overlays)
        self._judges: dict[Program, Judge] = {}

    def _write(self, path: Path, entry: Mapping[str, Any], name: str) -> None:
        text = entry["toml"] if "toml" in entry else toml_text(entry["data"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        self._paths[name] = entry["path"]
        self._data[name] = entry.get("data")

    def answer(self, case: Mapping[str, Any]) -> dict[str, Any]:
        """What comes of one case."""
        try:
            return {"id": case["id"], **self._answer(case)}
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is the answer
            return {"id": case["id"], "crash": f"{type(error).__name__}: {error}"}

    def _answer(self, case: Mapping[str, Any]) -> dict[str, Any]:
        try:
            program = self._shelf.program(case["pack"], case["model"])
        except PackError as error:
            return {"load_error": self._load_error(error)}
        if case["body"] is None:
            return {"result": {}}
        if program not in self._judges:
            self._judges[program] = self._compile(program)
        as_of = case["as_of"]
        report = Report(
            program.provider,
            case["model"],
            Status.CHECKED,
            program,
            self._judges[program](case["body"], case["headers"]),
            describe_retirement(program, dt.date.fromisoformat(as_of)) if as_of else (),
            headers_known=case["headers"] is not None,
        )
        return {"result": _result(report)}

    def _load_error(self, error: PackError) -> dict[str, Any]:
        data = self._data.get(error.name)
        for step in error.pointer or ():
            data = data[step] if data is not None else None
        marked = _marked(error)
        is_part = isinstance(data, str) and marked in data and marked != data
        return {
            "pack": self._paths.get(error.name),
            "pointer": None if error.pointer is None else format_pointer(error.pointer),
            "part": marked if is_part else None,
            "line": error.line,
            "message": error.reason,
        }


def _marked(error: PackError) -> str:
    """The text that the carets stand under."""
    if not error.excerpt:
        return ""
    line, carets = error.excerpt.split("\n")
    start = carets.index("^")
    return line[start : start + carets.count("^")]


def _result(report: Report) -> dict[str, Any]:
    priced = report.estimate
    return {
        "diagnostics": [_diagnostic(it) for it in report.diagnostics],
        "skipped": list(report.skipped),
        "normalized": report.normalized,
        "cost": _cost(report, priced),
        "quantity": _ends(priced.quantity_minimum, priced.quantity_maximum) if priced else None,
        "effective": dict(priced.effective) if priced else {},
    }


def _diagnostic(it: Diagnostic) -> dict[str, Any]:
    cited = it.citation
    return {
        "rule": it.rule,
        "at": it.path,
        "severity": str(it.severity),
        "message": it.message,
        "suggestion": it.suggestion,
        "pack": it.pack,
        "basis": it.basis,
        "cites": f"{cited.title}#{cited.section}".rstrip("#") if cited else None,
        "fix": _fix(it.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    changes = [
        {"pointer": format_pointer(it.pointer)}
        | ({"remove": True} if it.operation == "remove" else {it.operation: it.value})
        for it in fix.changes
    ]
    return {"safe": fix.safe, "changes": changes}


def _cost(report: Report, priced: Estimate | None) -> Any:
    if not report.ok:
        return "rejected"
    if priced is None:
        return "none"
    return {
        **_ends(priced.minimum, priced.maximum),
        "currency": priced.currency,
        "declined": [it.item for it in priced.unpriced],
        "usd": _ends(priced.usd.minimum, priced.usd.maximum) if priced.usd else None,
    }


def _ends(minimum: Decimal | int | None, maximum: Decimal | int | None) -> dict[str, Any]:
    return {"minimum": _spelled(minimum), "maximum": _spelled(maximum)}


def _spelled(amount: Decimal | int | None) -> str | None:
    return None if amount is None else format(Decimal(amount), "f")


if __name__ == "__main__":
    answers = execute(
        load_json(sys.stdin.buffer.read().decode()), interpret="--interpret" in sys.argv[1:]
    )
    sys.stdout.buffer.write(dump_json(answers).encode())
