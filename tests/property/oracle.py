"""
A second judge of a pack's rules and amounts: its TOML, read and merged here, in CEL.

It shares nothing with lightmeter but the packs. What it does not know is whether a single field
keeps its keywords: that it is told, and works out from there which rules are silenced, which fire,
what takes effect and what is billed.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from tests.property.cel import (
    NUMBER_PLACES,
    Binding,
    Term,
    Vocabulary,
    binding,
    compile_cel,
    export,
    export_ends,
    export_value,
)

__all__ = ["Ends", "Model", "Oracle", "Outcome", "bind", "read_model"]

_HEADER = ("format", "id", "title", "edition", "extends", "amends", "source", "sources", "examples")

Ends = tuple[Decimal, Decimal] | None
"""Both ends of an amount, or None where it is unknown."""


@attrs.frozen
class Rule:
    """
    A rule as the oracle needs it.

    Attributes:
        error: Whether it rejects the request.
        at: First step of the member it speaks of, or "".
        reads: Members of the input object that it looks at, in its conditions and in its words.
    """

    error: bool
    at: str
    reads: frozenset[str]


@attrs.frozen
class Model:
    """
    One model of a pack.

    Attributes:
        id: Of the pack.
        name: Of the model.
        data: Everything merged.
        members: Of the input object.
        rules: By name.
        terms: What is evaluated, by name: `rules/…`, `levers/…`, `billing/item/quantity`.
    """

    id: str
    name: str
    data: Mapping[str, Any]
    members: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, Rule]
    terms: Mapping[str, Term]


@attrs.frozen
class Outcome:
    """
    What the oracle says of one request.

    Attributes:
        fired: Rules of the pack.
        skipped: Rules that read what is rejected.
        levers: Effective values; a lever without one is not there. None for a rejected request.
        lines: Quantity and rate of each billed item. None for a rejected request.
    """

    fired: frozenset[str]
    skipped: frozenset[str]
    levers: Mapping[str, Any] | None
    lines: Mapping[str, tuple[Ends, Ends]] | None


# Reading ------------------------------------------------------------------------------------------


def read_model(directory: Path, pack: str, model: str) -> Model:
    """Read one model of a pack, with everything it extends, and write it in CEL."""
    data: dict[str, Any] = {}
    for layer in _layers(directory, pack):
        _lay(data, {key: value for key, value in layer.items() if key not in _HEADER})
        _lay(data, layer.get("models", {}).get(model, {}))
    members = {
        # What a model refuses it neither requires nor fills in.
        name: {**field, "default": None} if "unsupported" in field else field
        for name, field in data["fields"].items()
    }
    lets = data.get("let", {})
    vocabulary = Vocabulary(dict(_paths(members)), lets)
    rules: dict[str, Rule] = {}
    terms: dict[str, Term] = {}
    for name, rule in data.get("rules", {}).items():
        if rule.get("severity") == "off":
            continue
        conditions = [
            f"{sign}({export(rule[key], vocabulary).text})"
            for key, sign in (("when", ""), ("require", "!"))
            if key in rule
        ]
        terms[f"rules/{name}"] = Term(" && ".join(conditions))
        rules[name] = Rule(
            error=rule.get("severity", "error") == "error",
            at=rule.get("at", "").partition(".")[0],
            reads=_reads(rule, members, lets),
        )
    for lever in data.get("levers", ()):
        term = _lever(lever, vocabulary, members)
        terms[f"levers/{lever}"] = term
    for line in data.get("billing", ()):
        for key in ("quantity", "rate"):
            terms[f"billing/{line['item']}/{key}"] = export_ends(line.get(key), vocabulary)
    return Model(pack, model, data, members, rules, terms)


def _layers(directory: Path, pack: str) -> Iterator[Mapping[str, Any]]:
    text = (directory / f"{pack}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text, parse_float=Decimal)
    parents = data.get("extends", [])
    for parent in [parents] if isinstance(parents, str) else parents:
        yield from _layers(directory, parent)
    yield data


def _lay(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        known = under.get(key)
        if key == "billing":
            for line in value:
                lines = under.setdefault("billing", [])
                same = [it for it in lines if it["item"] == line["item"]]
                same[0].update(line) if same else lines.append(dict(line))
        elif isinstance(value, Mapping) and isinstance(known, dict):
            _lay(known, value)
        elif isinstance(value, Mapping):
            under[key] = {}
            _lay(under[key], value)
        else:
            under[key] = value


def _types(field: Mapping[str, Any]) -> tuple[str, ...]:
    types = field.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _paths(members: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything that an expression can name: members, their properties, parts of their text."""
    for name, field in members.items():
        path = f"{above}{name}"
        yield path, _types(field)
        yield from _paths(field.get("properties", {}), f"{path}.")
        for part in _pieces(field.get("template", ""))[1::2]:
            yield f"{path}.{part}", ("integer",)


