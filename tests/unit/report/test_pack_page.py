# ruff: noqa: E501 - the lines of a page are as long as they are
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from lightmeter.packs.load import Shelf
from lightmeter.report.pack_page import pack_page

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

PACK = """\
# Pictures on Acme: one a request.
#
# Peculiar: `tier` is *not* what the page_size
# says | it is.
format  = 1
id      = "acme/picture"
title   = "Picture on Acme"
edition = "2026-01-02"
source  = "guide#limits"
levers  = ["tier"]

# A comment of the first key, not of the pack.
[sources.guide]
title = "Picture guide"
url   = "https://example.com/picture"
read  = "2026-01-03"

[request]
url   = "https://example.com/submit"
input = "/input"

[request.body.callback]
type    = "string"
format  = "uri"
webhook = true

[models.picture-1]
[models.picture-2]
fields.n.unsupported = "picture-2 returns one image"
fields.prompt.maxLength = 50
rules.blank-2k.severity = "info"

[fields.prompt]
type      = "string"
required  = true
minLength = 1
maxLength = 400
blank     = "nothing comes of it"

[fields.tier]
type    = "string"
enum    = ["1K", "2K"]
default = "1K"

[fields.n]
type    = "integer"
minimum = 1
maximum = 4
default = 1
basis   = "inferred"

[let]
large = 'tier == "2K"'
[let.price]
1K = "0.10"
2K = "0.20"

[[billing]]
item     = "image"
unit     = "image"
quantity = [{ when = "large", then = "1" }, { minimum = "1", maximum = "4", basis = "inferred", field = "n", assume = "at most n", close = "set n" }]
currency = "coins"
rate     = "price[tier]"

[currencies.coins]
usd    = "0.5"
source = "guide#coins"

[rules.blank-2k]
severity = "warning"
when     = "large"
require  = 'prompt != " "'
at       = "prompt"
message  = "prompt is blank at {tier}; write something"
why      = "It is paid like any other."
fix      = { set = { tier = "1K" } }
source   = "guide#prices"

[[examples]]
name   = "blank at 2K"
input  = { prompt = " ", tier = "2K" }
expect = ["blank-2k", "blank"]
fixed  = { prompt = " ", tier = "1K" }
"""

PAGE = """\
<!-- Written by lightmeter from the pack acme/picture: change the pack, not this page. -->

# Picture on Acme

Pictures on Acme: one a request.

Peculiar: `tier` is *not* what the `page_size` says \\| it is.

- Pack: `acme/picture`, in [`acme/picture.toml`](../picture.toml), tried by 1 example of its own
- Document: edition 2026-01-02, read 2026-01-03
- Sent as: `POST https://example.com/submit`
- Effective values that are shown: `tier`

## Models

| model | what differs |
| --- | --- |
| `picture-1` |  |
| `picture-2` | `n` must not be sent: picture-2 returns one image; `fields.prompt.maxLength` is `50`; the rule [`blank-2k`](#blank-2k) is a note |

## Members

Of `input`:

| member | type | required | accepted | default | known from |
| --- | --- | --- | --- | --- | --- |
| `prompt` | text | yes | `picture-1`: 1 to 400 characters<br>`picture-2`: 1 to 50 characters |  | `guide#limits`, documented |
| `tier` | text |  | `1K` or `2K` | `1K` | `guide#limits`, documented |
| `n` | integer |  | `picture-1`: 1 to 4<br>`picture-2`: must not be sent: picture-2 returns one image | `picture-1`: `1` | `guide#limits`, inferred |

Beside `input` and `model`:

| member | type | accepted | known from |
| --- | --- | --- | --- |
| `callback` | text | a whole URL | `guide#limits`, documented |

Members that are not listed are reported, not refused (warning `unknown-field`): the document does not say what becomes
of them.

Said besides, of what is accepted:

- `prompt`: nothing comes of it (warning `blank`)
- `callback`: an address that the provider can call (warning `webhook`)

## Derived values

Names that the conditions and prices below use:

| name | stands for |
| --- | --- |
| `large` | `tier == "2K"` |

## Rules

Demands on several members at once. What is demanded of single ones stands under [Members](#members);
`lightmeter explain` tells the same of both.

### blank-2k

Warning at `prompt`, for `picture-1`:

> prompt is blank at `{tier}`; write something

**Why:** It is paid like any other.

**Fires** when `large`, unless `prompt != " "`.

**Remedy:** Write something. Fix: set tier to "1K" (unsafe: look at it before you take it over).

**Bad** (blank at 2K):

```json
{"prompt": " ", "tier": "2K"}
```

> prompt is blank at 2K; write something

**Good** (the same with its fix):

```json
{"prompt": " ", "tier": "1K"}
```

**Source:** [Picture guide](https://example.com/picture), section prices, undated, read 2026-01-03, documented.
"""

