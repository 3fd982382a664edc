"""Those who validate mean the same, and who does not is told."""

from importlib.util import find_spec

import pytest

from benchmarks.names import OURS
from benchmarks.payloads import ONE_FAULT, SIX_FAULTS, VALID
from benchmarks.peers import by_cattrs, by_schema, ours
from benchmarks.peers.validator import Validator
from benchmarks.shapes.validation import disagreements


def by_pydantic() -> Validator:
    from benchmarks.peers import by_pydantic  # noqa: PLC0415 - it may not be there

    return by_pydantic.make()


PEERS = {
    "jsonschema": by_schema.make_jsonschema,
    "jsonschema_rs": by_schema.make_jsonschema_rs,
    "cattrs": by_cattrs.make,
    "pydantic": by_pydantic,
}


@pytest.mark.parametrize("name", PEERS)
def test_peers_agree_with_lightmeter(name: str) -> None:
    if find_spec(name) is None:
        pytest.skip(f"{name} is not installed here; the benchmarks have it")

    assert disagreements({OURS: ours.make(), name: PEERS[name]()}) == ()


def test_lightmeter_reports_every_fault() -> None:
    made = ours.make()
    assert made.faults is not None

    assert [made.verdict(it) for it in (VALID, ONE_FAULT, SIX_FAULTS)] == [True, False, False]
    assert [len(made.faults(it)) for it in (VALID, ONE_FAULT, SIX_FAULTS)] == [0, 1, 6]


def test_who_accepts_everything_is_told() -> None:
    blind = Validator("nothing", lambda _: True, None, lambda _: ())

    said = disagreements({OURS: ours.make(), "blind": blind})

    assert len(said) > 30
    assert said[0].startswith("blind accepts what lightmeter refuses: {'prompt': 'A golden")


def test_who_falls_over_is_told() -> None:
    def fall(_: object) -> bool:
        raise ZeroDivisionError

    said = disagreements({OURS: ours.make(), "weak": Validator("", fall, None, lambda _: ())})

    assert said[0].startswith(
        "weak fails (ZeroDivisionError) at what lightmeter accepts: {'prompt'"
    )
