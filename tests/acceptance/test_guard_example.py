"""The example of a guard around a submit call, against a server on this machine."""

import json
import threading
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import attrs
import pytest

from lightmeter import Amount, Guard, RefusedError

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "guard" / "submit.py"
PAYLOAD = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}


@attrs.define
class Provider:
    """
    Stands in for a provider.

    Attributes:
        url: To submit to.
        status: That it answers with.
        answer: That it gives.
        received: What was sent, in order.
    """

    url: str
    status: int = 200
    answer: dict[str, Any] = attrs.field(factory=lambda: {"task_id": "t"})
    received: list[tuple[dict[str, Any], str]] = attrs.field(factory=list)


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A server that keeps what it was sent."""
    here = Provider("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.received.append((body, self.headers["Idempotency-Key"]))
            data = json.dumps(here.answer).encode()
            self.send_response(here.status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_address[1]}/tasks"
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


def submitter(guard: Guard, url: str) -> Any:
    spec = spec_from_file_location("submit", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Submitter(guard, provider="mindvideo", url=url, key="${MINDVIDEO_KEY}")


def test_what_passes_is_sent_completed(provider: Provider) -> None:
    guard = Guard(run="1 USD")

    answer = submitter(guard, provider.url).submit(PAYLOAD, idempotency_key="hero-1")
    assert answer == {"task_id": "t"}
    ((body, key),) = provider.received
    assert body["input"]["resolution"] == "2k"
    assert key == "hero-1"
    assert guard.left() == Amount(Decimal("0.9685"), "USD")


def test_what_is_refused_is_never_sent(provider: Provider) -> None:
    submit = submitter(Guard(request="0.03 USD"), provider.url).submit

    for payload in (PAYLOAD, {**PAYLOAD, "input": {"prompt": ""}}):
        with pytest.raises(RefusedError):
            submit(payload, idempotency_key="hero-1")
    assert provider.received == []


def test_what_was_charged_is_counted_exactly(provider: Provider) -> None:
    """The answer is read without floats: three times 0.1 is 0.3."""
    provider.answer = {"task_id": "t", "status": "succeeded", "cost_actual": 0.1}
    guard = Guard(run="1 USD")
    for number in range(3):
        submitter(guard, provider.url).submit(PAYLOAD, idempotency_key=f"hero-{number}")

    assert [it.minimum for it in guard.spent] == [Decimal("0.3")]


@pytest.mark.parametrize(
    "answer",
    (
        {"status": "queued", "cost_estimate": 0.0315, "cost_actual": 0},
        {"status": "queued", "cost_actual": 0.02},
        {"status": "succeeded", "cost_actual": -0.0315},
        {"status": "succeeded", "cost_actual": True},
        {"status": "succeeded", "cost_actual": "0.02"},
        {"status": "failed"},
    ),
)
def test_what_says_nothing_of_a_charge_leaves_the_estimate(
    provider: Provider, answer: dict[str, Any]
) -> None:
    """A task that is queued has cost nothing yet, and will."""
    provider.answer = answer
    guard = Guard(run="0.05 USD")
    submit = submitter(guard, provider.url).submit
    submit(PAYLOAD, idempotency_key="hero-1")

    assert guard.left() == Amount(Decimal("0.0185"), "USD")
    with pytest.raises(RefusedError):
        submit(PAYLOAD, idempotency_key="hero-2")


@pytest.mark.parametrize(("status", "left"), ((400, "1"), (500, "0.9685")))
def test_only_what_is_known_not_to_be_charged_is_taken_back(
    provider: Provider, status: int, left: str
) -> None:
    provider.status = status
    guard = Guard(run="1 USD")

    with pytest.raises(urllib.error.HTTPError) as caught:
        submitter(guard, provider.url).submit(PAYLOAD, idempotency_key="hero-1")
    caught.value.close()
    assert guard.left() == Amount(Decimal(left), "USD")


def test_workers_share_one_limit(provider: Provider) -> None:
    """At 0.0315 dollars each, 9 images cost 0.2835 and 10 cost 0.315."""
    worker = submitter(Guard(run="0.3 USD"), provider.url)

    def work(number: int) -> bool:
        try:
            worker.submit(PAYLOAD, idempotency_key=f"hero-{number}")
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(30))) == 9
    assert len(provider.received) == 9
