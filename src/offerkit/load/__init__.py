"""Between files and offers: reading and writing them.

The rest of offerkit never touches the file system and knows no format.
"""

from __future__ import annotations

from offerkit.load.criteria import load_criteria
from offerkit.load.offers import load_offer, read_offer
from offerkit.load.write import save_offer, write_offer

__all__ = ["load_criteria", "load_offer", "read_offer", "save_offer", "write_offer"]
