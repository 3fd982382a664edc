"""The part of a generated judge that looks at single fields."""

from lightmeter.diagnostic import Severity
from lightmeter.judge.code import Code, join
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.packs.program import Member

__all__ = ["write_object"]


def write_object(code: Code, member: Member, variable: str, pointer: str) -> None:
    """Check the members of an object that `variable` holds."""
    seen = f"n{code.new_slot()}"
    code.put(f"{seen} = 0")
    for name, child in member.properties.items():
        _member(code, child, variable, name, pointer, seen)
    if "unknown-field" in member.checks:
        check = member.checks["unknown-field"]
        known = code.constant(frozenset(member.properties))
        code.put(f"if len({variable}) != {seen}:")
        code.put(f"    names = tuple({variable})")
        code.put(f"    for key in {variable}:")
        code.put(f"        if key not in {known}:")
        code.put(f"            found.append(({check}, (*{pointer}, key), (key, names)))")
        if member.closed:
            code.put(f"            bad |= {member.unknown_bit}")
        code.put(f"            if not is_sendable({{key: {variable}[key]}}):")
        code.put(
            f"                found.append(({member.checks['unsendable']}, (*{pointer}, key),"
            f" ({variable}[key],)))"
        )
        code.put(f"                bad |= {member.unknown_bit}")


def _member(code: Code, child: Member, variable: str, name: str, pointer: str, seen: str) -> None:
    slot = code.slots.get(child.path) if child.path else None
    if slot is None:
        slot = code.new_slot()
    raw = f"r{slot}"
    where = join(pointer, name)
    code.put(f"{raw} = {variable}.get({name!r}, A)")
    readable = bool(child.path)
    parts = len(child.template.parts) if child.template and readable else 0
    checks = child.checks
    code.put(f"if {raw} is A:")
    code.depth += 1
    before = len(code.lines)
    if "required" in checks:
        code.find(checks["required"], where, "")
        code.reject(child.bit)
    if "recommended" in checks:
        code.find(checks["recommended"], where, "")
    if readable:
        code.put(f"v{slot} = {code.literal(child.field.default)}")
        for number in range(parts):
            code.put(f"p{slot}_{number} = A")
        _absent_children(code, child)
    if len(code.lines) == before:
        code.put("pass")
    code.depth -= 1
    code.put("else:")
    code.depth += 1
    code.put(f"{seen} += 1")
    if "unsupported" in checks:
        code.find(checks["unsupported"], where, raw)
        code.reject(child.bit)
    else:
        if "deprecated" in checks:
            code.find(checks["deprecated"], where, raw)
        if readable:
            code.put(f"v{slot} = {raw}")
            if parts and len(child.field.type) > 1:
                # Only the texts and objects among the forms have parts.
                code.put(f"{' = '.join(f'p{slot}_{number}' for number in range(parts))} = A")
            if len(child.field.type) != 1:
                # Of any other form the members of the object are not there.
                _absent_children(code, child)
        _value_of(code, child, raw, f"v{slot}" if readable else raw, where, slot)
    code.depth -= 1


def _absent_children(code: Code, member: Member) -> None:
    """The members of an object that is not there are not there."""
    for child in member.properties.values():
        if child.path and child.path in code.slots:
            slot = code.slots[child.path]
            code.put(f"r{slot} = v{slot} = A")
            _absent_children(code, child)


