"""What importing costs, and what the first verdict costs in a fresh process."""

from benchmarks.contest import run_command
from benchmarks.names import OURS
from benchmarks.peers.table import missing_row
from benchmarks.processes import Process, race_processes
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting

__all__ = ["measure"]

# What is imported to get to work, by distribution; `import lightmeter` alone would load nothing.
_IMPORTS = {
    OURS: "from lightmeter import Checker",
    "jsonschema": "from jsonschema import Draft202012Validator",
    "jsonschema-rs": "import jsonschema_rs",
    "fastjsonschema": "import fastjsonschema",
    "pydantic": "from pydantic import BaseModel",
    "msgspec": "import msgspec",
    "cattrs": "import cattrs",
    "genai-prices": "import genai_prices",
    "litellm": "import litellm",
}
_FIRST = """
from benchmarks.payloads import VALID
from benchmarks.peers.{module} import {function} as make
assert make().verdict(VALID)
"""
_MAKERS = {
    OURS: ("ours", "make"),
    "jsonschema": ("by_schema", "make_jsonschema"),
    "jsonschema-rs": ("by_schema", "make_jsonschema_rs"),
    "fastjsonschema": ("by_schema", "make_fastjsonschema"),
    "pydantic": ("by_pydantic", "make"),
    "msgspec": ("by_msgspec", "make"),
    "cattrs": ("by_cattrs", "make"),
}


def measure(setting: Setting) -> Measured:
    """Time fresh processes; a bare interpreter stands among them."""
    imports = {name: (f"{line}", line) for name, line in _IMPORTS.items()}
    firsts = {
        name: ("makes its validator; one verdict", _FIRST.format(module=module, function=function))
        for name, (module, function) in _MAKERS.items()
    }
    note = "Whole processes, the start of the interpreter included; bytecode is warm."
    return Measured(
        (
            Table("imports", "Import", note, _rows(setting, imports)),
            Table(
                "first-check",
                "Import, and the first verdict on MindVideo's body",
                f"{note} Who reads a schema or a pack reads it here; classes are made here.",
                _rows(setting, firsts),
            ),
        )
    )


def _rows(setting: Setting, programs: dict[str, tuple[str, str]]) -> tuple[Row, ...]:
    processes, absent = [], []
    for name, (does, program) in programs.items():
        why = setting.missing.why(name)
        command = setting.python("-c", program)
        if not why:
            try:
                run_command(command)
            except RuntimeError:
                why = "failed: it cannot be imported"
        if why:
            absent.append(missing_row(name, why))
        else:
            processes.append(Process(name, does, command))
    processes.append(Process("python", "a bare interpreter", setting.python("-c", "pass")))
    return (*race_processes(processes, setting.pick(2, 10)), *absent)
