"""The command `lightmeter`, also as `python -m lightmeter`."""

import gc
import sys

from lightmeter.version import __version__

__all__ = ["main"]

# A command is over before it has left much behind; a long one collects all the same.
_MOST_UNCOLLECTED = 100_000


def main() -> None:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:]
    # Editors and hooks ask for the version at every start, so nothing else is imported for it.
    if arguments == ["--version"] and _say_version():
        return
    gc.set_threshold(_MOST_UNCOLLECTED)
    try:
        from lightmeter.cli.main import main as run  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.exit(2)
    try:
        run.main(arguments)
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
    main()
