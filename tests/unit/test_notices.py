import pytest

from lightmeter.diagnostic import Change, Diagnostic, Edit, Fix, Related, Severity
from lightmeter.document.fault import Fault
from lightmeter.document.source import from_text
from lightmeter.misfit import Misfit
from lightmeter.notices import (
    faulty,
    malformed,
    no_request,
    no_requests,
    no_requests_in,
    secret,
    secret_in_comment,
    unknown_provider,
    unreadable,
)
from lightmeter.place import Position, Span
from lightmeter.secrets.search import Secret

SOURCE = from_text('a = "犬"\nb = 𝔞\n', name="a.toml", format="toml")


def test_a_directory_without_requests_is_an_error_of_its_own() -> None:
    assert no_requests_in("shots") == Diagnostic(
        rule="no-requests",
        severity=Severity.ERROR,
        message=(
            "the directory holds no request, so nothing was checked; requests are .toml, .json,"
            " .jsonl or .ndjson files with a model or with requests in them"
        ),
        source="shots",
    )


def test_a_text_without_requests_is_a_warning() -> None:
    assert no_requests("a.toml") == Diagnostic(
        rule="no-requests",
        severity=Severity.WARNING,
        message=(
            "no request is written here, so nothing was checked; a request has a model, a batch has"
            " requests"
        ),
        source="a.toml",
    )


def test_a_file_that_cannot_be_opened_is_an_error() -> None:
    assert unreadable("a.toml", "permission denied") == Diagnostic(
        rule="unreadable",
        severity=Severity.ERROR,
        message="the file cannot be read: permission denied",
        source="a.toml",
    )


def test_a_fault_becomes_a_diagnostic_with_its_places() -> None:
    fault = Fault("duplicate-key", "b is there twice", 10, 15, (("first here", 0, 7),))

    assert faulty(SOURCE, fault, Severity.WARNING) == Diagnostic(
        rule="duplicate-key",
        severity=Severity.WARNING,
        message="b is there twice",
        source="a.toml",
        span=Span(Position(2, 3), Position(3, 2)),
        related=(Related("first here", None, Span(Position(1, 1), Position(1, 8))),),
    )


def test_a_fault_may_be_a_point_or_have_no_place() -> None:
    point = faulty(SOURCE, Fault("syntax", "m", 8), Severity.ERROR)
    nowhere = faulty(SOURCE, Fault("syntax", "m", None), Severity.ERROR)

    assert point.span == Span(Position(2, 1), Position(2, 1))
    assert nowhere.span is None


def test_a_misfit_is_an_error_of_type() -> None:
    assert malformed(Misfit(("id",), "true is not a text")) == Diagnostic(
        rule="type", severity=Severity.ERROR, message="true is not a text", pointer=("id",)
    )


def test_an_unknown_member_of_a_batch_comes_with_what_was_meant() -> None:
    misfit = Misfit(
        ("default",),
        '"default" is not known here',
        unknown="default",
        accepted=("provider", "defaults", "requests"),
    )

    assert malformed(misfit) == Diagnostic(
        rule="unknown-field",
        severity=Severity.ERROR,
        message=(
            '"default" is not known here, a batch has provider, defaults, requests;'
            " did you mean defaults?"
        ),
        pointer=("default",),
        fix=Fix(
            safe=False,
            description="rename default to defaults",
            changes=(Change(("default",), "rename", "defaults"),),
        ),
        suggestion="defaults",
    )


def test_a_document_of_something_else_is_named_by_what_it_has() -> None:
    found = no_request({"name": 1, "x" * 50: 2, "c": 3, "d": 4, "e": 5, "f": 6})

    assert found == Diagnostic(
        rule="no-request",
        severity=Severity.ERROR,
        message=(
            f"this is no request: it has name, {'x' * 30}…, c, d, e,"
            " but neither model nor input nor requests"
        ),
        pointer=(),
    )


def test_an_unknown_provider_comes_with_those_that_are_known() -> None:
    assert unknown_provider("vidgoo", ("poyo", "vidgo")) == Diagnostic(
        rule="unknown-provider",
        severity=Severity.ERROR,
        message="provider vidgoo is not known, known are poyo, vidgo; did you mean vidgo?",
        pointer=("provider",),
        fix=Fix(
            safe=False,
            description="write vidgo",
            changes=(Change(("provider",), "set", "vidgo"),),
        ),
        suggestion="vidgo",
    )
    far = unknown_provider("elsewhere", ("poyo",))
    assert (far.suggestion, far.fix) == ("", None)


def test_a_byte_order_mark_can_be_left_out_safely() -> None:
    found = faulty(SOURCE, Fault("byte-order-mark", "m", 0, 0), Severity.WARNING)

    assert found.fix == Fix(
        safe=True, description="save it without the mark", edits=(Edit(-1, 0, ""),)
    )


def test_a_secret_is_named_by_its_member_and_never_shown() -> None:
    found = secret(Secret(("headers", "Authorization")))

    assert (found.rule, found.severity) == ("secret-in-file", Severity.ERROR)
    assert found.message.startswith("Authorization holds what looks like a key; write a variable")
    assert found.pointer == ("headers", "Authorization")


def test_what_comes_from_a_text_is_escaped() -> None:
    """Controls are escaped in every message."""
    found = (
        no_request({"\x1b[2J\n": 1}),
        no_request({"format": 1, "id": "\x1b[2J/\n"}),
        unknown_provider("\x1b[2J\u202e", ("poyo",)),
        secret(Secret(("input", "\x1b[2J"))),
    )

    assert [it.rule for it in found if not it.message.isprintable()] == []


def test_the_member_that_holds_a_secret_is_named_even_in_an_array() -> None:
    found = secret(Secret(("input", "image_urls", 0)))
    deep = secret(Secret(("input", "a", 2, "b", 0, 1)))

    assert found.message.startswith("image_urls[0] holds what looks like a key")
    assert deep.message.startswith("b[0][1] holds what looks like a key")
    assert secret(Secret((0,))).message.startswith("the request[0] holds")


def test_what_may_be_a_key_is_a_warning_that_says_how_to_be_rid_of_it() -> None:
    found = secret(Secret(("headers", "Cookie"), certain=False))

    assert (found.severity, found.pointer) == (Severity.WARNING, ("headers", "Cookie"))
    assert found.message == (
        "Cookie holds what may be a key, as random as it is; write a variable such as ${API_KEY}"
        " instead, or ignore this rule here if it is none"
    )


def test_a_name_that_is_a_key_is_not_shown() -> None:
    found = secret(Secret(("input", "sk-abcdefghij0123456789"), in_name=True))

    assert (found.severity, found.pointer) == (Severity.ERROR, ("input",))
    assert found.message == (
        "a member of input is named by what looks like a key; take it out, and have the key"
        " replaced if this file was ever shared"
    )


@pytest.mark.parametrize(
    ("certain", "severity", "message"),
    (
        (
            True,
            Severity.ERROR,
            "the comment holds what looks like a key; take it out, and have the key replaced",
        ),
        (
            False,
            Severity.WARNING,
            "the comment holds what may be a key, as random as it is; take it out, or ignore",
        ),
    ),
)
def test_a_comment_has_a_place_and_no_pointer(
    certain: bool, severity: Severity, message: str
) -> None:
    found = secret_in_comment(SOURCE, (4, 7), certain=certain)

    assert found.message.startswith(message)
    assert found == Diagnostic(
        rule="secret-in-file",
        severity=severity,
        message=found.message,
        source="a.toml",
        span=Span(Position(1, 5), Position(1, 8)),
    )
