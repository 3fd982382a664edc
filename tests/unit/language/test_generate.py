import ast
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import pytest

from lightmeter.language.check import MAX_DEPTH, check, check_cases
from lightmeter.language.errors import ExpressionError
from lightmeter.language.generate import generate
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, LetDeclaration, Scope
from lightmeter.language.tree import Path
from lightmeter.language.typed import Typed

Checked: TypeAlias = Callable[..., Typed]


class _Names:
    def __init__(self) -> None:
        self.constants: dict[str, object] = {}

    def value(self, path: Path) -> str:
        return "v_" + "_".join(path)

    def sent(self, path: Path) -> str:
        return f"v_{'_'.join(path)} is not A"

    def length(self, path: Path) -> str:
        return "l_" + "_".join(path)

    def constant(self, value: object) -> str:
        name = f"C{len(self.constants)}"
        self.constants[name] = value
        return name


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("n", "v_n"),
        ("3", "3"),
        ("-3", "(-3)"),
        ("1 <= n <= m < 16", "(1 <= v_n <= v_m < 16)"),
        ("n - (m - 1)", "(v_n - (v_m - 1))"),
        ("n - m - 1", "(v_n - v_m - 1)"),
        ("(n + m) * 2", "((v_n + v_m) * 2)"),
        ("n * (m * 2)", "(v_n * (v_m * 2))"),
        ("-n * -2", "(-v_n * -2)"),
        ("-(n + 1)", "(-(v_n + 1))"),
        ("n % 4 == 1", "(v_n % 4 == 1)"),
        ("(n < m) == audio", "((v_n < v_m) == v_audio)"),
        ("not audio and (audio or n < m)", "(not v_audio and (v_audio or v_n < v_m))"),
        ("not (audio and audio)", "(not (v_audio and v_audio))"),
        ("not (not audio)", "(not not v_audio)"),
        ("has(seed) or audio", "((v_seed is not A) or v_audio)"),
        ("max(n, m + 1)", "max(v_n, v_m + 1)"),
        ("len(image_urls) + n", "((l_image_urls) + v_n)"),
        ("len(name)", "len(v_name)"),
        ("n in [1, 2]", "(v_n in C0)"),
        ("round_to(n, 4)", "C0(v_n, 4)"),
        ("scale * 0.5", "C0(v_scale, C1)"),
        ('credits[quality]["1K"]', "C0[v_quality]['1K']"),
        ('quality == "low"', "(v_quality == 'low')"),
    ),
)
def test_the_source_is_what_a_person_would_write(
    checked: Checked, text: str, expected: str
) -> None:
    assert generate(checked(text).node, _Names()) == expected


def test_cases_become_one_choice(scope: Scope) -> None:
    cases = (
        Case(parse("audio or n < m"), parse("1")),
        Case(parse("has(seed)"), parse("seed")),
        Case(None, parse("n")),
    )

    source = generate(check_cases(cases, scope).node, _Names())

    assert source == "(1 if v_audio or v_n < v_m else v_seed if (v_seed is not A) else v_n)"


def test_open_cases_end_in_absent(scope: Scope) -> None:
    names = _Names()

    source = generate(
        check_cases((Case(parse("audio"), parse("1")),), scope, open=True).node, names
    )

    assert source == "(1 if v_audio else C0)"
    assert repr(names.constants["C0"]) == "ABSENT"


def test_a_set_is_frozen_but_for_values_without_hash(checked: Checked) -> None:
    names = _Names()

    generate(checked('quality in ["low"] and frame in ["auto"]').node, names)

    assert list(names.constants.values()) == [frozenset({"low"}), ("auto",)]


def test_a_decimal_travels_behind_a_name(checked: Checked) -> None:
    names = _Names()

    assert generate(checked("0.10").node, names) == "C0"
    assert str(names.constants["C0"]) == str(Decimal("0.10"))


@pytest.mark.parametrize(
    "hostile",
    ("'", '"', "\\", "\n", "{}", "'''", "\x00", "\u2028", "\ud800", "__import__('os')", "%s"),
)
def test_text_of_a_pack_is_only_ever_a_literal(scope: Scope, hostile: str) -> None:
    escaped = hostile.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" in hostile:
        return
    node = check(parse(f'name == "{escaped}"'), scope).node

    tree = ast.parse(generate(node, _Names()), mode="eval")

    constants = [it.value for it in ast.walk(tree) if isinstance(it, ast.Constant)]
    assert constants == [hostile]
    assert {it.id for it in ast.walk(tree) if isinstance(it, ast.Name)} == {"v_name"}


@pytest.mark.parametrize("step", ("max(1 - {}, 0)", "m - ({})", "-(m - {})", "min({}, m)"))
def test_the_deepest_expression_compiles(scope: Scope, step: str) -> None:
    """Python refuses more than 200 brackets inside one another; nothing here comes near."""
    names: dict[Path, LetDeclaration] = {}
    source = before = "n"
    for index in range(MAX_DEPTH):
        name = f"x{index}"
        case = Case(None, parse(step.format(before)))
        names[(name,)] = LetDeclaration(name, (case,))
        before = name
        try:
            node = check(parse(name), {**scope, **names}).node
        except ExpressionError as error:
            assert "64 deep" in error.message  # noqa: PT017 - how the search for the deepest ends
            break
        source = generate(node, _Names())

    assert MAX_DEPTH // 4 < source.count("(") + source.count("-") < 2 * MAX_DEPTH
    compile(source, "generated", "eval")


def test_a_choice_inside_a_choice_keeps_its_brackets(scope: Scope) -> None:
    inner = (Case(parse("audio"), parse("1")), Case(None, parse("2")))
    wider = {**scope, ("inner",): LetDeclaration("inner", inner)}
    cases = (Case(parse("inner < n"), parse("inner")), Case(None, parse("inner")))

    source = generate(check_cases(cases, wider).node, _Names())

    choice = "1 if v_audio else 2"
    assert source == f"(({choice}) if ({choice}) < v_n else {choice})"
