"""Names of files and what is chosen of them; the folder of a project, as ``use`` may read it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextvars import ContextVar
from os import PathLike, fspath
from os.path import samestat
from pathlib import Path
from stat import S_ISREG
from typing import Final

from attrs import field, frozen

from offerkit.check.uses import OutsideFolderError
from offerkit.records import Record
from offerkit.syntax.source import MAX_BYTES

NOTED: Final[ContextVar[Callable[[Path], object] | None]] = ContextVar("noted", default=None)
"""Is told of each file that is about to be read because another one names it."""

MARKER: Final = "offerkit.toml"
"""File that makes its folder that of a project."""


def numbered(name: str) -> tuple[str, int | None]:
    """Return the path of a file, and the number behind it: ``page.html#2``.

    A file whose whole name is *name* has no number.
    """
    path, _, number = name.rpartition("#")
    if _NUMBER.fullmatch(number) is None or not path or Path(name).exists():
        return name, None
    return path, int(number)


_NUMBER: Final = re.compile("[0-9]{1,6}")


def parted(name: str) -> tuple[str, str]:
    """Return the path of a table, and what is chosen of it: ``offers.csv#Acme``, or "".

    A file whose whole name is *name* is one of which nothing is chosen.
    """
    if not Path(name).exists():
        for at in (at for at, character in enumerate(name) if character == "#"):
            if Path(name[:at]).is_file():
                return name[:at], name[at + 1 :]
    return name, ""


def project_of(folder: Path, root: str | PathLike[str] | None = None) -> tuple[FilesIn, str]:
    """Return the files that a file may name, and its folder within theirs, with ``/`` between.

    Args:
        folder: The folder of the file.
        root: The folder of the project; by default the nearest one from *folder* up that has an
            ``offerkit.toml``, and *folder* itself if none has.

    Raises:
        ValueError: *root* is no folder, or *folder* is not in it.

    Source:
        grammar/README.md, "use".
    """
    inside = _real(folder)
    if root is not None:
        project = _real(Path(root))
        if not project.is_dir():
            raise ValueError(f"root: there is no folder {fspath(root)}")
        if not inside.is_relative_to(project):
            here = "the current folder" if folder == Path() else f"the folder {folder}"
            raise ValueError(f"root: {here} is not in {fspath(root)}")
    else:
        # A folder that may not be looked into has no marker.
        above = (inside, *inside.parents)
        project = next((f for f in above if os.path.isfile(f / MARKER)), inside)  # noqa: PTH113
    below = inside.relative_to(project).as_posix()
    return FilesIn(project), "" if below == "." else below


def _real(path: Path) -> Path:
    """Return a path without links; those in a circle are left, to be refused when it is opened."""
    return Path(os.path.realpath(path))


@frozen
class FilesIn(Record):
    """Files in a folder and its subfolders; nothing outside, links followed or not."""

    folder: Path = field(converter=Path)

    def read(self, path: str) -> bytes:
        """Return the content of a file, cut off one byte after the limit of criteria files.

        Args:
            path: Relative to the folder, with ``/`` between folders.

        Raises:
            FileNotFoundError: the file does not exist.
            OutsideFolderError: the path, or the target of a link, is outside the folder.
            OSError: the file cannot be read, or it is a folder, a pipe or a device.

        Source:
            grammar/README.md, "use".
        """
        root = _real(self.folder)
        target = _real(root / path)
        if (note := NOTED.get()) is not None:
            note(target)
        if not target.is_relative_to(root):
            raise OutsideFolderError(f"{path} leads out of {self.folder}")
        try:
            descriptor = _opened(root, target)
        except NotADirectoryError:
            raise FileNotFoundError(path) from None
        try:
            if not S_ISREG(os.fstat(descriptor).st_mode):
                # A pipe would block, and a device need not end.
                raise OSError(f"{path} is not a file")
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)


_READING: Final[int] = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CHECKS: Final = 20
"""How often a path is checked where a file cannot be opened from a folder that is open."""


def _opened(root: Path, target: Path) -> int:
    """Return a descriptor of the file at *target*, in *root* even if links appear on the way.

    Raises:
        OutsideFolderError: a link has appeared.
        OSError: there is no such file, or it cannot be opened.
    """
    if os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW"):
        # From folder to folder, none of which may be a link: nothing leads out of the first.
        parts = target.relative_to(root).parts
        folders = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY
        descriptor = os.open(root, folders)
        for index, part in enumerate(parts, 1):
            flags = folders if index < len(parts) else _READING
            try:
                inner = os.open(part, flags | os.O_NOFOLLOW, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = inner
        return descriptor
    descriptor = os.open(target, _READING)
    try:
        # Whoever swaps a folder for a link would have to hit every gap between two looks.
        opened = os.fstat(descriptor)
        for _ in range(_CHECKS):
            seen = os.lstat(target), os.lstat(target)
            if not all(samestat(opened, one) for one in seen) or _real(target) != target:
                raise OutsideFolderError(f"{target} has become a link")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
