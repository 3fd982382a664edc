import subprocess
import sys

import click

from lightmeter.cli.main import main


def test_every_command_is_there() -> None:
    """Each name of the table is a command, and its help begins with the table's sentence."""
    context = click.Context(main)
    names = main.list_commands(context)

    assert names == [
        "check",
        "cost",
        "reconcile",
        "normalize",
        "explain",
        "models",
        "rules",
        "packs",
        "baseline",
        "config",
        "completion",
    ]
    for name in names:
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_help_imports_no_command() -> None:
    """`lightmeter --help` costs click and nothing else of weight."""
    script = "import sys\nfrom lightmeter.cli.main import main\nmain.main(['--help'])\n"
    watch = f"import atexit, sys\natexit.register(lambda: print(*sys.modules))\n{script}"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", watch], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()

    assert "click" in loaded
    assert not {"lightmeter.checker", "lightmeter.cli.check", "cattrs", "tomli"} & set(loaded)


def test_the_version_imports_nothing() -> None:
    """`lightmeter --version` is answered before click is imported."""
    script = (
        "import sys\nsys.argv = ['lightmeter', '--version']\n"
        "from lightmeter.__main__ import main\nmain()\nprint(*sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    version, loaded = done.stdout.splitlines()

    assert version.startswith("lightmeter ")
    assert not {"click", "attrs", "attr", "tomli"} & set(loaded.split())
