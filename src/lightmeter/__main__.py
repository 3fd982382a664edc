"""The command `lightmeter`, also as `python -m lightmeter`."""

import sys

from lightmeter.version import __version__

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:]
    # Editors and hooks ask for the version at every start, so nothing else is imported for it.
    if arguments == ["--version"]:
        sys.stdout.write(f"lightmeter {__version__}\n")
        return
    try:
        from lightmeter.cli.main import main as run  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.exit(2)
    run.main(arguments)


if __name__ == "__main__":
    main()
