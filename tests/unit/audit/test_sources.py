import datetime as dt

import pytest

from lightmeter.audit.sources import source_flaws
from lightmeter.packs.file import parse_pack
from tests.unit.audit.conftest import TODAY, Found, found
from tests.unit.conftest import MarkedText

HEAD = 'format = 1\nid = "acme/video"\n'
DOCS = '[sources.docs]\ntitle = "Video API"\nread = "2026-01-02"\n'


def flaws(text: str, today: dt.date = TODAY) -> list[Found]:
    return [*map(found, source_flaws(parse_pack(text.encode(), "acme/video.toml"), today))]


@pytest.mark.parametrize(
    "text",
    (
        f'{HEAD}source = "docs"\n{DOCS}',
        f'{HEAD}source = "docs#limits"\n{DOCS}',
        f'{HEAD}{DOCS}[fields.n]\nsource = "docs"\n',
        f'{HEAD}{DOCS}[fields.n]\ntype = "array"\nitems = {{ source = "docs#items" }}\n',
        f'{HEAD}{DOCS}[[billing]]\nitem = "a"\nsource = "docs"\n',
        f'{HEAD}{DOCS}[[examples]]\nname = "a"\nsource = "docs"\n',
        f'{HEAD}source = "docs"\nedition = "2026-01-01"\n{DOCS}edition = "2026-01-01"\n',
        f'{HEAD}source = "docs"\n{DOCS}edition = "2026-01-02"\n',
        # A leap day is a day.
        f'{HEAD}source = "docs"\n{DOCS}edition = "2024-02-29"\n',
    ),
)
def test_sources_in_which_all_is_well(text: str) -> None:
    assert flaws(text) == []


def test_a_document_may_be_read_today() -> None:
    text = f'{HEAD}source = "docs"\n{DOCS}'

    assert flaws(text, dt.date(2026, 1, 2)) == []
    assert [it.rule for it in flaws(text, dt.date(2026, 1, 1))] == ["date-impossible"]


@pytest.mark.parametrize(
    ("rule", "text"),
    (
        ("source-missing", 'format = 1\nid = «"acme/video"»\n'),
        ("source-not-read", f'{HEAD}source = "docs"\n[sources.«docs»]\ntitle = "Video API"\n'),
        (
            "source-unused",
            f'{HEAD}source = "docs"\n{DOCS}[sources.«other»]\ntitle = "b"\nread = "2026-01-02"\n',
        ),
        (
            "date-malformed",
            f'{HEAD}source = "docs"\n[sources.docs]\ntitle = "a"\nread = «"2026-1-2"»\n',
        ),
        (
            "date-malformed",
            f'{HEAD}source = "docs"\n[sources.docs]\ntitle = "a"\nread = «"2026-02-29"»\n',
        ),
        (
            "date-malformed",
            f'{HEAD}source = "docs"\n[sources.docs]\ntitle = "a"\nread = «"20260102"»\n',
        ),
        ("date-malformed", f'{HEAD}source = "docs"\n{DOCS}edition = «"spring 2026"»\n'),
        ("date-malformed", f'{HEAD}source = "docs"\nedition = «"2026-W01-1"»\n{DOCS}'),
        (
            "date-impossible",
            f'{HEAD}source = "docs"\n[sources.docs]\ntitle = "a"\nread = «"2026-06-02"»\n',
        ),
        # Read before it was published.
        (
            "date-impossible",
            (
                f'{HEAD}source = "docs"\n[sources.docs]\ntitle = "a"\nedition = "2026-01-03"\n'
                'read = «"2026-01-02"»\n'
            ),
        ),
        ("edition-without-source", f'{HEAD}source = "docs"\nedition = «"2026-01-01"»\n{DOCS}'),
        (
            "edition-without-source",
            f'{HEAD}source = "docs"\nedition = «"2026-01-01"»\n{DOCS}edition = "2026-01-02"\n',
        ),
    ),
)
def test_sources_with_a_flaw(marked: MarkedText, rule: str, text: str) -> None:
    mark = marked(text)

    assert flaws(mark.text) == [Found(rule, mark.line, mark.column)]


def test_each_flaw_says_what_to_do() -> None:
    text = f'{HEAD}source = "docs"\nedition = "2026-01-01"\n[sources.docs]\ntitle = "a"\n'
    file = parse_pack(text.encode(), "acme/video.toml")

    assert [it.message for it in source_flaws(file, TODAY)] == [
        'source docs has no date on which it was read; write read = "2026-06-01"',
        (
            "edition 2026-01-01 is that of no source of this pack (their editions: none); it is the"
            " date of the document that the pack describes"
        ),
    ]


def test_an_edition_in_the_future_is_told_once() -> None:
    text = (
        f'{HEAD}source = "docs"\nedition = "2027-01-01"\n'
        '[sources.docs]\ntitle = "a"\nedition = "2026-01-01"\nread = "2026-01-02"\n'
    )

    assert [it.rule for it in flaws(text)] == ["date-impossible", "edition-without-source"]
