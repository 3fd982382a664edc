"""The part of a generated judge that looks at one value: its type, then what that demands."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from lightmeter.judge.code import Code, step
from lightmeter.judge.text_code import write_text
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.packs.member import Member

__all__ = ["write_value"]

WriteObject: TypeAlias = Callable[[Code, Member, str, str], None]


def write_value(
    code: Code, member: Member, raw: str, where: str, slot: int, write_object: WriteObject
) -> None:
    """
    Check one value.

    Args:
        code: To write to.
        member: What is demanded.
        raw: The variable that holds what was sent.
        where: Source of its pointer.
        slot: Number of its variables.
        write_object: Checks the members of an object.
    """
    kinds = member.field.type
    if not kinds:
        return
    word = "if"
    for kind, test in (
        ("string", f"isinstance({raw}, str)"),
        ("boolean", f"{raw} is True or {raw} is False"),
        ("integer", _integer_in(raw, f"i{slot}")),
        ("number", f"(i{slot} := exact_number({raw})) is not None"),
        # Nearly every array is a list and every object a dict, which is soon asked.
        ("array", f"type({raw}) is list or isinstance({raw}, (list, tuple))"),
        ("object", f"type({raw}) is dict or isinstance({raw}, Mapping)"),
    ):
        if kind in kinds:
            code.put(f"{word} {test}:")
            code.block(partial(_demands, kind, code, member, raw, where, slot, write_object))
            word = "elif"
    code.put("else:")
    code.block(lambda: code.find(member.checks["type"], where, raw, member.bit))


def _integer_in(raw: str, exact: str) -> str:
    """Source that tells whether a value is an integer, and gives it a name."""
    return f"({exact} := {raw} if type({raw}) is int else exact_integer({raw})) is not None"


def _demands(
    kind: str,
    code: Code,
    member: Member,
    raw: str,
    where: str,
    slot: int,
    write_object: WriteObject,
) -> None:
    """What a type's keywords demand of a value of the type."""
    match kind:
        case "string":
            write_text(code, member, raw, where, slot)
        case "integer":
            _integer(code, member, raw, where, slot)
        case "number":
            if member.path:
                code.keep(f"v{slot}", f"i{slot}")
            _bounds(code, member, f"i{slot}", raw, where)
        case "array":
            _array(code, member, raw, where, slot, write_object)
        case "object":
            _nested(code, member, raw, where, slot, write_object)


def _integer(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    field, checks, exact = member.field, member.checks, f"i{slot}"
    demand = partial(_whole, code, member, raw, where, slot)
    if field.minimum is not None and field.maximum is not None:
        demand()
        return
    code.put(f"if not -{SAFE_INTEGER} <= {exact} <= {SAFE_INTEGER}:")
    code.block(lambda: code.find(checks["type"], where, raw, member.bit))
    code.put("else:")
    code.block(demand)


def _whole(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    """What is demanded of an integer that is one, its exact value at hand."""
    field, checks, exact = member.field, member.checks, f"i{slot}"
    if not code.brief:
        code.put(f"if {exact} is not {raw}:")
        code.depth += 1
        code.find(checks["decimal-integer"], where, f"{raw}, {exact}")
        code.change(where, exact)
        if member.path:
            code.put(f"v{slot} = {exact}")
        code.depth -= 1
    elif member.path:
        code.keep(f"v{slot}", exact)
    _bounds(code, member, exact, raw, where)
    if field.enum:
        accepted = code.constant(frozenset(field.enum))
        code.find_if(f"{exact} not in {accepted}", checks["enum"], where, raw, member.bit)


def _bounds(code: Code, member: Member, number: str, raw: str, where: str) -> None:
    field = member.field
    tests = (
        (field.minimum, f"{number} < {field.minimum}", "minimum"),
        (field.maximum, f"{number} > {field.maximum}", "maximum"),
        (field.multiple_of, f"{number} % {field.multiple_of}", "multiple-of"),
    )
    for limit, test, rule in tests:
        if limit is not None:
            code.find_if(test, member.checks[rule], where, raw, member.bit)


def _array(
    code: Code, member: Member, raw: str, where: str, slot: int, write_object: WriteObject
) -> None:
    field, checks, items = member.field, member.checks, member.items
    if field.min_items is not None:
        few = f"not {raw}" if field.min_items == 1 else f"len({raw}) < {field.min_items}"
        code.find_if(few, checks["min-items"], where, f"len({raw})", member.bit)
    if field.max_items is not None:
        many = f"len({raw}) > {field.max_items}"
        code.find_if(many, checks["max-items"], where, f"len({raw})", member.bit)
    if items is not None and items.field.type:
        item, index, own = f"e{slot}", f"k{slot}", code.new_slot()
        inner = step(where, index)
        # Only a judge says which item it was.
        if not code.brief:
            code.put(f"{index} = -1")
        code.put(f"for {item} in {raw}:")
        if not code.brief:
            code.put(f"    {index} += 1")
        code.block(lambda: write_value(code, items, item, inner, own, write_object))


def _nested(
    code: Code, member: Member, raw: str, where: str, slot: int, write_object: WriteObject
) -> None:
    write_object(code, member, raw, where)
    if member.template is not None and member.path:
        # The object form gives the template's parts their values.
        for number, name in enumerate(member.template.parts):
            child = member.properties[name]
            code.keep(f"p{slot}_{number}", f"v{code.slots[child.path]}")
