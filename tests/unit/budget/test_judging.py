"""Requests of two and of four credits, half a cent each, and limits around them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.place import Position, Span
from lightmeter.reader import Watch
from lightmeter.run import Stopped
from lightmeter.settings.model import Budget, Settings
from lightmeter.settings.parts import Amount, Origin
from lightmeter.settings.reading import find_settings
from lightmeter.together import check_together

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
        "dear costs 4 credits, and the budget of a request is 3 credits; resolution 1K"
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


WHOLE = "the file, as far as it was read,", "everything that was read, which is not all,"


def limited(limit: str, amount: str, **more: Any) -> Settings:
    most = money(amount)
    budget = Budget(file=most) if limit == "file" else Budget(run=most)
    return Settings(budget=budget, **more)


@pytest.mark.parametrize(("limit", "whole"), (("file", WHOLE[0]), ("run", WHOLE[1])))
def test_what_was_not_read_is_in_no_sum(limit: str, whole: str) -> None:
    lines = "\n".join((*map(json.dumps, (CHEAP, DEAR)), "{"))
    checker = Checker(settings=limited(limit, "5 credits"))
    report = checker.check_text(lines, format="jsonl", name="a.jsonl")

    assert message(report).startswith(f"{whole} costs 6 credits, and the budget of a {limit} is 5")


def of_two_projects(*inputs: Input, watch: Watch | None = None) -> list[str]:
    """What costs more than 5 credits, each directory being a project of its own."""
    checkers = {
        name: Checker(settings=limited("run", "5 credits", file=f"{name}/lightmeter.toml"))
        for name in "ab"
    }
    report = check_together(inputs, lambda name: checkers[name[:1] or "a"], watch=watch)
    said = [it.message for it in report.diagnostics if it.rule == "over-budget"]
    return [it.partition(" costs ")[0] for it in said]


BOTH = b"\n".join(json.dumps(it).encode() for it in (CHEAP, DEAR))


def test_what_another_project_did_not_read_is_not_missing_here() -> None:
    found = of_two_projects(Input("a/x.jsonl", BOTH), Input("b/x.jsonl", BOTH + b"\n{"))

    assert found == ["everything that was read", WHOLE[1]]


def test_an_interrupted_run_is_not_all_of_any_project() -> None:
    """Nobody knows whose the texts are that were not read."""

    def stop(done: int, whole: int) -> None:
        if (done, whole) == (2, 3):
            raise Stopped

    inputs = Input("a/x.jsonl", BOTH), Input("b/x.jsonl", BOTH + b"\n{}")
    assert of_two_projects(*inputs, watch=stop) == [WHOLE[1], WHOLE[1]]


def test_a_run_is_told_at_its_limit() -> None:
    """Where the settings have one; else it has no place."""
    text = b'[budget]\n\nrun = "5 credits"\n'
    document = read(decode(text, name="lightmeter.toml", format="toml"))
    origin = Origin("lightmeter.toml", ("budget", "run"), document)
    settings = Settings(budget=Budget(run=money("5 credits")), origins={"budget.run": origin})
    lines = "\n".join(map(json.dumps, (CHEAP, DEAR)))
    report = Checker(settings=settings).check_text(lines, format="jsonl", name="a.jsonl")

    (found,) = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert (found.source, found.path) == ("lightmeter.toml", "/budget/run")
    assert found.span == Span(Position(3, 7), Position(3, 18))


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

    limit = f"{estimate.minimum} {estimate.currency}"
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


# What would meet a limit --------------------------------------------------------------------------

# 48 credits at high quality and 4K; 24 at 2K, 12 at 1K or medium quality, 8 at low quality.
HERO = {
    "model": "gpt-image-2",
    "id": "hero",
    "input": {"prompt": "x", "size": "16:9", "resolution": "4K", "quality": "high"},
}
# 3 credits: a ratio at 1K.
THUMB = {
    "model": "gpt-image-2",
    "id": "thumb",
    "input": {"prompt": "y", "size": "1:1", "resolution": "1K", "quality": "medium"},
}


def remedy(report: BatchReport) -> str:
    """What stands between the limit, or the dearest requests, and raising the limit."""
    before, _, _ = message(report).partition(", or raise ")
    skipped = 2 if "; the dearest are" in before else 1
    return "; ".join(before.split("; ")[skipped:])


@pytest.mark.parametrize(
    ("limit", "said"),
    (
        ("24 credits", "resolution 2K makes it 24 credits, quality medium 12 credits; choose one"),
        ("23 credits", "quality medium makes it 12 credits, resolution 1K 12 credits; choose one"),
        ("11 credits", "quality low makes it 8 credits; choose that"),
        ("7 credits", "quality medium and resolution 2K together make it 6 credits; choose them"),
        ("3 credits", "quality medium and resolution 1K together make it 3 credits; choose them"),
        ("1 credits", "no settings were found that get there; leave it out"),
        ("0.05 USD", "quality low makes it 0.04 USD; choose that"),
    ),
)
def test_the_least_that_a_request_has_to_give_up_is_named_first(limit: str, said: str) -> None:
    assert remedy(check(HERO, request=limit)) == said


def test_a_bound_is_named_as_one() -> None:
    """A group that may have fifteen images has at most six for 0.2 dollars."""
    group = {
        "model": "doubao-seedream-5-0-lite",
        "headers": {"Idempotency-Key": "0f8e"},
        "input": {"prompt": "x", "resolution": "2k", "sequential_image_generation": "auto"},
    }

    assert remedy(check(group, request="0.2 USD")) == (
        "sequential_image_generation_options.max_images 6 makes it at most 0.189 USD,"
        " sequential_image_generation disabled 0.0315 USD; choose one"
    )


BANNER = {**HERO, "id": "banner", "input": {**HERO["input"], "size": "9:16"}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("limit", "said"),
    (
        (
            "95 credits",
            (
                "hero costs 24 credits less with resolution 2K, banner 24 credits less with"
                " resolution 2K, hero 36 credits less with quality medium; choose one"
            ),
        ),
        (
            "50 credits",
            (
                "hero with resolution 2K, banner with quality medium together cost 60 credits less;"
                " choose that"
            ),
        ),
        (
            "6 credits",
            (
                "hero with quality low and resolution 1K, banner with quality low and resolution"
                " 1K, thumb with quality low together cost 93 credits less; choose that"
            ),
        ),
        ("5 credits", "no settings were found that get there; leave requests out"),
    ),
)
def test_the_smallest_saving_that_covers_an_excess_is_named_first(limit: str, said: str) -> None:
    """
    Of 99 credits; the least that all three can cost is 2 + 2 + 2.

    Where one change is not enough, the dearest two go no farther than they must: of 49 credits that
    are too many, 24 (48 to 2K) and 36 (48 to medium quality), since twice 24 are 48.
    """
    assert remedy(check(HERO, BANNER, THUMB, file=limit)) == said


# As dear as hero, in another shape, and half as dear: four that cost 168 credits.
WIDE = {**HERO, "id": "wide", "input": {**HERO["input"], "size": "21:9"}}  # type: ignore[dict-item]
HALF = {**HERO, "id": "half", "input": {**HERO["input"], "resolution": "2K"}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("limit", "said"),
    (
        # Of 48 credits each the two save 24 at 2K.
        (
            "120 credits",
            (
                "hero with resolution 2K, banner with resolution 2K together cost 48 credits less;"
                " choose that"
            ),
        ),
        # At 2 credits each, three are 138 of 148; with the fourth, from 24 to 2, it is 160.
        (
            "20 credits",
            (
                "hero with quality low and resolution 1K, banner with quality low and resolution"
                " 1K, wide with quality low and resolution 1K, 1 more with its cheapest settings"
                " together cost 160 credits less; choose that"
            ),
        ),
    ),
)
def test_no_more_is_cut_than_is_said(limit: str, said: str) -> None:
    assert remedy(check(HERO, BANNER, WIDE, HALF, file=limit)) == said


def test_what_upper_ends_fall_by_is_named_as_that(tmp_path: Path) -> None:
    """At 0.006 dollars a credit hero costs 0.288, and 0.144 at 2K; at 0.004 it saves 0.096."""
    (tmp_path / "lightmeter.toml").write_text(
        '[budget]\nfile = "0.15 USD"\n[cost.credits]\nvidgo = "0.004 to 0.006 USD"\n'
    )
    checker = Checker(settings=find_settings(tmp_path))
    report = checker.check_text(json.dumps(HERO), format="json", name="a.json")

    assert remedy(report) == (
        "hero costs 0.144 USD less at the upper end with resolution 2K, hero 0.216 USD less at the"
        " upper end with quality medium; choose one"
    )


def test_many_requests_change_alike() -> None:
    """Thirty of 48 credits are 1,440, and one has 3."""
    many = [{**HERO, "id": f"h{number}"} for number in range(30)]
    report = check(*many, THUMB, run="1000 credits")

    assert remedy(report) == (
        "resolution 2K saves 720 credits in the 30 requests that it makes cheaper, quality medium"
        " 1080 credits in 30; choose one"
    )


def test_where_one_change_is_not_enough_the_first_requests_are_named() -> None:
    """
    Each costs 2 credits at least, 46 less: 29 of them are 1,334 of the 1,378 that are too many.

    Whose settings are not spelled out has its cheapest, so that it is known which these are.
    """
    many = [{**HERO, "id": f"h{number}"} for number in range(30)]

    assert remedy(check(*many, run="62 credits")) == (
        "h0 with quality low and resolution 1K, h1 with quality low and resolution 1K, h2 with"
        " quality low and resolution 1K, 27 more with their cheapest settings together cost 1380"
        " credits less; choose that"
    )


def test_what_was_not_tried_is_not_claimed() -> None:
    """Sixty sizes are sixty kinds of requests, of which fifty are tried."""
    sizes = [f"{1024 + 16 * number}x1024" for number in range(60)]
    many = [
        {"model": "gpt-image-2", "input": {"prompt": "x", "size": it, "resolution": "2K"}}
        for it in sizes
    ]

    assert remedy(check(*many, run="1 credits")) == (
        "no settings were found for the 50 dearest kinds of them that get there; leave requests out"
    )


def test_nothing_is_added_to_a_name() -> None:
    """What a request is called stays on one line, and short."""
    named = {**HERO, "id": "a\nb" + "c" * 90}
    said = remedy(check(named, file="47 credits"))

    assert "\n" not in said
    assert said.startswith("a\\nb" + "c" * 35 + "… costs 24 credits less with resolution 2K, ")


def test_a_rate_of_ones_own_counts(tmp_path: Path) -> None:
    """Half of what the page lists: 24 credits, and 12 at 2K."""
    settings = tmp_path / "lightmeter.toml"
    settings.write_text(
        '[budget]\nrequest = "12 credits"\n[[cost.rates]]\nprovider = "vidgo"\nmultiply = "0.5"\n'
        'source = "our contract"\n'
    )
    checker = Checker(settings=find_settings(tmp_path))
    report = checker.check_text(json.dumps(HERO), format="json")

    assert remedy(report) == (
        "resolution 2K makes it 12 credits, quality medium 6 credits; choose one"
    )


# What is not known of a sum -----------------------------------------------------------------------

# The page of Seedream 5 Lite has a price at 2k, 0.0315 dollars for one image, and none at 4k.
IMAGE = {
    "model": "doubao-seedream-5-0-lite",
    "headers": {"Idempotency-Key": "2k"},
    "input": {"prompt": "x", "resolution": "2k"},
}
LARGE = {
    **IMAGE,
    "headers": {"Idempotency-Key": "4k"},
    "input": {"prompt": "x", "resolution": "4k"},
}
UNKNOWN = {"model": "nobody-knows", "input": {"prompt": "x"}}


@pytest.mark.parametrize(
    ("requests", "limit", "costs"),
    (
        ((IMAGE, LARGE, SEEDANCE), "0.03 USD", "at least 0.0315 USD"),
        ((IMAGE, LARGE, SEEDANCE), "0.0315 USD", None),
        ((HERO, SEEDANCE), "47 credits", "at least 48 credits"),
        ((HERO, UNKNOWN), "47 credits", "at least 48 credits"),
        # Whatever it costs, it is no credits.
        ((HERO, LARGE), "47 credits", "48 credits"),
        ((HERO, LARGE), "0.2 USD", "at least 0.24 USD"),
    ),
)
def test_an_unknown_price_leaves_a_sum_open(
    requests: tuple[Mapping[str, object], ...], limit: str, costs: str | None
) -> None:
    report = check(*requests, file=limit, unpriced="allow")

    found = [it.message for it in report.diagnostics if it.rule == "over-budget"]
    assert [it.partition(" costs ")[2].partition(", and ")[0] for it in found] == (
        [] if costs is None else [costs]
    )


@pytest.mark.parametrize(
    ("requests", "beside"),
    (
        ((HERO,), ""),
        ((HERO, SEEDANCE), ", and a request whose price is not known comes on top"),
        ((HERO, SEEDANCE, LARGE), ", and 2 requests whose price is not known come on top"),
    ),
)
def test_what_meets_a_budget_does_so_for_what_is_known(
    requests: tuple[Mapping[str, object], ...], beside: str
) -> None:
    """Of 0.24 dollars 0.14 are too many; medium quality or 1K leave 0.06."""
    assert remedy(check(*requests, file="0.1 USD", unpriced="allow")) == (
        "hero costs 0.18 USD less with quality medium, hero 0.18 USD less with resolution 1K;"
        f" choose one{beside}"
    )


# Which request is meant ---------------------------------------------------------------------------

BATCH = """
[defaults]
model = "gpt-image-2"
[defaults.input]
prompt = "x"
size = "16:9"
resolution = "2K"

