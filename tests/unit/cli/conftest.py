"""A pack of a few lines, and the command run over it in a directory of its own."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lightmeter.checker import Checker
from lightmeter.cli.main import main

PACK = """\
format  = 1
id      = "acme/picture"
title   = "Picture on Acme"
edition = "2026-01-02"
source  = "guide#limits"
levers  = ["tier"]

[sources.guide]
title = "Picture guide"
url   = "https://example.com/picture"
read  = "2026-01-03"

[request]
input = "/input"

[models.picture-1]
[models.picture-2]
fields.n.unsupported = "picture-2 returns one image"

[fields.prompt]
type     = "string"
required = true

[fields.tier]
type    = "string"
enum    = ["1K", "2K"]
default = "1K"

[fields.n]
type    = "integer"
maximum = 4

[[billing]]
item     = "image"
unit     = "image"
quantity = "1"
currency = "USD"
rate     = [{ when = 'tier == "1K"', then = "0.10" }, { then = "0.20" }]

[rules.blank-2k]
severity = "warning"
when     = 'tier == "2K"'
require  = 'prompt != " "'
at       = "prompt"
message  = "prompt is blank, which at {tier} costs twice as much"
why      = "An empty picture is paid like any other."
fix      = { set = { tier = "1K" } }
source   = "guide#prices"

[[examples]]
name   = "a blank prompt at 2K"
input  = { prompt = " ", tier = "2K" }
expect = ["blank-2k"]
fixed  = { prompt = " ", tier = "1K" }
"""

OVERLAY = """\
format = 1
id     = "shop/picture"
amends = "acme/picture"
source = "contract"

[sources.contract]
title = "Our contract"
read  = "2026-02-01"

[[billing]]
item   = "image"
rate   = "0.05"
source = "contract"
"""

Run = Callable[..., Result]
Git = Callable[..., None]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with the pack, in a directory where the given files lie."""
    packs = tmp_path / "packs"
    (packs / "acme").mkdir(parents=True)
    (packs / "acme" / "picture.toml").write_text(PACK)
    (packs / "overlay.txt").write_text(OVERLAY)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def command(
        *arguments: str,
        files: dict[str, str | bytes] | None = None,
        stdin: str | bytes = "",
        overlay: bool = False,
    ) -> Result:
        for name, text in (files or {}).items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        options = ["--pack", str(packs)]
        if overlay:
            options += ["--overlay", str(packs / "overlay.txt")]
        words = 2 if arguments[0] == "baseline" else 1
        line = [*arguments[:words], *options, *arguments[words:]]
        return CliRunner().invoke(main, line, input=stdin)

    return command


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As in the foreground: what runs in the background of a shell begins with SIGINT ignored."""
    if os.name != "posix":
        pytest.skip("the key is a signal of POSIX")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def interrupt_judging(monkeypatch: pytest.MonkeyPatch, interruptible: None) -> Callable[[], None]:
    """Have the key pressed that interrupts, from now on, whenever requests are to be judged."""
    del interruptible
    judge_for = Checker.judge_for

    def interrupted(*arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return judge_for(*arguments)

    return lambda: monkeypatch.setattr(Checker, "judge_for", interrupted)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in a new repository, the current directory, with no settings but the test's."""
    here = tmp_path / "repository"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in tuple(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def command(*arguments: str, cwd: str = ".") -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(  # noqa: S603 - fixed words
            ["git", *who, *arguments],  # noqa: S607 - whichever git there is
            cwd=cwd,
            check=True,
            capture_output=True,
        )

    command("init", "-q")
    return command
