"""What a report must be in each of the formats, whatever it reports."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs

import lightmeter

__all__ = ["MACHINE_FORMATS", "flaw_of_report", "flaw_of_words"]

_SCHEMAS = Path(lightmeter.__file__).parent / "report"
_BASE = "test://report/"
# OASIS's schema is not ours to bring along; where it is at hand, it is asked.
_OFFICIAL = Path(__file__).parents[3] / "shared" / "schemas" / "sarif-schema-2.1.0.json"
_ACTED_ON = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def flaw_of_report(form: str, text: str) -> str:
    """Say what is wrong with a report in a format, or ""."""
    check = MACHINE_FORMATS.get(form)
    if check is None:
        return flaw_of_words(text)
    try:
        return check(text)
    except (ValueError, KeyError, TypeError, ET.ParseError) as error:
        return f"{form} cannot be read: {type(error).__name__}: {error}"


def flaw_of_words(text: str) -> str:
    """Say which character of a text a terminal would act on, or ""."""
    for letter in sorted(set(text) - {"\n"}):
        if letter in _ACTED_ON or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
            return f"U+{ord(letter):04X} is shown as it is"
    return ""


@cache
def _schema(name: str) -> Any:
    # One schema refers to the other by its file's name.
    return jsonschema_rs.validator_for({"$ref": _BASE + name}, retriever=_retrieve)


def _retrieve(uri: str) -> Any:
    return json.loads((_SCHEMAS / uri.removeprefix(_BASE)).read_text("utf-8"))


@cache
def _official() -> Any:
    text = _OFFICIAL.read_text("utf-8") if _OFFICIAL.exists() else "{}"
    return jsonschema_rs.Draft4Validator(json.loads(text))


def _misfit(schema: Any, value: Any) -> str:
    errors = schema.iter_errors(value)
    return next((f"{it.message} at {it.instance_path}" for it in errors), "")


def _json(text: str) -> str:
    return _misfit(_schema("report-v1.schema.json"), json.loads(text))


def _jsonl(text: str) -> str:
    rows = [json.loads(line) for line in text.split("\n")[:-1]]
    flaws = (_misfit(_schema("report-lines-v1.schema.json"), row) for row in rows)
    if rows[-1]["type"] != "summary":
        return "the last line is no summary"
    return next(filter(None, flaws), "")


def _sarif(text: str) -> str:
    log = json.loads(text)
    if log["version"] != "2.1.0":
        return "the version is another"
    for run in log["runs"]:
        rules = run["tool"]["driver"].get("rules", [])
        for result in run.get("results", []):
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                return f"{result['ruleId']} is not the rule of its index"
    return _misfit(_official(), log)


def _gitlab(text: str) -> str:
    rows = json.loads(text)
    prints = [row["fingerprint"] for row in rows]
    return "" if len(set(prints)) == len(prints) else "two fingerprints are the same"


def _junit(text: str) -> str:
    root = ET.fromstring(text)  # noqa: S314 - lightmeter wrote it itself
    cases = list(root.iter("testcase"))
    return "" if root.get("tests") in (None, str(len(cases))) else "the count of tests is wrong"


MACHINE_FORMATS: Mapping[str, Callable[[str], str]] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "junit": _junit,
}
"""Formats that a machine reads, each with what says what is wrong with a report in it."""
