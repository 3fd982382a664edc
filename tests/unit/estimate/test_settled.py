"""Rates of a project's own: two models of a shipped provider, and what they list."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.errors import SettingsError
from lightmeter.estimate.list_price import ListPrice
from lightmeter.estimate.model import Estimate
from lightmeter.settings.reading import find_settings

# The page of GPT Image 2 lists 24 credits for a high 2K image, that of Seedance 2 lists no rate.
IMAGE = {
    "model": "gpt-image-2",
    "input": {"prompt": "x", "size": "16:9", "resolution": "2K", "quality": "high"},
}
VIDEO = {"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p", "duration": 8}}
OVERLAY = """\
format = 1
id     = "house/rates"
amends = "vidgo/gpt-image-2"
source = "contract"
[sources.contract]
title = "Contract"
[let.credits]
high = { 2K = 20 }
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def price(settings: str, payload: dict[str, Any], day: str = "2026-11-27") -> Estimate:
    Path("lightmeter.toml").write_text(settings)
    checker = Checker(settings=find_settings(), as_of=dt.date.fromisoformat(day))
    found = checker.estimate(payload, provider="vidgo")
    assert found is not None
    return found


def entry(**members: str) -> str:
    lines = [f'{name} = "{value}"' for name, value in members.items()]
    return "\n".join(("[[cost.rates]]", 'provider = "vidgo"', 'source = "order form"', *lines, ""))


def ends(found: Estimate) -> tuple[object, object]:
    return found.minimum, found.maximum


@pytest.mark.parametrize(
    ("members", "minimum", "maximum"),
    (
        ({"replace": "20 credits/image"}, "20", "20"),
        ({"replace": "18 to 20 credits/image", "model": "gpt-image-2"}, "18", "20"),
        ({"multiply": "0.75", "model": "gpt-image-2", "item": "image"}, "18", "18"),
        ({"multiply": "0.75 to 0.8"}, "18", "19.2"),
        ({"add": "0.5 credits/image", "model": "gpt-image-2"}, "24.5", "24.5"),
        ({"add": "0 to 1 credits/image", "model": "gpt-image-2"}, "24", "25"),
        ({"multiply": "0", "model": "gpt-image-2"}, "0", "0"),
    ),
)
def test_a_rate_is_replaced_multiplied_or_added_to(
    members: dict[str, str], minimum: str, maximum: str
) -> None:
    """And what the provider lists stays beside it."""
    if "replace" in members:
        members["model"] = "gpt-image-2"
    found = price(entry(**members), IMAGE)

    assert ends(found) == (Decimal(minimum), Decimal(maximum))
    assert found.own_rates == ("order form",)
    assert found.list_price == ListPrice(Decimal(24), Decimal(24))
    (line,) = found.lines
    assert line.listed is not None
    assert (str(line.listed.minimum), str(line.listed.maximum)) == ("24", "24")


def test_a_rate_that_nobody_lists_can_be_given() -> None:
    """The published price beside it is not known, which is not nothing."""
    found = price(entry(model="seedance-2", replace="8 credits/second"), VIDEO)

    assert ends(found) == (64, 64)
    assert found.unpriced == ()
    assert found.list_price == ListPrice(None, None)
    assert str(found.lines[0].citation) == "order form"


def test_what_has_no_rate_stays_without_one_where_all_of_a_provider_is_cheaper() -> None:
    found = price(entry(multiply="0.8"), VIDEO)

    assert ends(found) == (None, None)
    assert len(found.unpriced) == 1


def test_a_later_entry_applies_over_an_earlier_one() -> None:
    first = entry(model="seedance-2", replace="8 credits/second")

    assert ends(price(first + entry(multiply="0.5"), VIDEO)) == (32, 32)
    assert ends(price(entry(multiply="0.5") + first, VIDEO)) == (64, 64)
    more = entry(model="seedance-2", add="1 credits/second")
    assert ends(price(first + more, VIDEO)) == (72, 72)


def test_what_is_replaced_leaves_nothing_of_the_rate_that_was_there() -> None:
    """MindVideo's own rate is presumed to be in US dollars, which a contract's is not."""
    Path("lightmeter.toml").write_text(
        '[[cost.rates]]\nprovider = "mindvideo"\nsource = "bill"\nreplace = "0.02 USD/image"\n'
    )
    payload = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", "n": 2}}
    found = Checker(settings=find_settings()).estimate(payload, provider="mindvideo")

    assert found is not None
    assert (str(found), found.assumptions) == ("$0.04", ())
    first = entry(multiply="0.5") + entry(model="seedance-2", replace="8 credits/second")
    assert price(first, VIDEO).own_rates == ("order form",)


def test_rates_that_never_count_on_the_same_day_do_not_build_on_one_another() -> None:
    replace = entry(model="seedance-2", replace="8 credits/second") + "from = 2027-01-01\n"
    multiply = entry(model="seedance-2", multiply="0.5") + "until = 2026-12-31\n"

    with pytest.raises(SettingsError, match="nothing to multiply"):
        price(replace + multiply, VIDEO)
    never = entry(multiply="1") + "from = 2027-01-01\nuntil = 2026-12-31\n"
    with pytest.raises(SettingsError, match="2026-12-31 is before 2027-01-01"):
        price(never, IMAGE)


