import pytest

from lightmeter.secrets.names import carries_key, is_harmless, means_secret, speaks_of_secret


@pytest.mark.parametrize(
    "header",
    ("Authorization", "authorization", "X-API-Key", "api-key", "apikey", "x-goog-api-key"),
)
def test_a_header_for_keys_alone(header: str) -> None:
    assert carries_key(header)
    assert speaks_of_secret(header)


@pytest.mark.parametrize(
    "header",
    (
        *("X-Auth-Token", "X-CSRF-Token", "Cookie", "Set-Cookie", "X-Session", "X-Session-Id"),
        *("X-Client-Secret", "X-Password", "Proxy-Credential", "X-Hub-Signature-256", "X-Auth"),
        *("X-Key", "Ocp-Apim-Subscription-Key", "appKey", "x-jwt", "accesstoken", "X-Pwd"),
    ),
)
def test_a_name_that_speaks_of_a_secret(header: str) -> None:
    assert speaks_of_secret(header)
    assert not carries_key(header)
    assert not is_harmless(header)


@pytest.mark.parametrize(
    "header",
    (
        *("Idempotency-Key", "X-Idempotency-Key", "Cache-Key", "X-Surrogate-Key", "Partition-Key"),
        *("X-Routing-Key", "X-Public-Key", "X-Cookie-Consent", "X-Token-Type", "X-Session-Name"),
        *("X-Token-Count", "X-Author", "X-Monkey", "X-Keyboard", "X-Design", "Content-Type"),
    ),
)
def test_a_name_that_does_not(header: str) -> None:
    assert not speaks_of_secret(header)


@pytest.mark.parametrize(
    "header",
    (
        *("Idempotency-Key", "X-Request-Id", "x-correlation-id", "traceparent", "tracestate"),
        *("X-Trace-Id", "X-Amzn-Trace-Id", "baggage", "ETag", "If-Match", "If-None-Match"),
        *("Content-MD5", "Digest", "X-B3-TraceId", "b3", "sentry-trace", "Content-Type"),
        *("User-Agent", "Accept", "Accept-Language", "Date", "X-Amz-Content-Sha256"),
        *("Sec-WebSocket-Key", "X-Content-Hash", "X-Checksum-Crc32", "Referer", "X-Datadog-Origin"),
    ),
)
def test_what_is_random_and_never_secret(header: str) -> None:
    assert is_harmless(header)


@pytest.mark.parametrize("header", ("X-Request-Id-Token", "Cookie", "X-Foo", "Date-Key", ""))
def test_no_more_than_that_is_harmless(header: str) -> None:
    assert not is_harmless(header)


@pytest.mark.parametrize(
    "member",
    (
        *("api_key", "apiKey", "API-KEY", "openai_api_key", "token", "access_token", "accessToken"),
        *("authorization", "secret", "client_secret", "password", "auth"),
    ),
)
def test_a_member_that_is_a_secret_by_its_name(member: str) -> None:
    assert means_secret(member)


@pytest.mark.parametrize(
    "member",
    (
        *("max_tokens", "tokens", "token_count", "key", "prompt", "seed", "keyframe", "page_token"),
        *("X-Amz-Security-Token", "X-Amz-Signature", "secretary", "id"),
    ),
)
def test_a_member_that_is_none(member: str) -> None:
    assert not means_secret(member)
