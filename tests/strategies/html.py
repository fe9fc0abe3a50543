"""HTML read the way a strict reader would, for tests of pages."""

from __future__ import annotations

from html.parser import HTMLParser

from attrs import define, field

VOID = frozenset({"br", "link", "meta", "wbr"})


@define
class Element:
    """An element with what stands in it."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(factory=list)

    @property
    def text(self) -> str:
        """All text in it, spaces folded."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        """All text in it, as it is."""
        return "".join(c if isinstance(c, str) else c.raw for c in self.children)

    def all(self, *names: str) -> list[Element]:
        """Return the elements in it of these names, or all, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not names or child.name in names else []
                found += child.all(*names)
        return found

    def one(self, name: str) -> Element:
        """Return the only element of that name in it."""
        (found,) = self.all(name)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag}: an attribute is repeated"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(text: str) -> Element:
    """Return what *text* holds.

    Raises:
        AssertionError: an element is not closed, or not where it should be.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    (root,) = reader.open
    return root