def test_a_rate_of_which_nothing_is_ever_left_is_an_error() -> None:
    """And one that is left on some day, or for some model, is none."""
    half = entry(model="gpt-image-2", multiply="0.5")
    fixed = entry(model="gpt-image-2", replace="20 credits/image")

    with pytest.raises(SettingsError, match=r"entry 2 \(line 6\) stands below and replaces"):
        price(half + fixed, IMAGE)
    assert ends(price(half + fixed + "from = 2027-01-01\n", IMAGE)) == (12, 12)
    assert ends(price(entry(multiply="0.5") + fixed, IMAGE)) == (20, 20)


def test_a_wrong_rate_is_found_where_nothing_is_priced() -> None:
    Path("lightmeter.toml").write_text(entry(model="gpt-image-9", multiply="1"))
    checker = Checker(settings=find_settings())

    with pytest.raises(SettingsError, match="vidgo has no model gpt-image-9"):
        checker.check_text("", format="jsonl", name="empty.jsonl")


def test_what_did_not_take_part_is_not_named() -> None:
    """Half of a rate that nobody knows is not known, whoever says half."""
    found = price(entry(multiply="0.5 to 0.6"), VIDEO)

    assert (found.own_rates, found.assumptions) == ((), ())


def test_a_factor_of_one_changes_nothing() -> None:
    plain, same = price("", IMAGE), price(entry(multiply="1.0"), IMAGE)

    assert ends(same) == ends(plain)
    assert (same.lines, same.usd, same.list_price) == (plain.lines, plain.usd, None)


@pytest.mark.parametrize(
    ("day", "cost"),
    (("2026-06-30", 24), ("2026-07-01", 12), ("2026-12-31", 12), ("2027-01-01", 24)),
)
def test_a_rate_counts_on_its_days(day: str, cost: int) -> None:
    dated = entry(multiply="0.5") + "from = 2026-07-01\nuntil = 2026-12-31\n"

    assert ends(price(dated, IMAGE, day)) == (cost, cost)


def test_a_credit_is_worth_what_was_paid_for_it() -> None:
    """24 credits at 0.4 to 0.5 cents each."""
    found = price('[cost.credits]\nvidgo = "0.004 to 0.005 USD"\n', IMAGE)

    assert ends(found) == (24, 24)
    assert found.in_usd == (Decimal("0.096"), Decimal("0.12"))
    assert found.usd is not None
    assert (found.usd.rate_minimum, found.usd.rate_maximum) == (Decimal("0.004"), Decimal("0.005"))
    assert found.list_price is None


def test_a_range_of_the_settings_says_how_to_close_it() -> None:
    """As every other range does."""
    text = '[cost.credits]\nvidgo = "0.004 to 0.005 USD"\n' + entry(
        model="gpt-image-2", replace="18 to 20 credits/image"
    )

    assert [(it.text, it.close) for it in price(text, IMAGE).assumptions] == [
        (
            "the rate of image is 18 to 20 (order form)",
            "settle one value under [[cost.rates]] in the settings",
        ),
        (
            "one of vidgo's credits costs 0.004 to 0.005 USD",
            "settle one value for vidgo under [cost.credits] in the settings",
        ),
    ]


def test_a_price_of_an_overlay_stands_beside_what_is_listed() -> None:
    Path("rates.toml").write_text(OVERLAY)
    overlay = 'overlays = ["rates.toml"]\n'

    found = price(overlay, IMAGE)
    assert ends(found) == (20, 20)
    assert found.list_price == ListPrice(Decimal(24), Decimal(24))
    # What the overlay leaves as it was has no second price.
    low = {**IMAGE, "input": {**IMAGE["input"], "quality": "low"}}  # type: ignore[dict-item]
    assert price(overlay, low).list_price is None
    # Both together: half of what the contract says.
    both = price(overlay + entry(multiply="0.5"), IMAGE)
    assert ends(both) == (10, 10)
    assert both.list_price == found.list_price
    (line,) = both.lines
    assert line.listed is not None
    assert str(line.listed.minimum) == "24"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    (
        (
            entry(multiply="1").replace("vidgo", "vidgoo"),
            2,
            "provider vidgoo is not known; known are mindvideo, poyo, vidgo; did you mean vidgo?",
        ),
        (entry(multiply="1", model="gpt-image-3"), 5, "vidgo has no model gpt-image-3"),
        (entry(multiply="1", item="film"), 5, "vidgo bills no film; it bills image and video"),
        (
            entry(model="seedance-2", replace="0.1 USD/second"),
            5,
            "seedance-2 bills video in credits per second, and a rate of one's own changes neither",
        ),
        (
            entry(model="seedance-2", replace="9 credits/image"),
            5,
            "seedance-2 bills video in credits per second, and a rate of one's own changes neither",
        ),
        (entry(add="1 credits/image"), 4, "or name the model that is meant"),
        (
            entry(model="seedance-2", multiply="0.8"),
            5,
            "has no rate for the video of seedance-2, so there is nothing to multiply",
        ),
        (
            '[cost.credits]\nmindvideo = "0.004 USD"\n',
            2,
            "mindvideo bills in USD, which is no currency of its own",
        ),
        ('[cost.credits]\nvidg = "0.004 USD"\n', 2, "did you mean vidgo?"),
    ),
)
def test_what_matches_nothing_or_changes_a_unit_is_an_error(
    text: str, line: int, said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        price(text, IMAGE)

    assert str(caught.value).startswith(f"lightmeter.toml:{line}:")
    assert said in str(caught.value)
