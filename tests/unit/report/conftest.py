"""A pack small enough to know by heart, and a checker that has read nothing else."""

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.suppressed import Suppressed

PACK = """\
format  = 1
id      = "acme/picture"
title   = "Picture on Acme"
edition = "2026-01-02"
source  = "guide#limits"
levers  = ["quality", "tier"]

[sources.guide]
title   = "Picture guide"
url     = "https://example.com/picture"
edition = "2026-01-02"
read    = "2026-01-03"

[request]
url   = "https://example.com/submit"
input = "/input"

[models.picture-1]
[models.picture-2]

[fields.prompt]
type      = "string"
required  = true
maxLength = 400

[fields.quality]
type    = "string"
enum    = ["low", "high"]
default = "low"

[fields.size]
type    = "string"
enum    = ["1:1", "16:9"]
default = "1:1"

[fields.resolution]
type = "string"
enum = ["1K", "2K", "4K"]

[let]
tier = [
  { when = "not has(resolution)", then = '"1K"', basis = "inferred", field = "resolution", \
assume = "resolution is not sent, 1K is assumed", close = "set resolution" },
  { when = 'resolution == "4K" and size == "1:1"', then = '"2K"' },
  { then = "resolution" },
]

[let.credits]
1K = 1
2K = 4
4K = 8

[currencies.credits]
usd    = "0.005"
source = "guide#credits"
basis  = "observed"

[[billing]]
item     = "image"
unit     = "image"
quantity = "1"
rate     = "credits[tier]"
currency = "credits"
source   = "guide#prices"

[rules.billed-as-2k]
severity = "warning"
when     = 'has(resolution) and resolution == "4K" and size == "1:1"'
at       = "resolution"
message  = "resolution 4K is billed as 2K: size {size} is square; set resolution to 2K"
why      = "The image comes out at 2K."
fix      = { set = { resolution = "2K" } }
source   = "guide#resolutions"
"""

FILM = """\
format = 1
id     = "acme/film"
title  = "Film on Acme"
source = "guide"

[sources.guide]
title = "Film guide"
read  = "2026-01-03"

[request]
input = "/input"

[models.film-1]

[fields.seconds]
type     = "integer"
required = true
minimum  = 1

[[billing]]
item     = "film"
unit     = "second"
quantity = "seconds"
currency = "credits"
unpriced = "the guide states no rate"
"""

REEL = """\
format = 1
id     = "acme/reel"
title  = "Reels on Acme"
source = "guide"

[sources.guide]
title = "Reel guide"
read  = "2026-01-03"

[request]
input = "/input"

[models.reel-1]

[fields.seconds]
type    = "integer"
minimum = 1
maximum = 5

[[billing]]
item     = "video"
unit     = "second"
currency = "USD"
rate     = "0.10"
quantity = [
  { when = "has(seconds)", then = "seconds" },
  { minimum = "1", maximum = "5", field = "seconds", \
assume = "seconds is not sent, a reel has 1 to 5", close = "set seconds" },
]

[[billing]]
item     = "sound"
unit     = "reel"
currency = "USD"
rate     = "0.05"
quantity = "1"

[[billing]]
item     = "seal"
unit     = "seal"
currency = "USD"
quantity = "1"
unpriced = "nobody says"
"""

OpenChecker = Callable[..., BatchReport]


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    """A checker of the packs above."""
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "picture.toml").write_text(PACK)
    (tmp_path / "acme" / "film.toml").write_text(FILM)
    (tmp_path / "acme" / "reel.toml").write_text(REEL)
    return Checker([tmp_path])


@pytest.fixture
def check(checker: Checker) -> OpenChecker:
    """Check texts by name: `check({"a.toml": "…"})`."""

    def run(texts: dict[str, str | bytes]) -> BatchReport:
        return checker.check_inputs(
            Input(name, text if isinstance(text, bytes) else text.encode())
            for name, text in texts.items()
        )

    return run


KEY = "sk-abcdefghijklmnop0123456789"
"""What looks like a key; no output may show it, or a part of it that could be told from a word."""

ODD_NAME = "shots 50%, a=b ü.toml"
"""A file's name with what formats give a meaning to."""

RICH = f"""\
provider = "acme"

[defaults]
model = "picture-1"
input.resolution = "4K"

[[requests]]
id = "espresso"
input = {{ prompt = "Grüße 🐈", hue = 1 }}

[[requests]]
id = "latte"
input = {{ prompt = "x", qualty = "high", size = "<b>|`x` @me [a](http://b) {{0}} %0A _it_" }}

[[requests]]
input = {{ prompt = 5, quality = "low" }}

[[requests]]
model = "picture-9x"
input = {{ prompt = "{KEY}" }}

[[requests]]
model = "radio-7"
id = "a|b"
input = {{ prompt = "x" }}
"""

LINES = f"""\
{{"model": "reel-1", "input": {{}}}}
{{"model": "film-1", "input": {{"seconds": 5}}}}
{{,}}
{{"model": "picture-1", "input": {{"prompt": "x", "quality": "ab\\nBearer {KEY}"}}}}
{{"model": "picture-1", "input": {{"prompt": "x", "quality": "ab\\nBearer {KEY}"}}}}
"""


@pytest.fixture
def rich(checker: Checker) -> BatchReport:
    """A report with everything in it: what formats have to show, and what they must not."""
    report = checker.check_inputs(
        (
            Input(ODD_NAME, RICH.replace("\n", "\r\n").encode()),
            Input("lines/b.jsonl", LINES.encode()),
            Input("gone.json", b"", problem="Permission denied"),
            Input("empty.toml", b""),
            Input("mark.json", b'\xef\xbb\xbf{"model": "picture-1", "input": {"prompt": "x"}}'),
            Input("-", b'{"model": "film-1", "input": {"seconds": 0}}', "json"),
        )
    )
    nowhere = Diagnostic(
        "type",
        Severity.INFO,
        "of no text\x00",
        related=(Related("nowhere"), Related("there", pointer=("a", 0))),
    )
    entries = [(nowhere, None), *report.entries]
    silenced = [it for it in entries if it[0].rule == "unknown-field"]
    by = (("comment", "agreed | <i>"), ("baseline", ""))
    return attrs.evolve(
        report,
        chosen=tuple(it for it in entries if it not in silenced),
        suppressed=tuple(Suppressed(*it, *why) for it, why in zip(silenced, by, strict=False)),
    )
