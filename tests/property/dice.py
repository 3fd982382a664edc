"""Requests thrown with dice: plain `random`, seeded, for promises that need tens of thousands."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["Dice"]

_LARGEST = 2**53 - 1
_URL = "https://example.com/a.png"
_URLS = (
    _URL,
    "https://example.com/b.JPG?x=1",
    "HTTPS://EXAMPLE.COM",
    "data:image/png;base64,iVBORw0KGgo=",
    "https://example.com/犬.png",
    "https://user:word@example.com/a",
    "https://us er@example.com/a",
    "https://user@/a",
    "https://a@b@c",
    "ftp://example.com/a",
    "urn:x",
    "c:\\a.png",
    "http:a",
    "http://",
    "https:///a",
    "https://[::1/a",
    "//host/a",
    "a.png",
    "https://example.com/a b",
    "https://example.com/a\n",
    "https://example.com/\u3000",
    "https://example.com/<a>",
    "",
)
_ODD: tuple[Any, ...] = (
    *(None, True, False, "", " ", "x", "5", "auto", "犬" * 3, 0, 1, -1, 5, 7, 2.5, 5.0, -0.0, 16),
    *(_LARGEST, -_LARGEST, _LARGEST + 1, -_LARGEST - 1, 2**63, 10**30),
    *([], [None], ["x"], [_URL], {}, {"x": 1}, {"width": 1}, {"width": 0, "height": 5}),
)
_BLANKS = ("", "", "", " ", "\t", "\u3000", "\x1c", "\ufeff", "\n")
_NUMBERS = (0, 1, 2, 9, 10, 15, 16, 99, 100, 640, 1024, 3840, 9999, 10**14, 10**15 - 1)


class Dice:
    """
    Throws values for the members of a request.

    A slip is a value that is probably wrong; with a chance of 0 everything is right, but for what
    only several members together can be.
    """

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing secret is made
        self.slip = 0.0

    def maybe(self, chance: float) -> bool:
        """Throw a coin."""
        return self.random.random() < chance

    def pick(self, options: Sequence[Any]) -> Any:
        """One of several."""
        return self.random.choice(options)

    def body(self, program: Program) -> dict[str, Any]:
        """A body: every second one without a slip, the others with one or several."""
        self.slip = self.pick((0.0, 0.0, 0.03, 0.2))
        return self._body(program)

    def _body(self, program: Program) -> dict[str, Any]:
        sent = self.an_object(program.body)
        sent["model"] = program.model
        if self.maybe(self.slip / 2):
            sent["model"] = self.pick((None, 5, "", " \u3000", "nobody-knows-1", [program.model]))
        if self.maybe(self.slip / 4):
            del sent["model"]
        return sent

    def request(self, program: Program) -> dict[str, Any]:
        """A request file: a body with some of lightmeter's own members beside it."""
        self.slip = self.pick((0.0, 0.0, 0.03, 0.2))
        sent = {**self._own(program), **self._body(program)}
        if self.maybe(self.slip):
            # In a batch they would merge with those of the defaults, which a schema cannot.
            sent["headers"] = {self.pick(("Authorization", "authorization", "X")): self.pick(_ODD)}
        return sent

    def batch(self, program: Program, others: Sequence[Program]) -> dict[str, Any]:
        """
        A batch, most of whose requests are for one model.

        Args:
            program: Of that model.
            others: Of other models of the pack.
        """
        self.slip = self.pick((0.0, 0.0, 0.03, 0.15))
        # What a request lacks stands in the defaults now and then, and sometimes in both.
        keep = self.pick((0.0, 0.3, 0.8))
        defaults = self.thin({**self._own(program), **self._body(program)}, keep)
        requests: list[Any] = []
        for _ in range(self.random.randint(0, 3)):
            chosen = self.pick((program, program, *others)) if others else program
            whole = {**self._own(chosen), **self._body(chosen)}
            requests.append(self.thin(whole, self.pick((1.0, 1.0, 1.0 - keep / 2, 0.5))))
        batch: dict[str, Any] = {"requests": requests}
        if keep or self.maybe(0.5):
            batch["defaults"] = defaults
        if self.maybe(0.3):
            batch["provider"] = program.provider
        if self.maybe(0.2):
            batch["$schema"] = "./a.schema.json"
        if self.maybe(self.slip / 2):
            name = self.pick(("provider", "defaults", "requests", "$schema", "default", "model"))
            batch[name] = self.pick(_ODD)
        if self.maybe(self.slip / 4) and requests:
            requests[0] = self.pick(_ODD)
        return batch

    def thin(self, table: dict[str, Any], keep: float) -> dict[str, Any]:
        """A table of which some members are left, at every depth."""
        return {
            name: self.thin(value, keep) if isinstance(value, dict) else value
            for name, value in table.items()
            if (isinstance(value, dict) and name == "input") or self.maybe(keep)
        }

    def _own(self, program: Program) -> dict[str, Any]:
        own: dict[str, Any] = {}
        for name, right, wrong in (
            ("provider", (program.provider,), (5, None, "")),
            ("id", ("a", 7, ""), (True, None, 10**18, -(10**18), [], 2.5)),
            ("headers", ({}, {"X": 5}, {"Authorization": "Bearer ${KEY}"}), (5, "a: b", None)),
            ("$schema", ("./a.schema.json",), (5, None, {})),
        ):
            if self.maybe(0.2):
                own[name] = self.pick(wrong if self.maybe(self.slip) else right)
        return own

    def an_object(self, member: Member) -> dict[str, Any]:
        """The members of an object."""
        sent: dict[str, Any] = {}
        names = list(member.properties)
        self.random.shuffle(names)
        for name in names:
            child = member.properties[name]
            if child.field.unsupported is not None:
                there = self.maybe(self.slip / 2)
            elif child.field.required:
                there = not self.maybe(self.slip)
            else:
                there = self.maybe(0.5)
            if there:
                sent[name] = self.odd(child) if self.maybe(self.slip) else self.value(child)
        if self.maybe(self.slip) or (not member.closed and self.maybe(0.05)):
            near = [name.upper() for name in names] + ["size", "n", "seed", "x", "犬", "extra~/%"]
            name = self.pick(near)
            if name not in member.properties:
                sent[name] = self.pick(_ODD)
        return sent

    def value(self, member: Member) -> Any:
        """A value that a member accepts, as far as its own keywords go."""
        field = member.field
        if not field.type:
            return self.pick(_ODD)
        return self._makers[self.pick(field.type)](self, member)

    def odd(self, member: Member) -> Any:
        """A value beside the bounds, of another type, or misspelt."""
        field = member.field
        near: list[Any] = [self.pick(_ODD), self.pick(_ODD), 2.5]
        for bound in (field.minimum, field.maximum):
            if bound is not None:
                near += [bound - 1, bound, bound + 1, float(bound), bound + 0.5, str(bound)]
        for size in (field.min_length, field.max_length):
            if size is not None:
                near += ["犬" * max(size + more, 0) for more in (-1, 0, 1)]
        for count in (field.min_items, field.max_items):
            if count is not None and member.items is not None:
                near += [[self.value(member.items)] * max(count + more, 0) for more in (-1, 0, 1)]
        if field.enum:
            value = self.pick(field.enum)
            near += [str(value).upper(), f" {value}", f"{value}\n", [value], value]
        if member.template is not None:
            near += [self.spelling(member, wild=True) for _ in range(4)]
        if field.format:
            near += [self.pick(_URLS), self.url()]
        if member.items is not None and "array" in field.type:
            near += [[self.value(member.items), self.odd(member.items)]]
        if "number" in field.type:
            # How a number is spelled no schema can tell: see lightmeter.packs.export.schema.
            near = [it for it in near if not isinstance(it, int) or abs(it) <= _LARGEST]
        return self.pick(near)

    def _string(self, member: Member) -> Any:
        field = member.field
        if member.template is not None and (not field.enum or self.maybe(0.5)):
            return self.spelling(member, wild=False)
        if field.enum:
            return self.pick([it for it in field.enum if isinstance(it, str)] or ["x"])
        if field.format:
            return self.pick((_URL, _URL, *_URLS[:6]))
        low = field.min_length or 0
        high = field.max_length if field.max_length is not None else low + 9
        length = self.pick((low, min(low + 1, high), min(low + 7, high), high))
        return self.pick(("x", "犬", "\U0001f600", "e\u0301"[:1], " ")) * length

    def url(self) -> str:
        """Pieces of URLs, put together at random."""
        pieces = ("http", "https", "HTTP", "a", "ab", "c", ":", "://", "/", "@", "?", "#", ".", "-")
        more = (" ", "\n", "\u00a0", "\u3000", "犬", "<", '"', "\x7f", "\\", "1", "+")
        return "".join(self.pick((*pieces, *more)) for _ in range(self.random.randint(1, 7)))

    def spelling(self, member: Member, *, wild: bool) -> str:
        """A text for a template, as somebody might spell it."""
        template = member.template
        assert template is not None
        pieces = [template.literals[0]]
        for (low, high), (fewest, most), literal in zip(
            member.part_bounds, template.digits, template.literals[1:], strict=True
        ):
            least = max(low or 0, 10 ** (fewest - 1) if fewest > 1 else 0)
            greatest = min(high if high is not None else 10**most, 10**most - 1)
            number = self.random.randint(least, max(least, greatest))
            number = self.pick((number, least, max(least, greatest), number % 4000 + least))
            text = str(number)
            if wild:
                edges = [it + more for it in (low, high) if it is not None for more in (-1, 0, 1)]
                text = str(max(self.pick((number, *edges, *_NUMBERS)), 0))
                text = text.zfill(self.pick((1, 1, fewest, most, most + 1, 20)))
                text = self.pick(_BLANKS) + text + self.pick(_BLANKS)
                literal = self.pick((literal, literal, literal.upper(), "×"))  # noqa: PLW2901
            pieces += (text, literal)
        return "".join(pieces)

    def _integer(self, member: Member) -> Any:
        field = member.field
        low = field.minimum if field.minimum is not None else -_LARGEST
        high = field.maximum if field.maximum is not None else _LARGEST
        step = field.multiple_of or 1
        first, last = -(-low // step), high // step
        number = self.pick((first, last, self.random.randint(first, last), min(first + 3, last)))
        if field.enum and (whole := [it for it in field.enum if isinstance(it, int)]):
            return self.pick(whole)
        number *= step
        return float(number) if abs(number) <= _LARGEST and self.maybe(0.2) else number

    def _number(self, member: Member) -> Any:
        field = member.field
        low = field.minimum if field.minimum is not None else -1000
        high = field.maximum if field.maximum is not None else low + 2000
        step = field.multiple_of
        if step:
            return self._integer(member)
        return self.pick((low, high, (low + high) / 2, low + self.random.random() * (high - low)))

    def _array(self, member: Member) -> Any:
        field = member.field
        low = field.min_items or 0
        high = min(field.max_items if field.max_items is not None else low + 3, low + 15)
        length = self.pick((low, high, self.random.randint(low, high)))
        if member.items is None:
            return [self.pick(_ODD) for _ in range(length)]
        return [
            self.odd(member.items) if self.maybe(self.slip / 3) else self.value(member.items)
            for _ in range(length)
        ]

    _makers: dict[str, Callable[["Dice", Member], Any]] = {  # noqa: RUF012 - never changed
        "string": _string,
        "integer": _integer,
        "number": _number,
        "boolean": lambda self, _: self.maybe(0.5),
        "array": _array,
        "object": an_object,
    }
