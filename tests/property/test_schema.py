"""
What the exported schemas reject lightmeter rejects, and the other way round.

The default run throws dice some 25,000 times. A campaign throws them longer and with other seeds:
`LIGHTMETER_LAPS=20 python -m pytest tests/property/test_schema.py` is one of half a million
requests and takes some minutes.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from jsonschema import Draft202012Validator

from lightmeter import Checker
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.values import is_sendable
from lightmeter.judge.verdict import Judge
from lightmeter.packs.export.member import Schema
from lightmeter.packs.export.schema import input_schema, payload_schema, request_file_schema
from lightmeter.packs.export.subject import find_subject
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import FIELD_RULES, Program
from tests.property.dice import Dice
from tests.property.strategies import PROMISE, json_values, near_valid

LAPS = int(os.environ.get("LIGHTMETER_LAPS", "1"))
OWN_PACKS = Path(__file__).parent / "packs"

SHELF = Shelf()
SHIPPED = [pack for pack in SHELF.ids if SHELF.models_in(pack)]
CHECKERS = {
    **dict.fromkeys(SHIPPED, Checker()),
    **dict.fromkeys(("acme/every", "acme/flat"), Checker(packs=[OWN_PACKS])),
}


class Validator:
    """
    Two engines that have to agree.

    Attributes:
        share: The slow one is asked of every first, second or third value.
    """

    def __init__(self, schema: Schema, *, share: int = 1) -> None:
        Draft202012Validator.check_schema(schema)
        jsonschema_rs.meta.validate(schema)
        self.first = Draft202012Validator(schema)
        self.second = jsonschema_rs.Draft202012Validator(schema)
        self.share = share
        self.asked = 0

    def accepts(self, value: Any) -> bool:
        """What both say."""
        accepted: bool = self.second.is_valid(value)
        self.asked += 1
        if self.asked % self.share == 0:
            assert self.first.is_valid(value) is accepted, value
        return accepted


class Bench:
    """A pack, its judges and its schemas."""

    def __init__(self, pack: str) -> None:
        self.pack = pack
        self.provider = pack.partition("/")[0]
        self.checker = CHECKERS[pack]
        shelf = self.checker.shelf
        models = shelf.models_in(pack)
        self.subjects = [find_subject(shelf, pack, model) for model in models]
        self.programs = {it.program.model: it.program for it in self.subjects}
        self.judges: dict[str, Judge] = {
            model: generate_judge(program) for model, program in self.programs.items()
        }
        self.known = {model for _, model in shelf.models()}

    def faults(self, body: dict[str, Any]) -> set[tuple[str | int, ...]]:
        """Where lightmeter finds an error about a single member."""
        model = body.get("model")
        if isinstance(model, str) and model not in self.programs:
            # Of models that no pack knows lightmeter only warns; what is blank names none.
            return set() if model.strip() else {("model",)}
        named = model if isinstance(model, str) else next(iter(self.programs))
        program = self.programs[named]
        own = {rule.check for rule in program.rules}
        return {
            pointer
            for check, pointer, _ in self.judges[named](body, None).findings
            if check not in own and program.checks[check].severity == "error"
        }

    def report(self, document: Any) -> BatchReport:
        """What the command would show of a file."""
        text = json.dumps(document)
        return self.checker.check_text(text, format="json", provider=self.provider)

    def faults_in(self, document: Any) -> list[Diagnostic]:
        """The errors about single members in a file."""
        report = self.report(document)
        found = [it for it in report.found if it.severity == "error"]
        for request in report.reports:
            unknown = request.model.strip() and request.model not in self.known
            found += [
                it
                for it in request.diagnostics
                # What a provider wants of models that no pack knows stands in no schema.
                if it.severity == "error" and it.rule in FIELD_RULES and not (unknown and it.pack)
            ]
        return found


@cache
def bench_of(pack: str) -> Bench:
    """Packs are read and compiled once."""
    return Bench(pack)


def agree(
    thrown: Iterator[Any], accepts: Callable[[Any], bool], faults: Callable[[Any], Any]
) -> None:
    """Hold a schema against lightmeter, and see that both had something to accept and to reject."""
    outcomes: Counter[bool] = Counter()
    for value in thrown:
        accepted, wrong = accepts(value), faults(value)
        assert accepted is (not wrong), (value, wrong)
        outcomes[accepted] += 1
    assert min(outcomes[True], outcomes[False]) > outcomes.total() / 10, outcomes


def bodies(program: Program, count: int) -> Iterator[dict[str, Any]]:
    """Bodies of requests, the same in every run."""
    dice = Dice(f"{program.pack}/{program.model}")
    return (dice.body(program) for _ in range(count * LAPS))


# Bodies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pack", "model"), SHELF.models(), ids=str)
def test_a_payload_is_rejected_by_both_or_by_none(pack: str, model: str) -> None:
    bench = bench_of(pack)
    validator = Validator(payload_schema(bench.subjects, only=False))

    agree(bodies(bench.programs[model], 2300), validator.accepts, bench.faults)


@pytest.mark.parametrize("pack", ("acme/every", "acme/flat"))
def test_every_keyword_is_understood_alike(pack: str) -> None:
    bench = bench_of(pack)
    validator = Validator(payload_schema(bench.subjects, only=False))
    for program in bench.programs.values():
        agree(bodies(program, 1000), validator.accepts, bench.faults)


@pytest.mark.parametrize("pack", (*SHIPPED, "acme/every", "acme/flat"))
def test_the_schema_of_one_model_refuses_every_other(pack: str) -> None:
    bench = bench_of(pack)
    for subject in bench.subjects:
        model = subject.program.model

        def faults(body: dict[str, Any], model: str = model) -> object:
            return bench.faults(body) or body.get("model") != model

        validator = Validator(payload_schema([subject], only=True))
        agree(bodies(subject.program, 150), validator.accepts, faults)
        for other in ({*bench.programs} - {model}) | {"nobody-knows-1"}:
            assert not validator.accepts({"model": other, "input": {}})


@pytest.mark.parametrize("pack", (*SHIPPED, "acme/every"))
def test_the_schema_of_the_input_speaks_of_the_input_alone(pack: str) -> None:
    bench = bench_of(pack)
    for subject in bench.subjects:
        program = subject.program

        def faults(value: Any, program: Program = program) -> object:
            pointers = bench.faults({"model": program.model, "input": value})
            return [it for it in pointers if it[:1] == ("input",)]

        validator = Validator(input_schema(subject))
        inputs = (it["input"] for it in bodies(program, 150) if "input" in it)
        agree(inputs, validator.accepts, faults)


@pytest.mark.parametrize("pack", ("poyo/seedream-5.0-lite", "vidgo/gpt-image-2"))
def test_any_json_is_rejected_by_both_or_by_none(pack: str) -> None:
    """The strategies of the other promises throw what no dice do."""
    bench = bench_of(pack)
    validator = Validator(payload_schema(bench.subjects, only=False))
    program = next(iter(bench.programs.values()))

    @settings(PROMISE, max_examples=100)
    @given(near_valid(program) | json_values())
    def promise(value: Any) -> None:
        assume(isinstance(value, dict) and is_sendable(value))
        # As JSON has it: no decimals, no tuples.
        value = json.loads(json.dumps(value, default=float))
        assume(is_sendable(value))
        assert validator.accepts(value) is not bool(bench.faults(value))

    promise()


# Files --------------------------------------------------------------------------------------------


def documents(bench: Bench, count: int) -> Iterator[Any]:
    """Request files, arrays of them and batches, the same in every run."""
    dice = Dice(bench.pack)
    programs = list(bench.programs.values())
    for _ in range(count * LAPS):
        program = dice.pick(programs)
        kind = dice.pick(("request", "array", "batch", "batch", "batch"))
        if kind == "batch":
            yield dice.batch(program, [it for it in programs if it is not program])
        elif kind == "array":
            yield [dice.request(dice.pick(programs)) for _ in range(dice.random.randint(0, 2))]
        else:
            yield dice.request(program)


@pytest.mark.parametrize("pack", (*SHIPPED, "acme/every", "acme/flat"))
def test_a_file_of_requests_is_rejected_by_both_or_by_none(pack: str) -> None:
    """A batch is judged with its defaults under its requests, whichever of them brings what."""
    bench = bench_of(pack)
    validator = Validator(request_file_schema(bench.subjects, only=False), share=3)
    thrown = list(documents(bench, 250))
    ours = [it for it in thrown if not is_foreign(it, bench.provider)]

    agree(iter(ours), validator.accepts, bench.faults_in)
    assert len(ours) > len(thrown) * 0.9
    for document in thrown:
        # Another provider's requests are let pass, unless nobody would take them.
        if is_foreign(document, bench.provider) and not validator.accepts(document):
            assert not bench.report(document).ok, document


def is_foreign(document: Any, provider: str) -> bool:
    """Whether a batch names another provider for all of its requests."""
    if not isinstance(document, dict) or "requests" not in document:
        return False
    holders = (document, document.get("defaults"))
    return any(isinstance(it, dict) and it.get("provider", provider) != provider for it in holders)


@pytest.mark.parametrize("document", (5, "x", None, True, [5], [[]], {"requests": 5}, {}))
def test_what_holds_no_requests_is_no_file_of_them(document: Any) -> None:
    bench = bench_of("vidgo/seedance-2")
    validator = Validator(request_file_schema(bench.subjects, only=False))

    assert bench.faults_in(document)
    assert not validator.accepts(document)


@pytest.mark.parametrize("document", ([], {"requests": []}, {"requests": [], "defaults": {}}))
def test_a_file_may_hold_no_request_yet(document: Any) -> None:
    bench = bench_of("vidgo/seedance-2")
    validator = Validator(request_file_schema(bench.subjects, only=False))

    assert not bench.faults_in(document)
    assert validator.accepts(document)


BATCH: dict[str, Any] = {
    "provider": "poyo",
    "defaults": {"input": {"n": 99}},
    "requests": [{"model": "seedance-2", "input": {"n": 1}}],
}


@pytest.mark.parametrize(
    "document",
    (
        {"provider": "poyo", "model": "seedance-2"},
        [{"provider": "poyo", "model": "seedance-2"}],
        BATCH,
        {**BATCH, "requests": [{"provider": "vidgo", "model": "seedance-2"}]},
    ),
)
def test_requests_to_another_provider_are_let_pass(document: Any) -> None:
    """The same name may be another model there, so nothing may be said of it."""
    bench = bench_of("vidgo/seedance-2")
    validator = Validator(request_file_schema(bench.subjects, only=False))

    assert validator.accepts(document)


# The provider's own schema ------------------------------------------------------------------------


ANNOTATIONS = {
    *("$comment", "$id", "$schema", "default", "deprecated", "description", "examples", "title"),
}


def bare(schema: Any) -> Any:
    """A schema without its annotations; names of members are kept, whatever they are."""
    if not isinstance(schema, dict):
        return schema
    stripped = {
        key: bare(value)
        for key, value in schema.items()
        if key not in ANNOTATIONS and not key.startswith("x-")
    }
    if "properties" in schema:
        stripped["properties"] = {key: bare(it) for key, it in schema["properties"].items()}
    return stripped


def test_mindvideos_input_schema_is_the_one_that_the_provider_prints() -> None:
    printed = json.loads(
        (Path(__file__).parent / "mindvideo-input.schema.json").read_text(encoding="utf-8")
    )
    (subject,) = bench_of("mindvideo/doubao-seedream-5-0-lite").subjects

    assert bare(input_schema(subject)) == bare(printed)
