from pathlib import Path

import pytest

from lightmeter.errors import FileError, SettingsError
from lightmeter.misfit import Misfit
from lightmeter.toml_file import Limits, TomlFile, parse_toml, read_bytes

LIMITS = Limits("a list", largest_bytes=2048, longest_line=40)


def parse(text: str) -> TomlFile[SettingsError]:
    return parse_toml(text.encode(), "list.toml", SettingsError, LIMITS)


def refused(text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        parse(text)
    return caught.value


def test_a_mistake_is_raised_as_what_the_file_asks_for() -> None:
    file = parse('a = "x"\n')

    error = file.error("x is nothing", ("a",), suggestion="y")

    assert type(error) is SettingsError
    assert str(error) == ('list.toml:1:5: x is nothing; did you mean y?\n    a = "x"\n        ^^^')


def test_limits_are_said_in_the_words_of_the_file() -> None:
    assert refused("#\n" * 1024 + "#").reason == "a list has at most 2 KiB"
    assert refused("#" * 41).reason == (
        "the line has 41 characters; a list's lines have at most 40"
    )
    assert refused("#" * 41).line == 1


def test_lines_are_as_long_as_they_like_where_no_limit_is_set() -> None:
    file = parse_toml(b"#" * 2000, "list.toml", SettingsError, Limits("a list", 2048))

    assert file.document.value == {}


def test_text_that_is_no_toml_is_shown() -> None:
    error = refused("a = [1\n")

    assert error.line == 1
    assert error.excerpt.startswith("    a = [1\n")


def test_an_unknown_key_is_corrected_or_told_the_others() -> None:
    file = parse("packz = 1\n")

    near = file.misfit(Misfit(("packz",), '"packz" is not known here', "packz", ("packs",)))
    far = file.misfit(Misfit(("packz",), '"packz" is not known here', "packz", ("width",)))

    assert (near.column, near.suggestion) == (1, "packs")
    assert far.reason == '"packz" is not known here; the keys are width'


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.toml: cannot be read: No such file"):
        read_bytes(tmp_path / "none.toml", "none.toml", SettingsError, 99)
