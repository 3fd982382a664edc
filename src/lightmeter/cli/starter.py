"""What a pack begins as: texts with a comment for each part, whose facts are made up."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

from lightmeter.packs.examples import PlacedExample, examples_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.model import Billing, Field, Pack

__all__ = ["write_overlay", "write_pack"]

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

_OVERLAY = """\
# What this overlay changes for your project, and why.
#
# It amends AMENDS in place, for whoever names this file: with --pack, or under `packs` in
# lightmeter.toml. Take the marks off the parts that you need, put your own values in, and give each
# an example. Every report names the overlay, and what AMENDS does not have is an error.
format = 1                       # of this file; always 1
id     = "PROVIDER/NAME"
amends = "AMENDS"
source = "policy"                # of all that names none of its own: document#section

[sources.policy]
title = "House rules of PROVIDER"
read  = "TODAY"             # the day on which somebody last looked
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
    return _named(text, pack, today)


def write_overlay(shelf: Shelf, pack: str, amends: str, today: dt.date) -> str:
    """
    Write an overlay whose parts wait behind comment marks, and fit the pack that is amended.

    Args:
        shelf: On which that pack stands.
        pack: Id of the overlay.
        amends: Id of the pack.
        today: Day on which its source was read.

    Raises:
        PackError: If the pack is not there or is wrong.
    """
    models = shelf.models_in(amends)
    merged = merge_model(shelf.chain(amends), [], models[0] if models else "").pack
    head = _named(_OVERLAY.replace("AMENDS", amends), pack, today)
    parts = [_marked(part) for part in _overrides(merged)]
    parts += [_example(it) for it in _shortest(examples_of(shelf, amends))]
    return "\n".join([head, *parts])


def _named(text: str, pack: str, today: dt.date) -> str:
    provider, _, rest = pack.partition("/")
    name = rest.rpartition("/")[2]
    for word, value in {
        "PROVIDER/NAME": pack,
        "FAST_NAME": f"{name}-fast",
        "MODEL": _key(name),
        "FAST": _key(f"{name}-fast"),
        "PROVIDER": provider,
        "NAME": name,
        "TODAY": today.isoformat(),
    }.items():
        text = text.replace(word, value)
    return text


def _key(name: str) -> str:
    """A part of a TOML key; a dot would part it."""
    return f'"{name}"' if "." in name else name


def _marked(part: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in part.splitlines())


# What an overlay may say of this pack -------------------------------------------------------------


def _overrides(pack: Pack) -> Iterator[str]:
    """The parts an overlay may have, in words of the pack, as it says them now."""
    bound = next(((name, it) for name, it in pack.fields.items() if it.maximum is not None), None)
    if bound is not None:
        yield _bound(*bound)
    rule = next(((name, it) for name, it in pack.rules.items() if it.severity is not None), None)
    if rule is not None:
        name, declared = rule
        yield (
            "A rule, graver or milder: error, warning, info, or off. It needs no source.\n\n"
            f'[rules.{name}]\nseverity = "{declared.severity}"\n'
        )
    for line in pack.billing:
        yield _rate(line)
    for currency, value in pack.currencies.items():
        yield (
            f"What one of the {currency} is worth to you.\n\n"
            f'[currencies.{_key(currency)}]\nusd = "{value.usd}"\n'
        )
    if pack.fields:
        first = next(iter(pack.fields))
        yield (
            "A rule of your own, which then wants an example that makes it fire.\n\n"
            f'[rules.needs-approval]\nseverity = "info"\nwhen     = "has({first})"\n'
            f'at       = "{first}"\nmessage  = "{first} is set; ask before you send it"\n'
        )


def _bound(name: str, field: Field) -> str:
    return (
        "A bound, tighter than the provider's or looser.\n\n"
        f"[fields.{_key(name)}]\nmaximum = {field.maximum}\n"
    )


def _rate(line: Billing) -> str:
    known = line.rate is not None and len(line.rate.cases) == 1 and line.rate.cases[0].then
    rate = known if isinstance(known, str) else "1"
    return (
        f"A rate for {line.item}, in {line.currency} for each {line.unit}: these cannot change.\n\n"
        f"[[billing]]\nitem = {_value(line.item)}\nrate = {_value(rate)}\n"
    )


def _value(value: str) -> str:
    return tomli_w.dumps({"x": value}).removeprefix("x = ").strip()


# An example ---------------------------------------------------------------------------------------


def _shortest(placed: tuple[PlacedExample, ...]) -> list[PlacedExample]:
    """The shortest example of an accepted request, if there is one."""
    plain = [
        it
        for it in placed
        if it.example.input is not None
        and not (it.example.expect or it.example.fill or it.problems)
        and not any(isinstance(value, Mapping) for value in it.example.input.values())
    ]
    return sorted(plain, key=lambda it: len(str(it.example.input)))[:1]


def _example(placed: PlacedExample) -> str:
    example = placed.example
    facts: dict[str, Any] = {"name": "what has to stay as it is", "model": placed.model}
    if isinstance(example.cost, str | int):
        facts["cost"] = example.cost
    head = "# Where an overlay amends a pack, its own examples are what is tried.\n\n"
    return (
        f"{head}[[examples]]\n{tomli_w.dumps(facts)}"
        f"[examples.input]\n{tomli_w.dumps(dict(example.input or {}))}"
    )
