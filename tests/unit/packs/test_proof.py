from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Assumption, Program
from tests.unit.conftest import MarkedText

Load: TypeAlias = Callable[..., Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

FIELDS = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.size]
type = "object"
properties.width = { type = "integer", required = true }
"""
LINE = "[[billing]]\nitem = 'a'\nunit = 'a'\ncurrency = 'USD'\nrate = 1\n"


@pytest.fixture
def load(pack_text: PackText, put: Put, tmp_path: Path) -> Load:
    """The program of a pack's only model."""

    def run(body: str, request: str = "", **more: str) -> Program:
        put("acme/video", pack_text(request + FIELDS + body, **more))
        return Shelf([tmp_path]).program("acme/video", "video")

    return run


@pytest.mark.parametrize(
    ("request_", "root"), (("", ("input",)), ("[request]\ninput = '/params'\n", ("params",)),
                           ("[request]\ninput = ''\n", ()))
)  # fmt: skip
def test_a_member_is_named_by_its_path_below_the_input_object(
    load: Load, request_: str, root: tuple[str, ...]
) -> None:
    rules = "".join(
        f"[rules.{name}]\nwhen = 'n > 1'\nmessage = 'm'\n{at}\n"
        for name, at in (("a", "at = 'n'"), ("b", "at = 'size.width'"), ("c", ""))
    )
    program = load(rules, request_)

    assert [it.at for it in program.rules] == [(*root, "n"), (*root, "size", "width"), root]


def test_an_assumption_says_which_member_it_is_about(load: Load) -> None:
    program = load(
        LINE + "quantity = [\n"
        "{ when = 'n > 6', then = '1', assume = 'a', field = 'size.width', close = 'set it' },\n"
        "{ when = 'n > 3', then = '1', assume = 'b', basis = 'observed' },\n"
        "{ then = '1' },\n]"
    )

    assert program.assumptions == (
        Assumption(("input", "size", "width"), "a", "inferred", "set it"),
        Assumption((), "b", "observed", ""),
    )


@pytest.mark.parametrize(
    ("name", "suggestion"),
    (
        ("m", ""),
        ("sizes", "size"),
        ("size.widht", "size.width"),
        (".", ""),
        ("/input/n", "n"),
        ("/input/size/width", "size.width"),
        ("/n", "n"),
        ("input/n", "n"),
        ("/", ""),
    ),
)
def test_a_name_that_is_no_member_comes_with_the_nearest(
    load: Load, name: str, suggestion: str
) -> None:
    with pytest.raises(PackError) as caught:
        load(f"[rules.a]\nwhen = 'n > 1'\nmessage = 'm'\nat = '{name}'")

    assert caught.value.reason == f"{name} is not a field of video"
    assert caught.value.suggestion == suggestion


RATES = "[let.rates]\n1K = {}\n2K = '1'\n"
TIER = "[fields.tier]\ntype = 'string'\nenum = ['1K', '2K']\ndefault = '1K'\n"
OPEN_LINE = LINE.replace("rate = 1\n", "")
LOOKUP = OPEN_LINE + "quantity = 1\nrate = 'rates[tier]'\n"


@pytest.mark.parametrize("cell", ("«'$0.03'»", "«'0,03'»", "«'-0.03'»"))
def test_a_cell_that_is_no_amount_is_marked_in_its_table(
    load: Load, marked: MarkedText, cell: str
) -> None:
    body = TIER + RATES.format(cell) + LOOKUP
    place = marked(body)

    with pytest.raises(PackError) as caught:
        load(place.text)

    assert caught.value.reason == (
        f'"{cell[2:-2]}" is no amount, and other cells of rates are; an amount is zero or more, in'
        ' plain digits such as "0.03"'
    )
    assert caught.value.excerpt == place.excerpt


def test_a_row_names_the_model_whose_keys_do_not_fit(load: Load) -> None:
    body = TIER + RATES.format(1) + LOOKUP
    load(body)

    with pytest.raises(PackError) as caught:
        load(body, models="[models.video]\nfields.tier.enum = ['1K']")

    assert caught.value.reason == (
        "the row 2K of rates is never reached; possible: 1K (in video, which differs from the rest"
        " of the pack)"
    )


