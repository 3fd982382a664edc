"""
The members of a request, held against what a program says of its fields, without generated code.

The twin of what `field_code`, `value_code` and `text_code` write.
"""

from collections.abc import Mapping
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.judge import values
from lightmeter.judge.verdict import Finding, Names
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.language.interpret import Environment
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["FieldWalk", "read_members"]

Pointer = tuple[str | int, ...]


def read_members(program: Program, body: Mapping[str, Any]) -> Environment:
    """The members of a request as expressions see them, rejected ones included."""
    walk = FieldWalk(program)
    walk.read(body)
    return walk


class FieldWalk:
    """
    One request on its way through the fields; `Environment` of `language.interpret`.

    Attributes:
        findings: What was found so far.
        changed: Pointer and value of what is sent otherwise than it was given.
        bad: Bits of what was rejected.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self.findings: list[Finding] = []
        self.changed: list[tuple[Pointer, Any]] = []
        self.bad = 0
        self._effective: dict[tuple[str, ...], Any] = {}
        self._given: set[tuple[str, ...]] = set()

    # Environment ----------------------------------------------------------------------------------

    def value(self, path: tuple[str, ...]) -> Any:
        """A member's effective value, or ABSENT."""
        return self._effective.get(path, ABSENT)

    def sent(self, path: tuple[str, ...]) -> bool:
        """Whether a member was sent."""
        return path in self._given

    # Fields ---------------------------------------------------------------------------------------

    def read(self, body: Mapping[str, Any]) -> None:
        """Hold the body of a request against its fields; once."""
        self._object(self._program.body, body, ())

    def _find(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        self.findings.append((member.checks[rule], pointer, data))

    def _refuse(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        self._find(member, rule, pointer, *data)
        self.bad |= member.bit

    def _found_at(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        """A finding whose severity is the pack's own choice; an error rejects."""
        self._find(member, rule, pointer, *data)
        if self._program.checks[member.checks[rule]].severity is Severity.ERROR:
            self.bad |= member.bit

    def _object(self, member: Member, value: Mapping[str, Any], pointer: Pointer) -> None:
        for name, child in member.properties.items():
            self._member(child, value.get(name, ABSENT), (*pointer, name))
        if "unknown-field" in member.checks:
            names = Names(value)
            for key in value:
                if key not in member.properties:
                    self._find(member, "unknown-field", (*pointer, key), key, names)
                    if member.closed:
                        self.bad |= member.unknown_bit
                    if not values.is_sendable_member(key, value[key]):
                        self._find(member, "unsendable", (*pointer, key), value[key])
                        self.bad |= member.unknown_bit

    def _member(self, member: Member, value: Any, pointer: Pointer) -> None:
        if value is ABSENT:
            if "required" in member.checks:
                self._refuse(member, "required", pointer)
            if "recommended" in member.checks:
                self._find(member, "recommended", pointer)
            if member.path and member.field.default is not None:
                self._effective[member.path] = member.field.default
            return
        if member.path:
            self._given.add(member.path)
            self._effective[member.path] = value
        if "unsupported" in member.checks:
            self._refuse(member, "unsupported", pointer, value)
            return
        if "deprecated" in member.checks:
            self._find(member, "deprecated", pointer, value)
        self._value_of(member, value, pointer)

    def _value_of(self, member: Member, value: Any, pointer: Pointer) -> None:
        kinds = member.field.type
        if not kinds:
            return
        if "string" in kinds and isinstance(value, str):
            self._string(member, value, pointer)
        elif "boolean" in kinds and (value is True or value is False):
            pass
        elif "integer" in kinds and _integer(value) is not None:
            self._integer(member, value, pointer)
        elif "number" in kinds and (exact := values.exact_number(value)) is not None:
            if member.path:
                self._effective[member.path] = exact
            self._bounds(member, exact, value, pointer)
        elif "array" in kinds and isinstance(value, list | tuple):
            self._array(member, value, pointer)
        elif "object" in kinds and isinstance(value, Mapping):
            self._object(member, value, pointer)
        else:
            self._refuse(member, "type", pointer, value)

    def _string(self, member: Member, value: str, pointer: Pointer) -> None:
        field, checks = member.field, member.checks
        if member.template is not None:
            self._template(member, value, pointer)
        elif field.enum and value not in field.enum:
            self._refuse(member, "enum", pointer, value)
        elif field.min_length is not None and len(value) < field.min_length:
            self._refuse(member, "min-length", pointer, value)
        elif field.max_length is not None and len(value) > field.max_length:
            self._refuse(member, "max-length", pointer, value)
        elif field.format == "uri" and not values.is_uri(value):
            self._refuse(member, "format", pointer, value)
        elif "unsendable" in checks and not values.is_text(value):
            self._refuse(member, "unsendable", pointer, value)
        elif field.blank is not None and value.isspace():
            self._find(member, "blank", pointer, value)
        elif field.webhook and (problem := values.webhook_problem(value)):
            self._find(member, "webhook", pointer, value, problem)
        elif "data-uri" in checks and values.is_data_uri(value):
            self._found_at(member, "data-uri", pointer, value)
        elif "not-a-url" in checks and not values.is_hosted(value):
            self._found_at(member, "not-a-url", pointer, value)
        elif "file-type" in checks and field.media is not None:
            suffix = values.file_type(value)
            if suffix and suffix not in field.media.extensions:
                self._find(member, "file-type", pointer, value, suffix)

    def _template(self, member: Member, value: str, pointer: Pointer) -> None:
        template = member.template
        assert template is not None
        if value in member.field.enum:
            return
        match = template.loose.fullmatch(value)
        if match is None:
            self._refuse(member, "enum" if member.field.enum else "template", pointer, value)
            return
        # All but fifteen digits are leading zeros; Python refuses to read more than 4,300.
        parts = tuple(int(digits[-15:]) for digits in match.groups())
        for name, part, (low, high) in zip(template.parts, parts, member.part_bounds, strict=True):
            if low is not None and part < low:
                self._refuse(member, f"minimum:{name}", pointer, part, value)
            if high is not None and part > high:
                self._refuse(member, f"maximum:{name}", pointer, part, value)
            if member.path:
                self._effective[*member.path, name] = part
                self._given.add((*member.path, name))
        plain = template.canonical(parts)
        if plain != value:
            self.changed.append((pointer, plain))
            rule = "spelling-case" if plain == value.lower() else "spelling"
            self._find(member, rule, pointer, value, plain)
        if member.path:
            self._effective[member.path] = plain

    def _integer(self, member: Member, value: Any, pointer: Pointer) -> None:
        exact = _integer(value)
        assert exact is not None
        field = member.field
        unbounded = field.minimum is None or field.maximum is None
        if unbounded and not -SAFE_INTEGER <= exact <= SAFE_INTEGER:
            self._refuse(member, "type", pointer, value)
            return
        if exact is not value:
            self._find(member, "decimal-integer", pointer, value, exact)
            self.changed.append((pointer, exact))
            if member.path:
                self._effective[member.path] = exact
        self._bounds(member, exact, value, pointer)
        if field.enum and exact not in field.enum:
            self._refuse(member, "enum", pointer, value)

    def _bounds(self, member: Member, number: Any, value: Any, pointer: Pointer) -> None:
        field = member.field
        if field.minimum is not None and number < field.minimum:
            self._refuse(member, "minimum", pointer, value)
        if field.maximum is not None and number > field.maximum:
            self._refuse(member, "maximum", pointer, value)
        if field.multiple_of is not None and number % field.multiple_of:
            self._refuse(member, "multiple-of", pointer, value)

    def _array(self, member: Member, value: list[Any] | tuple[Any, ...], pointer: Pointer) -> None:
        field = member.field
        if field.min_items is not None and len(value) < field.min_items:
            self._refuse(member, "min-items", pointer, len(value))
        if field.max_items is not None and len(value) > field.max_items:
            self._refuse(member, "max-items", pointer, len(value))
        if member.items is not None:
            for index, item in enumerate(value):
                self._value_of(member.items, item, (*pointer, index))


def _integer(value: Any) -> int | None:
    return value if type(value) is int else values.exact_integer(value)
