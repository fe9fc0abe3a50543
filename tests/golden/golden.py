"""What people read, kept in files: compared as it is, rewritten on request.

    OFFERKIT_GOLDEN_UPDATE=1 pytest tests/golden

writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent
UPDATE = bool(os.environ.get("OFFERKIT_GOLDEN_UPDATE"))


def check(name: str, text: str) -> None:
    """Compare *text*, given without its last line break, with the golden file *name*."""
    path = HERE / name
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    assert f"{text}\n" == path.read_text(encoding="utf-8")
