"""What somebody meant who wrote a member that no document names."""

import re
from collections.abc import Iterable

from lightmeter.language.spelling import nearest

__all__ = ["meant"]

# What the same thing is called elsewhere: OpenAI, fal, Google, Runway, Replicate and others.
_SYNONYMS = (
    ("n", "num_images", "number_of_images", "num_outputs", "image_count", "count", "sample_count",
     "batch_size", "max_images", "images_count", "num"),
    ("size", "image_size", "aspect_ratio", "ratio", "dimensions", "output_size", "video_size"),
    ("resolution", "output_resolution", "video_resolution", "image_resolution", "tier"),
    ("image_urls", "image_url", "images", "image", "input_image", "input_images", "input_urls",
     "reference_images", "reference_image", "ref_images", "init_image", "source_image",
     "reference_image_urls", "start_image", "first_frame", "first_frame_image"),
    ("reference_video_urls", "reference_videos", "video_urls", "video_url", "video"),
    ("reference_audio_urls", "reference_audios", "audio_urls", "audio_url"),
    ("prompt", "text", "text_prompt", "description", "instruction", "instructions"),
    ("duration", "seconds", "length", "duration_seconds", "video_length", "duration_s"),
    ("generate_audio", "audio", "sound", "with_audio", "enable_audio", "native_audio"),
    ("callback_url", "webhook", "webhook_url", "callback", "notify_url", "callbackurl", "hook_url"),
    ("output_format", "format", "image_format", "response_format"),
    ("quality", "image_quality", "render_quality"),
    ("watermark", "add_watermark", "enable_watermark"),
    ("seed", "random_seed", "noise_seed"),
    ("input", "inputs", "parameters", "params", "payload", "arguments", "data"),
    ("model", "model_id", "model_name", "modelid", "models", "engine"),
)  # fmt: skip


def meant(key: str, known: Iterable[str]) -> str:
    """
    The known member that was probably meant, or "".

    Case, separators and the plural are looked through first (`aspectRatio`, `image_url`), then
    what the same thing is called at other providers (`num_images`), then near spellings.
    """
    names = list(known)
    folded = {_fold(name): name for name in reversed(names)}
    if _fold(key) in folded:
        return folded[_fold(key)]
    for group in _SYNONYMS:
        if _fold(key) in {_fold(word) for word in group}:
            for word in group:
                if word in names:
                    return word
    if len(key) < 3:
        return ""
    return nearest(key, [name for name in names if len(name) > 2])


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower()).rstrip("s") or name
