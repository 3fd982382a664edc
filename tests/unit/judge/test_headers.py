from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.headers import judge_headers
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

PACK = """
format = 1
id     = "acme/video"
source = "docs"

[sources.docs]
title = "Video API"
read  = "2026-01-02"

[models.video]

[request.headers.Idempotency-Key]
type        = "string"
recommended = "without it a retry is charged again"
idempotency = true

[request.headers.Team]
type     = "string"
required = true
"""

Found: TypeAlias = Callable[..., list[tuple[str, str, Any]]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").write_text(PACK)
    return Shelf([tmp_path]).program("acme/video", "video")


@pytest.fixture
def found(program: Program) -> Found:
    """Rule, header and value of what is found, sorted."""

    def run(headers: Mapping[Any, Any] | None) -> list[tuple[str, str, Any]]:
        findings = judge_headers(program.headers, headers)
        return sorted(
            (program.checks[check].rule, str(name), data[0] if data else None)
            for check, (name,), data in findings
        )

    return run


@pytest.mark.parametrize("headers", (None, {}, {"Other": "a"}))
def test_headers_that_are_not_known_count_as_none(
    found: Found, headers: dict[str, str] | None
) -> None:
    assert found(headers) == [
        ("recommended", "Idempotency-Key", None),
        ("required", "Team", None),
    ]


@pytest.mark.parametrize("value", ("", " ", "\t"))
def test_an_empty_header_is_none(found: Found, value: str) -> None:
    assert found({"Team": value, "Idempotency-Key": "a"}) == [("required", "Team", None)]


def test_the_case_of_a_name_does_not_matter(found: Found) -> None:
    assert found({"TEAM": "a", "idempotency-key": "b"}) == []


def test_a_header_is_called_as_the_request_calls_it(found: Found) -> None:
    assert found({"tEAM": 5, "Idempotency-Key": "b"}) == [("type", "tEAM", 5)]


@pytest.mark.parametrize("value", (None, 5, True, ["a"], {"a": 1}))
def test_a_header_is_a_text(found: Found, value: Any) -> None:
    assert found({"Team": value, "Idempotency-Key": "b"}) == [("type", "Team", value)]


@pytest.mark.parametrize("headers", ({"Team": 5, "TEAM": "a"}, {"TEAM": "a", "Team": 5}))
def test_a_header_that_is_written_twice_is_looked_at_twice(
    found: Found, headers: dict[str, Any]
) -> None:
    assert found({**headers, "Idempotency-Key": "b"}) == [("type", "Team", 5)]


def test_one_spelling_with_a_value_is_enough(found: Found) -> None:
    assert found({"Team": "a", "TEAM": " ", "Idempotency-Key": "b"}) == []


@pytest.mark.parametrize("value", ("1732100000", "run-1732100000", "$(date +%s)", "{{now}}"))
def test_an_idempotency_key_from_the_clock_is_found(found: Found, value: str) -> None:
    assert found({"Team": "1732100000", "idempotency-key": value}) == [
        ("idempotency-key-from-clock", "idempotency-key", value)
    ]


@pytest.mark.parametrize(
    "value", ("espresso-1", "550e8400-e29b-41d4-a716-446655440000", "${IDEMPOTENCY_KEY}")
)
def test_a_key_of_the_requests_own_is_fine(found: Found, value: str) -> None:
    assert found({"Team": "a", "Idempotency-Key": value}) == []


def test_names_that_are_no_texts_do_no_harm(found: Found) -> None:
    assert found({5: "a", None: "b", "Team": "a", "Idempotency-Key": "b"}) == []


def test_the_headers_are_left_as_they_are(program: Program) -> None:
    headers = {"TEAM": "a", "X": "b"}

    judge_headers(program.headers, headers)
    assert headers == {"TEAM": "a", "X": "b"}
    assert list(headers) == ["TEAM", "X"]
