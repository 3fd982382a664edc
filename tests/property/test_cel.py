"""Rules, rates and quantities of every shipped model, against a CEL engine."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.checker import Checker
from lightmeter.diagnostic import Severity
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.result import Report
from tests.property.cel import CelError, Term
from tests.property.oracle import Ends, Model, Oracle, read_model
from tests.property.random_requests import random_requests
from tests.property.strategies import PROMISE, near_valid

pytest.importorskip(
    "cel_expr_python",
    reason="cel-expr-python has no wheel for this platform (musl, or another Python)",
)

SHELF = Shelf()
MODELS = SHELF.models()
NAMES = [f"{pack}/{model}" for pack, model in MODELS]
JUDGES = {"generated": Checker(), "interpreted": Checker(interpret=True)}
COUNT = 2_000
"""Random requests to each model."""


@cache
def oracle(pack: str, model: str) -> Oracle:
    return Oracle(read_model(shipped_directory(), pack, model))


@attrs.frozen(eq=False)
class Trial:
    """
    One request, judged by lightmeter and by the oracle.

    Attributes:
        fired: Rules that fired.
        silent: Rules that were judged and did not fire.
        priced: Whether the request has a cost.
        differences: What the two do not agree on.
    """

    fired: Sequence[str]
    silent: Sequence[str]
    priced: bool
    differences: Sequence[str]


def trial(judge: Oracle, report: Report, body: Mapping[str, Any]) -> Trial:
    """Hold a report against what the oracle says of the same request."""
    model = judge.model
    errors = [it for it in report.diagnostics if it.severity is Severity.ERROR]
    fired = Counter(it.rule for it in report.diagnostics if it.rule in model.rules)
    bad: set[str] = set()
    rejected = False
    for error in errors:
        if error.rule in model.rules:
            continue
        rejected = True
        pointer = error.pointer or ()
        if pointer == ("input",):
            bad |= model.members.keys()
        elif pointer[:1] == ("input",) and pointer[1] in model.members:
            bad.add(str(pointer[1]))
    outcome = judge.judge(body.get("input"), frozenset(bad), rejected=rejected)
    estimate = report.estimate
    levers = lines = None
    if estimate is not None:
        levers = dict(estimate.effective)
        lines = {
            line.item: (
                (Decimal(line.quantity_minimum), Decimal(line.quantity_maximum)),
                _ends(line.rate_minimum, line.rate_maximum),
            )
            for line in estimate.lines
        }
    pairs = (
        ("fired", fired, Counter(outcome.fired)),
        ("skipped", sorted(report.skipped), sorted(outcome.skipped)),
        ("levers", levers, outcome.levers),
        ("lines", lines, outcome.lines),
    )
    return Trial(
        fired=tuple(fired),
        silent=tuple(model.rules.keys() - fired.keys() - set(report.skipped)),
        priced=estimate is not None and not estimate.unpriced,
        differences=[
            f"{what}: lightmeter {ours}, CEL {theirs}"
            for what, ours, theirs in pairs
            if ours != theirs
        ],
    )


def _ends(minimum: Decimal | None, maximum: Decimal | None) -> Ends:
    return None if minimum is None or maximum is None else (minimum, maximum)


def trials(judge: Oracle, checker: Checker, count: int = COUNT) -> Iterator[tuple[Any, Trial]]:
    """Random requests of one model, each tried."""
    provider = judge.model.id.partition("/")[0]
    for body in random_requests(judge.model, count, "cel"):
        yield body, trial(judge, checker.check(body, provider=provider), body)


def test_every_shipped_model_is_tried() -> None:
    assert len(MODELS) >= 9


class TestPacks:
    """CEL and lightmeter agree on rules, effective values, quantities and rates."""

    @pytest.mark.parametrize("checker", JUDGES.values(), ids=JUDGES)
    @pytest.mark.parametrize(("pack", "model"), MODELS, ids=NAMES)
    def test_on_random_requests(self, pack: str, model: str, checker: Checker) -> None:
        """Each rule fires and stays silent often, and requests to a priced model have a price."""
        judge = oracle(pack, model)
        fired: Counter[str] = Counter()
        silent: Counter[str] = Counter()
        counted = 0
        for body, tried in trials(judge, checker):
            assert not tried.differences, body
            fired.update(tried.fired)
            silent.update(tried.silent)
            counted += tried.priced

        rules = judge.model.rules
        assert {name: fired[name] for name in rules if fired[name] < 10} == {}
        assert {name: silent[name] for name in rules if silent[name] < 10} == {}
        is_priced = any("rate" in line for line in judge.model.data["billing"])
        assert counted >= 300 if is_priced else counted == 0

    @PROMISE
    @given(
        st.sampled_from(MODELS).flatmap(
            lambda it: st.tuples(st.just(it), near_valid(SHELF.program(*it)))
        ),
    )
    def test_on_drawn_requests(self, drawn: tuple[tuple[str, str], dict[str, Any]]) -> None:
        """They agree on requests that hypothesis makes as odd as it can."""
        (pack, model), body = drawn
        if body.get("model") != model:
            return
        for checker in JUDGES.values():
            report = checker.check(body, provider=pack.partition("/")[0])
            assert trial(oracle(pack, model), report, body).differences == []


@cache
def requests_judged(pack: str, model: str) -> tuple[tuple[dict[str, Any], Report], ...]:
    """Random requests of one model with lightmeter's reports, for the oracles that are spoilt."""
    bodies = random_requests(oracle(pack, model).model, COUNT, "cel")
    provider = pack.partition("/")[0]
    return tuple((body, JUDGES["generated"].check(body, provider=provider)) for body in bodies)


