"""What an editor shows of a member: what is accepted, what its pack says, where that stands."""

from collections.abc import Iterator, Mapping, Sequence

from lightmeter.diagnostic import Severity
from lightmeter.language.message import escape
from lightmeter.language.placeholders import name_placeholders
from lightmeter.packs.field import Field
from lightmeter.packs.member import Member
from lightmeter.packs.model import Rule
from lightmeter.packs.program import Program

__all__ = ["describe", "describe_header", "describe_rules"]

# Values that a sentence lists before it only counts them.
_MOST_VALUES = 16


def describe(program: Program, member: Member, rules: Mapping[str, Rule]) -> str:
    """
    Describe a member in a few sentences, the rules that speak of it and its source.

    Args:
        program: It belongs to.
        member: At its place in the body.
        rules: As declared; those about this very member are listed.

    Returns:
        Paragraphs with an empty line between them.
    """
    paragraphs = [" ".join(_sentences(member))]
    if member.path:
        own = {name: it for name, it in rules.items() if it.at == ".".join(member.path)}
        if own and member.field.unsupported is None:
            paragraphs.append(describe_rules(own))
    paragraphs += _source(program, member)
    return "\n\n".join(it for it in paragraphs if it)


def describe_rules(rules: Mapping[str, Rule]) -> str:
    """List rules that no schema can hold, with what lightmeter says when they fire."""
    lines = [
        f"- {name} ({rule.severity or Severity.ERROR}): {escape(name_placeholders(rule.message))}"
        for name, rule in rules.items()
    ]
    return "\n".join(["Checked by lightmeter, beyond this schema:", *lines])


def describe_header(program: Program, member: Member) -> str:
    """Describe a header likewise."""
    field = member.field
    sentences = []
    if field.required:
        sentences.append("Required.")
    if field.scheme:
        sentences.append(f"Begins with {escape(field.scheme)}.")
    if field.recommended is not None:
        sentences.append(_reason("Recommended", field.recommended))
    if field.deprecated is not None:
        sentences.append(_reason("Deprecated", field.deprecated))
    return "\n\n".join(it for it in (" ".join(sentences), *_source(program, member)) if it)


def _sentences(member: Member) -> Iterator[str]:
    field = member.field
    if field.unsupported is not None:
        yield _reason("Not accepted", field.unsupported)
        return
    if field.deprecated is not None:
        yield _reason("Deprecated", field.deprecated)
    if field.required:
        yield "Required."
    if demand := _demand(member):
        yield f"{demand[:1].upper()}{demand[1:]}."
    if field.default is not None:
        yield f"Default: {_value(field.default)}."
    if field.recommended is not None:
        yield _reason("Recommended", field.recommended)
    if field.blank is not None:
        yield _sentence(field.blank)
    if field.webhook:
        yield "The provider calls it, so it must be public."
    items = member.items.field if member.items is not None else None
    for it in (field, items):
        if it is not None and it.media is not None:
            yield from _media(it)


def _media(field: Field) -> Iterator[str]:
    media = field.media
    assert media is not None
    if media.extensions:
        yield f"Files end in {_listed(media.extensions, 'or')}."
    if media.data_uri is not None:
        yield "Better the URL of a hosted file than a data URI."


def _source(program: Program, member: Member) -> list[str]:
    """Where the demands on a member stand: all at one place, whatever is inferred among them."""
    checks = [program.checks[index] for index in member.checks.values()]
    cited = [check for check in checks if check.citation is not None]
    if not cited:
        return []
    check = next((it for it in cited if it.basis == member.field.basis), cited[0])
    inferred = member.field.inferred
    but = f"; inferred: {', '.join(inferred)}" if inferred else ""
    return [f"Source: {escape(str(check.citation))}, {check.basis}{but}."]


# Demands ------------------------------------------------------------------------------------------


def _demand(member: Member) -> str:
    """What values are accepted: one noun phrase a type."""
    field = member.field
    phrases = []
    if field.enum or member.template is not None:
        names = [_value(it) for it in field.enum]
        if member.template is not None:
            names.append(escape(member.template.words))
        word = "one of " if len(names) > 1 else "only " if field.enum else ""
        phrases.append(word + _listed(names, "or"))
    for kind in field.type:
        if kind in ("string", "integer") and phrases and (field.enum or kind == "string"):
            continue
        phrases.append(_kind(member, kind))
    # An "or" within a phrase wants a comma before the next.
    return (", or " if any(" or " in it for it in phrases) else " or ").join(phrases)


def _kind(member: Member, kind: str) -> str:
    field = member.field
    match kind:
        case "string" if field.format:
            return "an absolute URL"
        case "string":
            return f"a text{_counted(field.min_length, field.max_length, 'character')}"
        case "integer" | "number":
            noun = "a whole number" if kind == "integer" else "a number"
            factor = f", a multiple of {field.multiple_of}" if field.multiple_of else ""
            return f"{noun}{_span(field.minimum, field.maximum)}{factor}"
        case "boolean":
            return "true or false"
        case "array":
            return f"a list{_counted(field.min_items, field.max_items, 'item')}{_items(member)}"
        case _:
            members = member.properties.items()
            names = [escape(name, 60) for name, it in members if it.field.unsupported is None]
            return f"an object with {_listed(names, 'and')}" if names else "an object"


def _items(member: Member) -> str:
    if member.items is None or not member.items.field.type:
        return ""
    demand = _demand(member.items)
    return f", each {demand}"


def _span(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}" if low != high else f", {low}"
    if low is not None:
        return f" from {low} on"
    return f" up to {high}" if high is not None else ""


def _counted(low: int | None, high: int | None, noun: str) -> str:
    def some(count: int) -> str:
        return f"{count} {noun}{'' if count == 1 else 's'}"

    if low is not None and high is not None:
        return f" of {some(low)}" if low == high else f" of {low} to {some(high)}"
    if low is not None:
        return f" of at least {some(low)}" if low else ""
    return f" of at most {some(high)}" if high is not None else ""


# Sentences ----------------------------------------------------------------------------------------


def _reason(word: str, reason: str) -> str:
    return f"{word}: {_stopped(escape(reason))}"


def _sentence(text: str) -> str:
    text = escape(text)
    return _stopped(f"{text[:1].upper()}{text[1:]}")


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value), 60)


def _listed(names: Sequence[str], word: str) -> str:
    if len(names) > _MOST_VALUES:
        return f"{', '.join(names[:_MOST_VALUES])} {word} {len(names) - _MOST_VALUES} more"
    return f" {word} ".join(it for it in (", ".join(names[:-1]), *names[-1:]) if it)
