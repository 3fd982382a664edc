"""The part of a generated judge that looks at a text."""

from functools import partial
from typing import NamedTuple

from lightmeter.diagnostic import Severity
from lightmeter.judge.code import Code
from lightmeter.packs.member import Member

__all__ = ["write_text"]


class _Case(NamedTuple):
    """
    One thing that may be wrong with a text; of several only the first is said.

    Attributes:
        test: Python source that tells whether it is.
        check: What is found then.
        data: For its message, Python source.
        bit: Of the member that is rejected; 0 for none.
    """

    test: str
    check: int
    data: str
    bit: int


def write_text(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    """Check a text that `raw` holds; the other arguments are those of `write_value`."""
    if member.template is not None:
        _template(code, member, raw, where, slot)
        return
    field, sizes, rest = member.field, _sizes(code, member, raw), _contents(code, member, raw)
    if code.brief:
        # What is no error is only asked for where it keeps an error behind it from being said.
        while rest and not rest[-1].bit:
            rest.pop()
    word = "if"
    if not sizes and field.blank is None and len(rest) > 1 and not (field.media and field.webhook):
        word = _short_cut(code, member, raw, where)
    cases = sizes + rest
    for case in cases:
        code.put(f"{word} {case.test}:")
        code.block(partial(code.find, case.check, where, case.data, case.bit))
        word = "elif"
    if not code.brief:
        _file_type(code, member, raw, where, word)


def _sizes(code: Code, member: Member, raw: str) -> list[_Case]:
    field, checks = member.field, member.checks
    cases = []
    if field.enum:
        accepted = code.constant(frozenset(field.enum))
        cases.append(_Case(f"{raw} not in {accepted}", checks["enum"], raw, member.bit))
    if field.min_length is not None:
        short = f"not {raw}" if field.min_length == 1 else f"len({raw}) < {field.min_length}"
        cases.append(_Case(short, checks["min-length"], raw, member.bit))
    if field.max_length is not None:
        long = f"len({raw}) > {field.max_length}"
        cases.append(_Case(long, checks["max-length"], raw, member.bit))
    return cases


def _contents(code: Code, member: Member, raw: str) -> list[_Case]:
    field, checks = member.field, member.checks
    cases = []
    if field.format == "uri":
        cases.append(_Case(f"not is_uri({raw})", checks["format"], raw, member.bit))
    if "unsendable" in checks:
        # Nearly every text is ASCII alone, and that is asked without a call into Python.
        odd = f"not ({raw}.isascii() or is_text({raw}))"
        cases.append(_Case(odd, checks["unsendable"], raw, member.bit))
    if field.blank is not None:
        cases.append(_Case(f"{raw}.isspace()", checks["blank"], raw, 0))
    if field.webhook:
        problem = f"(problem := webhook_problem({raw}))"
        cases.append(_Case(problem, checks["webhook"], f"{raw}, problem", 0))
    if field.media is not None:
        for test, rule in (("is_data_uri", "data-uri"), ("not is_hosted", "not-a-url")):
            if rule in checks:
                grave = code.program.checks[checks[rule]].severity is Severity.ERROR
                bit = member.bit if grave else 0
                cases.append(_Case(f"{test}({raw})", checks[rule], raw, bit))
    return cases


def _short_cut(code: Code, member: Member, raw: str, where: str) -> str:
    """Let the URLs that nearly every request holds by; the word that goes on."""
    if member.field.webhook:
        code.put(f"if is_plain_webhook({raw}):")
        code.put("    pass")
    elif member.field.media is not None:
        code.put(f"if is_plain_url({raw}):")
        code.block(lambda: _file_type(code, member, raw, where, "if"))
    else:
        return "if"
    return "elif"


def _file_type(code: Code, member: Member, raw: str, where: str, word: str) -> None:
    media = member.field.media
    if media is None or "file-type" not in member.checks or code.brief:
        return
    accepted = code.constant(frozenset(("", *media.extensions)))
    odd = f"{raw}[{raw}.rfind('.') + 1:] not in {accepted}"
    if word == "elif":
        # Behind the short cut there may be a query, whose end is no file's ending.
        odd = f"({odd} or '?' in {raw} or '#' in {raw})"
    code.put(f"{word} {odd} and (suffix := file_type({raw})) not in {accepted}:")
    code.block(lambda: code.find(member.checks["file-type"], where, f"{raw}, suffix"))


def _template(code: Code, member: Member, raw: str, where: str, slot: int) -> None:
    """A preset of the enum, or a text that fits the template."""
    template, checks = member.template, member.checks
    assert template is not None
    parts = [f"p{slot}_{number}" for number in range(len(template.parts))]
    match = f"m{slot}"
    word = "if"
    if member.field.enum:
        code.put(f"if {raw} in {code.constant(frozenset(member.field.enum))}:")
        code.block(lambda: code.keep_absent(parts))
        word = "elif"
    code.put(f"{word} ({match} := {code.constant(template.plain.fullmatch)}({raw})) is not None:")
    code.block(lambda: _parts(code, member, parts, match, raw, where))
    code.put(f"elif ({match} := {code.constant(template.loose.fullmatch)}({raw})) is not None:")
    code.depth += 1
    _parts(code, member, parts, match, raw, where)
    plain = f"s{slot}"
    spelled = _format(template.literals, parts, template.digits)
    if not code.brief:
        code.put(f"{plain} = {spelled}")
        code.put(f"if {plain} != {raw}:")
        code.depth += 1
        code.change(where, plain)
        case = f"{checks['spelling-case']} if {plain} == {raw}.lower() else {checks['spelling']}"
        code.find(case, where, f"{raw}, {plain}")
        if member.path:
            code.put(f"v{slot} = {plain}")
        code.depth -= 1
    elif member.path:
        code.keep(f"v{slot}", spelled)
    code.depth -= 1
    code.put("else:")
    rule = "enum" if member.field.enum else "template"
    code.block(lambda: code.find(checks[rule], where, raw, member.bit))


def _parts(code: Code, member: Member, parts: list[str], match: str, raw: str, where: str) -> None:
    """Give the parts of a template their values, within their bounds."""
    assert member.template is not None
    bounds = zip(parts, member.template.parts, member.part_bounds, strict=True)
    for number, (part, name, (low, high)) in enumerate(bounds, 1):
        # All but fifteen digits are leading zeros; Python refuses to read more than 4,300.
        code.put(f"{part} = int({match}[{number}][-15:])")
        for limit, sign, rule in ((low, "<", "minimum"), (high, ">", "maximum")):
            if limit is not None:
                check = member.checks[f"{rule}:{name}"]
                test = f"{part} {sign} {limit}"
                code.find_if(test, check, where, f"{part}, {raw}", member.bit)


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
