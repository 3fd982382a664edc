import io
from collections.abc import Callable

import pytest

from lightmeter.cli.screen import find_screen
from lightmeter.report.cost_view import Screen

Replace = Callable[[str], None]


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def stdout(monkeypatch: pytest.MonkeyPatch) -> Replace:
    """Put a terminal of 90 columns, with an encoding, in place of standard output."""
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("TERM", "xterm")

    def replace(encoding: str) -> None:
        monkeypatch.setattr("sys.stdout", _Terminal(io.BytesIO(), encoding=encoding))

    return replace


def test_a_terminal(stdout: Replace) -> None:
    stdout("utf-8")

    assert find_screen() == Screen(90, blocks=True)


def test_a_pipe_is_none_whatever_columns_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setenv("COLUMNS", "90")

    assert find_screen() is None


@pytest.mark.parametrize("encoding", ("ascii", "latin-1", "cp437", "utf-16"))
def test_an_encoding_without_blocks(stdout: Replace, encoding: str) -> None:
    """Nor does one that has them at other bytes show what is written as UTF-8; nor other signs."""
    stdout(encoding)

    assert find_screen() == Screen(90, blocks=False, signs=False)


def test_a_dumb_terminal(stdout: Replace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stdout("utf-8")

    assert find_screen() == Screen(90, blocks=False)
