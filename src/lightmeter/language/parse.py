"""From the text of an expression to its tree."""

from decimal import Decimal
from typing import Final, cast

from lightmeter.language import exact, tree
from lightmeter.language.errors import ExpressionError
from lightmeter.language.lexer import Token, tokenize
from lightmeter.language.spelling import nearest

__all__ = ["FUNCTIONS", "MAX_LENGTH", "MAX_NESTING", "parse"]

MAX_LENGTH: Final = 400
"""Characters of an expression."""

MAX_NESTING: Final = 16
"""Brackets inside one another, of any sort."""

FUNCTIONS: Final = frozenset({"has", "len", "max", "min", "round_to"})

_EQUALITY = frozenset({"==", "!="})
_ORDER = frozenset({"<", "<=", ">", ">="})


def parse(text: str, offset: int = 0) -> tree.Expr:
    """
    Read an expression.

    Args:
        text: The expression alone.
        offset: Added to every position, for an expression inside a longer text.

    Raises:
        ExpressionError: If the text is no expression, is too long, or nests too deeply.
    """
    if len(text) > MAX_LENGTH:
        message = f"an expression has at most {MAX_LENGTH} characters, this one {len(text)}"
        raise ExpressionError(message, offset + MAX_LENGTH, offset + len(text))
    if not text.strip():
        raise ExpressionError("the expression is empty", offset, offset + len(text))
    return _Parser(tokenize(text, offset)).whole()


