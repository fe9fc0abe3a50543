from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from offerkit.render.html.markup import Markup, joined, optional, tag
from offerkit.terminal import safe


def test_texts_are_escaped_and_markup_is_not() -> None:
    made = tag("p", "a < b & c", tag("b", '"d"'), Markup("<br>"), title="\"'<>&")
    assert made.text == (
        '<p title="&quot;&#x27;&lt;&gt;&amp;">a &lt; b &amp; c<b>&quot;d&quot;</b><br></p>'
    )


def test_names_of_attributes() -> None:
    assert tag("p", class_="a", aria_hidden="true", tabindex=0, id=None).text == (
        '<p class="a" aria-hidden="true" tabindex="0"></p>'
    )


def test_elements_without_content_are_not_closed() -> None:
    assert tag("meta", charset="utf-8").text == '<meta charset="utf-8">'


def test_what_is_empty_leaves_no_trace() -> None:
    assert joined("a", None, [], Markup(""), ["b", [None]]).text == "a\nb"
    assert optional("ul", None, []) is None
    assert optional("ul", "a") == tag("ul", "a")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str | None] = []
        self.elements = 0

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        self.attributes += [value for _, value in attrs]


@given(st.text(), st.text())
def test_no_text_is_taken_for_anything_else(text: str, attribute: str) -> None:
    reader = _Reader()
    reader.feed(tag("p", text, title=attribute).text)
    reader.close()
    assert reader.elements == 1
    assert "".join(reader.texts) == safe(text)
    assert reader.attributes == [safe(attribute)]
