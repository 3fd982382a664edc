"""What requests can look like: any JSON at all, and near-valid requests for a program."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["PROMISE", "json_values", "near_valid", "shuffled"]

# How thoroughly every promise is tried in the default run.
PROMISE = settings(max_examples=300, deadline=None)

# Beyond ±(2^53 - 1) no integer is accepted.
_LARGEST = 2**53 - 1
_EDGES = (_LARGEST, _LARGEST + 1, -_LARGEST, -_LARGEST - 1, 10**400)
_TEXTS = st.one_of(
    st.text(max_size=20),
    # JSON can spell a lone surrogate.
    st.text(st.characters(exclude_categories=()), max_size=5),
    st.sampled_from(
        ("", " ", "\t\n", "auto", "1:1", "2304x1728", "1K", "http://", "data:", "\x00")
    ),
)
_URLS = st.sampled_from(
    (
        *("https://example.com/a.png", "https://example.com/b.JPG?x=1", "https://example.com/c"),
        *(
            "https://example.com/d.webp",
            "data:image/png;base64,iVBORw0KGgo=",
            "HTTPS://EXAMPLE.COM",
        ),
        *(
            "a.png",
            "http://",
            "https:///a",
            "https://[::1/a",
            "ftp://example.com/a",
            "",
            "//host/a",
        ),
        *("http://localhost:8000/a", "http://10.0.0.1/a", "https://example.com/犬.png"),
    )
)


def json_scalars() -> st.SearchStrategy[Any]:
    """Everything in JSON that is neither array nor object, as Python's readers may give it."""
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-20, 20),
        st.integers(),
        st.sampled_from(_EDGES),
        st.floats(),
        st.decimals(allow_nan=True, allow_infinity=True),
        st.sampled_from((Decimal("1E+999999"), Decimal("5.0"), Decimal("-0"), Decimal("1E-400"))),
        _TEXTS,
    )


@cache
def json_values(*, max_leaves: int = 8) -> st.SearchStrategy[Any]:
    """Any JSON value."""
    return st.recursive(
        json_scalars(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.lists(inner, max_size=2).map(tuple),
            st.dictionaries(_TEXTS, inner, max_size=4),
        ),
        max_leaves=max_leaves,
    )


@st.composite
def near_valid(draw: st.DrawFn, program: Program, *, slips: bool = True) -> dict[str, Any]:
    """
    The body of a request for a program: valid, or with a few slips.

    Args:
        draw: Of hypothesis.
        program: Whose members are sent.
        slips: Whether there may be any.
    """
    allowed = slips and draw(st.integers(0, 2)) == 0
    body = draw(_object(program.body, slips=allowed))
    if not (allowed and draw(st.integers(0, 9)) == 0):
        body["model"] = program.model
    return body


@st.composite
def shuffled(draw: st.DrawFn, value: Any) -> Any:
    """The same value, with the members of every object in another order."""
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: draw(shuffled(value[key])) for key in keys}
    if isinstance(value, list):
        return [draw(shuffled(item)) for item in value]
    return value


@st.composite
def _object(draw: st.DrawFn, member: Member, *, slips: bool) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    # One number holds every choice, which is drawn faster than one number a member.
    choices = draw(st.integers(0, 32 ** len(member.properties) - 1))
    for name, child in member.properties.items():
        choices, choice = divmod(choices, 32)
        # Optional members come and go; a required one is only left out by mistake.
        needed = child.field.required and not slips
        if child.field.unsupported is not None:
            there = slips and choice == 0
        else:
            there = needed or choice % 2 == 0 or (child.field.required and choice > 1)
        if there:
            # About one in five of the members that are there.
            slip = slips and choice in (4, 8, 9, 18, 27)
            sent[name] = draw(_slips(child) if slip else _valid(child, slips=slips))
    if slips and draw(st.integers(0, 3)) == 0:
        sent.update(draw(_unknown(member)))
    return sent


@cache
def _unknown(member: Member) -> st.SearchStrategy[Mapping[str, Any]]:
    """Members that no document names: a near miss of a known one, or any."""
    near = [name.upper() for name in member.properties]
    near += [name.rstrip("s") + "_" for name in member.properties]
    names = st.one_of(
        st.sampled_from([*near, "aspectRatio", "num_images", "size", "input", "callback_url"]),
        _TEXTS,
    )
    known = set(member.properties)
    return st.dictionaries(names.filter(lambda it: it not in known), json_scalars(), max_size=2)


