"""offerkit as a judge for assistants: a server of the Model Context Protocol (``offerkit mcp``).

A language model that scores an offer gives another score each time. It can write criteria and
state facts, and let these functions decide: the same texts always come to the same results. They
take texts, open no files, and change nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from offerkit import __version__
from offerkit.checking import check_criteria, declared_facts
from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic
from offerkit.errors import DiagnosticError
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer, write_offer
from offerkit.load.formats import Format
from offerkit.model.offer import Offer, known_facts
from offerkit.model.schema import Schema
from offerkit.pay import pay_table
from offerkit.pydantic_fields import argument
from offerkit.text import fold
from offerkit.values import show

INSTRUCTIONS: Final = """\
Decides job offers by a person's own criteria, the same way every time. Do not score or rank offers
yourself: write what the person says as criteria, and what the offer says as facts, and call
`decide`. Leave out what nobody stated: unknown is a value. The words are not yours to guess: call
`check` with what you wrote, and follow its hints. For a letter or a contract, call `read_letter`,
or give what you read from it to `check_reading` together with the text."""

_CriteriaText: TypeAlias = Annotated[
    str,
    argument(
        "A criteria file, such as `dealbreaker if manager.presence < sometimes`, a "
        "statement on a line. It may `use` packs that come with offerkit, but no files."
    ),
]
_SomeCriteria: TypeAlias = Annotated[
    str | None, argument("A criteria file; its facts, rates and assumptions are used.")
]
_OfferText: TypeAlias = Annotated[
    str,
    argument('The facts of an offer, such as `pay.base = "60k USD per year"` (TOML).'),
]
_SomeOffer: TypeAlias = Annotated[
    str | None,
    argument("The facts of an offer, also those that the criteria declare."),
]
_OfferFormat: TypeAlias = Annotated[
    Format, argument("What the text of an offer is; `letter` is a letter or a contract.")
]
_Goal: TypeAlias = Annotated[
    Verdict | None, argument("The verdict to reach; by default the next better one.")
]
_OfferTexts: TypeAlias = Annotated[
    dict[str, str], argument("The facts of each offer (TOML), by a name for the offer.")
]
_LetterText: TypeAlias = Annotated[str, argument("The text of the letter, contract or mail.")]


def check(
    criteria: _SomeCriteria = None,
    offer: _SomeOffer = None,
    offer_format: _OfferFormat = "toml",
) -> dict[str, Any]:
    """Find everything that is wrong in criteria, in an offer, or in both together.

    Each mistake has its place, a sentence and, where there is one, the text to write instead.
    """
    found: list[Diagnostic] = []
    schema: Schema | None = None
    if criteria is not None:
        try:
            schema, warnings = check_criteria(criteria)
            found += warnings
        except DiagnosticError as error:
            found += error.diagnostics
            schema = declared_facts(criteria)
    if offer is not None:
        try:
            found += read_offer(offer, format=offer_format, schema=schema).notes
        except DiagnosticError as error:
            found += error.diagnostics
    return {"diagnostics": [one.to_dict() for one in found]}


def decide(
    criteria: _CriteriaText, offer: _OfferText, offer_format: _OfferFormat = "toml"
) -> dict[str, Any]:
    """Decide an offer: decline, consider, accept or find out, with the reasons.

    `sentence` says why, and what to ask first; `decided_by` names the statements that decided.
    """
    return _decided(criteria, offer, offer_format).to_dict()


def explain(
    criteria: _CriteriaText, offer: _OfferText, offer_format: _OfferFormat = "toml"
) -> dict[str, Any]:
    """Explain a decision: each statement, condition by condition, down to the facts stated."""
    return _decided(criteria, offer, offer_format).explain().to_dict()


def questions(
    criteria: _CriteriaText, offer: _OfferText, offer_format: _OfferFormat = "toml"
) -> dict[str, Any]:
    """List what to ask the employer and what to find out oneself, what decides most first."""
    return _decided(criteria, offer, offer_format).questions().to_dict()


def negotiate(
    criteria: _CriteriaText,
    offer: _OfferText,
    offer_format: _OfferFormat = "toml",
    goal: _Goal = None,
) -> dict[str, Any]:
    """Find the least to ask for that brings the verdict to a goal.

    The criteria say with `negotiable` lines what may be asked for.
    """
    decision = _decided(criteria, offer, offer_format)
    return (decision.negotiate() if goal is None else decision.negotiate(goal)).to_dict()


def compare(criteria: _CriteriaText, offers: _OfferTexts) -> dict[str, Any]:
    """Compare several offers: their order, what tells them apart, and how firm that is."""
    mine = parse_criteria(criteria)
    given = {name: mine.read_offer(text, name=name) for name, text in offers.items()}
    return mine.compare(given).to_dict()


def pay(
    offer: _OfferText, offer_format: _OfferFormat = "toml", criteria: _SomeCriteria = None
) -> dict[str, Any]:
    """Show what an offer pays in each of its first four years, as ranges where facts are open."""
    if criteria is not None:
        return _decided(criteria, offer, offer_format).pay().to_dict()
    return pay_table(read_offer(offer, format=offer_format)).to_dict()


def read_letter(text: _LetterText) -> dict[str, Any]:
    """Read the facts that a letter, contract or mail states, each with the words it is from.

    What is ambiguous is left unknown, with a note. `offer` is an offer file to go on with.
    """
    offer = read_offer(text, format="letter")
    notes = [note.to_dict() for note in offer.notes]
    return {"offer": write_offer(offer), "facts": _facts(offer), "notes": notes}


def check_reading(
    offer: _OfferText, text: _LetterText, criteria: _SomeCriteria = None
) -> dict[str, Any]:
    """Check facts that you read from a letter: each needs a source that quotes the letter.

    Write the sources as `[sources]`, such as `"pay.base" = "a salary of $95,000"`. Facts without a
    source, and sources whose words are not in the letter, are named; so is what this reader
    reads as another value. Ask about them; do not decide on them.
    """
    schema = None if criteria is None else parse_criteria(criteria).schema
    mine = read_offer(offer, schema=schema)
    own, said = known_facts(read_offer(text, format="letter")), _spaced(text)
    known = known_facts(mine)
    return {
        "facts": _facts(mine),
        "without_source": [path for path in known if path not in mine.sources],
        "not_in_the_text": [
            path for path, source in mine.sources.items() if _spaced(_quoted(source)) not in said
        ],
        "read_otherwise": [
            {"fact": path, "yours": show(known[path]), "read": show(value)}
            for path, value in own.items()
            if path in known and known[path] != value
        ],
    }


TOOLS: Final = (
    check,
    decide,
    explain,
    questions,
    negotiate,
    compare,
    pay,
    read_letter,
    check_reading,
)
"""The functions that assistants may call."""


def server() -> MCPServer[Any]:
    """Return the server, which is yet to run: ``server().run()`` speaks over standard streams."""
    made: MCPServer[Any] = MCPServer(
        "offerkit", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    safe = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for function in TOOLS:
        made.add_tool(_answering(function), annotations=safe)
    return made


def _answering(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return a function whose errors in texts are answers that an assistant can act on."""

    @functools.wraps(function)
    def answer(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return function(*args, **kwargs)
        except (DiagnosticError, TypeError, ValueError) as error:
            raise ToolError(str(error)) from None

    return answer


def _decided(criteria: str, offer: str, kind: Format) -> Decision[Offer]:
    mine = parse_criteria(criteria)
    return mine.decide(mine.read_offer(offer, format=kind))


def _facts(offer: Offer) -> list[dict[str, str | None]]:
    return [
        {"fact": path, "value": show(value), "source": offer.sources.get(path)}
        for path, value in known_facts(offer).items()
    ]


def _quoted(source: str) -> str:
    """Return the words that a source quotes: those between the outer quotes, or all."""
    found = _QUOTED.search(source)
    return found[1] if found else source


_QUOTED: Final = re.compile(r"[\"“](.*)[\"”]", re.DOTALL)


def _spaced(text: str) -> str:
    return " ".join(fold(text).split())
