"""
What the tool itself makes: reports of examples, pages of packs and settings, parts of the README.

`python tests/acceptance/documents.py` writes it all anew; read the difference before you commit it.
The tests hold the documents against what the tool says now.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.cli.packs_docs import write_pages
from lightmeter.document.toml_text import write_toml
from lightmeter.packs.index import INDEX_NAME
from lightmeter.packs.load import Shelf
from lightmeter.packs.shipped_index import write_shipped_index
from lightmeter.settings.key import Joining, Key
from lightmeter.settings.keys import JOINED, KEYS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
README = ROOT / "README.md"
PAGES = ROOT / "docs" / "rules"
INDEX = ROOT / "rules" / INDEX_NAME
SETTINGS = ROOT / "docs" / "settings.md"
COST = ROOT / "docs" / "cost.md"
SUFFIXES = (".toml", ".json", ".jsonl")


def example_files() -> list[Path]:
    """The request files among the examples, with those that stand beside a pack."""
    own = (path for path in EXAMPLES.iterdir() if path.suffix in SUFFIXES)
    return sorted([*own, *(pack.with_suffix(".json") for pack in example_packs())])


def example_packs() -> list[Path]:
    """The packs among the examples."""
    return sorted((EXAMPLES / "packs").glob("*.toml"))


def options_of(example: Path) -> list[str]:
    """What an example is checked with, and where it lies: the arguments of `lightmeter check`."""
    pack = example.with_suffix(".toml")
    named = [path.relative_to(ROOT).as_posix() for path in (pack, example)]
    return ["--pack", *named] if pack in example_packs() else named[1:]


def report_file(example: Path) -> Path:
    """Where an example's report stands."""
    return example.with_suffix(".txt")


def report_of(example: Path) -> str:
    """What `lightmeter check` says of an example, called from the project's folder."""
    return CliRunner().invoke(main, ["check", *options_of(example)]).stdout


def reconciled() -> dict[Path, list[str]]:
    """Reports of charges among the examples: the arguments of `lightmeter reconcile` for each."""
    charges, answers = EXAMPLES / "reconcile/charges.csv", EXAMPLES / "reconcile/answers.jsonl"
    return {
        charges.with_suffix(".txt"): [
            "examples/shots.toml",
            *("--charges", charges.relative_to(ROOT).as_posix()),
        ],
        answers.with_suffix(".txt"): [
            *("--charges", answers.relative_to(ROOT).as_posix()),
            *("--as-of", "2026-11-27"),
        ],
    }


def reconciliation_of(arguments: list[str]) -> str:
    """What `lightmeter reconcile` says, called from the project's folder."""
    return CliRunner().invoke(main, ["reconcile", *arguments]).stdout


def pages() -> dict[Path, str]:
    """The pages of the shipped packs, each with a link to its pack."""
    return {PAGES / name: text for name, text in write_pages(Shelf(), root="../../rules").items()}


def readme_parts() -> Iterator[tuple[str, str]]:
    """The parts of the README that are made, by marker."""
    yield "packs", pack_table()


def pack_table() -> str:
    """One row a pack that has models."""
    shelf = Shelf()
    rows = ["| pack | models | document of |", "| --- | --- | --- |"]
    for pack in shelf.ids:
        models = shelf.models_in(pack)
        if models:
            file = shelf.file(pack)
            read = next(iter(file.pack.sources.values())).read
            edition = file.pack.edition or f"undated, read {read}"
            names = ", ".join(f"`{model}`" for model in models)
            rows.append(f"| [`{pack}`](docs/rules/{pack}.md) | {names} | {edition} |")
    return "\n".join(rows)


def readme_request() -> str:
    """The request that the README shows."""
    match = re.search(
        r"\$ cat cover\.json\n(.*?)\n\$ lightmeter", README.read_text("utf-8"), re.DOTALL
    )
    assert match is not None
    return match[1] + "\n"


def readme_report() -> str:
    """The report that the README shows under it."""
    text = README.read_text("utf-8")
    match = re.search(r"\$ lightmeter check cover\.json\n(.*?)```", text, re.DOTALL)
    assert match is not None
    return match[1]


def settings_keys() -> str:
    """Every key of the settings: what it means, what it may be, an example."""
    parts = []
    for key in KEYS:
        if key.joining is Joining.WITHIN:
            parts.append(f"### [{key.name}]\n\n{key.meaning}")
            names = (it for it in JOINED if it.startswith(f"{key.name}."))
            parts += [_settings_key(name, JOINED[name], f"[{key.name}]\n") for name in names]
        else:
            parts.append(_settings_key(key.name, key))
    return "\n\n".join(parts)


def _settings_key(name: str, key: Key, header: str = "") -> str:
    default = "" if key.default is None else f" Without it: `{write_toml(key.default)}`."
    value = f"{key.kind.words[:1].upper()}{key.kind.words[1:]}.{default}"
    # An array of tables has headers of its own.
    shown = key.example if key.keys else f"{header}{key.example}"
    example = f"```toml\n{shown}\n```"
    level = "####" if header else "###"
    rows = [f"| `{it.name}` | {it.meaning} | {it.kind.words} | `{it.example}` |" for it in key.keys]
    table = ["\n".join(("| key | meaning | value | example |", "| --- | --- | --- | --- |", *rows))]
    return "\n\n".join([f"{level} {name}", key.meaning, value, *table[: len(rows)], example])


def console(text: str) -> str:
    """
    A page with what its commands print now.

    A block whose first line begins with `$ lightmeter` and names the examples is run; where it ends
    with a line of dots, the rest of the output is left out.
    """
    return re.sub(
        r"```console\n\$ lightmeter ([^\n]*examples/[^\n]*)\n(.*?)```", _run, text, flags=re.DOTALL
    )


def _run(block: re.Match[str]) -> str:
    said = CliRunner().invoke(main, block[1].split()).stdout
    shown = block[2].splitlines()
    if shown and shown[-1] == "…":
        said = "\n".join([*said.splitlines()[: len(shown) - 1], "…", ""])
    return f"```console\n$ lightmeter {block[1]}\n{said}```"


def replaced(text: str, marker: str, part: str) -> str:
    """A document with the part between two markers replaced."""
    pattern = rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)"
    return re.sub(pattern, lambda match: f"{match[1]}{part}\n{match[2]}", text, flags=re.DOTALL)


def renew() -> None:
    """Write everything anew."""
    INDEX.write_text(write_shipped_index(), "utf-8")
    for page in PAGES.rglob("*.md"):
        page.unlink()
    for page, text in pages().items():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    for example in example_files():
        report_file(example).write_text(report_of(example), "utf-8")
    for report, arguments in reconciled().items():
        report.write_text(reconciliation_of(arguments), "utf-8")
    text = README.read_text("utf-8")
    for marker, part in readme_parts():
        text = replaced(text, marker, part)
    README.write_text(console(text), "utf-8")
    settings = replaced(SETTINGS.read_text("utf-8"), "settings", settings_keys())
    SETTINGS.write_text(settings, "utf-8")
    COST.write_text(console(COST.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    renew()
