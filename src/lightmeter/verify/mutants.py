"""
Mutants of a pack: the same pack with one small mistake, such as somebody makes who retypes it.

Bounds one more and one less, members of enumerations left out, defaults, demands and severities
changed, cells of tables one more, and in expressions every operator, every number, every text.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from lightmeter.language.errors import ExpressionError
from lightmeter.language.lexer import Token, tokenize
from lightmeter.packs.file import PackFile
from lightmeter.place import Pointer

__all__ = ["Mutant", "mutants_of", "with_value"]

_BOUNDS = ("minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems")
_OPERATORS = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "==": "!=",
    "!=": "==",
    "+": "-",
    "-": "+",
    "*": "+",
    "%": "//",
    "//": "%",
    "and": "or",
    "or": "and",
    "in": "not in",
    "not": "",
    "true": "false",
    "false": "true",
    "min": "max",
    "max": "min",
}
_FORMULA = ("when", "then", "minimum", "maximum")
_SEVERITIES = {"error": "warning", "warning": "error", "info": "warning"}
_LONGEST_AMOUNT = 20
# Characters of an expression shown on either side of a change.
_AROUND = 18


@attrs.frozen(eq=False)
class Mutant:
    """
    One small mistake.

    Attributes:
        file: That it is made in.
        pointer: Of the entry that is changed.
        change: What stands there, and what it becomes, in a few words.
        value: What it becomes; None where a member of an array is left out.
    """

    file: PackFile
    pointer: Pointer
    change: str
    value: Any

    @property
    def place(self) -> str:
        """The entry's dotted path in its file."""
        text = ""
        for step in self.pointer:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
        return text

    @property
    def line(self) -> int | None:
        """Where the entry stands in its file, from 1."""
        document, pointer = self.file.document, self.pointer
        span = document.span(pointer)
        while span is None and pointer:
            pointer = pointer[:-1]
            span = document.span(pointer)
        return span.start.line if span is not None else None

    def file_with_it(self) -> PackFile:
        """The file with the mistake in it; its text, and so every place, stays as it was."""
        return with_value(self.file, self.pointer, self.value)


def mutants_of(files: Sequence[PackFile]) -> Iterator[Mutant]:
    """Every mutant of some pack files, in the order of their entries."""
    walk = _Walk(_neighbours([file.data for file in files]))
    for file in files:
        for pointer, change, value in walk.pack(file.data, ()):
            yield Mutant(file, pointer, change, value)


def with_value(file: PackFile, pointer: Pointer, value: Any) -> PackFile:
    """
    A pack file with another value in its data.

    Args:
        file: Whose text, and so every place, stays as it was.
        pointer: Of an entry; only its last step may be new.
        value: What it becomes; None leaves a member of an array out.
    """
    changed = _replaced(file.data, pointer, value)
    return attrs.evolve(file, document=attrs.evolve(file.document, value=changed))


_Change = tuple[Pointer, str, Any]


def _neighbours(values: Sequence[Any]) -> Mapping[str, str]:
    """Of each text that is a member of an enumeration the next one there."""
    found: dict[str, str] = {}
    pending = list(values)
    while pending:
        value = pending.pop()
        choices = value.get("enum") if isinstance(value, Mapping) else None
        if isinstance(choices, list) and len(choices) > 1:
            for it, other in zip(choices, [*choices[1:], choices[0]], strict=True):
                if isinstance(it, str) and isinstance(other, str):
                    found.setdefault(it, other)
        if isinstance(value, Mapping):
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return found


