"""The payloads of single requests, and the schema that they are held against."""

import json
from functools import cache
from typing import Any

from benchmarks.environment import ROOT

__all__ = [
    "CUSTOM_SIZE",
    "DOCUMENTS",
    "MINDVIDEO",
    "ODD",
    "ONE_FAULT",
    "SIX_FAULTS",
    "VALID",
    "WRONG_SIZE",
    "batch_schema",
    "body_schema",
]

MINDVIDEO = "doubao-seedream-5-0-lite"
_URLS = ["https://example.com/a.png", "https://example.com/b.png"]
_CALLBACK = "https://your-domain.com/callback"

VALID: dict[str, Any] = {
    "model": MINDVIDEO,
    "input": {
        "prompt": "A golden retriever in a garden",
        "size": "16:9",
        "resolution": "2k",
        "n": 1,
        "image_urls": _URLS,
        "watermark": False,
    },
}
ONE_FAULT: dict[str, Any] = {"model": MINDVIDEO, "input": {**VALID["input"], "resolution": "8k"}}
# A member missing, two words that are none of the list, a bound, the type of an item, a member that
# is not known.
SIX_FAULTS: dict[str, Any] = {
    "model": MINDVIDEO,
    "input": {
        "size": "2304x1728",
        "resolution": "8k",
        "n": 16,
        "image_urls": ["https://example.com/a.png", 7],
        "watermark": False,
        "colour": "red",
    },
}

# One thing that is odd in each: whether it is accepted is what all have to agree on.
_ODD_MEMBERS: dict[str, tuple[Any, ...]] = {
    "n": (1, 15, 0, 16, -1, "1", True, None, 1.5, [1]),
    "size": ("auto", "21:9", "5:4", 169, None, ["16:9"]),
    "prompt": ("", "x", 7, None, ["x"], {}),
    "watermark": (True, 0, "false", None),
    "image_urls": ([], ["a"] * 14, ["a"] * 15, "a", [7], [None], {}, None, [""]),
    "resolution": ("2k", "4k", "2K", "", 2, None),
    "output_format": ("png", "webp", 1, None),
    "sequential_image_generation": ("auto", "disabled", "on", True, None),
    "sequential_image_generation_options": (
        {},
        {"max_images": 1},
        {"max_images": 15},
        {"max_images": 0},
        {"max_images": 16},
        {"max_images": "3"},
        {"images": 3},
        [],
        None,
    ),
    "colour": ("red",),
}
ODD: tuple[dict[str, Any], ...] = (
    {"model": MINDVIDEO, "input": {}},
    {"model": MINDVIDEO, "input": None},
    {"model": MINDVIDEO, "input": [1]},
    {"model": MINDVIDEO},
    *(
        {"model": MINDVIDEO, "input": {"prompt": "x", name: value}}
        for name, values in _ODD_MEMBERS.items()
        for value in values
    ),
)

CUSTOM_SIZE: dict[str, Any] = {
    "model": "gpt-image-2",
    "input": {
        "prompt": "A product marketing banner with a centered smartwatch",
        "quality": "medium",
        "size": "2304x1536",
        "resolution": "2K",
    },
}
# 2300 is no multiple of 16.
WRONG_SIZE: dict[str, Any] = {
    "model": "gpt-image-2",
    "input": {**CUSTOM_SIZE["input"], "size": "2300x1536"},
}

# A valid payload of each document, with the provider it is for.
DOCUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "vidgo/seedream-5.0-lite": (
        "vidgo",
        {
            "model": "seedream-5.0-lite-edit",
            "callback_url": _CALLBACK,
            "input": {
                "prompt": "Transform the scene to a winter wonderland with snow",
                "image_urls": _URLS,
                "size": "2304x1728",
                "n": 1,
            },
        },
    ),
    "vidgo/seedance-2": (
        "vidgo",
        {
            "model": "seedance-2",
            "callback_url": _CALLBACK,
            "input": {
                "prompt": "A cinematic city reveal after rain, smooth dolly shot",
                "resolution": "720p",
                "duration": 5,
                "aspect_ratio": "16:9",
                "generate_audio": True,
                "seed": 42,
            },
        },
    ),
    "vidgo/gpt-image-2, preset": (
        "vidgo",
        {
            "model": "gpt-image-2",
            "callback_url": _CALLBACK,
            "input": {
                "prompt": "A premium product photo of a silver espresso machine",
                "quality": "low",
                "size": "1:1",
                "resolution": "1K",
            },
        },
    ),
    "vidgo/gpt-image-2, custom size": ("vidgo", CUSTOM_SIZE),
    "mindvideo/doubao-seedream-5-0-lite": ("mindvideo", VALID),
    "poyo/seedream-5.0-lite": (
        "poyo",
        {
            "model": "seedream-5.0-lite",
            "callback_url": _CALLBACK,
            "input": {
                "prompt": "A serene Japanese garden with cherry blossoms and a koi pond",
                "size": "16:9",
                "n": 1,
            },
        },
    ),
}


@cache
def _input_schema() -> dict[str, Any]:
    """The schema that MindVideo's page prints, with which the tests check lightmeter's verdicts."""
    text = (ROOT / "tests/property/mindvideo-input.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    del schema["$schema"], schema["$comment"]
    return schema


def body_schema() -> dict[str, Any]:
    """Give the JSON Schema of MindVideo's body."""
    return {
        "type": "object",
        "required": ["model", "input"],
        "properties": {"model": {"type": "string", "const": MINDVIDEO}, "input": _input_schema()},
    }


def batch_schema() -> dict[str, Any]:
    """Give the JSON Schema of a batch of such bodies."""
    return {
        "type": "object",
        "required": ["requests"],
        "properties": {"requests": {"type": "array", "items": body_schema()}},
    }
