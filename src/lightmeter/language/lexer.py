"""The words of an expression: its text cut into tokens."""

import re
from decimal import Decimal
from typing import Literal, NoReturn, TypeAlias

import attrs

from lightmeter.language.errors import ExpressionError
from lightmeter.language.tree import Scalar

__all__ = ["KEYWORDS", "Kind", "Token", "tokenize"]

KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false"})

Kind: TypeAlias = Literal["number", "string", "name", "keyword", "symbol", "end"]

# Fifteen digits are fewer than 2^53 has, so that a literal is exact in every language.
_DIGITS = 15

_SPACE = re.compile(r"[ \t\r\n]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORD = re.compile(r"[A-Za-z0-9_:.]+")
_SYMBOL = re.compile(r"==(?!=)|!=(?!=)|<=|>=|<(?!>)|>|//|\+|-|\*(?!\*)|%|\(|\)|\[|\]|,")

# Spellings of other languages, longest first: what is written, the reason, the replacement.
_FOREIGN = (
    ("===", "equality is written ==", "=="),
    ("!==", "inequality is written !=", "!="),
    ("<>", "inequality is written !=", "!="),
    ("=>", "at least is written >=", ">="),
    ("=<", "at most is written <=", "<="),
    ("&&", "conditions are joined with and", "and"),
    ("||", "conditions are joined with or", "or"),
    ("**", "there are no powers; multiply instead (a * a)", ""),
    ("&", "conditions are joined with and", "and"),
    ("|", "conditions are joined with or", "or"),
    ("!", "the opposite is written not", "not"),
    ("=", "a comparison is written ==", "=="),
    ("/", "there is no division; compare products instead (a <= 3 * b)", ""),
    ("'", "strings stand in double quotes", ""),
    ("“", "strings stand in straight double quotes", '"'),
    ("”", "strings stand in straight double quotes", '"'),
    ("?", "a choice belongs into the cases of a named value", ""),
    (".", "a decimal number has digits before and after its point", ""),
)


@attrs.frozen
class Token:
    """
    One word.

    Attributes:
        kind: Number, string, name, keyword, symbol, or the end of the text.
        text: As written; "" at the end.
        start: Offset of its first character.
        end: Offset behind its last.
        value: Of a number or a string.
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: Scalar = False


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """
    Cut a text into tokens, the last of which is the end.

    Args:
        text: The expression.
        offset: Added to every position, for an expression inside a longer text.

    Raises:
        ExpressionError: At the first character that belongs to no word.
    """
    tokens = []
    position = 0
    while position < len(text):
        if space := _SPACE.match(text, position):
            position = space.end()
            continue
        token = _token(text, position, offset)
        tokens.append(token)
        position = token.end - offset
    end = offset + len(text)
    return (*tokens, Token("end", "", end, end))


def _token(text: str, position: int, offset: int) -> Token:
    start = offset + position
    if text[position] == '"':
        return _string(text, position, offset)
    if match := _NAME.match(text, position):
        word = match.group()
        kind: Kind = "keyword" if word in KEYWORDS else "name"
        return Token(kind, word, start, offset + match.end())
    if match := _NUMBER.match(text, position):
        return _number(text, match, offset)
    if match := _SYMBOL.match(text, position):
        return Token("symbol", match.group(), start, offset + match.end())
    for foreign, reason, suggestion in _FOREIGN:
        if text.startswith(foreign, position):
            message = f"unexpected {foreign}: {reason}"
            raise ExpressionError(message, start, start + len(foreign), suggestion)
    raise ExpressionError(f"unexpected character {text[position]!a}", start, start + 1)


def _number(text: str, match: re.Match[str], offset: int) -> Token:
    start, end = offset + match.start(), offset + match.end()
    word = _WORD.match(text, match.start())
    if word is not None and word.end() > match.end():
        whole = word.group()
        if re.fullmatch(r"[0-9]+\.", whole):
            message, suggestion = "a decimal number has digits after its point", f"{whole}0"
        else:
            message, suggestion = f"{whole} is no number; text stands in quotes", f'"{whole}"'
        raise ExpressionError(message, start, offset + word.end(), suggestion)
    digits = match.group()
    before, point, after = digits.partition(".")
    if len(before) > 1 and before.startswith("0"):
        plain = (before.lstrip("0") or "0") + point + after
        raise ExpressionError("a number has no leading zeros", start, end, plain)
    if len(before) > _DIGITS or len(after) > _DIGITS:
        side = "on either side of its point" if point else ""
        message = f"a number has at most {_DIGITS} digits {side}".rstrip()
        raise ExpressionError(message, start, end)
    value = Decimal(digits) if point else int(digits)
    return Token("number", digits, start, end, value)


def _string(text: str, position: int, offset: int) -> Token:
    start = offset + position
    letters: list[str] = []
    here = position + 1
    while here < len(text):
        letter = text[here]
        if letter == '"':
            end = here + 1
            return Token("string", text[position:end], start, offset + end, "".join(letters))
        if letter == "\n":
            break
        if letter == "\\":
            here += 1
            letter = text[here : here + 1]
            if letter not in {'"', "\\"}:
                _refuse_escape(letter, offset + here)
        letters.append(letter)
        here += 1
    raise ExpressionError("the string is not closed", start, start + 1)


def _refuse_escape(letter: str, end: int) -> NoReturn:
    message = 'in a string a backslash stands before " or \\ only'
    raise ExpressionError(message, end - 1, end + len(letter), "\\\\")
