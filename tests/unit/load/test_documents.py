"""Letters in .docx and PDF files: the facts of their text, or a sentence on why there are none."""

from __future__ import annotations

import logging
import sys
from io import BytesIO
from pathlib import Path

import pytest

from offerkit import Offer, load_offer, read_offer
from offerkit.errors import OfferError
from offerkit.load.formats import MAX_LETTER_PAGES
from offerkit.model.offer import known_facts
from offerkit.values import show
from tests.documents import docx, lines, paragraph, pdf, row

pytest.importorskip("mammoth")
pypdf = pytest.importorskip("pypdf")

# --- one letter in five files ------------------------------------------------------------------

SENTENCES = (
    "We are delighted to offer you the position of Field Engineer.",
    "This offer is subject to two references. Please reply by 27 November 2026.",
)
ROWS = (
    ("Salary", "£41,500 per annum, rising to £43,000 when you have passed probation"),
    ("Hours", "37.5 per week, Monday to Friday"),
    ("Holiday", "27 days a year plus public holidays"),
    ("Notice", "During probation, one week. Afterwards, two months on either side."),
    ("Pension", "We contribute 7%; you contribute 3%."),
)
TEXT = "\n\n".join(
    (SENTENCES[0], "\n".join(f"{label:<14}{text}" for label, text in ROWS), SENTENCES[1])
)
FILES = {
    "letter.txt": TEXT.encode(),
    "letter.md": "\n\n".join(
        (
            SENTENCES[0],
            "\n".join(["| Term | |", "|---|---|", *(f"| **{a}** | {b} |" for a, b in ROWS)]),
            SENTENCES[1],
        )
    ).encode(),
    "letter.eml": b"From: Jo <jo@example.org>\nSubject: Offer\nMIME-Version: 1.0\n"
    b"Content-Type: text/html; charset=utf-8\n\n<html><p>%s</p><table>%s</table><p>%s</p></html>"
    % (
        SENTENCES[0].encode(),
        "".join(f"<tr><td>{a}</td>\n<td><b>{b}</b></td></tr>" for a, b in ROWS).encode(),
        SENTENCES[1].encode(),
    ),
    "letter.docx": docx(
        paragraph(SENTENCES[0])
        + f"<w:tbl>{''.join(row(*pair) for pair in ROWS)}</w:tbl>"
        + paragraph(SENTENCES[1])
    ),
    "letter.pdf": pdf(
        [
            *lines(SENTENCES[0]),
            *((72, 740 - 14 * index, label) for index, (label, _) in enumerate(ROWS)),
            *((160, 740 - 14 * index, text) for index, (_, text) in enumerate(ROWS)),
            *lines(SENTENCES[1], top=640),
        ]
    ),
}  # fmt: skip


def facts(offer: Offer) -> dict[str, str]:
    return {path: show(value) for path, value in known_facts(offer).items()}


