"""A table of settings in a `pyproject.toml` is heeded, however it is written."""

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from lightmeter.errors import SettingsError
from lightmeter.settings.opening import open_in


def _escaped(word: str) -> st.SearchStrategy[str]:
    """A word in quotes that read escapes, some of its letters written as such."""
    letters = [st.sampled_from((it, f"\\u{ord(it):04x}", f"\\U{ord(it):08X}")) for it in word]
    return st.tuples(*letters).map(lambda written: f'"{"".join(written)}"')


def _key(word: str) -> st.SearchStrategy[str]:
    plain = st.sampled_from((word, f'"{word}"', f"'{word}'"))
    return st.integers(0, 9).flatmap(lambda number: plain if number else _escaped(word))


_SPACE = st.sampled_from(("", " ", "\t", "  "))
_BREAK = st.sampled_from(("\n", "\r\n", "\n\n", " # it\n", "\n \t"))
_VALUE = st.sampled_from(('["enum"]', "[ # lightmeter\n  'enum'\n]", "[]"))
# What stands before: seldom texts and comments that speak of it, so that it is found by itself.
_BEFORE = st.sampled_from(
    (
        *("",) * 12,
        *("\ufeff",) * 4,
        "# [tool.lightmeter]\n",
        'x = """\n[tool]\nlightmeter = 1\n"""\n',
        'y = ["lightmeter==1", "tool.lightmeter"]\n',
    )
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    tool, name = draw(_key("tool")), draw(_key("lightmeter"))
    a, b, c, d = (draw(_SPACE) for _ in range(4))
    value, end = draw(_VALUE), draw(_BREAK)
    dot = f"{a}.{b}"
    written = draw(
        st.sampled_from(
            (
                f"[{a}{tool}{dot}{name}{b}]{end}ignore{c}={d}{value}{end}",
                f"[{a}{tool}{b}]{end}{c}{name}{dot}ignore{c}={d}{value}{end}",
                f"[{a}{tool}{b}]{end}{name}{c}={d}{{ ignore = {value.splitlines()[0][:1]}] }}{end}",
                f"{tool}{dot}{name}{dot}ignore{c}={d}{value}{end}",
                f"{tool}{c}={d}{{{a}{name}{b}={c}{{ ignore = [] }}{a}}}{end}",
                f"{tool}{c}={d}{{ other = 1,{a}{name}{dot}ignore = [] }}{end}",
                f"[[{tool}{dot}{name}{dot}suppress]]{end}rules = ['enum']{end}",
                # And some that have none.
                f"[{a}{tool}{dot}other]{end}{name} = 1{end}",
                f"[project]{end}{name} = 1{end}",
            )
        )
    )
    return draw(_BEFORE) + draw(_SPACE) + written


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        return None


@settings(max_examples=400)
@given(text=_texts())
def test_it_is_found_where_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    directory = tmp_path_factory.mktemp("project")
    Path(directory, "pyproject.toml").write_bytes(text.encode())
    value = _parsed(text)

    if value is None:
        # Whether it is refused goes by what it seems to hold.
        return
    table = value.get("tool", {}).get("lightmeter")
    try:
        found = open_in(directory)
    except SettingsError as error:
        raise AssertionError(text) from error

    assert (None if found is None else found[1].value) == table


def test_the_texts_are_mostly_sound() -> None:
    """Else little would be tried."""
    seen: list[bool] = []

    @given(text=_texts())
    def look(text: str) -> None:
        value = _parsed(text)
        seen.append(value is not None and "lightmeter" in value.get("tool", {}))

    look()

    assert sum(seen) > len(seen) / 2