[[requests]]
id = "first"

[[requests]]

[[requests]]
model = "gpt-image-2-edit"
input.image_urls = ["https://example.com/a.png"]
"""


def test_requests_that_inherit_their_model_are_told_apart() -> None:
    """Each at itself; only one that names its model at that."""
    checker = Checker(settings=Settings(budget=Budget(request=money("3 credits"))))
    report = checker.check_text(BATCH, format="toml", name="a.toml")

    found = [it for it in report.diagnostics if it.rule == "over-budget"]
    assert [(it.path, it.span and it.span.start.line) for it in found] == [
        ("/requests/0", 9),
        ("/requests/1", 12),
        ("/requests/2/model", 15),
    ]
    assert [it.message.partition(" costs ")[0] for it in found] == [
        "first",
        "the request on line 12",
        "the request on line 14",
    ]


def test_of_equal_savings_the_one_with_the_fewest_settings_is_named() -> None:
    """Low is 8 credits at 4K and 4 at 2K; medium at 2K is 6: 22 credits, and 14 may be spent."""

    def low(name: str) -> dict[str, Any]:
        return {**HERO, "id": name, "input": {**HERO["input"], "quality": "low"}}  # type: ignore[dict-item]

    medium = {"quality": "medium", "resolution": "2K"}
    middle = {**HERO, "id": "r1", "input": {**HERO["input"], **medium}}  # type: ignore[dict-item]

    assert remedy(check(low("r0"), middle, low("r2"), file="14 credits")) == (
        "r0 with resolution 2K, r2 with resolution 2K together cost 8 credits less; choose that"
    )
