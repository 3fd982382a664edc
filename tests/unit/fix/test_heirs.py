"""Inherited values are mended where they are written only if every heir wants it."""

import pytest

from lightmeter.diagnostic import Change
from lightmeter.fix.heirs import Heirs
from tests.unit.fix.conftest import CheckOf

HEAD = 'provider = "vidgo"\n[defaults]\nmodel = "gpt-image-2"\n[defaults.input]\nprompt = "x"\n'
LEVEL = 'quality = "hihg"\n'
PLAIN, OWN = '[[requests]]\nid = "a"\n', '[[requests]]\nid = "b"\ninput.quality = "low"\n'
EDIT = '[[requests]]\nid = "c"\nmodel = "gpt-image-2-edit"\ninput.image_urls = ["https://a.b/c"]\n'


def settled(check_of: CheckOf, text: str, rule: str) -> list[object]:
    """Where each fix of a rule is made, and for which requests."""
    report = check_of()(text.encode())
    heirs = Heirs(report)
    return [heirs.settle(it, number) for it, number in report.entries if it.rule == rule and it.fix]


@pytest.mark.parametrize(
    ("requests", "heirs"), ((PLAIN, {0}), (PLAIN * 2, {0, 1}), (PLAIN + OWN + PLAIN, {0, 2}))
)
def test_what_all_heirs_want_is_mended_where_it_is_written(
    check_of: CheckOf, requests: str, heirs: set[int]
) -> None:
    change = Change(("defaults", "input", "quality"), "set", "high")

    assert settled(check_of, HEAD + LEVEL + requests, "enum") == [((change,), heirs)] * len(heirs)


def test_what_one_heir_wants_is_set_in_its_own_request(check_of: CheckOf) -> None:
    """What the first inherits is too much for its size; the second has another size."""
    text = f'{HEAD}size = "1:1"\nresolution = "4K"\nquality = "low"\n{PLAIN}'
    wide = PLAIN + 'input.size = "16:9"\n'
    own = Change(("requests", 0, "input", "resolution"), "set", "2K")
    inherited = Change(("defaults", "input", "resolution"), "set", "2K")

    assert settled(check_of, text + wide, "billed-as-2k") == [((own,), {0})]
    assert settled(check_of, text + PLAIN, "billed-as-2k") == [((inherited,), {0, 1})] * 2


def test_what_one_heir_wants_removed_stays_where_others_have_it_too(check_of: CheckOf) -> None:
    """A request cannot take back what it inherits."""
    edit_alone = f'{HEAD}image_urls = ["https://a.b/c"]\n{PLAIN}'
    change = Change(("defaults", "input", "image_urls"), "remove")
    both = edit_alone + EDIT.replace('input.image_urls = ["https://a.b/c"]\n', "")

    assert settled(check_of, edit_alone, "unsupported") == [((change,), {0})]
    assert settled(check_of, both, "unsupported") == [None]


def test_a_safe_fix_mends_what_is_written_for_all(check_of: CheckOf) -> None:
    text = (
        'provider = "vidgo"\n[defaults]\nmodel = "seedream-5.0-lite"\n'
        '[defaults.input]\nprompt = "x"\nn = 2.0\n[[requests]]\n[[requests]]\ninput.n = 1\n'
    )
    change = Change(("defaults", "input", "n"), "set", 2)

    assert settled(check_of, text, "decimal-integer") == [((change,), {0})]


def test_a_change_of_the_requests_own_members_is_its_own(check_of: CheckOf) -> None:
    text = HEAD + PLAIN + OWN.replace("low", "lwo")
    change = Change(("requests", 1, "input", "quality"), "set", "low")

    assert settled(check_of, text, "enum") == [((change,), {1})]


def test_what_belongs_to_no_request_concerns_them_all(check_of: CheckOf) -> None:
    text = HEAD.replace("defaults", "defautls") + PLAIN + PLAIN
    change = Change(("defautls",), "rename", "defaults")

    assert settled(check_of, text, "unknown-field") == [((change,), {0, 1})]
