"""Layers of packs become the data of one model; every entry knows its file and what it replaced."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.errors import PackError
from lightmeter.language.spelling import nearest
from lightmeter.misfit import StructureError
from lightmeter.packs.file import PackFile
from lightmeter.packs.model import Pack
from lightmeter.packs.overlay import NEW, check_layer
from lightmeter.packs.retirement import told
from lightmeter.packs.structure import structure_pack
from lightmeter.place import Pointer

__all__ = ["Merged", "Origin", "Replaced", "merge_model"]

# What belongs to a file and is never inherited.
_OWN = frozenset(
    ("format", "id", "title", "edition", "extends", "amends", "source", "sources", "examples")
)
# What an overlay decides, rather than knows from a document.
_DECIDED = frozenset(("severity",))
# Tables whose entries carry a citation.
_CITED = ("fields", "rules", "currencies")
_CITED_OF_REQUEST = ("headers", "body")

# Id of an overlay and pointer of an entry in it, to the source and the basis of that entry, and
# those of its keywords that are inferred.
_Grounds: TypeAlias = dict[tuple[str, Pointer], tuple[str, str, tuple[str, ...]]]


@attrs.frozen
class Origin:
    """
    Where an entry was written.

    Attributes:
        file: The pack file.
        pointer: In that file.
    """

    file: PackFile
    pointer: Pointer


@attrs.frozen
class Replaced:
    """
    What an entry said before a later layer wrote it anew.

    Attributes:
        value: Plain data.
        origin: Where it was written.
    """

    value: Any
    origin: Origin


@attrs.define(eq=False)
class _Trace:
    """Origins in the shape of the data."""

    origin: Origin | None = None
    children: dict[str | int, "_Trace"] = attrs.field(factory=dict)
    replaced: tuple[Replaced, ...] = ()


@attrs.frozen(eq=False)
class Merged:
    """
    One model of a pack with everything it is made of.

    Attributes:
        pack: Of the merged data; citation keys are qualified with the id of their file.
        data: The same as plain data.
        model: Id of the model, or "" for the bare envelope.
        files: Every file that took part, by pack id.
        overlays: Ids of the overlays among them.
        overrides: Id of an overlay and pointer of an entry in it, to whether the entry changes
            anything.
    """

    pack: Pack
    data: Mapping[str, Any]
    model: str
    files: Mapping[str, PackFile]
    overlays: tuple[str, ...]
    _trace: _Trace
    overrides: Mapping[tuple[str, Pointer], bool] = attrs.field(factory=dict)
    _grounds: _Grounds = attrs.field(factory=dict)

    def origin(self, path: Sequence[str | int]) -> Origin:
        """Where the entry at a path of the merged data was written."""
        trace, rest = self._trace, list(path)
        found = trace.origin
        remaining: list[str | int] = list(rest)
        while rest and rest[0] in trace.children:
            trace = trace.children[rest.pop(0)]
            if trace.origin is not None:
                found, remaining = trace.origin, list(rest)
        assert found is not None
        return Origin(found.file, (*found.pointer, *remaining))

    def replaced(self, path: Sequence[str | int]) -> tuple[Replaced, ...]:
        """What stood at a path of the merged data in earlier layers, the earliest first."""
        trace = self._trace
        for step in path:
            if step not in trace.children:
                return ()
            trace = trace.children[step]
        return trace.replaced

    def grounds(self, path: Sequence[str | int], source: str, basis: str) -> tuple[str, str, str]:
        """
        What a keyword of a member stands on.

        What an overlay wrote into a member that was there before stands on the overlay's document,
        and the rest of the member on its own.

        Args:
            path: Of the keyword in the merged data.
            source: Qualified citation key of the member.
            basis: Of the keyword, as the member has it.

        Returns:
            Qualified citation key, basis, and the id of the overlay that wrote it, or "".
        """
        origin = self.origin(path)
        if not origin.file.pack.amends:
            return source, basis, ""
        overlay = origin.file.pack.id
        found = self._grounds.get((overlay, origin.pointer[:-1]))
        if found is None:
            return source, basis, overlay
        source, basis, inferred = found
        return source, "inferred" if path[-1] in inferred else basis, overlay

    def error(
        self,
        reason: str,
        path: Sequence[str | int],
        *,
        within: tuple[str, int, int] | None = None,
        suggestion: str = "",
        key: bool = False,
    ) -> PackError:
        """A mistake at a path of the merged data, shown in the file that made it."""
        origin = self.origin(path)
        return origin.file.error(
            reason, origin.pointer, within=within, suggestion=suggestion, key=key
        )

    def citation(self, key: str) -> Citation | None:
        """
        What a qualified citation key stands for.

        Args:
            key: "pack id|document#section", or "".
        """
        if not key:
            return None
        owner, _, rest = key.partition("|")
        document, _, section = rest.partition("#")
        source = self.files[owner].pack.sources[document]
        return Citation(
            title=source.title,
            section=section,
            url=source.url,
            edition=source.edition,
            read=source.read,
            note=source.note,
            owner=owner,
        )


def merge_model(chain: Sequence[PackFile], overlays: Sequence[PackFile], model: str) -> Merged:
    """
    Merge the layers of one model.

    Args:
        chain: What the pack extends, oldest first, each with the overlays that amend it behind it,
            and the pack itself last.
        overlays: In the order in which they apply.
        model: Its id, or "" for none.

    Raises:
        PackError: If a citation names no document, or the layers do not fit together.
    """
    own = chain[-1]
    data: dict[str, Any] = {}
    trace = _Trace(origin=Origin(own, ()))
    overrides: dict[tuple[str, Pointer], bool] = {}
    grounds: _Grounds = {}
    for file in (*chain, *overlays):
        patches = file.data.get("models", {})
        layers: list[tuple[Pointer, Any]] = [((), file.data)]
        if model in patches:
            layers.append((("models", model), patches[model]))
        for base, layer in layers:
            if file.pack.amends:
                entries = check_layer(file, data, layer, base)
                overrides |= {(file.pack.id, at): changes for at, changes in entries.items()}
            _lay(data, trace, file, layer, base, grounds, patch=bool(base))
    for key in ("format", "id", "title", "edition"):
        if key in own.data:
            data[key] = own.data[key]
    try:
        pack = structure_pack(data)
    except StructureError as error:
        misfit = error.misfits[0]
        origin = Merged(own.pack, data, model, {}, (), trace).origin(misfit.path)
        raise origin.file.misfit(attrs.evolve(misfit, path=origin.pointer)) from error
    files = {file.pack.id: file for file in (*chain, *overlays)}
    active = tuple(name for name, file in files.items() if file.pack.amends)
    return Merged(pack, data, model, files, active, trace, overrides, grounds)


def _lay(
    data: dict[str, Any],
    trace: _Trace,
    file: PackFile,
    layer: Mapping[str, Any],
    base: Pointer,
    grounds: _Grounds,
    *,
    patch: bool,
) -> None:
    if not isinstance(layer, Mapping):
        raise file.error("a model's entry is a table of what differs", base)
    # What a model's table says of its end is merged with the table, and no patch.
    end = told(layer) if patch else {}
    for key, value in layer.items():
        if key in end or (key == NEW and patch and file.pack.amends):
            # The latter only says that the model is new.
            continue
        if key in _OWN:
            if patch:
                raise file.error(f"{key} cannot differ by model", (*base, key), key=True)
            continue
        if key == "billing":
            _lay_billing(data, trace, file, value, (*base, key), patch=patch)
            continue
        cited = _cite(data, file, key, value, (*base, key), patch=patch)
        if file.pack.amends:
            cited = _amend_members(data, file, key, cited, (*base, key), grounds)
        _put(data, trace, key, cited, Origin(file, (*base, key)))


def _put(data: dict[str, Any], trace: _Trace, key: str, value: Any, origin: Origin) -> None:
    """Merge tables, replace everything else."""
    known = data.get(key)
    if isinstance(value, Mapping) and isinstance(known, dict):
        child = trace.children.setdefault(key, _Trace(origin))
        for name, entry in value.items():
            _put(known, child, name, entry, Origin(origin.file, (*origin.pointer, name)))
    elif isinstance(value, Mapping):
        child = _renew(data, trace, key, origin)
        data[key] = {}
        for name, entry in value.items():
            _put(data[key], child, name, entry, Origin(origin.file, (*origin.pointer, name)))
    else:
        _renew(data, trace, key, origin)
        data[key] = value


def _renew(data: Mapping[str, Any], trace: _Trace, key: str, origin: Origin) -> _Trace:
    """Begin the trace of an entry, with what it is about to replace."""
    old = trace.children.get(key)
    trace.children[key] = new = _Trace(origin)
    if old is not None and old.origin is not None:
        new.replaced = (*old.replaced, Replaced(data[key], old.origin))
    return new


def _lay_billing(
    data: dict[str, Any],
    trace: _Trace,
    file: PackFile,
    lines: Any,
    base: Pointer,
    *,
    patch: bool,
) -> None:
    """A line of a known item changes that line; any other is added."""
    if not isinstance(lines, list):
        raise file.error("billing is an array of tables: write [[billing]]", base)
    known: list[dict[str, Any]] = data.setdefault("billing", [])
    outer = trace.children.setdefault("billing", _Trace(Origin(file, base)))
    named: set[Any] = set()
    for number, line in enumerate(lines):
        pointer = (*base, number)
        if not isinstance(line, Mapping):
            raise file.error("a billed item is a table", pointer)
        item = line.get("item")
        if isinstance(item, str) and item in named:
            raise file.error(f"{item} is billed twice; give each item its name", (*pointer, "item"))
        named.add(item if isinstance(item, str) else number)
        position = next(
            (at for at, old in enumerate(known) if old.get("item") == line.get("item")), None
        )
        existing = position is not None
        if position is None:
            position = len(known)
            known.append({})
        entry = _with_source(file, line, pointer, existing=existing, patch=patch)
        child = outer.children.setdefault(position, _Trace(Origin(file, pointer)))
        for key, value in entry.items():
            _put(known[position], child, key, value, Origin(file, (*pointer, key)))


def _cite(
    data: dict[str, Any], file: PackFile, key: str, value: Any, pointer: Pointer, *, patch: bool
) -> Any:
    """Qualify the citations of a top-level table's entries."""
    if not isinstance(value, Mapping):
        return value
    if key in _CITED:
        return _cite_entries(file, value, data.get(key, {}), pointer, patch=patch)
    if key == "models":
        return {
            name: _with_source(file, entry, (*pointer, name), existing=False, patch=False)
            if told(entry)
            else entry
            for name, entry in value.items()
        }
    if key == "request":
        known = data.get(key, {})
        return {
            name: _cite_entries(file, inner, known.get(name, {}), (*pointer, name), patch=patch)
            if name in _CITED_OF_REQUEST
            else inner
            for name, inner in value.items()
        }
    return value


