"""The tables of the parser, made from ``grammar/criteria.lark``; see ``offerkit.syntax.table``.

python3 -m tools.table    write them beside the parser
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from offerkit.syntax import table

FILE: Final = Path(table.__file__).with_name(table.NAME)


def main() -> None:
    """Write the file."""
    FILE.write_bytes(table.built())


if __name__ == "__main__":
    main()
