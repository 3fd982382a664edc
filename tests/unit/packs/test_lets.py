"""Named values and tables; how a wrong one is refused is tried in `test_prove.py`."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

Load: TypeAlias = Callable[[str], Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

FIELDS = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
"""
LINE = '[[billing]]\nitem = "a"\nunit = "a"\ncurrency = "USD"\nquantity = "1"\n'


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The program of a pack's only model."""

    def run(body: str) -> Program:
        put("acme/video", pack_text(FIELDS + body, top='source = "docs"\nlevers = ["n"]'))
        return shelf.program("acme/video", "video")

    return run


def said(program: Program, **members: Any) -> list[tuple[Any, ...]]:
    """What the messages of the rules that fire are filled with."""
    verdict = generate_judge(program)({"model": "video", "input": members}, None)
    return [data for _, _, data in verdict.findings]


def rule(message: str, when: str = "n > 0") -> str:
    return f"[rules.told]\nseverity = 'info'\nwhen = {when!r}\nmessage = {message!r}\n"


def test_a_named_value_may_stand_on_others_in_any_order(load: Load) -> None:
    program = load("[let]\nc = 'b + 1'\na = 'n * 2'\nb = 'a + 1'\n" + rule("{c}"))

    assert said(program, n=3) == [(8,)]


def test_the_first_case_that_holds_counts(load: Load) -> None:
    program = load(
        "[let]\nsize = [{ when = 'n > 6', then = '\"many\"' }, { when = 'n > 3', then ="
        " '\"some\"' }, { then = '\"few\"' }]\n" + rule("{size}")
    )

    assert [said(program, n=n) for n in (1, 4, 7)] == [[("few",)], [("some",)], [("many",)]]


def test_a_table_holds_whole_numbers_amounts_and_texts(load: Load) -> None:
    program = load(
        "[let.rate]\n1K = '0.10'\n2K = 3\n[let.word]\n1K = 'small'\n2K = 'large'\n"
        + rule("{rate[tier]} {word[tier]}", "has(tier)")
    )

    assert said(program, tier="1K") == [(Decimal("0.10"), "small")]
    assert said(program, tier="2K") == [(3, "large")]


@pytest.mark.parametrize("text", ("-1", "1.", ".5", "1e3", "1,5", " 1", "1_000", "٣", "1" * 16))
def test_a_text_that_is_no_plain_amount_stays_a_text(load: Load, text: str) -> None:
    with pytest.raises(PackError, match="a number is needed, not a string"):
        load(f"[let.rate]\n1K = '{text}'\n2K = '{text}'\n{LINE}rate = 'rate[\"1K\"]'\n")


@pytest.mark.parametrize("name", ("a", "_", "_a", "A1", "a_b", "r0", "v0", "found", "__class__"))
def test_a_name_is_any_word(load: Load, name: str) -> None:
    """Names of a pack are never those of the generated code."""
    assert said(load(f"[let]\n{name} = 'n + 1'\n" + rule(f"{{{name}}}")), n=3) == [(4,)]


@pytest.mark.parametrize("name", ("", "1a", "a-b", "a.b", "a b", "é", "犬", "a\\n"))
def test_anything_else_is_no_name(load: Load, name: str) -> None:
    with pytest.raises(PackError, match="a name is letters, digits and _"):
        load(f'[let]\n"{name}" = "n"')


@pytest.mark.parametrize("name", ("true", "false", "and", "or", "not", "in"))
def test_a_word_of_the_language_is_no_name(load: Load, name: str) -> None:
    """Whoever writes such a name would read a value that is never taken."""
    with pytest.raises(PackError):
        load(f"[let]\n{name} = 'n + 1'")


def test_an_assumption_is_told_only_where_the_price_depends_on_it(load: Load) -> None:
    """Directly, or through other named values; what only a rule reads assumes nothing."""
    case = "[{ when = 'has(tier)', then = 'tier' }, { then = '\"1K\"', assume = '%s' }]"
    program = load(
        "[let]\nused = " + case % "through another" + "\nnear = 'used'\nunused = " + case % "never"
        + "\n[let.rate]\n1K = 1\n2K = 2\n" + LINE + "rate = 'rate[near]'\n" + rule("{unused}")
    )  # fmt: skip

    assert [it.text for it in program.assumptions] == ["through another"]
    verdicts = [
        generate_judge(program)({"model": "video", "input": sent}, None)
        for sent in ({}, {"tier": "2K"})
    ]
    assert [it.assumed for it in verdicts] == [(0,), ()]


def test_a_table_may_have_eight_keys(load: Load) -> None:
    assert load("[let]\nt = " + "{ a = " * 8 + "1" + " }" * 8).rules == ()


def test_a_table_has_no_more_keys(load: Load) -> None:
    with pytest.raises(PackError, match="a table has at most 8 keys"):
        load("[let]\nt = " + "{ a = " * 9 + "1" + " }" * 9)
