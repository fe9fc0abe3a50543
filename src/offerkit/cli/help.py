"""Layout of a subcommand's help: plain text in 80 columns, parameters in two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from offerkit.terminal import wrap

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions

_WIDTH: Final = 80
_LABELS: Final = 18
"""Width of the names of parameters, in columns."""


class PlainHelp:
    """Help for any terminal; see ``cyclopts.help.protocols.HelpFormatter``."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Write the parameters of a command."""
        _write(console, "")
        for entry in panel.entries:
            label = f"  {', '.join(entry.display_labels)}"
            lines = wrap(" ".join(_plain(entry.description, console).split()), _WIDTH - _LABELS)
            if len(label) >= _LABELS:
                lines.insert(0, "")
            for line in lines:
                _write(console, f"{label:<{_LABELS}}{line}".rstrip())
                label = ""

    def render_usage(self, console: Console, options: ConsoleOptions, usage: Any) -> None:
        """Write the usage of the command."""
        _write(console, f"{_plain(usage, console)}\n")

    def render_description(
        self, console: Console, options: ConsoleOptions, description: Any
    ) -> None:
        """Write the description of the command, in the lines of its docstring."""
        _write(console, _plain(description, console))


def _plain(text: Any, console: Console) -> str:
    with console.capture() as capture:
        console.print(text, highlight=False, soft_wrap=True)
    return "\n".join(line.rstrip() for line in capture.get().strip().splitlines())


def _write(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
