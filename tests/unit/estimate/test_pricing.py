"""Prices: exact, a range, or declined; never a float, never a silent zero."""

import decimal
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.checker import Checker
from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate, PricedLine, Unpriced, UsdValue
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Assumption

HEAD = """
format = 1
id     = "acme/video"
source = "docs"
levers = ["tier", "seconds"]
[sources.docs]
title = "Video API"
read  = "2026-01-02"
[sources.bill]
title = "A bill"
read  = "2026-01-03"
[models.video]
[fields.tier]
type    = "string"
enum    = ["low", "high"]
default = "low"
[fields.seconds]
type    = "integer"
minimum = 1
maximum = 60
[fields.sound]
type = "boolean"
"""
SECOND = """
[[billing]]
item     = "video"
unit     = "second"
currency = "credits"
quantity = [
  { when = "has(seconds)", then = "seconds" },
  { minimum = "1", maximum = "60", field = "seconds", \
assume = "a film has 1 to 60", close = "set seconds" },
]
rate     = [{ when = 'tier == "low"', then = "0.1" }, { then = "0.25" }]
source   = "bill#rates"
basis    = "observed"
"""
SOUND = """
[[billing]]
item     = "sound"
unit     = "film"
currency = "credits"
quantity = "1"
rate     = [{ when = "has(sound) and not sound", then = "0" }]
unpriced = "nobody says what sound costs at {tier}"
"""
WORTH = """
[currencies.credits]
usd    = "0.005"
source = "bill#credits"
basis  = "inferred"
"""
CITED = Citation("A bill", "rates", read="2026-01-03")

Price: TypeAlias = Callable[..., Estimate | None]


@pytest.fixture
def price(tmp_path: Path) -> Price:
    """The estimate of an input by a pack with some billing."""

    def run(billing: str, **members: Any) -> Estimate | None:
        place = tmp_path / "acme"
        place.mkdir(exist_ok=True)
        (place / "video.toml").write_text(HEAD + billing)
        report = Checker([tmp_path]).check({"model": "video", "input": members})
        assert report.diagnostics == ()
        return report.estimate

    return run


def known(found: Estimate | None) -> Estimate:
    assert found is not None
    return found


def test_an_exact_estimate_is_whole(price: Price) -> None:
    assert price(SECOND + WORTH, tier="high", seconds=7) == Estimate(
        provider="acme",
        minimum=Decimal("1.75"),
        maximum=Decimal("1.75"),
        currency="credits",
        quantity_minimum=7,
        quantity_maximum=7,
        unit="second",
        effective={"tier": "high", "seconds": 7},
        lines=(
            PricedLine(
                item="video",
                unit="second",
                quantity_minimum=7,
                quantity_maximum=7,
                rate_minimum=Decimal("0.25"),
                rate_maximum=Decimal("0.25"),
                minimum=Decimal("1.75"),
                maximum=Decimal("1.75"),
                currency="credits",
                basis="observed",
                citation=CITED,
            ),
        ),
        assumptions=(),
        unpriced=(),
        usd=UsdValue(
            minimum=Decimal("0.00875"),
            maximum=Decimal("0.00875"),
            rate_minimum=Decimal("0.005"),
            rate_maximum=Decimal("0.005"),
            basis="inferred",
            citation=Citation("A bill", "credits", read="2026-01-03"),
        ),
    )


def test_where_usage_is_open_the_estimate_is_a_range(price: Price) -> None:
    found = known(price(SECOND + WORTH))

    assert (found.minimum, found.maximum) == (Decimal("0.1"), Decimal("6.0"))
    assert (found.exact, found.declined) == (False, False)
    assert (found.quantity_minimum, found.quantity_maximum) == (1, 60)
    assert found.effective == {"tier": "low"}
    assert found.assumptions == (
        Assumption(("input", "seconds"), "a film has 1 to 60", "inferred", "set seconds"),
    )
    assert found.usd is not None
    assert (found.usd.minimum, found.usd.maximum) == (Decimal("0.0005"), Decimal("0.03"))


def test_where_a_rate_is_unknown_the_estimate_is_declined_with_the_reason(price: Price) -> None:
    found = known(price(SECOND + SOUND + WORTH, seconds=10))

    assert (found.exact, found.declined) == (False, True)
    assert (found.minimum, found.maximum) == (Decimal("1.0"), None)
    # A cent has two credits here: what is known is at least half a cent, and no more is known.
    assert found.in_usd == (Decimal("0.005"), None)
    assert not found <= "1 USD"
    assert found > "0.004 USD"
    assert found.unpriced == (Unpriced("sound", "nobody says what sound costs at low"),)
    assert [(it.item, it.minimum, it.rate_minimum) for it in found.lines] == [
        ("video", Decimal("1.0"), Decimal("0.1")),
        ("sound", None, None),
    ]


def test_a_rate_of_nothing_is_known_and_a_missing_rate_is_not_nothing(price: Price) -> None:
    free = known(price(SECOND + SOUND, seconds=10, sound=False))
    unknown = known(price(SOUND))

    assert (free.minimum, free.maximum, free.declined) == (Decimal("1.0"), Decimal("1.0"), False)
    assert free.lines[1].minimum == 0
    assert (unknown.minimum, unknown.maximum) == (None, None)
    assert (unknown.exact, unknown.declined) == (False, True)
    assert (unknown.quantity_minimum, unknown.unit) == (1, "film")


