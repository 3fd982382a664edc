"""The members of a pack's requests as rows of a table, and what is said of them besides."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.document.toml_text import write_toml
from lightmeter.packs.member import Member
from lightmeter.packs.program import MODEL_RULES, Check, Program
from lightmeter.report.demands import show_demand, show_types
from lightmeter.report.markdown import code, prose, table

__all__ = ["besides", "member_table", "show_source"]

_HEADINGS = ("member", "type", "required", "accepted", "default", "known from")
# What a reader is told elsewhere, or of every member of its sort.
_UNSAID = ("unknown-field", "decimal-integer", *MODEL_RULES)
# What a batch is told of keys that keep a retry from being charged twice, and what a key must be.
_UNIQUE = (
    "not made from the time alone (error `idempotency-key-from-clock`), not that of a different"
    " request of a batch (error `idempotency-key-reused`)"
)
_REPEATED = (
    "with that of an equal request of a batch the first task is given again, without a second"
    " charge or image (note `idempotency-key-repeated`)"
)
# A key is no part of a request file: whoever sends the request puts it in.
_CREDENTIALS = "put in when the request is sent, so not demanded of a file"


@attrs.frozen
class _Row:
    """What one model demands of one member."""

    type: str
    required: str
    accepted: str
    default: str
    source: str

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the headings, without the member itself."""
        return self.type, self.required, self.accepted, self.default, self.source


def member_table(
    programs: Sequence[Program], members: Sequence[Mapping[str, Member]], pack: str
) -> Iterator[str]:
    """
    Lines of a table of members; where models differ, a cell says for which it holds.

    Args:
        programs: One a model.
        members: Of each of them, by what they are called in the table.
        pack: Whose page it is; sources of others are named with theirs.
    """
    names = list(dict.fromkeys(name for of_model in members for name in of_model))
    rows = []
    for name in names:
        of_models = [
            (program.model, _row(of_model[name], pack))
            for program, of_model in zip(programs, members, strict=True)
            if name in of_model
        ]
        columns = zip(*(row.cells for _, row in of_models), strict=True)
        models = [model for model, _ in of_models]
        everywhere = len(models) == len(programs)
        shown = name if everywhere else f"{name} ({', '.join(map(code, models))})"
        rows.append((shown, *(_merged(models, cells) for cells in columns)))
    yield from table(_HEADINGS, rows)


def _merged(models: Sequence[str], cells: Sequence[str]) -> str:
    if len(set(cells)) == 1:
        return cells[0]
    groups: dict[str, list[str]] = {}
    for model, cell in zip(models, cells, strict=True):
        groups.setdefault(cell, []).append(model)
    return "<br>".join(f"{', '.join(map(code, of))}: {cell}" for cell, of in groups.items() if cell)


def _row(member: Member, pack: str) -> _Row:
    field = member.field
    return _Row(
        type=show_types(field.type),
        required="yes" if field.required else "by the provider" if field.scheme else "",
        accepted=_accepted(member),
        default="" if field.default is None else code(write_toml(field.default).strip("\"'")),
        source="; ".join(
            (
                show_source(field.source, field.basis, pack),
                *(f"{code(keyword)} inferred" for keyword in field.inferred),
            )
        ),
    )


def show_source(key: str, basis: str, pack: str) -> str:
    """A citation in few words: the key of the document, whose it is, and the basis."""
    owner, _, document = key.partition("|")
    of = "" if owner == pack or not document else f" of {code(owner)}"
    return ", ".join(it for it in (f"{code(document)}{of}" if document else "", basis) if it)


def _accepted(member: Member) -> str:
    field = member.field
    if field.unsupported is not None:
        return f"must not be sent: {prose(field.unsupported)}"
    phrases: list[str] = []
    choices = [code(str(value)) for value in field.enum]
    if member.template is not None:
        choices.append(prose(member.template.words))
    if choices:
        phrases.append(_choice(choices))
    phrases += _span(field.minimum, field.maximum, "")
    if field.multiple_of is not None:
        phrases.append(f"a multiple of {field.multiple_of}")
    phrases += _span(field.min_length, field.max_length, " character")
    phrases += _span(field.min_items, field.max_items, " item")
    if field.format:
        phrases.append("a whole URL")
    if field.scheme and not field.required:
        phrases.append(_CREDENTIALS)
    if field.idempotency:
        phrases.append(_UNIQUE)
    if field.additional_properties is False:
        phrases.append("no other members than those below")
    return ", ".join(phrases)


def _choice(choices: Sequence[str]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def _span(least: int | None, most: int | None, noun: str) -> Iterator[str]:
    count = most if most is not None else least
    plural = f"{noun}s" if noun and count != 1 else noun
    if least is not None and most is not None:
        yield f"{least}{plural}" if least == most else f"{least} to {most}{plural}"
    elif least is not None:
        yield f"at least {least}{plural}"
    elif most is not None:
        yield f"at most {most}{plural}"


def besides(programs: Sequence[Program]) -> Iterator[str]:
    """What else is said of single members, without refusing them: one line each."""
    # What is said, to the members of which it is, to the models for which it is.
    said: dict[str, dict[str, list[str]]] = {}
    for program in programs:
        declared = {rule.check for rule in program.rules}
        for check in program.checks:
            if check.index in declared or check.severity is Severity.ERROR or not _is_told(check):
                continue
            severity = "note" if check.severity is Severity.INFO else str(check.severity)
            sentences = [f"{prose(show_demand(check))} ({severity} {code(check.rule)})"]
            if check.rule == "idempotency-key-from-clock":
                sentences.append(_REPEATED)
            for words in sentences:
                models = said.setdefault(words, {}).setdefault(_member(check.member), [])
                models.append(program.model)
    for words, members in said.items():
        names = [
            name if len(models) == len(programs) else f"{name} ({', '.join(map(code, models))})"
            for name, models in members.items()
        ]
        yield f"{', '.join(names)}: {words}"


def _is_told(check: Check) -> bool:
    """Whether a reader is told of a check here; of spellings only where some are tolerated."""
    return bool(check.detail) if check.rule == "spelling" else check.rule not in _UNSAID


def _member(name: str) -> str:
    """A member as a check names it; any item of a list as the table calls it."""
    item = "an item of "
    return code(f"{name.removeprefix(item)}[]" if name.startswith(item) else name)
