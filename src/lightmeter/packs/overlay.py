"""
What an overlay may say: each of its entries meets one of the pack it amends, or is whole by itself.

An overlay is written against a pack that others change. So that it never lies idle without a word,
whatever it names has to be there, and a rate never serves for another unit than it was agreed for.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lightmeter.errors import PackError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import PackFile
from lightmeter.packs.model import Case, Formula, LookupTable, Pack
from lightmeter.packs.model_ids import known_spelling
from lightmeter.packs.program import FIELD_RULES, MODEL_RULES
from lightmeter.packs.retirement import TELLING
from lightmeter.place import Pointer

__all__ = ["NEW", "check_head", "check_layer", "used_names"]

NEW = "new"
"""The key by which an overlay's entry of a model says that the pack does not have it yet."""

# With one of these a field is whole by itself.
_WHOLE_FIELD = ("type", "unsupported", "deprecated")
_WHOLE_LINE = ("unit", "quantity", "currency")
# What tells an entry's place or ground, and changes nothing that is judged or priced.
_GROUNDS = ("source", "basis")
_NAMES_OF_LINE = ("item", "unit", "currency")

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_head(file: PackFile) -> None:
    """
    See that an overlay amends one other pack, and does nothing beside that.

    Raises:
        PackError: If it does not.
    """
    pack = file.pack
    if not pack.amends:
        raise file.error(
            'an overlay names the pack it amends: amends = "provider/name"; a pack of its own is'
            " given with --pack"
        )
    if pack.extends:
        raise file.error(
            f"an overlay amends {pack.amends} and extends nothing: leave extends out, or leave"
            " amends out to make a pack of its own",
            ("extends",),
            key=True,
        )
    if pack.amends == pack.id:
        raise file.error(
            f"the overlay amends itself; it needs an id of its own, beside that of {pack.amends}",
            ("amends",),
        )


def check_layer(
    file: PackFile, data: Mapping[str, Any], layer: Any, base: Pointer
) -> Mapping[Pointer, bool]:
    """
    Hold one layer of an overlay against what it is laid upon.

    Args:
        file: The overlay.
        data: Everything below, merged for one model.
        layer: The overlay's body, or its patch of that model.
        base: Pointer of the layer in its file.

    Returns:
        For each of its entries, by pointer, whether it changes anything.

    Raises:
        PackError: If an entry matches nothing and is not whole by itself, or changes a unit.
    """
    if not isinstance(layer, Mapping):
        return {}
    return dict(_Layer(file, data, layer, base).entries())


