from decimal import Decimal

import pytest

from lightmeter.language import tree
from lightmeter.language.errors import ExpressionError
from lightmeter.language.parse import MAX_LENGTH, MAX_NESTING, parse


def _mistake(text: str) -> tuple[str, str, str]:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    return text[error.start : error.end], error.message, error.suggestion


def _spelled(expr: tree.Expr) -> str:
    """Write a tree with every pair of parentheses."""
    match expr:
        case tree.Literal():
            return str(expr.value)
        case tree.ListLiteral():
            return "[" + " ".join(map(_spelled, expr.items)) + "]"
        case tree.Name():
            return ".".join(expr.path)
        case tree.Index():
            return _spelled(expr.table) + "".join(f"[{_spelled(key)}]" for key in expr.keys)
        case tree.Call():
            return f"{expr.function}({', '.join(map(_spelled, expr.arguments))})"
        case tree.Negate():
            return f"(-{_spelled(expr.operand)})"
        case tree.Not():
            return f"(not {_spelled(expr.operand)})"
        case tree.Binary():
            return f"({_spelled(expr.left)} {expr.operator} {_spelled(expr.right)})"
        case tree.Compare():
            rest = "".join(f" {operator} {_spelled(right)}" for operator, right in expr.rest)
            return f"({_spelled(expr.first)}{rest})"
        case tree.And():
            return f"({' and '.join(map(_spelled, expr.operands))})"
        case tree.Or():
            return f"({' or '.join(map(_spelled, expr.operands))})"


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("a or b and not c", "(a or (b and (not c)))"),
        ("not a == b", "(not (a == b))"),
        ("a - b - c", "((a - b) - c)"),
        ("a + b * c", "(a + (b * c))"),
        ("a * b % c // d", "(((a * b) % c) // d)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("-a * b", "((-a) * b)"),
        ("1 <= a < b + 1", "(1 <= a < (b + 1))"),
        ("a not in [1, -2]", "(a not in [1 -2])"),
        ("not a not in [1]", "(not (a not in [1]))"),
        ("t[a][b or c]", "t[a][(b or c)]"),
        ("max(a, b) >= len(c.d)", "(max(a, b) >= len(c.d))"),
        ("true or false", "(True or False)"),
        ("a\n  and\tb", "(a and b)"),
    ),
)
def test_operators_bind_as_the_grammar_says(text: str, expected: str) -> None:
    assert _spelled(parse(text)) == expected


def test_a_decimal_is_read_exactly() -> None:
    assert parse("0.0315") == tree.Literal(Decimal("0.0315"), start=0, end=6)


def test_a_negative_decimal_in_a_list_is_not_rounded() -> None:
    text = "-123456789012345.123456789012345"

    parsed = parse(f"a in [{text}]")

    assert isinstance(parsed, tree.Compare)
    listed = parsed.rest[0][1]
    assert isinstance(listed, tree.ListLiteral)
    assert listed.items[0].value == Decimal(text)


def test_a_string_knows_two_escapes() -> None:
    assert parse(r'"say \"hi\" \\ bye"') == tree.Literal('say "hi" \\ bye', start=0, end=19)


def test_a_string_may_look_like_an_operator() -> None:
    assert _spelled(parse('a == "and"')) == "(a == and)"
    assert parse('")"') == tree.Literal(")", start=0, end=3)


def test_places_include_parentheses() -> None:
    text = "x and (a + b) * c <= 1"
    parsed = parse(text)
    assert isinstance(parsed, tree.And)
    compare = parsed.operands[1]
    assert isinstance(compare, tree.Compare)
    assert text[compare.start : compare.end] == "(a + b) * c <= 1"
    assert text[compare.first.start : compare.first.end] == "(a + b) * c"


@pytest.mark.parametrize("text", ("(a) + b", "(a) * b", "(a) < b", "(a) and b", "(a) or b", "-(a)"))
def test_a_place_begins_and_ends_with_a_parenthesis(text: str) -> None:
    parsed, turned = parse(text), parse("not (a)")

    assert (parsed.start, parsed.end) == (0, len(text))
    assert (turned.start, turned.end) == (0, 7)


def test_an_offset_moves_every_place() -> None:
    parsed = parse("a + b", 10)

    assert isinstance(parsed, tree.Binary)
    assert (parsed.start, parsed.end, parsed.right.start) == (10, 15, 14)


def test_an_offset_moves_errors_too() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("a / b", 10)

    assert (caught.value.start, caught.value.end) == (12, 13)


