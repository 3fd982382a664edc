"""What looks like a key, and the much longer list of what does not."""

import pytest

from lightmeter.secrets import find_in_text, find_secrets, is_placeholder

# No key here is anybody's; each has the shape of one.
KEYS = (
    "mv_live_abcdefghijkl",
    "mv_test_ABCDEFGHIJKL0123",
    "sk-abcdefghij0123456789",
    "sk-proj-abcdefghij0123456789_-AB",
    "sk-ant-api03-abcdefghij0123456789",
    "sk-or-v1-" + "0a" * 32,
    "AIza" + "Sy0123456789_-abcdefghijklmnopqrstu",
    "r8_" + "a0" * 18,
    "key_" + "0f" * 64,
    "AKIA0123456789ABCDEF",
    *(f"gh{kind}_" + "a0" * 18 for kind in "pousr"),
    "hf_" + "aB" * 17,
    *(f"xox{kind}-0123456789-abcdefghijkl" for kind in "abp"),
    "Bearer abcdefghij012345",
    "Bearer  aGVsbG8gd29ybGQ.abc-_~+/==",
    "Basic dXNlcjpwYXNzd29yZA==",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE",
)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[:10])
@pytest.mark.parametrize(
    "text", ("{}", "key={}", "https://example.com/?k={}", '"{}"', "see {} there", "\n{}\n")
)
def test_a_key_is_found_wherever_it_stands(key: str, text: str) -> None:
    value = {"input": {"prompt": text.format(key)}}

    assert list(find_secrets(value, None)) == [("input", "prompt")]


def test_a_key_is_found_behind_a_letter_of_another_script() -> None:
    prompt = "密钥sk-abcdefghij0123456789"

    assert list(find_secrets({"input": {"prompt": prompt}}, None)) == [("input", "prompt")]


def test_every_place_of_a_request_is_searched() -> None:
    key = KEYS[2]
    value = {
        "model": key,
        "input": {"urls": ["a", key, {"x": [key]}], "n": 5, "none": None},
        "headers": {"X-Other": key},
        "id": key,
    }

    assert set(find_secrets(value, {"X-Other": key})) == {
        ("model",),
        ("input", "urls", 1),
        ("input", "urls", 2, "x", 0),
        ("headers", "X-Other"),
        ("id",),
    }


def test_deep_data_are_searched_without_recursion() -> None:
    value: object = KEYS[0]
    for _ in range(5000):
        value = [value]

    assert list(find_secrets(value, None)) == [(0,) * 5000]


@pytest.mark.parametrize(
    "text",
    (
        # Prompts.
        "A silver espresso machine on white",
        "a risk-averse-and-very-careful-investor-at-his-desk",
        "task-abcdefghijklmnopqrstuvwxyz, disk-0123456789abcdefghijkl",
        "the Bearer of the ring, and of bad news",
        "Basic shapes: circle, square; Basic black",
        "Bearer ring, close up",
        "a key_ on a keyring, key_12ab",
        "-----BEGIN CERTIFICATE-----",
        "the AKIA logo, an AIza sign, hf_ radio, r8_ sports car",
        "sk-8 skateboard",
        "犬" * 4000,
        # Names, hashes, addresses.
        "550e8400-e29b-41d4-a716-446655440000",
        "d41d8cd98f00b204e9800998ecf8427e",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "01HV8Z5Y3K6Q9W7X2M4N1P0R5T",
        "https://example.com/a.png",
        "https://example.com/mask-2026-very-long-file-name-for-a-picture.png",
        "https://cdn.example.com/tasks/disk-image-0123456789abcdef.png?w=1&h=2#top",
        "https://example.com/550e8400-e29b-41d4-a716-446655440000/original.jpeg",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "seedream-5.0-lite-edit",
        "gpt-image-2",
        # Placeholders.
        "Bearer YOUR_API_KEY_GOES_HERE",
        "sk-your-key-goes-here-please",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "mv_live_xxxxxxxxxxxxxxxx",
        "Bearer example-token-0123456789",
        "AKIAIOSFODNN7EXAMPLE",
        "Bearer ${VIDGO_API_KEY}",
        "Bearer $VIDGO_API_KEY",
        "sk-...",
        "",
    ),
    ids=lambda text: text[:20],
)
def test_what_is_no_key_is_not_taken_for_one(text: str) -> None:
    assert list(find_secrets({"input": {"prompt": text}}, None)) == []


@pytest.mark.parametrize(
    "text",
    (
        "Basic characterization sheet of a knight",
        "Ring Bearer hyper-photorealistic portrait",
        "Standard Bearer black-and-white-etching",
        "https://example.com/sk-bratislava-old-town-at-night.jpg",
        "https://cdn.example.com/sk-SK/sk-letna-kolekcia-2026-uvod.png",
    ),
    ids=lambda text: text[:20],
)
def test_words_with_hyphens_are_no_keys(text: str) -> None:
    """A false error on a valid prompt or URL costs more than a missed key."""
    assert list(find_secrets({"input": {"prompt": text}}, None)) == []


