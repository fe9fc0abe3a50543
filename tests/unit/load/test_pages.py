"""Saved pages as they are: encodings, sloppy JSON-LD, microdata and RDFa, and hostile ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from offerkit.errors import OfferError
from offerkit.load import read_offer
from offerkit.load.formats import MAX_PAGE_BYTES
from offerkit.load.locate import Places
from offerkit.load.loose_json import Room, read_loose
from offerkit.load.pages import MAX_SCRIPT, decoded
from offerkit.model.offer import Offer
from offerkit.span import Source
from offerkit.values import UNKNOWN, TextSet

PAGE = """<!doctype html>
<html><head><title>Planner</title>
<script>if (1 < 2) { "@type": "JobPosting" }</script>
<script type="application/ld+json">{"@type": "BreadcrumbList"}</script>
<script type='application/ld+json; charset=utf-8'>
%s
</script>
</head><body>JobPosting</body></html>
"""
PLANNER = '{"@type": "JobPosting", "title": "Planner"}'


def page(text: str | bytes) -> Offer:
    return read_offer(text, format="html", name="page.html")


def code_of(text: str | bytes) -> str:
    with pytest.raises(OfferError) as raised:
        page(text)
    (found,) = raised.value.diagnostics
    return found.code


def test_a_posting_in_a_page_is_that_in_json() -> None:
    assert page(PAGE % PLANNER) == read_offer(PLANNER, format="json")


def test_a_note_on_a_page_has_its_place_in_the_page() -> None:
    offer = page(PAGE % '{"@type": "JobPosting",\n "title": "é", "jobStartDate": "soon"}')
    (note,) = offer.notes
    assert note.primary.span.text == '"soon"'
    assert str(note.primary.span) == "page.html:7:32"


def test_broken_data_beside_a_posting_does_not_matter() -> None:
    offer = page('<script type="application/ld+json">{oops</script>' + PAGE % PLANNER)
    assert offer.role.title == "Planner"
    assert offer.notes == ()


def test_a_script_in_a_comment_is_none() -> None:
    script = f'<script type="application/ld+json">{PLANNER}</script>'
    assert code_of(f"<!-- {script} --><p>") == "no-posting"
    assert page(f"<!-- > {script.replace('Planner', 'Buyer')} -->{script}").role.title == "Planner"


# --- the text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "", False),
        ("utf-8", "", True),
        ("utf-8", "utf-8", False),
        ("utf-8", "iso-8859-1", False),
        ("utf-16", "utf-16", False),  # Python writes the mark
        ("utf-16-le", "", False),
        ("utf-16-be", "", False),
        ("utf-32", "", False),
        ("cp1252", "", False),
        ("cp1252", "utf-8", False),
        ("cp1252", "iso-8859-1", False),
        ("cp1252", "no-such-encoding", False),
        ("iso-8859-15", "ISO-8859-15", False),
        ("cp1250", "windows-1250", False),
        ("shift_jis", "Shift_JIS", False),
        ("iso-2022-jp", "iso-2022-jp", False),
    ],
)
def test_encodings(encoding: str, declared: str, mark: bool) -> None:
    title = "計画" if "jis" in encoding or "jp" in encoding else "Planér für Kälte"
    meta = f'<meta charset="{declared}">' if declared else ""
    if declared == "ISO-8859-15":
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{meta}</head>" + PAGE % PLANNER.replace("Planner", title)
    data = (b"\xef\xbb\xbf" if mark else b"") + text.encode(encoding)
    assert page(data).role.title == title


def test_a_few_wrong_bytes_do_not_change_the_encoding() -> None:
    data = ('<meta charset="utf-8">äöü' + PAGE % PLANNER.replace("Planner", "Planér")).encode()
    assert page(data + b"\xff").role.title == "Planér"
    assert decoded(b"\xfc\xe4") == "üä"


def test_stray_characters_outside_the_posting_do_not_matter() -> None:
    assert page("\x0c\x00" + PAGE % PLANNER + "\x0b\ud800").role.title == "Planner"


# --- JSON as sites write it ------------------------------------------------------------------


def loose(text: str) -> list[Any]:
    found: list[Any] = []
    source = Source("x", text)
    assert read_loose(source, 0, len(text), found, Places(source), Room()) is None
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": "two\nlines\tand a tab"}', [{"a": "two\nlines\tand a tab"}]),
        ('{"a": [1, 2,], "b": 3,}', [{"a": [1, 2], "b": 3}]),
        ('{"a": 1 "b": 2}', [{"a": 1, "b": 2}]),
        ("<!-- {} -->", [{}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/*<![CDATA[*/ {"a": [[1]]} /*]]>*/', [{"a": [[1]]}]),
        ('<![CDATA[[["a"]]]]>', [[["a"]]]),
        ('{"a": 1} {"b": 2};', [{"a": 1}, {"b": 2}]),
        ('window.data = {"a": 1};', [{"a": 1}]),
        ('{"a": NaN, "b": -Infinity, "c": undefined, "d": null}',
         [{"a": None, "b": None, "c": None, "d": None}]),
        ('{"a": 1, "a": 1, "b": 1, "b": 2, "b": 3}', [{"a": 1, "b": [1, 2, 3]}]),
        (r'{"a": "\ud83d", "b": "\ud83d\ude00", "c": "\'\/\u0041\n"}',
         [{"a": "\ufffd", "b": "😀", "c": "'/A\n"}]),
        ('{"a": 1, // one\n "b": /* two */ true}', [{"a": 1, "b": True}]),
        ('{"a": "http://x.org/*"}', [{"a": "http://x.org/*"}]),
        ('{"a": 1e999999999}', [{"a": "1e999999999"}]),
        ("", []),
    ],
)  # fmt: skip
def test_json_that_is_none(text: str, values: list[Any]) -> None:
    assert loose(text) == values


@pytest.mark.parametrize(
    ("cut", "title", "hours"),
    [
        ('"title": "Planner", "workHours": "40 h/week", "description": "He said "hi""}', 1, 1),
        ('"title": "Planner", "workHours": "40 h/week"', 1, 1),
        ('"title": "Senior "Planner"", "workHours": "40 h/week"}', 0, 0),
        ('"title": "Planner", "skills": ["a", oops], "workHours": "40 h/week"}', 1, 0),
    ],
)
def test_broken_data_is_read_up_to_there(cut: str, title: int, hours: int) -> None:
    offer = page(PAGE % ('{"@type": "JobPosting", ' + cut))
    assert offer.role.title == ("Planner" if title else UNKNOWN)
    assert (offer.hours.week is not UNKNOWN) == bool(hours)
    (note,) = offer.notes
    assert note.code == "bad-syntax"
    assert note.path is None


# --- microdata and RDFa ----------------------------------------------------------------------

MICRODATA = """<html lang=de><body itemscope itemtype="https://schema.org/WebPage">
<div itemprop="mainEntity" itemscope itemtype="https://schema.org/JobPosting">
 <h1><a itemprop="title" href="/jobs/1">Planner &amp; <b>buyer</b></a></h1><br>
 <meta itemprop="employmentType" content="PART_TIME">
 <link itemprop="jobLocationType" href="https://schema.org/TELECOMMUTE"/>
 <time itemprop="jobStartDate" datetime="2026-12-01">in December</time>
 <div itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">
  <span itemprop="name">North Loop Tools</span><img itemprop="logo" src="a.png"></div>
 <div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
  <p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
   <span itemprop=addressLocality>Minneapolis</span></p></div>
 <span itemprop="baseSalary" itemscope itemtype="https://schema.org/MonetaryAmount">
  <meta itemprop="currency" content="EUR">
  <span itemprop="value" itemscope itemtype="https://schema.org/QuantitativeValue">
   <span itemprop="minValue">40.000</span><span itemprop="maxValue">50.000</span>
   <meta itemprop="unitText" content="YEAR"></span></span>
 <ul itemprop="jobBenefits"><li>Dental<li>Bus ticket</ul>