@pytest.mark.parametrize(
    "rate",
    (
        "[{ when = 'tier == \"4K\"', then = '3' }, { then = 'rates[tier]' }]",
        "[{ when = 'tier != \"4K\"', then = 'rates[tier]' }, { then = '3' }]",
        "{ when = 'tier != \"4K\"', then = 'rates[tier]' }\nunpriced = 'x'",
    ),
)
def test_a_missing_row_behind_a_condition_says_that_it_does_not_narrow_the_keys(
    load: Load, rate: str
) -> None:
    body = (
        TIER.replace("'2K'", "'2K', '4K'") + RATES.format(1) + OPEN_LINE + "quantity = 1\nrate = "
    )

    with pytest.raises(PackError) as caught:
        load(body + rate)
    with pytest.raises(PackError) as plain:
        load(body + "'rates[tier]'")

    missing = "the table has no row for 4K"
    hint = (
        "; a condition does not narrow a table's keys: look it up by a named value whose cases"
        " give the keys that are left"
    )
    assert (caught.value.reason, plain.value.reason) == (missing + hint, missing)


def test_a_missing_row_behind_a_chosen_key_says_that_its_cases_do_not_narrow_it(
    load: Load,
) -> None:
    chosen = "[let]\nkey = [{{ when = 'tier == \"4K\"', then = '\"2K\"' }}, {}]\n"
    body = TIER.replace("'2K'", "'2K', '4K'")
    rest = RATES.format(1) + OPEN_LINE + "quantity = 1\nrate = 'rates[key]'\n"

    with pytest.raises(PackError) as caught:
        load(body + chosen.format("{ then = 'tier' }") + rest)

    assert caught.value.reason == (
        "the table has no row for 4K; the cases of key do not narrow what they read: let each case"
        " give its text, as in then = '\"1K\"'"
    )
    load(body + chosen.format("{ then = '\"1K\"' }") + rest)


@pytest.mark.parametrize(
    ("text", "column"),
    (
        ("when = 'n > m'", 13),
        ('when = "n > m"', 13),
        ("when = '''n > m'''", 15),
        ("when = 'true and not (n > m)'", 27),
    ),
)
def test_a_mistake_is_shown_under_the_character_whatever_the_quotes(
    load: Load, text: str, column: int
) -> None:
    with pytest.raises(PackError) as caught:
        load(f"[rules.a]\nmessage = 'm'\n{text}")

    assert caught.value.column == column
    assert caught.value.excerpt.splitlines()[1].index("^") == column + 3


# Each of these values is an expression of 171 parts, well below the limit of one.
LARGE = "[let]\nv0 = 'n > 1'\n" + "".join(
    f"v{number + 1} = '{' or '.join([f'v{number}'] * 6)}'\n" for number in range(2)
)
TOO_MANY = (
    "with their named values put in place the pack's expressions have more than 10,000 parts;"
    " divide the pack, or name fewer values in one another"
)


def large_rules(count: int) -> str:
    rules = (f"[rules.r{number}]\nwhen = 'v2'\nmessage = 'm'" for number in range(count))
    return LARGE + "\n".join(rules)


def test_many_expressions_may_be_large(load: Load) -> None:
    assert len(load(large_rules(40)).rules) == 40


def test_the_parts_of_all_expressions_are_counted(load: Load) -> None:
    with pytest.raises(PackError) as caught:
        load(large_rules(90))

    assert caught.value.reason == TOO_MANY
    assert caught.value.excerpt.startswith("    when = 'v2'")


def test_those_of_messages_are_counted_too(load: Load) -> None:
    rules = (f"[rules.r{number}]\nwhen = 'n > 1'\nmessage = '{'{v2}' * 20}'" for number in range(5))

    with pytest.raises(PackError) as caught:
        load(LARGE + "\n".join(rules))

    assert caught.value.reason == TOO_MANY


def test_all_models_share_the_parts(pack_text: PackText, put: Put, shelf: Shelf) -> None:
    models = "\n".join(f"[models.m{number}]" for number in range(64))
    put("acme/video", pack_text(FIELDS + LARGE, models=models))

    with pytest.raises(PackError, match="the pack's expressions of its 64 models have more than"):
        shelf.program("acme/video", "m1")
