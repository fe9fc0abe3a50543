"""The folder of a criteria file, as ``use`` may read it."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from offerkit.check.uses import OutsideFolderError
from offerkit.syntax.source import MAX_BYTES


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