def _lever(name: str, vocabulary: Vocabulary, members: Mapping[str, Any]) -> Term:
    """A list of the one effective value, empty where there is none."""
    if name not in members:
        term = export_value(vocabulary.lets[name], vocabulary)
        return Term(f"[{term.text}]", term.places)
    term = export(name, vocabulary)
    return Term(f'("{name}" in value ? [{term.text}] : [])', term.places)


def _reads(rule: Mapping[str, Any], members: Mapping[str, Any], lets: Any) -> frozenset[str]:
    fix = rule.get("fix", {})
    texts = [rule.get("when", "true"), rule.get("require", "true"), fix.get("when", "true")]
    for template in (rule.get("message", ""), *fix.get("set", {}).values()):
        if isinstance(template, str):
            texts += re.findall(r"\{([^{}]+)\}", template.replace("{{", "").replace("}}", ""))
    found: set[str] = set()
    pending, seen = list(texts), set()
    while pending:
        for node in ast.walk(ast.parse(str(pending.pop()), mode="eval")):
            if not isinstance(node, ast.Name) or node.id in seen:
                continue
            seen.add(node.id)
            if node.id in members:
                found.add(node.id)
            elif node.id in lets:
                pending += _expressions(lets[node.id])
    return frozenset(found)


def _expressions(value: Any) -> Sequence[str]:
    if isinstance(value, list):
        return [text for case in value for text in (case.get("when", "true"), case["then"])]
    return [] if isinstance(value, Mapping) else [value]


# Requests -----------------------------------------------------------------------------------------


def bind(model: Model, sent: Any, bad: frozenset[str]) -> Binding:
    """
    Read the input object of a request.

    Args:
        model: It is for.
        sent: The input object, whatever it is.
        bad: Members that are not as their field demands; nothing is read from them.
    """
    values: dict[str, Any] = {}
    given: dict[str, bool] = {}
    members = sent if isinstance(sent, Mapping) else {}
    for name, field in model.members.items():
        if name in members and name not in bad:
            _bind(name, field, members[name], values, given)
        elif name not in members and field.get("default") is not None:
            values[name] = _plain(field["default"], field)
    return Binding(values, given)


def _bind(
    path: str, field: Mapping[str, Any], sent: Any, values: dict[str, Any], given: dict[str, bool]
) -> None:
    given[path] = True
    values[path] = _plain(sent, field)
    if isinstance(sent, Mapping):
        for name, inner in field.get("properties", {}).items():
            if name in sent:
                _bind(f"{path}.{name}", inner, sent[name], values, given)
    if isinstance(sent, str) and "template" in field and sent not in field.get("enum", ()):
        pieces = _pieces(field["template"])
        numbers = _numbers(sent, pieces)
        for part, number in zip(pieces[1::2], numbers, strict=True):
            given[f"{path}.{part}"] = True
            values[f"{path}.{part}"] = number
        spelled = pieces[0]
        fewest = _digits(field["template"])
        for number, literal, digits in zip(numbers, pieces[2::2], fewest, strict=True):
            spelled += str(number).zfill(digits) + literal
        values[path] = spelled


