"""The key that interrupts: what was read so far is told of, and what was not is said."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

try:
    # The same as in `signal`, which first makes enums of all that there is.
    from _signal import (  # type: ignore[import-not-found]
        SIG_IGN,
        SIGINT,
        getsignal,
        signal,
    )
except ImportError:
    from signal import SIG_IGN, SIGINT, getsignal, signal

from lightmeter.reader import Watch
from lightmeter.run import Stopped

__all__ = ["Stopping"]

_SAID = (
    b"\nlightmeter: interrupted; what was read is told of, and once more ends everything at once\n"
)


class Stopping:
    """
    Notes that somebody wants the run to end, and lets it end where that does no harm.

    Asked once, nothing more is read and the report is of what was; asked twice, all ends at once.

    Attributes:
        wanted: Whether somebody has asked.
    """

    def __init__(self) -> None:
        """Begin with nobody asking."""
        self.wanted = False
        self._told: int | None = None

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """For as long as this goes on, the key is noted; else it ends the process."""
        # Signals are the main thread's business. Who is started in the background of a shell is not
        # meant by the key.
        main = threading.current_thread() is threading.main_thread()
        if not main or getsignal(SIGINT) == SIG_IGN:
            yield
            return
        self._told = _descriptor_of(sys.stderr)
        before = signal(SIGINT, self._note)
        try:
            yield
        finally:
            signal(SIGINT, before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True
        # A handler may run in the middle of any writing, so that it writes past all buffers.
        if self._told is not None:
            with suppress(OSError):
                os.write(self._told, _SAID)

    def watching(self, further: Watch | None) -> Watch:
        """
        Give what looks on and ends the run between two requests.

        Args:
            further: Looks on as well, if anybody does.
        """

        def watch(done: int, whole: int) -> None:
            if self.wanted:
                raise Stopped
            if further is not None:
                further(done, whole)

        return watch


def _descriptor_of(stream: TextIO | None) -> int | None:
    """By which a stream is written to; None for a closed one, whose number the next file has."""
    if stream is None:
        return None
    try:
        return stream.fileno()
    except (OSError, ValueError):
        return None
