"""
What the tool itself makes: reports of examples, pages and index of the packs, parts of the README.

`python tests/acceptance/documents.py` writes it all anew; read the difference before you commit it.
The tests hold the documents against what the tool says now.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.cli.packs_docs import write_pages
from lightmeter.packs.index import INDEX_NAME
from lightmeter.packs.load import Shelf, write_shipped_index

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
README = ROOT / "README.md"
PAGES = ROOT / "docs" / "rules"
INDEX = ROOT / "rules" / INDEX_NAME
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
    text = README.read_text("utf-8")
    for marker, part in readme_parts():
        text = replaced(text, marker, part)
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    renew()
