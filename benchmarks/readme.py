"""The table in README.md: `python -m benchmarks.readme` draws it from the result that is kept."""

from pathlib import Path

from benchmarks.environment import ROOT
from benchmarks.markdown import render_goals
from benchmarks.result import Result, read_result

__all__ = ["LATEST", "between", "renew", "section"]

LATEST = ROOT / "benchmarks" / "results" / "latest.json"
_BEGIN, _END = "<!-- benchmarks -->\n", "<!-- /benchmarks -->"


def section(result: Result) -> str:
    """Show what stands between the markers."""
    machine = result.machine
    about = (
        f"Measured on {result.date}{' (quick, rough)' if result.quick else ''}: "
        f"{machine.processor}, {machine.cores} cores, {machine.python}. "
        "A ratio is lightmeter's figure by the other's."
    )
    return f"{about}\n\n{render_goals(result)}\n"


def between(text: str) -> str:
    """Give what stands between the markers of a text."""
    return text.partition(_BEGIN)[2].partition(_END)[0]


def renew(text: str, result: Result) -> str:
    """Put a result between the markers of a text."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise SystemExit(
            "README.md has lost its markers: <!-- benchmarks --> and <!-- /benchmarks -->"
        )
    return f"{before}{begin}{section(result)}{end}{after}"


def main(readme: Path = ROOT / "README.md", latest: Path = LATEST) -> None:
    """Renew the table."""
    text = renew(readme.read_text("utf-8"), read_result(latest))
    readme.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
