"""Packs that extend each other, and what may lie in a directory of packs."""

# A bomb is one row, however long its text.

from collections.abc import Mapping

from tests.hostile.bombs import HEAD, LINK, ODD, PIPE, Bomb, extends

__all__ = ["FAMILY", "FILES"]


def files(*names: str, last: str = "") -> Mapping[str, str]:
    """Packs of which each extends the next."""
    made = {}
    for name, parent in zip(names, (*names[1:], last), strict=True):
        head = f'format = 1\nid = "acme/{name}"\n'
        made[f"acme/{name}.toml"] = head + (f'extends = "acme/{parent}"\n' if parent else "")
    return made


def layers(depth: int, width: int) -> Mapping[str, str]:
    """Packs in layers, each of which extends all of the layer below it."""
    made = {}
    for layer in range(depth):
        below = range(width) if layer < depth - 1 else ()
        parents = ", ".join(f'"acme/l{layer + 1}-{it}"' for it in below)
        for it in range(width):
            name = f"acme/l{layer}-{it}"
            made[f"{name}.toml"] = f'format = 1\nid = "{name}"\nextends = [{parents}]\n'
    return made


_PARENTS = [f"p{it}" for it in range(9)]
FAMILY: dict[str, Bomb] = {
    "extends itself": Bomb(lambda: extends("acme/bomb"), "circle"),
    "extends in a circle of two": Bomb(
        lambda: extends("acme/p0"), "circle", beside=files("p0", last="bomb")
    ),
    "a chain of 8": Bomb(lambda: extends("acme/p0"), "", beside=files(*_PARENTS[:7])),
    "a chain of 9": Bomb(lambda: extends("acme/p0"), "more than 8", beside=files(*_PARENTS[:8])),
    "diamonds 7 deep, 2 wide": Bomb(
        lambda: extends("acme/l0-0", "acme/l0-1"), "", beside=layers(6, 2)
    ),
    "diamonds 7 deep, 6 wide": Bomb(
        lambda: extends(*(f"acme/l0-{it}" for it in range(6))), "more than 16", beside=layers(6, 6)
    ),
    "diamonds 7 deep, 30 wide": Bomb(
        lambda: extends(*(f"acme/l0-{it}" for it in range(30))), "at most", beside=layers(6, 30)
    ),
    "the same parent 50 times": Bomb(lambda: extends(*["acme/p0"] * 16), "", beside=files("p0")),
    "a parent that is missing": Bomb(lambda: extends("acme/nobody"), "there is no pack"),
    "a parent that is an overlay": Bomb(
        lambda: extends("acme/p0"),
        "it is an overlay; extend acme/bomb, which it amends",
        beside={"acme/p0.toml": 'format = 1\nid = "acme/p0"\namends = "acme/bomb"\n'},
    ),
    "a parent that cannot be read": Bomb(
        lambda: extends("acme/p0"), "acme/p0.toml", beside={"acme/p0.toml": "not TOML"}
    ),
    "100 packs that name each other": Bomb(
        lambda: HEAD + "# " + "\n# ".join(f'"acme/q{it}"' for it in range(100)),
        "",
        beside={
            f"acme/q{it}.toml": f'format = 1\nid = "acme/q{it}"\n# "acme/bomb"\n'
            + "\n".join(f'# "acme/q{other}"' for other in range(100))
            for it in range(100)
        },
        whole=True,
    ),
    "300 packs, one of them broken": Bomb(
        lambda: HEAD,
        "",
        beside={f"acme/q{it}.toml": f'format = 1\nid = "acme/q{it}"\n' for it in range(300)},
        whole=True,
    ),
}

FILES: dict[str, Bomb] = {
    "a link out of the directory": Bomb(
        lambda: HEAD, "out of", beside={"acme/out.toml": f"{LINK}/etc/passwd"}, whole=True
    ),
    "a link to endless zeros": Bomb(
        lambda: HEAD, "out of", beside={"acme/zero.toml": f"{LINK}/dev/zero"}, whole=True
    ),
    "a link to itself": Bomb(
        lambda: HEAD, "cannot be read", beside={"acme/loop.toml": f"{LINK}loop.toml"}, whole=True
    ),
    "a link to nowhere": Bomb(
        lambda: HEAD, "cannot be read", beside={"acme/gone.toml": f"{LINK}nowhere.toml"}, whole=True
    ),
    "a directory that is in itself": Bomb(
        lambda: HEAD, "", beside={"acme/again": f"{LINK}."}, whole=True
    ),
    "a directory that is all of the disk": Bomb(
        lambda: HEAD, "", beside={"acme/disk": f"{LINK}/"}, whole=True
    ),
    "a pipe": Bomb(lambda: HEAD, "no file", beside={"acme/pipe.toml": PIPE}, whole=True),
    "a directory called as a file": Bomb(
        lambda: HEAD, "no file", beside={"acme/folder.toml/x": ""}, whole=True
    ),
    "a name of odd letters": Bomb(
        lambda: HEAD,
        "",
        beside={"acme/" + ODD.replace("\0", "").replace("/", "") + ".toml": ""},
        whole=True,
    ),
    "a file of 50 MB beside it": Bomb(
        lambda: HEAD, "at most 256 KiB", beside={"acme/large.toml": "#" * 50_000_000}, whole=True
    ),
}
