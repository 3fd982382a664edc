from collections.abc import Sequence

import pytest

from lightmeter.packs.file import PackFile, parse_pack
from lightmeter.place import Pointer
from lightmeter.verify.mutants import mutants_of, with_value

HEAD = 'format = 1\nid = "acme/video"\n'


def file(body: str, name: str = "acme/video.toml") -> PackFile:
    return parse_pack((HEAD + body).encode(), name)


def changes(body: str) -> list[tuple[str, str]]:
    """Place and change of each mutant."""
    return [(it.place, it.change) for it in mutants_of([file(body)])]


@pytest.mark.parametrize(
    ("body", "expected"),
    (
        (
            "[fields.n]\nminimum = 1\nmaximum = 9\nmultipleOf = 2",
            (
                ("fields.n.minimum", "1 -> 2"),
                ("fields.n.minimum", "1 -> 0"),
                ("fields.n.maximum", "9 -> 10"),
                ("fields.n.maximum", "9 -> 8"),
                ("fields.n.multipleOf", "2 -> 3"),
                ("fields.n.multipleOf", "2 -> 1"),
            ),
        ),
        (
            "[fields.n]\nenum = ['a', 'b']\ndefault = 'a'\nrequired = true",
            (
                ("fields.n.enum[0]", "without a"),
                ("fields.n.enum[1]", "without b"),
                ("fields.n.default", "a -> b"),
                ("fields.n.required", "true -> false"),
            ),
        ),
        # A choice of one cannot lose it.
        ("[fields.n]\nenum = ['a']\ndefault = 'a'", ()),
        ("[fields.n]\ndefault = 4", (("fields.n.default", "4 -> 5"),)),
        ("[fields.n]\ndefault = false", (("fields.n.default", "false -> true"),)),
        (
            "[fields.n]\nitems = { maxLength = 4 }\nproperties.b = { minItems = 2 }",
            (
                ("fields.n.items.maxLength", "4 -> 5"),
                ("fields.n.items.maxLength", "4 -> 3"),
                ("fields.n.properties.b.minItems", "2 -> 3"),
                ("fields.n.properties.b.minItems", "2 -> 1"),
            ),
        ),
        (
            "[fields.n]\nfill = 'm > 1'\ndefault = 'x'",
            (
                ("fields.n.fill", "m > 1 -> m >= 1"),
                ("fields.n.fill", "m > 1 -> m > 2"),
                ("fields.n.fill", "m > 1 -> m > 0"),
            ),
        ),
        (
            "[request.body.hook]\nmaxLength = 4",
            (
                ("request.body.hook.maxLength", "4 -> 5"),
                ("request.body.hook.maxLength", "4 -> 3"),
            ),
        ),
        (
            "[let.rates]\nlow = { 1K = 2, 2K = '0.50' }\ntext = 'x'",
            (("let.rates.low.1K", "2 -> 3"), ("let.rates.low.2K", "0.50 -> 0.51")),
        ),
        (
            "[let]\nn = [{ when = 'a', then = 1 }, { then = 'b * 2' }]",
            (
                ("let.n[0].then", "1 -> 2"),
                ("let.n[1].then", "b * 2 -> b + 2"),
                ("let.n[1].then", "b * 2 -> b * 3"),
                ("let.n[1].then", "b * 2 -> b * 1"),
            ),
        ),
        (
            (
                "[rules.few]\nseverity = 'info'\nwhen = 'a and b'\nrequire = 'not c'\n"
                "fix = { when = 'd or e', set = { n = 1 } }"
            ),
            (
                ("rules.few.severity", "info -> warning"),
                ("rules.few.when", "a and b -> a or b"),
                ("rules.few.require", "not c ->  c"),
                ("rules.few.fix.when", "d or e -> d and e"),
            ),
        ),
        (
            "[[billing]]\nitem = 'a'\nquantity = 2\nrate = [{ then = '0.05' }]",
            (
                ("billing[0].quantity", "2 -> 3"),
                ("billing[0].rate[0].then", "0.05 -> 0.06"),
            ),
        ),
        (
            "[models.fast]\nfields.n.maximum = 4\n[[models.fast.billing]]\nitem = 'a'\nrate = 3",
            (
                ("models.fast.fields.n.maximum", "4 -> 5"),
                ("models.fast.fields.n.maximum", "4 -> 3"),
                ("models.fast.billing[0].rate", "3 -> 4"),
            ),
        ),
        # What is said and where it stands can change without another verdict.
        ("title = 'a'\n[fields.n]\ntype = 'integer'\nsource = 'x'\n", ()),
    ),
)
def test_every_small_mistake(body: str, expected: Sequence[tuple[str, str]]) -> None:
    assert changes(body) == list(expected)


