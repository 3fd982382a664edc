"""A pack of a few lines, and the command run over it in a directory of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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
        return CliRunner().invoke(main, [arguments[0], *options, *arguments[1:]], input=stdin)

    return command
