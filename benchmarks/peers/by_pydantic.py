"""MindVideo's body as strict classes of pydantic, written by hand."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from benchmarks.peers.validator import Validator

__all__ = ["Body", "make"]


class Options(BaseModel):
    """Of grouped images."""

    model_config = ConfigDict(strict=True, extra="forbid")

    max_images: Annotated[int, Field(ge=1, le=15)] = 15


class Input(BaseModel):
    """The members that the page names; a default is not written anywhere unless it is asked for."""

    model_config = ConfigDict(strict=True, extra="forbid")

    prompt: Annotated[str, Field(min_length=1)]
    n: Annotated[int, Field(ge=1, le=15)] = 1
    size: Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "auto"] = "1:1"
    watermark: bool = False
    image_urls: Annotated[list[str], Field(min_length=1, max_length=14)] = []
    resolution: Literal["2k", "3k", "4k"] = "2k"
    output_format: Literal["jpeg", "png"] = "jpeg"
    sequential_image_generation: Literal["disabled", "auto"] = "disabled"
    sequential_image_generation_options: Options = Options()


class Body(BaseModel):
    """As it is sent."""

    model_config = ConfigDict(strict=True)

    model: Literal["doubao-seedream-5-0-lite"]
    input: Input


def make() -> Validator:
    """Make a validator of the classes."""
    validate = Body.__pydantic_validator__.validate_python

    def verdict(body: Any) -> bool:
        try:
            validate(body)
        except ValidationError:
            return False
        return True

    def faults(body: Any) -> list[Any]:
        try:
            validate(body)
        except ValidationError as error:
            # Without their context and the address of a page, which nobody else gives either.
            return error.errors(include_url=False, include_context=False)
        return []

    def words(body: Any) -> list[str]:
        return [it["msg"] for it in faults(body)]

    does = "verdict and an object, in Rust; classes by hand; faults with path, value and words"
    return Validator(does, verdict, faults, words)
