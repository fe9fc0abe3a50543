"""The door for output: every line that the command writes for people or programs goes out here.

``say`` and ``show`` write lines for people. Whatever is in a line stays on it, cannot act on the
terminal, and is cut if it is very long, whoever wrote it: the name of a file, a word of a
criteria file, the message of a library. ``put`` writes data as it is.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from offerkit.terminal import safe_line


class NoOutputError(Exception):
    """Standard output that cannot be written to; the text says why."""

    is_closed: bool = False
    """Whether whoever read it has stopped."""


class _Stream(io.TextIOBase):
    """A standard stream, of which a failure is a ``NoOutputError`` or, of messages, is passed over.

    What cannot be said on standard error cannot be said at all; the exit code remains.
    """

    def __init__(self, stream: TextIO | None, *, is_needed: bool) -> None:
        self._stream = stream
        self._is_needed = is_needed

    def write(self, text: str) -> int:
        """Write *text*, all of it."""
        if self._stream is None:
            self._fail("it is closed")
        else:
            self._try(self._stream.write, text)
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        if self._stream is not None:
            self._try(self._stream.flush)

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Return its descriptor."""
        return io.TextIOBase.fileno(self) if self._stream is None else self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of what is written."""
        return self._stream.encoding if self._stream is not None else "utf-8"

    def _try(self, act: Any, *arguments: str) -> None:
        try:
            act(*arguments)
        except (OSError, ValueError) as error:
            # Python flushes the stream once more when it exits; discard what is left.
            with suppress(OSError, ValueError), open(os.devnull, "wb") as nothing:  # noqa: PTH123
                os.dup2(nothing.fileno(), self.fileno())
            why = error.strerror if isinstance(error, OSError) else "it is closed"
            self._fail(why or "it cannot be written to", isinstance(error, BrokenPipeError))

    def _fail(self, why: str, is_closed: bool = False) -> None:
        if self._is_needed:
            error = NoOutputError(why)
            error.is_closed = is_closed
            raise error


@contextmanager
def standard_streams() -> Iterator[None]:
    """Put the doors before the standard streams; they escape what their encoding lacks."""
    before = sys.stdout, sys.stderr
    for stream in before:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    sys.stdout = cast("TextIO", _Stream(before[0], is_needed=True))
    sys.stderr = cast("TextIO", _Stream(before[1], is_needed=False))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def has_colour(stream: TextIO) -> bool:
    """Return whether *stream* is a terminal whose user wants colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(*lines: str) -> None:
    """Write lines for people to standard output."""
    _write(sys.stdout, lines)


def say(*lines: str) -> None:
    """Write lines for people to standard error, after everything written before."""
    sys.stdout.flush()
    _write(sys.stderr, lines)
    sys.stderr.flush()


def put(text: str) -> None:
    """Write data to standard output as it is."""
    sys.stdout.write(text)


def _write(stream: TextIO, lines: tuple[str, ...]) -> None:
    colour = has_colour(stream)
    stream.write("".join(f"{safe_line(line, colour=colour)}\n" for line in lines))
