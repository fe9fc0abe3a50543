"""Running what a page of the documentation shows, and writing down what really comes out.

``rerun`` gives back the page as it would be if every output on it had just been made. A page is
right when that changes nothing, and is put right by writing it back.

What is run, and what is made anew:

- ``pycon``, and ``python`` with ``>>>``: each input, with its output. Other ``python``: the whole
  block, and a ``text`` block right behind it is what it prints. The blocks of a page share their
  names.
- ``console``: each line that begins with ``$``, in the page's folder, with its output.
- ``criteria``: has no error. ``criteria-error``: has one; a ``text`` block right behind it is
  what offerkit says.
- ``text`` that begins with ``error[`` or ``warning[``: what offerkit says of the line it quotes.
- any block with a title: is a file of that name in the page's folder.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest import mock

from attrs import evolve

import offerkit
from offerkit.check.uses import FilesInMemory
from offerkit.checking import check_criteria
from offerkit.cli.app import run
from offerkit.snippet import render_diagnostics
from tests.docs.fences import Fence, fences, replace_bodies

ROOT = Path(__file__).resolve().parents[2]

RUN = {"offerkit", "cat", "echo", "ls", "mkdir"}
"""The commands that a console block runs."""

NOT_RUN = {"git", "pip", "pipx", "pre-commit", "pygmentize", "python", "python3", "sudo", "uv"}
"""The commands that are shown only: they install something, or take long."""

EMPTY_FOLDER = "<!-- the examples on this page begin in an empty folder -->"
WITHOUT_YAML = "<!-- the examples on this page run without PyYAML -->"


class WrongExampleError(AssertionError):
    """An example does not do what the page says, and no new output could make it right."""


class _Page:
    def __init__(self, name: str, folder: Path, programs: Path) -> None:
        self.name = name
        self.folder = folder
        self.programs = programs
        self.names: dict[str, Any] = {"__name__": "__page__"}
        self.printed: str | None = None  # what the block before this one says

    def run(self, fence: Fence) -> str:
        included = _included(fence.body)
        if included == fence.body:
            return self._run(fence)
        self._run(evolve(fence, body=included))
        return fence.body

    def _run(self, fence: Fence) -> str:
        said, self.printed = self.printed, None
        if fence.title:
            (self.folder / fence.title).write_text(fence.body, encoding="utf-8")
        try:
            match fence.language:
                case "python" | "pycon" if ">>>" in fence.body:
                    return self._session(fence)
                case "python":
                    self.printed = self._program(fence)
                case "console":
                    return self._console(fence)
                case "criteria":
                    self._right_criteria(fence)
                case "criteria-error":
                    self.printed = self._wrong_criteria(fence)
                case "text" if said and not fence.before.strip():
                    return said if not _matches(fence.body, said) else fence.body
                case "text" if re.match(r"(error|warning)\[", fence.body):
                    return _quoted(fence.body)
        except WrongExampleError:
            raise
        except Exception as error:
            raise self._wrong(fence, traceback.format_exc()) from error
        return fence.body

    def _wrong(self, fence: Fence, what: str) -> WrongExampleError:
        return WrongExampleError(f"{self.name}:{fence.line}: {what}")

    def _session(self, fence: Fence) -> str:
        pieces = doctest.DocTestParser().parse(fence.body, self.name)
        return "".join(
            piece if isinstance(piece, str) else self._example(piece) for piece in pieces
        )

    def _example(self, example: doctest.Example) -> str:
        first, *rest = example.source.splitlines()
        prompts = [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
        printed = self._printed(example.source, "single")
        printed = re.sub(r"^$(?!\Z)", "<BLANKLINE>", printed, flags=re.MULTILINE)
        want = example.want if _matches(example.want, printed) else printed
        return "".join(f"{line}\n" for line in prompts) + want

    def _program(self, fence: Fence) -> str:
        return self._printed(fence.body, "exec", raising=True)

    def _printed(self, source: str, mode: str, *, raising: bool = False) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.chdir(self.folder), _plain_display():
            try:
                exec(compile(source, f"<{self.name}>", mode, dont_inherit=True), self.names)
            except Exception as error:
                if raising:
                    raise
                out.write("Traceback (most recent call last):\n    ...\n")
                out.write("".join(traceback.format_exception_only(error)))
        return out.getvalue()

    def _console(self, fence: Fence) -> str:
        new = []
        for block in re.split(r"^(?=\$ )", fence.body, flags=re.MULTILINE):
            if not block.startswith("$ "):
                new.append(block)
                continue
            prompt = re.match(r"\$ (?:[^\n]*\\\n)*[^\n]*\n?", block)
            assert prompt is not None
            want = block[prompt.end() :]
            printed = self._shell(fence, prompt[0][2:].replace("\\\n", " ").strip())
            new.append(
                prompt[0] + (want if printed is None or _matches(want, printed) else printed)
            )
        return "".join(new)

    def _shell(self, fence: Fence, command: str) -> str | None:
        word = command.split()[0]
        if word in NOT_RUN and not command.startswith(("python3 examples/", "python3 -c ")):
            return None
        if word not in RUN | NOT_RUN:
            raise self._wrong(fence, f"`{word}` is neither run nor known as shown only")
        if _needs_no_shell(command) and not (self.programs / "yaml.py").exists():
            printed = _here(shlex.split(command)[1:], self.folder)
        else:
            printed = _in_a_shell(command, self.folder, self.programs)
        if "Traceback (most recent call last)" in printed:
            raise self._wrong(fence, printed)
        return f"{printed.rstrip()}\n" if printed else ""

    def _right_criteria(self, fence: Fence) -> None:
        diagnostics = _diagnostics(fence, self.folder)
        if any(diagnostic.is_error for diagnostic in diagnostics):
            raise self._wrong(fence, render_diagnostics(diagnostics))

    def _wrong_criteria(self, fence: Fence) -> str:
        diagnostics = _diagnostics(fence, self.folder)
        if not diagnostics:
            raise self._wrong(fence, "nothing is wrong with this")
        return f"{render_diagnostics(diagnostics)}\n"


def rerun(name: str, text: str, folder: Path) -> str:
    """Return a page with every output on it made anew.

    Args:
        name: What the page is called in messages.
        text: The page, in Markdown.
        folder: An empty folder. The examples run in it, beside copies of those in ``examples/``.

    Raises:
        WrongExampleError: an example that shall succeed fails, or the other way round.
    """
    files = folder / "files"
    files.mkdir()
    if EMPTY_FOLDER not in text:
        _copy_examples(files)
    programs = _programs(folder / "programs")
    if WITHOUT_YAML in text:
        (programs / "yaml.py").write_text("raise ModuleNotFoundError(name='yaml')\n")
    for fence in reversed(list(fences(text))):
        # A file may name another that stands further down.
        if fence.title:
            (files / fence.title).write_text(_included(fence.body), encoding="utf-8")
    page = _Page(name, files, programs)
    return replace_bodies(text, page.run)


def _copy_examples(folder: Path) -> None:
    """Put the examples in *folder*: all of them in ``examples/``, and its files beside it too."""
    examples = ROOT / "examples"
    if examples.is_dir():
        shutil.copytree(examples, folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
        for path in examples.iterdir():
            if path.is_file():
                shutil.copy(path, folder)


def _programs(folder: Path) -> Path:
    """Return a folder with an ``offerkit`` that is the one under test, installed or not."""
    folder.mkdir()
    program = folder / "offerkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m offerkit "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "python3").symlink_to(sys.executable)
    return folder


_SCREEN: Final = {"COLUMNS": "80", "NO_COLOR": "1"}


def _needs_no_shell(command: str) -> bool:
    return command.startswith("offerkit ") and not re.search(r"[|<>&;*?$()`\n]| -(?= |$)", command)


def _here(arguments: list[str], folder: Path) -> str:
    """Return what the command prints, run in this process: a new one takes long to start."""
    out = io.StringIO()
    screen = mock.patch.dict(os.environ, _SCREEN)
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(out)
    with contextlib.chdir(folder), screen, streams[0], streams[1]:
        run(arguments)
    return out.getvalue()


def _in_a_shell(command: str, folder: Path, programs: Path) -> str:
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
    modules = f"{programs}{os.pathsep}{ROOT / 'src'}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, **_SCREEN, "PATH": path, "PYTHONPATH": modules, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout


@contextlib.contextmanager
def _plain_display() -> Iterator[None]:
    hook = sys.displayhook
    sys.displayhook = sys.__displayhook__
    try:
        yield
    finally:
        sys.displayhook = hook


def _matches(want: str, got: str) -> bool:
    """Whether an output is the one shown; ``...`` in it stands for anything."""
    return doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS)


def _included(body: str) -> str:
    """Return a block with the file in place of the one line that includes it."""
    line = re.fullmatch(r'--8<-- "([^"]+)"\n', body)
    return (ROOT / line[1]).read_text(encoding="utf-8") if line else body


def _diagnostics(fence: Fence, folder: Path) -> tuple[offerkit.Diagnostic, ...]:
    files = FilesInMemory({path.name: path.read_bytes() for path in folder.glob("*.criteria")})
    name = fence.title or "example.criteria"
    try:
        return check_criteria(fence.body, name=name, resolve=files)[1]
    except offerkit.CriteriaError as error:
        return error.diagnostics


def _quoted(message: str) -> str:
    """Return what offerkit says of the line that *message* quotes, at the place it names."""
    place = re.search(r"--> ([^\n:]+):(\d+):\d+\n *\d+ \| ([^\n]*)", message)
    assert place is not None, "a diagnostic names a place and quotes a line"
    text = "\n" * (int(place[2]) - 1) + place[3]
    try:
        diagnostics = offerkit.parse_criteria(text, name=place[1]).warnings
    except offerkit.CriteriaError as error:
        diagnostics = error.diagnostics
    return f"{render_diagnostics(diagnostics)}\n"
