import pytest

from lightmeter.secrets.search import (
    Secret,
    cover,
    find_in_comments,
    find_in_text,
    find_secrets,
)

KEY = "sk-abcdefghij0123456789"
# Digits as of a digest: a secret only where a name says so.
DIGITS = "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"
LONG = "Zk3LxT7wVn2RbYc5HdAq9Mf4Gs8Jp6Ut1"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3OH0.dozjgNryP4J3jVmNHl0w5N_XgL0n"  # noqa: S105
PAGE = "https://example.com/done"


def test_every_place_of_a_request_is_searched() -> None:
    value = {
        "model": KEY,
        "input": {"urls": ["a", KEY, {"x": [KEY]}], "n": 5, "none": None, KEY: {"a": KEY}},
        "headers": {"X-Other": KEY},
        "id": KEY,
    }

    assert set(find_secrets(value)) == {
        Secret(("model",)),
        Secret(("input", "urls", 1)),
        Secret(("input", "urls", 2, "x", 0)),
        Secret(("input", KEY), in_name=True),
        Secret(("input", KEY, "a")),
        Secret(("headers", "X-Other")),
        Secret(("id",)),
    }


def test_deep_data_are_searched_without_recursion() -> None:
    value: object = KEY
    for _ in range(5000):
        value = [value]

    assert find_secrets(value) == [Secret((0,) * 5000)]


# Headers ------------------------------------------------------------------------------------------


def in_header(name: str, value: object) -> list[bool]:
    """Whether what is found in a header is certain; empty where nothing is."""
    found = list(find_secrets({"headers": {name: value}}))
    assert {it.pointer[:2] for it in found} <= {("headers", name)}
    return [it.certain for it in found]


@pytest.mark.parametrize("name", ("Authorization", "X-API-Key", "x-goog-api-key"))
@pytest.mark.parametrize("text", ("Bearer abc", "hunter2", "12345", "a b c", KEY, "sk-a"))
def test_whatever_stands_in_a_keys_own_header_is_a_key(name: str, text: str) -> None:
    """However short: nobody writes anything else there."""
    assert in_header(name, text) == [True]


@pytest.mark.parametrize(
    "value", (["hunter2"], {"value": "hunter2"}, [["hunter2"]], 123456789012, -123456789012)
)
def test_it_is_one_where_it_is_no_text(value: object) -> None:
    """The type is another mistake, and the message about it would show the value."""
    assert in_header("Authorization", value) == [True]


@pytest.mark.parametrize("value", (None, 5, True, 99.5, [], {}, "", "  ", "${KEY}", "YOUR_API_KEY"))
def test_nothing_is_no_key(value: object) -> None:
    assert in_header("Authorization", value) == []


@pytest.mark.parametrize(
    "headers", (f"Authorization: {KEY}", "Authorization: hunter22", [["Authorization", KEY]])
)
def test_headers_that_are_no_table_are_searched(headers: object) -> None:
    assert [it.certain for it in find_secrets({"headers": headers})] == [True]


@pytest.mark.parametrize("text", ("Accept: image/png", "Authorization: ${KEY}"))
def test_headers_in_one_text_may_hold_none(text: str) -> None:
    assert find_secrets({"headers": text}) == []


@pytest.mark.parametrize("name", ("X-Other", "Cookie", "X-Request-Id"))
@pytest.mark.parametrize("text", (KEY, f"Bearer {LONG}", TOKEN, f"sid={TOKEN}; a=b"))
def test_the_shape_of_a_key_counts_in_every_header(name: str, text: str) -> None:
    assert in_header(name, text) == [True]


@pytest.mark.parametrize("name", ("X-Auth-Token", "X-Session", "X-Signature", "X-Client-Secret"))
@pytest.mark.parametrize(
    "text", (DIGITS, LONG, "550e8400-e29b-41d4-a716-446655440000", f"v1={DIGITS}")
)
def test_what_is_random_under_such_a_name_may_be_one(name: str, text: str) -> None:
    assert in_header(name, text) == [False]


@pytest.mark.parametrize("name", ("Cookie", "X-Auth-Token"))
@pytest.mark.parametrize("text", ("theme=dark; consent=all; lang=en-GB", "off", "${TOKEN}"))
def test_what_is_not_random_is_none(name: str, text: str) -> None:
    assert in_header(name, text) == []


