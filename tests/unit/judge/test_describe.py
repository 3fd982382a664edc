from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.diagnostic import Change, Citation, Diagnostic, Fix, Severity
from lightmeter.judge.describe import describe
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

PACK = """
format = 1
id     = "acme/video"
source = "docs#limits"

[sources.docs]
title   = "Video API"
url     = "https://example.com/video"
edition = "2026-01-01"
read    = "2026-01-02"

[models.video]

[request.headers.Idempotency-Key]
type        = "string"
recommended = "without it a retry is charged again"
idempotency = true

[request.headers.Team]
type     = "string"
required = true

[fields.prompt]
type = "string"

[fields.tier]
type = "string"
enum = ["1K", "2K", "4K"]

[fields.size]
type      = "string"
template  = "{width:int}x{height:int}"
tolerates = ["upper-case"]

[fields.n]
type    = "integer"
minimum = 1
maximum = 64

[fields.mask]
unsupported = "video has no masks"

[rules.even]
severity = "warning"
when     = "has(n) and n % 2 == 1"
at       = "n"
message  = "n is {n}, {{odd}}"
why      = "Odd numbers are rounded up."
basis    = "observed"
source   = "docs#numbers"
fix      = { set = { n = "{n + 1}", prompt = "for {n}: {n * 2}", tier = "2K" }, remove = ["size"] }

[rules.no-prompt]
severity = "info"
when     = "not has(prompt)"
message  = "nothing is described"
"""

Describe: TypeAlias = Callable[..., list[Diagnostic]]

LIMITS = Citation("Video API", "limits", "https://example.com/video", "2026-01-01", "2026-01-02")
HEADERS = {"Team": "a", "Idempotency-Key": "b"}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    place: Path = tmp_path_factory.mktemp("packs") / "acme"
    place.mkdir()
    (place / "video.toml").write_text(PACK)
    return Shelf([place.parent]).program("acme/video", "video")


@pytest.fixture
def said(program: Program) -> Describe:
    """What is said of an input and its headers."""

    def run(
        headers: Mapping[str, Any] | None = HEADERS, *, placed: bool = True, **members: Any
    ) -> list[Diagnostic]:
        body = {"model": "video", "input": {"prompt": "x", **members}}
        verdict = generate_judge(program)(body, headers)
        return list(describe(program, verdict, headers_placed=placed))

    return run


def test_a_keywords_diagnostic_is_whole(said: Describe) -> None:
    assert said(n=65) == [
        Diagnostic(
            rule="maximum",
            severity=Severity.ERROR,
            message="n is 65, video accepts 64 or less",
            pointer=("input", "n"),
            pack="acme/video",
            basis="documented",
            citation=LIMITS,
        )
    ]


def test_a_rules_diagnostic_carries_its_own_source_and_a_filled_fix(said: Describe) -> None:
    """Numbers stay numbers in a fix, text around them makes text, plain values stay as they are."""
    assert said(n=5) == [
        Diagnostic(
            rule="even",
            severity=Severity.WARNING,
            message="n is 5, {odd}",
            pointer=("input", "n"),
            fix=Fix(
                safe=False,
                description='set n to 6, set prompt to "for 5: 10", set tier to "2K", remove size',
                changes=(
                    Change(("input", "n"), "set", 6),
                    Change(("input", "prompt"), "set", "for 5: 10"),
                    Change(("input", "tier"), "set", "2K"),
                    Change(("input", "size"), "remove"),
                ),
            ),
            pack="acme/video",
            basis="observed",
            citation=Citation(
                "Video API", "numbers", "https://example.com/video", "2026-01-01", "2026-01-02"
            ),
        )
    ]


def test_a_rule_without_a_place_speaks_of_the_input_object(program: Program) -> None:
    verdict = generate_judge(program)({"model": "video", "input": {}}, HEADERS)
    (found,) = describe(program, verdict, headers_placed=True)

    assert (found.rule, found.pointer, found.fix) == ("no-prompt", ("input",), None)


@pytest.mark.parametrize(
    ("members", "fix"),
    (
        (
            {"n": 5.0 + 1},
            Fix(safe=True, description="write 6", changes=(Change(("input", "n"), "set", 6),)),
        ),
        (
            {"size": "64X32"},
            Fix(
                safe=True,
                description='write "64x32"',
                changes=(Change(("input", "size"), "set", "64x32"),),
            ),
        ),
        (
            {"tier": "4k"},
            Fix(
                safe=False,
                description="write 4K",
                changes=(Change(("input", "tier"), "set", "4K"),),
            ),
        ),
        (
            {"mask": "a"},
            Fix(
                safe=False,
                description="remove mask",
                changes=(Change(("input", "mask"), "remove"),),
            ),
        ),
        (
            {"sizes": "64x32"},
            Fix(
                safe=False,
                description="rename sizes to size",
                changes=(Change(("input", "sizes"), "rename", "size"),),
            ),
        ),
        (
            {"n": None},
            Fix(
                safe=False,
                description="remove n",
                changes=(Change(("input", "n"), "remove"),),
            ),
        ),
        # What was meant is there.
        ({"promt": "x"}, None),
        ({"tier": "8K"}, None),
        ({"n": 0}, None),
        ({"prompt": 5}, None),
        ({"colour": 1}, None),
    ),
)
def test_spellings_have_a_safe_fix_and_near_misses_a_proposal(
    said: Describe, members: dict[str, Any], fix: Fix | None
) -> None:
    (found,) = said(**members)

    assert found.fix == fix


def test_a_proposal_names_what_was_meant(said: Describe) -> None:
    (tier,) = said(tier="4k")
    (member,) = said(promt="x")

    assert tier.suggestion == "4K"
    assert member.suggestion == "prompt"


def test_a_headers_diagnostic_points_into_the_headers(said: Describe) -> None:
    found = said({"team": 5, "idempotency-key": "$(date +%s)"})

    assert {it.rule: it.pointer for it in found} == {
        "idempotency-key-from-clock": ("headers", "idempotency-key"),
        "type": ("headers", "team"),
    }


def test_a_header_has_no_fix(said: Describe) -> None:
    (found,) = said({"Team": "a", "Idempotency-Key": None})

    assert (found.rule, found.pointer, found.fix) == ("type", ("headers", "Idempotency-Key"), None)


@pytest.mark.parametrize("headers", (None, {}))
def test_a_header_has_no_place_where_headers_have_none(
    said: Describe, headers: dict[str, Any] | None
) -> None:
    placed = said(headers, placed=True)
    homeless = said(headers, placed=False)

    assert {it.rule: it.pointer for it in placed} == {
        "recommended": ("headers", "Idempotency-Key"),
        "required": ("headers", "Team"),
    }
    assert {it.rule: it.pointer for it in homeless} == {"recommended": None, "required": None}


def test_what_is_found_first_is_said_first(said: Describe) -> None:
    """The order is the verdict's: fields, rules, headers; sorting is the report's."""
    found = said(None, n=66.0, tier="8K")

    assert [it.rule for it in found][:3] == ["enum", "decimal-integer", "maximum"]
    assert {it.rule for it in found[3:]} == {"required", "recommended"}
