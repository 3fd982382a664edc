"""What a pack begins as: texts with a comment for each part, whose facts are made up."""

import datetime as dt

from lightmeter.document.toml_text import write_key

__all__ = ["fill_in", "write_pack"]

_HEAD = """\
# What this pack covers; then what is peculiar about it, and what the page leaves open.
#
# All facts below are made up. Put the provider's in their place, in the order and the words of the
# page, and give each an example. What the page does not say is better left out than guessed.
format  = 1                      # of this file; always 1
id      = "PROVIDER/NAME"
EXTENDS
title   = "NAME on PROVIDER"
source  = "docs#parameters"      # of all that names none of its own: document#section
levers  = ["quality", "tier"]    # what the price depends on, shown beside each cost
# edition = "TODAY"         # the date that the page bears, where it bears one

# Sources: every fact stands on one of them, and says so in reports --------------------------------

[sources.docs]
title = "NAME (PROVIDER API reference)"
url   = "https://PROVIDER.example/docs/NAME"
read  = "TODAY"             # the day on which somebody last looked

[sources.prices]
title = "PROVIDER price list"
url   = "https://PROVIDER.example/prices"
read  = "TODAY"
"""

_REQUEST = """
# Request: how it is sent, and what stands beside the fields ---------------------------------------

[request]
method = "POST"
url    = "https://api.PROVIDER.example/v1/generate"
input  = "/input"                # where the fields are in the body; "" for the body itself

[request.headers.Authorization]
type   = "string"
scheme = "Bearer"
source = "docs#authentication"

[request.body.callback_url]
type    = "string"
format  = "uri"
webhook = true                   # the provider calls it, so it must be public
source  = "docs#callbacks"
"""

_BODY = """
# Models: each table holds what differs from all that follows --------------------------------------

[models.MODEL]

[models.FAST]
# retires   = "TODAY"       # the day from which requests for it are refused
# successor = "NAME"             # what takes its place
fields.image_urls.unsupported = "FAST_NAME works from text alone; send images to NAME"

# Fields: the keywords of JSON Schema, and a few more ----------------------------------------------

[fields.prompt]
type      = "string"
required  = true
minLength = 1
maxLength = 2000
blank     = "a prompt of blanks describes nothing, and the picture is billed all the same"

[fields.quality]
type    = "string"
enum    = ["draft", "final"]
default = "final"                # what the provider takes where the field is left out

[fields.size]
type    = "string"
enum    = ["1K", "2K"]
default = "1K"

[fields.count]
type    = "integer"
minimum = 1
maximum = 4
default = 1

[fields.image_urls]
type     = "array"
maxItems = 3
items    = { type = "string", format = "uri", media = { data_uri = "warning" } }

[fields.steps]
deprecated = "steps has no effect since the second version"

[fields.negative_prompt]
unsupported = "there is no negative prompt; say in the prompt what should be there"

# Named values: an expression, ordered cases (the first that holds counts), or a table -------------

[let]
tier = [                         # the size that is made and billed
  { when = 'quality == "draft"', then = '"1K"' },
  { then = "size" },
]

[let.rates]                      # US dollars for a final picture; amounts are texts
1K = "0.03"
2K = "0.06"

# Rules on several fields: one fires where `when` holds and `require` does not ---------------------

[rules.draft-is-1k]
severity = "warning"             # error, warning or info; error where it is left out
when     = 'quality == "draft" and size == "2K"'
at       = "size"                # the field that the report points at
message  = "size {size} is ignored at quality draft, which is made as {tier}; set size to 1K"
why      = "The picture comes out at 1K although a larger one was asked for."
fix      = { set = { size = "1K" } }
source   = "docs#quality"

[rules.two-at-2k]
when    = 'tier == "2K"'
require = "count <= 2"
at      = "count"
message = "count is {count}; at size 2K at most 2 pictures are made"
why     = "The provider refuses the request."
fix     = { set = { count = 2 } }
basis   = "observed"             # documented where it is left out; observed, or inferred

# Billing: a line for each item that is charged ----------------------------------------------------

[[billing]]
item     = "picture"
unit     = "image"
quantity = "count"
currency = "USD"
source   = "prices#NAME"
rate     = [
  { when = 'quality == "draft"', then = "0.01" },
  { then = "rates[tier]" },
]
"""

