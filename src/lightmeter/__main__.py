"""The command `lightmeter`, also as `python -m lightmeter`."""

import gc
import os
import sys

from lightmeter.version import __version__

__all__ = ["main", "run"]

# A command is over before it has left much behind; a long one collects all the same.
_MOST_UNCOLLECTED = 100_000
# With these somebody has something done at the end of the process: ends others, takes temporary
# files away, tells what was measured.
_WAITING = frozenset(("atexit", "cProfile", "concurrent.futures", "multiprocessing", "profile"))


def run() -> None:
    """Run the command line as all that its process does: it ends with it, and at once."""
    try:
        main()
    except SystemExit as ending:
        _end_at_once(ending.code)
        raise
    _end_at_once(0)


def _end_at_once(code: object) -> None:
    """End the process, unless somebody waits for its end or something cannot be written."""
    if not isinstance(code, int) or sys.flags.inspect or not _WAITING.isdisjoint(sys.modules):
        return
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # Python says so at its end, and has an exit code for it.
        return
    # The system takes back as a whole what Python would take apart object by object.
    os._exit(code)


def main() -> None:
    """Run the command line and raise SystemExit with its exit code."""
    arguments = sys.argv[1:]
    # Editors and hooks ask for the version at every start, so nothing else is imported for it.
    if arguments == ["--version"] and _say_version():
        return
    gc.set_threshold(_MOST_UNCOLLECTED)
    try:
        from lightmeter.cli.entry import find_command  # noqa: PLC0415 - see above

        command = find_command(arguments)
    except KeyboardInterrupt:
        sys.exit(2)
    try:
        command()
    finally:
        # What is left goes with the process; nobody looks through it for circles any more.
        gc.freeze()


def _say_version() -> bool:
    """Whether the version could be written; where not, the command says why."""
    if sys.stdout is None:
        return True
    try:
        sys.stdout.write(f"lightmeter {__version__}\n")
        sys.stdout.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    # Whoever runs a module may go on when it is done.
    main()
