"""A pack of three rules."""

from pathlib import Path

import pytest

PACK = """\
format = 1
id     = "acme/picture"
source = "guide"
[sources.guide]
title = "Guide"
read  = "2026-01-03"
[request]
input = "/input"
[models.picture-1]
[fields.prompt]
type = "string"
required = true
[fields.tier]
type = "string"
enum = ["1K", "2K"]
[rules.dear]
severity = "warning"
when     = 'has(tier) and tier == "2K"'
at       = "tier"
message  = "2K is dear"
why      = "It costs more."
[[billing]]
item = "image"
unit = "image"
quantity = "1"
currency = "USD"
rate = "0.10"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A directory of packs with one pack in it, `acme/picture`."""
    directory = tmp_path / "packs"
    (directory / "acme").mkdir(parents=True)
    (directory / "acme" / "picture.toml").write_text(PACK)
    return directory
