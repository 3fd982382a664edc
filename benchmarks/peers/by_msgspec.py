"""MindVideo's body as classes of msgspec, written by hand."""

from typing import Annotated, Any, Literal

import msgspec

from benchmarks.peers.validator import Validator

__all__ = ["Body", "make"]

_Count = Annotated[int, msgspec.Meta(ge=1, le=15)]


class Options(msgspec.Struct, forbid_unknown_fields=True):  # type: ignore[call-arg,unused-ignore]
    """Of grouped images."""

    max_images: _Count = 15


class Input(msgspec.Struct, forbid_unknown_fields=True):  # type: ignore[call-arg,unused-ignore]
    """The members that the page names."""

    prompt: Annotated[str, msgspec.Meta(min_length=1)]
    n: _Count = 1
    size: Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "auto"] = "1:1"
    watermark: bool = False
    image_urls: Annotated[list[str], msgspec.Meta(min_length=1, max_length=14)] = []
    resolution: Literal["2k", "3k", "4k"] = "2k"
    output_format: Literal["jpeg", "png"] = "jpeg"
    sequential_image_generation: Literal["disabled", "auto"] = "disabled"
    sequential_image_generation_options: Options = msgspec.field(default_factory=Options)


class Body(msgspec.Struct):
    """As it is sent."""

    model: Literal["doubao-seedream-5-0-lite"]
    input: Input


def make() -> Validator:
    """Make a validator of the classes."""

    def verdict(body: Any) -> bool:
        try:
            msgspec.convert(body, Body)
        except msgspec.ValidationError:
            return False
        return True

    def words(body: Any) -> list[str]:
        try:
            msgspec.convert(body, Body)
        except msgspec.ValidationError as error:
            return [str(error)]
        return []

    does = "verdict and an object, in C; classes by hand; the first fault alone, in words alone"
    return Validator(does, verdict, None, words)
