"""Methods that data classes share do what those of attrs do."""

import pickle
from typing import Any

import attrs
import pytest

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.place import Lines


@attrs.frozen
class Theirs:
    """As attrs makes it."""

    name: str
    hidden: int = attrs.field(default=0, repr=False)
    aside: int = attrs.field(default=0, eq=False)
    unhashed: tuple[int, ...] = attrs.field(default=(), hash=False)
    folded: str = attrs.field(default="", eq=str.lower)


@attrs.frozen
class Ours:
    """As we make it."""

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    name: str
    hidden: int = attrs.field(default=0, repr=False)
    aside: int = attrs.field(default=0, eq=False)
    unhashed: tuple[int, ...] = attrs.field(default=(), hash=False)
    folded: str = attrs.field(default="", eq=str.lower)


@pytest.mark.parametrize(
    ("other", "alike"),
    (
        (("a",), True),
        (("b",), False),
        (("a", 1), False),
        (("a", 0, 1), True),
        (("a", 0, 0, (1,)), False),
        (("a", 0, 0, (), "X"), False),
    ),
)
def test_the_same_fields_are_compared(other: tuple[Any, ...], alike: bool) -> None:
    for cls in (Theirs, Ours):
        first, second = cls("a"), cls(*other)

        assert (first == second) is alike
        assert (first != second) is not alike


def test_a_field_is_compared_by_its_key() -> None:
    assert Theirs("a", folded="X") == Theirs("a", folded="x")
    assert Ours("a", folded="X") == Ours("a", folded="x")
    assert hash(Ours("a", folded="X")) == hash(Ours("a", folded="x"))


def test_equal_objects_have_one_hash() -> None:
    assert hash(Ours("a", 1)) == hash(Ours("a", 1))
    assert hash(Ours("a", unhashed=(1,))) == hash(Ours("a", unhashed=(2,)))
    assert len({Ours("a"), Ours("a"), Ours("b")}) == 2


def test_objects_of_other_classes_are_never_equal() -> None:
    assert Ours("a") != Theirs("a")
    assert Ours("a") != "a"


def test_an_object_shows_its_fields() -> None:
    assert repr(Theirs("a", 5)).replace("Theirs", "Ours") == repr(Ours("a", 5))
    assert repr(Ours("a", 5)) == "Ours(name='a', aside=0, unhashed=(), folded='')"


def test_an_object_within_a_function_is_called_by_its_own_name() -> None:
    @attrs.frozen
    class Local:
        """Of one field."""

        __repr__ = represent

        x: int

    assert repr(Local(1)) == "Local(x=1)"


def test_what_was_worked_out_is_not_pickled() -> None:
    lines = Lines("a\nb")
    before = pickle.dumps(lines)

    assert lines.starts == [0, 2]
    assert pickle.dumps(lines) == before
    assert pickle.loads(before).starts == [0, 2]  # noqa: S301 - our own
