from typing import NoReturn

import pytest
from click.testing import CliRunner

from lightmeter.cli.ending import run, write
from lightmeter.errors import LightmeterError, UsageError


def ends(error: BaseException, *arguments: str) -> tuple[int, str]:
    """Exit code and standard error of a command that raises."""

    def fail() -> NoReturn:
        raise error

    with CliRunner().isolation() as (_, stderr, _):
        code = run(fail, arguments)
        return code, stderr.getvalue().decode()


def test_what_is_raised_on_purpose_is_one_line() -> None:
    """The message alone, and the exit code that the error knows."""
    assert ends(UsageError("no")) == (2, "lightmeter: no\n")


def test_an_interruption_is_one_line() -> None:
    """Ctrl-C shows no traceback."""
    assert ends(KeyboardInterrupt()) == (2, "lightmeter: interrupted\n")


def test_a_bug_is_one_line_and_says_so() -> None:
    """An unforeseen error is ours, and the traceback is only shown when it is asked for."""
    code, text = ends(RuntimeError("odd\nthing"))
    assert code == 2
    assert text == (
        "lightmeter: this is a bug in lightmeter: RuntimeError: odd thing; please report it with"
        " what lightmeter --debug … shows\n"
    )

    code, text = ends(RuntimeError("odd"), "--debug")
    assert code == 2
    assert text.startswith("Traceback (most recent call last):\n")


def test_output_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is an error; a reader that went away is none."""
    monkeypatch.setattr("lightmeter.cli.ending._let_go_of", lambda _: None)

    class Full:
        buffer = property(lambda self: self)

        def __init__(self, error: OSError) -> None:
            self.error = error

        def flush(self) -> None:
            pass

        def write(self, _: bytes) -> None:
            raise self.error

    monkeypatch.setattr("sys.stdout", Full(BrokenPipeError()))
    write("x")
    monkeypatch.setattr("sys.stdout", Full(OSError(28, "No space left on device")))
    with pytest.raises(LightmeterError, match="cannot be written: No space left on device"):
        write("x")
    monkeypatch.setattr("sys.stdout", None)
    write("x")


def test_what_is_said_is_not_acted_on() -> None:
    """A command may repeat what a stranger has called a file."""
    assert ends(RuntimeError("\x1b[31m"))[1].startswith(
        "lightmeter: this is a bug in lightmeter: RuntimeError: \\x1b[31m;"
    )
