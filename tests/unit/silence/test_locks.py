import pytest

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.silence.locks import is_loud, names_lock


def found(rule: str, pack: str = "") -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, "x", pack=pack)


@pytest.mark.parametrize(
    ("diagnostic", "locked", "loud"),
    (
        (found("syntax"), (), True),
        (found("duplicate-key"), (), True),
        (found("malformed-ignore"), (), True),
        (found("unused-ignore"), (), False),
        (found("secret-in-file"), (), False),
        (found("secret-in-file"), ("secret-in-file",), True),
        (found("enum", "vidgo/x"), ("enum",), True),
        (found("enum", "vidgo/x"), ("vidgo",), True),
        (found("enum", "vidgo/x"), ("poyo",), False),
        (found("enum", "vidgo/x"), ("all",), True),
    ),
)
def test_what_is_never_silenced(
    diagnostic: Diagnostic, locked: tuple[str, ...], loud: bool
) -> None:
    assert is_loud(diagnostic, locked) is loud


@pytest.mark.parametrize(
    ("name", "locked", "lock"),
    (
        ("enum", (), ""),
        ("enum", ("enum",), "enum"),
        ("vidgo/x/enum", ("enum",), "enum"),
        ("vidgo/x/enum", ("vidgo",), "vidgo"),
        ("vidgo", ("vidgo/x/enum",), ""),
        ("enumerated", ("enum",), ""),
        ("enum", ("all",), "all"),
        ("syntax", (), "syntax"),
    ),
)
def test_what_cannot_be_named(name: str, locked: tuple[str, ...], lock: str) -> None:
    """A wider name than what is locked silences the rest of it."""
    assert names_lock(name, locked) == lock
