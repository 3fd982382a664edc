"""What chance writes, and what people do."""

from base64 import b64encode, urlsafe_b64encode
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from uuid import UUID

import pytest

from lightmeter.secrets.chance import SHORTEST, find_very_random, is_random

HARMLESS = (
    # Times.
    "2026-11-21T10:00:00Z",
    "20261121T101500Z-20261122T101500Z",
    "Sat, 21 Nov 2026 10:15:00 GMT",
    # Programs, versions, types.
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)",
    "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.61",
    "lightmeter/0.4.0 python-httpx/0.27.2 (linux; x86_64; CPython 3.13.0)",
    "1.2.3-beta.4+build.5678",
    "v2.1.0-rc.1-hotfix.20261121.1530",
    "x86_64-unknown-linux-gnu",
    "application/vnd.api+json; charset=utf-8; profile=full",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp",
    "en-GB,en;q=0.9,de;q=0.8,fr;q=0.7",
    "gzip, deflate, br, zstd",
    "no-cache, no-store, must-revalidate",
    "max-age=31536000; includeSubDomains; preload",
    "wait=60, respond-async, handling=lenient",
    "rate=100;window=60;burst=20;policy=sliding",
    # Addresses.
    "https://hooks.example.com/vidgo/done?campaign=spring-2026",
    "https://example.com/very/long/path/to/some/resource/with/many/parts/index.html",
    "someone.with.a.long.name@example-company.com",
    "projects/my-project-123/locations/us-central1/keyRings/main/cryptoKeys/images",
    "arn:aws:iam::123456789012:role/ImageGenerationRole",
    "urn:ietf:params:oauth:token-type:access_token",
    "us-east-1a,us-east-1b,us-west-2c,eu-central-1a",
    # Names.
    "spring-campaign-2026-europe-west-take-02",
    "customers-2026-europe-west",
    "campaign2026take02version3final",
    "batch-0001/shot-0042/take-0003/frame-0120",
    "IMG_20261121_101500_HDR_PORTRAIT_01.jpg",
    "seedream-5.0-lite-edit-preview-2026-04",
    "GPTImage2HighQualitySquare1024",
    "DoubaoSeedream50LiteEditPreview20260428",
    "ProductCatalogueImport20261121Part03Final",
    "SessionTokenForTheWebApplication",
    "analytics=true; marketing=false; preferences=essential",
    "attribution-reporting=(self), camera=(), microphone=()",
    # Sentences and numbers.
    "a quick brown fox jumps over the lazy dog 42 times",
    "The quarterly review of 2026Q3 numbers",
    "犬が庭で遊んでいる、朝の光の中で、とても静かに",
    "12345678901234567890123456789012",
    "00000000-0000-0000-0000-000000000000",
    "aaaaaaaaaaaaaaaaaaaaaaaa1111111111111111",
    "=" * 40,
    "",
)


@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: text[:20])
def test_what_people_write_is_not_random(text: str) -> None:
    assert len(HARMLESS) >= 40
    assert not is_random(text)
    assert list(find_very_random(text)) == []


def draw(alphabet: str, length: int, number: int) -> str:
    return "".join(Random(f"{alphabet} {length} {number}").choices(alphabet, k=length))  # noqa: S311


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize(
    ("alphabet", "least"),
    (
        ("0123456789abcdef", 0.95),
        ("0123456789ABCDEF", 0.95),
        (ascii_lowercase + digits, 0.85),
        (ascii_uppercase + digits, 0.85),
        (ascii_letters + digits, 0.98),
    ),
)
@pytest.mark.parametrize("length", (20, 32, 64))
def test_nearly_all_that_chance_writes_is_random(alphabet: str, least: float, length: int) -> None:
    texts = [draw(alphabet, length, number) for number in range(500)]

    assert share([is_random(text) for text in texts]) >= least


def test_keys_in_base64_and_uuids_are_random() -> None:
    """A sign that is no letter may cut such a key to pieces; UUIDs are known by their groups."""
    drawn = [Random(number).randbytes(32) for number in range(500)]  # noqa: S311

    assert share([is_random(b64encode(it).decode()) for it in drawn]) > 0.9
    assert share([is_random(urlsafe_b64encode(it).decode()) for it in drawn]) > 0.9
    assert share([is_random(str(UUID(bytes=it[:16]))) for it in drawn]) > 0.98


def test_what_is_short_is_not_random() -> None:
    text = draw(ascii_letters + digits, SHORTEST, 0)

    assert is_random(text)
    assert not is_random(text[1:])


@pytest.mark.parametrize("length", (32, 43, 64))
def test_what_is_long_and_mixed_speaks_for_itself(length: int) -> None:
    texts = [draw(ascii_letters + digits + "-_", length, number) for number in range(500)]

    assert share([list(find_very_random(f"({it})")) == [(1, length + 1)] for it in texts]) > 0.9


@pytest.mark.parametrize(
    "text",
    (
        "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "550e8400-e29b-41d4-a716-446655440000",
        "01HV8Z5Y3K6Q9W7X2M4N1P0R5T",
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        draw(ascii_letters + digits, 31, 1),
    ),
)
def test_digests_and_names_do_not(text: str) -> None:
    assert list(find_very_random(text)) == []


@pytest.mark.parametrize("text", ("aB3" * 500_000, "a-" * 500_000, "a" * 1_000_000))
def test_a_long_text_is_read_once(text: str) -> None:
    assert is_random(text) in (True, False)
    assert all(start < end for start, end in find_very_random(text))
