from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from lightmeter.packs.load import Shelf
from lightmeter.report.pack_index import pack_index

Put: TypeAlias = Callable[[str, str], Path]

PACK = """\
format  = 1
id      = "acme/picture"
title   = "Picture on Acme"
edition = "2026-01-02"
source  = "guide#limits"

[sources.guide]
title = "Picture guide"
url   = "https://example.com/picture"
read  = "2026-01-03"

[models.picture-1]
[models.picture-2]
rules.blank.severity = "info"

[fields.prompt]
type = "string"

[rules.blank]
severity = "warning"
when     = "not has(prompt)"
at       = "prompt"
message  = "prompt is missing"

[rules.off]
severity = "off"
when     = "has(prompt)"
at       = "prompt"
message  = "prompt is set"

[[billing]]
item     = "image"
unit     = "image"
currency = "coins"
quantity = "1"
rate     = "2"
"""


def test_the_index_leads_to_every_page(put: Put, shelf: Shelf) -> None:
    put("acme/picture", PACK)
    put("acme/bare", 'format = 1\nid = "acme/bare"\n[models.bare]')

    text = pack_index(shelf, ["acme/bare", "acme/picture"])

    assert text.endswith("""
| pack | models | price | rules | document of |
| --- | --- | --- | --- | --- |
| [acme/bare](acme/bare.md) | `bare` | not published | 0 | undated |
| [Picture on Acme](acme/picture.md) | `picture-1`, `picture-2` | coins per image | 1 | 2026-01-02 |
""")