class _Walk:
    """Goes through the data of a pack and makes a change wherever one can be made."""

    def __init__(self, neighbours: Mapping[str, str]) -> None:
        self._neighbours = neighbours

    def pack(self, data: Mapping[str, Any], at: Pointer) -> Iterator[_Change]:
        """A pack, or what one of its models changes."""
        for key, value in data.items():
            here = (*at, key)
            if key == "models" and not at:
                for model, patch in _items(value):
                    if isinstance(patch, Mapping):
                        yield from self.pack(patch, (*here, model))
            elif key == "fields":
                yield from self._members(value, here)
            elif key == "request":
                yield from self._members(dict(_items(value)).get("body"), (*here, "body"))
            elif key == "let":
                for name, it in _items(value):
                    yield from self._let(it, (*here, name))
            elif key == "rules":
                for name, it in _items(value):
                    yield from self._rule(it, (*here, name))
            elif key == "billing" and isinstance(value, list):
                for number, line in enumerate(value):
                    for name, it in _items(line):
                        if name in ("quantity", "rate"):
                            yield from self._formula(it, (*here, number, name))

    def _members(self, value: Any, at: Pointer) -> Iterator[_Change]:
        for name, field in _items(value):
            yield from self._field(field, (*at, name))

    def _field(self, field: Any, at: Pointer) -> Iterator[_Change]:
        for key, value in _items(field):
            here = (*at, key)
            if key in _BOUNDS and type(value) is int:
                yield here, f"{value} -> {value + 1}", value + 1
                yield here, f"{value} -> {value - 1}", value - 1
            elif key == "enum" and isinstance(value, list) and len(value) > 1:
                for number, it in enumerate(value):
                    yield (*here, number), f"without {it}", None
            elif key == "required" and isinstance(value, bool):
                yield here, f"{str(value).lower()} -> {str(not value).lower()}", not value
            elif key == "default":
                yield from self._default(field, value, here)
            elif key == "fill" and isinstance(value, str):
                yield from self._expression(value, here)
            elif key == "items":
                yield from self._field(value, here)
            elif key == "properties":
                yield from self._members(value, here)

    def _default(self, field: Mapping[str, Any], value: Any, at: Pointer) -> Iterator[_Change]:
        choices = field.get("enum")
        if isinstance(value, bool):
            yield at, f"{str(value).lower()} -> {str(not value).lower()}", not value
        elif isinstance(choices, list) and len(choices) > 1 and value in choices:
            other = choices[(choices.index(value) + 1) % len(choices)]
            yield at, f"{value} -> {other}", other
        elif isinstance(value, int):
            yield at, f"{value} -> {value + 1}", value + 1

    def _let(self, value: Any, at: Pointer) -> Iterator[_Change]:
        if isinstance(value, Mapping):
            yield from self._cells(value, at)
        else:
            yield from self._formula(value, at)

    def _cells(self, rows: Mapping[str, Any], at: Pointer) -> Iterator[_Change]:
        for key, cell in rows.items():
            if isinstance(cell, Mapping):
                yield from self._cells(cell, (*at, key))
            elif type(cell) is int:
                yield (*at, key), f"{cell} -> {cell + 1}", cell + 1
            elif isinstance(cell, str) and (more := _last_digit(cell)):
                yield (*at, key), f"{cell} -> {more}", more

    def _rule(self, rule: Any, at: Pointer) -> Iterator[_Change]:
        for key, value in _items(rule):
            here = (*at, key)
            if key in ("when", "require") and isinstance(value, str):
                yield from self._expression(value, here)
            elif key == "severity" and value in _SEVERITIES:
                yield here, f"{value} -> {_SEVERITIES[value]}", _SEVERITIES[value]
            elif key == "fix" and isinstance(dict(_items(value)).get("when"), str):
                yield from self._expression(value["when"], (*here, "when"))

    def _formula(self, value: Any, at: Pointer) -> Iterator[_Change]:
        if isinstance(value, str):
            yield from self._expression(value, at)
        elif type(value) is int:
            yield at, f"{value} -> {value + 1}", value + 1
        elif isinstance(value, list):
            for number, case in enumerate(value):
                yield from self._formula(case, (*at, number))
        else:
            for key, it in _items(value):
                if key in _FORMULA and isinstance(it, str | int) and not isinstance(it, bool):
                    yield from self._formula(it, (*at, key))

    # Expressions ----------------------------------------------------------------------------------

    def _expression(self, text: str, at: Pointer) -> Iterator[_Change]:
        """Every operator another, every number one more or less, every text another or out."""
        try:
            tokens = tokenize(text)
        except ExpressionError:
            return
        for number, token in enumerate(tokens):
            before = tokens[number - 1].text if number else ""
            after = tokens[number + 1] if number + 1 < len(tokens) else token
            for start, end, other in self._variants(token, tokens[number - 1], before, after):
                yield at, _shown(text, start, end, other), f"{text[:start]}{other}{text[end:]}"

    def _variants(
        self, token: Token, last: Token, before: str, after: Token
    ) -> Iterator[tuple[int, int, str]]:
        if token.kind == "number":
            if isinstance(token.value, int):
                near = (token.value + 1, token.value - 1)
                yield from ((token.start, token.end, str(it)) for it in near if it >= 0)
            else:
                yield token.start, token.end, _last_digit(token.text)
        elif token.kind == "string":
            if before in ("[", ",") and after.text == ",":
                yield token.start, after.end, ""
            elif before == "," and after.text == "]":
                yield last.start, token.end, ""
            elif token.value in self._neighbours:
                other = self._neighbours[str(token.value)]
                yield token.start, token.end, f'"{other}"'
        # "not in" is one operator, and loses its "not" as a whole.
        elif token.text in _OPERATORS and not (token.text == "in" and before == "not"):
            yield token.start, token.end, _OPERATORS[token.text]


def _shown(text: str, start: int, end: int, other: str) -> str:
    """The change with a little of what stands around it."""
    left, right = text[:start], text[end:]
    if len(left) > _AROUND:
        left = left[-_AROUND:].partition(" ")[2] or left[-_AROUND:]
    if len(right) > _AROUND:
        right = right[:_AROUND].rpartition(" ")[0] or right[:_AROUND]
    return f"{left}{text[start:end]}{right} -> {left}{other}{right}"


def _last_digit(text: str) -> str:
    """A decimal amount with its last digit one more, or "" where the text is no amount."""
    if len(text) > _LONGEST_AMOUNT:
        return ""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return ""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or not -_LONGEST_AMOUNT < exponent <= 0:
        return ""
    return str(amount + Decimal(1).scaleb(exponent))


# Data ---------------------------------------------------------------------------------------------


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()


def _replaced(data: Any, pointer: Pointer, value: Any) -> Any:
    """The data with another value at a pointer; what lies beside it is shared."""
    if not pointer:
        return value
    step, *rest = pointer
    if isinstance(data, list):
        assert isinstance(step, int)
        changed = [] if value is None and not rest else [_replaced(data[step], tuple(rest), value)]
        return [*data[:step], *changed, *data[step + 1 :]]
    return {**data, step: _replaced(data.get(step), tuple(rest), value)}
