import pytest

from lightmeter.secrets.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    (
        *("${KEY}", "Bearer ${KEY}", "$KEY", "Bearer $VIDGO_API_KEY", "bearer {{ key }}"),
        *("{{key}}", "<key>", "Bearer <your token>", "{key}", "%KEY%", "$(pass show vidgo)"),
        *("env:VIDGO_API_KEY", "env.KEY", "sk-${KEY}", "YOUR_API_KEY", "Bearer YOUR KEY HERE"),
        *("VIDGO_API_KEY", "your-token", "xxxx", "Bearer xxxxxxxx", "mv_live_xxx", "...", "***"),
        *(
            "redacted",
            "Bearer ",
            "Bearer [REDACTED]",
            "changeme",
            "placeholder",
            "key",
            "token",
            "",
        ),
        *("…", "•••••"),
    ),
)
def test_a_variable_or_a_placeholder_is_fine(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    (
        "hunter2",
        # A variable does not hide a key beside it.
        "sk-${X}abcdefghij0123456789",
        "abcdefghij0123456789{x}",
        "Bearer abcdefghij012345 $A",
        # Nor do brackets around one.
        "<sk-abcdefghij0123456789>",
        "{sk-abcdefghij0123456789}",
        "x" * 401,
    ),
)
def test_what_may_be_a_key_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ("{", "${", "$(", "{{"))
def test_a_header_of_opening_brackets_is_read_once(text: str) -> None:
    """A document may have 64 MiB."""
    assert not is_placeholder(text * (500_000 // len(text)))
