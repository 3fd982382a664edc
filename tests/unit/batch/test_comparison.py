from collections.abc import Sequence

import pytest

from lightmeter.batch.comparison import Comparison
from lightmeter.batch.marks import mark_of
from lightmeter.batch.member import Member
from lightmeter.checker import Checker
from lightmeter.document.reading import read_lines
from lightmeter.document.source import from_text
from lightmeter.reader import Reader

CHECKER = Checker()
LINE = '{"provider": "vidgo", "id": "a", "model": "gpt-image-2", "input": {"prompt": "x"}}\n'


def members_of(number: int) -> Sequence[Member]:
    source = from_text(LINE * number, name="a.jsonl", format="jsonl")
    reader = Reader(lambda name: CHECKER.judge_for(name, None))
    reader.documents(source, read_lines(source))
    return reader.members


@pytest.mark.parametrize("held", (0, 1, 2, 3))
def test_however_they_come_all_are_compared(held: int) -> None:
    members = members_of(3)
    comparison = Comparison()

    comparison.extend([])
    comparison.add(members[:held])
    comparison.extend([])
    comparison.extend([mark_of(it.request, it.report) for it in members[held:]])

    assert comparison.count == 3
    # The second has the id of the first, and asks for the same.
    found = sorted((it.rule, number) for number, it in comparison.judge(members))
    assert found == [("duplicate-id", 1), ("paid-twice", 1)]


@pytest.mark.parametrize("number", (0, 1))
def test_with_nothing_beside_it_a_request_is_compared_with_none(number: int) -> None:
    comparison = Comparison()

    comparison.add(members_of(number))

    assert comparison.count == number
    assert list(comparison.judge(members_of(number))) == []
