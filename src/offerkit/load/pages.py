"""Saved web pages: their text, and the structured data in it, in a single linear scan.

Three notations give the same data: JSON-LD in scripts, microdata, and RDFa (Lite, with prefixes).
A scanner of its own: ``html.parser`` raises for some pages and is slow for others, depending on
the release of Python. Libraries for structured data (extruct, on lxml and rdflib: 20 MB) return
values without their places, give up on data that this reads (comments around it, two values in a
script, quotes in a text) and raise for marked sections and for deep nesting.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Any, Final

from attrs import Factory, define, field, frozen

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import found_problems as problems
from offerkit.load.locate import Place, Places
from offerkit.load.loose_json import MAX_VALUES, Room, read_loose
from offerkit.load.problems import DataPath, file_too_large, too_many_values
from offerkit.records import Record
from offerkit.span import Source

MAX_SCRIPT: Final = 1024 * 1024
"""Maximum length of a script with structured data, in characters."""

# --- the text --------------------------------------------------------------------------------

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, each with the encoding that it says."""
_UTF_16: Final = frozenset(
    beginning.encode(encoding) for beginning in "<{[" for encoding in ("utf-16-le", "utf-16-be")
)
"""Beginnings of pages and of JSON in UTF-16 without a mark."""
_CHARSET: Final = re.compile(rb"<meta[^>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w:.-]+)", re.IGNORECASE)
_CHARSET_WITHIN: Final = 4096
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_SUPERSETS: Final = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""Encodings that stand for a larger one in pages, as browsers read them."""


def read_found_text(name: str, data: bytes | str, limit: int) -> Source:
    """Return the text of a page or posting, whatever its encoding and stray characters.

    Args:
        name: Name of the file in diagnostics.
        data: Its content.
        limit: Maximum size in bytes.

    Raises:
        OfferError: it is too large.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    source = Source(name, decoded(data if isinstance(data, str) else raw[:limit]))
    if len(raw) > limit:
        raise OfferError([file_too_large(source, limit)])
    return source


def is_text(source: Source) -> bool:
    """Return whether a file is text, judged by its first characters."""
    beginning = source.text[:_BEGINNING]
    return len(_NO_TEXT.findall(beginning)) * _RARE <= len(beginning)


_BEGINNING: Final = 65_536
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_RARE: Final = 20
"""One character in so many may be none of a text."""


