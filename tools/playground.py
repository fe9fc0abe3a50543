"""What the page of the playground loads: Python for browsers, offerkit and the editors.

The hook of mkdocs puts it into each site that it builds. For a site that another builder has made:

    python3 -m tools.playground site

npm installs into ``playground/node_modules`` what ``playground/package-lock.json`` names; that is
done once. Nothing else comes from elsewhere: the wheels of a browser's Python are made of this
checkout and of the packages that it runs with. Without npm there is no playground, and its page
says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from offerkit.advise.answer.models import ReplyKind
from offerkit.highlight import CLAUSES, CONSTANTS, OPERATORS, PERIODS, STATEMENTS, TYPES, UNITS
from offerkit.scales import BUILT_IN_SCALES

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "playground"
PLACE: Final = "assets/playground"
"""Where it is in a site."""
PYODIDE: Final = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
NEEDED: Final = ("attrs", "cattrs", "lark", "typing-extensions", "tomlkit")
"""Distributions that offerkit needs; the last one puts answers into the text of an offer."""
FOR_DOCUMENTS: Final = ("cobble", "mammoth", "pypdf", "PyYAML")
"""Distributions that read PDF, Word and YAML; they are loaded when such a file is opened."""
NO_NPM: Final = "Without npm and playground/package-lock.json, the site has no playground."


class BuildError(Exception):
    """npm or esbuild did not do what they should; the text says which, and what they said."""


def build(site: Path) -> bool:
    """Put the playground into a built *site*; return whether it is there, false without npm.

    Raises:
        BuildError: npm cannot install what the lock file names, or esbuild fails.
    """
    target = site / PLACE
    target.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") is None or not (SOURCES / "package-lock.json").exists():
        missing = "throw new Error('it was left out when this site was built')"
        (target / "page.js").write_text(f"{missing};\n", encoding="utf-8")
        return False
    modules = _install()
    options = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--loader:.css=text")
    esbuild = modules / ".bin" / "esbuild"
    _run(str(esbuild), "page.js", *options, f"--outfile={target / 'page.js'}")
    shutil.copy(SOURCES / "worker.js", target)
    (target / "pyodide").mkdir(exist_ok=True)
    for name in PYODIDE:
        shutil.copy(modules / "pyodide" / name, target / "pyodide")
    licences = (f"{path.parent.name}\n\n{path.read_text('utf-8')}" for path in _licences(modules))
    (target / "licences.txt").write_text("\n\n".join(licences), encoding="utf-8", newline="\n")
    _pack(target / "packages.zip", (*_wheel(), *_installed(NEEDED)))
    shutil.copy(_compiled(modules, target / "packages.zip"), target / "compiled.zip")
    _pack(target / "documents.zip", _installed(FOR_DOCUMENTS))
    _write(target / "words.json", words())
    _write(target / "examples.json", situations())
    return True


def _install() -> Path:
    """Return the folder with what the lock file names, installed there unless it is."""
    modules = SOURCES / "node_modules"
    lock = (SOURCES / "package-lock.json").read_bytes()
    note = modules / "installed.json"
    if not note.exists() or note.read_bytes() != lock:
        # Neither package is to run anything here: esbuild's program comes in a package of its own.
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        note.write_bytes(lock)
    return modules


def _licences(modules: Path) -> Iterator[Path]:
    """Yield the licences of what is bundled; that of pyodide (MPL-2.0) is in its own files."""
    for package in json.loads((SOURCES / "package-lock.json").read_bytes())["packages"]:
        if package and "esbuild" not in package:
            yield from sorted((modules.parent / package).glob("LICEN[CS]E*"))


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise BuildError(f"{Path(command[0]).name} ended with exit code {done.returncode}: {said}")


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", newline="\n")


# --- packages for the browser's Python ---------------------------------------------------------


def _wheel() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the wheel that this checkout makes."""
    with TemporaryDirectory() as folder:
        build_wheel = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(ROOT))
        _run(sys.executable, *build_wheel)
        (path,) = Path(folder).glob("*.whl")
        with ZipFile(path) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())


def _installed(distributions: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of installed distributions that are Python or data, and their licences."""
    for name in distributions:
        try:
            found = files(name)
        except PackageNotFoundError:
            found = None
        for file in found or ():
            if file.suffix not in {".pyc", ".so", ".pyd"} and ".." not in file.parts:
                yield file.as_posix(), Path(file.locate()).read_bytes()


def _compiled(modules: Path, packages: Path) -> Path:
    """Return an archive with what a browser's Python would compile; made once for each content."""
    path = modules / f"compiled-{hashlib.sha256(packages.read_bytes()).hexdigest()}.zip"
    if not path.exists():
        for old in modules.glob("compiled-*.zip"):
            old.unlink()
        _run("node", "compile.mjs", str(packages), str(path))
    return path


def _pack(path: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive that is the same bytes for the same contents."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in contents:
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)


# --- what the editors know, and the situations ---------------------------------------------------


def words() -> dict[str, Any]:
    """Return the words that the editors colour, and the kinds of letters."""
    levels = {level for scale in BUILT_IN_SCALES.values() for level in scale.levels}
    return {
        "statements": STATEMENTS,
        "clauses": CLAUSES,
        "operators": OPERATORS,
        "types": [*TYPES, *dict.fromkeys((*PERIODS, *UNITS))],
        "levels": sorted({*levels, *CONSTANTS}),
        "replies": [kind.value for kind in ReplyKind],
    }


def situations() -> list[dict[str, str]]:
    """Return the situations to load: examples/, and starter criteria with an empty offer."""
    folder = ROOT / "examples"
    found = [
        _situation(folder / "candidate.criteria", folder / f"{name}.toml", other)
        for name, other in (
            ("half-known", ""),
            ("absent-manager", ""),
            ("other-manager", ""),
            ("other-work", ""),
            ("small-market", ""),
            ("counter-money-only", "counter-that-cures"),
            ("counter-that-cures", "half-known"),
        )
    ]
    ordinary = folder / "ordinary"
    mine = ordinary / "mine.criteria"
    found.extend(_situation(mine, path, "") for path in sorted(ordinary.glob("*.toml")))
    empty = {"title": "Nothing yet: common criteria, and an empty offer"}
    return [*found, {**empty, "criteria": _STARTER, "offer": "", "other": ""}]


_STARTER: Final = """\
# Common reasons for turning an offer down; write your own below.
use starter

dealbreaker "Too far away" if commute.time > 75 min
"""


def _situation(criteria: Path, offer: Path, other: str) -> dict[str, str]:
    text = offer.read_text(encoding="utf-8")
    stated = tomllib.loads(text)
    own = {"name": "Your present company"} if "current" in stated else {}
    name = stated.get("company", own).get("name", "No company named")
    title = text.partition("\n")[0].removeprefix("#").strip().rstrip(".")
    beside = (offer.parent / f"{other}.toml").read_text(encoding="utf-8") if other else ""
    return {
        "title": f"{name}: {title[:1].lower()}{title[1:]}",
        "criteria": criteria.read_text(encoding="utf-8"),
        "offer": text,
        "other": beside,
    }


def main() -> None:
    """Put the playground into the site in the folder that the command names."""
    (site,) = sys.argv[1:]
    if not build(Path(site)):
        if os.environ.get("CI"):
            sys.exit(NO_NPM)
        sys.stdout.write(f"{NO_NPM}\n")


if __name__ == "__main__":
    main()