def test_a_presigned_url_holds_a_name_and_no_key() -> None:
    """The access key id in such a URL is meant to be seen; the secret key never is."""
    url = (
        "https://bucket.s3.amazonaws.com/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=AKIA0123456789ABCDEF%2F20261121%2Fus-east-1%2Fs3%2Faws4_request"
    )

    assert list(find_secrets({"input": {"image_urls": [url]}}, None)) == []


# Headers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ("Authorization", "authorization", "X-API-Key", "api-key", "apikey", "x-goog-api-key")
)
@pytest.mark.parametrize("text", ("Bearer abc", "hunter2", "12345", "a b c", KEYS[0], "sk-a"))
def test_whatever_stands_in_a_keys_own_header_is_a_key(name: str, text: str) -> None:
    """However short: nobody writes anything else there."""
    headers = {name: text}

    assert list(find_secrets({"headers": headers}, headers)) == [("headers", name)]


@pytest.mark.parametrize(
    "text",
    (
        *("${KEY}", "Bearer ${KEY}", "$KEY", "Bearer $VIDGO_API_KEY", "bearer {{ key }}"),
        *("{{key}}", "<key>", "Bearer <your token>", "{key}", "%KEY%", "$(pass show vidgo)"),
        *("env:VIDGO_API_KEY", "env.KEY", "sk-${KEY}", "YOUR_API_KEY", "Bearer YOUR KEY HERE"),
        *("VIDGO_API_KEY", "your-token", "xxxx", "Bearer xxxxxxxx", "mv_live_xxx", "...", "***"),
        *("redacted", "Bearer [REDACTED]", "changeme", "placeholder", "key", "token", ""),
        *("…", "•••••"),
    ),
)
def test_a_variable_or_a_placeholder_is_fine(text: str) -> None:
    headers = {"Authorization": text}

    assert is_placeholder(text)
    assert list(find_secrets({"headers": headers}, headers)) == []


def test_a_scheme_without_a_key_is_no_key() -> None:
    headers = {"Authorization": "Bearer "}

    assert list(find_secrets({"headers": headers}, headers)) == []


@pytest.mark.parametrize(
    "text", ("sk-${X}abcdefghij0123456789", "abcdefghij0123456789{x}", "Bearer abcdefghij012345 $A")
)
def test_a_variable_does_not_hide_a_key_beside_it(text: str) -> None:
    headers = {"Authorization": text}

    assert list(find_secrets({"headers": headers}, headers)) == [("headers", "Authorization")]


@pytest.mark.parametrize("text", ("<sk-abcdefghij0123456789>", "{sk-abcdefghij0123456789}"))
def test_brackets_around_a_key_do_not_hide_it(text: str) -> None:
    headers = {"Authorization": text}

    assert list(find_secrets({"headers": headers}, headers)) == [("headers", "Authorization")]


@pytest.mark.parametrize("value", (None, 5, True, ["Bearer abcdefghij012345"], {"a": "b"}))
def test_a_header_that_is_no_text_is_left_to_its_type(value: object) -> None:
    found = list(find_secrets({}, {"Authorization": value}))

    assert found == []


@pytest.mark.parametrize(
    "text",
    ("sk-" * 300_000, "Bearer " * 200_000, "<" * 500_000, "a" * 1_000_000, "x " * 500_000),
    ids=lambda text: text[:8],
)
def test_a_long_text_takes_no_time(text: str) -> None:
    """Where time grew with the square of the length, this would not end."""
    found = find_secrets({"input": {"prompt": text}, "headers": {"A": text}}, {"A": text})

    assert list(found) == []


@pytest.mark.parametrize("text", ("{", "${", "$(", "{{"))
def test_a_header_of_opening_brackets_takes_no_time(text: str) -> None:
    """A document may have 64 MiB."""
    assert not is_placeholder(text * (500_000 // len(text)))


# Texts that are no document -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    (
        ('{"prompt": "sk-abcdefghij0123456789"', '{"prompt": "…"'),
        ('headers = { Authorization = "Bearer a1b2c3" ]', 'headers = { Authorization = "…" ]'),
        ("{'X-Api-Key': 'hunter22', oops", "{'X-Api-Key': '…', oops"),
        ("apikey=hunter22", "apikey=…"),
        ("authorization: hunter22\nnext", "authorization: …\nnext"),
        ('{"Authorization": "${API_KEY}", oops', '{"Authorization": "${API_KEY}", oops'),
        ('{"Authorization": "YOUR_API_KEY", oops', '{"Authorization": "YOUR_API_KEY", oops'),
        ('{"prompt": "a risk-averse-and-very-careful-man"', None),
        ("", None),
    ),
)
def test_a_broken_text_gives_no_key_away(text: str, shown: str | None) -> None:
    veiled = text
    for start, end in sorted(find_in_text(text), reverse=True):
        veiled = veiled[:start] + "…" + veiled[end:]

    assert veiled == (text if shown is None else shown)


@pytest.mark.parametrize(
    "text",
    ("authorization=" + " " * 40_000 + "x", "apikey='" * 40_000, "api-key: " + "x" * 400_000),
    ids=lambda text: text[:8],
)
def test_a_long_broken_text_takes_no_time(text: str) -> None:
    assert all(start < end <= len(text) for start, end in find_in_text(text))
