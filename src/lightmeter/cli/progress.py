"""A bar on standard error that shows how far a long run is."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from lightmeter.cli.files import File, Plan
from lightmeter.inputs import Input

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

__all__ = ["Progress", "show_progress"]

# A run that is over sooner shows none.
_PATIENCE_S = 1.0
_PAUSE_S = 0.1
_BAR_COLUMNS, _LEAST_COLUMNS = 24, 60
# What a file takes beside its bytes, as many bytes as that many more.
_OF_ANY_FILE = 256
# The bar's line goes, and the cursor that it hid comes back.
_CLEARED = "\r\x1b[2K\x1b[?25h"


class Progress:
    """How much is read of what is to be read, in bytes; shown once it takes a while."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Begin to count; nothing is shown yet.

        Args:
            stream: The terminal to show it on.
            clock: Gives seconds.
        """
        self._stream, self._clock = stream, clock
        self._next = clock() + _PATIENCE_S
        self._whole = self._before = self._size = 0
        self._bar: ProgressBar[int] | None = None

    def over(self, plan: Plan, *, hold: bool = True) -> Iterator[Input]:
        """
        Read one file after the other, and count them.

        Args:
            plan: Of what is to be read.
            hold: As `Plan.inputs` has it.
        """
        sizes = [_size(it) for it in plan.files]
        self._whole = sum(sizes)
        for it, size in zip(plan.inputs(hold=hold), sizes, strict=True):
            self._size = size
            yield it
            self.watch(1, 1)
            self._before, self._size = self._before + size, 0
        if self._bar is not None:
            self._bar.label = "adding up"
            self._bar.render_progress()

    def watch(self, done: int, whole: int) -> None:
        """Be told how much of the file that was given last is done."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _PAUSE_S
        if self._bar is None:
            # Slow to import, and most runs are over before they show how far they are.
            import click  # noqa: PLC0415

            self._bar = click.progressbar(
                length=self._whole,
                label="checking",
                file=self._stream,
                show_eta=False,
                width=_BAR_COLUMNS,
            )
        self._bar.update(self._before + self._size * done // whole - self._bar.pos)

    def clear(self) -> None:
        """Take the bar away again, if there is one."""
        if self._bar is not None:
            self._bar = None
            import click  # noqa: PLC0415 - the bar has imported it

            click.echo(_CLEARED, file=self._stream, nl=False)


@contextmanager
def show_progress(*, wanted: bool) -> Iterator[Progress | None]:
    """
    Show progress for as long as it goes on, on a terminal alone.

    Args:
        wanted: Nobody has switched it off.

    Returns:
        What is to be told of the progress, or None where there is nobody to look on.
    """
    stream = sys.stderr
    if not wanted or stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    # Output mostly goes elsewhere than to a terminal.
    import shutil  # noqa: PLC0415

    if shutil.get_terminal_size().columns < _LEAST_COLUMNS:
        yield None
        return
    progress = Progress(stream)
    try:
        yield progress
    finally:
        progress.clear()


def _size(file: File) -> int:
    size = 0
    # What cannot be read is said elsewhere.
    with suppress(OSError):
        size = 0 if file.path is None else file.path.stat().st_size
    return size + _OF_ANY_FILE
