"""Blocks of long texts judged by several processes, and what came of them in their order."""

import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice

from lightmeter.checker import Checker
from lightmeter.cli.ending import FAILED
from lightmeter.document.source import Source
from lightmeter.errors import LightmeterError
from lightmeter.run import Stopped
from lightmeter.stream.counting import Counting
from lightmeter.stream.gist import Gist, judge_block

__all__ = ["Jobs", "cores"]

# Checkers that were there before the processes began, by what they are pickled as.
_INHERITED: dict[bytes, Checker] = {}
_LOOK_S = 0.5
# Blocks that wait for each process: enough that none waits for a block, few enough for memory.
_AHEAD = 3


def cores() -> int:
    """How many processes this one may have running at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Jobs:
    """Processes that judge blocks; they begin when the first block comes."""

    def __init__(
        self,
        number: int,
        checker_of: Callable[[str], Checker],
        provider: str | None,
        counting: Counting | None = None,
    ) -> None:
        """
        Set up; no process is begun.

        Args:
            number: Of processes, at least 2.
            checker_of: Gives the checker of a source by its name.
            provider: For requests that name none.
            counting: Counts requests besides; it has counted nothing yet.
        """
        # Before anything is in it.
        self._counting = pickle.dumps(counting)
        self._number = number
        self._checker_of = checker_of
        self._provider = provider
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, name: str, blocks: Iterator[Source]) -> Iterator[Gist]:
        """
        Judge the blocks of a text.

        Raises:
            LightmeterError: If a process has died.
            Stopped: If nobody wants more; what was begun is given before.
        """
        # The same bytes for every block, so that each process makes one checker of them.
        checker = pickle.dumps(self._checker_of(name))
        if self._pool is None:
            # Where processes are copies of this one, they have the packs that this one has read:
            # those of the first block are mostly those of all.
            _INHERITED[checker] = self._checker_of(name)
            yield from (self._here(checker, name, block) for block in islice(blocks, 1))
            self._pool = ProcessPoolExecutor(
                self._number, initializer=_begin, initargs=(os.getpid(),)
            )
        waiting: deque[Future[Gist]] = deque()
        stopped: Stopped | None = None
        try:
            try:
                for block in blocks:
                    waiting.append(
                        self._pool.submit(
                            _judge, checker, name, self._provider, self._counting, block
                        )
                    )
                    if len(waiting) > self._number * _AHEAD:
                        yield waiting.popleft().result()
            except Stopped as wish:
                stopped = wish
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise LightmeterError(
                "one of the processes that judge has ended, perhaps for want of memory; run again"
                " with --jobs 1"
            ) from error
        if stopped is not None:
            raise stopped

    def _here(self, checker: bytes, name: str, block: Source) -> Gist:
        return _judge(checker, name, self._provider, self._counting, block)

    def end(self) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    # The key that interrupts reaches every process of a command; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process once the one that began it is gone, by whatever signal."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(FAILED)


@lru_cache(maxsize=16)
def _checker(pickled: bytes) -> Checker:
    # It comes from the process that began this one.
    return _INHERITED.get(pickled) or pickle.loads(pickled)  # noqa: S301


def _judge(pickled: bytes, name: str, provider: str | None, counting: bytes, block: Source) -> Gist:
    checker = _checker(pickled)
    judging = checker.judge_for(name, provider)
    # From the same process, as the checker is.
    counted: Counting | None = pickle.loads(counting)  # noqa: S301
    return judge_block(block, lambda _: judging, counted and counted.begin(checker))
