"""What single values look like; odd ones are the point of every table here."""

import enum
import math
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.judge.clock import is_clock_built
from lightmeter.judge.values import (
    exact_integer,
    exact_number,
    file_type,
    is_data_uri,
    is_uri,
    webhook_problem,
)

SAFE = 2**53 - 1


class Count(enum.IntEnum):
    """A caller's own integers."""

    FIVE = 5


class LoudFloat(float):
    """A float of a numeric library, whose repr is more than its digits."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"loud.float64({float(self)!r})"


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (5, 5),
        (0, 0),
        (-5, -5),
        (5.0, 5),
        (-0.0, 0),
        (Decimal("5.0"), 5),
        (Decimal("5.000"), 5),
        (Decimal("-0"), 0),
        (Decimal("1E+15"), 10**15),
        (Count.FIVE, 5),
        (LoudFloat(5.0), 5),
        (SAFE, SAFE),
        (-SAFE, -SAFE),
        (float(SAFE), SAFE),
        (Decimal(SAFE), SAFE),
    ),
)
def test_a_whole_number_is_an_integer_however_it_is_written(value: Any, expected: int) -> None:
    number = exact_integer(value)

    assert number == expected
    assert type(number) is int


@pytest.mark.parametrize(
    "value",
    (
        *(True, False, None, "5", "", b"5", [5], {"a": 5}, 5 + 0j),
        *(3.9, Decimal("3.9"), Decimal("1E-400"), -0.5),
        *(math.nan, math.inf, -math.inf),
        *(Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")),
        *(SAFE + 1, -SAFE - 1, 10**400, 1e300, float(2**53)),
        *(Decimal("1E+16"), Decimal("1E+999999"), Decimal(SAFE + 1)),
    ),
)
def test_nothing_else_is_an_integer(value: Any) -> None:
    assert exact_integer(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (5, 5),
        (Count.FIVE, 5),
        (0.1, Decimal("0.1")),
        (5.0, Decimal("5.0")),
        (-0.0, Decimal(0)),
        (1e-7, Decimal("1E-7")),
        (Decimal("0.10"), Decimal("0.10")),
        (Decimal("1E+400"), Decimal("1E+400")),
        (SAFE, SAFE),
    ),
)
def test_a_number_keeps_the_digits_it_is_written_with(value: Any, expected: Any) -> None:
    assert exact_number(value) == expected


@pytest.mark.parametrize(
    "value",
    (
        *(True, False, None, "1", "0.5", b"1", [], {}, 1j),
        *(math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")),
        *(SAFE + 1, -SAFE - 1, 10**400, Decimal("1E+401"), Decimal("1E-401")),
        Decimal("1." + "1" * 100),
    ),
)
def test_monsters_and_other_types_are_no_numbers(value: Any) -> None:
    assert exact_number(value) is None


def test_a_float_of_another_library_is_a_number() -> None:
    """A subclass of float may spell itself in its own way; its digits count."""
    assert exact_number(LoudFloat(0.5)) == Decimal("0.5")


# URIs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    (
        *("http://a", "https://example.com", "https://example.com/a.png", "HTTPS://EXAMPLE.COM/A"),
        *("hTTp://example.com:8080/a?b=c#d", "https://user:pw@example.com/", "https://127.0.0.1/"),
        *("https://[2001:db8::1]:443/a", "https://xn--r8jz45g.jp/", "https://例え.jp/犬.png"),
        *("https://example.com/a%20b", "https://example.com/%zz", "https://example.com/a{b}"),
        *("ftp://example.com/a", "data:image/png;base64,iVBORw0KGgo=", "urn:isbn:0451450523"),
        *("mailto:a@example.com", "gs://bucket/a.png", "s3://bucket/a", "a+b-c.d:x", "ab:c"),
    ),
)
def test_a_text_with_a_scheme_and_what_it_needs_is_a_uri(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    (
        *("", " ", "a", "a.png", "/a.png", "//example.com/a.png", "./a", "example.com/a.png"),
        *("http:", "http://", "http:/a", "http:a", "https:///a", "https://?a", "https://#a"),
        *("http://:80/", "HTTP:///a", "x:", "ab:", "1a:b", "-a:b"),
        *("C:\\images\\a.png", "c:/images/a.png", "Z:a"),
        *(" https://example.com", "https://example.com ", "https://exa mple.com/"),
        *("https://example.com/a\n", "\nhttps://example.com/", "https://example.com/\x00"),
        *("https://example.com/a\tb", "https://example.com/\x7f", "https://example.com/\x85"),
        *("https://example.com/\xa0", "https://example.com/\u2028", "https://example.com/\u3000b"),
        *("https://example.com/<a>", 'https://example.com/"', '"https://example.com/"'),
    ),
)
def test_paths_bare_hosts_and_blanks_are_no_uris(text: str) -> None:
    assert not is_uri(text)


@pytest.mark.parametrize("text", ("http://@/a", "http://user@/a", "https://user:pw@:443/a"))
def test_a_user_is_no_host(text: str) -> None:
    assert not is_uri(text)


@pytest.mark.parametrize(
    "text",
    (
        "https://example.com/" + "a" * 1_000_000,
        "https://" + "a" * 1_000_000 + ".com/",
        "https://" + "a." * 500_000 + "com/",
        "https://" + "a." * 500_000 + "com:1/",
        "a" * 1_000_000,
        "a" * 1_000_000 + ":b",
        "https://example.com/" + "." * 1_000_000,
        "data:image/" + "a" * 1_000_000,
    ),
    ids=("path", "host", "labels", "labels-port", "letters", "scheme", "dots", "data"),
)
def test_a_very_long_text_takes_no_time(text: str) -> None:
    """Where time grew with the square of the length, this would not end."""
    assert is_uri(text) is (":" in text)
    assert is_data_uri(text) is text.startswith("data:")
    assert len(file_type(text)) < 6 or is_data_uri(text)
    assert len(webhook_problem(text)) < 200
    assert not is_clock_built(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("data:image/png;base64,iVBORw0KGgo=", True),
        ("DATA:,", True),
        ("data:", True),
        (" data:,", False),
        ("data", False),
        ("https://example.com/data:image/png", False),
        ("database:image", False),
        ("", False),
    ),
)
def test_a_data_uri_is_known_by_its_scheme(text: str, expected: bool) -> None:
    assert is_data_uri(text) is expected


# File types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("https://example.com/a.png", "png"),
        ("https://example.com/a.PNG", "png"),
        ("https://example.com/a.b.webp", "webp"),
        ("https://example.com/a.jpeg?name=b.gif", "jpeg"),
        ("https://example.com/a.gif#b.png", "gif"),
        ("https://example.com/a.mp4?x=/b.png", "mp4"),
        ("https://example.com/a?name=b.png", ""),
        ("https://example.com/a", ""),
        ("https://example.com/", ""),
        ("https://example.com", ""),
        ("https://example.com/a.png/", ""),
        ("https://example.com/a.png/download", ""),
        ("https://example.com/a.png.", ""),
        ("https://example.com/a.tar.gz", ""),
        ("https://example.com/v1.2", ""),
        ("https://example.com/a.php", ""),
        ("https://example.com/a%2Epng", ""),
        ("https://example.com/犬.png", "png"),
        ("a.png", "png"),
        ("", ""),
        (".", ""),
        ("data:image/png;base64,AAAA", "png"),
        ("DATA:IMAGE/JPEG,x", "jpeg"),
        ("data:video/mp4;base64,AAAA", "mp4"),
        ("data:audio/x-wav,x", "wav"),
        ("data:image/svg+xml,x", "svg"),
        ("data:text/plain,a.png", ""),
        ("data:,a.png", ""),
        ("data:;base64,a.png", ""),
    ),
)
def test_a_file_type_is_read_from_the_name_of_the_file_alone(text: str, expected: str) -> None:
    assert file_type(text) == expected


@pytest.mark.parametrize("text", ("https://example.mov", "https://example.mov?x=1"))
def test_a_host_is_no_file_name(text: str) -> None:
    assert file_type(text) == ""


# Webhooks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    (
        *("https://example.com", "https://example.com/", "http://example.com/hook?a=b#c"),
        *("HTTPS://EXAMPLE.COM/hook", "https://a.b.example.co.uk/x", "https://example.com:8443/x"),
        *("https://user:pw@example.com/x", "https://example.com./x", "https://a_b.example.com/"),
        *("https://xn--r8jz45g.jp/", "https://例え.jp/", "https://例え.テスト/hook"),
        *("https://localhost.example.com/", "https://local.example.com/", "https://mylocal.com/"),
        *("https://internal.example.com/", "https://example.com/localhost", "https://lan.dev/"),
        *("https://example.com?u=http://localhost/", "https://example.com#@127.0.0.1"),
        *("https://10.0.0.1@example.com/", "https://10.0.0.1.example.com/"),
        *("http://8.8.8.8/", "http://8.8.8.8:8080/x", "http://172.15.0.1/", "http://172.32.0.1/"),
        *("http://192.167.1.1/", "http://11.0.0.1/", "http://100.63.0.1/", "http://100.128.0.1/"),
        *("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]:8080/x"),
        *("https://your-domain.com/callback", "https://hooks.example.com/%68ook"),
    ),
)
def test_a_public_address_can_be_called(text: str) -> None:
    assert webhook_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    (
        ("http://localhost/", "localhost is a name of the local network"),
        ("http://localhost:3000/x", "localhost is a name of the local network"),
        ("HTTP://LOCALHOST/", "localhost is a name of the local network"),
        ("http://localhost./", "localhost is a name of the local network"),
        ("http://user:pw@localhost/", "localhost is a name of the local network"),
        ("http://api.localhost/", "api.localhost is a name of the local network"),
        ("http://printer.local/", "printer.local is a name of the local network"),
        ("http://printer.local:631/", "printer.local is a name of the local network"),
        ("http://box.lan", "box.lan is a name of the local network"),
        ("http://svc.ns.internal/x", "svc.ns.internal is a name of the local network"),
        ("http://nas.home.arpa/", "nas.home.arpa is a name of the local network"),
        ("http://127.0.0.1/", "127.0.0.1 is not a public address"),
        ("http://127.255.255.254:80/", "127.255.255.254 is not a public address"),
        ("http://10.1.2.3/", "10.1.2.3 is not a public address"),
        ("http://172.16.0.1/", "172.16.0.1 is not a public address"),
        ("http://172.31.255.255/", "172.31.255.255 is not a public address"),
        ("http://192.168.0.1/x?y", "192.168.0.1 is not a public address"),
        ("http://169.254.169.254/latest", "169.254.169.254 is not a public address"),
        ("http://100.64.0.1/", "100.64.0.1 is not a public address"),
        ("http://0.0.0.0:8000/", "0.0.0.0 is not a public address"),
        ("http://255.255.255.255/", "255.255.255.255 is not a public address"),
        ("http://u:p@10.0.0.1:80/", "10.0.0.1 is not a public address"),
        ("http://[::1]/", "::1 is not a public address"),
        ("http://[::1]:3000/x", "::1 is not a public address"),
        ("http://[fe80::1]/", "fe80::1 is not a public address"),
        ("http://[fd00::1]/", "fd00::1 is not a public address"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1 is not a public address"),
        ("ftp://example.com/x", "its scheme is ftp, not http or https"),
        ("WSS://example.com/x", "its scheme is wss, not http or https"),
        ("mailto:a@example.com", "its scheme is mailto, not http or https"),
        ("localhost:8000", "its scheme is localhost, not http or https"),
        ("data:text/plain,x", "its scheme is data, not http or https"),
        ("http://user@/x", "it has no host"),
        ("http://:80/", "it has no host"),
        ("http://[::1/x", "its host or its port cannot be read"),
    ),
)
def test_what_is_not_on_the_public_network_cannot_be_called(text: str, problem: str) -> None:
    assert webhook_problem(text) == problem


@pytest.mark.parametrize(
    "text",
    ("http://PRINTER.LOCAL/", "http://api.LocalHost/x", "http://Box.Lan", "http://svc.Internal?a"),
)
def test_the_case_of_a_local_name_does_not_matter(text: str) -> None:
    """Hosts are the same in any case (RFC 3986, section 3.2.2)."""
    assert webhook_problem(text).endswith("is a name of the local network")


@pytest.mark.parametrize(
    "text",
    (
        *("http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/"),
        *("http://0177.0.0.1/", "http://127.0.0.1./", "http://10.0.0.1.:80/"),
    ),
)
def test_a_loopback_address_in_another_notation_cannot_be_called(text: str) -> None:
    """Every client reads these as 127.0.0.1 or 10.0.0.1 (WHATWG URL, "ends in a number")."""
    assert webhook_problem(text) != ""


@pytest.mark.parametrize("text", ("https://example.com:99999/x", "https://example.com:http/x"))
def test_a_port_that_is_none_cannot_be_called(text: str) -> None:
    assert webhook_problem(text) != ""


# Keys made from the clock -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    (
        *("1700000000", "1700000000123", "run-1732100000", "run_1732100000123", "1732100000-cat"),
        *("2026-11-21T10:20:30Z", "2026-11-21 10:20", "20261121T102030Z", "20261121102030"),
        *("20261121T1020", "shot-2026-11-21_10-20-30", "2026-11-21-10-20"),
        *("$(date +%s)", "$( date )", "`date +%s%N`", "${TIMESTAMP}", "$NOW", "${EPOCHREALTIME}"),
        *("{{now}}", "{{ $timestamp }}", "{{ now() }}", "Date.now()", "time.time()", "unix_time"),
        *("shot-${DATE}-1", "$SECONDS"),
    ),
)
def test_a_key_that_holds_the_time_or_asks_for_it_is_built_from_the_clock(key: str) -> None:
    assert is_clock_built(key)


@pytest.mark.parametrize(
    "key",
    (
        *("", "order-42", "espresso-hero-v2", "1", "20261121", "2026-11-21", "1500000000"),
        *("2000000000", "17000000001", "171234567", "4916012345678", "update-banner", "candidate"),
        *("date-palm", "mandate", "${IDEMPOTENCY_KEY}", "${UUID}", "{{uuid}}", "$RANDOM"),
        *("$(uuidgen)", "550e8400-e29b-41d4-a716-446655440000"),
        *("17000000-0000-4000-8000-001700000000", "17000000-1700-1700-1700-170000000000"),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        *("a1700000000b", "01HV1700000000ABCDEFGHJKMN"),
    ),
)
def test_counters_dates_and_hashes_are_not_the_clock(key: str) -> None:
    assert not is_clock_built(key)


@pytest.mark.parametrize("key", ("training-epoch-3", "dune-epoch-cover"))
def test_a_word_is_not_the_clock(key: str) -> None:
    """A key that is written out is the same tomorrow, whatever its words mean."""
    assert not is_clock_built(key)