def noticed(model: Model, name: str, text: str) -> int:
    """How many random requests show that a term of the export reads otherwise."""
    spoilt = Term(text, model.terms[name].places)
    judge = Oracle(attrs.evolve(model, terms={**model.terms, name: spoilt}))
    count = 0
    for body, report in requests_judged(model.id, model.name):
        try:
            count += bool(trial(judge, report, body).differences)
        except CelError:
            count += 1
    return count


class TestDisagreement:
    """A single constant that differs is noticed."""

    @pytest.mark.parametrize(
        ("pack", "model", "name", "constant", "other"),
        (
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/max-edge", "3840", "3841"),
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/max-edge", "<=", "<"),
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/pixel-count", "655360", "655361"),
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/pixel-count", "8294400", "8294399"),
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/max-ratio", "3 *", "4 *"),
            ("vidgo/gpt-image-2", "gpt-image-2", "rules/billed-as-2k", '"21:9"', '"4:3"'),
            ("vidgo/gpt-image-2", "gpt-image-2", "billing/image/rate", ": 48", ": 47"),
            ("poyo/seedream-5.0-lite", "seedream-5.0-lite", "rules/tiny-size", "100", "101"),
            ("poyo/seedream-5.0-lite", "seedream-5.0-lite", "billing/image/rate", "5, 5", "5, 6"),
            ("vidgo/seedance-2", "seedance-2", "rules/frames-exclude-references", "== 0", "== 1"),
            *(
                ("mindvideo/doubao-seedream-5-0-lite", "doubao-seedream-5-0-lite", *rest)
                for rest in (
                    ("rules/images-plus-n", "15", "14"),
                    ("billing/image/rate", "315", "314"),
                    ("billing/image/quantity", "[1, (15", "[1, (16"),
                    ("levers/resolution", "resolution", "size"),
                )
            ),
        ),
    )
    def test_is_seen(self, pack: str, model: str, name: str, constant: str, other: str) -> None:
        """The random requests reach the place where it matters."""
        read = oracle(pack, model).model
        text = read.terms[name].text
        assert constant in text

        assert noticed(read, name, text.replace(constant, other)) > 0

    def test_is_not_seen_where_there_is_none(self) -> None:
        """The same text gives the same verdicts."""
        read = oracle("vidgo/gpt-image-2", "gpt-image-2").model
        name = "rules/max-edge"

        assert noticed(read, name, read.terms[name].text) == 0
