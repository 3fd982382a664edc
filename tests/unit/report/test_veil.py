from lightmeter.document.source import Source
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport

SECRET = "Bearer sk-abcdefghijklmnop"  # noqa: S105 - made up


def report_hiding(secret: str) -> BatchReport:
    """A report of one text that holds a secret in quotes."""
    text = f'key = "{secret}"'
    spans = {"a.toml": ((6, len(text)),)}
    return BatchReport((), (), {"a.toml": Source("a.toml", "toml", text)}, spans)


def test_whole_and_clipped_secrets_are_masked() -> None:
    """A message shows neither a secret nor the beginning that clipping leaves of it."""
    veil = make_veil(report_hiding(SECRET))

    assert veil(f"key is {SECRET}, twice {SECRET}") == "key is ********, twice ********"
    assert veil(f"key is {SECRET[:15]}…") == "key is ********…"
    assert veil("a Bearer is accepted") == "a Bearer is accepted"


def test_mask_is_no_secret() -> None:
    """A secret that looks like its own mask does not keep the veil busy for ever."""
    assert make_veil(report_hiding("*" * 20))("*" * 20) == "********"


def test_nothing_to_hide() -> None:
    """Without a secret every text stays as it is."""
    assert make_veil(BatchReport((), (), {}))("anything") == "anything"
