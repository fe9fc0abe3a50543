"""The vocabulary, last part: the offer on paper, and what you would sign.

``facts.py`` says what the parts have in common.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal, TypeAlias

from attrs import frozen

from offerkit.model import gates
from offerkit.model.fields import Better, Negotiability, Topic, fact
from offerkit.model.gates import SELF_EMPLOYED
from offerkit.records import Record
from offerkit.scales import Breadth
from offerkit.values import DOES_NOT_APPLY, Choice, Duration, Fact, Money, Percent, Texts

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY
MORE: Final = Better.MORE
LESS: Final = Better.LESS


@frozen(kw_only=True)
class OfferFacts(Record):
    """``offer``: the offer as a piece of paper, and when it has to be answered."""

    TOPIC: ClassVar = Topic.CONTRACT
    EVERYDAY: ClassVar = "deal proposal"
    kind: Choice[Literal["new", "counter"]] = fact(
        "Is this a new job, or does my present employer counter another offer?",
        default="new",
        mine=True,
        values={
            "new": "from another company",
            "counter": "counter offer of the present employer",
        },
        everyday="offer type, counter, counteroffer, counter offer, kind of offer",
    )
    """An offer is new unless it says that it is a counter-offer."""
    received: Fact[date] = fact(
        "When did I get the offer?",
        mine=True,
        everyday="date of offer, offer date, received date, date received, offered on",
    )
    deadline: Fact[date] = fact(
        "By when do you need my answer?",
        USUALLY,
        "day for my answer",
        everyday=(
            "deadline, expiry, expires, expiration date, due date, respond by, due, expiration, "
            "response deadline, response date, decision date, decide by, answer by, reply by, "
            "valid until"
        ),
    )
    start: Fact[date] = fact(
        "When would I start?",
        USUALLY,
        "first day",
        everyday=(
            "start date, starting date, first day, begin, start, joining date, entry date, "
            "begin date, hire date, hiring date, available from"
        ),
    )
    in_writing: Choice[bool] = fact(
        "Can I have the whole offer in writing?",
        USUALLY,
        "the whole offer in writing",
        everyday="written, written offer, offer letter, in writing, on paper",
    )
    source: Choice[str] = fact(
        "How did the offer come to me?",
        mine=True,
        everyday="referral, referred by, recruiter, came through, channel",
    )
    answer: Choice[Literal["open", "accepted", "declined", "withdrawn"]] = fact(
        "What have I answered?",
        default="open",
        mine=True,
        values={
            "open": "none, undecided, pending, not yet, thinking",
            "accepted": "yes, taken, signed, agreed",
            "declined": "no, rejected, refused, turned down",
            "withdrawn": "taken back, revoked, reneged",
        },
        everyday="my answer, my reply, offer status, answer given",
    )
    answered: Fact[date] = fact(
        "When did I answer?", mine=True, everyday="accepted on, answered on"
    )
    answer_in_writing: Choice[bool] = fact(
        "Did I answer in writing?", mine=True, everyday="accepted in writing"
    )
    today: Fact[date] = fact("Which day is it today?", mine=True, everyday="now, current date")
    conditions: Texts = fact(
        "On which conditions does the offer depend, such as references or a permit?",
        SOMETIMES,
        "conditions of the offer",
        everyday=(
            "conditions, contingencies, background check, references, drug test, screening, "
            "conditional offer, subject to"
        ),
    )
    conditions_met: Choice[bool] = fact(
        "Are all conditions of the offer met?",
        mine=True,
        everyday="conditions fulfilled, cleared, checks passed, unconditional",
    )


_ContractKind: TypeAlias = Literal[
    "permanent", "fixed_term", "contractor", "temporary", "internship", "freelance"
]
_ContractTime: TypeAlias = Literal["full_time", "part_time"]


@frozen(kw_only=True)
class ContractFacts(Record):
    """``contract``: what you would sign."""

    TOPIC: ClassVar = Topic.CONTRACT
    EVERYDAY: ClassVar = "agreement employment"
    kind: Choice[_ContractKind] = fact(
        "Which kind of contract is it?",
        RARELY,
        "kind of contract",
        values={
            "permanent": "unlimited, indefinite, open ended, regular employment",
            "fixed_term": "limited, for a term, definite",
            "contractor": "self employed, through a contract for work, 1099",
            "temporary": "temp, seasonal, through an agency",
            "internship": "intern, trainee, apprentice, working student",
            "freelance": "freelancer, self employed, independent",
        },
        everyday=(
            "contract type, employment type, contract, kind of employment, type of contract, "
            "employment, permanent, full time employment, job type, type of employment, "
            "permanent contract, freelance, temporary, contractor, employment status"
        ),
    )
    time: Choice[_ContractTime] = fact(
        "Is it full time or part time?",
        SOMETIMES,
        "full time or part time",
        values={
            "full_time": "all day, 40 hours",
            "part_time": "half time, fewer hours",
        },
        everyday="full time, part time, working time model, employment time, workload, fte",
    )
    duration: Fact[Duration] = fact(
        "How long does the contract run?",
        SOMETIMES,
        "length of the contract",
        gates=(gates.Gate("contract.kind", ("permanent",), DOES_NOT_APPLY),),
        everyday=(
            "contract length, contract duration, length of contract, contract term, fixed term, "
            "term, contract end, contract period, limited contract, temporary until"
        ),
    )
    probation: Fact[Duration] = fact(
        "How long is probation?",
        SOMETIMES,
        "probation",
        gates=SELF_EMPLOYED,
        everyday=(
            "probation, probation period, trial period, trial, probationary period, probation time"
        ),
    )
    notice_mine: Fact[Duration] = fact(
        "How much notice must I give?",
        SOMETIMES,
        "notice on my side",
        everyday=(
            "notice, notice period, my notice, my notice period, resignation notice, "
            "resignation period, period of notice"
        ),
    )
    notice_theirs: Fact[Duration] = fact(
        "How much notice must you give me?",
        SOMETIMES,
        "notice on your side",
        everyday=(
            "their notice, their notice period, employer notice, dismissal notice, "
            "termination notice, dismissal protection, at will"
        ),
    )
    severance: Fact[Duration] = fact(
        "How much pay would I get as severance, in weeks or months of it?",
        SOMETIMES,
        "severance pay",
        MORE,
        everyday=(
            "severance, severance pay, severance package, redundancy pay, golden parachute, "
            "layoff pay, exit package"
        ),
    )
    noncompete: Choice[bool] = fact(
        "Is there a non-compete clause?",
        SOMETIMES,
        "non-compete clause",
        LESS,
        everyday=(
            "noncompete, non compete, competition clause, non competition, competition ban, "
            "restrictive covenant, noncompetition, non solicit"
        ),
    )
    noncompete_length: Fact[Duration] = fact(
        "How long does the non-compete clause bind me?",
        SOMETIMES,
        "length of the non-compete clause",
        LESS,
        gates=(gates.Gate("contract.noncompete", (False,), first=True),),
        everyday=(
            "noncompete period, non compete length, non compete duration, noncompete duration, "
            "noncompete months"
        ),
    )
    ip_assignment: Fact[Breadth] = fact(
        "How far does the company's claim to what I create reach?",
        SOMETIMES,
        "claim to what I create",
        everyday=(
            "ip, intellectual property, ip rights, inventions, ip clause, side projects, "
            "patents, copyright, side project, moonlighting, ownership of work, side business"
        ),
    )
    arbitration: Choice[bool] = fact(
        "Would I give up going to court?",
        RARELY,
        "arbitration clause",
        everyday="arbitration, arbitration clause, mandatory arbitration, court",
    )
    training_repayment: Fact[Money] = fact(
        "How much training cost would I pay back if I leave?",
        SOMETIMES,
        "repayment of training",
        LESS,
        everyday=(
            "training repayment, training clawback, repay training, training costs, "
            "training bond, bond, tuition repayment, repayment of training"
        ),
    )
    monitoring: Choice[bool] = fact(
        "Is my work monitored by software?",
        RARELY,
        "monitoring by software",
        LESS,
        everyday=(
            "monitoring, surveillance, tracking, keylogger, employee monitoring, time tracking, "
            "spyware, screen monitoring, computer monitoring, monitored"
        ),
    )
    notice_probation: Fact[Duration] = fact(
        "How much notice is there during probation?",
        SOMETIMES,
        "notice during probation",
        gates=SELF_EMPLOYED,
        everyday="notice in probation, probation notice, trial notice",
    )
    probation_extension: Fact[Duration] = fact(
        "By how much can probation be extended?",
        SOMETIMES,
        "extension of probation",
        LESS,
        gates=SELF_EMPLOYED,
        everyday="extended probation, longer probation, probation extended",
    )
    garden_leave: Fact[Duration] = fact(
        "For how long can you send me home on pay before I leave?",
        SOMETIMES,
        "garden leave",
        gates=SELF_EMPLOYED,
        everyday="garden leave, gardening leave, release from work",
    )
    nonsolicit: Choice[bool] = fact(
        "Must I stay away from your clients and staff after I leave?",
        SOMETIMES,
        "non-solicitation clause",
        LESS,
        everyday="non solicitation, nonsolicit, non solicit, poaching, client protection",
    )
    workload: Fact[Percent] = fact(
        "What share of full time is it?",
        SOMETIMES,
        "share of full time",
        least=1,
        most=100,
        typical="80%",
        everyday="workload, fte, pensum, percentage of full time, part time share",
    )
