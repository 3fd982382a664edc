"""MindVideo's body as classes of attrs that cattrs fills, written by hand."""

from functools import partial
from typing import Any, Literal

import attrs
import cattrs

from benchmarks.peers.validator import Validator

__all__ = ["Body", "make"]

_count = attrs.validators.and_(attrs.validators.ge(1), attrs.validators.le(15))


@attrs.define
class Options:
    """Of grouped images."""

    max_images: int = attrs.field(default=15, validator=_count)


@attrs.define
class Input:
    """The members that the page names."""

    prompt: str = attrs.field(validator=attrs.validators.min_len(1))
    n: int = attrs.field(default=1, validator=_count)
    size: Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "auto"] = "1:1"
    watermark: bool = False
    image_urls: list[str] | Literal[False] = attrs.field(
        default=False,
        validator=attrs.validators.or_(
            attrs.validators.in_((False,)),
            attrs.validators.and_(attrs.validators.min_len(1), attrs.validators.max_len(14)),
        ),
    )
    resolution: Literal["2k", "3k", "4k"] = "2k"
    output_format: Literal["jpeg", "png"] = "jpeg"
    sequential_image_generation: Literal["disabled", "auto"] = "disabled"
    sequential_image_generation_options: Options = attrs.field(factory=Options)


@attrs.define
class Body:
    """As it is sent."""

    model: Literal["doubao-seedream-5-0-lite"]
    input: Input


def _strictly(kind: type, value: Any, _: Any) -> Any:
    """Take a value of the kind alone, where cattrs would turn others into it."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _strings(value: Any, _: Any) -> list[str]:
    if type(value) is not list:
        raise TypeError(f"{value!r} is not a list")
    for item in value:
        if type(item) is not str:
            raise TypeError(f"{item!r} is not str")
    return value


def make() -> Validator:
    """Make a validator of the classes."""
    converter = cattrs.Converter()
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, partial(_strictly, kind))
    converter.register_structure_hook(list[str] | Literal[False], _strings)
    for closed in (Options, Input):
        hook = cattrs.gen.make_dict_structure_fn(closed, converter, _cattrs_forbid_extra_keys=True)
        converter.register_structure_hook(closed, hook)

    def verdict(body: Any) -> bool:
        try:
            converter.structure(body, Body)
        except (cattrs.BaseValidationError, ValueError, TypeError):
            return False
        return True

    def faults(body: Any) -> list[Any]:
        try:
            converter.structure(body, Body)
        except cattrs.BaseValidationError as error:
            return list(_leaves(error))
        return []

    def words(body: Any) -> list[str]:
        try:
            converter.structure(body, Body)
        except cattrs.BaseValidationError as error:
            return cattrs.transform_error(error)
        return []

    does = "verdict and an object; classes by hand; bounds only where all types are right"
    return Validator(does, verdict, faults, words)


def _leaves(error: BaseException) -> list[BaseException]:
    """The faults at the ends of a group of groups."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error]
