"""Between files and offers: reading and writing them.

The rest of offerkit never touches the file system and knows no format. Reading criteria is in
``offerkit.load.criteria``: who only reads offers does not wait for the checker.
"""

from __future__ import annotations

from offerkit.load.offers import load_offer, read_offer
from offerkit.load.write import save_offer, write_offer

__all__ = ["load_offer", "read_offer", "save_offer", "write_offer"]
