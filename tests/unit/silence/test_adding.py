import datetime as dt
from pathlib import Path

import pytest

from lightmeter.checker import Checker
from lightmeter.document.reading import read
from lightmeter.document.source import from_text
from lightmeter.silence.adding import comment_edits

TODAY = dt.date(2026, 6, 1)
DEAR = "# lightmeter: ignore[dear] -- agreed"


def added(packs: Path, text: str) -> str:
    """The text once everything found in it is silenced; it is silent then."""
    checker = Checker([packs])
    report = checker.check_text(text, format="toml", name="a.toml")
    assert report.entries
    document = read(from_text(text, name="a.toml", format="toml"))
    found = [(it, None if at is None else report.reports[at]) for it, at in report.entries]
    for edit in sorted(comment_edits(document, found, "agreed", TODAY), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert checker.check_text(text, format="toml", name="a.toml").entries == ()
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    (
        (
            'model = "picture-1"\n[input]\nprompt = "x"\ntier = "2K"\n',
            f'model = "picture-1"\n[input]\nprompt = "x"\ntier = "2K"  {DEAR}\n',
        ),
        (
            'model = "picture-1"\r\n[input]\r\nprompt = "x"\r\ntier = "2K"',
            f'model = "picture-1"\r\n[input]\r\nprompt = "x"\r\ntier = "2K"  {DEAR}',
        ),
        (
            'model = "picture-1"\n[input]\nprompt = "x"\n  tier = "2K" # large\n',
            f'model = "picture-1"\n[input]\nprompt = "x"\n  {DEAR}\n  tier = "2K" # large\n',
        ),
        (
            'model = "picture-1"\ninput = { prompt = "x",\n  tier = "2K" }\n',
            f'model = "picture-1"\n{DEAR}\ninput = {{ prompt = "x",\n  tier = "2K" }}\n',
        ),
        (
            'model = "picture-1"\n[input]\ntier = "1K"\n',
            (
                'model = "picture-1"\n[input]  # lightmeter: ignore[required] -- agreed\n'
                'tier = "1K"\n'
            ),
        ),
    ),
)
def test_a_comment_is_put_where_it_covers(packs: Path, before: str, after: str) -> None:
    """Beside its statement, above one that has a comment or takes several lines."""
    assert added(packs, before) == after


def test_each_statement_has_its_own_comment(packs: Path) -> None:
    before = (
        'model = "picture-1"\n[input] # lightmeter: ignore[required] -- known\ntier = "2K"\n'
        "extra = 1\n"
    )
    after = (
        'model = "picture-1"\n[input] # lightmeter: ignore[required] -- known\n'
        f'tier = "2K"  {DEAR}\nextra = 1  # lightmeter: ignore[unknown-field] -- agreed\n'
    )
    assert added(packs, before) == after


def test_a_rule_joins_the_brackets_of_its_statement(packs: Path) -> None:
    before = f'model = "picture-1"\n[input]\nprompt = "x"\n{DEAR}\ntier = "3K" # large\n'
    after = before.replace("ignore[dear]", "ignore[dear, enum]")

    # While the value is rejected nobody knows whether it would be dear: the old name stays.
    assert added(packs, before) == after


def test_what_no_statement_is_about_is_silenced_for_the_file(packs: Path) -> None:
    """A model that is missing at the top has no table of its own to stand beside."""
    before = '# shots\nid = "a"\nprovider = "acme"\n[input]\nprompt = "x"\n'
    after = (
        "# shots\n# lightmeter: ignore-file[required] -- agreed\n"
        'id = "a"\nprovider = "acme"\n[input]\nprompt = "x"\n'
    )
    assert added(packs, before) == after
