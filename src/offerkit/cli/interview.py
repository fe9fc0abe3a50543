"""``offerkit interview``: one question after the other, up to a verdict."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Protocol

from attrs import define, field
from cyclopts import Parameter

from offerkit.cli.loading import Given as GivenOffer
from offerkit.cli.loading import day_given, load_criteria_file, load_offer, on_day
from offerkit.cli.new import CRITERIA_NAME, OFFER_NAME, STARTER
from offerkit.cli.options import Root, Today
from offerkit.cli.screen import (
    OK,
    STDIN,
    HasErrorsError,
    Input,
    UsageError,
    print_page,
    read_inputs,
    write,
)
from offerkit.cli.streams import put, show
from offerkit.criteria import Criteria
from offerkit.diagnostics import did_you_mean
from offerkit.errors import OfferError
from offerkit.interview import Interview, with_fact
from offerkit.load.edit import new_offer, unknown_facts
from offerkit.model.fields import AskedOf
from offerkit.model.offer import Offer
from offerkit.packs import Pack, PackLine, criteria_from, packs
from offerkit.render.text.interview import (
    render_end,
    render_lines,
    render_packs,
    render_question,
    render_reasons,
    render_refused,
    render_taken,
)
from offerkit.terminal import safe_line
from offerkit.text import listed

COMMANDS: Final = ("back", "skip", "why", "help", "stop")
"""Words that are no answer; in quotes, each of them is one."""
_STOP: Final = frozenset({"stop", "quit", "exit", "q"})
_HELP: Final = """\
   Answer as you would tell a friend: a level, yes or no, 60k-75k, about 40 minutes.
   don't know      leaves it open; if the employer has to say, it is asked in the call
   doesn't apply   there is no such thing
   back            takes the last answer back
   skip            leaves the question for another time
   why             shows what the answer decides
   stop            ends here; all answers are saved"""

_MOST_READ: Final = 10_000
"""Most characters of an answer."""


def interview(
    criteria: Annotated[
        str, Parameter(help="Criteria file; where there is none, it is written first.")
    ] = CRITERIA_NAME,
    offer: Annotated[
        str, Parameter(help="Offer file in TOML, in which each answer is saved.")
    ] = OFFER_NAME,
    /,
    *,
    mine: Annotated[
        bool,
        Parameter(help="Ask only what you alone can know; the rest is for the employer."),
    ] = False,
    today: Today = None,
    root: Root = None,
) -> int:
    """Ask one question after the other, the most decisive first, up to a verdict.

    Answer as you would tell a friend: a level, yes or no, 60k-75k, about 40
    minutes, don't know, doesn't apply. What an answer was taken for, and what it
    settled, is shown. In place of an answer: back, skip, why, help, stop.

    Each answer is saved in the offer file, whose comments and layout stay; run the
    same command again to go on. What you do not know and the employer has to say
    makes the notes for a call. Where there is no criteria file, the first question
    is what would make you turn an offer down, and the file is written.

    For example:

        offerkit interview
        offerkit interview my.criteria second.toml
        offerkit interview --mine

    Exit codes: 0 ended, 1 a file has errors, 2 wrong usage or a file cannot be
    read or written.
    """
    if STDIN in (criteria, offer):
        raise UsageError("standard input has the answers: give files.")
    if Path(offer).suffix.lower() != ".toml":
        raise UsageError(
            f"{offer} is no .toml file, in which answers are saved; `offerkit new --from {offer}` "
            "makes one of a job page or a letter."
        )
    day, talk = day_given("--today", today), _talk()
    if not os.path.lexists(criteria):
        text = _begun(talk)
        if text is None:
            return OK
        write(Path(criteria), text.encode(), new=True)
        show(f"Wrote {criteria}, which is yours to change.")
    mine_ = load_criteria_file(criteria, root)
    file = _File.opened(offer, mine_, root)
    told = on_day(GivenOffer(file.name, file.name, file.offer), day).offer
    of = AskedOf.YOURSELF if mine else None
    ended = _asked(mine_.interview(told, of=of, unknown=unknown_facts(file.text)), file, talk)
    questions = ended.decision.questions()
    print_page(render_end, questions, call=ended.call(), name=file.name)
    show("", f"Saved in {offer}. To go on: offerkit interview {criteria} {offer}")
    return OK


# --- asking ----------------------------------------------------------------------------------


def _asked(now: Interview, file: _File, talk: _Talk) -> Interview:
    """Return the interview as it is when it ends, with every answer saved."""
    while (question := now.question) is not None:
        number = len(now.answers) + 1
        print_page(render_question, question, number=number, choices=now.choices)
        said = talk.ask((*now.choices, "don't know", *COMMANDS))
        word = "stop" if said is None else said.lower()
        if word in _STOP:
            break
        if word == "back":
            if now.before is None:
                show("   This is the first question.")
            else:
                file.undo()
                now = now.back()
        elif word == "skip":
            file.save(file.text)
            now = now.skip()
        elif word == "why":
            print_page(render_reasons, question)
        elif word == "help" or not word:
            show(*_HELP.split("\n"))
        else:
            assert said is not None
            try:
                after = now.answer(said)
                answered = after.answers[-1]
                file.save(with_fact(file.text, answered.fact, answered.value))
            except OfferError as wrong:
                print_page(render_refused, wrong.diagnostics[0])
                continue
            except ValueError:
                # The facts of the present job may be in a file of their own.
                show(f"   {file.name} has them in another file: state {question.fact} there.")
                now = now.skip()
                file.save(file.text)
                continue
            now = after
            print_page(render_taken, answered, asked_of=question.asked_of)
    return now


@define
class _File:
    """The offer file that answers are saved in."""

    path: Path
    text: str
    offer: Offer
    before: list[str] = field(factory=list)
    """Its text before each answer."""

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.name

    @classmethod
    def opened(cls, name: str, criteria: Criteria[Offer], root: str | None) -> _File:
        """Return a file with what it says of the offer; a new one if there is none.

        Raises:
            UsageError: it cannot be read or written.
            HasErrorsError: it has errors, which are reported.
        """
        path, is_new = Path(name), not os.path.lexists(name)
        text = new_offer(criteria.program.has_reasons)
        [given] = [Input(name, text.encode())] if is_new else read_inputs([name])
        offer = load_offer(given, criteria.schema, root)
        if offer is None:
            raise HasErrorsError
        if is_new:
            write(path, given.data, new=True)
        return cls(path, given.data.decode("utf-8-sig"), offer)

    def save(self, text: str) -> None:
        """Write another text, unless somebody else has changed the file.

        Raises:
            UsageError: it has been changed, or cannot be written.
        """
        self._write(text)
        self.before.append(self.text)
        self.text = text

    def undo(self) -> None:
        """Write the text before the last answer."""
        text = self.before.pop()
        self._write(text)
        self.text = text

    def _write(self, text: str) -> None:
        [given] = read_inputs([str(self.path)])
        if given.data.decode("utf-8-sig", "replace") != self.text:
            raise UsageError(f"{self.path} has been changed meanwhile; run the command again.")
        if text != self.text:
            write(self.path, text.encode())


# --- criteria to begin with ------------------------------------------------------------------


def _begun(talk: _Talk) -> str | None:
    """Return the text of criteria that use the packs which are named; None if nothing is."""
    known = packs()
    print_page(render_packs, known)
    chosen: list[Pack] | None = None
    while chosen is None:
        said = talk.ask((*(pack.name for pack in known), "stop"))
        if said is None or said.lower() in _STOP:
            return None
        if not said:
            return STARTER
        try:
            chosen = packs_named(said, known)
        except ValueError as wrong:
            show(f"   {wrong}")
    lines = [line for pack in chosen for line in pack.lines if line.rules_out]
    print_page(render_lines, lines)
    without: list[PackLine] | None = None
    while without is None:
        said = talk.ask(())
        if said is None or said.lower() in _STOP:
            return None
        places = {str(place): line for place, line in enumerate(lines, 1)}
        numbers = re.findall(r"[0-9]+", said)
        if said.lower() not in {"", "none", "all"} and not numbers:
            show("   Give the numbers of lines, such as 1, 2; or Enter.")
        elif not places.keys() >= {*numbers}:
            show(f"   The numbers are 1 to {len(lines)}.")
        else:
            without = [places[number] for number in numbers]
    return criteria_from([pack.name for pack in chosen], [it.label for it in without if it.label])


def packs_named(said: str, known: Sequence[Pack]) -> list[Pack]:
    """Return the packs that are named: by number, by name, or by a word in what they say.

    Raises:
        ValueError: a word names none of them, or several; the message says so.
    """
    items = re.split(r"[,;]| and ", said.lower())
    if re.fullmatch(r"[0-9 ]+", said):
        items = said.split()
    found: dict[str, Pack] = {}
    for item in map(str.strip, items):
        if item:
            pack = _pack_named(item, known)
            found[pack.name] = pack
    if not found:
        raise ValueError(f"Name at least one of {listed([it.name for it in known], 'and')}.")
    return [*found.values()]


def _pack_named(item: str, known: Sequence[Pack]) -> Pack:
    names = {pack.name: pack for pack in known}
    numbers = {str(number): pack for number, pack in enumerate(known, 1)}
    if item in numbers:
        return numbers[item]
    if item.isdecimal():
        raise ValueError(f"The numbers are 1 to {len(known)}.")
    if (name := re.sub("[ -]", "_", item)) in names:
        return names[name]
    word = re.compile(rf"\b{re.escape(item.removesuffix('s'))}", re.IGNORECASE)
    for texts in (
        lambda pack: (pack.title,),
        lambda pack: (line.label or "" for line in pack.lines),
        lambda pack: (pack.purpose, *(line.why for line in pack.lines)),
    ):
        meant = [pack for pack in known if any(map(word.search, texts(pack)))]
        if len(meant) == 1:
            return meant[0]
        if meant:
            several = listed([pack.name for pack in meant], "or")
            raise ValueError(f"`{item}` could be about {several}.")
    hint = did_you_mean(item, names)
    raise ValueError(f"`{item}` is none of them; {hint or 'give a number'}.")


# --- talking ---------------------------------------------------------------------------------


class _Talk(Protocol):
    """Where answers come from."""

    def ask(self, choices: Sequence[str]) -> str | None:
        """Return the next answer, without white space around it; None if there are no more."""
        ...


_PROMPT: Final = "> "


class _Pipe:
    """Lines of standard input; they are shown, as those of a terminal are."""

    def ask(self, choices: Sequence[str]) -> str | None:
        """Return the next line."""
        put(_PROMPT)
        sys.stdout.flush()
        try:
            line = sys.stdin.readline(_MOST_READ) if sys.stdin is not None else ""
        except UnicodeDecodeError:
            raise UsageError("standard input is not UTF-8 text.") from None
        if not (sys.stdin is not None and sys.stdin.isatty() and line):
            show(line.strip())
        return line.strip() if line else None


class _Terminal:
    """A terminal, with completion."""

    def ask(self, choices: Sequence[str]) -> str | None:
        """Return the next line."""
        from prompt_toolkit import prompt
        from prompt_toolkit.completion import WordCompleter

        completer = WordCompleter([safe_line(it, colour=False) for it in choices], sentence=True)
        try:
            return prompt(_PROMPT, completer=completer).strip()
        except EOFError:
            return None


def _talk() -> _Talk:
    """Return where the answers come from."""
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return _Terminal() if is_terminal and os.environ.get("TERM") != "dumb" else _Pipe()
