"""The part of a generated judge that completes a payload: defaults and safe fixes."""

from lightmeter.judge.code import Code
from lightmeter.packs.member import Member

__all__ = ["write_sent"]


def write_sent(code: Code) -> None:
    """Make `sent` of the body; it shares what defaults and safe fixes leave alone."""
    body = code.program.body
    code.put("sent = {**body}")
    target, pointer = "sent", body
    _defaults(code, body, "sent")
    for step in code.program.input:
        pointer = pointer.properties[step]
        code.put(f"inner = {{**{target}[{step!r}]}}")
        code.put(f"{target}[{step!r}] = inner")
        target = "inner"
    if code.program.input:
        _defaults(code, pointer, "inner")
    if code.changes:
        code.put("if changed:")
        code.put("    for pointer, value in changed:")
        code.put("        set_member(sent, pointer, value)")


def _defaults(code: Code, member: Member, variable: str) -> None:
    for name, child in member.properties.items():
        if child.field.default is not None:
            fill = code.program.fills.get(name) if child.path else None
            condition = "" if fill is None else f" and {code.expression(fill)}"
            # What was looked for among the fields need not be looked for again.
            code.put(f"if {code.raw[child]} is A{condition}:")
            code.put(f"    {variable}[{name!r}] = {code.literal(child.field.default)}")
