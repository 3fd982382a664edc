# ruff: noqa: D102  (the docstring of a class is the promise its methods test)
import json
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from lightmeter.advice.advising import advise
from lightmeter.advice.down import way_down
from lightmeter.advice.model import Advice
from lightmeter.advice.neighbours import Start, applied, begin
from lightmeter.advice.pairs import Effort
from lightmeter.advice.plans import Plan, Spender, in_all, in_one
from lightmeter.advice.reading import reading_of
from lightmeter.advice.several import in_some
from lightmeter.advice.ways import ways
from lightmeter.checker import Checker
from lightmeter.diagnostic import Change
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.money import Amount
from lightmeter.packs.file import parse_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.program import Program
from lightmeter.packs.prove import prove
from lightmeter.settings.model import Budget, Settings
from tests.property.strategies import PROMISE, near_valid

SHELF = Shelf()
_PRICED = [
    (pack, model)
    for pack, model in SHELF.models()
    if any(it.rate for it in SHELF.program(pack, model).lines)
]
# Each example makes a pack, and judges a hundred requests.
_TRIED = settings(PROMISE, max_examples=60)

# Made like packs that bill what they do not make; the numbers and the conditions are drawn.
_PACK = """
format = 1
id = "acme/video"
source = "docs"
levers = [{levers}]
[sources.docs]
title = "Video API"
read = "2026-01-02"
[models.video]
[fields.prompt]
type = "string"
required = true
[fields.resolution]
type = "string"
enum = ["1K", "2K", "4K"]
default = "1K"
[fields.quality]
type = "string"
enum = ["low", "high"]
default = "low"
[fields.audio]
type = "boolean"
[fields.n]
type = "integer"
minimum = 1
maximum = {most}
default = 1
[fields.extras]
type = "object"
properties.steps = {{ type = "integer", minimum = 2, maximum = 6, multipleOf = 2 }}
[let]
tier = [{{ when = 'resolution == "4K" and {never_4k}', then = '"2K"' }}, {{ then = "resolution" }}]
heard = 'has(audio) and audio and {heard}'
rates = {{ 1K = {one}, 2K = {two}, 4K = {four} }}
steps = [{{ when = "has(extras.steps)", then = "extras.steps" }}, {{ then = "2" }}]
[rules.odd]
severity = "{severity}"
when = '{odd}'
at = "resolution"
message = "odd"
[[billing]]
item = "image"
unit = "image"
quantity = [{{ when = '{exact}', then = "n" }}, {{ minimum = "1", maximum = "n" }}]
rate = [
  {{ when = "has(audio) and audio", minimum = "{loud}", maximum = "{louder}" }},
  {{ then = "rates[{billed}]" }},
]
currency = "credits"
[[billing]]
item = "steps"
unit = "step"
quantity = "steps"
rate = [{{ when = '{priced}', then = "{step}" }}]
currency = "credits"
unpriced = "no rate"
"""
_CONDITIONS = st.sampled_from(
    ("true", "n > 2", 'quality == "high"', 'resolution != "2K"', "has(extras.steps)", "n != 3")
)
_AMOUNTS = st.integers(0, 6)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    loud = draw(_AMOUNTS)
    return _PACK.format(
        levers=draw(
            st.sampled_from(('"tier", "heard"', '"tier", "heard", "quality", "n"', '"heard"', ""))
        ),
        most=draw(st.sampled_from((4, 9, 900))),
        never_4k=draw(_CONDITIONS).replace('resolution != "2K"', "true"),
        heard=draw(_CONDITIONS),
        one=draw(_AMOUNTS),
        two=draw(_AMOUNTS),
        four=draw(_AMOUNTS),
        severity=draw(st.sampled_from(("error", "warning", "info"))),
        odd=draw(_CONDITIONS.map(lambda it: "false" if it == "true" else it)),
        exact=draw(_CONDITIONS),
        loud=loud,
        louder=loud + draw(st.sampled_from((0, 0, 2))),
        billed=draw(st.sampled_from(("resolution", "tier"))),
        priced=draw(_CONDITIONS),
        step=draw(st.integers(0, 2)),
    )


_PACKS = _texts()


@cache
def _compiled(text: str) -> tuple[Program, Judge]:
    program = prove(merge_model((parse_pack(text.encode(), "acme/video.toml"),), (), "video"))
    return program, generate_judge(program)


@cache
def _shipped(pack: str, model: str) -> tuple[Program, Judge]:
    program = SHELF.program(pack, model)
    return program, generate_judge(program)


@st.composite
def _accepted(draw: st.DrawFn, *, shipped: bool | None = None) -> Start:
    """A priced request of a shipped pack or of a made one."""
    if shipped or (shipped is None and draw(st.integers(0, 3)) == 0):
        program, judge = _shipped(*draw(st.sampled_from(_PRICED)))
    else:
        program, judge = _compiled(draw(_PACKS))
    verdict = judge(draw(near_valid(program, slips=False)), None)
    assume(not verdict.rejected and verdict.normalized is not None)
    assert verdict.normalized is not None
    start = begin(program, judge, verdict.normalized)
    assume(start is not None)
    assert start is not None
    return start


