"""The folder of a project, as ``use`` may read it."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import Final

from attrs import field, frozen

from offerkit.check.uses import OutsideFolderError
from offerkit.syntax.source import MAX_BYTES

MARKER: Final = "offerkit.toml"
"""File that makes its folder that of a project."""


def project_of(folder: Path, root: str | PathLike[str] | None = None) -> tuple[FilesIn, str]:
    """Return the files that a file may name, and its folder within theirs, with ``/`` between.

    Args:
        folder: The folder of the file.
        root: The folder of the project; by default the nearest one from *folder* up that has an
            ``offerkit.toml``, and *folder* itself if none has.

    Raises:
        ValueError: *folder* is not in *root*.

    Source:
        grammar/README.md, "use".
    """
    inside = folder.resolve()
    if root is not None:
        project = Path(root).resolve()
        if not inside.is_relative_to(project):
            raise ValueError(f"root: {folder} is not in the folder {fspath(root)}")
    else:
        above = (inside, *inside.parents)
        project = next((f for f in above if (f / MARKER).is_file()), inside)
    below = inside.relative_to(project).as_posix()
    return FilesIn(project), "" if below == "." else below


@frozen
class FilesIn:
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
        root = self.folder.resolve()
        target = (root / path).resolve()
        if not target.is_relative_to(root):
            raise OutsideFolderError(f"{path} leads out of {self.folder}")
        if not target.exists():
            raise FileNotFoundError(path)
        if not target.is_file():
            # A pipe would block, and a device need not end.
            raise OSError(f"{path} is not a file")
        with target.open("rb") as file:
            return file.read(MAX_BYTES + 1)
