"""Message templates: text with expressions in braces, `{longest}`; `{{` and `}}` are braces."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from lightmeter.language import tree
from lightmeter.language.check import Expansions, check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import Facts
from lightmeter.language.message import Message
from lightmeter.language.parse import parse
from lightmeter.language.scope import Scope

__all__ = [
    "MAX_PLACEHOLDERS",
    "Part",
    "check_message",
    "is_placeholder",
    "name_placeholders",
    "parse_message",
]

MAX_PLACEHOLDERS: Final = 20
"""Expressions in a message; each may be as large as any other."""

Part: TypeAlias = str | tree.Expr
"""Literal text, or a placeholder's expression."""

_BRACE = re.compile("[{}]")


def parse_message(text: str) -> tuple[Part, ...]:
    """
    Cut a template into literal text and expressions; positions count from the template's start.

    Raises:
        ExpressionError: If a brace stands alone or an expression cannot be read.
    """
    return tuple(
        written if expression is None else expression for written, expression in _pieces(text)
    )


def is_placeholder(text: str) -> bool:
    """Whether a template is one placeholder and nothing else, so that it keeps its type."""
    try:
        parts = parse_message(text)
    except ExpressionError:
        return False
    return len(parts) == 1 and not isinstance(parts[0], str)


def name_placeholders(text: str) -> str:
    """
    Write a template for people who have no values: `{longest}` becomes the name in backticks.

    A template that cannot be read stays as it is.
    """
    try:
        return "".join(
            written if expression is None else f"`{written.strip()}`"
            for written, expression in _pieces(text)
        )
    except ExpressionError:
        return text


def check_message(
    parts: Sequence[Part],
    scope: Scope,
    *,
    facts: Facts = frozenset(),
    expansions: Expansions | None = None,
) -> Message:
    """
    Prove that every placeholder has a single value, and resolve it.

    Args:
        parts: As parsed.
        scope: What names stand for.
        facts: Members known to be present where the message is shown.
        expansions: Of earlier checks with the same scope.

    Raises:
        ExpressionError: At what cannot be proven.
    """
    return Message(
        tuple(
            part
            if isinstance(part, str)
            else check(part, scope, facts=facts, expansions=expansions).node
            for part in parts
        )
    )


def _pieces(text: str) -> Iterator[tuple[str, tree.Expr | None]]:
    """Literal text with nothing beside it, and what stands in braces with its expression."""
    literal: list[str] = []
    here = placeholders = 0
    while here < len(text):
        letter = text[here]
        if letter in "{}" and text[here : here + 2] == letter * 2:
            literal.append(letter)
            here += 2
        elif letter == "{":
            end = _closing(text, here)
            if literal:
                yield "".join(literal), None
                literal = []
            placeholders += 1
            if placeholders > MAX_PLACEHOLDERS:
                message = f"a message has at most {MAX_PLACEHOLDERS} placeholders"
                raise ExpressionError(message, here, end + 1)
            yield text[here + 1 : end], parse(text[here + 1 : end], here + 1)
            here = end + 1
        elif letter == "}":
            raise ExpressionError("} closes nothing; a brace is written }}", here, here + 1, "}}")
        else:
            brace = _BRACE.search(text, here)
            end = brace.start() if brace else len(text)
            literal.append(text[here:end])
            here = end
    if literal:
        yield "".join(literal), None


def _closing(text: str, opening: int) -> int:
    """Find the brace that ends a placeholder, past braces in its strings."""
    quoted = False
    here = opening + 1
    while here < len(text):
        letter = text[here]
        if quoted and letter == "\\":
            here += 1
        elif letter == '"':
            quoted = not quoted
        elif letter == "}" and not quoted:
            return here
        here += 1
    message = "{ is not closed; a brace is written {{"
    raise ExpressionError(message, opening, opening + 1, "{{")