def _plain(value: Any, field: Mapping[str, Any]) -> Any:
    """A value as CEL gets it: what no expression can look into is left out."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list | tuple):
        return [0] * len(value)
    if isinstance(value, Mapping):
        return {}
    if "number" in _types(field):
        return int(Decimal(str(value)).scaleb(NUMBER_PLACES))
    return int(value)


def _pieces(template: str) -> list[str]:
    """Cut a template: literal, name of a part, literal, and so on."""
    pieces: list[str] = []
    rest = template
    while "{" in rest:
        literal, _, rest = rest.partition("{")
        inside, _, rest = rest.partition("}")
        pieces += (literal, inside.partition(":")[0])
    return [*pieces, rest] if pieces else []


def _digits(template: str) -> list[int]:
    """Fewest digits of each part: `{width:int:3-4}` has three."""
    inside = [it.partition("}")[0].split(":") for it in template.split("{")[1:]]
    return [int(it[2].partition("-")[0]) if len(it) > 2 else 1 for it in inside]


def _numbers(text: str, pieces: Sequence[str]) -> list[int]:
    """The parts of a text that is known to fit, whatever blanks and cases are tolerated."""
    rest = "".join(text.split()).lower()
    numbers: list[int] = []
    for literal in pieces[2::2]:
        rest = rest.removeprefix(pieces[0].lower()) if not numbers else rest
        digits = rest
        if literal:
            digits, _, rest = rest.partition(literal.lower())
        numbers.append(int(digits.lstrip("0") or "0"))
    return numbers


# Judging ------------------------------------------------------------------------------------------


class Oracle:
    """One model's rules and amounts, evaluated by a CEL engine."""

    def __init__(self, model: Model) -> None:
        """
        Compile a model.

        Raises:
            CelError: If the engine refuses one of its expressions.
        """
        self.model = model
        self._runs: dict[str, Callable[[Any], Any]] = {
            name: compile_cel(term.text) for name, term in model.terms.items()
        }

    def judge(self, sent: Any, bad: frozenset[str], *, rejected: bool) -> Outcome:
        """
        Judge a request.

        Args:
            sent: Its input object.
            bad: Members of it that are not as their field demands.
            rejected: Whether the request is refused, rules aside.

        Raises:
            CelError: If an expression has no value.
        """
        bound = binding(bind(self.model, sent, bad))
        fired: set[str] = set()
        skipped: set[str] = set()
        silenced = bad
        for errors in (True, False):
            for name, rule in self.model.rules.items():
                if rule.error is not errors:
                    continue
                if rule.reads & silenced:
                    skipped.add(name)
                elif self._runs[f"rules/{name}"](bound):
                    fired.add(name)
            # Errors do not silence each other, only what comes after them.
            hit = {name for name in fired if self.model.rules[name].error}
            silenced = silenced | {self.model.rules[name].at for name in hit}
            rejected = rejected or bool(hit)
        if rejected:
            return Outcome(frozenset(fired), frozenset(skipped), None, None)
        levers = {}
        for lever in self.model.data.get("levers", ()):
            for value in self._runs[f"levers/{lever}"](bound):
                levers[lever] = self._exact(value, f"levers/{lever}")
        lines = {
            line["item"]: (
                self._ends(f"billing/{line['item']}/quantity", bound),
                self._ends(f"billing/{line['item']}/rate", bound),
            )
            for line in self.model.data.get("billing", ())
        }
        return Outcome(frozenset(fired), frozenset(skipped), levers, lines)

    def _ends(self, name: str, bound: Any) -> Ends:
        found = [self._exact(value, name) for value in self._runs[name](bound)]
        return (found[0], found[1]) if found else None

    def _exact(self, value: Any, name: str) -> Any:
        places = self.model.terms[name].places
        return value if places is None else Decimal(value).scaleb(-places)
