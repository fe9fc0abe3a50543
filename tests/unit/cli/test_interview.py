"""``offerkit interview`` through a pipe: what it asks, what it saves, and how it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import load_criteria, load_offer
from offerkit.cli.interview import packs_named
from offerkit.packs import packs
from tests.unit.cli.conftest import Offerkit

CRITERIA = """\
dealbreaker "Away"     if manager.presence < sometimes
dealbreaker "Far"      if commute.time > 45 min
pro "Pays the rent"    if pay.base >= 60k USD per year   weight 3
pro "A mentor"         if manager.mentoring >= often
leaving "Bored"        until work.interest >= fair
decline below 30%
accept at 70%
"""
OFFER = """\
# Spoken to Dana on Monday.
[manager]
name = "Kim Vo"    # since May
# how often?
#presence = "sometimes"

[pay]
# more to come
"""


@pytest.fixture
def files(folder: Path) -> Path:
    """A folder with criteria and an offer."""
    (folder / "my.criteria").write_text(CRITERIA)
    (folder / "offer.toml").write_text(OFFER)
    return folder


def lines(*said: str) -> str:
    return "".join(f"{line}\n" for line in said)


def test_each_answer_is_saved_where_its_comment_was(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("interview", stdin=lines("about 40 minutes", "often", "60-75k", "60k-75k"))
    assert (ran.code, ran.err) == (0, "")
    assert "`60-75k` may mean thousands at both ends or one" in ran.out
    assert "dealbreaker “Away”: no" in ran.out
    assert "ACCEPT  this offer (offer.toml)" in ran.out
    assert (files / "offer.toml").read_text() == OFFER.replace(
        '#presence = "sometimes"', 'presence = "often"'
    ).replace("[pay]\n", '[pay]\nbase = "60000..75000 USD per year"\n') + (
        '\n[commute]\ntime = "40 min"\n'
    )


def test_back_takes_an_answer_out_of_the_file(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("interview", stdin=lines("back", "90 min"))
    assert "This is the first question." in ran.out
    assert (files / "offer.toml").read_text() == f'{OFFER}\n[commute]\ntime = "90 min"\n'
    (files / "offer.toml").write_text(OFFER)
    ran = offerkit("interview", stdin=lines("20 min", "never say", "back", "stop"))
    assert (files / "offer.toml").read_text() == OFFER
    assert ran.out.count("1. How long is the way to work") == 2


def test_it_goes_on_where_it_was_left(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("interview", stdin=lines("20 min", "skip", "don't know"))
    text = (files / "offer.toml").read_text()
    assert "It goes on the list for the call." in ran.out
    assert 'base = "unknown"' in text
    assert '#presence = "sometimes"' in text
    again = offerkit("interview", stdin=lines("often"))
    # What was skipped is asked again; what is not known, is not.
    assert "1. How often is my manager around?" in again.out
    assert "way to work" not in again.out
    assert "What is the base pay" not in again.out.split("For the call")[0].split("FIND OUT")[0]
    assert "For the call" in again.out


def test_why_and_help_are_no_answers(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("interview", stdin=lines("why", "help", "", "stop"))
    assert "commute.time is needed for" in ran.out
    assert "- dealbreaker: Far" in ran.out
    assert ran.out.count("don't know      leaves it open") == 2
    assert (files / "offer.toml").read_text() == OFFER


def test_of_one_s_own_only_what_one_alone_can_know(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("interview", "--mine", stdin=lines("20 min", "x"))
    assert "1. How long is the way to work" in ran.out
    assert "2." not in ran.out.split("FIND OUT")[0]
    assert "How often is my manager around?" in ran.out


def test_a_file_that_somebody_else_changes_is_not_overwritten(
    files: Path, offerkit: Offerkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from offerkit.cli import interview

    class Meanwhile:
        def ask(self, choices: object) -> str:
            (files / "offer.toml").write_text("# mine\n")
            return "20 min"

    monkeypatch.setattr(interview, "_talk", Meanwhile)
    ran = offerkit("interview")
    assert (ran.code, ran.err) == (
        2,
        "offerkit: offer.toml has been changed meanwhile; run the command again.\n",
    )
    assert (files / "offer.toml").read_text() == "# mine\n"


def test_facts_of_a_job_in_another_file_are_left_there(files: Path, offerkit: Offerkit) -> None:
    (files / "my.criteria").write_text("con if pay.base < current.pay.base\naccept at 50%\n")
    (files / "offer.toml").write_text('current = "job.toml"\npay.base = "50k USD per year"\n')
    (files / "job.toml").write_text("leave.days = 20\n")
    ran = offerkit("interview", stdin=lines("40k"))
    assert "state current.pay.base there" in ran.out
    assert ran.code == 0


# --- from an empty folder --------------------------------------------------------------------

README = lines(
    "manager, agency and place",
    "",
    "large",  # the market
    "good",  # the clients
    "don't know",  # is the manager around?
    "often",  # clients
    "Kim Vo",  # as promised
    "Kim Vo",
    "don't know",  # mentoring
    "gladly",  # live there
)
"""The story of the README as it is told from an empty folder."""


def test_from_an_empty_folder_to_the_verdict_of_the_readme(
    folder: Path, offerkit: Offerkit
) -> None:
    ran = offerkit("interview", stdin=README)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n> ") == README.count("\n") <= 12
    assert "FIND OUT  this offer (offer.toml)" in ran.out
    assert "  - How often is the manager around?\n" in ran.out.partition("For the call")[2]
    criteria = load_criteria("my.criteria")
    assert criteria.warnings == ()
    assert criteria.files == ("<manager>", "<agency>", "<place>", "my.criteria")
    assert load_offer("offer.toml").promised is not None
    # What it wrote decides by itself.
    assert offerkit("decide", "my.criteria", "offer.toml").out.startswith("FIND OUT")


def test_lines_that_would_not_count_are_left_out(folder: Path, offerkit: Offerkit) -> None:
    said = ("nothing", "2 99", "care", "all but one", "9" * 5_000, "1")
    ran = offerkit("interview", stdin=lines(*said))
    assert "`nothing` could be about" in ran.out
    assert "The numbers are 1 to 10." in ran.out
    assert "Give the numbers of lines" in ran.out
    assert "The numbers are 1 to 2." in ran.out
    text = (folder / "my.criteria").read_text()
    assert 'without dealbreaker "No freedom at all in my hours"' in text


def test_enter_begins_with_some_of_everything(folder: Path, offerkit: Offerkit) -> None:
    offerkit("interview", stdin=lines("", "stop"))
    assert "use starter" in (folder / "my.criteria").read_text()
    # With reasons for leaving it matters which kind of offer it is.
    assert 'kind = "unknown"' in (folder / "offer.toml").read_text()


def test_who_stops_at_once_leaves_the_folder_empty(folder: Path, offerkit: Offerkit) -> None:
    assert offerkit("interview", stdin="stop\n").code == 0
    assert offerkit("interview", stdin="").code == 0
    assert offerkit("interview", stdin=lines("agency", "stop")).code == 0
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("1 3", ["agency", "care"]),
        ("1, 3", ["agency", "care"]),
        ("Manager; first job", ["manager", "first_job"]),
        ("clients and markets", ["agency", "place"]),
        ("way to work", ["place"]),
        ("start-up", ["equity"]),
        ("child", ["care"]),
    ],
)
def test_packs_are_named_as_people_name_them(said: str, names: list[str]) -> None:
    assert [pack.name for pack in packs_named(said, packs())] == names


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("manger", "`manger` is none of them; did you mean `manager`?"),
        ("xyzzy", "`xyzzy` is none of them; give a number."),
        ("11", "The numbers are 1 to 10."),
        ("9" * 5_000, "The numbers are 1 to 10."),
        ("²", "`²` is none of them; give a number."),
        (",", "Name at least one of"),
    ],
)
def test_what_names_no_pack_is_asked_back(said: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace("?", r"\?")):
        packs_named(said, packs())


# --- wrong usage -----------------------------------------------------------------------------


def test_files_that_cannot_be_used_are_named(files: Path, offerkit: Offerkit) -> None:
    assert offerkit("interview", "-").err == (
        "offerkit: standard input has the answers: give files.\n"
    )
    assert "is no .toml file" in offerkit("interview", "my.criteria", "page.html").err
    (files / "offer.toml").write_text("pay = \n")
    wrong = offerkit("interview")
    assert wrong.code == 1
    assert "error[bad-syntax]" in wrong.err
    assert offerkit("interview", "my.criteria", "new.toml", stdin=b"\xff\n").err == (
        "offerkit: standard input is not UTF-8 text.\n"
    )


def test_new_begins_with_packs(folder: Path, offerkit: Offerkit) -> None:
    assert offerkit("new", "--pack", "agency, equity").code == 0
    criteria = load_criteria("my.criteria")
    assert criteria.files == ("<agency>", "<equity>", "my.criteria")
    assert criteria.warnings == ()
    for given, message in (("agncy", "did you mean `agency`?"), (" ,", "give at least one of")):
        wrong = offerkit("new", "other", "--pack", given)
        assert wrong.code == 2
        assert message in wrong.err
    assert not (folder / "other").exists()
    assert criteria.interview(load_offer("offer.toml")).question is not None