def test_what_is_long_and_random_may_be_one_under_any_name() -> None:
    assert in_header("X-Foo", LONG) == [False]
    assert in_header("X-Foo", DIGITS) == []


@pytest.mark.parametrize(
    "name", ("Idempotency-Key", "X-Request-Id", "traceparent", "ETag", "X-Amz-Content-Sha256")
)
@pytest.mark.parametrize("text", (DIGITS, LONG, "550e8400-e29b-41d4-a716-446655440000"))
def test_what_is_random_by_design_is_none(name: str, text: str) -> None:
    assert in_header(name, text) == []


def test_headers_of_defaults_are_headers() -> None:
    value = {"defaults": {"headers": {"Authorization": "hunter2"}}}

    assert find_secrets(value) == [Secret(("defaults", "headers", "Authorization"))]


# Payloads -----------------------------------------------------------------------------------------


def in_input(name: str, text: str) -> list[bool]:
    return [it.certain for it in find_secrets({"input": {name: text}})]


@pytest.mark.parametrize("name", ("api_key", "apiKey", "authorization", "token"))
def test_a_member_with_the_name_of_a_secret_may_be_one(name: str) -> None:
    assert in_input(name, DIGITS) == [False]
    assert [it.certain for it in find_secrets({name: DIGITS})] == [False]
    assert in_input(name, "spring-campaign-2026-europe-west") == []
    assert in_input(name, "${API_KEY_OF_THE_WHOLE_CAMPAIGN_2026}") == []


@pytest.mark.parametrize("name", ("prompt", "seed_token_3", "id"))
@pytest.mark.parametrize("text", (DIGITS, LONG, TOKEN))
def test_other_members_may_be_as_random_as_they_like(name: str, text: str) -> None:
    """A token in the address of a file lets everybody fetch that file, and is meant to."""
    assert in_input(name, text) == []
    assert in_input(name, f"https://files.example.com/a.png?token={text}") == []


@pytest.mark.parametrize("parameter", ("api_key", "apikey", "access_token", "client-secret"))
def test_a_key_in_an_address_may_be_one(parameter: str) -> None:
    assert in_input("image_url", f"{PAGE}?a=b&{parameter}={DIGITS}#c") == [False]
    assert in_input("image_url", f"{PAGE}?{parameter}=none") == []
    assert in_input("image_url", f"{parameter}={DIGITS}") == []


@pytest.mark.parametrize("parameter", ("token", "key", "secret"))
@pytest.mark.parametrize("name", ("callback_url", "callBackUrl", "webhook", "notify_url"))
def test_whoever_calls_back_is_known_by_a_token(name: str, parameter: str) -> None:
    assert in_input(name, f"{PAGE}?{parameter}={DIGITS}") == [False]
    assert in_input(name, f"{PAGE}?{parameter}=spring-campaign-2026-europe") == []
    assert in_input(name, f"{PAGE}?shot={DIGITS}") == []


@pytest.mark.parametrize(
    ("text", "found"),
    (
        ("https://user:hunter22@example.com/a.png", [False]),
        ("https://user:${PASSWORD}@example.com/a.png", []),
        ("https://example.com:8080/a@b.png", []),
        ("https://user@example.com/a.png", []),
        ("a note: somebody@example.com", []),
    ),
)
def test_a_password_in_an_address_may_be_one(text: str, found: list[bool]) -> None:
    assert in_input("image_url", text) == found


@pytest.mark.parametrize(
    "text",
    (
        "sk-" * 300_000,
        "Bearer " * 200_000,
        "<" * 500_000,
        "a" * 1_000_000,
        "x " * 500_000,
        "://a:" * 200_000,
        "://?token=" * 100_000,
    ),
    ids=lambda text: text[:8],
)
def test_a_long_text_is_read_once(text: str) -> None:
    """Where time grew with the square of the length, this would not end."""
    value = {"input": {"callback_url": text}, "headers": {"A": text, "X-Token": text}}

    assert [it for it in find_secrets(value) if it.certain] == []


