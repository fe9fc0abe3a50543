"""The fence around the folder of a project holds while links are swapped in."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from offerkit.cli.app import run
from offerkit.load.files import FilesIn, project_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
SECONDS = 1.0
"""How long each race lasts."""


@pytest.fixture(params=["from folder to folder", "without descriptors of folders"])
def project(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a project with a file in a folder, beside what is not to be read."""
    if request.param.startswith("without"):
        monkeypatch.setattr(os, "supports_dir_fd", set())
    for folder, text in (("project/in/deep", "mine"), ("outside/deep", "secret")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.criteria").write_text(text)
    return tmp_path / "project"


def test_links_within_the_project_are_followed(project: Path) -> None:
    (project / "link.criteria").symlink_to("in/deep/a.criteria")
    (project / "folder").symlink_to(project / "in")
    files = FilesIn(project)
    for path in ("in/deep/a.criteria", "link.criteria", "folder/deep/a.criteria"):
        assert files.read(path) == b"mine"


def test_a_project_may_be_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project)
    assert FilesIn(tmp_path / "link").read("in/deep/a.criteria") == b"mine"


@pytest.mark.parametrize("path", ["out.criteria", "folder/deep/a.criteria", "../outside/deep/a"])
def test_links_out_of_it_are_not(project: Path, path: str) -> None:
    (project / "out.criteria").symlink_to("../outside/deep/a.criteria")
    (project / "folder").symlink_to("../outside")
    with pytest.raises(OSError, match="leads out"):
        FilesIn(project).read(path)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("none.criteria", FileNotFoundError),
        ("in/deep/a.criteria/b", FileNotFoundError),
        ("in", OSError),
        (".", OSError),
        ("circle", OSError),
        ("circle/a", OSError),
        ("pipe", OSError),
        ("x" * 300, OSError),
        ("/".join(["y" * 200] * 30), OSError),
        ("a\0b", ValueError),
    ],
)
def test_what_cannot_be_read(project: Path, path: str, error: type[Exception]) -> None:
    (project / "circle").symlink_to("other")
    (project / "other").symlink_to("circle")
    os.mkfifo(project / "pipe")
    open_before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(error):
        FilesIn(project).read(path)
    assert len(list(Path("/dev/fd").iterdir())) == open_before


def test_a_root_of_links_in_a_circle(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "circle").symlink_to("circle")
    path = project / "a.criteria"
    path.write_text("pro if visa.needed")
    assert run(["check", str(path), "--root", str(project / "circle")]) == 2
    assert "--root: " in capsys.readouterr().err


def test_a_marker_is_not_looked_for_where_one_may_not_look(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(path: object, *, follow_symlinks: bool = True) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "stat", shut)
    assert project_of(project / "in")[1] == ""


def swapping_folders(project: Path) -> Iterator[None]:
    """Swap a folder for a link out of the project, and back, at each step."""
    (project / "link").symlink_to("../outside")
    while True:
        (project / "in").rename(project / "kept")
        (project / "link").rename(project / "in")
        yield
        (project / "in").rename(project / "link")
        (project / "kept").rename(project / "in")
        yield


def swapping_files(project: Path) -> Iterator[None]:
    """Swap a file for a link out of the project, and back, at each step."""
    path, other = project / "in" / "deep" / "a.criteria", project / "other"
    while True:
        other.symlink_to("../../../outside/deep/a.criteria")
        other.replace(path)
        yield
        other.write_text("mine")
        other.replace(path)
        yield


@pytest.mark.parametrize("swapping", [swapping_folders, swapping_files])
def test_no_read_escapes_while_links_are_swapped(
    project: Path, swapping: Callable[[Path], Iterator[None]]
) -> None:
    over, swaps, found = threading.Event(), swapping(project), Counter[bytes]()

    def swap() -> None:
        while not over.is_set():
            next(swaps)

    swapper = threading.Thread(target=swap)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    swapper.start()
    end, files = monotonic() + SECONDS, FilesIn(project)
    try:
        while monotonic() < end:
            try:
                found[files.read("in/deep/a.criteria")] += 1
            except OSError:
                found[b""] += 1
    finally:
        over.set()
        swapper.join()
        sys.setswitchinterval(interval)
    assert found.keys() <= {b"mine", b""}
    assert found[b""]