</div><p itemprop="name">Jobs</body></html>"""
RDFA = """<body vocab="https://schema.org/"><article typeof="JobPosting" resource="#job">
 <meta property="og:title" content="Jobs">
 <h1 property="title">Planner &amp; <b>buyer</b></h1>
 <meta property="schema:employmentType" content="PART_TIME">
 <span property="jobLocationType" resource="http://schema.org/TELECOMMUTE">from home</span>
 <time property="jobStartDate" datetime="2026-12-01">in December</time>
 <div property="hiringOrganization" typeof="schema:Organization">
  <span property="name">North Loop Tools</span></div>
 <div property="jobLocation" typeof="Place"><div property="address" typeof="PostalAddress">
  <span property="addressLocality">Minneapolis</span></div></div>
 <div property="baseSalary" typeof="MonetaryAmount"><span property="currency">EUR</span>
  <span property="value" typeof="QuantitativeValue"><span property="minValue">40,000</span>
  <span property="maxValue">50,000</span><span property="unitText">YEAR</span></span></div>
 <ul property="jobBenefits"><li>Dental</li><li>Bus ticket</li></ul></article></body>"""


RDFA_BY_RELATIONS = RDFA
for old, new in (
    ('property="hiringOrganization" typeof', 'rel="schema:hiringOrganization" typeof'),
    ('<div property="jobLocation" typeof="Place">', '<div rel="jobLocation"><i typeof="Place">'),
    ("</div></div>", "</div></i></div>"),
):
    RDFA_BY_RELATIONS = RDFA_BY_RELATIONS.replace(old, new)


@pytest.mark.parametrize(
    "text", [MICRODATA, RDFA, RDFA_BY_RELATIONS], ids=["microdata", "RDFa", "relations"]
)
def test_other_notations_are_read_by_the_same_map(text: str) -> None:
    data = {
        "@type": "JobPosting",
        "title": "Planner & buyer",
        "employmentType": "PART_TIME",
        "jobLocationType": "TELECOMMUTE",
        "jobStartDate": "2026-12-01",
        "hiringOrganization": {"name": "North Loop Tools"},
        "jobLocation": {"address": {"addressLocality": "Minneapolis"}},
        "baseSalary": {
            "currency": "EUR",
            "value": {"minValue": 40000, "maxValue": 50000, "unitText": "YEAR"},
        },
        "jobBenefits": ["Dental", "Bus ticket"],
    }
    offer, same = page(text), read_offer(json.dumps(data), format="json")
    for group in ("role", "company", "location", "remote", "offer", "pay", "benefits", "contract"):
        assert getattr(offer, group) == getattr(same, group)
    assert offer.notes == ()


def test_json_and_microdata_of_one_posting_are_one() -> None:
    json_ld = PLANNER.replace("}", ', "workHours": "40 hours per week"}').replace(
        "Planner", "Planner &amp; Buyer"
    )
    offer = page(PAGE % json_ld + MICRODATA)
    assert offer.hours.week == 40
    assert offer.benefits.list == TextSet(frozenset({"Dental", "Bus ticket"}))


def test_a_note_on_microdata_has_its_place() -> None:
    text = MICRODATA.replace('"2026-12-01"', '"soon"')
    (note,) = page(text).notes
    assert note.primary.span.text == '<time itemprop="jobStartDate" datetime="soon">'
    text = MICRODATA.replace("40.000", "lots")
    (note,) = page(text).notes
    assert note.primary.span.text == "lots"


# --- hostile pages ---------------------------------------------------------------------------

KIB = 64 * 1024
NESTED = '<div itemscope itemtype="https://schema.org/JobPosting">'


@pytest.mark.parametrize(
    "text",
    [
        "<a " * KIB,
        "<a" * KIB,
        "<a b='" * KIB,
        "<a b=" * KIB,
        "<a b " + " " * KIB + "=",
        '<a itemprop="' + "x " * KIB,
        "<![x[" * KIB,
        "<!--" * KIB,
        "<!" * KIB,
        "</" * KIB,
        "</b>" * KIB,
        "<script>" * KIB,
        "<title>" * KIB,
        "<!-- <script" * KIB,
        '<script type="application/ld+json">' * KIB,
        '<script type="application/ld+json">' + '{"a":' * KIB,
        '<script type="application/ld+json">' + "[" * KIB,
        '<script type="application/ld+json">' + '{"' * KIB,
        '<script type="application/ld+json">' + "/*" * KIB,
        '<script type="application/ld+json">' + '{"a":1,"a":' * KIB,
        '<script type="application/ld+json">{' + '"a":1,' * KIB,
        '<script type="application/ld+json">{' + '"a":1,"a":2,' * KIB,
        '<script type="application/ld+json">[' + '{"@type":"JobPosting"},' * 2_000,
        NESTED * 20_000,
        NESTED + '<b itemprop="title">' * KIB,
        NESTED + '<b itemprop="title">x</b>' * 20_000,
        NESTED + '<b itemprop="title">' + "&amp;<b>" * KIB,
        NESTED + '<b itemprop="title">' + "<!--" * KIB,
        NESTED + "<p>" * KIB + "</div>" * KIB,
    ],
    ids=lambda text: text[:40],
)
def test_hostile_pages_give_no_traceback(text: str) -> None:
    try:
        page(text)
    except OfferError as error:
        str(error)


def test_limits() -> None:
    assert code_of("x" * (MAX_PAGE_BYTES + 1)) == "file-too-large"
    script = '<script type="application/ld+json">{"a": "' + "x" * MAX_SCRIPT + '"}</script>'
    assert code_of(script) == "file-too-large"
    assert page(script + PAGE % PLANNER).role.title == "Planner"
    deep = f'{{"a": {"[" * 5_000}"]"{"]" * 5_000}, "b": {PLANNER}}}'
    assert page(PAGE % deep).role.title == "Planner"
    assert code_of(bytes(range(256)) * 100) == "not-text"
