"""How many instructions the interpreter carries out: the same number on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

__all__ = ["count_instructions"]


def count_instructions(call: Callable[[], object]) -> int:
    """
    Count the bytecode instructions of a call, of everything that it calls in Python included.

    What is written in C counts as one instruction, however long it takes. The call is made twice
    before, so that what is kept after a first call is not counted.
    """
    call()
    call()
    if sys.version_info >= (3, 12):
        count = _monitored(call)
    else:
        count = _traced(call)
    return count


def _traced(call: Callable[[], object]) -> int:
    count = 0

    def local(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
        return local

    def begin(frame: FrameType, _: str, __: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return local

    before = sys.gettrace()
    sys.settrace(begin)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def _monitored(call: Callable[[], object]) -> int:
    # Since 3.12 tracing is built on this, and an instruction at a time it is slow and was faulty.
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    count = 0

    def step(*_: Any) -> None:
        nonlocal count
        count += 1

    tool = next(number for number in range(6) if monitoring.get_tool(number) is None)
    monitoring.use_tool_id(tool, "lightmeter tests")
    monitoring.register_callback(tool, monitoring.events.INSTRUCTION, step)
    monitoring.set_events(tool, monitoring.events.INSTRUCTION)
    try:
        call()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, monitoring.events.INSTRUCTION, None)
        monitoring.free_tool_id(tool)
    return count
