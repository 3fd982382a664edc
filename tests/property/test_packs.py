# ruff: noqa: D102  (the docstring of a class is the promise its methods test)
import copy
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.file import parse_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.merge import merge_model
from lightmeter.packs.program import Program
from lightmeter.packs.prove import prove
from lightmeter.verify.compare import same
from lightmeter.verify.mutants import mutants_of
from lightmeter.verify.pool import make_pool
from lightmeter.verify.probes import Probe, read_probes, write_probes

SHELF = Shelf()
MODELS = SHELF.models()
PACKS = tuple(dict.fromkeys(pack for pack, _ in MODELS))

# Mutants ------------------------------------------------------------------------------------------


def differing(left: Any, right: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where two pieces of data differ; an array of another length differs as a whole."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in {*left, *right}:
            if key not in left or key not in right:
                yield (*at, key)
            else:
                yield from differing(left[key], right[key], (*at, key))
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from differing(one, other, (*at, number))
    elif not same(left, right):
        yield at


class TestMutants:
    """A mutant differs from its pack at its pointer alone, and leaves the pack as it is."""

    @pytest.mark.parametrize("pack", PACKS)
    def test_of_a_shipped_pack(self, pack: str) -> None:
        file = SHELF.file(pack)
        before = copy.deepcopy(file.data)
        mutants = list(mutants_of(SHELF.chain(pack)))

        assert len(mutants) > 30
        for mutant in mutants:
            data = mutant.file_with_it().data
            left_out = mutant.value is None
            pointer = mutant.pointer[:-1] if left_out else mutant.pointer
            assert [*differing(mutant.file.data, data)] == [pointer], mutant.place
        assert same(file.data, before)

    def test_no_two_are_the_same(self) -> None:
        mutants = list(mutants_of([SHELF.file("vidgo/gpt-image-2")]))

        assert len({(it.pointer, repr(it.value)) for it in mutants}) == len(mutants)


# Golden results -----------------------------------------------------------------------------------

_TEXTS = st.one_of(st.text(max_size=6), st.integers(0, 90).map(lambda it: "x" * it))
_KEYS = st.one_of(st.sampled_from(("a", "b", "a.b", "input", "")), st.text(max_size=3))
_LEAVES = st.one_of(
    _TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    # As precise as a reader of JSON in any language is.
    st.floats(allow_nan=False, allow_infinity=False).map(lambda it: Decimal(repr(it))),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=8,
)


@st.composite
def _probes(draw: st.DrawFn) -> Probe:
    model = draw(_TEXTS)
    body = draw(st.dictionaries(_KEYS.filter(lambda it: it != "model"), _JSON, max_size=4))
    record = draw(
        st.dictionaries(
            _KEYS.filter(lambda it: it not in ("guards", "model", "body", "fill")),
            _JSON,
            max_size=3,
        )
    )
    return Probe(draw(_TEXTS), model, {"model": model, **body}, record)


def _plain(value: Any) -> Any:
    """With every decimal as a float, which is what JSON knows."""
    if isinstance(value, Mapping):
        return {key: _plain(it) for key, it in value.items()}
    if isinstance(value, list):
        return [_plain(it) for it in value]
    return float(value) if isinstance(value, Decimal) else value


class TestGoldenResults:
    """What was written is read, and written again it is the same text."""

    @settings(max_examples=100, deadline=None)
    @given(st.lists(_probes(), max_size=2))
    def test_are_read_as_they_were_written(
        self, tmp_path_factory: pytest.TempPathFactory, probes: list[Probe]
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "golden.jsonl"
        text = write_probes(tuple(probes))
        path.write_bytes(text.encode())
        again = read_probes(path, path.name)

        for probe, came in zip(probes, again, strict=True):
            assert (came.guards, came.model) == (probe.guards, probe.model)
            assert same(_plain(came.body), _plain(probe.body))
            assert same(_plain(came.record), _plain(probe.record))
        assert len(text.splitlines()) >= len(probes)

    @pytest.mark.parametrize("pack", PACKS)
    def test_of_a_shipped_pack_are_written_as_they_stand(self, pack: str) -> None:
        path = SHELF.path(pack).with_suffix(".probes.jsonl")

        assert write_probes(read_probes(path, path.name)).encode() == path.read_bytes()


# Requests at the boundaries -----------------------------------------------------------------------

_BOUNDS = {
    "minimum": ("minimum", None),
    "maximum": ("maximum", None),
    "min-length": ("min_length", len),
    "max-length": ("max_length", len),
    "min-items": ("min_items", len),
    "max-items": ("max_items", len),
}
_REFUSING = (*_BOUNDS, "required", "type", "enum", "template", "multiple-of", "format")


def members(member: Member) -> Iterator[Member]:
    """A member and all that lies in it, as far as it can be sent."""
    if member.field.unsupported is not None:
        return
    yield member
    for inner in member.properties.values():
        yield from members(inner)
    if member.items is not None:
        yield from members(member.items)


def values_at(value: Any, pointer: tuple[str, ...]) -> Iterator[Any]:
    if not pointer:
        yield value
    elif pointer[0] == "*":
        for item in value if isinstance(value, list) else ():
            yield from values_at(item, pointer[1:])
    elif isinstance(value, Mapping) and pointer[0] in value:
        yield from values_at(value[pointer[0]], pointer[1:])


def untried(program: Program) -> list[str]:
    """Demands on single members that no request breaks, and bounds that none meets exactly."""
    judge = generate_judge(program)
    bodies = list(make_pool(program))
    verdicts = [judge(body, None) for body in bodies]
    broken = {index for verdict in verdicts for index, _, _ in verdict.findings}
    accepted = [
        body for body, verdict in zip(bodies, verdicts, strict=True) if not verdict.rejected
    ]
    missing = []
    for member in members(program.body):
        # That there is a model and an input object is demanded of every pack.
        if member.pointer in (("model",), program.input):
            continue
        for key, index in member.checks.items():
            rule = key.partition(":")[0]
            detail = program.checks[index].detail
            # No length is below zero, and no number written in digits alone either.
            cannot_break = rule in ("min-length", "min-items") or ":" in key
            bound = detail[0] if isinstance(detail, tuple) else detail
            if rule in _REFUSING and index not in broken and not (cannot_break and bound == 0):
                missing.append(f"nothing breaks {key} of {member.pointer}")
        for rule, (keyword, size) in _BOUNDS.items():
            bound = getattr(member.field, keyword)
            if bound is None or not _can_meet(member, bound) or rule not in member.checks:
                continue
            found = (it for body in accepted for it in values_at(body, member.pointer))
            if not any(_measure(it, size) == bound for it in found):
                missing.append(f"nothing meets {rule} {bound} of {member.pointer}")
    return missing


def _measure(value: Any, size: Any) -> Any:
    if size is None:
        return value if type(value) in (int, Decimal) else None
    return len(value) if isinstance(value, str | list) else None


def _can_meet(member: Member, bound: int) -> bool:
    step = member.field.multiple_of
    return not member.field.enum and (step is None or bound % step == 0)


@st.composite
def _packs(draw: st.DrawFn) -> str:
    """A pack of a few fields with bounds drawn at random."""
    lines = ['format = 1\nid = "acme/video"\nsource = "docs"\n[sources.docs]\ntitle = "a"']
    lines.append("[models.video]")
    if draw(st.booleans()):
        lines.append("[request]\ninput = ''")
    if draw(st.booleans()):
        lines.append("[request.body.hook]\ntype = 'string'\nmaxLength = 9\nrequired = true")
    for number in range(draw(st.integers(1, 3))):
        lines.append(f"[fields.f{number}]\n{draw(_field(2))}")
        if draw(st.booleans()):
            lines.append("required = true")
    return "\n".join(lines) + "\n"


@st.composite
def _field(draw: st.DrawFn, depth: int) -> str:
    kinds = ["string", "choice", "integer", "number", "step", "boolean", "size"]
    kind = draw(st.sampled_from([*kinds, *(("array", "object") if depth else ())]))
    low = draw(st.integers(1, 40))
    high = low + draw(st.sampled_from((0, 1, 7, 5000)))
    match kind:
        case "string":
            return f"type = 'string'\nminLength = {low}\nmaxLength = {high}"
        case "choice":
            return "type = 'string'\nenum = ['a', 'b', 'c']"
        case "integer" | "number":
            return f"type = '{kind}'\nminimum = {low - 20}\nmaximum = {high * 1000}"
        case "step":
            return f"type = 'integer'\nminimum = 0\nmaximum = {high * 16}\nmultipleOf = 16"
        case "size":
            return "type = 'string'\nenum = ['auto']\ntemplate = '{w:int}x{h:int}'"
        case "array":
            most = low + draw(st.integers(0, 3))
            return f"type = 'array'\nminItems = {low}\nmaxItems = {most}\n{_inline(draw, depth)}"
        case "object":
            return f"type = 'object'\nadditionalProperties = false\n{_inner(draw, depth)}"
        case _:
            return "type = 'boolean'"


def _inline(draw: st.DrawFn, depth: int) -> str:
    keys = draw(_field(depth - 1)).replace("\n", ", ")
    return f"items = {{ {keys} }}"


def _inner(draw: st.DrawFn, depth: int) -> str:
    keys = draw(_field(depth - 1)).replace("\n", ", ")
    needed = draw(st.sampled_from(("", ", required = true")))
    return f"properties.a = {{ {keys}{needed} }}"


def program_of(text: str) -> Program:
    return prove(merge_model((parse_pack(text.encode(), "acme/video.toml"),), (), "video"))


class TestPool:
    """Every demand on a member is broken by some request, and every bound met by another."""

    @pytest.mark.parametrize(("pack", "model"), MODELS)
    def test_of_a_shipped_model(self, pack: str, model: str) -> None:
        program = SHELF.program(pack, model)

        assert sum(len(it.checks) for it in members(program.body)) > 20
        assert untried(program) == []

    @settings(max_examples=60, deadline=None)
    @given(_packs())
    def test_of_any_pack(self, text: str) -> None:
        assert untried(program_of(text)) == []

    @settings(max_examples=40, deadline=None)
    @given(_packs())
    def test_is_the_same_every_time(self, text: str) -> None:
        first, second = (list(make_pool(program_of(text))) for _ in range(2))

        assert same(first, second)
        assert len(first) < 5_000

    @pytest.mark.parametrize("pack", PACKS)
    def test_of_a_shipped_pack_is_the_same_every_time(self, pack: str) -> None:
        model = SHELF.models_in(pack)[0]
        first, second = (list(make_pool(Shelf().program(pack, model))) for _ in range(2))

        assert same(first, second)
