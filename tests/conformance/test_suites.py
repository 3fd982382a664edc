"""The files of the suite: each keeps the schema, names its cases once, and says what it covers."""

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conformance.exact_json import load_json
from tests.conformance.executor import execute
from tests.conformance.export import RULES, exported
from tests.conformance.suite import HERE, load_suites
from tests.conformance.toml_text import toml_text

SCHEMA = load_json((HERE / "case.schema.json").read_text(encoding="utf-8"))
FILES = sorted(HERE.glob("*/*.json"))
NAMES = [path.relative_to(HERE).as_posix() for path in FILES]
WRITTEN = [path for path in FILES if path.parent.name != "packs"]
FOLDERS = (
    *("billing", "expressions", "fields", "fixes", "let", "load-errors", "merge", "optional"),
    *("overlays", "retirement", "rules", "silencing", "template"),
)


def read(path: Path) -> Any:
    return load_json(path.read_text(encoding="utf-8"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_file_keeps_the_schema(path: Path) -> None:
    errors = [it.message for it in Draft202012Validator(SCHEMA).iter_errors(read(path))]

    assert errors == []


@pytest.mark.parametrize(
    "case",
    (
        {"name": "no request", "expect": {"diagnostics": []}},
        {"name": "two requests", "input": {}, "body": {}, "expect": {"diagnostics": []}},
        {"name": "an unknown member", "inputs": {}, "expect": {"diagnostics": []}},
        {"name": "no diagnostics", "input": {}, "expect": {"skipped": []}},
        {"name": "a request", "input": {}, "expect": {"load_error": {"pointer": ""}}},
        {
            "name": "a severity",
            "input": {},
            "expect": {"diagnostics": [{"rule": "a", "severity": "off"}]},
        },
        {
            "name": "a pointer",
            "input": {},
            "expect": {"diagnostics": [{"rule": "a", "at": "input"}]},
        },
        {
            "name": "a float",
            "input": {},
            "expect": {
                "diagnostics": [],
                "cost": {"minimum": 1, "maximum": 2, "currency": "USD"},
            },
        },
    ),
    ids=lambda it: it["name"],
)
def test_the_schema_refuses_what_is_no_case(case: dict[str, Any]) -> None:
    suite = {"about": "What is refused.", "covers": ["schema"], "cases": [case]}

    assert not Draft202012Validator(SCHEMA).is_valid(suite)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_name_is_given_once_in_a_suite(path: Path) -> None:
    names = Counter(case["name"] for case in read(path)["cases"])

    assert [name for name, count in names.items() if count > 1] == []


def test_every_part_of_the_format_has_its_folder() -> None:
    folders = Counter(path.parent.name for path in WRITTEN for _ in read(path)["cases"])

    assert sorted(folders) == sorted(FOLDERS)
    assert min(folders.values()) >= 15
    assert folders.total() >= 250


def test_every_suite_is_read() -> None:
    suites = load_suites()

    assert [f"{suite.name}.json" for suite in suites] == NAMES
    assert sum(len(suite.cases) for suite in suites) == sum(len(read(it)["cases"]) for it in FILES)


class TestExport:
    """The exported suites are the examples of the shipped packs."""

    def test_no_file_differs_from_its_pack(self) -> None:
        """Run tests/conformance/export.py after a pack has changed."""
        found = {it.name: it.read_text("utf-8") for it in sorted(HERE.glob("packs/*.json"))}

        assert found == exported()

    def test_every_example_is_a_case(self) -> None:
        """Each of every pack, by its name."""
        examples = 0
        for path in RULES.glob("*/*.toml"):
            pack = tomllib.loads(path.read_text("utf-8"))
            if "examples" not in pack:
                continue
            file = HERE / "packs" / f"{path.parent.name}.{path.stem}.json"
            names = [example["name"] for example in pack["examples"]]
            assert [case["name"] for case in read(file)["cases"]] == names
            examples += len(names)
        assert examples > 400


class TestTomlText:
    """A pack as data and its TOML say the same."""

    @pytest.mark.parametrize("path", FILES, ids=NAMES)
    def test_reads_back_as_it_was(self, path: Path) -> None:
        """Decimals, quotes, keys of any sort and tables within arrays included."""
        for pack in read(path).get("packs", ()):
            text = toml_text(pack)

            assert read_toml(text) == pack

    def test_knows_odd_keys_and_texts(self) -> None:
        """What TOML has to quote or to escape."""
        odd = {
            "a b": 1,
            "": {"c.d": "both ' and \"", "e": 'only "', "f": "line\nend", "g": "\x7f\x00"},
            "list": [{"x": [1, {"y": {}}]}, {}],
        }

        assert read_toml(toml_text(odd)) == odd


def read_toml(text: str) -> Any:
    """As a pack is read: decimals for floats."""
    return tomllib.loads(text, parse_float=Decimal)


def test_an_executor_answers_every_case_and_crashes_at_none_of_its_own() -> None:
    """What goes wrong inside one case is that case's answer, and the others have theirs."""
    pack = {"path": "t/a", "data": {"format": 1, "id": "t/a", "models": {"m": {}}}}
    question = {"shelf": 0, "pack": "t/a", "model": "m", "body": {"model": "m"}}
    question |= {"headers": None, "as_of": None}
    document = {
        "shelves": [{"packs": [pack], "overlays": []}],
        "cases": [{**question, "id": "a", "pack": 5}, {**question, "id": "b"}],
    }

    first, second = execute(document)["cases"]

    assert set(first) == {"id", "crash"}
    assert set(second) == {"id", "result"}
