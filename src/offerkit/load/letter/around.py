"""Words around an amount with which it states no fact, or another one."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from typing import Final

BOUNDARY: Final = re.compile(
    r";|[:.] |, (?:but|and|so|while|whereas|then|with|which|plus|und|aber|during which|in which)\b| - | but |\(|\)",
    re.IGNORECASE,
)
"""Between two parts of a sentence that say something of their own."""
CLAUSE: Final = re.compile(r"[;,()] ?| \+ |[:.] | - | (?:and|but|plus|with) ", re.IGNORECASE)
APART: Final = re.compile(
    r"[;:,()]| - |\b(?:and|but|plus|or|with|und|oder|sowie|includ\w+|inclusive|contain\w*|compris\w+|consist\w+|made up|inklusive|einschließlich)\b",
    re.IGNORECASE,
)
"""Between an amount and words behind it that do not belong to it."""
NOUN_BEHIND: Final = re.compile(
    r"'?s?'? ?(?:of |in |for |as |towards |on |zur |an |von |für )?(?:an? |the |your |our |all )?(?:(?!after|following|from|before|until|within|if|when|once)[\w-]+[ /]){0,2}$",
    re.IGNORECASE,
)
CEILING: Final = re.compile(
    r"\b(?:(?<!goes )(?<!go )(?<!going )(?<!rises )(?<!rising )(?<!moves )(?<!moving )(?<!increases )up ?to|max(?:imum|imal|\.)?(?: of| is)?|at most|no more than|not (?:more than|to exceed|exceeding)"
    r"|capped at|cap of|(?<!position is )(?<!contract is )(?<!appointment is )(?<!employment is )limit(?:ed)? (?:to|of)|as much as|bis zu|höchstens|hasta|fino a|jusqu'à)(?: an? (?:total|maximum) of)?:? ?$",
    re.IGNORECASE,
)
FLOOR: Final = re.compile(
    r"\b(?:at least|minimum(?: of)?|min\.?|more than|over|above|in excess of|starting (?:at|from)|(?:no|not|not be) less than"
    r"|mindestens)(?: of)?:? ?$",
    re.IGNORECASE,
)
ABOUT: Final = re.compile(
    r"(?:\b(?:about|approx(?:\.|imately)?|around|circa|ca\.?|roughly|nearly|almost|some|estimated(?: at)?"
    r"|likely|expected|expect|etwa|rund)|~|≈)(?: to be)? ?$",
    re.IGNORECASE,
)


def estimated(left: str) -> str | None:
    """Return why an amount behind a text is an estimate; None if it is none."""
    about = ABOUT.search(left)
    return f"`{about[0].strip()}` makes it an estimate" if about else None


OTHERS: Final = re.compile(
    r"\b(?:(?:last|past|previous|prior|earlier) (?:\w+ )?(?:years?|class|months?|offer)\b|another (?:firm|company|employer)"
    r"|competing (?:offer|firm)|(?<!we )(?<!we also )(?:have|has) (?:also )?offered you|other (?:firms?|company|companies|employers?|offer)|(?:were|was|am|are|had been) hoping"
    r"|you (?:had )?(?:asked|wished|requested|mentioned|hoped|wanted|told)|your (?:request|wish|expectation|present|current|previous)"
    r"|(?:can(?:'t|not)|could not|couldn't|won't) (?:do|offer|go|match|meet|pay|reach)|(?:unable|not able) to"
    r"|predecessor|vorgänger\w*|(?:previous|former|last) (?:post[- ]?)?(?:holder|incumbent|employee)|expectations?|notional|minimum wage|mindestlohn|(?:could|might) (?:be|reach|earn|become)\b"
    r"|full[- ]time (?:staff|employees|colleagues|workers)|average|typical(?:ly)?|colleagues|our (?:interns|people|employees|staff)|top performers?|for reference"
    r"|would have|(?:is|are|was|were) not (?:possible|available|included|part|on offer|offered)|no longer|unfortunately|qualified \w+ with us"
    r"|e\.g\.|for example|example:|illustrat\w+)\b",
    re.IGNORECASE,
)
LEGAL: Final = re.compile(
    r"\b(?:statutory minimum|legal minimum|by law|legally required|gesetzlich\w*)\b", re.IGNORECASE
)
"""What the law says, and not the offer."""
IF: Final = re.compile(
    r"\b(?:if|provided|unless(?! (?:\w+ )?(?:terminated|ended|renewed|extended))|depending on|in case|in the event|once(?! ?(?:[.,;)]|$))|as soon as|should you|when you|contingent"
    r"|subject to(?! (?:a |an |the |your |all |any |satisfactory |successful |applicable |usual |statutory |standard |normal |customary |required )*(?:probation\w*|trial|deductions?|tax\w*|TDS|withholdings?|review))|sofern|falls|wenn|vorbehaltlich)\b",
    re.IGNORECASE,
)
CONDITION_FIRST: Final = re.compile(
    r"^(?:[^:]{1,45}: )?(?:if|should|in case|in the event|provided|once|when(?!:)|where(?!:)|unless|as soon as|subject to"
    r"|(?:on|upon|after|following|from|with)(?: your| the| a)? ?(?:successful|satisfactory)? ?(?:completion|completing|passing|confirmation"
    r"|probation|promotion|\d+ (?:years?|months?)|(?:first|second|third|2nd|3rd|[a-z]+th|\d+th) year|obtaining|qualification)"
    r"|after|sofern|falls|wenn|nach (?:der|dem|den|ablauf|bestehen|bestandene\w*|erfolgreiche\w*|\d)|sobald)\b",
    re.IGNORECASE,
)
PAYS_BACK: Final = re.compile(
    r"\b(?:re-?pa(?:y|id)|pay back|recover\w*|reimburs\w*|claw\w*|leave|resign\w*)\b", re.I
)
RISES: Final = re.compile(
    r"\b(?:ris(?:es?|ing)|increas(?:es?|ed|ing)|go(?:es|ing)? up|mov(?:es?|ing) up|progress\w*|steigt|erhöht)\b[^;]{0,60}",
    re.IGNORECASE,
)
LATER: Final = re.compile(
    r"\b(?:thereafter|afterwards|after that|subsequently|(?:after|on completion of|upon completion of|following|from month|from the \w+ (?:month|year)|at the next|as of|ab dem)[^;]{0,40}"
    r"(?:probation|confirmation|months?|year|review|round|qualif\w+|licen[cs]e|trial|probezeit))",
    re.IGNORECASE,
)
SO_LATER: Final = re.compile(rf"{LATER.pattern}|nach (?:der|ablauf der) probezeit", re.IGNORECASE)
DURING: Final = re.compile(
    r"\b(?:during|for|throughout|in|while (?:you are )?on)(?: the| your)? (?:first \d+ (?:weeks|months)|probation\w*|training|trial|induction)",
    re.IGNORECASE,
)
FULL_TIME: Final = re.compile(
    r"full[- ]time (?:equivalent|employment|position|(?:working )?week)|vollzeit(?:stelle|gehalt|basis)?|\bFTE\b(?!:? 1[.,]0)|at 100 ?%(?! (?:achie|attain|of|target|payout|goal))|100 ?% (?:basis|workload|position|pensum)|(?:basis|based) (?:of|on) 100|full[- ]time (?:salary|rate|basis|pay)|pro[- ]?rata?",
    re.IGNORECASE,
)
ACTUAL: Final = re.compile(
    r"actual|bei \d\d(?:[.,]\d)?%|pro[- ]?rat(?:a|ed)(?: salary)?(?: to| is|:| of)|equates|equals|which is|equivalent to|i\.e\.|your (?:pro[- ]rata|part[- ]time)|amount(?:s|ing) to|for your (?:hours|workload)",
    re.IGNORECASE,
)
IN_ALL: Final = re.compile(
    r"\b(?:including|inclusive of|incl\.?|includes?|contains|comprises|inkl\.?|einschließlich) (?:\w+ ){0,4}?(?:pension|super(?:annuation)?|bonus|holiday (?:allowance|pay)|allowances?|benefits"
    r"|commission|employer|KiwiSaver|13th|thirteenth|housing|PF|vakantiegeld|overtime)",
    re.IGNORECASE,
)
HOLIDAYS_INSIDE: Final = re.compile(
    r"\b(?:including|inclusive of|incl?\.?|which includes?|included|inkl\.?|inklusive|einschließlich|as well as|to include|counting)"
    r" (?:all |the |any |usual |normal |english |uk |aller |der |gesetzlicher? )*(?P<many>\d{1,2} )?(?:(?:days? (?:of |for )?)?(?:public|bank|statutory|national|usual|english) )*(?:and (?:public|bank) )?(?:holidays|hols|feiertage)"
    r"|\b(?:public|bank) holidays (?:are )?(?:included|inclusive|counted)",
    re.IGNORECASE,
)
ACCRUED: Final = re.compile(
    r"\baccru\w+|\bper (?:semi|bi|pay|month|fortnight)|each month|\bmonth\b", re.IGNORECASE
)
UNCONDITIONAL: Final = frozenset(
    "pay.base pay.range pay.sign_on pay.bonus_amount relocation.support leave.days leave.sick_days remote.days remote.policy"
    " hours.week hours.days_week benefits.retirement_match benefits.learning contract.duration contract.kind leave.parental".split()
)
"""Facts that are not stated by a sentence with a condition."""
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
LEFT_OF_DATE: Final = re.compile(
    rf"(?:(?:\d|\b(?:{_MONTHS})[a-z]*\.?) ?-|\b(?:by|no later than|not later than|(?:at the )?latest(?: by)?|before|prior to|around|about|after|or about|approximately|earliest|not before"
    rf"|on or (?:before|after)|(?:provisional|tentative)(?:ly|\)?:)?|until|spätestens|frühestens|vor|bis|to|through|(?:\d+(?:st|nd|rd|th|\.)?|(?:{_MONTHS})\w*\.?),? (?:or|oder))(?: on)?(?: the)?) ?$",
    re.IGNORECASE,
)
ALTERNATING: Final = re.compile(
    r"altern\w+|(?:every|each) (?:other|second|2nd)\b|(?:1st|2nd|3rd|second|third) (?:and|&)",
    re.IGNORECASE,
)
"""Words with which the days of one week are not those of another."""
OF_A_MONTH: Final = re.compile(
    r"\b(?:per|each|every|a) (?:calendar |completed |full )*(?:month|pay|semi|bi|fortnight|quarter)|monthly",
    re.IGNORECASE,
)
NOT_ALL: Final = re.compile(
    r"carr(?:y|ied)|balance|\b(?:buy|purchase|sell)\b|notice|additional|extra|more|first \d+ days|after \d+ years",
    re.IGNORECASE,
)
"""Beside days of leave that are not all of it."""
OTHER_DAYS: Final = re.compile("calendar|consecutive", re.IGNORECASE)
"""In a number of days that counts those at which nobody works."""
OF_A_TERM: Final = re.compile(
    r"\b(?:for|over|during|in) the (?:(?:whole|entire|full|\d+ months?) )?(?:of the )?(?:contract|assignment|internship|engagement|placement|appointment|term|period|season|project)\b",
    re.IGNORECASE,
)
"""Beside days of leave that are those of all of a contract, and not of a year."""
OF_TRAINING: Final = re.compile(
    r"\b(?:first|second|third|fourth|erste[ns]|zweite[ns]|dritte[ns]|[1-4](?:st|nd|rd|th|\.)?) (?:year (?:of|as) (?:the |your |an? |my )?(?:apprentice|train)|(?:apprenticeship|training) year|(?:ausbildungs|lehr)jahr)"
    r"|\byear [1-4] of (?:the |your )?(?:apprentice|train)",
    re.IGNORECASE,
)
"""Beside days of leave that are those of one year of an apprenticeship."""
TWO_GRANTS: Final = re.compile(
    r"(?=.*(?:\bPSUs?\b|performance (?:shares?|stock|units?|awards?)))(?=.*(?:\bRSUs?\b|restricted (?:stock|shares?)\b))",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence about performance shares and others: what it says is not that of one grant."""
