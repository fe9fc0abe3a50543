"""The playground in a real browser: Python starts there, decides, and asks nobody for anything.

Starting takes seconds, so the tests of this module share one visit. Each leaves the texts as the
next one needs them, and the page without an error.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import TIMEOUT, Browser, Page
from tests.browser.test_accessible import tab_to, violations
from tests.docs.building import shared_site
from tests.docs.running import ROOT
from tests.documents import docx, lines, paragraph, pdf

WIDTHS = (1280, 390)
LETTER = (ROOT / "tests" / "letters" / "uk-care.txt").read_bytes()
DATA = "document.getElementById('pg-root').dataset"
STATUS = "document.querySelector('.pg-status').textContent"
MESSAGE = "document.querySelector('.pg-message').textContent"
DRAWN = "document.querySelector('.pg-drawn').shadowRoot.textContent"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement"


def text_of(page: Page, label: str) -> str:
    """The text in an editor."""
    lines = f"[...document.querySelectorAll('[aria-label=\"{label}\"] .cm-line')]"
    found: list[str] = page.evaluate(f"{lines}.map(line => line.textContent)")
    return "\n".join(found)


def settle(page: Page, doing: str = "0") -> None:
    """Do something on the page, and wait until all that follows from it is on the page."""
    before = page.evaluate(f"Number({DATA}.decided ?? 0)")
    page.evaluate(doing)
    page.wait_for(f"Number({DATA}.decided ?? 0) > {before} && !{DATA}.failed")


def click(label: str) -> str:
    """The expression that presses the first button called so."""
    buttons = "[...document.querySelectorAll('#pg-root button')]"
    return f"{buttons}.find(one => one.textContent === {json.dumps(label)}).click()"


def load(number: int) -> str:
    """The expression that loads a situation by its number."""
    return f"document.getElementById('pg-example').value = {number}; {click('Load')}"


def open_playground(page: Page, address: str) -> None:
    page.open(address)
    page.wait_for(f"{DATA}.decided || {DATA}.failed", seconds=4 * TIMEOUT)  # Python starts
    assert page.evaluate(f"{DATA}.failed ?? ''") == ""


def ask_nobody_else(page: Page, address: str) -> None:
    """Check that nothing went wrong, and that no other server was asked for anything."""
    assert page.problems == []
    asked = {urlsplit(url).netloc for url in page.requests if not url.startswith("data:")}
    assert asked - {""} == {urlsplit(address).netloc}, "and blobs, which are of the page itself"


@pytest.fixture(scope="module")
def visit(
    chromium: Browser, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The page when it has decided the first situation."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine, so the site has no playground")
    assert (shared_site(tmp_path_factory) / "assets" / "playground" / "packages.zip").exists()
    with chromium.page() as page:
        page.watch_workers()
        open_playground(page, f"{address}playground/")
        yield page
        ask_nobody_else(page, address)


def test_a_visit(visit: Page, address: str) -> None:
    """In one test, for a run on several processes would start as many Pythons."""
    decided_at_once(visit)
    ask_nobody_else(visit, address)
    fits_and_breaks_no_rule(visit)
    asked = len(visit.requests)
    typo_is_mended_by_keyboard(visit)
    words_are_completed(visit)
    offer_is_mended(visit)
    link_goes_round(visit)
    second_offer_and_letter(visit)
    interview_is_a_form(visit)
    criteria_come_of_a_form(visit)
    letter_becomes_an_offer(visit)
    mounted_again(visit)
    files = {
        url.rpartition("/")[2] for url in visit.requests[asked:] if not url.startswith("data:")
    }
    others = files - {"search_index.json", "favicon.png"}
    assert others == set(), "nothing that was done needed a server"
    other_pages_load_nothing(visit, address)
    second_visit(visit, address)
    documents_become_offers(visit)


def decided_at_once(page: Page) -> None:
    assert page.evaluate(f"{DATA}.verdict") == "find_out"
    assert "Ask first: How often is my manager around?" in page.evaluate(STATUS)
    drawn = page.evaluate(DRAWN)
    for words in ("Riverfront Partners", "What to ask", "Pays the rent", "Score"):
        assert words in drawn
    assert page.evaluate("document.querySelectorAll('.pg-drawn')[1].shadowRoot.textContent").count(
        "manager.mentoring"
    )
    print("first verdict:", page.evaluate(f"{DATA}.cold"), "ms")


def fits_and_breaks_no_rule(page: Page) -> None:
    for width in WIDTHS:
        page.resize(width, 900)
        assert page.evaluate(TOO_WIDE) <= 0, f"scrolls sideways at {width}"
        assert violations(page) == [], width
    page.resize(WIDTHS[0], 900)


def typo_is_mended_by_keyboard(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "[aria-label='Your criteria']")
    page.press("Home", ctrl=True)
    page.type('dealbreaker "Far" if comute.time > 20 min\n')
    page.wait_for(f"{DATA}.verdict === ''")
    page.wait_for("document.querySelector('.cm-lintRange-error')?.textContent === 'comute.time'")
    assert "1 error" in page.evaluate(STATUS)
    assert violations(page) == []
    page.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Line 1"
    tab_to(page, ".pg-fix")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Write commute.time"
    page.press("Enter")
    page.wait_for(f"{DATA}.verdict === 'decline'")
    assert text_of(page, "Your criteria").startswith('dealbreaker "Far" if commute.time > 20 min\n')
    assert page.evaluate("document.querySelector('.cm-lintRange-error')") is None
    print("after an edit:", page.evaluate(f"{DATA}.edit"), "ms")


def complete(page: Page, before: str, typed: str, expected: str) -> None:
    """Type, and take the first word that is offered."""
    page.type(before)
    for letter in typed:
        page.press(letter)
    option = "document.querySelector('.cm-tooltip-autocomplete [aria-selected] *')"
    page.wait_for(f"{option}?.textContent === '{expected}'")
    page.evaluate("new Promise(done => setTimeout(done, 100))")  # it is not taken at once
    page.press("Enter")
    page.wait_for("document.querySelector('.cm-tooltip-autocomplete') === null")


def words_are_completed(page: Page) -> None:
    """Facts, levels and statements, each by its first letters."""
    complete(page, "\ndealbreaker if ", "manager.pre", "manager.presence")
    complete(page, " < ", "some", "sometimes")
    complete(page, "\n", "caut", "caution")
    assert "dealbreaker if manager.presence < sometimes\ncaution" in text_of(page, "Your criteria")
    page.evaluate("document.querySelector('[aria-label=\"The offer\"]').focus()")
    page.press("Home", ctrl=True)
    complete(page, "", "manager.pre", "manager.presence")
    complete(page, ' = "often"\nclients.contact = "', "rar", "rarely")
    stated = 'manager.presence = "often"\nclients.contact = "rarely'
    assert text_of(page, "The offer").startswith(stated)


def offer_is_mended(page: Page) -> None:
    settle(page, load(1))
    page.evaluate("document.querySelector('[aria-label=\"The offer\"]').focus()")
    page.press("Home", ctrl=True)
    page.type('"Ä😀" = 3\ncomute.time = "30 min"\n')
    page.wait_for("document.querySelectorAll('.pg-problems li').length === 2")
    marked = "[...document.querySelectorAll('.cm-lintRange-error')].map(one => one.textContent)"
    page.wait_for(f"({marked}).includes('comute')")
    settle(page, load(1))


def link_goes_round(page: Page) -> None:
    page.grant("clipboardReadWrite", "clipboardSanitizedWrite")
    settle(page, load(3))
    offer, criteria = text_of(page, "The offer"), text_of(page, "Your criteria")
    page.evaluate(click("Copy a link"))
    page.wait_for(f"({MESSAGE}).startsWith('Link')")
    link = page.evaluate("location.href")
    assert "#texts=" in link
    assert page.evaluate("navigator.clipboard.readText()") == link
    settle(page, load(0))
    assert text_of(page, "The offer") != offer
    assert page.evaluate("location.hash") == "", "it would undo what was changed since"
    settle(page, f"location.hash = {json.dumps(urlsplit(link).fragment)}")
    assert (text_of(page, "The offer"), text_of(page, "Your criteria")) == (offer, criteria)
    assert page.evaluate(f"{DATA}.verdict") == "decline"
    page.evaluate("location.hash = '#texts=damaged'")
    page.wait_for(f"({MESSAGE}).includes('damaged')")
    assert text_of(page, "The offer") == offer


def second_offer_and_letter(page: Page) -> None:
    settle(page, load(6))
    compared = "document.querySelectorAll('.pg-drawn')[2].shadowRoot.textContent"
    assert "other.toml" in page.evaluate(compared)
    page.evaluate("document.querySelector('.pg-output details').open = true")
    page.wait_for("document.querySelector('.pg-letter').textContent.startsWith('Hello')")
    settle(page, load(1))
    page.wait_for("document.querySelector('.pg-letter').textContent.includes('not to accept')")


ROOT_ELEMENT = "document.getElementById('pg-root')"
"""Without the head of the site, whose colours change while the page scrolls to the focus."""
QUESTION = "document.getElementById('pg-question')"
TAKEN = "document.querySelector('.pg-taken').textContent"
REFUSED = "document.getElementById('pg-refused')?.textContent ?? ''"


def asked(page: Page, question: str) -> None:
    """Wait for a question, which is to have the focus, or the field for its answer."""
    page.wait_for(f"{QUESTION}?.textContent === {json.dumps(question)}")
    focused = f"{FOCUSED} === {QUESTION} || {FOCUSED}.matches('[aria-labelledby=pg-question]')"
    page.wait_for(focused)


def interview_is_a_form(page: Page) -> None:
    """By keyboard, but for one answer: a button, one that is asked back, back, and the end."""
    settle(page, load(0))
    offer = text_of(page, "The offer")
    page.evaluate("document.getElementById('pg-example').focus()")
    tab_to(page, "#pg-root [aria-expanded]")
    page.press("Enter")
    asked(page, "How often is my manager around?")
    for width in WIDTHS:
        page.resize(width, 900)
        assert page.evaluate(TOO_WIDE) <= 0, f"scrolls sideways at {width}"
        assert violations(page, ROOT_ELEMENT) == [], width
    page.resize(WIDTHS[0], 900)
    tab_to(page, ".pg-answer")
    page.type("umm")
    page.press("Enter")
    page.wait_for(f"({REFUSED}).startsWith('`umm` is not a level')")
    assert page.evaluate(f"{FOCUSED}.matches('.pg-answer[aria-invalid=true]')")
    assert text_of(page, "The offer") == offer
    settle(page, click("rarely"))
    page.wait_for(f"{QUESTION}.textContent === 'Settled: decline'")
    assert page.evaluate(f"{DATA}.verdict") == "decline"
    assert 'presence = "rarely"' in text_of(page, "The offer")
    assert "dealbreaker “My manager would rarely be around”: yes" in page.evaluate(TAKEN)
    tab_to(page, ".pg-asking .pg-bar button")
    settle(page, f"{FOCUSED}.click()")
    asked(page, "How often is my manager around?")
    assert text_of(page, "The offer") == offer
    assert page.evaluate(f"{DATA}.verdict") == "find_out"
    page.evaluate(click("Skip"))
    page.wait_for(f"{QUESTION}.textContent === 'Find out, as far as you can tell'")
    page.evaluate(click("Back"))
    asked(page, "How often is my manager around?")
    settle(page, click("often"))
    asked(page, "How often would my manager teach me something?")
    assert text_of(page, "The offer").startswith(offer.partition("\n")[0]), "comments are kept"
    settle(page, click("I don't know"))
    page.wait_for(f"{QUESTION}.textContent === 'Find out, as far as you can tell'")
    assert "list for the call" in page.evaluate(TAKEN)
    notes = page.evaluate("document.querySelector('.pg-asking pre').textContent")
    assert "How often would the manager teach me something?" in notes
    assert 'mentoring = "unknown"' in text_of(page, "The offer")
    assert violations(page, ROOT_ELEMENT) == []


def criteria_come_of_a_form(page: Page) -> None:
    """Where there are none, and the form follows the texts as they change."""
    settle(page, load(0))
    page.wait_for(f"{QUESTION}.textContent === 'How often is my manager around?'")
    page.evaluate("document.querySelector('[aria-label=\"Your criteria\"]').focus()")
    page.press("a", ctrl=True)
    settle(page, "document.execCommand('delete')")
    page.wait_for(f"{QUESTION}.textContent === 'What would make you turn it down?'")
    page.evaluate(click("Write the criteria"))
    page.wait_for(f"({REFUSED}).startsWith('Tick')")
    page.evaluate(
        "[...document.querySelectorAll('.pg-topics label')]"
        ".find(one => one.textContent.includes('Manager and guidance')).click()"
    )
    assert violations(page, ROOT_ELEMENT) == []
    page.evaluate(
        "[...document.querySelectorAll('.pg-topics fieldset:not([hidden]) label')]"
        ".find(one => one.textContent.includes('Another manager')).click()"
    )
    settle(page, click("Write the criteria"))
    page.wait_for(f"{QUESTION}.textContent === 'How often is my manager around?'")
    criteria = text_of(page, "Your criteria")
    assert "use manager" in criteria
    assert 'without dealbreaker "Another manager than I was told"' in criteria
    page.evaluate("document.querySelector('[aria-label=\"The offer\"]').focus()")
    page.press("a", ctrl=True)
    page.type('manager = { name = "Kim" } # inline\n')
    page.wait_for(f"{DATA}.verdict === 'find_out'")
    settle(page, click("often"))
    stated = 'manager = { name = "Kim", presence = "often"} # inline'
    page.wait_for(
        f"document.querySelector('[aria-label=\"The offer\"]').textContent.includes({stated!r})"
    )
    page.evaluate(click("Close"))
    assert page.evaluate(f"{FOCUSED}.textContent") == "Be asked"
    settle(page, load(1))


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file on the editor of the offer, and wait for what follows."""
    coded = json.dumps(base64.b64encode(data).decode("ascii"))
    dropped = f"""(() => {{
      const bytes = Uint8Array.from(atob({coded}), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], {json.dumps(name)}));
      const target = document.querySelector('[aria-label="The offer"]');
      const options = {{ dataTransfer, bubbles: true, cancelable: true }};
      target.dispatchEvent(new DragEvent("drop", options));
    }})()"""
    settle(page, dropped)


