"""The layout of a subcommand's help: plain text in 80 columns, parameters side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from offerkit.render.text.terminal import wrap

if TYPE_CHECKING:
    from cyclopts.help import HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions

_WIDTH: Final = 80
_LABELS: Final = 18
"""How many columns the names of parameters take."""


class PlainHelp:
    """Lays help out for any terminal; see ``cyclopts.help.protocols.HelpFormatter``."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Write the parameters of a command."""
        _write(console, "")
        for entry in panel.entries:
            label, lines = _label(entry), wrap(_plain(entry.description, console), _WIDTH - _LABELS)
            if len(label) >= _LABELS:
                lines.insert(0, "")
            for line in lines:
                _write(console, f"{label:<{_LABELS}}{line}".rstrip())
                label = ""

    def render_usage(self, console: Console, options: ConsoleOptions, usage: Any) -> None:
        """Write how the command is called."""
        _write(console, f"{_plain(usage, console, keep_lines=True)}\n")

    def render_description(
        self, console: Console, options: ConsoleOptions, description: Any
    ) -> None:
        """Write what the command does, in the lines of its docstring."""
        _write(console, _plain(description, console, keep_lines=True))


def _label(entry: HelpEntry) -> str:
    return "  " + ", ".join(entry.display_labels)


def _plain(text: Any, console: Console, *, keep_lines: bool = False) -> str:
    with console.capture() as capture:
        console.print(text, highlight=False, soft_wrap=True)
    lines = [line.rstrip() for line in capture.get().strip().splitlines()]
    return "\n".join(lines) if keep_lines else " ".join(" ".join(lines).split())


def _write(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
