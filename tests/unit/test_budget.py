"""Requests of two and of four credits, half a cent each, and limits around them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from lightmeter.checker import Checker, Input
from lightmeter.place import Position, Span
from lightmeter.result import BatchReport
from lightmeter.settings.model import Amount, Budget, Origin, Settings

# What the page of GPT Image 2 prices at low quality: 2 credits at 1K, 4 at 2K.
CHEAP = {"model": "gpt-image-2", "id": "cheap", "input": {"prompt": "x", "resolution": "1K"}}
DEAR = {
    "model": "gpt-image-2",
    "id": "dear",
    "input": {"prompt": "y", "size": "16:9", "resolution": "2K"},
}
# Nobody knows its price.
SEEDANCE = {
    "model": "seedance-2",
    "id": "film",
    "input": {"prompt": "z", "resolution": "480p", "duration": 5},
}


def money(text: str) -> Amount:
    value, _, currency = text.partition(" ")
    return Amount(Decimal(value), currency)


def check(*requests: Mapping[str, object], unpriced: str = "warning", **limits: str) -> BatchReport:
    amounts = {key: money(text) for key, text in limits.items()}
    budget = Budget(amounts.get("request"), amounts.get("file"), amounts.get("run"), unpriced)
    lines = "\n".join(map(json.dumps, requests))
    checker = Checker(settings=Settings(budget=budget))
    return checker.check_text(lines, format="jsonl", name="a.jsonl")


def said(report: BatchReport) -> list[tuple[str, str, int | None]]:
    wanted = ("over-budget", "unpriced-request")
    return [(it.rule, str(it.severity), at) for it, at in report.entries if it.rule in wanted]


def message(report: BatchReport) -> str:
    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    return found.message


@pytest.mark.parametrize(
    ("limits", "over"),
    (
        ({"request": "4 credits"}, []),
        ({"request": "3.99 credits"}, [1]),
        ({"request": "1 credits"}, [0, 1]),
        ({"request": "0.02 USD"}, []),
        ({"request": "0.0199 USD"}, [1]),
        ({"file": "6 credits"}, []),
        ({"file": "5 credits"}, [None]),
        ({"run": "0.03 USD"}, []),
        ({"run": "0.029 USD"}, [None]),
        ({}, []),
    ),
)
def test_what_is_over_a_limit(limits: dict[str, str], over: list[int | None]) -> None:
    """A limit may be reached, but not exceeded, in the provider's currency or in dollars."""
    report = check(CHEAP, DEAR, **limits)

    assert said(report) == [("over-budget", "error", it) for it in over]


def test_a_request_over_its_limit_is_told_at_its_model() -> None:
    report = check(CHEAP, DEAR, request="3 credits")

    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert (found.source, found.path) == ("a.jsonl", "/model")
    assert found.span is not None
    assert (found.span.start.line, found.span.start.column) == (2, 11)
    assert found.message == (
        "this request costs 4 credits, and the budget of a request is 3 credits; resolution 1K"
        " makes it 2 credits; choose that, or raise request under [budget] in the settings"
    )


def test_a_file_over_its_limit_names_what_costs_the_most() -> None:
    report = check(CHEAP, DEAR, file="5 credits")

    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert (found.source, found.path, found.span) == ("a.jsonl", "", None)
    assert found.message == (
        "the file costs 6 credits, and the budget of a file is 5 credits; the dearest are dear (4"
        " credits), cheap (2 credits); dear costs 2 credits less with resolution 1K; choose that,"
        " or raise file under [budget] in the settings"
    )


def test_of_one_request_nothing_is_named() -> None:
    assert message(check(DEAR, file="3 credits")) == (
        "the file costs 4 credits, and the budget of a file is 3 credits; dear costs 2 credits less"
        " with resolution 1K; choose that, or raise file under [budget] in the settings"
    )


# A credit of PoYo is another than one of Vidgo; both are half a cent.
POYO = {
    "provider": "poyo",
    "model": "seedream-5.0-lite",
    "input": {"prompt": "x", "size": "2K"},
}


@pytest.mark.parametrize(
    ("run", "over"),
    (
        ("5 credits", []),
        ("4.5 credits", ["5 credits at poyo"]),
        ("3 credits", ["4 credits at vidgo", "5 credits at poyo"]),
        ("0.045 USD", []),
        ("0.0449 USD", ["0.045 USD"]),
    ),
)
def test_credits_of_two_providers_are_no_sum(run: str, over: list[str]) -> None:
    """What they are worth in dollars is."""
    report = check({**DEAR, "provider": "vidgo"}, POYO, run=run)

    breaches = [it.message for it in report.diagnostics if it.rule == "over-budget"]
    assert [it.partition(" costs ")[2].partition(", and ")[0] for it in breaches] == over


def test_of_several_files_each_request_is_named_with_its_own() -> None:
    settings = Settings(budget=Budget(run=money("5 credits")))
    unnamed = {key: it for key, it in CHEAP.items() if key != "id"}
    inputs = [Input("a.json", json.dumps(unnamed).encode()), Input("b", json.dumps(DEAR).encode())]
    report = Checker(settings=settings).check_inputs(inputs)

    assert "; the dearest are dear of b (4 credits), line 1 of a.json (2 credits);" in message(
        report
    )


