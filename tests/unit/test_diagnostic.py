from typing import Any

import pytest

from lightmeter.diagnostic import Citation, Diagnostic, Severity, order
from lightmeter.place import Position, Span


def test_graver_is_lower() -> None:
    assert sorted(Severity, key=lambda it: it.rank) == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.INFO,
    ]


def test_a_severity_is_its_text() -> None:
    assert [f"{it}" for it in Severity] == ["error", "warning", "info"]
    assert Severity("warning") is Severity.WARNING


@pytest.mark.parametrize(
    ("citation", "text"),
    (
        (Citation("Guide"), "Guide"),
        (Citation("Guide", "limits"), "Guide#limits"),
        (Citation("Guide", read="2026-01-02"), "Guide (read 2026-01-02)"),
        (
            Citation("Guide", "limits", "https://example.com", "2026-01-01", "2026-01-02", "n"),
            "Guide#limits (read 2026-01-02)",
        ),
    ),
)
def test_a_citation_reads_as_a_reference(citation: Citation, text: str) -> None:
    assert str(citation) == text


@pytest.mark.parametrize(
    ("pack", "name"), (("", "max-length"), ("acme/video", "acme/video/max-length"))
)
def test_the_full_name_of_a_rule_begins_with_its_pack(pack: str, name: str) -> None:
    assert Diagnostic("max-length", Severity.ERROR, "m", pack=pack).name == name


@pytest.mark.parametrize(
    ("pointer", "path"),
    (
        (None, None),
        ((), ""),
        (("",), "/"),
        (("input", "urls", 0), "/input/urls/0"),
        (("a/b", "c~d", "~1"), "/a~1b/c~0d/~01"),
    ),
)
def test_a_path_is_a_json_pointer(pointer: tuple[str | int, ...] | None, path: str | None) -> None:
    assert Diagnostic("a", Severity.INFO, "m", pointer=pointer).path == path


def test_a_diagnostic_is_a_value() -> None:
    one = Diagnostic("a", Severity.INFO, "m", pointer=("x",))

    assert one == Diagnostic("a", Severity.INFO, "m", pointer=("x",))
    assert {one: 1}[Diagnostic("a", Severity.INFO, "m", pointer=("x",))] == 1
    assert one != Diagnostic("a", Severity.INFO, "m", pointer=())


# Order --------------------------------------------------------------------------------------------


def diagnostic(
    rule: str = "a",
    severity: Severity = Severity.WARNING,
    *,
    source: str = "",
    line: int | None = None,
    column: int = 1,
    pointer: tuple[str | int, ...] | None = None,
    message: str = "m",
) -> Diagnostic:
    place = None if line is None else Position(line, column)
    return Diagnostic(
        rule,
        severity,
        message,
        pointer=pointer,
        source=source,
        span=None if place is None else Span(place, place),
    )


def test_diagnostics_go_by_source_place_pointer_rule_and_message() -> None:
    expected = [
        diagnostic(source="a"),
        diagnostic(source="a", pointer=("x",)),
        diagnostic(source="a", line=1, column=9),
        diagnostic(source="a", line=2, column=1),
        diagnostic(source="a", line=2, column=10),
        diagnostic(source="a", line=10, column=1, pointer=("a",)),
        diagnostic("a", source="a", line=10, column=1, pointer=("b",)),
        diagnostic("b", source="a", line=10, column=1, pointer=("b",), message="1"),
        diagnostic("b", source="a", line=10, column=1, pointer=("b",), message="2"),
        diagnostic(source="b", line=1),
    ]
    shuffled = expected[1::2] + expected[::2]

    assert sorted(shuffled, key=order) == expected


def test_a_pointer_may_hold_anything_and_is_still_sorted() -> None:
    odd: tuple[Any, ...] = (("b", 1), (2,), (None,), (), ("a", "x"), ((1, 2),))
    found = [diagnostic(pointer=pointer) for pointer in odd]

    assert len(sorted(found, key=order)) == len(odd)
