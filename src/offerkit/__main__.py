"""``python -m offerkit``: the same as the command ``offerkit``."""

from __future__ import annotations

from offerkit.cli import main

if __name__ == "__main__":
    main()