def _cite_entries(file: PackFile, value: Any, known: Any, pointer: Pointer, *, patch: bool) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {
        name: _with_source(file, entry, (*pointer, name), existing=name in known, patch=patch)
        for name, entry in value.items()
    }


def _with_source(
    file: PackFile, entry: Any, pointer: Pointer, *, existing: bool, patch: bool
) -> Any:
    """
    Name the file beside the document.

    An entry without a source of its own stands on its file's. The source is left as it is where a
    pack's own patch for a model says more of an entry, and where an overlay only decides how grave
    a rule is.
    """
    if not isinstance(entry, Mapping):
        return entry
    own = entry.get("source")
    key = own if own is not None else file.pack.source
    claims_nothing = entry.keys() <= _DECIDED if file.pack.amends else patch
    if own is None and existing and claims_nothing:
        return entry
    if not key:
        raise file.error(
            'no source: write source = "document#section" here or at the top', pointer, key=True
        )
    if not isinstance(key, str):
        raise file.error("source is a text: document#section", (*pointer, "source"))
    document = key.partition("#")[0]
    if document not in file.pack.sources:
        raise file.error(
            f"source {document} is not among [sources]",
            (*pointer, "source") if own is not None else ("source",),
            suggestion=nearest(document, file.pack.sources),
        )
    return {**entry, "source": f"{file.pack.id}|{key}"}


