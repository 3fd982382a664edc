"""Regular expressions that are compiled when they are first asked."""

import re

import pytest

from lightmeter.patterns import late


def test_it_finds_what_a_pattern_finds() -> None:
    plain, pattern = re.compile("A", re.IGNORECASE), late("A", re.IGNORECASE)

    for text in ("a", "ab", "ba", ""):
        assert bool(pattern.fullmatch(text)) is bool(plain.fullmatch(text))
        assert bool(pattern.match(text)) is bool(plain.match(text))
        assert bool(pattern.search(text)) is bool(plain.search(text))
    assert pattern.findall("aba") == ["a", "a"]
    assert [it.start() for it in pattern.finditer("aba")] == [0, 2]
    assert pattern.sub("-", "aba", count=1) == "-ba"


def test_nothing_is_compiled_before_it_is_asked() -> None:
    pattern = late("(")

    with pytest.raises(re.error):
        pattern.search("x")


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern, made, compile_ = late("a"), [], re.compile

    def note(text: str, flags: int) -> re.Pattern[str]:
        made.append(text)
        return compile_(text, flags)

    monkeypatch.setattr(re, "compile", note)

    assert pattern.search("a") is not None
    assert pattern.match("a") is not None
    assert made == ["a"]


def test_what_is_not_searched_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = late("a").pattern
