"""Building the site, with mkdocs and with zensical, from the one mkdocs.yml."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.docs.running import ROOT

SOURCES = ("docs", "grammar", "src", "tools", "examples", "CHANGELOG.md", "mkdocs.yml")
"""What the site is made from."""


def require_entry_points() -> None:
    """Skip the test where offerkit is not installed: Pygments would not find its lexer."""
    try:
        distribution("offerkit")
    except PackageNotFoundError:
        pytest.skip("offerkit is not installed here, so Pygments does not know criteria")


def build_with_mkdocs(folder: Path) -> Path:
    """Return the site, built into *folder*; a warning is an error."""
    require_entry_points()
    site = folder / "site"
    _run("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site), cwd=ROOT)
    return site


def build_with_zensical(folder: Path) -> Path:
    """Return the site, built in *folder* from a copy: zensical builds beside its sources."""
    require_entry_points()
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.whl", "*.csv")
            shutil.copytree(path, folder / name, ignore=ignored)
        else:
            shutil.copy(path, folder)
    _run("zensical", "build", "--strict", cwd=folder)
    return folder / "site"


def _run(module: str, *arguments: str, cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{module}:\n{done.stdout}{done.stderr}"