def _made(start: Start, changes: tuple[Change, ...]) -> tuple[dict[str, Any], Verdict, Estimate]:
    payload: dict[str, Any] | None = dict(start.payload)
    for it in changes:
        assert payload is not None
        payload = applied(payload, it)
    assert payload is not None
    verdict = start.judge(payload, None)
    found = estimate(start.reading.program, verdict)
    assert not verdict.rejected
    assert found is not None
    return payload, verdict, found


def _worth(found: Estimate) -> Decimal | None:
    return found.maximum


class TestAdvice:
    """What is advised is accepted, costs what was promised and is the same result, or a better."""

    @_TRIED
    @given(_accepted())
    def test_every_piece(self, start: Start) -> None:
        found = advise(start.reading.program, start.judge, start.payload)
        event(f"{len(found)} pieces")
        for it in found:
            event(it.kind)
            self.holds(start, it)

    def holds(self, start: Start, it: Advice) -> None:
        _, verdict, new = _made(start, it.changes)
        old = start.estimate
        assert (new.minimum, new.maximum, new.currency) == (it.minimum, it.maximum, it.currency)
        assert old.minimum is not None
        assert old.maximum is not None
        quantities = [(line.quantity_minimum, line.quantity_maximum) for line in new.lines]
        assert quantities == [(line.quantity_minimum, line.quantity_maximum) for line in old.lines]
        if it.kind == "better-for-same":
            assert (old.minimum, old.maximum) == (it.minimum, it.maximum)
            assert it.saving_minimum == it.saving_maximum == 0
            return
        assert verdict.levers == start.verdict.levers
        assert 0 < it.saving_minimum <= it.saving_maximum
        assert it.minimum <= old.minimum
        assert it.maximum < old.maximum
        if old.exact and new.exact:
            assert it.saving_minimum == it.saving_maximum == old.maximum - it.maximum

    @_TRIED
    @given(_accepted(), st.text(min_size=1, max_size=3))
    def test_it_is_the_same_for_all_of_one_key(self, start: Start, prompt: str) -> None:
        program, judge = start.reading.program, start.judge
        assume("prompt" in start.payload["input"])
        other = {**start.payload, "input": {**start.payload["input"], "prompt": prompt}}
        key = reading_of(program).key
        assume(key(other) == key(start.payload) and not judge(other, None).rejected)

        assert advise(program, judge, other) == advise(program, judge, start.payload)


class TestLimits:
    """Every edit that is named for a limit meets it."""

    @_TRIED
    @given(_accepted(), st.integers(0, 99))
    def test_of_one_request(self, start: Start, percent: int) -> None:
        most = start.estimate.maximum
        assume(most)
        assert most is not None
        limit = most * percent / 100
        found = ways(start, limit, _worth)
        down = way_down(start, limit, _worth, Effort())

        assert bool(down) >= bool(found)
        for way in [*found, *([down] if down is not None else [])]:
            _, _, new = _made(start, way.changes)
            assert new.maximum == way.cost <= limit
            assert way.cost < most

    @_TRIED
    @given(st.data(), st.integers(1, 99))
    def test_of_a_sum(self, data: st.DataObject, percent: int) -> None:
        program, judge = _compiled(data.draw(_PACKS))
        spenders, starts, number = [], dict[int, Start](), 0
        for _ in range(data.draw(st.integers(1, 3))):
            verdict = judge(data.draw(near_valid(program, slips=False)), None)
            start = begin(program, judge, verdict.normalized or {})
            if start is None or start.estimate.maximum is None:
                continue
            numbers = tuple(range(number, number + data.draw(st.integers(1, 3))))
            number += len(numbers)
            starts.update(dict.fromkeys(numbers, start))
            spenders.append(Spender(start, start.estimate.maximum, numbers))
        total = sum((it.cost * len(it.numbers) for it in spenders), Decimal(0))
        excess = total * percent / 100
        assume(excess)
        some = in_some(spenders, excess, _worth, Effort())
        plans: list[Plan] = [*in_one(spenders, excess, _worth), *in_all(spenders, excess, _worth)]

        for plan in [*plans, *([some] if some is not None else [])]:
            after = total
            for edit in plan.edits:
                _, _, new = _made(starts[edit.number], edit.changes)
                old = starts[edit.number].estimate.maximum
                assert old is not None
                assert new.maximum is not None
                after += (new.maximum - old) * edit.times
            assert total - after == plan.saving >= excess

    @_TRIED
    @given(_accepted(shipped=True), st.integers(1, 99))
    def test_a_message_is_one_line(self, start: Start, percent: int) -> None:
        program, most = start.reading.program, start.estimate.maximum
        assume(most)
        assert most is not None
        limit = Amount(most * percent / 100, start.estimate.currency)
        checker = Checker(settings=Settings(budget=Budget(limit, limit, limit)))
        text = json.dumps({**start.payload, "provider": program.provider}, default=str)
        report = checker.check_text(text, format="json")
        said = [it.message for it in report.diagnostics if it.rule == "over-budget"]

        assert len(said) == 3 or any(it.rule == "duplicate" for it in report.diagnostics)
        assert not any("\n" in it for it in said)
