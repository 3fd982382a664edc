"""Validators that read JSON Schema."""

from typing import Any

from benchmarks.payloads import body_schema
from benchmarks.peers.validator import Validator

__all__ = [
    "make_fastjsonschema",
    "make_fastjsonschema_all",
    "make_jsonschema",
    "make_jsonschema_rs",
]


def make_jsonschema() -> Validator:
    """Make one of jsonschema, which walks the schema."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(body_schema())

    def faults(body: Any) -> list[Any]:
        return list(validator.iter_errors(body))

    def words(body: Any) -> list[str]:
        return [it.message for it in validator.iter_errors(body)]

    return Validator(
        "verdict; faults with path, value and keyword", validator.is_valid, faults, words
    )


def make_jsonschema_rs() -> Validator:
    """Make one of jsonschema-rs, which is written in Rust."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft202012Validator(body_schema())

    def faults(body: Any) -> list[Any]:
        return list(validator.iter_errors(body))

    def words(body: Any) -> list[str]:
        return [it.message for it in validator.iter_errors(body)]

    return Validator(
        "verdict, in Rust; faults with path and value", validator.is_valid, faults, words
    )


def make_fastjsonschema() -> Validator:
    """Make one of fastjsonschema, which generates Python, as it comes: it stops at one fault."""
    return _fastjsonschema("verdict; the first fault alone", fast_fail=True)


def make_fastjsonschema_all() -> Validator:
    """Make one that goes on to the last fault."""
    return _fastjsonschema("verdict; faults with path, value and rule", fast_fail=False)


def _fastjsonschema(does: str, *, fast_fail: bool) -> Validator:
    import fastjsonschema

    validate = fastjsonschema.compile(body_schema(), use_default=False, fast_fail=fast_fail)
    single = fastjsonschema.JsonSchemaValueException
    # Older ones know the first fault alone.
    several = getattr(fastjsonschema, "JsonSchemaValuesException", single)

    def verdict(body: Any) -> bool:
        try:
            validate(body)
        except (single, several):
            return False
        return True

    def faults(body: Any) -> list[Any]:
        try:
            validate(body)
        except several as error:
            return list(getattr(error, "errors", [error]))
        except single as error:
            return [error]
        return []

    def words(body: Any) -> list[str]:
        return [it.message for it in faults(body)]

    return Validator(does, verdict, faults, words)
