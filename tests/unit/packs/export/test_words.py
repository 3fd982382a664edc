# A case of a table is one line, however long its message.
# ruff: noqa: E501

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest

from lightmeter.packs.export.subject import Subject
from lightmeter.packs.export.words import describe, describe_header

Load: TypeAlias = Callable[..., list[Subject]]
SOURCE = "Source: Video API (read 2026-01-02), documented."


@pytest.fixture
def words(load: Load) -> Callable[[str], str]:
    """What is said of a field `x` before its source."""

    def say(body: str) -> str:
        (subject,) = load(f"[fields.x]\n{body}")
        member = subject.program.inputs["x",]
        text = describe(subject.program, member, subject.rules)
        return text.removesuffix(SOURCE).strip()

    return say


@pytest.mark.parametrize(
    ("keywords", "text"),
    (
        ('type = "string"', "A text."),
        ('type = "string"\nrequired = true\nminLength = 1', "Required. A text of at least 1 character."),
        ('type = "string"\nminLength = 1\nmaxLength = 9', "A text of 1 to 9 characters."),
        ('type = "string"\nmaxLength = 9', "A text of at most 9 characters."),
        ('type = "string"\nminLength = 9\nmaxLength = 9', "A text of 9 characters."),
        ('type = "string"\nformat = "uri"', "An absolute URL."),
        ('type = "string"\nenum = ["a"]', "Only a."),
        ('type = "string"\nenum = ["a", "b"]\ndefault = "b"', "One of a or b. Default: b."),
        ('type = "string"\nenum = ["low", "mid", "high"]', "One of low, mid or high."),
        ('type = "string"\ntemplate = "{w:int}x{h:int}"', "WxH."),
        (
            'type = "string"\nenum = ["a", "b"]\ntemplate = "{w:int:3-4}"',
            "One of a, b or W (3 to 4 digits each, lower case).",
        ),
        ('type = "integer"', "A whole number."),
        ('type = "integer"\nminimum = 1', "A whole number from 1 on."),
        ('type = "integer"\nmaximum = 9', "A whole number up to 9."),
        (
            'type = "integer"\nminimum = 8\nmaximum = 64\nmultipleOf = 8',
            "A whole number from 8 to 64, a multiple of 8.",
        ),
        ('type = "number"', "A number."),
        ('type = "boolean"\ndefault = false', "True or false. Default: false."),
        ('type = "array"', "A list."),
        (
            'type = "array"\nminItems = 1\nmaxItems = 2\nitems = { type = "string", format = "uri" }',
            "A list of 1 to 2 items, each an absolute URL.",
        ),
        (
            'type = "object"\nproperties = { w = {}, h = {}, z = { unsupported = "no" } }',
            "An object with w and h.",
        ),
        ('type = "object"', "An object."),
        (
            'type = ["string", "object"]\nenum = ["a", "b"]\nproperties = { w = {}, h = {} }',
            "One of a or b, or an object with w and h.",
        ),
        ('type = ["integer", "array"]', "A whole number or a list."),
        ('unsupported = "send one each"', "Not accepted: send one each."),
        ('type = "string"\ndeprecated = "use y"', "Deprecated: use y. A text."),
        ('type = "string"\nrecommended = "it helps"', "A text. Recommended: it helps."),
        ('type = "string"\nblank = "blanks help nobody"', "A text. Blanks help nobody."),
        ('type = "string"\nwebhook = true', "A text. The provider calls it, so it must be public."),
        (
            'type = "string"\nmedia = { data_uri = "warning", extensions = ["png", "jpg"] }',
            "A text. Files end in png or jpg. Better the URL of a hosted file than a data URI.",
        ),
        ("", ""),
    ),
)  # fmt: skip
def test_a_member_is_described_in_a_sentence_or_two(
    words: Callable[[str], str], keywords: str, text: str
) -> None:
    assert words(keywords) == text


def test_many_values_are_only_counted(words: Callable[[str], str]) -> None:
    values = ", ".join(f'"v{number}"' for number in range(20))

    text = words(f'type = "string"\nenum = [{values}]')
    assert text.startswith("One of v0, v1, ")
    assert text.endswith("v15 or 4 more.")


def test_no_control_of_a_pack_reaches_a_terminal(words: Callable[[str], str]) -> None:
    assert words('unsupported = "a\\u001b[0m"') == "Not accepted: a\\x1b[0m."


RULES = """
[rules.long]
when = "x > 5"
at = "x"
message = "x is {x}; write 5"
[rules.short]
severity = "off"
when = "x < 1"
at = "x"
message = "x is short"
[rules.other]
severity = "warning"
when = "x == 3"
message = "three"
"""


def test_the_rules_about_a_member_stand_below_it(words: Callable[[str], str]) -> None:
    assert words(f'type = "integer"\nrequired = true\n{RULES}') == (
        "Required. A whole number.\n\n"
        "Checked by lightmeter, beyond this schema:\n"
        "- long (error): x is `x`; write 5"
    )


def test_the_source_stands_last(load: Load) -> None:
    (subject,) = load('[fields.x]\ntype = "string"\nbasis = "inferred"\nsource = "docs#x"')

    text = describe(subject.program, subject.program.inputs["x",], {})
    assert text == "A text.\n\nSource: Video API#x (read 2026-01-02), inferred."


def test_a_header_is_described_likewise(load: Load) -> None:
    (subject,) = load(
        '[request.headers.Key]\ntype = "string"\nscheme = "Bearer"\nrequired = true\n'
        'recommended = "it helps"'
    )
    say = partial(describe_header, subject.program)

    assert say(subject.program.headers.properties["Key"]) == (
        f"Required. Begins with Bearer. Recommended: it helps.\n\n{SOURCE}"
    )


def test_what_is_inferred_stands_behind_the_source(load: Load) -> None:
    (subject,) = load("[fields.x]\ntype = 'string'\nminLength = 1\ninferred = ['minLength']")
    member = subject.program.inputs["x",]

    assert describe(subject.program, member, subject.rules).endswith(
        f"{SOURCE.removesuffix('.')}; inferred: minLength."
    )
