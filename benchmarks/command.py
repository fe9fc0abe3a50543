"""What the command takes to start and answer, beside a Python that only imports its libraries.

Run `python -m benchmarks.command`. All take turns in one run; the figures are processor time, the
least of several runs, and its ratio to that of the imports.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.timing import ran

ROUNDS = 3
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
IMPORTS = ("-c", "import lark, attrs, cattrs")
FILES = ("candidate.criteria", "half-known.toml")
COMMANDS: dict[str, tuple[str, ...]] = {
    "python, bare": ("-c", "pass"),
    "the imports": IMPORTS,
    "offerkit --help": ("-m", "offerkit", "--help"),
    "offerkit check": ("-m", "offerkit", "check", FILES[0]),
    "offerkit decide": ("-m", "offerkit", "decide", *FILES),
    "offerkit decide --json": ("-m", "offerkit", "decide", "--json", *FILES),
}


def main() -> None:
    """Print a line for each command."""
    found: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            found[name].append(ran(arguments, EXAMPLES).seconds)
    base = min(found["the imports"])
    print(f"{'The command':<32}{'ms':>10}{'x imports':>12}")
    for name, seconds in found.items():
        print(f"{name:<32}{min(seconds) * 1e3:>10.0f}{min(seconds) / base:>12.2f}")


if __name__ == "__main__":
    main()
