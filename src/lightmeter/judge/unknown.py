"""Words for members that no document names: what was meant, or where they belong."""

from lightmeter.judge.facts import MOST_SHOWN, Facts, Words, say
from lightmeter.judge.meant import meant, same_name
from lightmeter.language.message import escape
from lightmeter.packs.member import Member

__all__ = ["unknown_field"]


def unknown_field(facts: Facts) -> Words:
    """Say that a member is not documented, or not accepted, and what to do about it."""
    key, known = str(facts.data[0]), facts.check.detail
    name = escape(key, 60)
    holder = facts.pointer[-2] if len(facts.pointer) > 1 else "the body"
    place = _elsewhere(facts, key)
    close = "" if place else meant(key, [it for it in known if not _is_refused(facts, it)])
    hint = f"; {place}" if place else ""
    if close:
        hint = f"; did you mean {close}?"
    if facts.check.severity == "error":
        if hint:
            listed = ""
        else:
            listed = f" (accepted are {', '.join(known[:MOST_SHOWN]) or 'none'}); leave it out"
        return say(f"{name} is not accepted in {holder} by {facts.model}{listed}{hint}", close)
    return say(
        f"{name} is not documented for {facts.model}: it is likely ignored, and the run still"
        f" paid{hint}",
        close,
    )


def _is_refused(facts: Facts, name: str) -> bool:
    """Whether a member beside the unknown one is named only to be refused."""
    holder = _holder(facts)
    member = holder.properties.get(name) if holder is not None else None
    return member is not None and "unsupported" in member.checks


def _holder(facts: Facts) -> Member | None:
    """The object that an unknown member was found in."""
    member: Member | None = facts.program.body
    for step in facts.pointer[:-1]:
        member = member.properties.get(str(step)) if member is not None else None
    return member


def _elsewhere(facts: Facts, key: str) -> str:
    """Where a misplaced member belongs, or ""."""
    program = facts.program
    for header in program.headers.properties:
        if same_name(key, header):
            return f"{header} is a header, not a member of the body"
    holder = _holder(facts)
    siblings = holder.properties if holder is not None else {}
    if any(same_name(key, name) for name in siblings):
        return ""
    for name, sibling in siblings.items():
        for inner, member in sibling.properties.items():
            if same_name(key, inner) and "unsupported" not in member.checks:
                return f"{inner} belongs in {name}"
    if program.input and holder is not None and holder.pointer == program.input:
        beside = [name for name in program.body.properties if name not in ("model", *program.input)]
        if found := meant(key, beside):
            return f"{found} belongs beside {program.input[0]}, not in it"
    return ""
