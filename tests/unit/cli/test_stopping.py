import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from lightmeter.cli.stopping import Stopping
from lightmeter.fix.mend import Mended, mend
from lightmeter.run import Stopped

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("interruptible")


def test_who_asks_once_ends_the_reading_at_the_next_place() -> None:
    stopping, told = Stopping(), []
    watch = stopping.watching(lambda done, whole: told.append((done, whole)))

    with stopping.heeded():
        watch(1, 3)
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Stopped):
            watch(2, 3)

    assert told == [(1, 3)]


def test_who_asks_twice_ends_everything() -> None:
    stopping = Stopping()

    with stopping.heeded():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_before_and_after_the_key_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    stopping = Stopping()

    with stopping.heeded():
        during = signal.getsignal(signal.SIGINT)

    assert during != before
    assert signal.getsignal(signal.SIGINT) == before


def test_where_the_key_is_not_meant_it_is_left_alone() -> None:
    """As by shells of what they start in the background."""
    stopping = Stopping()
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    with stopping.heeded():
        os.kill(os.getpid(), signal.SIGINT)

    assert not stopping.wanted


def test_nothing_is_written_to_a_file_that_has_the_number_of_a_closed_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where standard error is closed, the next file that is opened has its number."""
    monkeypatch.setattr("sys.stderr", None)
    before = os.dup(2)
    os.close(2)
    try:
        with (tmp_path / "request").open("wb") as file, Stopping().heeded():
            number = file.fileno()
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        os.dup2(before, 2)
        os.close(before)

    assert number == 2
    assert (tmp_path / "request").read_bytes() == b""


def test_in_another_thread_signals_are_left_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def work() -> None:
        with Stopping().heeded():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert seen == [before]


def test_a_filter_that_is_ended_writes_no_report_into_the_text(
    run: Run, interrupt_judging: Callable[[], None]
) -> None:
    interrupt_judging()
    text = '{"model": "picture-1", "input": {"prompt": "x", "n": 2.0}}'

    result = run("check", "-", "--fix", stdin=text)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "interrupted before anything was read" in " ".join(result.stderr.split())


def test_nothing_is_mended_once_somebody_wants_to_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: Any) -> Mended:
        os.kill(os.getpid(), signal.SIGINT)
        return mend(*_)

    monkeypatch.setattr("lightmeter.cli.mending.mend", asked)
    text = '{"model": "picture-1", "input": {"prompt": "x", "n": 2.0}}'

    result = run("check", "a.json", "b.json", "--fix", files={"a.json": text, "b.json": text})

    assert result.exit_code == 2
    assert [Path(name).read_text() for name in ("a.json", "b.json")] == [text, text]
    assert "interrupted before anything was read: 0 requests" in " ".join(result.stdout.split())


def test_an_id_that_was_not_read_is_not_said_to_be_missing(
    run: Run, interrupt_judging: Callable[[], None]
) -> None:
    interrupt_judging()
    text = '{"requests": [{"model": "picture-1", "id": "a", "input": {"prompt": "x"}}]}'

    result = run("normalize", "a.json", "--request", "a", files={"a.json": text})

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(
        "lightmeter: the run was interrupted, and of what was read no request has the id a; there"
        " are none\n"
    )
