"""A judge is made of its source, and of what this calls by name."""

from collections.abc import Mapping
from types import CodeType
from typing import Any

from lightmeter.escaping import escape
from lightmeter.judge import values
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.rewrite import set_member
from lightmeter.judge.verdict import Names, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.packs.program import Program

__all__ = ["HEADERS", "RUNTIME", "run_code", "run_source"]

HEADERS = "HEADERS"
"""By which name it calls the headers that a program knows."""

RUNTIME: Mapping[str, Any] = {
    "A": ABSENT,
    "Mapping": Mapping,
    "Names": Names,
    "Verdict": Verdict,
    "new": tuple.__new__,
    "exact_integer": values.exact_integer,
    "exact_number": values.exact_number,
    "is_sendable_member": values.is_sendable_member,
    "is_text": values.is_text,
    "is_uri": values.is_uri,
    "is_data_uri": values.is_data_uri,
    "is_hosted": values.is_hosted,
    "is_plain_url": values.is_plain_url,
    "is_plain_webhook": values.is_plain_webhook,
    "file_type": values.file_type,
    "webhook_problem": values.webhook_problem,
    "judge_headers": judge_headers,
    "set_member": set_member,
}
"""What generated text calls by name."""


def run_source(program: Program, source: str, constants: dict[str, Any], name: str) -> Any:
    """
    Compile the source of a judge, or of what only accepts, and give the function.

    Args:
        program: That it is of.
        source: Ours, and nothing that stands in a pack; see `judge.generate`.
        constants: Its globals.
        name: Of the function.
    """
    # The name is for tracebacks; it must hold no NUL, which a model's id may.
    code = compile(source, escape(f"<{program.pack}/{program.model}>"), "exec")
    return run_code(code, constants, name)


def run_code(code: CodeType, constants: dict[str, Any], name: str) -> Any:
    """
    Give the function that such a source defines.

    Args:
        code: The source, compiled.
        constants: Its globals.
        name: Of the function.

    Raises:
        KeyError: If it defines none of that name.
    """
    exec(code, constants)  # noqa: S102 - ours, see `run_source`
    return constants[name]
