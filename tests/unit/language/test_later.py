"""Values that are made once somebody asks for them."""

import pickle

from lightmeter.language.later import Later, now


def test_a_value_is_made_when_it_is_asked_for() -> None:
    made: list[str] = []

    def make() -> int:
        made.append("x")
        return 7

    later = Later(make)

    assert made == []
    assert now(later) == 7
    assert made == ["x"]


def test_what_stands_for_nothing_else_is_given_as_it_is() -> None:
    value = ["x"]

    assert now(value) is value


def test_a_pickle_holds_the_value() -> None:
    later = Later(lambda: ("x", 7))

    assert pickle.loads(pickle.dumps([later])) == [("x", 7)]  # noqa: S301