BILLING = """\
## Billing

**image**, counted in images, paid in coins (`guide#limits`, documented):

- images:
  - 1 when `large`
  - 1 to 4 otherwise (inferred)
- coins per image: `price[tier]`

`price[tier]`:

| tier | value |
| --- | --- |
| `1K` | 0.10 |
| `2K` | 0.20 |

Assumed where the request and the document leave it open:

- `n`: at most n (inferred); to be certain, set n

One coin is worth $0.50 (`guide#coins`, documented).

## Sources

| key | document | edition | read |
| --- | --- | --- | --- |
| `guide` | [Picture guide](https://example.com/picture) | undated | 2026-01-03 |
"""

OVERLAY = """\
format = 1
id     = "house/rates"
amends = "acme/picture"
source = "contract"
[sources.contract]
title = "Our contract"
[rules.blank-2k]
severity = "off"
[models.picture-2]
rules.blank-2k.severity = "off"
[[billing]]
item = "image"
rate = "2"
"""


def test_a_page_says_what_its_pack_says(put: Put, shelf: Shelf) -> None:
    put("acme/picture", PACK)

    page = pack_page(shelf, "acme/picture", "../picture.toml")

    assert page.startswith(PAGE)
    assert page.endswith(BILLING)
    # Between them stands the rule once more, as the other model has it.
    between = page[len(PAGE) : -len(BILLING)]
    assert between.startswith("\nNote at `prompt`, for `picture-2`:\n")
    assert between.endswith(
        '\n**Overridden:** severity = "info" by model picture-2 (acme/picture.toml:31), was'
        ' "warning" (acme/picture.toml:70).\n\n'
    )
    assert "###" not in between


def test_a_page_under_an_overlay_names_it(put: Put, tmp_path: Path) -> None:
    """And tells who has switched a rule off, and what a rate was replaced by."""
    put("acme/picture", PACK)
    over = tmp_path / "over.txt"
    over.write_text(OVERLAY)

    page = pack_page(Shelf([tmp_path], [over]), "acme/picture")

    assert "- Pack: `acme/picture`, in `acme/picture.toml`, tried by" in page
    assert "- Amended by: `house/rates`\n" in page
    assert "\n### blank-2k\n\nSwitched off: it would speak at `prompt`:\n" in page
    assert '**Overridden:** severity = "off" by house/rates (over.txt:8), was "warning"' in page
    assert "- coins per image: 2\n" in page
    assert "| `contract` of `house/rates` | Our contract | undated |" in page


def test_a_pack_without_rules_prices_and_sources(put: Put, shelf: Shelf) -> None:
    put("acme/bare", 'format = 1\nid = "acme/bare"\nadditionalProperties = false\n[models.bare]')

    page = pack_page(shelf, "acme/bare")

    assert page.startswith("<!-- Written by lightmeter from the pack acme/bare")
    assert "# acme/bare\n\n- Pack: `acme/bare`" in page
    assert "Members that are not listed are refused (error `unknown-field`)" in page
    assert "No demand is made on several members at once" in page
    assert "Nothing is known of what a request costs." in page
    assert "## Sources" not in page


def test_tables_of_two_keys_lie_across_and_deeper_ones_are_listed(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    put(
        "acme/video",
        pack_text("""
[fields.a]
type = "string"
enum = ["x", "y"]
default = "x"
[let]
two = { x = { x = 1, y = 2 }, y = { x = 3, y = 4 } }
three = { x = { x = { x = 1 } } }
[[billing]]
item = "video"
unit = "second"
quantity = "two[a][a]"
currency = "EUR"
rate = "1"
"""),
    )

    page = pack_page(shelf, "acme/video")

    assert (
        """
`two[a][a]`:

| a \\ a | `x` | `y` |
| --- | --- | --- |
| `x` | 1 | 2 |
| `y` | 3 | 4 |
"""
        in page
    )
    assert (
        """
`three[key 1][key 2][key 3]`:

| key 1 | key 2 | key 3 | value |
| --- | --- | --- | --- |
| `x` | `x` | `x` | 1 |
"""
        in page
    )
    assert "What EUR are worth in US dollars is not known." in page
