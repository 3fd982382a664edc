"""Sources are mended: what is fixed, what stays as it was written, what is left alone."""

from collections.abc import Callable, Sequence

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change, Diagnostic, Fix, Severity
from lightmeter.document.source import Source, decode
from lightmeter.fix.choosing import allowance
from lightmeter.fix.mend import MOST_PASSES, Mended, mend
from lightmeter.settings.model import FixSettings
from tests.unit.fix.conftest import CheckOf

SAFE, ALL = allowance(FixSettings()), allowance(FixSettings(unsafe=True))

TOML = """\
# A batch.\r
provider = "vidgo"\r
\r
[[requests]]\r
model = "seedream-5.0-lite"\r
[requests.input]\r
\tprompt = '𝔞 犬'   # what is shown\r
\tsize\t= '2304X1728' # how large\r
\tn = 2.0\r
# the end"""


def test_safe_fixes_change_nothing_but_their_values(check_of: CheckOf) -> None:
    mended = mend(TOML.encode(), check_of(), ALL)

    assert mended.after.decode() == TOML.replace("X", "x").replace("2.0", "2")
    assert [it.rule for it in mended.fixed] == ["spelling", "decimal-integer"]
    assert (mended.before, mended.passes, mended.problem) == (TOML.encode(), 1, "")
    assert (mended.changed, mended.refused) == (True, ())


def test_a_source_without_fixes_stays_as_it_is(check_of: CheckOf) -> None:
    data = TOML.replace("X", "x").replace("2.0", "2").encode()

    assert mend(data, check_of(), ALL) == Mended(data, data)


JSONL = (
    b'\xef\xbb\xbf{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x",'
    b' "quality": "Hihg"}}\r\n'
    b"\n"
    b'{"broken\n'
    b'{"provider":"vidgo","model":"seedream-5.0-lite","input":{"prompt":"\\u72ac","n":2.0}}\n'
    b'{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x", "quality": null}}'
)


def test_of_lines_those_are_mended_that_can_be_read(check_of: CheckOf) -> None:
    mended = mend(JSONL, check_of("x.jsonl"), ALL)
    lines = JSONL.removeprefix(b"\xef\xbb\xbf").split(b"\n")

    assert mended.after.split(b"\n") == [
        lines[0].replace(b"Hihg", b"high"),
        b"",
        b'{"broken',
        lines[3].replace(b"2.0", b"2"),
        lines[4].replace(b', "quality": null', b""),
    ]
    assert [it.rule for it in mended.fixed] == [
        "byte-order-mark",
        "decimal-integer",
        "enum",
        "type",
    ]
    assert mended.passes == 2


@pytest.mark.parametrize(
    ("name", "text"),
    (
        ("x.toml", '\ufeffmodel = "gpt-image-2"\ninput = { prompt = "x", n = 2.0\n'),
        ("x.json", '\ufeff{"model": "seedream-5.0-lite", "input": {"n": 2.0},}'),
    ),
)
def test_what_cannot_be_read_is_left_alone(check_of: CheckOf, name: str, text: str) -> None:
    assert not mend(text.encode(), check_of(name), ALL).changed


def test_bytes_that_are_no_text_are_left_alone(check_of: CheckOf) -> None:
    data = b'\xef\xbb\xbfmodel = "\xff"'

    assert mend(data, check_of(), ALL) == Mended(data, data)


DEFAULTS = """\
provider = "vidgoo"
[defaults]
model = "gpt-image-2"
input = { prompt = "x", quality = "hihg", sizes = "1:1" }
[[requests]]
id = "a"
[[requests]]
id = "b"
input.quality = "low"
"""


def test_inherited_values_are_mended_once_for_all_heirs(check_of: CheckOf) -> None:
    mended = mend(DEFAULTS.encode(), check_of(), ALL)

    assert mended.after.decode() == (
        DEFAULTS.replace("vidgoo", "vidgo").replace("hihg", "high").replace("sizes", "size")
    )
    assert [it.rule for it in mended.fixed] == [
        *["unknown-provider"] * 2,
        "enum",
        *["unknown-field"] * 2,
    ]


