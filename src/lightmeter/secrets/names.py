"""Names of headers, members and parameters that hold secrets, and of those that never do."""

from functools import lru_cache

from lightmeter.patterns import late

__all__ = ["carries_key", "is_harmless", "means_secret", "speaks_of_secret"]

# Headers whose whole purpose is to carry a key.
_CARRIERS = frozenset(
    (
        *("authorization", "proxy-authorization", "x-api-key", "api-key", "apikey"),
        *("x-goog-api-key", "xi-api-key"),
    )
)
# Random by design, and of use to nobody else. (A nonce of a web socket is sent once.)
_HARMLESS = late(
    r"""(?xi)
      (?:x-)?idempotency-key | (?:x-)?(?:request|correlation|trace|session-trace|client-trace)-id
    | traceparent | tracestate | baggage | sentry-trace | x-amzn-trace-id | x-cloud-trace-context
    | (?:x-)?b3(?:-.*)? | x-datadog-.* | x-vercel-id | cf-ray | x-amz-cf-id
    | etag | if-match | if-none-match | if-range | if-modified-since | if-unmodified-since
    | content-md5 | (?:x-.*-)?content-sha256 | sec-websocket-key
    | content-type | content-disposition | user-agent | accept(?:-.*)? | date | host | origin
    | .*(?:hash|checksum|digest|integrity|fingerprint).*
    | referer | (?:content-)?location | link | via | x-fal-object-lifecycle
    """
)
# Within any name; a cookie and a session are keys to whatever they were given out by.
_SECRET = late(r"(?i)token|secret|passw(?:or)?d|credential|signature|cookie|session|api-?key")
# Only as words of their own: an author has no auth, and a monkey no key.
_SECRET_WORDS = frozenset(("auth", "authentication", "authorization", "key", "jwt", "pwd", "sig"))
# What the other word of a key says of it that opens nothing.
_OPEN_WORDS = frozenset(
    (
        *("idempotency", "idempotent", "dedup", "deduplication", "cache", "surrogate", "partition"),
        *("routing", "shard", "sort", "primary", "foreign", "public", "object", "message", "event"),
        *("type", "name", "consent", "expires", "expiry", "ttl", "count", "length"),
    )
)
_WORDS = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
# Members of payloads and parameters of URLs, as they are compared: these are their whole names.
_MEMBERS = frozenset(
    (
        *("apikey", "xapikey", "authorization", "auth", "authtoken", "accesstoken", "accesskey"),
        *("bearer", "bearertoken", "token", "apitoken", "apisecret", "secret", "secretkey"),
        *("clientsecret", "password", "passwd", "credential", "credentials", "privatekey"),
        *("webhooksecret", "signingsecret"),
    )
)
_SEPARATORS = str.maketrans("", "", "-_ ")
# Names come back with every request; longer ones are nobody's, and are not kept.
_LONGEST_KEPT = 60


def carries_key(header: str) -> bool:
    """Whether a header is there for keys alone."""
    return header.lower() in _CARRIERS


def is_harmless(header: str) -> bool:
    """Whether a header is known to be random, or long, and never secret."""
    return (
        _is_harmless(header) if len(header) <= _LONGEST_KEPT else _is_harmless.__wrapped__(header)
    )


@lru_cache(maxsize=512)
def _is_harmless(header: str) -> bool:
    return _HARMLESS.fullmatch(header) is not None


def speaks_of_secret(header: str) -> bool:
    """Whether the name of a header speaks of something secret."""
    words = {word.lower() for word in _WORDS.findall(header)}
    if words & _OPEN_WORDS:
        return False
    return bool(words & _SECRET_WORDS) or _SECRET.search(header) is not None


def means_secret(member: str) -> bool:
    """Whether a member of a payload, or a parameter, is by its name a secret."""
    return (
        _means_secret(member) if len(member) <= _LONGEST_KEPT else _means_secret.__wrapped__(member)
    )


@lru_cache(maxsize=2048)
def _means_secret(member: str) -> bool:
    name = member.lower().translate(_SEPARATORS)
    return name in _MEMBERS or name.endswith("apikey")