OR_ANOTHER_DAY: Final = re.compile(
    rf"[ ,(]*(?:(?:at the )?(?:latest|earliest)\b|(?:negotiable|tbc|to be confirmed|(?:could|can|may) be (?:earlier|later|sooner))\b|(?:or|oder|bzw\.?|/) ?(?:(?:on |am |the )?(?:\d|(?:{_MONTHS})\w*\.? \d)|(?:any |some )?(?:earlier|sooner|later|before|früher|später)|(?:as |another |a )?(?:mutually|agreed)))",
    re.IGNORECASE,
)
"""Behind a day that is not the only one: `or 1 March 2027`, `or earlier`."""
DEADLINE_BEFORE: Final = re.compile(
    r"\b(?:(?<!on or )before|prior to|vor|from|dated|of|after|since|your email)(?: the)? ?$", re.I
)
AND_WHEN: Final = re.compile(
    r"(?:after|on|upon|following|once|from|as of|subject to|when|if|nach|ab)\b", re.IGNORECASE
)
"""Beginning of a part of a sentence that says when something is so."""
PLAIN_GAP: Final = re.compile(
    r"(?:[ :]|\b(?:an?|the|your|of|at|by|with|for|on|to|gross|base|basic|annual|monthly|hourly|daily|weekly|yearly|starting|initial|new|fixed|full|regular|total"
    r"|salary|wages?|pay|rate|remuneration|compensation|sum|amount|equal|currently|now|instead|ein(?:e[nmrs]?)?|einem|von|in|höhe|hourly|monthly|wage|us|a|sterling|straight-time|straight time|job|post|position|role|is|will|be|shall|starts?)\b)*",
    re.IGNORECASE,
)
"""Between weak words and an amount of pay: no noun that says that it is for something else."""
ENDS: Final = re.compile(
    r"expir|laps|clos|\bends?\b|deadline|valid|void|withdrawn|\b(?:by|until|till|before|later|latest)\b",
    re.IGNORECASE,
)
ACHIEVED: Final = re.compile(
    r" (?:target |goal |quota )?(?:achievement|attainment|zielerreichung|of (?:the |your )?(?:target|goals?|quota|plan|OKRs?)\b|performance"
    r"|of (?:the |your |all |net |gross |annual |total |practice )*(?:collections?|revenues?|sales|turnover|profits?|production|billings?|fees|margins?|savings)\b)",
    re.IGNORECASE,
)
"""Behind a share that is the part of a target that was reached, or of something else than pay."""
SPECIAL: Final = re.compile(
    r"\b(?:for|when) (?:moving|marriage|weddings?|bereavement|birth|volunteering|stud(?:y|ies)|exams?)"
    r"|special leave|birthday",
    re.IGNORECASE,
)
SAME: Final = re.compile(
    r"(?: of [a-z ]{2,25})?(?: (?:per|a|each|every) (?:\d )?\w+){0,2}(?: \(\d+ pay(?:roll)? periods?(?: (?:per|a) year)?\))?[\s,(]*(?:(?:which )?(?:is equivalent to|is equal to|is|equals|equates to|corresponds to|equal to)|equivalent to|i\.e\.|or|=|being|that is|corresponding to|annualized(?: as| to)?"
    r"|approximately|an annual(?:ized)? (?:equivalent|rate) of|per annum)?[\s,(]*(?:an annual (?:salary |equivalent )?of |annualized (?:to|at) )?",
    re.IGNORECASE,
)
"""Between two ways to state one amount."""
PERIOD_BEFORE: Final = re.compile(
    r"(?<![-\w])(?:(?P<year>annual(?:i[sz]ed|ly)?|yearly|per (?:annum|years?))|(?P<month>monthly|per (?:calendar )?months?)|(?P<hour>hourly|per hours?)"
    r"|(?P<day>daily|day(?= rate)|per days?)|(?P<week>weekly|per weeks?))\b",
    re.IGNORECASE,
)
PERIOD_BEHIND: Final = re.compile(
    r"\b(?:per|a|each|every) (year|annum|month|week|day|hour)\b", re.IGNORECASE
)
PER_OTHER: Final = re.compile(
    r" ?(?:per|/) ?(?!(?:annum|years?|yr|months?|weeks?|days?|hours?|hr|h|calendar|fte)\b)[a-z]+",
    re.IGNORECASE,
)
"""What else pay may be for: a session, a mile, a shift."""
PAID_EVERY: Final = re.compile(
    r" (?:paid |payable )?(?:bi-?weekly|semi-?monthly|fortnightly|twice a month|every (?:2|other) weeks?)",
    re.IGNORECASE,
)
"""Behind an amount in brackets that is the pay of a part of a month."""
OWN_LABEL: Final = re.compile(r"[^:.]{1,40}: ")
NOUNS: Final = (
    "Engineer|Manager|Developer|Designer|Analyst|Scientist|Consultant|Nurse|Director|Assistant|Associate|Specialist|Coordinator"
    "|Architect|Administrator|Officer|Lead|Head|Executive|Representative|Technician|Teacher|Accountant|Controller|Researcher|Programmer"
    "|Therapist|Physician|Attorney|Counsel|Paralegal|Writer|Editor|Recruiter|Intern|Partner|Advisor|Adviser|Planner|Operator|Supervisor|Leader"
)
"""Nouns that titles of roles end with."""
CEILINGS: Final = frozenset(
    {"contract.probation_extension", "contract.garden_leave", "equity.exercise_window"}
)
"""Facts that are a ceiling themselves."""
MOST_BEHIND: Final = re.compile(r" ?(?:maximum|max\b|at most|or less)")
LEAST_BEHIND: Final = re.compile(r" ?(?:or more|minimum|\+(?! ?[\w$€£₹]))")
ELSE_BESIDE: Final = {
    "pay.bonus_target": re.compile(
        r"(?<!targeted )(?<!target )(?<!set )(?:\bat|@|\bthen) ?#|\beach\b[^#]{0,20}#|# (?:\w+ )?(?:options|equity|shares|stock)\b",
        re.IGNORECASE,
    ),
    "equity.cliff": re.compile(r"\bPSUs?\b[^#]*#"),
    "contract.probation": re.compile(r"#\d+ working days?#"),
    "equity.value": re.compile(
        r"(?:(?<!valued )\bat|@|\bstrike|\bprice(?: of)?) ?#", re.IGNORECASE
    ),
}
"""By fact, what beside an amount, ``#``, says that it is another: ``4,200 options at $6.12``."""
LEAVE_AT_FULL_TIME: Final = re.compile(
    r"(?: of (?:\w+ )?(?:holidays?|leave|vacation))? (?:pro[- ]?rat(?:a|ed)\)|\(?at 100 ?%|\(?(?:based on|on|on a|at) full[- ]time|\(?anteilig)"
)
NO_PROBATION: Final = re.compile(r" ?(?:\+|plus) ?\d|(?:'s|s'|') notice\b", re.IGNORECASE)
"""Behind a time that is not the whole of probation, or none of it."""
WHEN_TO_START: Final = re.compile(r"\b(?:after|within|following|first) ?$", re.IGNORECASE)
"""Before a time that says when something begins, not how much of it there is."""
MORE_DAYS: Final = re.compile(
    r"\)? ?\+ ?\d+(?:[.,;)]|$)|[^.;]{0,60}?(?:,? plus| \+) \d+(?: more| extra| additional| further)?(?: working)?(?: company| contractual| loyalty| vertraglich\w*| zusätzliche)? days\b(?! (?:sick|of|for|off))|[^.;]{0,40}? and \d+(?: working)? days of (?:additional|contractual|extra|further)|[^.;]{0,30}\b[1-4](?:[.,]5)?[- ]days? week,? \d+ days|[^.;]{0,30}\b[56][- ]days? (?:working )?week,? (?:i\.e\.|so|that is|which is|=) ?(?:\w+ )?\d+ days"
    r"|[^.;]{0,10}\b[56](?: ?days?/week|[- ]days? (?:a |per )?week)\b[^.;]*\b[1-4](?:[.,]5)?[- ]days? (?:a |per )?week",
    re.IGNORECASE,
)
"""Behind days of leave that are not all, or not for every week: ``10 days, plus 5 company days``."""
AFTER_TAX: Final = re.compile(
    r"[ ,(]*(?:nett?o?\b(?! \d| (?:of|\+|plus) (?:VAT|MwSt|USt)\b)|take[- ]home|in hand\b|after tax)",
    re.IGNORECASE,
)
"""Behind pay that is not that before tax: ``14,500 GHS/month net``."""
OF_OTHERS: Final = frozenset(
    {"leave.taken", "pay.bonus_paid", "contract.nonsolicit", "contract.noncompete"}
)
"""Facts about what was, and about others."""
JOINED: Final = re.compile(r"\b(?:and|plus|then|followed by|und|(?:yr|year) ?1)\b", re.IGNORECASE)
"""Between two amounts that are paid one after the other."""
OF_ONE_PERIOD: Final = frozenset({"pay.later", "pay.at_target"})
"""Pay that is per the same as the amount before it."""
