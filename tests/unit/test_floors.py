"""The house has floors, and a module imports from lower ones only."""

import ast
from pathlib import Path

import lightmeter

ROOT = Path(lightmeter.__file__).parent

# From the roof down; neighbours on one floor do not know each other, except inside a package.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("report", "quick", "audit", "guard"),
    ("verify",),
    ("checker",),
    ("together", "reconcile"),
    ("run", "difference"),
    ("stream",),
    ("reader",),
    ("silence", "budget", "fix"),
    ("route", "batch", "notices", "freshness"),
    ("advice",),
    ("batch_report",),
    ("suppressed",),
    ("report_list",),
    ("result",),
    ("tally",),
    ("estimate", "locate"),
    ("judge",),
    ("rule_names",),
    ("packs", "settings"),
    ("toml_file", "inputs"),
    ("language", "document", "request", "entries", "secrets", "money"),
    ("dates", "envelope", "globs", "rule_texts"),
    ("diagnostic", "structure"),
    ("place", "errors", "file_names", "misfit", "spool", "version"),
    ("escaping", "data_methods", "patterns"),
)
LEVEL = {name: number for number, names in enumerate(FLOORS) for name in names}


def _room(module: str) -> str:
    """The first part of a module's name below the package."""
    return module.removeprefix("lightmeter.").partition(".")[0]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lightmeter"):
            if node.module == "lightmeter":
                found |= {f"lightmeter.{alias.name}" for alias in node.names}
            else:
                found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("lightmeter.")}
    return found


def test_every_import_goes_down() -> None:
    modules = sorted(ROOT.rglob("*.py"))
    upward = []
    for path in modules:
        relative = path.relative_to(ROOT).with_suffix("")
        room = relative.parts[0]
        if room == "__init__":
            continue
        for target in _imports(path):
            other = _room(target)
            if other != room and LEVEL[room] >= LEVEL[other]:
                upward.append(f"{'.'.join(relative.parts)} imports {target}")

    assert len(modules) > 40
    assert upward == []
