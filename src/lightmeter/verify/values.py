"""Values worth trying for a member: both sides of every bound, every choice, every form."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice, product
from typing import Any

from lightmeter.packs.hints import Hints
from lightmeter.packs.member import Member

__all__ = ["fitting", "sample", "slips"]

_URL = "https://example.com/a.png"
# A text or an array longer than this is no bound anybody would try.
_LONGEST = 20_000
# Values of an item or a property; one more part of a template makes dozens of times as many.
_MOST_INNER = 3_000
# Pairs of numbers in a template grow with the square.
_MOST_NUMBERS = 48
_MOST_OBJECTS = 40
_GREATEST_PART = 10**15 - 1


def sample(member: Member) -> Any:
    """One value that fits, the plainest there is."""
    return next(fitting(member, Hints()), "x")


def fitting(member: Member, hints: Hints) -> Iterator[Any]:
    """
    Values that the member's keywords accept.

    Returns:
        Each once; the plainest first.
    """
    kinds = member.field.type or ("object",)
    yield from _distinct(chain.from_iterable(_FITTING[kind](member, hints) for kind in kinds))


def slips(member: Member, hints: Hints) -> Iterator[Any]:
    """Values just outside the bounds, not among the choices, or of another type."""
    field = member.field
    kinds = field.type or ("object",)
    if "string" in kinds:
        yield from ("no such value",) if field.enum or member.template else ()
        yield from ("no URL",) if field.format else ()
        for length in _outside(field.min_length, field.max_length):
            yield "x" * length
        yield from _template_slips(member)
    if "integer" in kinds or "number" in kinds:
        yield from _outside(field.minimum, field.maximum, least=None)
        if field.multiple_of:
            low = field.minimum if field.minimum is not None else 0
            yield from (it for it in range(low, low + field.multiple_of) if it % field.multiple_of)
        if "number" not in kinds:
            yield Decimal("1.5")
    if "array" in kinds:
        inner = _URL if member.items is None else sample(member.items)
        for length in _outside(field.min_items, field.max_items):
            yield [inner] * length
        if member.items is not None:
            yield from ([it] for it in slips(member.items, hints))
    if "object" in kinds and member.properties:
        yield from _object_slips(member, hints)
    # Null is of no type at all, for a member that may be anything else.
    yield next((it for kind, it in _OF_KIND.items() if kind not in kinds), None)


# By type ------------------------------------------------------------------------------------------


def _strings(member: Member, hints: Hints) -> Iterator[Any]:
    field = member.field
    if field.enum or member.template:
        yield from (it for it in field.enum if isinstance(it, str))
        yield from _spellings(member, hints)
        return
    if field.format or field.media is not None:
        yield _URL
        return
    low = max(field.min_length or 0, 1)
    yield "x" * min(low, _LONGEST)
    for length in _within(field.min_length or 0, field.max_length, hints.near(member.path)):
        yield "x" * length


def _integers(member: Member, hints: Hints) -> Iterator[Any]:
    field = member.field
    if field.enum:
        yield from field.enum
        return
    step = field.multiple_of or 1
    low, high = field.minimum, field.maximum
    if low is None:
        low = -step if high is None or high >= -step else high - 100 * step
    if high is None:
        high = max(low, 0) + 100 * step
    first, last = -(-low // step) * step, high // step * step
    if isinstance(field.default, int):
        yield field.default
    for number in (first, first + step, last - step, last, *hints.near(member.path)):
        if low <= number <= high and number % step == 0:
            yield number


def _booleans(_: Member, __: Hints) -> Iterator[Any]:
    yield from (True, False)


def _arrays(member: Member, hints: Hints) -> Iterator[Any]:
    field = member.field
    inner = [_URL]
    if member.items is not None:
        inner = list(islice(fitting(member.items, hints), _MOST_INNER)) or [sample(member.items)]
    low = min(max(field.min_items or 0, 1), _LONGEST)
    for length in (low, *_within(field.min_items or 0, field.max_items, hints.near(member.path))):
        # Every choice of the items gets its turn.
        yield [inner[index % len(inner)] for index in range(length)]
    for it in inner[1:]:
        yield [it] * low


def _objects(member: Member, hints: Hints) -> Iterator[Any]:
    if member.template is not None:
        for numbers in _pairs(member, hints, text=False):
            yield dict(zip(member.template.parts, numbers, strict=True))
        return
    sendable = {
        name: list(islice(fitting(it, hints), _MOST_INNER))
        for name, it in member.properties.items()
        if it.field.unsupported is None
    }
    required = {name for name in sendable if member.properties[name].field.required}
    yield {name: values[0] for name, values in sendable.items() if name in required and values}
    yield {name: values[0] for name, values in sendable.items() if values}
    for name, values in sendable.items():
        for value in values[:_MOST_OBJECTS]:
            yield {**{it: sendable[it][0] for it in required if sendable[it]}, name: value}


_FITTING = {
    "string": _strings,
    "integer": _integers,
    "number": _integers,
    "boolean": _booleans,
    "array": _arrays,
    "object": _objects,
}
_OF_KIND = {"boolean": True, "integer": 7, "string": "x", "array": []}


# Templates ----------------------------------------------------------------------------------------


def _spellings(member: Member, hints: Hints) -> Iterator[str]:
    if member.template is not None:
        for values in _pairs(member, hints, text=True):
            yield member.template.canonical(values)


def _pairs(member: Member, hints: Hints, *, text: bool) -> Iterator[tuple[int, ...]]:
    """Numbers for the parts of a template, each with each; an object does not count digits."""
    template = member.template
    assert template is not None
    choices = []
    for name, (low, high), (fewest, most) in zip(
        template.parts, member.part_bounds, template.digits, strict=True
    ):
        least = low if low is not None else 0
        greatest = high if high is not None else _GREATEST_PART
        if text:
            least = max(least, 10 ** (fewest - 1) if fewest > 1 else 0)
            greatest = min(greatest, 10**most - 1)
        choices.append(list(_numbers((*member.path, name), least, greatest, hints)))
    yield from product(*choices)


def _numbers(path: tuple[str, ...], low: int, high: int, hints: Hints) -> Iterator[int]:
    """Numbers that meet the limits of sums, products and ratios exactly, and their neighbours."""
    numbers = sorted(hints.numbers.get(path, ()))
    steps = sorted(hints.steps) or [1]
    grid = steps[-1]
    exact = [it for number in numbers for it in _factors(number, grid)]
    ratios = [number for number in numbers if 1 < number < 10]
    known = [low, low + 1, *exact]
    known += [ratio * it for ratio in ratios for it in exact]
    known += [it + 1 for it in exact] + [it - 1 for it in exact]
    known += hints.near(path)
    # Products that only numbers off the grid can make.
    known += [it for number in numbers for off in (-1, 1) for it in _factors(number + off, 1)]
    for step in steps:
        known += (step, step + step // 2, 2 * step - 1, 2 * step)
    known += [grid * it for it in (48, 64, 96, 160) if grid > 1]
    known += [1000, high // 10, high]
    inside = _distinct(it for it in known if low <= it <= high)
    yield from list(inside)[:_MOST_NUMBERS]


def _factors(number: int, step: int) -> Iterator[int]:
    """Two numbers that make a product of exactly this much, near its root and on the grid."""
    if not 100 <= number <= 10**10:
        return
    root = int(number**0.5) // step * step
    for factor in range(root, max(root - 2_000 * step, 0), -step):
        if number % factor == 0 and number // factor % step == 0:
            yield from (number // factor, factor)
            return


def _template_slips(member: Member) -> Iterator[str]:
    template = member.template
    if template is None:
        return
    parts = len(template.parts)
    for part, (low, high) in enumerate(member.part_bounds):
        for bound in (None if low is None else low - 1, None if high is None else high + 1):
            if bound is not None and bound >= 0:
                values = [max(low or 0, 1000) for low, _ in member.part_bounds]
                values[part] = bound
                yield template.canonical(tuple(values))
    for fewest, most in set(template.digits):
        if fewest > 1:
            yield template.canonical((10 ** (fewest - 1),) * parts).replace("0", "", 1)
        yield template.canonical((10**most,) * parts)


# Bounds -------------------------------------------------------------------------------------------


def _within(low: int, high: int | None, near: Iterable[int]) -> Iterator[int]:
    """Lengths at the bounds and at the numbers a length is compared with."""
    top = [high - 1, high] if high is not None else [low + 2]
    for length in _distinct((low, low + 1, *top, *near)):
        if low <= length <= min(high if high is not None else _LONGEST, _LONGEST):
            yield length


def _outside(low: int | None, high: int | None, least: int | None = 0) -> Iterator[int]:
    """Just outside; `least` is that of a length, which also must not be beyond all reason."""
    if low is not None and (least is None or least <= low - 1 <= _LONGEST):
        yield low - 1
    if high is not None and (least is None or high + 1 <= _LONGEST):
        yield high + 1


def _object_slips(member: Member, hints: Hints) -> Iterator[dict[str, Any]]:
    whole = {
        name: sample(it) for name, it in member.properties.items() if it.field.unsupported is None
    }
    for name, it in member.properties.items():
        if it.field.required:
            yield {key: value for key, value in whole.items() if key != name}
        for value in slips(it, hints):
            yield {**whole, name: value}
    if member.closed:
        yield {**whole, "no_such_member": 1}


def _distinct(values: Iterable[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for value in values:
        key = f"{type(value).__name__}{value!r}"
        if key not in seen:
            seen.add(key)
            yield value