def test_an_unsafe_fix_of_one_request_leaves_the_others_as_they_are(check_of: CheckOf) -> None:
    """What the first inherits is too much for its size; the second says another size."""
    text = (
        'provider = "vidgo"\n[defaults]\nmodel = "gpt-image-2"\n'
        'input = { prompt = "x", quality = "low", resolution = "4K" }\n'
        '[[requests]]\nid = "a"\ninput.size = "1:1"\n'
        '[[requests]]\nid = "b"\ninput.size = "16:9"\n'
    )
    before, mended = check_of()(text.encode()), mend(text.encode(), check_of(), ALL)
    after = check_of()(mended.after)

    assert mended.after.decode() == text.replace(
        'input.size = "1:1"\n', 'input.size = "1:1"\ninput.resolution = "2K"\n'
    )
    assert after.reports[1].normalized == before.reports[1].normalized
    assert after.reports[1].estimate == before.reports[1].estimate


def test_a_fix_that_brings_an_error_is_refused_and_named(check_of: CheckOf) -> None:
    """A text is renamed to what takes a list; beside it others are fixed all the same."""
    text = (
        '{"provider": "vidgo", "model": "seedream-5.0-lite", "input": {"prompt": "x",'
        ' "image_url": "https://a.b/c", "aspectRatio": "1:1"}}'
    )
    mended = mend(text.encode(), check_of("x.json"), ALL)

    assert mended.after.decode() == text.replace("aspectRatio", "size")
    assert [it.pointer for it in mended.refused] == [("input", "image_url")]


def test_unwanted_fixes_are_left(check_of: CheckOf) -> None:
    allowed = allowance(FixSettings(unfixable=("spelling",)))

    assert mend(TOML.encode(), check_of(), allowed).after.decode() == TOML.replace("2.0", "2")


# A check of our own ------------------------------------------------------------------------------


def checked(*rules: Callable[[str], Sequence[Diagnostic]]) -> Callable[[bytes], BatchReport]:
    """A check of TOML that holds no request, by rules of the text."""

    def check(data: bytes) -> BatchReport:
        source: Source = decode(data, name="x", format="toml")
        found = tuple(it for rule in rules for it in rule(source.text))
        return BatchReport(reports=(), found=found, sources={"x": source})

    return check


def turned(before: str, after: str, *, safe: bool = True) -> Callable[[str], Sequence[Diagnostic]]:
    """A rule that wants one word in place of another."""
    fix = Fix(safe, "turn it", (Change(("a",), "set", after),))
    found = Diagnostic(f"no-{before}", Severity.ERROR, "m", ("a",), "x", fix=fix)
    return lambda text: [found] if f'"{before}"' in text else []


def test_fixes_that_undo_one_another_are_not_applied_at_all() -> None:
    data = b'a = "x"\n'
    mended = mend(data, checked(turned("x", "y"), turned("y", "x")), SAFE)

    assert (mended.after, mended.fixed, mended.passes) == (data, (), MOST_PASSES)
    assert mended.problem == "its fixes did not come to rest within 5 passes"


def test_five_passes_are_enough_where_the_fifth_is_the_last() -> None:
    steps = [turned(str(it), str(it + 1)) for it in range(MOST_PASSES)]
    mended = mend(b'a = "0"\n', checked(*steps), SAFE)

    assert (mended.after, mended.passes, mended.problem) == (b'a = "5"\n', 5, "")
    assert [it.rule for it in mended.fixed] == ["no-0", "no-1", "no-2", "no-3", "no-4"]


def test_what_touches_a_refused_fix_has_its_turn() -> None:
    """The first wants what leaves its diagnostic where it is."""
    stubborn = Fix(safe=True, description="d", changes=(Change(("a",), "set", "z"),))
    found = Diagnostic("stubborn", Severity.ERROR, "m", ("a",), "x", fix=stubborn)
    mended = mend(b'a = "x"\n', checked(lambda _: [found], turned("x", "y")), SAFE)

    assert mended.after == b'a = "y"\n'
    assert [it.rule for it in mended.refused] == ["stubborn"]


def test_safe_fixes_come_first() -> None:
    mended = mend(b'a = "x"\n', checked(turned("x", "y", safe=False), turned("x", "z")), ALL)

    assert mended.after == b'a = "z"\n'
