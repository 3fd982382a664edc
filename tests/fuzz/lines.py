"""Command lines at random, drawn from what the command itself says of its options."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random

import click

from lightmeter.cli.main import main
from lightmeter.report.formats import FORMATS
from lightmeter.silence.baseline import BASELINE_FILE

__all__ = ["commands", "draw_line"]

# What stands behind an option, or is an argument, by what the help calls it.
_VALUES: Mapping[str, Sequence[str]] = {
    "DATE": ("2026-01-01", "2030-12-31", "0001-01-01", "9999-12-31", "soon"),
    "DAYS": ("0", "1", "30", "9999999999", "-1", "x"),
    "DIR": ("new", "packs", "good.toml"),
    "FILE": ("house/rates.toml", BASELINE_FILE, "lightmeter.toml", "good.jsonl"),
    "FORMAT:FILE": ("json:out.json", "sarif:out.sarif", "junit:out.xml", "text:", "csv:x", "json"),
    "GLOB": ("*.toml", "**", "!good.toml", "packs/", "[", "good.*"),
    "ID": ("vidgo/gpt-image-2", "acme/flat", "vidgo", "a", "b", "nobody/nothing"),
    "NAME": ("vidgo", "poyo", "acme", "mindvideo", "nobody", "gpt-image-2", "x.toml", "shots.json"),
    "PATH": ("packs", "house/still.toml", "good.toml", "nowhere"),
    "PERCENT": ("0", "80", "101"),
    "PROVIDER/NAME": ("acme/new", "vidgo/gpt-image-2", "Acme/x", "x"),
    "RULE,…": ("enum", "vidgo", "blank,maximum", "all", "vidgo/gpt-image-2", "enmu", ",", "syntax"),
    "RULE=WORD": (
        "enum=info",
        "all=error",
        "vidgo=warning",
        "enum",
        "enum=fatal",
        "=",
        "syntax=info",
    ),
    "TEXT": ("because", "", "-- x", "\x1b[31m"),
}
_NAMES = ("enum", "billed-as-2k", "vidgo/gpt-image-2/enum", "secret-in-file", "nothing", "")
_ODD = ("", "-", "é🦊", "\x1b[31m", "x" * 400, "--", "0", "a\nb")
# What makes sense together, so that half of the lines get beyond the options.
_SOUND: Sequence[Sequence[str]] = (
    *((), (), (), (), ("--fix",), ("--fix", "--show-fixes"), ("--fix", "--exit-non-zero-on-fix")),
    *(("--fix", "--unsafe-fixes"), ("--fix", "--unsafe-fixes", "--isolated")),
    *(("--diff",), ("--diff", "--unsafe-fixes"), ("--fix-only", "--unsafe-fixes")),
    *(("--add-ignore", "--reason", "because"), ("--add-ignore",)),
    *(("--select", "vidgo"), ("--ignore", "enum,blank"), ("--severity", "all=info")),
    *(("--no-suppressions",), ("--fail-on", "warning"), ("--provider", "vidgo"), ("--isolated",)),
    *(("--no-baseline",), ("--max-age", "1"), ("--color", "always"), ("--show-files",)),
    ("--overlay", "house/rates.toml", "--allow-empty"),
)
# A command whose whole work would take seconds does the least of it.
_ALWAYS: Mapping[str, Sequence[str]] = {"packs test": ("--quick",)}
# What is damaged is checked more often than it is asked about.
_WEIGHTS: Mapping[str, int] = {"check": 36, "cost": 4, "normalize": 4, "packs docs": 1}
# The day that dates are held against is the same in every run.
_TODAY = "2026-11-27"


@cache
def commands() -> Mapping[str, click.Command]:
    """Every command by its whole name."""
    return dict(_below(main, ()))


def _below(command: click.Command, names: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(names), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from _below(inner, (*names, name))


def draw_line(random: Random, kind: str, file: str) -> list[str]:
    """
    Make a command line.

    Args:
        random: Decides.
        kind: Of what was damaged.
        file: Its name.
    """
    name = _draw_command(random, kind)
    command = commands()[name]
    line = [*name.split(" "), *_ALWAYS.get(name, ())]
    options = [it for it in command.params if isinstance(it, click.Option)]
    if name == "check" and random.random() < 0.75:
        line += random.choice(_SOUND)
        line += ["--format", random.choice(list(FORMATS))]
        form = random.choice(list(FORMATS))
        line += random.choice(([], ["--output", f"{form}:out.{form}"]))
    else:
        most = random.choice((0, 0, 1, 1, 2, 4))
        for option in random.sample(options, min(most, len(options))):
            line += _option(random, option)
    if kind in ("pack", "overlay") and any("--pack" in it.opts for it in options):
        takes_overlay = any("--overlay" in it.opts for it in options)
        line += ["--overlay" if kind == "overlay" and takes_overlay else "--pack", file]
    if kind == "baseline" and any("--baseline" in it.opts for it in options):
        line += ["--baseline", file]
    if any("--as-of" in it.opts for it in options) and "--as-of" not in line:
        line += ["--as-of", _TODAY]
    for argument in command.params:
        if isinstance(argument, click.Argument):
            line += _argument(random, argument, name, kind, file)
    return line


def _draw_command(random: Random, kind: str) -> str:
    weights = {name: _WEIGHTS.get(name, 1) for name in commands()}
    if kind == "settings":
        weights["config show"] = 8
    if kind in ("pack", "overlay"):
        weights |= dict.fromkeys((it for it in weights if it.startswith("packs ")), 2)
        weights["packs check"] = 5
    if kind == "baseline":
        weights |= {"baseline write": 6, "baseline prune": 6}
    return random.choices(list(weights), list(weights.values()))[0]


def _option(random: Random, option: click.Option) -> list[str]:
    name = option.opts[0]
    if option.is_flag:
        return [name]
    return [name, _value(random, option.metavar or "")]


def _value(random: Random, metavar: str) -> str:
    if random.random() < 0.06:
        return random.choice(_ODD)
    if metavar.startswith("["):
        return random.choice(metavar.strip("[]").split("|"))
    return random.choice(_VALUES.get(metavar, _ODD))


def _argument(
    random: Random, argument: click.Argument, command: str, kind: str, file: str
) -> list[str]:
    is_pack = kind in ("pack", "overlay")
    if command in ("packs check", "packs test"):
        # Never without a path: shipped packs are right, are many, and are not to be written to.
        return [file if is_pack else random.choice(("packs/acme/flat.toml", file))]
    if argument.metavar in _VALUES or command == "packs docs":
        return [_value(random, (argument.metavar or "").strip("[]."))]
    if command == "explain":
        return [random.choice(_NAMES)]
    if command == "config init":
        return random.choice(([], ["new"], ["packs"]))
    if command == "config show":
        return random.choice(([], [file], ["packs"]))
    paths = [*[file] * 8, ".", "-", "good.toml", "nowhere.toml"]
    if kind != "request":
        paths = [*["good.toml", "good.jsonl", "requests.jsonl", "."] * 3, file, "-"]
    return random.sample(paths, random.choice((1, 1, 1, 2, 3))) if random.random() < 0.97 else []
