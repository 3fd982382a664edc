from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import attrs
import pytest

from lightmeter.language.absent import ABSENT
from lightmeter.language.check import check_cases
from lightmeter.language.interpret import evaluate
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, Scope
from lightmeter.language.tree import Path
from lightmeter.language.typed import Typed

Checked: TypeAlias = Callable[..., Typed]


@attrs.frozen
class _Request:
    members: Mapping[str, Any]

    def value(self, path: Path) -> Any:
        return self.members.get(".".join(path), ABSENT)

    def sent(self, path: Path) -> bool:
        return ".".join(path) in self.members


_REQUEST = _Request(
    {
        "n": 7,
        "m": 3,
        "quality": "high",
        "resolution": "2K",
        "frame": {"width": 1},
        "scale": Decimal("0.1"),
        "audio": True,
        "name": "añ😀",
        "size": "20x30",
        "size.width": 20,
        "size.height": 30,
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("n + m * 2", 13),
        ("(m - n) % 3", 2),
        ("(m - n) // 3", -2),
        ("-n", -7),
        ("min(n, m)", 3),
        ("max(n, m, scale)", 7),
        ("round_to(n, 4)", 8),
        ("round_to(m, 16)", 16),
        ("round_to(m - n, 8)", 0),
        ("round_to(n - n, 8)", 0),
        ("len(image_urls)", 0),
        ("len(name)", 3),
        ("has(seed)", False),
        ('has(resolution) and resolution == "2K"', True),
        ('not has(resolution) or resolution == "2K"', True),
        ("m < n <= 7 < 8", True),
        ("m < n < 7", False),
        ('quality in ["low", "high"]', True),
        ('quality not in ["low", "high"]', False),
        ("n in [7.0]", True),
        ("audio == true", True),
        ("credits[quality][tier]", 24),
        ("rates[tier]", 2),
        ("longest", 30),
    ),
)
def test_an_expression_has_its_value(checked: Checked, text: str, expected: object) -> None:
    given = "custom" if text == "longest" else "true"

    assert evaluate(checked(text, given).node, _REQUEST) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ('frame == "auto"', False),
        ('frame != "auto"', True),
        ('frame in ["auto"]', False),
        ('frame not in ["auto"]', True),
    ),
)
def test_another_form_is_not_equal(checked: Checked, text: str, *, expected: bool) -> None:
    assert evaluate(checked(text).node, _REQUEST) is expected


def test_numbers_stay_exact(checked: Checked) -> None:
    node = checked("scale + 0.2 == 0.3").node
    long = _Request({"scale": Decimal("0." + "123456789" * 5)})

    assert evaluate(node, _REQUEST) is True
    assert evaluate(checked("scale * 3 - scale").node, long) == Decimal("0." + "246913578" * 5)
    assert evaluate(checked("-scale").node, long) == Decimal("-0." + "123456789" * 5)


def test_a_length_counts_items(checked: Checked) -> None:
    request = _Request({"image_urls": ["a", "b"]})

    assert evaluate(checked("len(images)").node, request) == 2


def test_open_cases_may_give_nothing(scope: Scope) -> None:
    node = check_cases((Case(parse("n > 7"), parse("1")),), scope, open=True).node

    assert evaluate(node, _REQUEST) is ABSENT
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"


def test_the_first_case_that_applies_counts(scope: Scope) -> None:
    cases = (
        Case(parse("n > 7"), parse("1")),
        Case(parse("n > 6"), parse("2")),
        Case(parse("n > 5"), parse("3")),
        Case(None, parse("4")),
    )

    assert evaluate(check_cases(cases, scope).node, _REQUEST) == 2