@pytest.mark.parametrize("name", FILES)
def test_the_same_letter_gives_the_same_facts(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    offer = load_offer(path)
    expected = read_offer(TEXT, format="letter")
    assert facts(offer) == facts(expected)
    assert len(facts(expected)) == 10
    assert [note.path for note in offer.notes] == [note.path for note in expected.notes]
    assert offer.sources.keys() == expected.sources.keys()
    assert "£41,500 per annum" in offer.sources["pay.base"]


@pytest.mark.parametrize("name", ["letter.docx", "letter.pdf"])
def test_documents_are_known_by_their_beginning(name: str) -> None:
    assert facts(read_offer(FILES[name], format="letter")) == facts(
        read_offer(TEXT, format="letter")
    )


# --- what documents have that texts lack -------------------------------------------------------


def test_fields_and_changes_of_a_document() -> None:
    filled = f"<w:sdt><w:sdtContent>{paragraph('Leave: 25 days')}</w:sdtContent></w:sdt>"
    changed = (
        "<w:p><w:r><w:t>Base salary: </w:t></w:r>"
        "<w:del w:id='1'><w:r><w:delText>£40,000</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>£42,000</w:t></w:r></w:ins><w:r><w:t> per year</w:t></w:r></w:p>"
    )
    tab = "<w:p><w:r><w:t>Probation</w:t><w:tab/><w:t>3 months</w:t></w:r></w:p>"
    offer = read_offer(docx(filled + changed + tab), format="letter")
    assert facts(offer) == {
        "pay.base": "42,000 GBP per year",
        "leave.days": "25",
        "contract.probation": "3 months",
    }


def test_pages_of_a_pdf_are_one_text() -> None:
    head, foot = (72, 810, "Brightwell Ltd, 4 Orchard Road"), "Page {} of 2"
    offer = read_offer(
        pdf(
            [head, (72, 700, "Your salary will be"), (72, 40, foot.format(1))],
            [head, (72, 700, "paid monthly, £40,000 per year."), (72, 40, foot.format(2))],
        ),
        format="letter",
    )
    assert facts(offer) == {"pay.base": "40,000 GBP per year"}
    assert offer.notes == ()


def test_a_label_in_the_middle_of_its_cell() -> None:
    page = [
        (72, 700, "Annual leave"),
        (200, 707, "23 working days plus public"),
        (200, 693, "holidays"),
    ]
    offer = read_offer(
        pdf([*lines("Your holiday entitlement is 25 days a year."), *page]), format="letter"
    )
    assert "leave.days" not in facts(offer)
    assert "23" in offer.notes[0].message


def test_a_page_without_text_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        offer = read_offer(pdf(lines("Leave: 25 days"), []), format="letter")
    assert facts(offer) == {"leave.days": "25"}
    assert [note.message for note in offer.notes] == [
        "page 2 has no text that can be read, such as a picture of a page"
    ]
    assert caplog.records == []


# --- what cannot be read -----------------------------------------------------------------------


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(BytesIO(pdf(lines("Leave: 25 days"))))
    writer.encrypt(password, owner_password="x", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


BOMB = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
) + "]>"  # fmt: skip
REFUSED = {
    "a password": (encrypted("secret"), "encrypted with a password"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format .doc"),
    "a scan": (pdf([], []), "its pages are pictures"),
    "a document of pictures": (docx(""), "its pages are pictures"),
    "half a PDF": (FILES["letter.pdf"][:400], "not a PDF file, or it is damaged"),
    "half a document": (FILES["letter.docx"][:400], "Word document (.docx), or it is damaged"),
    "another archive": (docx("").replace(b"word/", b"sheet/"), "not a Word document"),
    "open XML": (docx("<w:r>"), "not a Word document"),
    "nested": (docx("<w:p><w:r>" + "<w:sdt><w:sdtContent>" * 5_000), "not a Word document"),
    "entities": (docx(paragraph("&j;").replace("&amp;", "&"), BOMB), "not a Word document"),
    "a large part": (docx("", styles=" " * 1_100_000), "at most 1 MiB"),
    "many pages": (pdf(*[lines("x")] * (MAX_LETTER_PAGES + 1)), "at most 50 pages"),
    "a large page": (pdf(lines("x" * 1_100_000)), "at most 1 MiB"),
    "large pages": (pdf(*[lines(x + " " * 400_000) for x in "abc"]), "at most 1 MiB"),
    "much text": (pdf(*[lines(x * 70_000) for x in "abcd"]), "at most 256 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_one_sentence_says_why_a_document_is_not_read(what: str) -> None:
    data, message = REFUSED[what]
    with pytest.raises(OfferError) as caught:
        read_offer(data, format="letter")
    [found] = caught.value.diagnostics
    assert message in found.message
    assert found.hint
    assert found.code in {"not-text", "file-too-large"}


def test_a_pdf_that_only_may_not_be_changed_is_read() -> None:
    assert facts(read_offer(encrypted(""), format="letter")) == {"leave.days": "25"}


@pytest.mark.parametrize("name", ["letter.docx", "letter.pdf"])
def test_damaged_documents_end_in_no_traceback(name: str) -> None:
    data, codes = FILES[name], set[str]()
    for at in range(0, len(data), 41):
        try:
            read_offer(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], format="letter")
        except OfferError as error:
            codes.update(found.code for found in error.diagnostics)
    assert codes <= {"not-text", "file-too-large"}


@pytest.mark.parametrize(("name", "library"), [("letter.docx", "mammoth"), ("letter.pdf", "pypdf")])
def test_without_the_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(OfferError) as caught:
        read_offer(FILES[name], format="letter")
    [found] = caught.value.diagnostics
    assert found.code == "missing-library"
    assert library in found.message
    assert found.hint == "install `offerkit[letters]`, or save its text as .txt"