@cache
def _valid(member: Member, *, slips: bool = False) -> st.SearchStrategy[Any]:
    """Values that keep every keyword of a member, its bounds among them."""
    field = member.field
    kinds: list[st.SearchStrategy[Any]] = []
    for kind in field.type:
        match kind:
            case "string":
                kinds.append(_strings(member))
            case "integer":
                kinds.append(_integers(member))
            case "number":
                kinds.append(st.integers(-10, 10))
            case "boolean":
                kinds.append(st.booleans())
            case "array":
                items = st.just("x") if member.items is None else _valid(member.items, slips=slips)
                low = field.min_items or 0
                high = field.max_items if field.max_items is not None else low + 3
                kinds.append(st.lists(items, min_size=low, max_size=min(high, low + 3)))
                kinds.append(st.lists(st.just(_ITEM), min_size=low, max_size=high))
            case _:
                kinds.append(_object(member, slips=slips))
    return st.one_of(kinds) if kinds else json_scalars()


_ITEM = "https://example.com/a.png"


@cache
def _strings(member: Member) -> st.SearchStrategy[str]:
    field = member.field
    kinds: list[st.SearchStrategy[str]] = []
    if field.enum:
        kinds.append(st.sampled_from([str(it) for it in field.enum]))
    if member.template is not None:
        kinds.append(_spellings(member))
    if kinds:
        return st.one_of(kinds)
    if field.format or field.media is not None:
        return st.one_of(st.just(_ITEM), _URLS)
    low, high = field.min_length or 0, field.max_length
    lengths = [low, low + 1] if high is None else [low, low + 1, high]
    return st.one_of(
        st.text(min_size=low, max_size=low + 10),
        st.sampled_from(lengths).map(lambda length: "犬" * length),
        st.just(" " * (low + 1)),
    )


_NUMBERS = st.one_of(
    st.integers(1, 240).map(lambda it: it * 16),
    st.sampled_from((0, 1, 12, 99, 100, 640, 1024, 2160, 2304, 3824, 3840, 3841, 9999, 10**15 - 1)),
    st.integers(0, 12000),
)


@st.composite
def _spellings(draw: st.DrawFn, member: Member) -> str:
    """A text for a template, spelled as somebody might."""
    template = member.template
    assert template is not None
    pieces = [template.literals[0]]
    plain = draw(st.booleans())
    for literal in template.literals[1:]:
        number = str(draw(_NUMBERS))
        if not plain:
            number = number.zfill(draw(st.sampled_from((1, 3, 4, 5))))
            blanks = st.sampled_from(("", "", " ", "\t", "\u3000"))
            number = draw(blanks) + number + draw(blanks)
            literal = draw(st.sampled_from((literal, literal.upper())))  # noqa: PLW2901
        pieces += (number, literal)
    return "".join(pieces)


@cache
def _integers(member: Member) -> st.SearchStrategy[Any]:
    field = member.field
    low = field.minimum if field.minimum is not None else -_LARGEST
    high = field.maximum if field.maximum is not None else _LARGEST
    step = field.multiple_of or 1
    whole = st.integers(-(-low // step), high // step).map(lambda it: it * step)
    edges = st.sampled_from((-(-low // step) * step, high // step * step))
    written = st.one_of(whole, edges).flatmap(
        lambda it: st.sampled_from((it, it, it, float(it), Decimal(it), Decimal(f"{it}.0")))
    )
    return st.one_of(whole, edges, written)


@cache
def _slips(member: Member) -> st.SearchStrategy[Any]:
    """Values just outside the bounds, of another type, or misspelt."""
    field = member.field
    known: list[Any] = [None, True, "", [], {}, [None], "5", 5, Decimal("5.5"), 2.5]
    for bound in (field.minimum, field.maximum):
        if bound is not None:
            known += [bound - 1, bound, bound + 1, float(bound), str(bound)]
    for size in (field.min_length, field.max_length):
        if size is not None:
            known += ["x" * max(0, size - 1), "x" * size, "x" * (size + 1)]
    for count in (field.min_items, field.max_items):
        if count is not None:
            known += [[_ITEM] * max(0, count - 1), [_ITEM] * count, [_ITEM] * (count + 1)]
    for value in field.enum:
        text = str(value)
        known += [text.upper(), text.lower(), f" {text}", text.replace(":", "x")]
    if member.template is not None:
        known += ["0" * 5000 + "16x9", "9" * 5000 + "x9", "x", "16x", "１６x9", "16x9\n"]
    return st.one_of(st.sampled_from(known), json_values())