def test_a_currency_of_unknown_value_has_no_dollars(price: Price) -> None:
    assert known(price(SECOND, seconds=1)).usd is None


def test_dollars_are_not_shown_beside_dollars(price: Price) -> None:
    found = known(price(SECOND.replace('"credits"', '"USD"'), seconds=1))

    assert (found.currency, found.minimum, found.usd) == ("USD", Decimal("0.1"), None)


def test_a_pack_that_bills_nothing_has_no_estimate(price: Price) -> None:
    assert price("") is None


@pytest.mark.parametrize("digits", ("0.333333333333", "123456789012345.123456789012"))
def test_amounts_keep_every_digit_whatever_the_thread_rounds_to(price: Price, digits: str) -> None:
    """Python rounds to the thread's context, 28 digits by default; money is not rounded."""
    billing = SECOND.replace('"0.1"', f'"{digits}"') + WORTH.replace("0.005", "0.123456789012")

    with decimal.localcontext(prec=3):
        found = known(price(billing, seconds=59))
    # The same with whole numbers, which Python never rounds.
    whole, places = int(digits.replace(".", "")), len(digits.partition(".")[2])
    assert found.minimum == found.maximum == Decimal(59 * whole).scaleb(-places, _WIDE)
    assert found.usd is not None
    assert found.usd.minimum == Decimal(59 * whole * 123456789012).scaleb(-places - 12, _WIDE)


_WIDE = decimal.Context(prec=200)


def test_a_sum_of_lines_is_exact_too(price: Price) -> None:
    billing = SECOND.replace('"0.1"', '"0.000000000001"')
    billing += SECOND.replace('"0.1"', '"123456789012345"').replace('"video"', '"more"')

    with decimal.localcontext(prec=3):
        found = known(price(billing, seconds=1))
    assert str(found.minimum) == "123456789012345.000000000001"


def test_an_assumption_that_two_lines_make_is_told_by_each_line_once(price: Price) -> None:
    found = known(price(SECOND + SECOND.replace('"video"', '"again"')))

    assert [it.text for it in found.assumptions] == ["a film has 1 to 60"] * 2


def test_an_assumption_of_a_named_value_is_told_once(price: Price) -> None:
    let = (
        '[let]\nlength = [{ when = "has(seconds)", then = "seconds" },'
        ' { then = "5", assume = "five seconds", field = "seconds" }]\n'
    )
    line = (
        '[[billing]]\nitem = "a"\nunit = "s"\ncurrency = "USD"\n'
        'quantity = "length"\nrate = "length"\n'
    )
    found = known(price(let + line + line.replace('"a"', '"b"')))

    assert [it.text for it in found.assumptions] == ["five seconds"]
    assert found.minimum == 50


def test_an_assumption_that_was_not_needed_is_not_made(price: Price) -> None:
    assert known(price(SECOND, seconds=5)).assumptions == ()


def test_a_rejected_request_has_no_price() -> None:
    program = Shelf().program("vidgo/gpt-image-2", "gpt-image-2")
    judge = generate_judge(program)
    good = judge({"model": "gpt-image-2", "input": {"prompt": "x"}}, None)
    bad = judge({"model": "gpt-image-2", "input": {"prompt": ""}}, None)

    assert estimate(program, bad) is None
    assert known(estimate(program, good)).minimum == 2


@pytest.mark.parametrize(
    ("members", "tier", "credits_"),
    (
        ({}, "1K", 2),
        ({"size": "auto", "resolution": "4K"}, "1K", 2),
        ({"size": "1:1", "resolution": "4K"}, "2K", 4),
        ({"size": "16:9", "resolution": "4K"}, "4K", 8),
        ({"size": "1:1"}, "1K", 2),
        ({"size": "3840x2160", "resolution": "4K", "quality": "high"}, "4K", 48),
        ({"size": "1024x1024", "resolution": "4K", "quality": "medium"}, "2K", 6),
    ),
)
def test_the_price_is_that_of_what_is_really_made(
    members: dict[str, Any], tier: str, credits_: int
) -> None:
    report = Checker().check({"model": "gpt-image-2", "input": {"prompt": "x", **members}})
    found = known(report.estimate)

    assert found.effective["tier"] == tier
    assert (found.minimum, found.exact) == (Decimal(credits_), True)
    assert type(found.minimum) is Decimal


def test_ends_that_cross_are_put_in_order(price: Price) -> None:
    """Whatever a pack calls minimum, no estimate is at least more than it is at most."""
    ends = 'minimum = "max(1, 63 - len(tier))", maximum = "len(tier)"'
    crossed = SECOND.replace('minimum = "1", maximum = "60"', ends)

    found = known(price(crossed))

    assert (found.quantity_minimum, found.quantity_maximum) == (3, 60)
    assert (found.minimum, found.maximum) == (Decimal("0.3"), Decimal("6.0"))
