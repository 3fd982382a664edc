"""Every price that a page prints: all cells of a table, for all forms of what they depend on."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import total_of

PAGES = Path(__file__).resolve().parents[3] / "shared" / "sources" / "pages"
needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason="the pages lie beside the checkout")

CHECKER = Checker()

# GPT Image 2 on Vidgo, "Billing by Quality": credits of a quality at 1K, 2K and 4K.
TABLE = {"low": (2, 4, 8), "medium": (3, 6, 12), "high": (12, 24, 48)}
TIERS = ("1K", "2K", "4K")
PRESETS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "16:9", "9:16", "21:9")
CUSTOM = ("2304x1536", "1024x1024", "1280x3072", "3824x2160")
EDGE_3840 = ("3840x2160", "2160x3840", "1280x3840", "3840x1648")
SIZES = (None, "auto", *PRESETS, *CUSTOM, *EDGE_3840)


def expected_tier(size: str | None, resolution: str | None) -> str | None:
    """The tier that the page's "Resolution Rules" bill, or None for what they refuse."""
    # "If size is omitted or set to auto, the request is processed and billed as 1K."
    if size in (None, "auto"):
        return "1K"
    # "A custom size whose longest edge is 3840 must use resolution 4K."
    if size in EDGE_3840:
        return "4K" if resolution == "4K" else None
    # "Custom sizes require resolution 2K or 4K." And 4K "is billed at the effective 2K tier".
    if size in CUSTOM:
        return "2K" if resolution in ("2K", "4K") else None
    # "4K billing applies only to 16:9, 9:16, 21:9": other ratios are billed at 2K.
    if resolution == "4K":
        return "4K" if size in ("16:9", "9:16", "21:9") else "2K"
    # A ratio without a resolution is priced as 1K, which is inferred.
    return resolution or "1K"


def gpt_image(model: str, **members: Any) -> Estimate | None:
    sent: dict[str, Any] = {"prompt": "x"}
    if model.endswith("-edit"):
        sent["image_urls"] = ["https://example.com/a.png"]
    sent |= {name: value for name, value in members.items() if value is not None}
    return CHECKER.estimate({"model": model, "input": sent}, provider="vidgo")


def cells() -> Iterator[tuple[str, str | None, str | None, str | None]]:
    models = ("gpt-image-2", "gpt-image-2-edit")
    yield from product(models, (None, *TABLE), (None, *TIERS), SIZES)


def test_every_cell_of_gpt_image_2_in_every_form_of_its_size() -> None:
    """640 requests: two models, four qualities, four resolutions, twenty sizes."""
    reached: set[tuple[str, str]] = set()
    tried = 0
    for model, quality, resolution, size in cells():
        found = gpt_image(model, quality=quality, resolution=resolution, size=size)
        tier = expected_tier(size, resolution)
        tried += 1
        if tier is None:
            assert found is None, (quality, resolution, size)
            continue
        # The quality is low where none is sent.
        credits_ = TABLE[quality or "low"][TIERS.index(tier)]
        assert found is not None, (quality, resolution, size)
        assert (found.minimum, found.maximum) == (Decimal(credits_), Decimal(credits_))
        assert found.effective["tier"] == tier
        # A credit is half a cent.
        assert found.usd is not None
        assert found.usd.maximum == found.usd.minimum == Decimal(credits_ * 5) / 1000
        inferred = resolution is None and size in PRESETS
        assert [it.basis for it in found.assumptions] == ["inferred"] * inferred
        reached.add((quality or "low", tier))
    assert tried == 640
    assert reached == set(product(TABLE, TIERS))


@needs_pages
def test_the_table_is_that_of_the_page() -> None:
    page = (PAGES / "vidgo-gpt-image-2.txt").read_text("utf-8")
    rows = re.findall(
        r"^(Low|Medium|High)(\d+) credits(\d+) credits(\d+) credits$", page, re.MULTILINE
    )
    factors = re.findall(r"^([124]K)([124])x", page, re.MULTILINE)

    assert {name.lower(): tuple(map(int, cells)) for name, *cells in rows} == TABLE
    assert [(tier, int(factor)) for tier, factor in factors] == [("1K", 1), ("2K", 2), ("4K", 4)]
    assert all(row == (row[0], 2 * row[0], 4 * row[0]) for row in TABLE.values())


def test_the_sample_of_mindvideo_is_priced_as_it_was_charged() -> None:
    """Its answer says cost_estimate and cost_actual 0.0315 for one image at 2k."""
    sample = {"prompt": "x", "size": "16:9", "resolution": "2k", "n": 1}
    payload = {"model": "doubao-seedream-5-0-lite", "input": sample}
    found = CHECKER.estimate(payload, provider="mindvideo")

    assert found is not None
    assert (str(found), found.lines[0].basis) == ("$0.0315", "observed")


