"""Settings and amounts as advice speaks of them."""

from decimal import Decimal

from lightmeter.advice.neighbours import Neighbour, Start
from lightmeter.diagnostic import Change
from lightmeter.escaping import escape
from lightmeter.estimate.words import show_money
from lightmeter.packs.program import Program

__all__ = ["better_text", "cheaper_text", "name_of", "setting"]

_LONGEST = 40


def name_of(program: Program, change: Change) -> str:
    """A member as expressions call it: `options.max_images`."""
    return escape(".".join(map(str, change.pointer[len(program.input) :])), 2 * _LONGEST)


def setting(program: Program, change: Change) -> str:
    """What a change comes to: `quality medium`, or `audio left out`."""
    name = name_of(program, change)
    return f"{name} {'left out' if change.operation == 'remove' else plain(change.value)}"


def plain(value: object) -> str:
    """A value as a reader would write it, without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value), _LONGEST)


def cheaper_text(start: Start, near: Neighbour, saving: tuple[Decimal, Decimal]) -> str:
    """Say that another choice, or none, gives the same result for less."""
    old, new = start.estimate, near.there.estimate
    costs = (
        f"{show_money(new.minimum, new.maximum, new.currency)} in place of"
        f" {show_money(old.minimum, old.maximum, old.currency)}, which saves"
        f" {show_money(*saving, new.currency)}"
    )
    name = name_of(start.reading.program, near.change)
    if near.change.operation == "remove":
        return (
            f"leave {name} out: it is paid for and has no effect, and without it this costs {costs}"
        )
    return f"set {name} to {plain(near.change.value)}: it gives the same result for {costs}"


def better_text(near: Neighbour) -> str:
    """Say that a better choice costs the same."""
    new = near.there.estimate
    name = name_of(near.there.reading.program, near.change)
    return (
        f"set {name} to {plain(near.change.value)}: it is better than {plain(near.before)} and"
        f" costs the same, {show_money(new.minimum, new.maximum, new.currency)}"
    )
