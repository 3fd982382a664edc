"""Seeded random requests for a model, drawn from its TOML: most of their members are valid."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from tests.property.oracle import Model

__all__ = ["random_requests"]

# Where the bounds of custom sizes lie: pixels, edges, ratios, tiers.
_EDGES = (
    *(1, 16, 99, 100, 101, 576, 640, 656, 1024, 1136, 1280, 1281, 2144, 2160, 2304, 2368, 2416),
    *(2880, 2896, 3072, 3073, 3088, 3456, 3504, 3824, 3839, 3840, 3841, 3856, 4096, 9999),
)
# Exactly at a bound of the pixel count, of the ratio, of the longest edge.
_SIZES = (
    *((1024, 640), (1136, 576), (2880, 2880), (3504, 2368), (3072, 1024), (3088, 1024)),
    *((3840, 2160), (3840, 1280), (3856, 2144), (3824, 2160)),
)
_SLIPS: tuple[Any, ...] = (None, True, "", "x", 0, -1, 10**6, 2.5, [], ["x"] * 40, {}, {"width": 0})
_URL = "https://example.com/a.png"


def random_requests(model: Model, count: int, seed: str) -> Iterator[dict[str, Any]]:
    """
    Bodies of requests.

    Args:
        model: They are for.
        count: How many.
        seed: The same one gives the same requests.
    """
    random = Random(f"{seed} {model.id} {model.name}")  # noqa: S311 - tests, not secrets
    for _ in range(count):
        # One request in five has slips, so that the others are judged by all rules.
        slip = 0.15 if random.random() < 0.2 else 0.0
        sent = {}
        for name, field in model.members.items():
            chance = 0.65
            if "unsupported" in field:
                chance = slip
            elif field.get("required"):
                chance = 1 - slip / 5
            if random.random() < chance:
                slips = random.random() < slip
                sent[name] = random.choice(_SLIPS) if slips else _value(random, field)
        yield {"model": model.name, "input": sent}


def _value(random: Random, field: Mapping[str, Any]) -> Any:
    types = field.get("type", "string")
    match random.choice([types] if isinstance(types, str) else types):
        case "string":
            return _text(random, field)
        case "integer":
            return _integer(random, field)
        case "number":
            return Decimal(random.randint(-5000, 5000)) / 1000
        case "boolean":
            return random.random() < 0.5
        case "array":
            least, most = field.get("minItems", 0), field.get("maxItems", 4)
            return [_URL] * random.choice((least, most, random.randint(least, most)))
    return {
        name: _value(random, inner)
        for name, inner in field.get("properties", {}).items()
        if inner.get("required") or random.random() < 0.7
    }


def _text(random: Random, field: Mapping[str, Any]) -> str:
    if "template" in field and (not field.get("enum") or random.random() < 0.6):
        return _size(random, field)
    if field.get("enum"):
        return str(random.choice(field["enum"]))
    if field.get("format"):
        return _URL
    return "x" * random.choice((1, 2, field.get("maxLength", 30)))


def _size(random: Random, field: Mapping[str, Any]) -> str:
    """A width and a height, near the bounds or anywhere, spelled as the field tolerates."""
    width = _edge(random)
    # As wide as high, at the greatest ratio, or anything.
    height = random.choice((width, width // 3, width * 3, _edge(random), _edge(random)))
    if random.random() < 0.2:
        width, height = random.choice(_SIZES)
    if random.random() < 0.5:
        width, height = height, width
    digits = ":3-4" in field["template"]
    width, height = (min(max(it, 100 if digits else 1), 9999) for it in (width, height))
    tolerates = field.get("tolerates", ())
    sign = random.choice(("x", "X")) if "upper-case" in tolerates else "x"
    blank = random.choice(("", "", " ")) if "blanks" in tolerates else ""
    zeros = "" if digits else random.choice(("", "", "0"))
    return f"{blank}{zeros}{width}{blank}{sign}{blank}{height}"


def _edge(random: Random) -> int:
    near, multiple = random.choice(_EDGES), random.randint(1, 270) * 16
    return random.choice((near, near, multiple, 3840, random.randint(1, 4300)))


def _integer(random: Random, field: Mapping[str, Any]) -> Any:
    if "enum" in field:
        return random.choice(field["enum"])
    least, most = field.get("minimum", -9), field.get("maximum", 5000)
    number = random.choice((least, most, random.randint(least, most)))
    if random.random() < 0.5:
        number = _near(random, least, most)
    return random.choice((number, number, number, float(number), Decimal(f"{number}.0")))


def _near(random: Random, least: int, most: int) -> int:
    return min(max(random.choice((*_EDGES, random.randint(1, 20))), least), most)
