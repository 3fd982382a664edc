"""What an overlay begins as: parts that wait behind comment marks, in words of the pack amended."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

from lightmeter.cli.starter import fill_in
from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.packs.examples import PlacedExample, examples_of
from lightmeter.packs.field import Field
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.model import Billing, Pack

__all__ = ["write_overlay"]

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
    head = fill_in(_OVERLAY.replace("AMENDS", amends), pack, today)
    parts = [_marked(part) for part in _overrides(merged)]
    parts += [_example(it) for it in _shortest(examples_of(shelf, amends))]
    return "\n".join([head, *parts])


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
            f'[{write_key(("currencies", currency))}]\nusd = "{value.usd}"\n'
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
        f"[{write_key(('fields', name))}]\nmaximum = {field.maximum}\n"
    )


def _rate(line: Billing) -> str:
    known = line.rate is not None and len(line.rate.cases) == 1 and line.rate.cases[0].then
    rate = known if isinstance(known, str) else "1"
    return (
        f"A rate for {line.item}, in {line.currency} for each {line.unit}: these cannot change.\n\n"
        f"[[billing]]\nitem = {write_toml(line.item)}\nrate = {write_toml(rate)}\n"
    )


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
