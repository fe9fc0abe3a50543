"""Cards: the pictures by which a page is shown where somebody shares its address.

    python3 -m tools.cards    draw the card of the site, which pages without one of their own have

They are drawn with the font that comes with Pillow, so that nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from textwrap import wrap
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 630)
"""Width and height in pixels, as the sites ask for that show cards."""
_MARGIN: Final = 90
_GROUND: Final = (0, 105, 92)
"""The colour of the site's header (``--md-primary-fg-color``)."""
_LINES: Final = ((88, 24, 3), (40, 54, 4))
"""Of the title and of the description: the size in pixels, letters to a line, and lines."""
_PALETTE: Final = [
    round(ground + (255 - ground) * level / 255) for level in range(256) for ground in _GROUND
]


_font = cache(ImageFont.load_default)


def card(site: str, title: str, description: str) -> bytes:
    """Return the card of a page as a PNG: its title and what it is about, white on teal."""
    picture = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(picture)
    draw.text((_MARGIN, 60), site, fill=220, font=_font(44))
    top = 160
    for text, (size, letters, lines) in zip((title, description), _LINES, strict=True):
        shown = wrap(text, letters, max_lines=lines, placeholder=" …")
        font = _font(size)
        draw.multiline_text(
            (_MARGIN, top), "\n".join(shown), fill=255, font=font, spacing=size // 4
        )
        top += round(len(shown) * size * 1.35) + 40
    picture.putpalette(_PALETTE)
    file = BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


if __name__ == "__main__":
    from tools.site import DOCS, settings

    drawn = card("", settings()["site_name"], settings()["site_description"])
    (DOCS / "assets" / "card.png").write_bytes(drawn)