@pytest.mark.parametrize(
    ("text", "variants"),
    (
        ("a < 3", ("a <= 3", "a < 4", "a < 2")),
        ("a >= b", ("a > b",)),
        ("a == b", ("a != b",)),
        ("a in [1]", ("a not in [1]", "a in [2]", "a in [0]")),
        ("a not in b", ("a  in b",)),
        ("not a", (" a",)),
        ("true", ("false",)),
        ("min(a, b)", ("max(a, b)",)),
        ("a % 16", ("a // 16", "a % 17", "a % 15")),
        ("a - 0", ("a + 0", "a - 1")),
        ("0.25", ("0.26",)),
        ('a in ["1K", "2K"]', ('a not in ["1K", "2K"]', 'a in [ "2K"]', 'a in ["1K"]')),
        ('a == "1K"', ('a != "1K"', 'a == "2K"')),
        # A text that is no choice of any member has no neighbour.
        ('a == "x"', ('a != "x"',)),
        ("len(a)", ()),
        # What is no expression is left to the loader.
        ("a $ b", ()),
        ("", ()),
    ),
)  # fmt: skip
def test_every_small_mistake_in_an_expression(text: str, variants: tuple[str, ...]) -> None:
    body = f"[rules.r]\nwhen = '{text}'\n[fields.tier]\nenum = ['1K', '2K']"
    mutants = [it for it in mutants_of([file(body)]) if it.place == "rules.r.when"]

    assert tuple(it.value for it in mutants) == variants


def test_a_change_in_a_long_expression_is_shown_with_its_surroundings() -> None:
    text = "first_condition_of_all and second_condition > 12 and third_condition_of_all"
    (_, change, *_) = changes(f"[rules.r]\nwhen = '{text}'")

    assert change[1] == "second_condition > 12 and -> second_condition >= 12 and"


def test_a_mutant_knows_its_line() -> None:
    (first, *_, last) = mutants_of([file("[fields.n]\nmaximum = 9\nenum = [\n  'a',\n  'b',\n]\n")])

    assert (first.line, last.line) == (4, 7)


def test_the_file_with_the_mistake_is_another_one() -> None:
    original = file("[fields.n]\nmaximum = 9\nenum = ['a', 'b']\n")
    before = original.document.value
    more, _, without, _ = mutants_of([original])

    changed = more.file_with_it()
    assert changed.data["fields"]["n"] == {"maximum": 10, "enum": ["a", "b"]}
    assert without.file_with_it().data["fields"]["n"] == {"maximum": 9, "enum": ["b"]}
    assert original.document.value is before
    assert before["fields"]["n"] == {"maximum": 9, "enum": ["a", "b"]}
    # The text stays, so that every place is the same.
    assert changed.document.source is original.document.source


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    (
        (("a", "b"), 2, {"a": {"b": 2, "c": [1, 2]}}),
        (("a", "new"), 2, {"a": {"b": 1, "c": [1, 2], "new": 2}}),
        (("a", "c", 0), 5, {"a": {"b": 1, "c": [5, 2]}}),
        (("a", "c", 1), None, {"a": {"b": 1, "c": [1]}}),
        (("a",), {}, {"a": {}}),
    ),
)
def test_one_value_is_replaced(pointer: Pointer, value: object, expected: object) -> None:
    original = file("[models.m]\na = { b = 1, c = [1, 2] }\n")

    changed = with_value(original, ("models", "m", *pointer), value)
    assert changed.data["models"]["m"] == expected


def test_the_mutants_of_several_files_come_file_by_file() -> None:
    one, two = file("[fields.n]\nmaximum = 9"), file("[fields.n]\nminimum = 1", "over.toml")

    assert [it.file.name for it in mutants_of([one, two])] == [
        *["acme/video.toml"] * 2,
        *["over.toml"] * 2,
    ]
    # A choice of one file has its neighbour in a condition of the other.
    choices = file("[fields.t]\nenum = ['1K', '2K']")
    rule = file("[rules.r]\nwhen = 't == \"1K\"'", "over.toml")
    assert 't == "2K"' in [it.value for it in mutants_of([choices, rule])]