# Texts that are no document -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    (
        (f'{{"prompt": "{KEY}"', '{"prompt": "…"'),
        ('headers = { Authorization = "Bearer a1b2c3" ]', 'headers = { Authorization = "…" ]'),
        ("{'X-Api-Key': 'hunter22', oops", "{'X-Api-Key': '…', oops"),
        ("apikey=hunter22", "apikey=…"),
        ("authorization: hunter22\nnext", "authorization: …\nnext"),
        ('{"Authorization": "Bearer hunter2', '{"Authorization": "…'),
        (f'{{"X-Session-Token": "{DIGITS}", oops', '{"X-Session-Token": "…", oops'),
        (f"x-foo = {LONG}", "x-foo = …"),
        (f"a {TOKEN} b", "a … b"),
        (f'callback = "{PAGE}?token={DIGITS}&a=b"', f'callback = "{PAGE}?token=…"'),
        ("https://user:hunter22@example.com", "https://user:…@example.com"),
        # What is none.
        ('{"Authorization": "${API_KEY}", oops', '{"Authorization": "${API_KEY}", oops'),
        ('{"Authorization": "YOUR_API_KEY", oops', '{"Authorization": "YOUR_API_KEY", oops'),
        ('{"monkey": "a very long banana"', '{"monkey": "a very long banana"'),
        (f'{{"prompt": "{DIGITS}"', f'{{"prompt": "{DIGITS}"'),
        ('{"prompt": "a risk-averse-and-very-careful-man"', None),
        ("", None),
    ),
)
def test_a_broken_text_gives_no_key_away(text: str, shown: str | None) -> None:
    veiled, before = text, len(text)
    for start, end in sorted(set(find_in_text(text)), reverse=True):
        # What is found twice is hidden once.
        veiled = f"{veiled[:start]}…{veiled[min(end, before) :]}" if start < before else veiled
        before = start

    assert veiled == (text if shown is None else shown)


@pytest.mark.parametrize(
    "text",
    (
        "authorization=" + " " * 40_000 + "x",
        "apikey='" * 40_000,
        "api-key: " + "x" * 400_000,
        "token" * 200_000,
        'token="' * 100_000,
        'token="' + "a" * 500_000,
        "_" * 500_000 + "token=",
    ),
    ids=lambda text: text[:8],
)
def test_a_long_broken_text_is_read_once(text: str) -> None:
    assert all(start < end <= len(text) for start, end in find_in_text(text))


def test_a_line_can_be_covered() -> None:
    assert cover(f'a = "{KEY}" # b') == f'a = "{"*" * len(KEY)}" # b'
    assert cover("a = 1") == "a = 1"


# Comments -----------------------------------------------------------------------------------------


def told(text: str) -> list[tuple[str, bool | None]]:
    """What is found in a text whose lines with a sign are comments."""

    def comments() -> list[tuple[int, int]]:
        starts = [at for at, sign in enumerate(text) if sign == "#"]
        return [(at, text.find("\n", at) if "\n" in text[at:] else len(text)) for at in starts]

    return [(text[slice(*place)], certain) for place, certain in find_in_comments(text, comments)]


@pytest.mark.parametrize(
    ("text", "found"),
    (
        (f"a = 1 # {KEY}", [(KEY, True)]),
        ("# Authorization: Bearer a1b2c3d4e5f6g7h8i9", [("Bearer a1b2c3d4e5f6g7h8i9", True)]),
        (f"#X-Session-Token = {DIGITS}\nb = 1", [(DIGITS, False)]),
        (f'# api_key = "{DIGITS}"', [(DIGITS, False)]),
        # Too little to speak of, and hidden.
        ("# Authorization: hunter22", [("hunter22", None)]),
        ("# authorization: ask Bob for it", [("ask Bob for it", None)]),
        # Nothing at all.
        ("# Authorization: Bearer ${VIDGO_API_KEY}", []),
        ("# the Bearer of the ring\n# sk-8 skateboard", []),
        (f"# the digest is {DIGITS}", []),
        (f"a = '{KEY}'", []),
        ("", []),
    ),
)
def test_a_line_that_was_taken_out_is_still_there(
    text: str, found: list[tuple[str, bool | None]]
) -> None:
    assert told(text) == found


def test_where_nothing_is_to_be_found_nobody_asks_for_comments() -> None:
    """Finding them takes longer than reading the text."""

    def never() -> list[tuple[int, int]]:
        raise AssertionError

    text = f"a = '{KEY}' # a comment, and no key in it\n# another"

    assert list(find_in_comments(text, never)) == []
