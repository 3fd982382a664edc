"""Requests that are priced alike share one estimate; others never do."""

import enum
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.checker import Checker
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.shared import MOST_KEPT
from lightmeter.settings.reading import find_settings

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Price: TypeAlias = Callable[[str, str], Callable[..., Estimate]]
BILLED = '[[billing]]\nitem = "clip"\nunit = "clip"\ncurrency = "USD"\nquantity = "1"\n'


class Tier(enum.StrEnum):
    """A text of the user's own type."""

    SMALL = "2k"


def seedream(checker: Checker, **members: Any) -> Estimate:
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", **members}}
    found = checker.estimate(body, provider="mindvideo")
    assert found is not None
    return found


@pytest.fixture
def price(put: Put, pack_text: PackText) -> Price:
    """What prices requests to a pack's only model, by the levers that its estimates name."""

    def make(levers: str, body: str) -> Callable[..., Estimate]:
        top = f'source = "docs"\nlevers = {levers}'
        checker = Checker(packs=[put("acme/video", pack_text(body, top=top))])

        def run(**members: Any) -> Estimate:
            found = checker.estimate({"model": "video", "input": members}, provider="acme")
            assert found is not None
            return found

        return run

    return make


def test_requests_that_are_priced_alike_share_one_estimate() -> None:
    """Prompt, size and images change nothing that is billed."""
    checker = Checker()
    first = seedream(checker, n=2, size="16:9")

    assert seedream(checker, n=2, prompt="y", image_urls=["https://example.com/a.png"]) is first
    assert (
        checker.check(
            {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", "n": 2}}
        ).estimate
        is first
    )


def test_requests_that_are_priced_otherwise_do_not() -> None:
    checker = Checker()
    one, two = seedream(checker), seedream(checker, n=2)
    large = seedream(checker, resolution="3k")

    assert (one.minimum, two.minimum) == (Decimal("0.0315"), Decimal("0.063"))
    assert (large.minimum, large.effective["resolution"]) == (None, "3k")


def test_what_was_assumed_is_not_shared_with_what_was_not() -> None:
    """One image is one image, but a group of one stands on an assumption."""
    checker = Checker()
    options = {"max_images": 1}
    plain = seedream(checker, n=1)
    group = seedream(
        checker,
        sequential_image_generation="auto",
        sequential_image_generation_options=options,
    )

    assert (plain.minimum, group.minimum) == (group.maximum, plain.maximum)
    assert len(group.assumptions) == len(plain.assumptions) + 1


def test_a_text_of_another_type_is_not_shared() -> None:
    """It is equal to the plain one, and may be shown otherwise."""
    checker = Checker()
    plain, own = seedream(checker, resolution="2k"), seedream(checker, resolution=Tier.SMALL)

    assert plain == own
    assert type(plain.effective["resolution"]) is str
    assert type(own.effective["resolution"]) is Tier


def test_true_is_not_one(price: Price) -> None:
    run = price(
        '["mark"]', '[fields.mark]\ntype = ["boolean", "integer"]\n' + BILLED + 'rate = "1"\n'
    )

    shown = [run(mark=it).effective["mark"] for it in (1, True, 1, True)]
    assert list(map(type, shown)) == [int, bool, int, bool]


def test_equal_rates_that_are_spelled_otherwise_are_not_shared(
    price: Price,
) -> None:
    rate = """rate = [{ when = "fast", then = "2.0" }, { then = "2.00" }]\n"""
    run = price("[]", '[fields.fast]\ntype = "boolean"\ndefault = false\n' + BILLED + rate)

    shown = [str(run(fast=it).minimum) for it in (True, False, True, False)]
    assert shown == ["2.0", "2.00", "2.0", "2.00"]


def test_long_texts_are_not_kept(price: Price) -> None:
    """What is remembered of requests does not grow with them."""
    run = price('["voice"]', '[fields.voice]\ntype = "string"\n' + BILLED + 'rate = "1"\n')

    assert run(voice="x" * 200) is run(voice="x" * 200)
    assert run(voice="x" * 201) is not run(voice="x" * 201)
    assert run(voice="x" * 201) == run(voice="x" * 201)


def test_only_so_many_are_kept(price: Price) -> None:
    run = price('["seed"]', '[fields.seed]\ntype = "integer"\n' + BILLED + 'rate = "1"\n')
    first = run(seed=0)
    for seed in range(1, MOST_KEPT):
        run(seed=seed)

    assert run(seed=0) is first
    run(seed=MOST_KEPT)
    assert run(seed=0) is not first
    assert run(seed=0) == first


def test_own_rates_are_kept_apart_from_listed_ones(tmp_path: Path) -> None:
    (tmp_path / "lightmeter.toml").write_text(
        '[[cost.rates]]\nprovider = "mindvideo"\nmultiply = "2"\nsource = "contract"\n'
    )
    listed, own = Checker(), Checker(settings=find_settings(tmp_path))

    assert seedream(listed, n=2).minimum == Decimal("0.063")
    assert seedream(own, n=2).minimum == Decimal("0.126")
    assert seedream(own, n=2) is seedream(own, n=2)
