"""Requests made from a seed: the same seed, the same requests, with as many faults as was asked."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

__all__ = ["KINDS", "MINDVIDEO", "batch", "requests", "toml_of", "write_lines"]

_TEXT = (
    "a silver espresso machine on white marble soft morning light product photo studio shallow "
    "depth of field cinematic city rain neon winter forest snow golden hour portrait of an old "
    "fisherman wooden boat harbor calm sea"
)
_WORDS = _TEXT.split()
_PROMPT_WORDS = 40
_BETWEEN = "\n"


def _image(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "provider": "vidgo",
        "id": f"shot-{number:06}",
        "model": "gpt-image-2",
        "callback_url": "https://example.com/done",
        "input": {
            "prompt": _prompt(dice),
            "size": dice.choice(["1:1", "16:9", "9:16"]),
            "resolution": dice.choice(["1K", "2K"]),
            "quality": dice.choice(["low", "medium", "high"]),
        },
    }


def _mindvideo(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "provider": "mindvideo",
        "id": f"shot-{number:06}",
        "headers": {"Authorization": "Bearer ${KEY}", "Idempotency-Key": f"order-{number:06}-a"},
        "model": "doubao-seedream-5-0-lite",
        "input": {
            "prompt": _prompt(dice),
            "size": dice.choice(["16:9", "1:1", "auto"]),
            "resolution": "2k",
            "n": dice.choice([1, 2, 3]),
            "image_urls": ["https://example.com/a.png", "https://example.com/b.png"],
        },
    }


def _poyo(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "provider": "poyo",
        "id": f"shot-{number:06}",
        "model": "seedream-5.0-lite",
        "callback_url": "https://example.com/done",
        "input": {"prompt": _prompt(dice), "size": "16:9", "n": dice.choice([1, 2, 3])},
    }


def _video(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "provider": "vidgo",
        "id": f"shot-{number:06}",
        "model": "seedance-2",
        "callback_url": "https://example.com/done",
        "input": {
            "prompt": _prompt(dice),
            "resolution": "720p",
            "duration": 5,
            "aspect_ratio": "16:9",
            "generate_audio": True,
            "seed": number,
        },
    }


def _prompt(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=_PROMPT_WORDS))


Kind = Callable[[random.Random, int], dict[str, Any]]
KINDS: Sequence[Kind] = (_image, _mindvideo, _poyo, _video)
MINDVIDEO: Sequence[Kind] = (_mindvideo,)


def _lose_prompt(request: dict[str, Any]) -> None:
    del request["input"]["prompt"]


def _number_prompt(request: dict[str, Any]) -> None:
    request["input"]["prompt"] = 7


def _empty_prompt(request: dict[str, Any]) -> None:
    request["input"]["prompt"] = ""


# Each makes one diagnostic of severity error, whichever kind it befalls.
_FAULTS = (_lose_prompt, _number_prompt, _empty_prompt)


def requests(seed: int, every: int, kinds: Sequence[Kind] = KINDS) -> Iterator[dict[str, Any]]:
    """
    Make requests without end.

    Args:
        seed: The same seed, the same requests.
        every: Of so many in a row, one has one fault; 0 for none.
        kinds: Of request, in turn.
    """
    dice, number = random.Random(seed), 0
    while True:
        request = kinds[number % len(kinds)](dice, number)
        block, place = divmod(number, every) if every else (0, -1)
        # The place moves, so that no kind has all the faults.
        if place == (every // 2 + block % len(kinds)) % max(every, 1):
            _FAULTS[block % len(_FAULTS)](request)
        yield request
        number += 1


def write_lines(
    path: Path, count: int, *, seed: int = 6, every: int = 100, kinds: Sequence[Kind] = KINDS
) -> int:
    """Write so many requests as JSONL; how many bytes that made."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for request in islice(requests(seed, every, kinds), count):
            file.write(json.dumps(request) + "\n")
    return path.stat().st_size


def batch(size: int, faulty: int, *, seed: int = 6) -> list[dict[str, Any]]:
    """Make MindVideo's requests until they fill so many bytes of TOML; so many have a fault."""
    endless = requests(seed, 0, MINDVIDEO)
    made: list[dict[str, Any]] = []
    length = 0
    while length < size:
        made.append(next(endless))
        length += _length(made[-1])
    step = len(made) // faulty
    for number in range(faulty):
        request = made[number * step + step // 2]
        length -= _length(request)
        _FAULTS[number % len(_FAULTS)](request)
        length += _length(request)
    # A fault makes a request shorter.
    while length < size:
        made.append(next(endless))
        length += _length(made[-1])
    return made


def _length(request: dict[str, Any]) -> int:
    return len(_toml_request(request)) + len(_BETWEEN)


def toml_of(requests: Sequence[dict[str, Any]]) -> str:
    """Write a batch as people write TOML: a table for each request, one for its input."""
    return _BETWEEN.join(_toml_request(request) for request in requests)


def _toml_request(request: dict[str, Any]) -> str:
    plain = {key: value for key, value in request.items() if key != "input"}
    lines = ["[[requests]]", *_members(plain), "[requests.input]", *_members(request["input"])]
    return "\n".join(lines) + "\n"


def _members(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            inner = ", ".join(f"{name} = {json.dumps(it)}" for name, it in value.items())
            yield f"{key} = {{ {inner} }}"
        else:
            # JSON's strings, numbers, booleans and lists are TOML's, where all is ASCII.
            yield f"{key} = {json.dumps(value)}"
