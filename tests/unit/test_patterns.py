"""Regular expressions that are compiled when they are first asked."""

import re

import pytest

from lightmeter.patterns import fullmatch, match, search


def test_they_ask_what_the_methods_of_a_pattern_ask() -> None:
    assert [bool(ask("ab")) for ask in (fullmatch("a"), match("a"), search("a"))] == [
        *(False, True, True)
    ]
    assert [bool(ask("ba")) for ask in (fullmatch("a"), match("a"), search("a"))] == [
        *(False, False, True)
    ]
    assert fullmatch("A", re.IGNORECASE)("a") is not None


def test_nothing_is_compiled_before_it_is_asked() -> None:
    ask = search("(")

    with pytest.raises(re.error):
        ask("x")
