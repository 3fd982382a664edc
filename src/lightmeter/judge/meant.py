"""What somebody meant who wrote a member that no document names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lightmeter.language.spelling import alike

__all__ = ["meant", "same_name"]

# How alike two names have to be: prompt_ is prompt, but mask_url is not image_urls.
_ALIKE = 0.8

_SEPARATORS = re.compile(r"[^a-z0-9]")


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    return _SEPARATORS.sub("", name.lower()).rstrip("s") or name


# What the same thing is called elsewhere: at OpenAI, fal, Google, Runway, Replicate and others.
# First the members that may be meant, the likeliest first; then the other names.
_SYNONYMS = (
    (
        ("n",),
        ("num_images", "number_of_images", "num_outputs", "image_count", "count", "sample_count",
         "batch_size", "max_images", "images_count", "num"),
    ),
    (("size", "aspect_ratio"), ("image_size", "ratio", "dimensions", "output_size", "video_size")),
    (("aspect_ratio", "size"), ("aspect",)),
    (("resolution",), ("output_resolution", "video_resolution", "image_resolution", "tier")),
    (
        ("reference_image_urls", "image_urls"),
        ("reference_images", "reference_image", "ref_images", "reference_image_url"),
    ),
    (
        ("image_urls",),
        ("image_url", "images", "image", "input_image", "input_images", "input_urls", "init_image",
         "source_image", "start_image", "first_frame", "first_frame_image", "reference_image_urls"),
    ),
    (("reference_video_urls",), ("reference_videos", "video_urls", "video_url", "video")),
    (("reference_audio_urls",), ("reference_audios", "audio_urls", "audio_url")),
    (("prompt",), ("text", "text_prompt", "description", "instruction", "instructions")),
    (("duration",), ("seconds", "length", "duration_seconds", "video_length", "duration_s")),
    (("generate_audio",), ("audio", "sound", "with_audio", "enable_audio", "native_audio")),
    (("callback_url",), ("webhook", "webhook_url", "callback", "notify_url", "hook_url")),
    (("output_format",), ("format", "image_format", "response_format")),
    (("quality",), ("image_quality", "render_quality")),
    (("watermark",), ("add_watermark", "enable_watermark")),
    (("seed",), ("random_seed", "noise_seed")),
    (("width",), ("w",)),
    (("height",), ("h",)),
    (("input",), ("inputs", "parameters", "params", "payload", "arguments", "data")),
    (("model",), ("model_id", "model_name", "engine")),
)  # fmt: skip


# The same, as names are compared.
_FOLDED = tuple(
    (members, frozenset(_fold(name) for name in (*members, *others)))
    for members, others in _SYNONYMS
)


def meant(key: str, known: Iterable[str]) -> str:
    """
    The known member that was probably meant, or "".

    Case, separators and the plural are looked through first (`aspectRatio`, `image_url`), then
    what the same thing is called at other providers (`num_images`), then near spellings.
    """
    names = list(known)
    folded = _fold(key)
    for name in names:
        if _fold(name) == folded:
            return name
    for members, words in _FOLDED:
        if folded in words:
            for member in members:
                if member in names:
                    return member
    return alike(key.lower(), [name for name in names if len(name) > 2], _ALIKE)


def same_name(left: str, right: str) -> bool:
    """Whether two names differ in case, separators and plural alone."""
    return _fold(left) == _fold(right)
