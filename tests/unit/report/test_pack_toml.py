from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from lightmeter.packs.load import Shelf
from lightmeter.report.pack_toml import render_pack

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

PACK = """\
format = 1
id     = "acme/video"
source = "docs"
[sources.docs]
title = "Video API"
read  = "2026-01-02"
[models.video]
[models."video-2.0"]
fields.n.maximum = 4
[fields.n]
type    = "integer"
maximum = 9
[let]
long  = "n > 3"
rates = { low = "0.1", high = "0.2" }
tier  = [{ when = 'n == 1', then = '"1K"' }, { then = '"2K"' }]
[[billing]]
item     = "video"
unit     = "second"
quantity = "n"
currency = "USD"
rate     = "0.10"
"""
OVER = """\
format = 1
id     = "acme/rates"
amends = "acme/video"
source = "contract"
[sources.contract]
title = "Our contract"
[[billing]]
item = "video"
rate = "0.05"
"""


def test_every_key_is_followed_by_its_place_and_by_what_it_replaced(
    put: Put, tmp_path: Path
) -> None:
    put("acme/video", PACK)
    over = tmp_path / "rates.txt"
    over.write_text(OVER)

    text = render_pack(Shelf([tmp_path], [over]).merged("acme/video", "video-2.0"))

    assert (
        text
        == """\
# acme/video, model video-2.0: every key that is in force, and where it was written.
#
# Layers, the later over the earlier:
#   acme/video  acme/video.toml
#   acme/rates  rates.txt        overlay
# Sources, which belong to the layer that names them:
#   acme/video  docs      read 2026-01-02  Video API
#   acme/rates  contract                   Our contract
# Examples are not merged and are left out: each file's own are tried by packs test.

format = 1             # acme/video.toml:1
id     = "acme/video"  # acme/video.toml:2

[models]
video = {}  # acme/video.toml:7
"video-2.0".fields.n.maximum = 4  # acme/video.toml:9

[fields]
n.type    = "integer"  # acme/video.toml:11
n.maximum = 4          # acme/video.toml:9, was 9 (acme/video.toml:12)
n.source  = "docs"     # acme/video.toml:3

[let]
long = "n > 3"  # acme/video.toml:14

rates.low  = "0.1"  # acme/video.toml:15
rates.high = "0.2"  # acme/video.toml:15

tier = [  # acme/video.toml:16
  { when = "n == 1", then = '"1K"' },
  { then = '"2K"' },
]

[[billing]]
item     = "video"     # rates.txt:8
unit     = "second"    # acme/video.toml:19
quantity = "n"         # acme/video.toml:20
currency = "USD"       # acme/video.toml:21
rate     = "0.05"      # rates.txt:9, was "0.10" (acme/video.toml:22)
source   = "contract"  # rates.txt:4, was "docs" (acme/video.toml:3)
"""
    )


def test_a_long_former_value_is_clipped(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text(f"[fields.n]\nblank = '{'x' * 90}'"))
    over = tmp_path / "over.txt"
    text = pack_text(
        "[fields.n]\nblank = 'y'",
        pack="us/over",
        models="",
        top='amends = "acme/video"\nsource = "docs"',
    )
    over.write_text(text)

    shown = render_pack(Shelf([tmp_path], [over]).merged("acme/video", "video"))

    assert f', was "{"x" * 58}… (acme/video.toml:9)' in shown