@pytest.mark.parametrize(
    ("text", "marked", "reason", "suggestion"),
    (
        ("a / b", "/", "there is no division; compare products instead (a <= 3 * b)", ""),
        ("a && b", "&&", "conditions are joined with and", "and"),
        ("a || b", "||", "conditions are joined with or", "or"),
        ("!a", "!", "the opposite is written not", "not"),
        ("a = 1", "=", "a comparison is written ==", "=="),
        ("a === 1", "===", "equality is written ==", "=="),
        ("a !== 1", "!==", "inequality is written !=", "!="),
        ("a <> 1", "<>", "inequality is written !=", "!="),
        ("a => 1", "=>", "at least is written >=", ">="),
        ("a =< 1", "=<", "at most is written <=", "<="),
        ("a ** 2", "**", "there are no powers; multiply instead (a * a)", ""),
        ("a == 'x'", "'", "strings stand in double quotes", ""),
        ("a == “x”", "“", "strings stand in straight double quotes", '"'),
        ("a ? 1", "?", "a choice belongs into the cases of a named value", ""),
        ("a > .5", ".", "a decimal number has digits before and after its point", ""),
    ),
)
def test_spellings_of_other_languages_are_explained(
    text: str, marked: str, reason: str, suggestion: str
) -> None:
    assert _mistake(text) == (marked, f"unexpected {marked}: {reason}", suggestion)


@pytest.mark.parametrize(
    ("text", "marked", "message", "suggestion"),
    (
        ("(a or b", "(", "( is not closed", ""),
        ("max(a, b", "(", "( is not closed", ""),
        ("t[a", "[", "[ is not closed", ""),
        ("(a]", "]", "unexpected ]: ) is missing before it", ""),
        ("a)", ")", ") closes nothing", ""),
        ("a +", "", "the expression ends too early", ""),
        ("a + * b", "*", "unexpected *: a value is missing before it", ""),
        ("--a", "-", "only one sign stands before a value", ""),
        (
            "not not a",
            "not",
            "not stands once; use parentheses for the opposite of the opposite",
            "",
        ),
        ("a b", "b", "unexpected b: the expression had ended", ""),
        ("a AND b", "AND", "and is written in small letters", "and"),
        ("a if b", "if", "a choice belongs into the cases of a named value", ""),
        ("a is 1", "is", "a comparison is written ==", "=="),
        ("(a)[b]", "[", "only a table can be indexed", ""),
        ("a in []", "[]", "the list is empty", ""),
        ("a in [b]", "b", "a list holds literals only: numbers, strings, true, false", ""),
        ("a in [-b]", "b", "a list holds literals only: numbers, strings, true, false", ""),
        ("a == 4K", "4K", "4K is no number; text stands in quotes", '"4K"'),
        ("a == 16:9", "16:9", "16:9 is no number; text stands in quotes", '"16:9"'),
        ("a > 5.", "5.", "a decimal number has digits after its point", "5.0"),
        ("a > 007", "007", "a number has no leading zeros", "7"),
        ("a == 1e3", "1e3", "1e3 is no number; text stands in quotes", '"1e3"'),
        ("a > 1234567890123456", "1234567890123456", "a number has at most 15 digits", ""),
        ('a == "x', '"', "the string is not closed", ""),
        ('a == "x\ny"', '"', "the string is not closed", ""),
        (r'a == "\n"', r"\n", 'in a string a backslash stands before " or \\ only', "\\\\"),
        ("a == ß", "ß", r"unexpected character '\xdf'", ""),
        (
            "size.()",
            ".",
            "unexpected .: a decimal number has digits before and after its point",
            "",
        ),
        ("", "", "the expression is empty", ""),
        ("  ", "  ", "the expression is empty", ""),
    ),
)
def test_mistakes_are_marked(text: str, marked: str, message: str, suggestion: str) -> None:
    assert _mistake(text) == (marked, message, suggestion)


@pytest.mark.parametrize("operator", ("==", "!=", "in", "not in"))
def test_only_orderings_can_be_chained(operator: str) -> None:
    right = "[1]" if "in" in operator else "c"
    message = "only < <= > >= can be chained; compare twice and join the two with and"

    assert _mistake(f"a < b {operator} {right}") == (operator, message, "")
    assert _mistake(f"a == b {operator} {right}") == (operator, message, "")


def test_an_unknown_function_is_compared_with_the_known() -> None:
    message = "unknown function lenght; there are has, len, max, min, round_to"

    assert _mistake("lenght(a)") == ("lenght", message, "len")
    assert _mistake("Max(a, b)")[2] == "max"


def test_an_expression_has_at_most_400_characters() -> None:
    assert parse("a".ljust(MAX_LENGTH)) == parse("a")
    assert _mistake("a".ljust(MAX_LENGTH + 1))[1] == (
        "an expression has at most 400 characters, this one 401"
    )


@pytest.mark.parametrize(("opening", "closing"), (("(", ")"), ("len(", ")"), ("t[", "]")))
def test_brackets_nest_at_most_16_deep(opening: str, closing: str) -> None:
    deepest = opening * MAX_NESTING + "a" + closing * MAX_NESTING
    assert isinstance(parse(deepest), tree.Name | tree.Call | tree.Index)

    marked, message, _ = _mistake(opening + deepest + closing)
    assert (marked, message) == (opening[-1], "brackets nest at most 16 deep")


@pytest.mark.parametrize("text", ("(" * 400, "a+" * 199 + "a", "not " * 100, "-" * 400, "t[" * 200))
def test_hostile_texts_end_quickly(text: str) -> None:
    try:
        outcome: object = parse(text)
    except ExpressionError as error:
        outcome = error.message

    assert outcome
