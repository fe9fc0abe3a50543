"""Building the site, with mkdocs and with zensical, from the one mkdocs.yml."""

import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

import dev
from tests.docs.running import ROOT

SOURCES = (
    "docs",
    "grammar",
    "src",
    "tools",
    "examples",
    "tests/letters",
    "CHANGELOG.md",
    "mkdocs.yml",
)
"""What the site is made from."""


def require_entry_points() -> None:
    """Skip the test where offerkit is not installed: Pygments would not find its lexer."""
    try:
        distribution("offerkit")
    except PackageNotFoundError:
        pytest.skip("offerkit is not installed here, so Pygments does not know criteria")


def build_with_mkdocs(folder: Path, root: Path = ROOT) -> Path:
    """Return the site of the checkout *root*, built into *folder* as ``dev.py test`` builds it.

    Raises:
        dev.ExpectedError: Something is wrong, or mkdocs warned of something.
    """
    require_entry_points()
    site = folder / "site"
    dev.build_docs(Path(sys.executable), site, root)
    return site


def shared_site(factory: pytest.TempPathFactory) -> Path:
    """Return the site that mkdocs builds: the gate's, or one built once for all tests of a run."""
    if built := os.environ.get("OFFERKIT_BUILT_SITE"):
        return Path(built)
    require_entry_points()
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = base / "shared-site"
        return folder / "site" if folder.exists() else build_with_mkdocs(folder)
    import fcntl

    folder = base.parent / "shared-site"
    with (base.parent / "shared-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return folder / "site" if folder.exists() else build_with_mkdocs(folder)


def build_with_zensical(folder: Path) -> Path:
    """Return the site, built in *folder* from a copy: zensical builds beside its sources."""
    require_entry_points()
    copy_sources(folder)
    dev.run(sys.executable, "-m", "zensical", "build", "--strict", cwd=folder)
    return folder / "site"


def copy_sources(folder: Path) -> None:
    """Copy what the site is made from into *folder*."""
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.csv")
            shutil.copytree(path, folder / name, ignore=ignored)
        else:
            shutil.copy(path, folder)
