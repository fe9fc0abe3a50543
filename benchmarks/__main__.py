"""Everything that is measured: ``python -m benchmarks``, within two minutes.

Each part is a script of its own, too. What hostile input costs is not measured here, for that alone
takes as long: ``python -m benchmarks.hostile``.
"""

from benchmarks import advise, command, decide, editor, examine, growth, host


def main() -> None:
    """Print every table."""
    for part in (decide, host, command, growth, advise, examine, editor):
        part.main()
        print(flush=True)


if __name__ == "__main__":
    main()
