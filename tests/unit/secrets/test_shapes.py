"""What looks like a key, and the much longer list of what does not."""

import pytest

from lightmeter.secrets.shapes import find_shapes, find_tokens, has_shape, is_made_up

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
    "xai-" + "aB3_" * 20,
    "sk_" + "0f" * 24,
    f"Key 550e8400-e29b-41d4-a716-446655440000:{'0f' * 16}",
    f"FAL_KEY=550e8400-e29b-41d4-a716-446655440000:{'0f' * 16}",
)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[:10])
@pytest.mark.parametrize(
    "text", ("{}", "key={}", "https://example.com/?k={}", '"{}"', "see {} there", "\n{}\n")
)
def test_a_key_is_found_wherever_it_stands(key: str, text: str) -> None:
    written = text.format(key)

    ((start, end),) = find_shapes(written)
    assert start == written.index(key)
    assert key[:16] in written[start:end]


def test_a_key_is_found_behind_a_letter_of_another_script() -> None:
    assert list(find_shapes("密钥sk-abcdefghij0123456789")) == [(2, 25)]


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
        # Of fal a key's two parts, without what they are for.
        f"550e8400-e29b-41d4-a716-446655440000:{'0f' * 16}",
        "xai-" + "a" * 79,
        "sk_" + "0f" * 20,
        "",
    ),
    ids=lambda text: text[:20],
)
def test_what_is_no_key_is_not_taken_for_one(text: str) -> None:
    assert list(find_shapes(text)) == []


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
    assert list(find_shapes(text)) == []


def test_a_presigned_url_holds_a_name_and_no_key() -> None:
    """The access key id in such a URL is meant to be seen; the secret key never is."""
    url = (
        "https://bucket.s3.amazonaws.com/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=AKIA0123456789ABCDEF%2F20261121%2Fus-east-1%2Fs3%2Faws4_request"
    )

    assert list(find_shapes(url)) == []


def test_a_private_key_is_found_with_what_follows_it() -> None:
    """Of a text that is cut off there is no more than a part of it."""
    text = 'a = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ", b'

    ((start, end),) = find_shapes(text)
    assert text[start:end] == text[5 : text.index('", b')]


TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3OH0.dozjgNryP4J3jVmNHl0w5N_XgL0n"  # noqa: S105


@pytest.mark.parametrize("text", ("{}", "sid={}; theme=dark", '"{}"'))
def test_a_signed_token_is_found(text: str) -> None:
    written = text.format(TOKEN)

    ((start, end),) = find_tokens(written)
    assert written[start:end] == TOKEN


@pytest.mark.parametrize("text", ("eyJhbGciOiJIUzI1NiJ9", TOKEN[:-30], f"x{TOKEN}", "eyJ.eyJ.x"))
def test_a_part_of_a_token_is_none(text: str) -> None:
    assert list(find_tokens(text)) == []


@pytest.mark.parametrize(
    "text",
    ("sk-" * 300_000, "Bearer " * 200_000, "Key " * 200_000, "-eyJ" * 200_000, "eyJ." * 200_000),
    ids=lambda text: text[:8],
)
def test_a_long_text_is_read_once(text: str) -> None:
    """Where time grew with the square of the length, this would not end."""
    assert [*find_shapes(text), *find_tokens(text)] == []


def test_what_is_made_up_has_a_shape_all_the_same() -> None:
    assert has_shape("sk-xxxxxxxxxxxxxxxxxxxxxxxx")
    assert is_made_up("sk-xxxxxxxxxxxxxxxxxxxxxxxx")
    assert not has_shape("sk-short")
    assert not is_made_up("sk-abcdefghij0123456789")
