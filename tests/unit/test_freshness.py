import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.checker import Checker
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.freshness import stale_sources
from lightmeter.packs.citations import citations_of
from lightmeter.packs.load import Shelf
from lightmeter.settings.reading import find_settings

Put: TypeAlias = Callable[[str, str], Path]

BASE = """\
format = 1
id     = "acme/provider"
source = "intro"
[sources.intro]
title = "Introduction"
read  = "2025-12-01"
[request.headers.Authorization]
type   = "string"
scheme = "Bearer"
"""
VIDEO = """\
format  = 1
id      = "acme/video"
extends = "acme/provider"
source  = "docs#limits"
[sources.docs]
title = "Video API"
url   = "https://example.com/video"
read  = "2026-01-02"
[sources.prices]
title = "Price list"
read  = "2026-03-01"
[sources.examples]
title = "Examples"
read  = "2020-01-01"
[models.video]
[models.video-fast]
[fields.n]
type    = "integer"
minimum = 1
maximum = 9
default = 1
[[billing]]
item     = "video"
unit     = "video"
quantity = "n"
rate     = "0.5"
currency = "USD"
source   = "prices"
[[examples]]
name   = "one"
input  = {}
source = "examples"
"""
RATES = """\
format = 1
id     = "shop/rates"
amends = "acme/video"
source = "contract"
[sources.contract]
title = "Contract"
read  = "2025-06-01"
[[billing]]
item = "video"
rate = "0.4"
"""
TODAY = dt.date(2026, 4, 1)


@pytest.fixture
def packs(put: Put, tmp_path: Path) -> Shelf:
    """A pack, and what it extends."""
    put("acme/provider", BASE)
    put("acme/video", VIDEO)
    return Shelf([tmp_path])


def stale(
    shelf: Shelf, days: int, today: dt.date = TODAY, models: tuple[str, ...] = ("video",)
) -> list[Diagnostic]:
    programs = (shelf.program("acme/video", it) for it in models)
    cited = {it: None for program in programs for it in citations_of(program)}
    return list(stale_sources(cited, today, days))


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    assert all(it.citation is not None for it in found)
    return [(it.pack, it.citation.title) for it in found if it.citation is not None]


def test_a_document_that_was_read_long_ago_is_noted(packs: Shelf) -> None:
    """As a note without a place: it is no request's fault."""
    (found,) = [it for it in stale(packs, 60) if it.pack == "acme/video"]

    assert found == Diagnostic(
        rule="stale-source",
        severity=Severity.INFO,
        message=(
            "Video API was last read on 2026-01-02, 89 days before 2026-04-01, and 60 days are"
            " allowed; read it again and renew the day in its pack, or update lightmeter"
        ),
        pack="acme/video",
        citation=Citation("Video API", url="https://example.com/video", read="2026-01-02"),
    )
    assert found.name == "acme/video/stale-source"


@pytest.mark.parametrize(
    ("days", "expected"),
    (
        (121, []),
        # 1 December to 1 April: 121 days are allowed, and no more.
        (120, [("acme/provider", "Introduction")]),
        (89, [("acme/provider", "Introduction")]),
        (88, [("acme/provider", "Introduction"), ("acme/video", "Video API")]),
        (0, [("acme/provider", "Introduction"), ("acme/video", "Video API")]),
    ),
)
def test_as_many_days_as_are_allowed_are_allowed(
    packs: Shelf, days: int, expected: list[tuple[str, str]]
) -> None:
    assert told(stale(packs, days)) == expected


def test_a_document_that_was_read_on_the_day_is_never_old(packs: Shelf) -> None:
    assert stale(packs, 0, dt.date(2025, 12, 1)) == []


def test_a_document_that_is_read_later_is_not_old(packs: Shelf) -> None:
    """Whoever holds against an earlier day asks what was known then."""
    assert stale(packs, 0, dt.date(2025, 11, 30)) == []


def test_a_leap_day_is_a_day(packs: Shelf) -> None:
    found = stale(packs, 0, dt.date(2028, 3, 1))

    assert "789 days before 2028-03-01" in found[-1].message


def test_the_oldest_is_named_and_the_others_are_counted(packs: Shelf) -> None:
    (found,) = [it for it in stale(packs, 1) if it.pack == "acme/video"]

    assert found.message.startswith(
        "Video API was last read on 2026-01-02, 89 days before 2026-04-01, and 1 day is allowed"
        " (and 1 more of its documents)"
    )


def test_what_only_an_example_cites_is_not_counted(packs: Shelf) -> None:
    assert "Examples" not in [title for _, title in told(stale(packs, 0))]


def test_a_pack_is_told_once_for_all_its_models(packs: Shelf) -> None:
    found = stale(packs, 88, models=("video", "video-fast", "video"))

    assert told(found) == [("acme/provider", "Introduction"), ("acme/video", "Video API")]


def test_an_overlays_documents_are_its_own(packs: Shelf, put: Put, tmp_path: Path) -> None:
    """Also where it changes a rate and nothing else; the pack's list no longer counts then."""
    del packs
    overlay = put("rates", RATES)
    shelf = Shelf([tmp_path / "acme" / "provider.toml", tmp_path / "acme" / "video.toml"])
    amended = Shelf(shelf.places, [overlay])

    assert told(stale(amended, 200)) == [("shop/rates", "Contract")]
    assert "and 1 more" not in "".join(it.message for it in stale(amended, 0))


@pytest.mark.parametrize("read", ("", 'read = "last spring"\n'))
def test_what_has_no_day_is_said_to_have_none(put: Put, tmp_path: Path, read: str) -> None:
    """Nobody can tell that it is fresh."""
    put("acme/provider", BASE)
    put("acme/video", VIDEO.replace('read  = "2026-03-01"\n', read))
    found = stale(Shelf([tmp_path]), 500)

    assert told(found) == [("acme/video", "Price list")]
    assert found[0].message == (
        "nothing says when Price list was last read, and 500 days are allowed; read it again and"
        " renew the day in its pack, or update lightmeter"
    )


def test_no_pack_is_no_note() -> None:
    assert list(stale_sources([], TODAY, 0)) == []


# Rates of one's own -------------------------------------------------------------------------------


def ended(text: str, day: str) -> list[str]:
    """What is said of rates on a day, by a text that is checked."""
    Path("lightmeter.toml").write_text(text)
    checker = Checker(settings=find_settings(), as_of=dt.date.fromisoformat(day))
    request = '{"model": "gpt-image-2", "input": {"prompt": "x"}}'
    report = checker.check_text(request, format="json", name="a.json")
    return [
        f"{it.source}:{it.span.start.line} {it.severity} {it.message}"
        for it in report.diagnostics
        if it.rule == "ended-rate" and it.span is not None
    ]


def test_a_rate_that_is_over_is_told_of_once_its_last_day_is_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not where another one has taken its place."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    old = (
        '[[cost.rates]]\nprovider = "vidgo"\nmultiply = "0.8"\nsource = "order form"\n'
        "until = 2026-07-31\n"
    )
    new = old.replace("until = 2026-07-31", "from = 2026-08-01").replace("0.8", "0.7")

    assert ended(old, "2026-07-31") == []
    assert ended(old, "2026-08-01") == [
        (
            "lightmeter.toml:5 warning the rate of vidgo (order form) ended on 2026-07-31, and none"
            " stands in its place, so that what the provider lists is counted; renew it, or take it"
            " out"
        )
    ]
    assert ended(old + new, "2026-08-01") == []
