import json

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.document.source import Format, Source
from lightmeter.report.veil import MASK, make_veil, veil_value

SECRET = "Bearer sk-abcdefghijklmnop"  # noqa: S105 - made up
KEY = "sk-abcdefghijklmnop0123456789"


def report_hiding(secret: str) -> BatchReport:
    """A report of one text that holds a secret in quotes."""
    return hiding(f'"{secret}"')


def hiding(written: str, format: Format = "toml") -> BatchReport:
    """A report of one text that holds a secret, as it is written there."""
    text = f"key = {written}"
    spans = {"a.toml": ((6, len(text)),)}
    return BatchReport((), (), {"a.toml": Source("a.toml", format, text)}, spans)


def test_whole_and_clipped_secrets_are_masked() -> None:
    """A message shows neither a secret nor the beginning that clipping leaves of it."""
    veil = make_veil(report_hiding(SECRET))

    assert (
        veil(f"key is {SECRET}, twice {SECRET}") == "key is Bearer ********, twice Bearer ********"
    )
    assert veil(f"key is {SECRET[:15]}…") == "key is Bearer ********…"
    assert veil("a Bearer is accepted") == "a Bearer is accepted"


@pytest.mark.parametrize(
    ("format", "written", "shown"),
    (
        ("json", json.dumps(f"\t{KEY}"), f"\\t{KEY}"),
        ("json", f'"\\u0022{KEY}"', f'"{KEY}'),
        ("json", f'"sk-ab\\u0063{KEY[6:]}"', KEY),
        ("jsonl", f'"Bearer sk-ab\\u0063{KEY[6:]}"', f"Bearer {KEY}"),
        ("toml", f'"""\nab\n{KEY}"""', f"ab\\n{KEY}"),
        ("toml", f"'''\nab\n{KEY}'''", f"ab\n{KEY}"),
        ("toml", f'"Bearer {KEY}"', KEY),
        ("toml", f'"A cat, and {KEY}"', KEY),
    ),
)
def test_a_secret_is_known_however_it_is_spelt(format: Format, written: str, shown: str) -> None:
    """What a message shows is the value, with its controls escaped, and not what is written."""
    veil = make_veil(hiding(written, format))

    for message in (f"it is {shown}.", f"it is {shown[:-6]}…"):
        veiled = veil(message)
        assert veiled.startswith("it is ")
        assert [part for part in (KEY[:8], KEY[6:12], KEY[15:22]) if part in veiled] == []


def test_the_longest_of_several_counts() -> None:
    """Where one secret begins as another does, nothing of either is left."""
    text = f"'{KEY}' '{KEY[:20]}xyz'"
    spans = {"a": ((0, 31), (32, 57))}
    veil = make_veil(BatchReport((), (), {"a": Source("a", "toml", text)}, spans))

    assert veil(f"{KEY} {KEY[:20]}xyz") == f"{MASK} {MASK}"


def test_mask_is_no_secret() -> None:
    """A secret that looks like its own mask does not keep the veil busy for ever."""
    assert make_veil(report_hiding("*" * 20))("*" * 20) == "********"


def test_nothing_to_hide() -> None:
    """Without a secret every text stays as it is."""
    assert make_veil(BatchReport((), (), {}))("anything") == "anything"


def test_a_source_that_is_not_there_hides_nothing() -> None:
    """A report without its texts can still be shown."""
    assert make_veil(BatchReport((), (), {}, {"a": ((0, 9),)}))("anything") == "anything"


def test_values_are_masked_throughout() -> None:
    """Texts in lists and objects are, and keys; what is no text stays what it is."""
    veil = make_veil(report_hiding(SECRET))

    assert veil_value({SECRET: [SECRET, 1, None], 2: (True,)}, veil) == {
        f"Bearer {MASK}": [f"Bearer {MASK}", 1, None],
        2: [True],
    }


# Pieces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message", (KEY[10:], f"…{KEY[7:22]}…", f"{KEY[:12]}~1{KEY[12:]}", f"{KEY[5:15]}\\n{KEY[15:]}")
)
def test_no_piece_of_a_secret_is_shown(message: str) -> None:
    """Clipping shows a beginning or an end, and escaping may put something into the middle."""
    veiled = make_veil(report_hiding(KEY))(message)

    assert [KEY[at : at + 8] for at in range(len(KEY) - 7) if KEY[at : at + 8] in veiled] == []


def test_of_a_text_the_key_alone_is_masked() -> None:
    """What stands around it is no secret, and other texts begin alike."""
    text = "https://example.com/done?api_key=3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"
    veil = make_veil(report_hiding(text))

    assert veil("https://example.com/image.png") == "https://example.com/image.png"
    assert veil(text) == f"https://example.com/done?api_key={MASK}"


@pytest.mark.parametrize(("secret", "shown"), (("hunter2", f"a {MASK}"), ("abc", "a abc")))
def test_a_short_secret_is_masked_as_a_whole(secret: str, shown: str) -> None:
    """Three characters are no secret: they would be masked in every other word."""
    assert make_veil(report_hiding(secret))(f"a {secret}") == shown
