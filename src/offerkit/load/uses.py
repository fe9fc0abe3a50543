"""The file system as ``use`` sees it: the folder of the root file and what is in it."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from offerkit.check.uses import OutsideFolderError
from offerkit.syntax.source import MAX_BYTES


@frozen
class FilesIn:
    """Reads files in a folder and its subfolders, and nothing outside, links followed or not."""

    folder: Path = field(converter=Path)

    def read(self, path: str) -> bytes:
        """Return what the file at *path* holds, or of a larger one more than a file may hold.

        Args:
            path: Relative to the folder, with ``/`` between folders.

        Raises:
            FileNotFoundError: there is no such file.
            OutsideFolderError: the path, or what it links to, lies outside the folder.
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
            # A pipe would keep us waiting, and a device need not end.
            raise OSError(f"{path} is not a file")
        with target.open("rb") as file:
            return file.read(MAX_BYTES + 1)
