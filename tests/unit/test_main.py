"""The process of a command ends at once, unless somebody waits for its end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_FULL = Path("/dev/full")
_RUN = "from lightmeter.__main__ import run; run()"
_AFTER = f"""
import sys
sys.argv = ["lightmeter", *{{arguments!r}}]
{{before}}
try:
    {_RUN}
finally:
    print("after")
"""


def _run(*arguments: str, before: str = "") -> tuple[int, str, str]:
    script = _AFTER.format(arguments=arguments, before=before)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    ((("--version",), 0), (("explain", "enum"), 0), (("check", "missing.toml"), 2)),
    ids=("the version", "a command", "a failure"),
)
def test_nothing_is_done_after_a_command(arguments: tuple[str, ...], code: int) -> None:
    """Its code is that of the process, and what it says is written."""
    ended, out, told = _run(*arguments)

    assert ended == code
    assert "after" not in out
    assert bool(out) == (code == 0)
    assert bool(told) == (code != 0)


@pytest.mark.parametrize(
    ("before", "said"),
    (
        ("import atexit; atexit.register(print, 'the end')", "after\nthe end\n"),
        ("import cProfile", "after\n"),
    ),
    ids=("what is registered", "a profiler"),
)
def test_whoever_waits_for_the_end_is_heard(before: str, said: str) -> None:
    ended, out, _ = _run("check", "missing.toml", before=before)

    assert (ended, out) == (2, said)


@pytest.mark.skipif(not _FULL.exists(), reason="no device that is always full")
def test_what_cannot_be_written_is_left_to_python() -> None:
    """It says so at its end, with an exit code of its own, as for any other program."""
    script = _AFTER.format(arguments=("check", "missing.toml"), before="print('waiting')")

    env = {name: it for name, it in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with _FULL.open("w") as full:
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", script], env=env, stdout=full, check=False, timeout=60
        )

    assert done.returncode == 120
