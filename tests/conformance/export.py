"""
The examples of the shipped packs as conformance suites.

    python tests/conformance/export.py

writes `packs/`. A test holds the files equal to the packs, so that the two cannot drift apart.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    # Run as a file, the modules beside it are found from the root of the repository.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.conformance.exact_json import dump_json
from tests.conformance.suite import HERE

__all__ = ["RULES", "exported"]

RULES = HERE.parents[1] / "rules"

# What keywords weigh; of the others it depends on the field or on the object around it.
_SEVERITIES = {
    **dict.fromkeys(
        (
            *("required", "type", "enum", "template", "minimum", "maximum", "multiple-of"),
            *("min-length", "max-length", "min-items", "max-items", "format", "unsupported"),
        ),
        "error",
    ),
    **dict.fromkeys(("blank", "deprecated", "webhook", "authorization-scheme"), "warning"),
    **dict.fromkeys(("recommended", "decimal-integer"), "info"),
}


def exported() -> dict[str, str]:
    """The text of every suite, by the name of its file."""
    files = {}
    for path in sorted(RULES.glob("*/*.toml")):
        pack = path.relative_to(RULES).with_suffix("").as_posix()
        data = _read(pack)
        if data.get("examples"):
            files[f"{pack.replace('/', '.')}.json"] = _suite(pack, data)
    return files


def _read(pack: str) -> dict[str, Any]:
    text = (RULES / f"{pack}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _suite(pack: str, data: Mapping[str, Any]) -> str:
    packs = [_plain(it) for it in (data, *_extended(data))]
    lines = ["{", f'"about": {dump_json(f"The examples of {pack}, from the pack itself.")},']
    lines += ['"covers": ["examples"],', '"packs": [']
    lines += _joined(_pack_lines(it) for it in packs)
    lines += ["],", '"cases": [']
    lines += _joined([dump_json(_case(data, it))] for it in data["examples"])
    return "\n".join([*lines, "]", "}", ""])


def _extended(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    parents = data.get("extends", [])
    for parent in [parents] if isinstance(parents, str) else parents:
        inherited = _read(parent)
        yield inherited
        yield from _extended(inherited)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The pack without its examples, which the cases are."""
    return {key: value for key, value in data.items() if key != "examples"}


def _pack_lines(data: Mapping[str, Any]) -> list[str]:
    """One line a key, so that a change of the pack shows as a small change here."""
    lines = ["{"]
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            lines.append(f"{dump_json(key)}: {{")
            lines += _joined([f"{dump_json(name)}: {dump_json(it)}"] for name, it in value.items())
            lines.append("},")
        else:
            lines.append(f"{dump_json(key)}: {dump_json(value)},")
    lines[-1] = lines[-1].removesuffix(",")
    return [*lines, "}"]


def _joined(blocks: Any) -> list[str]:
    """Blocks of lines with a comma between two of them."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines[-1] += ","
        lines += block
    return lines


def _case(data: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    case: dict[str, Any] = {"name": example["name"], "model": _model(data, example)}
    for key in ("input", "body", "fill", "headers"):
        if key in example:
            case[key] = example[key]
    expect: dict[str, Any] = {
        "diagnostics": [_diagnostic(data, case["model"], it) for it in _labels(example)]
    }
    if "skipped" in example:
        expect["skipped"] = example["skipped"]
    if "effective" in example:
        expect["effective"] = example["effective"]
    if "cost" in example:
        expect["cost"] = _cost(data["billing"], example["cost"])
    if "quantity" in example:
        expect["quantity"] = _ends(example["quantity"])
    for key in ("normalized", "fixed"):
        if key in example:
            # Of an example it is the input object; of a case that gives the body, the body.
            expect[key] = (
                {**example["body"], "input": example[key]} if "body" in example else example[key]
            )
    return {**case, "expect": expect}


def _model(data: Mapping[str, Any], example: Mapping[str, Any]) -> str:
    named = example.get("model") or example.get("body", {}).get("model")
    return str(named if named in data["models"] else next(iter(data["models"])))


def _labels(example: Mapping[str, Any]) -> list[str]:
    labels = example.get("expect", [])
    return [labels] if isinstance(labels, str) else labels


def _diagnostic(data: Mapping[str, Any], model: str, label: str) -> dict[str, Any]:
    rule, at, pointer = label.partition("@")
    severity = _SEVERITIES.get(rule)
    if rule in data.get("rules", {}):
        patch = data["models"][model].get("rules", {}).get(rule, {})
        severity = patch.get("severity", data["rules"][rule].get("severity", "error"))
    return {
        "rule": rule,
        **({"at": pointer} if at else {}),
        **({"severity": severity} if severity else {}),
    }


def _cost(billing: Any, cost: Any) -> Any:
    if cost == "rejected":
        return cost
    (line,) = billing
    if cost == "declined":
        known = {"minimum": None, "maximum": None}
        return {**known, "currency": line["currency"], "declined": [line["item"]]}
    return {**_ends(cost), "currency": line["currency"]}


def _ends(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        value = {"minimum": value, "maximum": value}
    return {key: str(value[key]) for key in ("minimum", "maximum")}


def main() -> int:
    """Write the suites; the exit code."""
    directory = HERE / "packs"
    directory.mkdir(exist_ok=True)
    for name, text in exported().items():
        (directory / name).write_text(text, encoding="utf-8")
        print(f"packs/{name}")  # noqa: T201 - this is a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