def test_a_run_is_told_at_its_limit() -> None:
    """Where the settings have one; else it has no place."""
    span = Span(Position(3, 7), Position(3, 18))
    origin = Origin("lightmeter.toml", ("budget", "run"), span)
    settings = Settings(budget=Budget(run=money("5 credits")), origins={"budget.run": origin})
    lines = "\n".join(map(json.dumps, (CHEAP, DEAR)))
    report = Checker(settings=settings).check_text(lines, format="jsonl", name="a.jsonl")

    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert (found.source, found.path, found.span) == ("lightmeter.toml", "/budget/run", span)


def test_a_run_without_a_limit_in_a_file_has_no_place() -> None:
    report = check(CHEAP, DEAR, run="5 credits")

    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert (found.source, found.pointer, found.span) == ("", None, None)
    assert found.message.startswith("everything that was read costs 6 credits, and the budget of a")


def test_files_are_added_up_to_a_run() -> None:
    settings = Settings(budget=Budget(file=money("4 credits"), run=money("5 credits")))
    inputs = [
        Input(f"{number}.json", json.dumps(it).encode()) for number, it in enumerate((CHEAP, DEAR))
    ]
    report = Checker(settings=settings).check_inputs(inputs)

    assert [(it.rule, it.source) for it in report.diagnostics] == [("over-budget", "")]


def test_it_is_the_upper_end_that_counts() -> None:
    """Of a request whose number of images is open, and of every sum it is in."""
    grouped = {
        "model": "doubao-seedream-5-0-lite",
        "headers": {"Idempotency-Key": "0f8e"},
        "input": {
            "prompt": "x",
            "resolution": "2k",
            "sequential_image_generation": "auto",
            "sequential_image_generation_options": {"max_images": 3},
        },
    }
    report = check(grouped, request="1000 credits")
    estimate = report.reports[0].estimate
    assert estimate is not None
    assert estimate.maximum is not None
    assert estimate.minimum is not None
    assert estimate.minimum < estimate.maximum

    limit = f"{estimate.maximum - 1} {estimate.currency}"
    assert message(check(grouped, request=limit)).startswith(
        f"this request costs {estimate.minimum} to {estimate.maximum} {estimate.currency}, and"
    )
    assert said(check(grouped, request=f"{estimate.maximum} {estimate.currency}")) == []


@pytest.mark.parametrize(
    ("unpriced", "found"),
    (
        ("error", [("unpriced-request", "error", 1)]),
        ("warning", [("unpriced-request", "warning", 1)]),
        ("allow", []),
    ),
)
def test_what_has_no_price_is_said_unless_it_is_allowed(
    unpriced: str, found: list[tuple[str, str, int]]
) -> None:
    report = check(CHEAP, SEEDANCE, run="100 credits", unpriced=unpriced)

    assert said(report) == found


def test_what_was_not_checked_has_no_price() -> None:
    unknown = {"model": "nobody-knows", "input": {"prompt": "x"}}
    report = check(unknown, run="100 credits", unpriced="error")

    assert said(report) == [("unpriced-request", "error", 0)]


def test_a_pack_without_prices_is_named_as_the_reason(tmp_path: Path) -> None:
    """The request was checked all the same."""
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "free.toml").write_text(
        'format = 1\nid = "acme/free"\nsource = "docs"\n[sources.docs]\ntitle = "Free"\n'
        'read = "2026-01-02"\n[models.free]\n'
    )
    checker = Checker([tmp_path], settings=Settings(budget=Budget(run=money("1 USD"))))
    report = checker.check_text('{"model": "free", "input": {}}', format="json")

    assert [(it.rule, it.message) for it in report.diagnostics] == [
        (
            "unpriced-request",
            "no budget holds for this request: its price is not known, since its pack has none",
        )
    ]


def test_what_cannot_be_compared_is_said() -> None:
    report = check(CHEAP, run="100 EUR", unpriced="error")

    assert said(report) == [("unpriced-request", "error", 0)]
    (found,) = [it for it in report.diagnostics if it.rule == "unpriced-request"]
    assert found.message == (
        "no budget holds for this request: it costs credits, which nobody can compare with a"
        " budget in EUR"
    )


def test_an_unknown_price_is_never_zero() -> None:
    """What is known of a sum that has one in it counts as the least that it can be."""
    report = check(DEAR, SEEDANCE, CHEAP, run="5 credits", unpriced="allow")

    assert said(report) == [("over-budget", "error", None)]


def test_what_is_rejected_costs_nothing() -> None:
    rejected = {**DEAR, "id": "no", "input": {"prompt": "x", "size": "7:1"}}

    assert said(check(rejected, request="0 credits")) == []


def test_a_repeated_task_is_paid_once() -> None:
    again = {
        "model": "doubao-seedream-5-0-lite",
        "headers": {"Idempotency-Key": "0f8e"},
        "input": {"prompt": "x", "resolution": "2k"},
    }
    once = check(again, request="0 credits").reports[0].estimate
    assert once is not None
    limit = f"{once.maximum} {once.currency}"

    assert said(check(again, again, run=limit)) == []


def test_a_breach_does_not_take_the_price_away() -> None:
    """The request is not wrong: its estimate and its payload stay known."""
    report = check(DEAR, request="1 credits")

    assert not report.ok
    assert report.reports[0].estimate is not None
    assert report.reports[0].normalized is not None
