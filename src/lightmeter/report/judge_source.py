"""The Python that is generated from one model, with everything it reads written out."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import BuiltinMethodType, FunctionType
from typing import Any

from lightmeter.judge.generate import generate_source
from lightmeter.packs.program import Program
from lightmeter.report.demands import show_demand
from lightmeter.report.display import show
from lightmeter.report.table import align

__all__ = ["render_judge"]

_WORD = re.compile(r"[A-Za-z_]\w*")
# Where the objects live that the function knows under short names.
_ELSEWHERE = {
    "A": "from lightmeter.language.absent import ABSENT as A",
    "Mapping": "from collections.abc import Mapping",
    "Names": "from lightmeter.judge.verdict import Names",
    "Verdict": "from lightmeter.judge.verdict import Verdict",
    "new": "new = tuple.__new__",
}


def render_judge(program: Program) -> str:
    """
    Write the generated judge of one model.

    Returns:
        Python that compiles; it runs once `HEADERS` is given, which no text can spell.
    """
    source, constants = generate_source(program)
    used = set(_WORD.findall(source))
    lines = [
        f"# The function that judges and prices requests, generated from {program.pack}"
        + (f", model {show(program.model)}." if program.model else "."),
        "#",
        "# A finding begins with the number of its check:",
        *(f"#   {show(row)}" for row in _checks(program)),
        "",
        *_assignments({name: it for name, it in constants.items() if name in used}),
        "",
        "",
        source.rstrip(),
    ]
    return "\n".join(lines) + "\n"


def _checks(program: Program) -> list[str]:
    declared = {rule.check for rule in program.rules}
    rows = [
        (
            str(check.index),
            str(check.severity),
            check.rule,
            check.member or "the body",
            "" if check.index in declared else show_demand(check),
        )
        for check in program.checks
    ]
    return align(rows, right=[0])


def _assignments(constants: Mapping[str, Any]) -> Iterator[str]:
    """Imports first, then what can be written down, then what cannot."""
    imports: list[str] = []
    values: list[str] = []
    rest: list[str] = []
    for name, value in constants.items():
        if name in _ELSEWHERE:
            (values if name == "new" else imports).append(_ELSEWHERE[name])
        elif isinstance(value, FunctionType):
            alias = "" if value.__name__ == name else f" as {name}"
            imports.append(f"from {value.__module__} import {value.__name__}{alias}")
        elif (spelled := _spell(value)) is not None:
            values.append(f"{name} = {spelled}")
        else:
            members = ", ".join(getattr(value, "properties", ()))
            rest.append(f"# {name}: {type(value).__name__} of {show(members) or 'nothing'}")
    if any("re.compile(" in it for it in values):
        imports.append("import re")
    if any("Decimal(" in it for it in values):
        imports.append("from decimal import Decimal")
    yield from sorted(imports, key=lambda it: it.split()[1])
    yield ""
    yield from values
    yield from rest


def _spell(value: Any) -> str | None:
    """The Python that makes a constant, or None."""
    match value:
        case str() | int() | None | Decimal():
            return repr(value)
        case tuple() | list():
            inner = _spell_all(value)
            if inner is None:
                return None
            if isinstance(value, list):
                return f"[{', '.join(inner)}]"
            return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"
        case frozenset():
            inner = _spell_all(value)
            return None if inner is None else f"frozenset({{{', '.join(sorted(inner))}}})"
        case dict():
            keys, cells = _spell_all(value), _spell_all(value.values())
            if keys is None or cells is None:
                return None
            return f"{{{', '.join(f'{k}: {v}' for k, v in zip(keys, cells, strict=True))}}}"
        case BuiltinMethodType() if isinstance(value.__self__, re.Pattern):
            return f"re.compile({value.__self__.pattern!r}).{value.__name__}"
    return None


def _spell_all(values: Any) -> list[str] | None:
    spelled = [_spell(value) for value in values]
    return None if None in spelled else [it for it in spelled if it is not None]