@attrs.frozen(eq=False)
class _Layer:
    """A layer, and what it is laid upon; the attributes are the arguments of `check_layer`."""

    file: PackFile
    data: Mapping[str, Any]
    layer: Mapping[str, Any]
    base: Pointer

    @property
    def whose(self) -> str:
        """What is amended: a model, or the pack."""
        return str(self.base[-1]) if self.base else self.file.pack.amends

    def entries(self) -> Iterator[tuple[Pointer, bool]]:
        """Check every entry; its pointer, and whether it changes anything."""
        self.check_models()
        yield from self.ends()
        request, known = _table(self.layer, "request"), _table(self.data, "request")
        tables = (
            (("fields",), self.layer, self.data, self.check_field),
            (("rules",), self.layer, self.data, self.check_rule),
            (("let",), self.layer, self.data, self.check_let),
            (("currencies",), self.layer, self.data, self.check_currency),
            (("request", "headers"), request, known, self.check_header),
            (("request", "body"), request, known, self.check_body),
        )
        for path, holder, below, check in tables:
            old = _table(below, path[-1])
            for name, entry in _table(holder, path[-1]).items():
                pointer = (*self.base, *path, name)
                check(old, name, entry, pointer)
                yield pointer, _changes(old.get(name), entry, _GROUNDS)
        yield from self.billing()
        for name in ("levers", "additionalProperties"):
            if name in self.layer:
                yield (*self.base, name), _differs(self.data.get(name), self.layer[name])
        for name in request.keys() - {"headers", "body"}:
            yield (*self.base, "request", name), _differs(known.get(name), request[name])

    def error(self, reason: str, pointer: Pointer, suggestion: str = "") -> PackError:
        """A mistake at a key of the overlay."""
        return self.file.error(reason, pointer, key=True, suggestion=suggestion)

    # Models ---------------------------------------------------------------------------------------

    def check_models(self) -> None:
        known = _table(self.data, "models")
        for name, patch in _table(self.layer, "models").items():
            pointer = ("models", name)
            is_new = isinstance(patch, Mapping) and patch.get(NEW) is True
            if isinstance(patch, Mapping) and NEW in patch and not is_new:
                raise self.file.error(
                    "new is true for a model that the pack does not have, else it is left out",
                    (*pointer, NEW),
                )
            if name in known:
                if is_new:
                    raise self.error(
                        f"{name} is a model of {self.whose} already: leave new out",
                        (*pointer, NEW),
                    )
                continue
            same = known_spelling(name, known)
            if same or not is_new:
                raise self.error(
                    f"{self.whose} has no model {name} to amend; a model that it lacks says"
                    " new = true, and its rate",
                    pointer,
                    same or nearest(name, known),
                )
            self.check_new_model(name, patch)

    def check_new_model(self, name: str, patch: Mapping[str, Any]) -> None:
        """A rate was read for the models it stands beside, and says nothing of another."""
        own = [it.get("item") for it in _lines(patch) if "rate" in it]
        for line in _lines(self.data):
            if "rate" in line and line.get("item") not in own:
                raise self.error(
                    f"{name} is new, and the rate of {line.get('item')} was read for the models of"
                    f" {self.whose}: give its own in [[models.{name}.billing]]",
                    ("models", name),
                )

    def ends(self) -> Iterator[tuple[Pointer, bool]]:
        """What is said of the models' ends, and whether it is another day or successor."""
        known = _table(self.data, "models")
        for name, patch in _table(self.layer, "models").items():
            old = _table(known, name)
            for key in TELLING:
                if isinstance(patch, Mapping) and key in patch:
                    # A date may be written bare in the one file and as a text in the other.
                    changes = key not in old or str(old[key]) != str(patch[key])
                    yield ("models", name, key), changes

    # Fields ---------------------------------------------------------------------------------------

    def check_field(
        self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer
    ) -> None:
        self._check_member(known, name, entry, pointer, "field")

    def check_header(
        self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer
    ) -> None:
        self._check_member(known, name, entry, pointer, "header")

    def check_body(self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer) -> None:
        self._check_member(known, name, entry, pointer, "member of the body")

    def _check_member(
        self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer, kind: str
    ) -> None:
        if not isinstance(entry, Mapping):
            return
        old = known.get(name)
        if not isinstance(old, Mapping):
            if not any(key in entry for key in _WHOLE_FIELD):
                raise self.error(
                    f"{self.whose} has no {kind} {name} to amend; a new one says its type, or why"
                    f" it is unsupported{self._elsewhere(name, pointer)}",
                    pointer,
                    nearest(name, known),
                )
            return
        inner = _table(old, "properties")
        for key, value in _table(entry, "properties").items():
            self._check_member(inner, key, value, (*pointer, "properties", key), "property")
        if "items" in entry:
            self._check_member(old, "items", entry["items"], (*pointer, "items"), "field")

    def _elsewhere(self, name: str, pointer: Pointer) -> str:
        """Where a field is that single models have."""
        if self.base or len(pointer) != 2:
            return ""
        models = _table(self.data, "models")
        having = [it for it in models if name in _table(_table(models, it), "fields")]
        if not having:
            return ""
        return (
            f"; it is a field of {' and '.join(having)}: write [models.{having[0]}.fields.{name}]"
        )

    # Rules, values, currencies --------------------------------------------------------------------

    def check_rule(self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer) -> None:
        if name in known or not isinstance(entry, Mapping):
            return
        if name in FIELD_RULES:
            raise self.error(
                f"{name} is what a keyword of a field is called; amend the field: [fields.NAME]",
                pointer,
            )
        if name in MODEL_RULES:
            raise self.error(
                f"{name} is what the end of a model is called; amend the model: [models.NAME]",
                pointer,
            )
        if "message" not in entry or not ("when" in entry or "require" in entry):
            raise self.error(
                f"{self.whose} has no rule {name} to amend; a new one has a message, and when or"
                " require",
                pointer,
                nearest(name, known),
            )

    def check_let(self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer) -> None:
        old = known.get(name)
        if isinstance(old, Mapping) and isinstance(entry, Mapping):
            self._check_rows(name, old, entry, pointer)

    def _check_rows(
        self, name: str, old: Mapping[str, Any], new: Mapping[str, Any], pointer: Pointer
    ) -> None:
        for key, value in new.items():
            here = (*pointer, key)
            is_row = isinstance(value, Mapping)
            if key not in old:
                # A value that the overlay lets in needs a row of its own.
                if key not in _enum_values(self.layer):
                    raise self.error(
                        f"the table {name} has no {'row' if is_row else 'cell'} {key} to amend",
                        here,
                        nearest(key, old),
                    )
            elif is_row != isinstance(old[key], Mapping):
                there = "a cell" if is_row else "a row of cells"
                raise self.error(f"{key} is {there} of the table {name}", here)
            elif is_row:
                self._check_rows(name, old[key], value, here)

    def check_currency(
        self, known: Mapping[str, Any], name: str, entry: Any, pointer: Pointer
    ) -> None:
        del entry
        billed = [it.get("currency") for it in (*_lines(self.data), *_lines(self.layer))]
        names = sorted({*known, *(it for it in billed if isinstance(it, str))})
        if name not in names:
            in_what = f"bills in {' and '.join(names)}, not in {name}" if names else "bills nothing"
            raise self.error(f"{self.whose} {in_what}", pointer, nearest(name, names))

    # Billing --------------------------------------------------------------------------------------

    def billing(self) -> Iterator[tuple[Pointer, bool]]:
        known = {it["item"]: it for it in _lines(self.data) if isinstance(it.get("item"), str)}
        for number, line in enumerate(_lines(self.layer)):
            pointer, item = (*self.base, "billing", number), line.get("item")
            if not isinstance(item, str):
                # The format has to be kept first.
                continue
            old = known.get(item)
            if old is None:
                self._check_new_line(line, item, known, pointer)
                yield pointer, True
                continue
            for key in ("unit", "currency"):
                if key in line and line[key] != old.get(key):
                    raise self.error(
                        f"the {key} of {item} is {old.get(key)}, not {line[key]}, and an overlay"
                        f" changes the rate alone; leave {key} out, and give the rate for"
                        f" {old.get(key)}",
                        (*pointer, key),
                    )
            yield pointer, _changes(old, line, (*_GROUNDS, *_NAMES_OF_LINE))

    def _check_new_line(
        self, line: Mapping[str, Any], item: str, known: Mapping[str, Any], pointer: Pointer
    ) -> None:
        whole = all(key in line for key in _WHOLE_LINE) and ("rate" in line or "unpriced" in line)
        if not whole:
            raise self.file.error(
                f"{self.whose} bills no {item}; a new item has unit, quantity, currency, and a rate"
                " or why it is unpriced",
                (*pointer, "item"),
                suggestion=nearest(item, known),
            )


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def _lines(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    lines = data.get("billing")
    if not isinstance(lines, list) or not all(isinstance(it, Mapping) for it in lines):
        return []
    return lines


def _enum_values(layer: Mapping[str, Any]) -> set[str]:
    """Texts that a layer accepts for any of its fields."""
    return {
        value
        for field in _table(layer, "fields").values()
        if isinstance(field, Mapping) and isinstance(field.get("enum"), list)
        for value in field["enum"]
        if isinstance(value, str)
    }


def _changes(old: Any, new: Any, grounds: tuple[str, ...]) -> bool:
    """Whether an entry says anything that is not so already, its grounds aside."""
    if not isinstance(new, Mapping) or not isinstance(old, Mapping):
        return _differs(old, new)
    telling = {key: value for key, value in new.items() if key not in grounds}
    return _differs(old, telling) if telling else any(key in new for key in _GROUNDS)


def _differs(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return any(key not in old or _differs(old[key], new[key]) for key in new)
    return type(old) is not type(new) or bool(old != new)


# Named values -------------------------------------------------------------------------------------


def used_names(pack: Pack) -> frozenset[str]:
    """The named values of a merged pack that anything reads, directly or through others."""
    found: set[str] = set()
    texts = list(_expressions(pack))
    while texts:
        words = set(_WORD.findall(_QUOTED.sub("", texts.pop())))
        for name in words & pack.let.keys() - found:
            found.add(name)
            value = pack.let[name]
            if not isinstance(value, LookupTable):
                texts += _formula(value)
    return frozenset(found)


def _expressions(pack: Pack) -> Iterator[str]:
    """Every expression outside of the named values."""
    yield from pack.levers
    yield from (field.fill for field in pack.fields.values() if field.fill is not None)
    for rule in pack.rules.values():
        yield from (text for text in (rule.when, rule.require) if text is not None)
        yield from _PLACEHOLDER.findall(rule.message)
        if rule.fix is not None:
            yield from (rule.fix.when,) if rule.fix.when is not None else ()
            for value in rule.fix.set.values():
                yield from _PLACEHOLDER.findall(value) if isinstance(value, str) else ()
    for line in pack.billing:
        yield from _PLACEHOLDER.findall(line.unpriced)
        for formula in (line.quantity, line.rate):
            yield from _formula(formula) if formula is not None else ()


def _formula(formula: Formula) -> Iterator[str]:
    return (text for case in formula.cases for text in _case(case) if text is not None)


def _case(case: Case) -> tuple[str | None, ...]:
    return case.when, case.then, case.minimum, case.maximum