def _amend_members(
    data: Mapping[str, Any],
    file: PackFile,
    key: str,
    value: Any,
    pointer: Pointer,
    grounds: _Grounds,
) -> Any:
    """Keep apart what an overlay's members stand on and what those stand on that it amends."""
    if not isinstance(value, Mapping) or key not in ("fields", "request"):
        return value
    if key == "request":
        known = data.get(key, {})
        return {
            name: _amend_members(
                {"fields": known.get(name, {})}, file, "fields", inner, (*pointer, name), grounds
            )
            if name in _CITED_OF_REQUEST
            else inner
            for name, inner in value.items()
        }
    return {
        name: _amend_member(file, entry, data.get(key, {}).get(name), (*pointer, name), grounds)
        for name, entry in value.items()
    }


def _amend_member(
    file: PackFile, entry: Any, known: Any, pointer: Pointer, grounds: _Grounds
) -> Any:
    if not isinstance(entry, Mapping) or not isinstance(known, Mapping):
        return entry
    source = entry.get("source", "")
    inferred = _inferred(file, entry, pointer)
    grounds[file.pack.id, pointer] = source, entry.get("basis", "documented"), inferred
    kept = {
        key: value for key, value in entry.items() if key not in ("source", "basis", "inferred")
    }
    for key in ("items", "properties"):
        inner = kept.get(key)
        if isinstance(inner, Mapping):
            below = {"items": inner} if key == "items" else inner
            old = known if key == "items" else known.get(key, {})
            at = pointer if key == "items" else (*pointer, key)
            named = {
                name: _amend_member(
                    file, _named(file, it, source, (*at, name)), old.get(name), (*at, name), grounds
                )
                for name, it in below.items()
            }
            kept[key] = named["items"] if key == "items" else named
    return kept


def _inferred(file: PackFile, entry: Mapping[str, Any], pointer: Pointer) -> tuple[str, ...]:
    """The keywords of an overlay's member that are inferred: some of those that it writes."""
    value = entry.get("inferred", [])
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        raise file.error("inferred is an array of keywords", (*pointer, "inferred"))
    own = [key for key in entry if key not in ("source", "basis", "inferred")]
    for name in names:
        if name not in own:
            raise file.error(
                f"inferred names {name}; this overlay writes {', '.join(own) or 'no keyword'} here",
                (*pointer, "inferred"),
                suggestion=nearest(str(name), own),
            )
    return tuple(names)


def _named(file: PackFile, entry: Any, outer: str, pointer: Pointer) -> Any:
    """An inner member with its source, which is that of the member around where it has none."""
    if not isinstance(entry, Mapping):
        return entry
    if "source" not in entry:
        return {**entry, "source": outer}
    return _with_source(file, entry, pointer, existing=False, patch=False)
