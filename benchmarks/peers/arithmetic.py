"""GPT Image 2's custom sizes and prices, written by hand as users of pydantic would."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

__all__ = ["CREDITS", "priced", "valid"]

_CUSTOM = re.compile(r"(\d{3,4})x(\d{3,4})")
_PRESETS = frozenset(
    ("auto", "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "16:9", "9:16", "21:9")
)
_WIDE = frozenset(("16:9", "9:16", "21:9"))
CREDITS = {
    "low": {"1K": Decimal(2), "2K": Decimal(4), "4K": Decimal(8)},
    "medium": {"1K": Decimal(3), "2K": Decimal(6), "4K": Decimal(12)},
    "high": {"1K": Decimal(12), "2K": Decimal(24), "4K": Decimal(48)},
}


class Input(BaseModel):
    """What the page demands, without its warnings."""

    model_config = ConfigDict(strict=True, extra="allow")

    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    quality: Literal["low", "medium", "high"] = "low"
    size: str = "auto"
    resolution: Literal["1K", "2K", "4K"] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.size in _PRESETS:
            return self
        found = _CUSTOM.fullmatch(self.size)
        if found is None:
            raise ValueError("size is neither a preset nor a custom size")
        width, height = int(found[1]), int(found[2])
        longest, shortest = max(width, height), min(width, height)
        if width % 16 or height % 16:
            raise ValueError("width and height must both be multiples of 16")
        if longest > 3840:
            raise ValueError("the longest edge may be at most 3840 pixels")
        if longest > 3 * shortest:
            raise ValueError("the long edge may be at most 3 times the short one")
        if not 655360 <= width * height <= 8294400:
            raise ValueError("a custom size must have 655360 to 8294400 pixels")
        if longest == 3840 and self.resolution != "4K":
            raise ValueError("a 3840-pixel edge needs resolution 4K")
        if self.resolution in (None, "1K"):
            raise ValueError("a custom size needs resolution 2K or 4K")
        return self

    def tier(self) -> str:
        """Give the tier that is billed."""
        if self.size == "auto" or self.resolution is None:
            return "1K"
        if self.resolution == "4K" and self.size not in _WIDE and "3840" not in self.size:
            return "2K"
        return self.resolution


class Body(BaseModel):
    """As it is sent."""

    model_config = ConfigDict(strict=True, extra="allow")

    model: Literal["gpt-image-2"]
    input: Input


def valid(body: Any) -> bool:
    """Say whether a body is accepted."""
    try:
        Body.model_validate(body)
    except ValidationError:
        return False
    return True


def priced(body: Any) -> Decimal | None:
    """Give the credits that a body costs, or None for one that is refused."""
    try:
        made = Body.model_validate(body).input
    except ValidationError:
        return None
    return CREDITS[made.quality][made.tier()]
