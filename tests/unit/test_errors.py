import copy
import pickle

import pytest

from lightmeter.errors import LightmeterError, PackError, UsageError

WHOLE = PackError(
    "n is not a field",
    name="acme/video.toml",
    line=3,
    column=7,
    excerpt='    at = "n"\n          ^',
    suggestion="m",
    pointer=("rules", "few", "at"),
)


@pytest.mark.parametrize("error", (LightmeterError("x"), UsageError("x"), PackError("x")))
def test_everything_that_is_raised_ends_the_command_with_2(error: LightmeterError) -> None:
    assert isinstance(error, LightmeterError)
    assert error.exit_code == 2


@pytest.mark.parametrize(
    ("error", "text"),
    (
        (PackError("no"), "no"),
        (PackError("no", name="a.toml"), "a.toml: no"),
        (PackError("no", name="a.toml", line=3), "a.toml:3: no"),
        (PackError("no", name="a.toml", line=3, column=7), "a.toml:3:7: no"),
        (PackError("no", name="a.toml", column=7), "a.toml: no"),
        (PackError("no", suggestion="yes"), "no; did you mean yes?"),
        (PackError("no", excerpt="    x"), "no\n    x"),
        (
            WHOLE,
            'acme/video.toml:3:7: n is not a field; did you mean m?\n    at = "n"\n          ^',
        ),
    ),
)
def test_a_pack_error_says_where_what_and_what_was_meant(error: PackError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickled_pack_error_keeps_its_facts(protocol: int) -> None:
    """A worker process sends it home."""
    other = pickle.loads(pickle.dumps(WHOLE, protocol))  # noqa: S301 - our own bytes

    assert type(other) is PackError
    assert str(other) == str(WHOLE)
    assert vars(other) == vars(WHOLE)
    assert str(copy.copy(WHOLE)) == str(WHOLE)


def test_a_pickled_usage_error_keeps_its_words() -> None:
    other = pickle.loads(pickle.dumps(UsageError("no such provider")))  # noqa: S301

    assert type(other) is UsageError
    assert str(other) == "no such provider"


def test_a_note_on_a_pack_error_survives_the_journey() -> None:
    """Whoever adds a note (PEP 678) still has an exception that can be sent."""
    error = PackError("no", name="a.toml")
    error.add_note("while checking shots.toml")

    other = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(other) == "a.toml: no"


def test_what_a_stranger_wrote_is_shown_but_not_acted_on() -> None:
    error = PackError("\x1b[31m is\nno field", name="a\u202eb.toml", line=1, suggestion="\x07n")

    assert error.reason == "\\x1b[31m is\\nno field"
    assert str(error) == "a\\u202eb.toml:1: \\x1b[31m is\\nno field; did you mean \\x07n?"
    assert str(UsageError("no \x1b[31m")) == "no \\x1b[31m"


def test_a_reason_is_clipped() -> None:
    assert len(PackError("x" * 9_000).reason) == 1_000
    assert len(str(PackError("no", suggestion="x" * 9_000))) < 300