@needs_pages
def test_that_sample_is_the_only_price_of_its_page() -> None:
    page = (PAGES / "mindvideo-doubao-seedream-5-0-lite.txt").read_text("utf-8")

    assert set(re.findall(r'"cost_(?:estimate|actual)": ([0-9.]+)', page)) == {"0.0315"}


@needs_pages
@pytest.mark.parametrize(
    ("page", "provider", "payload"),
    (
        (
            "vidgo-seedream-5.0-lite.txt",
            "vidgo",
            {"model": "seedream-5.0-lite", "input": {"prompt": "x"}},
        ),
        (
            "vidgo-seedance-2.txt",
            "vidgo",
            {"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p", "duration": 5}},
        ),
    ),
)
def test_a_page_without_a_price_gives_none(
    page: str, provider: str, payload: dict[str, Any]
) -> None:
    """Nothing on it is a number of credits or dollars, so nothing is made up."""
    text = (PAGES / page).read_text("utf-8")
    found = CHECKER.estimate(payload, provider=provider)

    assert re.search(r"\$\s?[0-9]|[0-9]\s*(?:credits?|USD)\b", text) is None
    assert found is not None
    assert (found.minimum, found.maximum, found.usd) == (None, None, None)
    assert len(found.unpriced) == 1


@needs_pages
def test_the_two_statements_on_poyo_are_there() -> None:
    """The page itself prints no price; the file behind it counts images, the catalogue requests."""
    page = (PAGES / "poyo-seedream-5.0-lite.txt").read_text("utf-8")
    behind = PAGES.parent / "openapi" / "poyo-seedream-5.0-lite.2026-03-27.json"
    facts = PAGES.parents[1] / "facts" / "poyo.md"

    assert re.search(r"\$\s?[0-9]|[0-9]\s*(?:credits?|USD)\b", page) is None
    assert "Credits are pre-deducted based on this count" in behind.read_text("utf-8")
    said = "`seedream-5.0-lite`, `seedream-5.0-lite-edit`: flat 5 ($0.025) per request"
    assert said in facts.read_text("utf-8")


@pytest.mark.parametrize(("n", "minimum", "maximum"), ((1, 5, 5), (2, 5, 10), (15, 5, 75)))
def test_poyo_is_priced_between_its_two_statements(n: int, minimum: int, maximum: int) -> None:
    """Its catalogue says 5 credits a request, its OpenAPI file that n images are charged."""
    payload = {"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": n}}
    found = CHECKER.estimate(payload, provider="poyo")

    assert found is not None
    assert (found.minimum, found.maximum) == (Decimal(minimum), Decimal(maximum))
    assert all(it.close for it in found.assumptions)
    assert bool(found.assumptions) == (n > 1)


# What other cost tools price at a base rate, at a fallback or at nothing.
SLIPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("vidgo", "gpt-image-2", {"quality": "Low"}),
    ("vidgo", "gpt-image-2", {"quality": "loww"}),
    ("vidgo", "gpt-image-2", {"size": "16:9", "resolution": "4k"}),
    ("vidgo", "gpt-image-2", {"size": "16:9", "resolution": "8K"}),
    ("vidgo", "gpt-image-2", {"n": -1}),
    ("poyo", "seedream-5.0-lite", {"n": -1}),
    ("poyo", "seedream-5.0-lite", {"n": float("nan")}),
    ("poyo", "seedream-5.0-lite", {"n": 16}),
    ("vidgo", "seedance-2", {"resolution": "480p", "duration": -8}),
    ("vidgo", "seedance-2", {"resolution": "480p", "duration": 16}),
    ("mindvideo", "doubao-seedream-5-0-lite", {"resolution": "8k"}),
    ("mindvideo", "doubao-seedream-5-0-lite", {"n": "4"}),
    ("vidgo", "gpt-image-3", {}),
)


@pytest.mark.parametrize(("provider", "model", "members"), SLIPS)
def test_what_is_wrong_or_unknown_has_no_price(
    provider: str, model: str, members: dict[str, Any]
) -> None:
    """Neither a base rate nor nothing: a misspelt tier is no cheaper one."""
    payload = {"model": model, "input": {"prompt": "x", **members}}

    assert CHECKER.estimate(payload, provider=provider) is None


def test_a_hundred_images_cost_a_hundred_times_one() -> None:
    """In floats, a hundred times 0.0315 is 3.1500000000000004 or 3.15, as it is added up."""
    payload = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}
    one = CHECKER.estimate(payload, provider="mindvideo")

    assert one is not None
    assert str(total_of([one] * 100).maximum) == "3.1500"