def decoded(data: bytes | str) -> str:
    """Return the text in bytes of any encoding; it never fails.

    The encoding is that of a byte order mark; or UTF-8, if the bytes are UTF-8 and not only
    ASCII; or the one in a ``meta`` element; or Windows-1252.
    """
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:2] in _UTF_16:
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    label = declared[1].decode().lower() if declared else "utf-8"
    text = data.decode("utf-8", "replace")
    broken, strange = text.count("\ufffd"), len(_NOT_ASCII.findall(text))
    # Bytes in which a meta element can be read are not UTF-16, whatever it says.
    if label.startswith("utf") or (strange and not broken):
        return text if 2 * broken <= strange else data.decode("cp1252", "replace")
    try:
        encoding = codecs.lookup(label).name
        return data.decode(_SUPERSETS.get(encoding, encoding), "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


# --- the structured data ---------------------------------------------------------------------


@frozen
class Page(Record):
    """What programs can read in a page."""

    data: list[Any]
    """Tables and lists of its scripts, then its items of microdata and RDFa, in their order."""
    places: Places
    language: str | None
    """Language of the page, as it states it: ``de-AT``."""
    broken: dict[int, Diagnostic]
    """Problems that ended the reading of a script, by the index of what they cut off."""


_TAG: Final = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(/?)([A-Za-z][^\s/>]*+)((?:=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))|[^>])*+)(?:>|\Z)"
    r"|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL,
)
"""Tag or comment, as browsers find them; one that is never closed is the rest of the page."""
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+"""
)
_OF_ITEMS: Final = re.compile(r"\b(?:item(?:scope|prop)|typeof|property|rel)\b", re.IGNORECASE)
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
}
"""Ends of the elements in which tags are text."""
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_CLOSED_BY: Final = {
    "li": ("li",),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    "tr": ("td", "th", "tr"),
    "option": ("option",),
    **dict.fromkeys("p div ul ol dl table h1 h2 h3 h4 h5 h6 section form pre".split(), ("p",)),
}
"""Open elements that the start of another one closes."""
_VALUES: Final = {
    "time": ("datetime",),
    "data": ("value",),
    "meter": ("value",),
    "link": ("href",),
    **dict.fromkeys(("img", "audio", "video", "embed", "iframe", "source"), ("src",)),
    "object": ("data",),
}
"""Attributes with the value of a property, besides ``content``; otherwise it is the content."""
_LINKS: Final = frozenset({"a", "area", "link"})
"""Elements whose ``rel`` says what their target is, of no item."""
_ADDRESSES: Final = frozenset({"url", "sameas", "image", "logo"})
"""Properties that a link states by its target; of others it states the text."""
_DEEPEST: Final = 256
"""Maximum nesting of the elements of an item."""
_DEEPEST_PROPERTY: Final = 16
_LONGEST: Final = 256 * 1024


@define
class _Element:
    """Element that is still open."""

    name: str
    item: DataPath | None
    table: dict[str, Any] | None
    properties: list[str]
    """Properties whose value is its content."""
    start: int
    """Offset of its content."""
    relation: list[str]
    """Properties whose values are the items in it."""


def read_page(source: Source) -> Page:
    """Return the structured data of a page; one without any is empty."""
    scan = _Scan(source)
    scan.run()
    return Page(scan.data, scan.places, scan.language, scan.broken)


@define
class _Scan:
    source: Source
    data: list[Any] = field(default=Factory(list))
    places: Places = field(init=False)
    broken: dict[int, Diagnostic] = field(default=Factory(dict))
    language: str | None = None
    items: list[tuple[DataPath, dict[str, Any]]] = field(default=Factory(list))
    open: list[_Element] = field(default=Factory(list))
    names: Counter[str] = field(default=Factory(Counter))
    """How many elements of each name are open."""
    room: Room = field(default=Factory(Room))

    def __attrs_post_init__(self) -> None:
        self.places = Places(self.source)

    def run(self) -> None:
        text, at = self.source.text, 0
        while self.room.left >= 0 and (tag := _TAG.search(text, at)) is not None:
            at = tag.end()
            if tag[2] is None:
                continue
            name = tag[2].lower()
            if tag[1]:
                self.close(name, tag.start())
                continue
            if name != "script":
                self.start(name, tag[3], tag)
            if name in _RAW:
                end = _RAW[name].search(text, at)
                until = end.start() if end else len(text)
                if name == "script":
                    self.script(tag[3], at, until)
                at = until
        if self.room.left < 0 and not self.broken:
            here = self.source.span(at, at)
            self.broken[-1] = too_many_values(here, MAX_VALUES, "a page")
        self.close_all(len(text))

    def script(self, attributes: str, start: int, end: int) -> None:
        kind = _attributes(attributes).get("type", "").partition(";")[0].strip().lower()
        if kind != "application/ld+json":
            return
        if end - start > MAX_SCRIPT:
            at = self.source.span(start, start + 1)
            self.broken[-1] = problems.script_too_large(at, MAX_SCRIPT)
        elif problem := read_loose(self.source, start, end, self.data, self.places, self.room):
            self.broken[len(self.data) - 1] = problem

    def start(self, name: str, attributes: str, tag: re.Match[str]) -> None:
        """Read a start tag: it may begin an item, and state a property of the item around it."""
        if name == "html" and self.language is None:
            given = _attributes(attributes)
            self.language = given.get("lang") or given.get("xml:lang") or None
        is_relevant = _OF_ITEMS.search(attributes) is not None
        if not self.items and not is_relevant:
            return
        given = _attributes(attributes) if is_relevant else {}
        while self.open and self.open[-1].name in _CLOSED_BY.get(name, ()):
            self.close(self.open[-1].name, tag.start())
        properties = (given.get("itemprop") or given.get("property") or "").split()
        is_item = "itemscope" in given or "typeof" in given
        relation = given.get("rel", "").split() if name not in _LINKS else []
        if (not self.items and not is_item) or len(self.open) >= _DEEPEST:
            return
        self.room.left -= 1
        if is_item and not properties:
            properties = relation or self.relation()
        place = Place(tag.span()) if is_item or properties else None
        path: DataPath | None = None
        table: dict[str, Any] | None = None
        if is_item:
            kinds = (given.get("itemtype") or given.get("typeof") or "").split()
            table = {"@type": kinds}
            if identity := given.get("itemid") or given.get("about") or given.get("resource"):
                table["@id"] = identity
            for property_ in properties:
                path = self.add(property_, table, place) or path
            if path is None:
                path = (len(self.data),)
                self.data.append(table)
            properties = []
        elif properties and (value := _value(name, given, properties)) is not None:
            for property_ in properties:
                self.add(property_, value, place)
            properties = []
        if name not in _VOID:
            self.open.append(_Element(name, path, table, properties, tag.end(), relation))
            self.names[name] += 1
            if path is not None and table is not None:
                self.items.append((path, table))

    def relation(self) -> list[str]:
        """Return the properties of the innermost item that the next item in it is a value of."""
        for element in reversed(self.open):
            if element.relation or element.table is not None:
                return element.relation if element.table is None else []
        return []

    def add(self, name: str, value: Any, place: Place | None) -> DataPath | None:
        """Add the value of a property to the innermost item; return its path, or None."""
        if not self.items:
            return None
        path, table = self.items[-1]
        values = table.setdefault(name, [])
        if name.startswith("@") or not isinstance(values, list):
            return None
        values.append(value)
        where = (*path, name, len(values) - 1)
        if place is not None:
            self.places.add(where, place)
        return where

    def close(self, name: str, at: int) -> None:
        """Read an end tag: it closes the innermost element of its name, and all in it."""
        while self.names[name]:
            element = self.open.pop()
            self.names[element.name] -= 1
            if element.table is not None:
                path, _ = self.items.pop()
                self.places.known[path] = Place((element.start, at))
            if element.properties and self.is_shallow():
                end = min(at, element.start + _LONGEST)
                for property_ in element.properties:
                    content = self.source.text[element.start : end]
                    self.add(property_, content, Place((element.start, at)))
            if element.name == name:
                return

    def is_shallow(self) -> bool:
        """Return whether few properties have values with elements in them around this place."""
        return sum(1 for around in self.open if around.properties) < _DEEPEST_PROPERTY

    def close_all(self, at: int) -> None:
        while self.open:
            self.close(self.open[0].name, at)


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
    return found


def _value(name: str, given: dict[str, str], properties: list[str]) -> str | None:
    """Return the value that the attributes of an element state, or None: it is its content."""
    keys = ("content", *_VALUES.get(name, ()))
    if "property" in given:
        keys = (*keys, "resource")
    if properties and all(word.rpartition("/")[2].lower() in _ADDRESSES for word in properties):
        keys = (*keys, "href")
    return next((given[key] for key in keys if key in given), "" if name in _VOID else None)
