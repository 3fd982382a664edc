"""What the examples of a pack reach, and what none of them does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.typed import Constant, Lookup
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import LookupTable
from lightmeter.packs.program import Member, Program
from lightmeter.place import format_pointer

__all__ = ["Coverage", "Observer"]

Path: TypeAlias = tuple[str, ...]
# A table is known by its cells: the checked tree holds them, but not the name they go by.
Table: TypeAlias = frozenset[tuple[Path, str]]


@attrs.frozen
class Coverage:
    """
    What the examples of a pack leave out.

    Attributes:
        silent: Rules that fire in no example.
        constant: Rules that fire in every one.
        values: Accepted values that no request has, as "/input/size 4:5".
        cells: Cells of tables that no price or rule was looked up in, as "credits[high][4K]".
    """

    silent: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


class Observer:
    """Sees every example of a pack go by, on all of its models."""

    def __init__(self, shelf: Shelf, pack: str) -> None:
        """
        Set up for one pack; nothing is seen yet.

        Args:
            shelf: On which it stands.
            pack: Its id.
        """
        self._names = _table_names(shelf, pack)
        self._judges: dict[str, Judge] = {}
        self._seen = 0
        self._rules: dict[str, int] = {}
        self._values: dict[tuple[Path, Any], bool] = {}
        self._cells: dict[tuple[Table, Path], None] = {}
        self._read: set[tuple[Table, Path]] = set()

    def add(self, program: Program) -> None:
        """
        Expect everything that one model declares to be reached.

        Where overlays amend the pack, theirs are the rules that need an example; what they leave as
        it was has its examples in the pack.
        """
        watched: Program = attrs.evolve(
            program,
            rules=self._watch(program.rules),
            lines=self._watch(program.lines),
            levers=self._watch(program.levers),
            conditional_assumptions=self._watch(program.conditional_assumptions),
        )
        self._judges[program.model] = interpret_judge(watched)
        for rule in program.rules:
            check = program.checks[rule.check]
            if not program.overlays or check.pack in program.overlays:
                self._rules.setdefault(check.rule, 0)
        if program.overlays:
            self._cells.clear()
            return
        for member in _members(program.body):
            if member.field.unsupported is None:
                for value in member.field.enum:
                    self._values.setdefault((member.pointer, value), False)

    def see(self, program: Program, body: Mapping[str, Any], verdict: Verdict) -> None:
        """Note what one request reaches."""
        self._seen += 1
        declared = {rule.check for rule in program.rules}
        for index in {finding[0] for finding in verdict.findings} & declared:
            name = program.checks[index].rule
            if name in self._rules:
                self._rules[name] += 1
        payload = verdict.normalized if verdict.normalized is not None else body
        for pointer, value in self._values:
            # Whatever cannot be hashed is no accepted value, so values are compared one by one.
            if any(
                type(found) is type(value) and found == value for found in _found(payload, pointer)
            ):
                self._values[pointer, value] = True
        self._judges[program.model](body, None)

    def coverage(self) -> Coverage:
        """What was missed so far."""
        return Coverage(
            silent=tuple(sorted(name for name, count in self._rules.items() if not count)),
            constant=tuple(
                sorted(
                    name for name, count in self._rules.items() if count == self._seen and count > 1
                )
            ),
            values=tuple(
                f"{format_pointer(pointer)} {value}"
                for (pointer, value), reached in self._values.items()
                if not reached
            ),
            cells=tuple(
                self._names.get(table, "table") + "".join(f"[{key}]" for key in path)
                for table, path in self._cells
                if (table, path) not in self._read
            ),
        )

    def _watch(self, node: Any) -> Any:
        """The same tree, with tables that remember which of their cells were read."""
        if isinstance(node, tuple):
            return tuple(self._watch(it) for it in node)
        if not attrs.has(type(node)):
            return node
        if isinstance(node, Lookup):
            table = _table(node.rows)
            keys = [key.value if isinstance(key, Constant) else None for key in node.keys]
            for path in _paths(node.rows, keys):
                self._cells.setdefault((table, path))
            rows = _WatchedRows(node.rows, table, (), self._read)
            return attrs.evolve(node, rows=rows, keys=self._watch(node.keys))
        fields = {it.name: self._watch(getattr(node, it.name)) for it in attrs.fields(type(node))}
        return attrs.evolve(node, **fields)


class _WatchedRows(dict[str, Any]):
    """Rows of a table that note each cell that is read."""

    def __init__(
        self,
        rows: Mapping[str, Any],
        table: Table,
        above: Path,
        read: set[tuple[Table, Path]],
    ) -> None:
        super().__init__(
            (key, _WatchedRows(row, table, (*above, key), read) if isinstance(row, dict) else row)
            for key, row in rows.items()
        )
        self._place = table, above
        self._read = read

    def __getitem__(self, key: str) -> Any:
        row = super().__getitem__(key)
        if not isinstance(row, _WatchedRows):
            table, above = self._place
            self._read.add((table, (*above, key)))
        return row


def _table_names(shelf: Shelf, pack: str) -> Mapping[Table, str]:
    amending = [it for it in shelf.overlays if it.pack.amends == pack]
    return {
        _table(value.rows): name
        for file in (*shelf.chain(pack), *amending)
        for name, value in file.pack.let.items()
        if isinstance(value, LookupTable)
    }


def _table(rows: Mapping[str, Any]) -> Table:
    # An amount is a text in the pack and a decimal in the tree: both are spelt the same.
    return frozenset((path, str(cell)) for path, cell in _cells(rows))


def _cells(rows: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key, row in rows.items():
        if isinstance(row, Mapping):
            for path, cell in _cells(row):
                yield (key, *path), cell
        else:
            yield (key,), row


def _paths(rows: Mapping[str, Any], keys: Sequence[Any]) -> Iterator[Path]:
    """The cells that a lookup can read: a key that is written out reads one row alone."""
    for path, _ in _cells(rows):
        if all(key is None or key == step for key, step in zip(keys, path, strict=True)):
            yield path


def _members(member: Member) -> Iterator[Member]:
    yield member
    for inner in member.properties.values():
        yield from _members(inner)
    if member.items is not None:
        yield from _members(member.items)


def _found(value: Any, pointer: Sequence[str]) -> Iterator[Any]:
    """Every value at a pointer; "*" stands for any item."""
    if not pointer:
        yield value
    elif pointer[0] == "*" and isinstance(value, list | tuple):
        for item in value:
            yield from _found(item, pointer[1:])
    elif isinstance(value, Mapping) and pointer[0] in value:
        yield from _found(value[pointer[0]], pointer[1:])