def _value_of(code: Code, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
    """Check one value: its type, then what the type's keywords demand."""
    kinds = member.field.type
    if not kinds:
        return
    word = "if"
    if "string" in kinds:
        code.put(f"{word} isinstance({raw}, str):")
        code.block(lambda: _string(code, member, raw, variable, where, slot))
        word = "elif"
    if "boolean" in kinds:
        code.put(f"{word} {raw} is True or {raw} is False:")
        code.block(lambda: None)
        word = "elif"
    if "integer" in kinds:
        exact = f"i{slot}"
        code.put(
            f"{word} ({exact} := {raw} if type({raw}) is int else exact_integer({raw}))"
            " is not None:"
        )
        code.block(lambda: _integer(code, member, raw, exact, variable, where))
        word = "elif"
    if "number" in kinds:
        exact = f"i{slot}"
        code.put(f"{word} ({exact} := exact_number({raw})) is not None:")
        code.block(lambda: _number(code, member, raw, exact, variable, where))
        word = "elif"
    if "array" in kinds:
        code.put(f"{word} isinstance({raw}, (list, tuple)):")
        code.block(lambda: _array(code, member, raw, where, slot))
        word = "elif"
    if "object" in kinds:
        code.put(f"{word} isinstance({raw}, (dict, Mapping)):")
        code.block(lambda: _nested(code, member, raw, where, slot))
    code.put("else:")
    code.depth += 1
    code.find(member.checks["type"], where, raw)
    code.reject(member.bit)
    code.depth -= 1


def _string(code: Code, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
    field, checks = member.field, member.checks
    if member.template is not None:
        _template(code, member, raw, variable, where, slot)
        return
    tests: list[tuple[str, str]] = []
    if field.enum:
        tests.append((f"{raw} not in {code.constant(frozenset(field.enum))}", "enum"))
    if field.min_length is not None:
        short = f"not {raw}" if field.min_length == 1 else f"len({raw}) < {field.min_length}"
        tests.append((short, "min-length"))
    if field.max_length is not None:
        tests.append((f"len({raw}) > {field.max_length}", "max-length"))
    word = "if"
    if not tests and field.blank is None and (field.media is None or not field.webhook):
        word = _short_cut(code, member, raw, where)
    if field.format == "uri":
        tests.append((f"not is_uri({raw})", "format"))
    if "unsendable" in checks:
        tests.append((f"not is_text({raw})", "unsendable"))
    for test, rule in tests:
        code.put(f"{word} {test}:")
        code.depth += 1
        code.find(checks[rule], where, raw)
        code.reject(member.bit)
        code.depth -= 1
        word = "elif"
    if field.blank is not None:
        code.put(f"{word} {raw}.isspace():")
        code.put(f"    found.append(({checks['blank']}, {where}, ({raw},)))")
        word = "elif"
    if field.webhook:
        code.put(f"{word} (problem := webhook_problem({raw})):")
        code.put(f"    found.append(({checks['webhook']}, {where}, ({raw}, problem)))")
        word = "elif"
    if field.media is not None:
        for test, rule in (("is_data_uri", "data-uri"), ("not is_hosted", "not-a-url")):
            if rule in checks:
                code.put(f"{word} {test}({raw}):")
                code.put(f"    found.append(({checks[rule]}, {where}, ({raw},)))")
                if code.program.checks[checks[rule]].severity is Severity.ERROR:
                    code.put(f"    bad |= {member.bit}")
                word = "elif"
        _file_type(code, member, raw, where, word)


def _short_cut(code: Code, member: Member, raw: str, where: str) -> str:
    """Let the URLs that nearly every request holds by; the word that goes on."""
    if member.field.webhook:
        code.put(f"if is_plain_webhook({raw}):")
        code.put("    pass")
    elif member.field.media is not None:
        code.put(f"if is_plain_url({raw}):")
        code.depth += 1
        if "file-type" in member.checks:
            _file_type(code, member, raw, where, "if")
        else:
            code.put("pass")
        code.depth -= 1
    else:
        return "if"
    return "elif"


def _file_type(code: Code, member: Member, raw: str, where: str, word: str) -> None:
    media = member.field.media
    if media is None or "file-type" not in member.checks:
        return
    accepted = code.constant(frozenset(("", *media.extensions)))
    odd = f"{raw}[{raw}.rfind('.') + 1:] not in {accepted}"
    if word == "elif":
        # Behind the short cut there may be a query, whose end is no file's ending.
        odd = f"({odd} or '?' in {raw} or '#' in {raw})"
    code.put(f"{word} {odd} and (suffix := file_type({raw})) not in {accepted}:")
    code.put(f"    found.append(({member.checks['file-type']}, {where}, ({raw}, suffix)))")


def _template(code: Code, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
    """A preset of the enum, or a text that fits the template."""
    template, checks = member.template, member.checks
    assert template is not None
    parts = [f"p{slot}_{number}" for number in range(len(template.parts))]
    match = f"m{slot}"
    word = "if"
    if member.field.enum:
        code.put(f"if {raw} in {code.constant(frozenset(member.field.enum))}:")
        code.put(f"    {' = '.join(parts)} = A")
        word = "elif"
    code.put(f"{word} ({match} := {code.constant(template.plain.fullmatch)}({raw})) is not None:")
    code.depth += 1
    _parts(code, member, parts, match, raw, where)
    code.depth -= 1
    code.put(f"elif ({match} := {code.constant(template.loose.fullmatch)}({raw})) is not None:")
    code.depth += 1
    _parts(code, member, parts, match, raw, where)
    plain = f"s{slot}"
    code.put(f"{plain} = {_format(template.literals, parts, template.digits)}")
    code.put(f"if {plain} != {raw}:")
    code.put(f"    changed.append(({where}, {plain}))")
    code.put(
        f"    found.append(({checks['spelling-case']} if {plain} == {raw}.lower()"
        f" else {checks['spelling']}, {where}, ({raw}, {plain})))"
    )
    if member.path:
        code.put(f"    {variable} = {plain}")
    code.depth -= 1
    code.put("else:")
    code.depth += 1
    code.find(checks["enum" if member.field.enum else "template"], where, raw)
    code.reject(member.bit)
    code.depth -= 1


def _parts(code: Code, member: Member, parts: list[str], match: str, raw: str, where: str) -> None:
    """Give the parts of a template their values, within their bounds."""
    assert member.template is not None
    names = member.template.parts
    for number, (part, bounds) in enumerate(zip(parts, member.part_bounds, strict=True)):
        # All but fifteen digits are leading zeros; Python refuses to read more than 4,300.
        code.put(f"{part} = int({match}[{number + 1}][-15:])")
        _part_bounds(code, member, names[number], part, bounds, raw, where)


def _part_bounds(
    code: Code,
    member: Member,
    name: str,
    part: str,
    bounds: tuple[int | None, int | None],
    raw: str,
    where: str,
) -> None:
    for limit, sign, rule in ((bounds[0], "<", "minimum"), (bounds[1], ">", "maximum")):
        if limit is None:
            continue
        check = member.checks[f"{rule}:{name}"]
        code.put(f"if {part} {sign} {limit}:")
        code.depth += 1
        code.find(check, where, f"{part}, {raw}")
        code.reject(member.bit)
        code.depth -= 1


def _integer(code: Code, member: Member, raw: str, exact: str, variable: str, where: str) -> None:
    field = member.field
    outer = code.depth
    if field.minimum is None or field.maximum is None:
        code.put(f"if not -{SAFE_INTEGER} <= {exact} <= {SAFE_INTEGER}:")
        code.depth += 1
        code.find(member.checks["type"], where, raw)
        code.reject(member.bit)
        code.depth -= 1
        code.put("else:")
        code.depth += 1
    code.put(f"if {exact} is not {raw}:")
    code.depth += 1
    code.find(member.checks["decimal-integer"], where, f"{raw}, {exact}")
    code.put(f"changed.append(({where}, {exact}))")
    if member.path:
        code.put(f"{variable} = {exact}")
    code.depth -= 1
    _bounds(code, member, exact, raw, where)
    if field.enum:
        code.put(f"if {exact} not in {code.constant(frozenset(field.enum))}:")
        code.depth += 1
        code.find(member.checks["enum"], where, raw)
        code.reject(member.bit)
    code.depth = outer


def _number(code: Code, member: Member, raw: str, exact: str, variable: str, where: str) -> None:
    if member.path:
        code.put(f"{variable} = {exact}")
    _bounds(code, member, exact, raw, where)


def _bounds(code: Code, member: Member, number: str, raw: str, where: str) -> None:
    field = member.field
    tests = (
        (field.minimum, f"{number} < {field.minimum}", "minimum"),
        (field.maximum, f"{number} > {field.maximum}", "maximum"),
        (field.multiple_of, f"{number} % {field.multiple_of}", "multiple-of"),
    )
    for limit, test, rule in tests:
        if limit is None:
            continue
        code.put(f"if {test}:")
        code.depth += 1
        code.find(member.checks[rule], where, raw)
        code.reject(member.bit)
        code.depth -= 1


def _array(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    field = member.field
    for limit, sign, rule in (
        (field.min_items, "<", "min-items"),
        (field.max_items, ">", "max-items"),
    ):
        if limit is None:
            continue
        code.put(f"if len({raw}) {sign} {limit}:")
        code.depth += 1
        code.find(member.checks[rule], where, f"len({raw})")
        code.reject(member.bit)
        code.depth -= 1
    if member.items is not None and member.items.field.type:
        item, index = f"e{slot}", f"k{slot}"
        code.put(f"for {index}, {item} in enumerate({raw}):")
        inner = f"(*{where}, {index})"
        items = member.items
        code.block(lambda: _value_of(code, items, item, item, inner, code.new_slot()))


def _nested(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    if member.template is not None and member.path:
        # The object form gives the template's parts their values.
        write_object(code, member, raw, where)
        for number, name in enumerate(member.template.parts):
            child = member.properties[name]
            code.put(f"p{slot}_{number} = v{code.slots[child.path]}")
    else:
        write_object(code, member, raw, where)


def _format(
    literals: tuple[str, ...], parts: list[str], digits: tuple[tuple[int, int], ...]
) -> str:
    """The source of the spelling that is sent."""
    pieces = [repr(literals[0])] if literals[0] else []
    for part, literal, (fewest, _) in zip(parts, literals[1:], digits, strict=True):
        pieces.append(f"str({part})" if fewest == 1 else f"str({part}).zfill({fewest})")
        if literal:
            pieces.append(repr(literal))
    return " + ".join(pieces)
