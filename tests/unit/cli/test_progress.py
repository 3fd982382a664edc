import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from lightmeter.cli.files import Plan, find_files
from lightmeter.cli.progress import Progress, show_progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Clock:
    """Every time it is asked it is some seconds later."""

    def __init__(self, step_s: float) -> None:
        self.now, self.step_s = 0.0, step_s

    def __call__(self) -> float:
        self.now += self.step_s
        return self.now


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Two files, the second of which is as long as it may be to count three times as much."""
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_bytes(b"")
    Path("b.json").write_bytes(b" " * 512)
    return find_files(["a.json", "b.json"])


def _read(progress: Progress, plan: Plan) -> Iterator[str]:
    for it in progress.over(plan):
        progress.watch(1, 2)
        yield it.name


def test_a_run_that_is_soon_over_shows_nothing(plan: Plan) -> None:
    stream = _Terminal()
    progress = Progress(stream, _Clock(0.1))

    assert list(_read(progress, plan)) == ["a.json", "b.json"]
    progress.clear()
    assert stream.getvalue() == ""


def test_a_long_run_shows_how_far_it_is_and_takes_that_away(plan: Plan) -> None:
    """A half of a file is a half of its size."""
    stream = _Terminal()
    progress = Progress(stream, _Clock(1))

    assert list(_read(progress, plan)) == ["a.json", "b.json"]
    progress.clear()
    for percent in ("12%", "25%", "62%", "100%"):
        assert percent in stream.getvalue()
    assert "adding up" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K\x1b[?25h")


def test_nobody_looks_on_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where it is switched off, or on a terminal without a cursor to move."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with show_progress(wanted=True) as piped:
        assert piped is None
    monkeypatch.setattr("sys.stderr", _Terminal())
    with show_progress(wanted=False) as unwanted:
        assert unwanted is None
    monkeypatch.setenv("TERM", "dumb")
    with show_progress(wanted=True) as dumb:
        assert dumb is None


def test_it_is_taken_away_whatever_happens(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    stream = _Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("lightmeter.cli.progress._PATIENCE_S", 0.0)

    with pytest.raises(KeyboardInterrupt):
        _interrupted(plan)
    assert stream.getvalue().endswith("\r\x1b[2K\x1b[?25h")


def _interrupted(plan: Plan) -> None:
    with show_progress(wanted=True) as progress:
        assert progress is not None
        for number, _ in enumerate(progress.over(plan)):
            if number:
                raise KeyboardInterrupt
