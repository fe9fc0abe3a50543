"""Everything that is measured: ``python -m benchmarks``; each part is a script of its own, too."""

import sys

from benchmarks import advise, decide, examine, hostile


def main() -> int:
    """Print every table; 1 when hostile input was not turned away as it should be."""
    decide.main()
    print()
    advise.main()
    print()
    examine.main()
    print()
    return hostile.main()


if __name__ == "__main__":
    sys.exit(main())
