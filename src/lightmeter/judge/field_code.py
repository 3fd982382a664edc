"""The part of a generated judge that looks at the members of an object."""

from lightmeter.judge.code import Code, join, step
from lightmeter.judge.value_code import write_value
from lightmeter.packs.member import Member

__all__ = ["write_object"]


def write_object(code: Code, member: Member, variable: str, pointer: str) -> None:
    """Check the members of an object that `variable` holds."""
    # Where unknown members are spoken of, the known ones are counted: as many as there are members
    # means that there is none to look for.
    seen = f"n{code.new_slot()}" if "unknown-field" in member.checks else ""
    if seen:
        code.put(f"{seen} = 0")
    for name, child in member.properties.items():
        _member(code, child, variable, name, pointer, seen)
    if seen:
        code.put(f"if len({variable}) != {seen}:")
        code.block(lambda: _unknown(code, member, variable, pointer))


def _unknown(code: Code, member: Member, variable: str, pointer: str) -> None:
    """Speak of the members that no document names."""
    bit = member.unknown_bit
    if code.brief and member.closed:
        code.put("return False")
        return
    known = code.constant(frozenset(member.properties))
    where = step(pointer, "key")
    code.put(f"names = {'tuple(' if code.brief else 'new(Names, '}{variable})")
    code.put("for key in names:")
    code.put(f"    if key not in {known}:")
    code.depth += 2
    if not code.brief:
        closed = bit if member.closed else 0
        code.find(member.checks["unknown-field"], where, "key, names", closed)
    value = f"{variable}[key]"
    code.find_if(
        f"not is_sendable_member(key, {value})", member.checks["unsendable"], where, value, bit
    )
    code.depth -= 2


def _member(code: Code, child: Member, variable: str, name: str, pointer: str, seen: str) -> None:
    slot = code.slots.get(child.path) if child.path else None
    if slot is None:
        slot = code.new_slot()
    code.raw[child] = f"r{slot}"
    where = join(pointer, name)
    absent = code.take(lambda: _absent(code, child, where, slot))
    if code.brief and "required" in child.checks:
        # What follows need not be kept from it: an absent one has ended the function.
        code.put(f"if {name!r} not in {variable}:")
        code.put("    return False")
        _present(code, child, f"{variable}[{name!r}]", seen, where, slot)
        return
    if absent:
        code.put(f"if {name!r} not in {variable}:")
        code.lines += absent
        code.put("else:")
    else:
        code.put(f"if {name!r} in {variable}:")
    code.block(lambda: _present(code, child, f"{variable}[{name!r}]", seen, where, slot))


def _absent(code: Code, child: Member, where: str, slot: int) -> None:
    """What there is to do where the member was not sent."""
    checks, default = child.checks, child.field.default
    if not code.brief:
        if "required" in checks:
            code.find(checks["required"], where, "", child.bit)
        if "recommended" in checks:
            code.find(checks["recommended"], where, "")
    if child.path or default is not None:
        code.keep(f"r{slot}", "A")
    if child.path:
        code.keep(f"v{slot}", code.literal(default))
        code.keep_absent(_parts_of(child, slot))
        _absent_children(code, child)


def _present(code: Code, child: Member, sent: str, seen: str, where: str, slot: int) -> None:
    """What there is to do where it was."""
    raw, value, checks = f"r{slot}", f"v{slot}", child.checks
    if "unsupported" in checks and code.brief:
        code.put("return False")
        return
    if seen:
        code.put(f"{seen} += 1")
    code.put(f"{raw} = {sent}")
    if "unsupported" in checks:
        code.find(checks["unsupported"], where, raw, child.bit)
        return
    if "deprecated" in checks and not code.brief:
        code.find(checks["deprecated"], where, raw)
    if child.path:
        code.keep(value, raw)
        if len(child.field.type) > 1:
            # Only the texts and objects among the forms have parts.
            code.keep_absent(_parts_of(child, slot))
        if len(child.field.type) != 1:
            # Of any other form the members of the object are not there.
            _absent_children(code, child)
    write_value(code, child, raw, where, slot, write_object)


def _parts_of(child: Member, slot: int) -> list[str]:
    """The variables of a template's numbers."""
    count = len(child.template.parts) if child.template and child.path else 0
    return [f"p{slot}_{number}" for number in range(count)]


def _absent_children(code: Code, member: Member) -> None:
    """The members of an object that is not there are not there."""
    for child in member.properties.values():
        if child.path and child.path in code.slots:
            slot = code.slots[child.path]
            code.keep(f"r{slot}", "A")
            code.keep(f"v{slot}", "A")
            _absent_children(code, child)
