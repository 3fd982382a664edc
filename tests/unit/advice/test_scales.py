import pytest

from lightmeter.advice.scales import rises, scale_of
from lightmeter.packs.field import Field
from lightmeter.packs.member import Member


def member(name: str, *choices: str) -> Member:
    return Member(
        field=Field(type=("string",), enum=choices),
        name=name,
        pointer=("input", name),
        path=(name,),
        bit=2,
        unknown_bit=2,
        checks={},
    )


@pytest.mark.parametrize(
    ("name", "choices", "billed", "expected"),
    (
        ("size", ("3K", "2K", "1:1"), False, ("2K", "3K")),
        ("anything", ("720p", "480p"), False, ("480p", "720p")),
        ("quality", ("high", "low"), False, ("low", "high")),
        # Of what, only the price can tell.
        ("motion", ("low", "high"), False, ()),
        ("motion", ("low", "high"), True, ("low", "high")),
        # More of it is another result, not a better one.
        ("duration", ("5s", "10s"), True, ()),
        ("rate", ("24fps", "60fps"), True, ()),
        # Fast is wanted for its speed.
        ("mode", ("fast", "standard", "pro"), True, ("standard", "pro")),
        ("mode", ("fast", "pro"), True, ()),
        ("size", ("1:1", "16:9"), True, ()),
        ("n", (), True, ()),
    ),
)
def test_choices_from_the_least_to_the_best_result(
    name: str, choices: tuple[str, ...], billed: bool, expected: tuple[str, ...]
) -> None:
    assert scale_of(member(name, *choices), billed=billed) == expected


@pytest.mark.parametrize(
    ("before", "after", "better"),
    (
        ("1K", "2K", True),
        ("2K", "1K", False),
        ("2K", "2K", False),
        ("low", "high", True),
        ("fast", "pro", False),
        ("5s", "10s", False),
        ("1:1", "16:9", False),
        (1, 2, False),
        (None, "2K", False),
    ),
)
def test_an_effective_value_that_rises(before: object, after: object, better: bool) -> None:
    assert rises(before, after) is better
