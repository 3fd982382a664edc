"""What the examples of a pack reach, and what none of them does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.later import now
from lightmeter.language.typed import And, Conditional, Constant, Lookup, Node
from lightmeter.language.types import BOOLEAN
from lightmeter.packs.branch import Branch
from lightmeter.packs.member import Member
from lightmeter.packs.program import Line, Program
from lightmeter.place import format_pointer

__all__ = ["Case", "Coverage", "Observer"]

Path: TypeAlias = tuple[str, ...]


@attrs.frozen
class Case:
    """
    One of several ordered cases.

    Attributes:
        of: The entry of the pack that lists them: ("let", name), or ("billing", item, "rate").
        number: Of the case, from 0.
    """

    of: Path
    number: int

    def __str__(self) -> str:
        return f"case {self.number + 1} of {'.'.join(self.of[1:])}"


@attrs.frozen
class Coverage:
    """
    What the examples of a pack leave out.

    Attributes:
        silent: Rules that fire in no example.
        constant: Rules that never stay silent: they fire wherever they are judged.
        values: Accepted values that no request has, as "/input/size 4:5".
        cells: Cells of tables that no price or rule was looked up in, as "credits[high][4K]".
        cases: Cases of named values, quantities and rates that were never taken.
    """

    silent: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def lawful(self) -> bool:
        """Whether every rule fires and stays silent, and every case and cell is reached."""
        return not (self.silent or self.constant or self.cells or self.cases)


class Observer:
    """Sees every example of a pack go by, on all of its models."""

    def __init__(self, *, everything: bool = False) -> None:
        """
        Set up; nothing is seen yet.

        Args:
            everything: Also what overlays leave as it was is to be reached.
        """
        self._everything = everything
        self._judges: dict[str, Judge] = {}
        # Whether a rule has fired, and whether it was judged and did not.
        self._fired: dict[str, bool] = {}
        self._quiet: set[str] = set()
        # By the member's pointer the choices that were seen, or not.
        self._values: dict[Path, dict[Any, bool]] = {}
        self._wanted: dict[tuple[str, Path] | Case, None] = {}
        self._reached: set[tuple[str, Path] | Case] = set()
        # Many lookups share one table, which is watched once; it is kept, so that its id stays.
        self._watched: dict[int, tuple[Any, _WatchedRows]] = {}

    def add(self, program: Program) -> None:
        """
        Expect everything that one model declares to be reached.

        Where overlays amend the pack, theirs are the rules that need an example; what they leave as
        it was has its examples in the pack.
        """
        watched: Program = attrs.evolve(
            program,
            rules=self._watch(program.rules),
            lines=tuple(map(self._line, program.lines)),
            levers=self._watch(program.levers),
            conditional_assumptions=self._watch(program.conditional_assumptions),
            fills={name: self._watch(tree) for name, tree in program.fills.items()},
        )
        self._judges[program.model] = interpret_judge(watched)
        for rule in program.rules:
            check = program.checks[rule.check]
            if self._everything or not program.overlays or check.pack in program.overlays:
                self._fired.setdefault(check.rule, False)
        if program.overlays and not self._everything:
            self._wanted.clear()
            return
        for member in _members(program.body):
            if member.field.unsupported is None:
                for value in member.field.enum:
                    self._values.setdefault(member.pointer, {}).setdefault(value, False)

    def see(self, program: Program, body: Mapping[str, Any], verdict: Verdict) -> None:
        """Note what one request reaches."""
        fired = {finding[0] for finding in verdict.findings}
        for rule in program.rules:
            name = program.checks[rule.check].rule
            if name not in self._fired or rule.check in verdict.skipped:
                continue
            if rule.check in fired:
                self._fired[name] = True
            else:
                self._quiet.add(name)
        self.reach(program, body, verdict)

    def reach(self, program: Program, body: Mapping[str, Any], verdict: Verdict) -> None:
        """Note what one request reaches, rules apart: each wants an example of its own."""
        payload = verdict.normalized if verdict.normalized is not None else body
        for pointer, choices in self._values.items():
            for found in _found(payload, pointer):
                # Of other types nothing is a choice, and some of their values cannot be hashed.
                if type(found) in (str, int) and found in choices:
                    choices[found] = True
        self._judges[program.model](body, None)

    def coverage(self) -> Coverage:
        """What was missed so far."""
        missed = [it for it in self._wanted if it not in self._reached]
        return Coverage(
            silent=tuple(sorted(name for name, fired in self._fired.items() if not fired)),
            constant=tuple(
                sorted(
                    name for name, fired in self._fired.items() if fired and name not in self._quiet
                )
            ),
            values=tuple(
                f"{format_pointer(pointer)} {value}"
                for pointer, choices in self._values.items()
                for value, reached in choices.items()
                if not reached
            ),
            cells=tuple(
                it[0] + "".join(f"[{key}]" for key in it[1])
                for it in missed
                if not isinstance(it, Case)
            ),
            cases=tuple(it for it in missed if isinstance(it, Case)),
        )

    # Watching -------------------------------------------------------------------------------------

    def _watch(self, node: Any) -> Any:
        """The same tree, with tables and cases that remember what was taken of them."""
        node = now(node)
        if isinstance(node, tuple):
            return tuple(self._watch(it) for it in node)
        if not attrs.has(type(node)):
            return node
        if isinstance(node, Lookup):
            return self._lookup(node)
        if isinstance(node, Conditional) and node.name:
            return self._conditional(node)
        fields = {it.alias: self._watch(getattr(node, it.name)) for it in attrs.fields(type(node))}
        return attrs.evolve(node, **fields)

    def _lookup(self, node: Lookup) -> Lookup:
        keys = [key.value if isinstance(key, Constant) else None for key in node.keys]
        for path in _paths(node.rows, keys):
            self._wanted.setdefault((node.name, path))
        if id(node.rows) not in self._watched:
            watched = _WatchedRows(node.rows, node.name, (), self._reached)
            self._watched[id(node.rows)] = node.rows, watched
        _, rows = self._watched[id(node.rows)]
        return attrs.evolve(node, rows=rows, keys=self._watch(node.keys))

    def _conditional(self, node: Conditional) -> Conditional:
        path = ("let", node.name)
        cases = [
            (self._noted(when, Case(path, number)), self._watch(then))
            for number, (when, then) in enumerate(node.cases)
        ]
        if node.otherwise is not None:
            # The last one is taken where no other is, which its own condition now says.
            cases.append((self._noted(None, Case(path, len(cases))), self._watch(node.otherwise)))
        return attrs.evolve(node, cases=tuple(cases), otherwise=self._watch(node.otherwise))

    def _line(self, line: Line) -> Line:
        watched: Line = self._watch(attrs.evolve(line, quantity=(), rate=()))
        return attrs.evolve(
            watched,
            quantity=self._branches(line.quantity, ("billing", line.item, "quantity")),
            rate=self._branches(line.rate, ("billing", line.item, "rate")),
        )

    def _branches(self, branches: Sequence[Branch], path: Path) -> tuple[Branch, ...]:
        if len(branches) == 1 and branches[0].when is None:
            # A plain value is no choice between cases.
            return tuple(self._watch(it) for it in branches)
        watched = []
        for number, branch in enumerate(branches):
            inner = self._watch(attrs.evolve(branch, when=None))
            when = self._noted(branch.when, Case(path, number))
            watched.append(attrs.evolve(inner, when=when))
        return tuple(watched)

    def _noted(self, when: Node | None, case: Case) -> Node:
        """A condition that holds as before, and notes that it did."""
        self._wanted.setdefault(case)
        note = Lookup(_Note(case, self._reached), (Constant(""),), BOOLEAN)
        return note if when is None else And((self._watch(when), note))


class _Note(dict[str, Any]):
    """One row that is true, and notes that it was read."""

    def __init__(self, case: Case, reached: set[Any]) -> None:
        super().__init__({"": True})
        self._case = case
        self._reached = reached

    def __getitem__(self, key: str) -> Any:
        self._reached.add(self._case)
        return super().__getitem__(key)


class _WatchedRows(dict[str, Any]):
    """Rows of a table that note each cell that is read."""

    def __init__(self, rows: Mapping[str, Any], table: str, above: Path, reached: set[Any]) -> None:
        super().__init__(
            (
                key,
                _WatchedRows(row, table, (*above, key), reached) if isinstance(row, dict) else row,
            )
            for key, row in rows.items()
        )
        self._place = table, above
        self._reached = reached

    def __getitem__(self, key: str) -> Any:
        row = super().__getitem__(key)
        if not isinstance(row, _WatchedRows):
            table, above = self._place
            self._reached.add((table, (*above, key)))
        return row


def _paths(rows: Mapping[str, Any], keys: Sequence[Any]) -> Iterator[Path]:
    """The cells that a lookup can read: a key that is written out reads one row alone."""
    for path in _cells(rows):
        if all(key is None or key == step for key, step in zip(keys, path, strict=True)):
            yield path


def _cells(rows: Mapping[str, Any]) -> Iterator[Path]:
    for key, row in rows.items():
        if isinstance(row, Mapping):
            for path in _cells(row):
                yield (key, *path)
        else:
            yield (key,)


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
