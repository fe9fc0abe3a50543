"""The one way in which files are written: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISCHR, S_ISFIFO, S_ISREG
from typing import Final

_NONBLOCK: Final[int] = getattr(os, "O_NONBLOCK", 0)
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_USUAL_MODE: Final = 0o666
"""Permissions of a new file, less those that the process withholds."""


def write_file(path: Path, data: bytes, *, new: bool = False) -> None:
    """Make *data* the content of a file: readers see the old content or the new.

    The data goes to a file of a name of its own in the same folder, which then takes the place of
    the old one. The permissions of an existing file are kept; if *path* is a link, its target is
    replaced. A pipe or a character device is written to, and never replaced.

    Args:
        path: The file.
        data: Its whole new content.
        new: Whether nothing may be there yet, not even a link.

    Raises:
        FileExistsError: something is there, and *new* is true.
        OSError: the folder or the file cannot be written to; it is a folder, a socket or a block
            device, or a pipe that nobody reads.
        ValueError: *path* contains a NUL character.
    """
    mode = None
    if not new:
        try:
            # Without waiting for somebody who reads a pipe.
            there = os.open(path, os.O_WRONLY | _NONBLOCK | _BINARY)
        except FileNotFoundError:
            pass
        else:
            with os.fdopen(there, "wb") as file:
                mode = os.fstat(there).st_mode
                if not S_ISREG(mode):
                    if not (S_ISCHR(mode) or S_ISFIFO(mode)):
                        raise OSError(f"{path} is not a file")
                    if _NONBLOCK:
                        os.set_blocking(there, True)
                    file.write(data)
                    return
    _put(path if new else Path(os.path.realpath(path)), data, mode, new=new)


def _put(target: Path, data: bytes, mode: int | None, *, new: bool) -> None:
    """Put a regular file in place; *mode* is that of the one before, or None."""
    draft = target.with_name(f".offerkit-{token_hex(8)}.tmp")

    def opened(name: str, flags: int) -> int:
        # Nobody can read it who cannot read the file.
        return os.open(name, flags, _USUAL_MODE if mode is None else S_IMODE(mode))

    with open(draft, "xb", opener=opened) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()  # Windows replaces no open file
            if mode is not None:
                draft.chmod(S_IMODE(mode))
            if new:
                os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
