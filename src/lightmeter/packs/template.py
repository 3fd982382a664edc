"""Templates: texts that hold numbers, such as `{width:int}x{height:int}`."""

import re

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.packs.limits import LONGEST_TEMPLATE, MOST_PLACEHOLDERS

__all__ = ["MOST_DIGITS", "Template", "TemplateError", "parse_template"]

# Integers beyond 2^53 cannot be told apart in JavaScript; fifteen digits stay below that.
MOST_DIGITS = 15
"""Of a number in a template; where a placeholder names no fewer, leading zeros are not counted."""

_PLACEHOLDER = r"\{([a-z_]+):(int|text)(?::(\d+)-(\d+))?\}"


class TemplateError(Exception):
    """
    The template cannot be used.

    Attributes:
        start: Offset of the mistake in the template.
        end: Offset behind it.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@attrs.frozen
class Template:
    """
    A parsed template.

    Attributes:
        text: As written in the pack.
        parts: Names of the integers in it, in order.
        digits: Fewest and most digits of each part.
        strict: Pattern of the spelling that is sent.
        plain: Pattern of nearly all of them, those without leading zeros; its groups are the
            parts.
        loose: Pattern of every spelling that the provider accepts; its groups are the parts.
        literals: The text before, between and behind the parts.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    text: str
    parts: tuple[str, ...]
    digits: tuple[tuple[int, int], ...]
    strict: re.Pattern[str]
    plain: re.Pattern[str]
    loose: re.Pattern[str]
    literals: tuple[str, ...]

    def canonical(self, values: tuple[int, ...]) -> str:
        """The spelling that is sent."""
        pieces = [self.literals[0]]
        for value, literal, (fewest, _) in zip(values, self.literals[1:], self.digits, strict=True):
            pieces += (str(value).zfill(fewest), literal)
        return "".join(pieces)

    @property
    def shape(self) -> str:
        """The template in the words of the page: `WIDTHxHEIGHT`."""
        return re.sub(_PLACEHOLDER, lambda match: match[1].upper(), self.text)

    @property
    def words(self) -> str:
        """The shape, and what its digits and letters have to be."""
        spans = sorted(set(self.digits))
        if len(spans) != 1 or spans[0][1] == MOST_DIGITS:
            return self.shape
        fewest, most = spans[0]
        digits = f"{fewest} digits" if fewest == most else f"{fewest} to {most} digits"
        return f"{self.shape} ({digits} each, lower case)"

    def near(self, text: str) -> str:
        """The spelling that was probably meant by a text that does not fit, or ""."""
        numbers = re.findall(r"[0-9]{1,15}", text)
        between = re.split(r"[0-9]+", text)
        # Blanks and other signs of multiplication; a colon makes a ratio, and a point a fraction.
        if len(numbers) != len(self.parts) or not set("".join(between)) <= set(" xX×*"):
            return ""
        if any(len(it.strip()) > 1 for it in between):
            return ""
        values = tuple(map(int, numbers))
        spelled = self.canonical(values)
        fits = self.plain.fullmatch(spelled) is not None
        return spelled if fits and spelled != text else ""


def parse_template(text: str, tolerates: tuple[str, ...] = ()) -> Template:
    """
    Parse a template.

    Args:
        text: Placeholders `{name:int}` or `{name:int:3-4}` (fewest and most digits) with at least
            one literal character between two of them.
        tolerates: "upper-case" for literals in either case, "blanks" for white space around the
            numbers.

    Raises:
        TemplateError: If a placeholder is malformed, or two of them touch.
    """
    if len(text) > LONGEST_TEMPLATE:
        message = f"a template has at most {LONGEST_TEMPLATE} characters, this one {len(text):,}"
        raise TemplateError(message, 0, len(text))
    literals: list[str] = []
    parts: list[str] = []
    digits: list[tuple[int, int]] = []
    position = 0
    for match in re.finditer(_PLACEHOLDER, text):
        if match[2] != "int":
            raise TemplateError("only int placeholders are known", match.start(), match.end())
        literals.append(text[position : match.start()])
        if parts and not literals[-1]:
            raise TemplateError("two placeholders touch", match.start(), match.end())
        parts.append(match[1])
        fewest, most = int(match[3] or 1), int(match[4] or MOST_DIGITS)
        if not 1 <= fewest <= most <= MOST_DIGITS:
            message = f"digits must be 1 to {MOST_DIGITS}, the fewest first"
            raise TemplateError(message, match.start(), match.end())
        digits.append((fewest, most))
        position = match.end()
    literals.append(text[position:])
    _check_ends(text, literals, blanks="blanks" in tolerates)
    for literal in literals:
        for bad in ("{", "}"):
            if bad in literal:
                at = text.index(literal) + literal.index(bad)
                raise TemplateError("write a placeholder as {name:int}", at, at + 1)
    if not parts or len(set(parts)) != len(parts):
        raise TemplateError("placeholders must be there, each with its own name", 0, len(text))
    if len(parts) > MOST_PLACEHOLDERS:
        message = f"a template has at most {MOST_PLACEHOLDERS} placeholders, this one {len(parts)}"
        raise TemplateError(message, 0, len(text))
    blank = r"\s*" if "blanks" in tolerates else ""
    strict, plain = [re.escape(literals[0])], [re.escape(literals[0])]
    loose = [blank + _literal(literals[0], tolerates)]
    for (fewest, most), literal in zip(digits, literals[1:], strict=True):
        strict.append(f"[0-9]{{{fewest},{most}}}" + re.escape(literal))
        plain.append(f"([1-9][0-9]{{{fewest - 1},{most - 1}}})" + re.escape(literal))
        # Leading zeros are counted by the provider's pattern where it counts digits at all.
        number = f"0*[0-9]{{1,{most}}}" if most == MOST_DIGITS else f"[0-9]{{{fewest},{most}}}"
        around = blank + _literal(literal, tolerates) + blank if literal else blank
        loose.append(f"({number})" + around)
    return Template(
        text=text,
        parts=tuple(parts),
        digits=tuple(digits),
        strict=re.compile("".join(strict)),
        plain=re.compile("".join(plain)),
        loose=re.compile("".join(loose)),
        literals=tuple(literals),
    )


def _check_ends(text: str, literals: list[str], *, blanks: bool) -> None:
    """
    See that it is plain where a number ends.

    Matching would otherwise try every way to divide a long row of digits or blanks.
    """
    at = len(literals[0])
    for literal in literals[1:]:
        at = text.index("}", at) + 1
        kind = "digit" if "0" <= literal[:1] <= "9" else ""
        if blanks and literal.isspace():
            kind = "blank"
        if kind:
            message = f"a {kind} behind a number would be taken for a part of it"
            raise TemplateError(message, at, at + len(literal))
        at += len(literal)


def _literal(text: str, tolerates: tuple[str, ...]) -> str:
    escaped = re.escape(text)
    return f"(?i:{escaped})" if "upper-case" in tolerates else escaped
