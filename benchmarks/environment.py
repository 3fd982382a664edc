"""The environment that everything is measured in; needs nothing but the standard library."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

__all__ = ["GROUP", "ROOT", "Environment", "distribution", "peers", "prepare"]

ROOT = Path(__file__).resolve().parents[1]
GROUP = "peers"
# They would change what is imported, or how fast.
_UNWANTED = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONHOME")


class Environment:
    """
    A virtual environment in a directory.

    Attributes:
        directory: Where it is, or will be.
        python: Its interpreter.
        note: A JSON file: what could not be installed, and why.
        variables: For processes that run in it.
    """

    def __init__(self, directory: Path) -> None:
        """Name it; nothing is made yet."""
        self.directory = directory
        scripts = directory / ("Scripts" if sys.platform == "win32" else "bin")
        self.python = scripts / ("python.exe" if sys.platform == "win32" else "python")
        self.note = directory / "peers.json"
        self.variables = {key: it for key, it in os.environ.items() if key not in _UNWANTED}
        # What litellm knows of prices is in its package; it would ask the network for news.
        self.variables["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        self.variables["PYTHONHASHSEED"] = "0"

    def pip(self, *arguments: str) -> str:
        """Run pip; "" or the last line of what it complains of."""
        line = [str(self.python), "-m", "pip", *arguments, "--quiet", "--no-input"]
        done = subprocess.run(line, env=self.variables, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ""
        complaints = [it for it in done.stderr.splitlines() if it.startswith("ERROR")]
        return (complaints or done.stderr.splitlines() or ["pip failed"])[-1]


def peers() -> list[str]:
    """Requirements of the peers, as `pyproject.toml` has them."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return list(groups[GROUP])


def distribution(requirement: str) -> str:
    """Name of what a requirement asks for."""
    return requirement.partition(">=")[0].strip()


def prepare(environment: Environment, without_peers: bool = False) -> Environment:  # noqa: FBT001, FBT002
    """
    Make the environment, or use it again, and install this checkout in it.

    A peer that cannot be installed stops nothing: why is noted. All are installed again where the
    requirements or the interpreter have changed; to have newer ones, remove the directory.
    """
    wanted = [] if without_peers else peers()
    mark = hashlib.sha256(repr((sys.version, peers())).encode()).hexdigest()
    noted = _noted(environment.note)
    if noted.get("mark") != mark:
        print(f"making an environment in {environment.directory}", file=sys.stderr)
        line = [sys.executable, "-m", "venv", "--clear", str(environment.directory)]
        subprocess.run(line, check=True)
        noted = {"mark": mark, "missing": {}, "installed": False}
    if wanted and not noted["installed"]:
        noted["missing"] = _install(environment, wanted)
        noted["installed"] = True
    _install_ours(environment)
    left_out = {distribution(it): "left out: --without-peers" for it in peers()}
    missing = left_out if without_peers else noted["missing"]
    environment.note.write_text(json.dumps({**noted, "shown": missing}, indent=2), "utf-8")
    return environment


def _noted(note: Path) -> dict[str, object | bool]:
    try:
        noted: dict[str, object | bool] = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return noted


def _install(environment: Environment, requirements: list[str]) -> dict[str, str]:
    """Install all at once, else one by one; what failed, and why."""
    print(f"installing {', '.join(map(distribution, requirements))}", file=sys.stderr)
    if not environment.pip("install", *requirements):
        return {}
    complaints = {distribution(it): environment.pip("install", it) for it in requirements}
    return {name: complaint for name, complaint in complaints.items() if complaint}


def _install_ours(environment: Environment) -> None:
    """Build a wheel of the checkout and install it, whatever its version."""
    print("installing lightmeter from this checkout", file=sys.stderr)
    with tempfile.TemporaryDirectory() as directory:
        failed = environment.pip("wheel", "--no-deps", "--wheel-dir", directory, str(ROOT))
        (wheel,) = Path(directory).glob("*.whl") if not failed else (None,)
        # Once for what it needs, once more since its version may be that of an older checkout.
        failed = failed or environment.pip("install", str(wheel))
        failed = failed or environment.pip("install", "--force-reinstall", "--no-deps", str(wheel))
    if failed:
        raise SystemExit(f"lightmeter cannot be installed: {failed}")