_EXAMPLES = """
# Examples: what must be said of a request, and what it costs --------------------------------------
#
# They document the pack and are its tests. `expect` is all that is found, each as rule@place; the
# cost is the exact amount, or rejected, or declined where no rate is known.

[[examples]]
name       = "the shortest request"
input      = { prompt = "x" }
effective  = { quality = "final", tier = "1K" }
quantity   = 1
cost       = "0.03"
normalized = { prompt = "x", quality = "final", size = "1K", count = 1 }

[[examples]]
name     = "two large pictures after three images"
quantity = 2
cost     = "0.12"
[examples.input]
prompt     = "x"
size       = "2K"
count      = 2
image_urls = ["https://a.example/1.png", "https://a.example/2.png", "https://a.example/3.png"]

[[examples]]
name     = "four drafts of the fast model"
model    = "FAST_NAME"
input    = { prompt = "x", quality = "draft", count = 4 }
quantity = 4
cost     = "0.04"

[[examples]]
name      = "a large draft"
input     = { prompt = "x", quality = "draft", size = "2K", count = 3 }
expect    = ["draft-is-1k@IN/size"]
effective = { quality = "draft", tier = "1K" }
cost      = "0.03"
fixed     = { prompt = "x", quality = "draft", size = "1K", count = 3 }

[[examples]]
name   = "three large pictures"
input  = { prompt = "x", size = "2K", count = 3 }
expect = ["two-at-2k@IN/count"]
cost   = "rejected"
fixed  = { prompt = "x", size = "2K", count = 2 }

[[examples]]
name   = "no prompt"
input  = {}
expect = ["required@IN/prompt"]
cost   = "rejected"

[[examples]]
name   = "an empty prompt"
input  = { prompt = "" }
expect = ["min-length@IN/prompt"]
cost   = "rejected"

[[examples]]
name   = "a prompt of blanks"
input  = { prompt = "   " }
expect = ["blank@IN/prompt"]
cost   = "0.03"

[[examples]]
name   = "a prompt of 2000 characters"
input  = {}
fill   = { prompt = 2000 }
cost   = "0.03"

[[examples]]
name   = "a prompt of 2001 characters"
input  = {}
fill   = { prompt = 2001 }
expect = ["max-length@IN/prompt"]
cost   = "rejected"

[[examples]]
name   = "a quality and a size that are not offered"
input  = { prompt = "x", quality = "best", size = "8K" }
expect = ["enum@IN/quality", "enum@IN/size"]
cost   = "rejected"

[[examples]]
name   = "no pictures"
input  = { prompt = "x", count = 0 }
expect = ["minimum@IN/count"]
cost   = "rejected"

[[examples]]
name   = "five pictures"
input  = { prompt = "x", count = 5 }
expect = ["maximum@IN/count"]
cost   = "rejected"

[[examples]]
name   = "a fourth image"
expect = ["max-items@IN/image_urls"]
cost   = "rejected"
[examples.input]
prompt     = "x"
image_urls = ["https://a.example", "https://b.example", "https://c.example", "https://d.example"]

[[examples]]
name   = "an image inside the request, and one that is no URL"
input  = { prompt = "x", image_urls = ["data:image/png;base64,iVBORw0KGgo=", "a.png"] }
expect = ["data-uri@IN/image_urls/0", "format@IN/image_urls/1"]
cost   = "rejected"

[[examples]]
name   = "an image for the fast model"
model  = "FAST_NAME"
input  = { prompt = "x", image_urls = ["https://a.example"] }
expect = ["unsupported@IN/image_urls"]
cost   = "rejected"

[[examples]]
name   = "fields that are not what they were"
input  = { prompt = "x", steps = 30, negative_prompt = "y" }
expect = ["deprecated@IN/steps", "unsupported@IN/negative_prompt"]
cost   = "rejected"

[[examples]]
name   = "a field that the page does not name"
input  = { prompt = "x", qualty = "draft" }
expect = ["unknown-field@IN/qualty"]
cost   = "0.03"
"""

_REQUEST_EXAMPLES = """
[[examples]]
name = "the page's request"
cost = "0.03"
[examples.body]
model        = "NAME"
callback_url = "https://your-domain.example/done"
input        = { prompt = "A red chair" }

[[examples]]
name   = "a callback that nobody can reach"
body   = { model = "NAME", callback_url = "http://localhost/done", input = { prompt = "x" } }
expect = ["webhook@/callback_url"]
cost   = "0.03"
"""


def write_pack(pack: str, today: dt.date, *, extends: str = "", pointer: str = "/input") -> str:
    """
    Write a pack that passes its own tests.

    Args:
        pack: Its id.
        today: Day on which its sources were read.
        extends: Id of the pack that says how a request is sent, or "" to say it here.
        pointer: Where that pack has the fields.
    """
    parts = [_HEAD, _BODY, _EXAMPLES] if extends else [_HEAD, _REQUEST, _BODY]
    parts += [] if extends else [_EXAMPLES, _REQUEST_EXAMPLES]
    head = f'extends = "{extends}"   # how a request is sent\n' if extends else ""
    text = "".join(parts).replace("EXTENDS\n", head).replace("@IN", f"@{pointer}")
    return fill_in(text, pack, today)


def fill_in(text: str, pack: str, today: dt.date) -> str:
    """Put a pack's names and the day in the place of the words in capitals."""
    provider, _, rest = pack.partition("/")
    name = rest.rpartition("/")[2]
    for word, value in {
        "PROVIDER/NAME": pack,
        "FAST_NAME": f"{name}-fast",
        "MODEL": write_key([name]),
        "FAST": write_key([f"{name}-fast"]),
        "PROVIDER": provider,
        "NAME": name,
        "TODAY": today.isoformat(),
    }.items():
        text = text.replace(word, value)
    return text