class _Parser:
    """One method a line of the grammar, loosest binding first."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._position = 0
        self._nesting = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    @property
    def _next(self) -> Token:
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    @property
    def _last_end(self) -> int:
        # Not the end of the last operand: that would leave its closing parenthesis out.
        return self._tokens[self._position - 1].end

    def _advance(self) -> Token:
        token = self._token
        self._position += 1
        return token

    def _at(self, *texts: str) -> bool:
        # A string token's text opens with its quote, so it is never taken for a symbol.
        return self._token.text in texts

    def whole(self) -> tree.Expr:
        expr = self._or()
        token = self._token
        if token.kind != "end":
            self._refuse_rest(token)
        return expr

    def _refuse_rest(self, token: Token) -> None:
        lower = token.text.lower()
        if token.text == "if":
            message, suggestion = "a choice belongs into the cases of a named value", ""
        elif token.text == "is":
            message, suggestion = "a comparison is written ==", "=="
        elif token.kind == "name" and lower in {"and", "or", "in", "not"}:
            message, suggestion = f"{lower} is written in small letters", lower
        elif token.text == "[":
            message, suggestion = "only a table can be indexed", ""
        elif token.text in {")", "]"}:
            message, suggestion = f"{token.text} closes nothing", ""
        else:
            message, suggestion = f"unexpected {token.text}: the expression had ended", ""
        raise ExpressionError(message, token.start, token.end, suggestion)

    def _or(self) -> tree.Expr:
        start = self._token.start
        operands = [self._and()]
        while self._at("or"):
            self._advance()
            operands.append(self._and())
        if len(operands) == 1:
            return operands[0]
        return tree.Or(tuple(operands), start=start, end=self._last_end)

    def _and(self) -> tree.Expr:
        start = self._token.start
        operands = [self._not()]
        while self._at("and"):
            self._advance()
            operands.append(self._not())
        if len(operands) == 1:
            return operands[0]
        return tree.And(tuple(operands), start=start, end=self._last_end)

    def _not(self) -> tree.Expr:
        if not self._at("not"):
            return self._compare()
        token = self._advance()
        if self._at("not"):
            message = "not stands once; use parentheses for the opposite of the opposite"
            raise ExpressionError(message, self._token.start, self._token.end)
        operand = self._compare()
        return tree.Not(operand, start=token.start, end=self._last_end)

    def _compare(self) -> tree.Expr:
        start = self._token.start
        first = self._sum()
        rest: list[tuple[tree.CompareOperator, tree.Expr]] = []
        while (operator := self._compare_operator()) is not None:
            if rest and not {operator.text, rest[-1][0]} <= _ORDER:
                message = "only < <= > >= can be chained; compare twice and join the two with and"
                raise ExpressionError(message, operator.start, operator.end)
            right = self._sum()
            rest.append((cast("tree.CompareOperator", operator.text), right))
        if not rest:
            return first
        return tree.Compare(first, tuple(rest), start=start, end=self._last_end)

    def _compare_operator(self) -> Token | None:
        if self._at("in", *_EQUALITY, *_ORDER):
            return self._advance()
        if self._at("not") and self._next.text == "in":
            first, second = self._advance(), self._advance()
            return Token("keyword", "not in", first.start, second.end)
        return None

    def _sum(self) -> tree.Expr:
        start = self._token.start
        left = self._product()
        while self._at("+", "-"):
            operator = cast("tree.BinaryOperator", self._advance().text)
            right = self._product()
            left = tree.Binary(operator, left, right, start=start, end=self._last_end)
        return left

    def _product(self) -> tree.Expr:
        start = self._token.start
        left = self._unary()
        while self._at("*", "%", "//"):
            operator = cast("tree.BinaryOperator", self._advance().text)
            right = self._unary()
            left = tree.Binary(operator, left, right, start=start, end=self._last_end)
        return left

    def _unary(self) -> tree.Expr:
        if not self._at("-"):
            return self._item()
        sign = self._advance()
        operand = self._item()
        return tree.Negate(operand, start=sign.start, end=self._last_end)

    def _item(self) -> tree.Expr:
        token = self._token
        if token.kind in {"number", "string"} or self._at("true", "false"):
            return self._literal()
        if token.kind == "name":
            return self._named()
        if token.text == "(":
            self._open()
            inner = self._or()
            self._close(token, ")")
            return inner
        if token.text == "[":
            return self._list()
        if token.kind == "end":
            raise ExpressionError("the expression ends too early", token.start, token.end)
        message = f"unexpected {token.text}: a value is missing before it"
        if token.text in {"+", "-"}:
            message = "only one sign stands before a value"
        raise ExpressionError(message, token.start, token.end)

    def _literal(self) -> tree.Literal:
        token = self._advance()
        value = token.text == "true" if token.kind == "keyword" else token.value
        return tree.Literal(value, start=token.start, end=token.end)

    def _named(self) -> tree.Expr:
        token = self._advance()
        if self._at("("):
            return self._call(token)
        name = tree.Name(tuple(token.text.split(".")), start=token.start, end=token.end)
        if not self._at("["):
            return name
        keys: list[tree.Expr] = []
        end = token.end
        while self._at("["):
            opening = self._open()
            keys.append(self._or())
            end = self._close(opening, "]").end
        return tree.Index(name, tuple(keys), start=token.start, end=end)

    def _call(self, token: Token) -> tree.Expr:
        if token.text not in FUNCTIONS:
            near = nearest(token.text, FUNCTIONS)
            message = f"unknown function {token.text}; there are {', '.join(sorted(FUNCTIONS))}"
            raise ExpressionError(message, token.start, token.end, near)
        opening = self._open()
        arguments: list[tree.Expr] = []
        if not self._at(")"):
            arguments.append(self._or())
            while self._at(","):
                self._advance()
                arguments.append(self._or())
        end = self._close(opening, ")").end
        return tree.Call(token.text, tuple(arguments), start=token.start, end=end)

    def _list(self) -> tree.Expr:
        opening = self._open()
        if self._at("]"):
            raise ExpressionError("the list is empty", opening.start, self._token.end)
        items = [self._list_item()]
        while self._at(","):
            self._advance()
            items.append(self._list_item())
        end = self._close(opening, "]").end
        return tree.ListLiteral(tuple(items), start=opening.start, end=end)

    def _list_item(self) -> tree.Literal:
        sign = self._advance() if self._at("-") else None
        token = self._token
        if sign is not None and isinstance(token.value, int | Decimal) and token.kind == "number":
            self._advance()
            value = exact.negate(token.value) if "." in token.text else -token.value
            return tree.Literal(value, start=sign.start, end=token.end)
        if sign is None and (token.kind in {"number", "string"} or self._at("true", "false")):
            return self._literal()
        message = "a list holds literals only: numbers, strings, true, false"
        raise ExpressionError(message, token.start, token.end)

    def _open(self) -> Token:
        token = self._advance()
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            message = f"brackets nest at most {MAX_NESTING} deep"
            raise ExpressionError(message, token.start, token.end)
        return token

    def _close(self, opening: Token, closing: str) -> Token:
        token = self._token
        if token.text == closing:
            self._nesting -= 1
            return self._advance()
        if token.kind == "end":
            message = f"{opening.text} is not closed"
            raise ExpressionError(message, opening.start, opening.end)
        message = f"unexpected {token.text}: {closing} is missing before it"
        raise ExpressionError(message, token.start, token.end)