def letter_becomes_an_offer(page: Page) -> None:
    drop(page, "letter.txt", LETTER)
    assert text_of(page, "The offer").startswith("# Not read, so unknown here:")
    unread = page.evaluate("document.querySelector('.pg-unread').innerText")
    assert unread.startswith("Not read in letter.txt")
    assert "leave.days" in unread
    assert page.evaluate("document.querySelectorAll('.pg-problems:not([hidden])').length") == 0


def documents_become_offers(page: Page) -> None:
    """What reads them is loaded from the site, and from nowhere else."""
    said = "We are pleased to offer you a base salary of USD {},000 per year."
    drop(page, "letter.pdf", pdf(lines("Dear Ada,", said.format(91))))
    assert 'base = "91000 USD per year"' in text_of(page, "The offer")
    drop(page, "letter.docx", docx(paragraph("Dear Ada,") + paragraph(said.format(92))))
    assert 'base = "92000 USD per year"' in text_of(page, "The offer")
    drop(page, "offer.yaml", b"pay: {base: 93k USD per year}\n")
    assert 'base = "93000 USD per year"' in text_of(page, "The offer")


def mounted_again(page: Page) -> None:
    """As under instant navigation: the page is put in again, and no module runs anew."""
    offer = text_of(page, "The offer")
    page.evaluate(
        "document.getElementById('pg-root').outerHTML = '<div id=pg-root></div>';"
        "document$.next(document)"
    )
    page.wait_for(f"{DATA}.decided")
    assert page.evaluate("document.querySelectorAll('.pg-output').length") == 1
    assert text_of(page, "The offer") == offer, "the texts were kept"


def other_pages_load_nothing(page: Page, address: str) -> None:
    before = len(page.requests)
    page.open(f"{address}how-to/playground/")
    assert not [url for url in page.requests[before:] if "assets/playground" in url]


def second_visit(page: Page, address: str) -> None:
    open_playground(page, f"{address}playground/")
    assert page.evaluate(f"{DATA}.verdict") != ""
    assert text_of(page, "The offer").startswith("# Not read")
    settle(page, click("Forget what I typed"))
    assert page.evaluate(f"{DATA}.verdict") == "find_out"
    assert page.evaluate("sessionStorage.length <= 1")
