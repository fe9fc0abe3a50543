"""Names in letters: of the role, the company and the place; and whose dollars ``$`` are."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from offerkit.countries import country_of
from offerkit.load.letter.around import NOUNS
from offerkit.load.letter.lines import Row, Sentence

_CAPITAL: Final = r"[A-ZÀ-Ž0-9][\w'&/+#.-]*"
_JOINED: Final = (
    rf"(?:{_CAPITAL}|\([^()]{{1,30}}\)|(?:of|and|for|&|the|in|der|für|und|de|-|/)(?= [A-ZÀ-Ž(]))"
)
_TITLE: Final = rf"(?P<title>{_CAPITAL}(?:,? {_JOINED}){{0,7}})"
_ROLE_BEFORE: Final = (
    r"(?:(?:position|role|post|job|title|appointment) (?:of|as)(?: an?| the| our)?(?: (?:full|part)[- ]time)?"
    r"|(?:appoint|employ|hire|engage|have|want|welcome|bring|join|offer)(?: \w+)?(?: \w+)? (?:to \w+ )?(?:us |on board |onboard |our team |the team |employment |contract )*as(?: an?| our| the)?(?: (?:full|part)[- ]time)?"
    r"|(?:contract|employment|employed|hired|appointed|engaged|work|start|commence|join|us|team|serve|act|you|position|internship|placement|traineeship|apprenticeship|assignment|programme|program|scheme)(?: \([^()]*\))?(?: on)? as(?: an?| our(?: new| next)?| the)?(?: company's)?"
    r"|(?:angebot|konditionen) für (?:sie|dich) als|stellen wir (?:sie|dich)(?: (?:zum|ab|am)(?: dem)? [\d.]+(?: ?[A-Z]\w+ \d{4})?)? als"
    r"|(?:join|joining)\b[^;!?:]{1,60}? as(?: an?| our| the)?|(?:stelle|position|tätigkeit|anstellung|einstellung|funktion) als|(?:beschäftigt|eingestellt|arbeiten) als"
    r"|your (?:new )?(?:role|position|job|title|post|job title|designation) (?:will be|is|would be)(?: that of)?(?: an?| the| our)?|to be(?:come)? (?:our(?: new| next)?|an?)|you(?:'ll| will) be (?:an?|our|the)(?= (?-i:[A-Z]))|(?:employment|work|duties|service)\b(?:[^.;:]|\b(?:Pvt|Ltd|Inc|Pte|Co|Corp)\.){0,60} as(?: an?| our| the)?|in the (?:capacity|role|position|function|post) of(?: an?| our)?|offer letter for(?: the| an?)?"
    r"|selected for:?|package for|offer (?:for|of employment|of|you)(?: the| a| an)?(?: (?:position|role|post))?(?: of)?(?::| -)?"
    r"|^(?:ihre |deine |your )?(?:job title|function|funktion|stelle|tätigkeit|rolle|new title|new role|your title|title|position|role|post|job|designation|term sheet|class title|(?:working|functional) title|assignment|stellenbezeichnung|job role|(?:job|position|post|role) title|(?:position|role|job) offered|offer|(?:conditional |formal |job |employment |letter of )*offer(?: of employment)?|employment offer|re|subject)(?::| -) ?(?:your |job |employment )?(?:offer(?: of employment)?(?::| -|,)? ?)?"
    r"|(?:title|designation) (?:will be|is|(?:will )?changes? (?:from [A-Z][\w ]{2,40} )?to|becomes))"
)
_ROLE: Final = re.compile(
    rf"(?:\b|^)(?i:{_ROLE_BEFORE}) ?[\"']?(?<!\w)(?!(?i:you|we|this|employees?|your|it)\b){_TITLE}"
)
_SUBJECT: Final = re.compile(r"(?i)(?:re|ref|subject|betreff|betr\.?) ?: ")
_ONLY_TITLE: Final = re.compile(rf"(?P<title>(?:{_CAPITAL} ){{0,4}}(?:{NOUNS}))\.?")
_ROLE_GERMAN: Final = re.compile(
    rf"\b(?i:als(?: eine?)?) {_TITLE}(?: \([^()]*\))?(?: [\wäöüß]+){{0,6}} (?:ein|eingestellt|beschäftigt|angestellt|tätig|(?:ein|an)(?:zu)?stellen|gewinnen|begrüßen|verstärken|unterstützen)\b"
)
_ROLE_AT: Final = re.compile(
    rf"^(?:[^:]{{1,40}}: |[^.!?]{{1,60}}[!:] )?(?P<title>{_CAPITAL}(?: {_CAPITAL}){{0,5}}?(?<= )(?:{NOUNS})|{_CAPITAL}(?: {_CAPITAL}){{0,5}} (?:{NOUNS})) at [A-Z]"
)
_PLACE_BEHIND: Final = re.compile(
    r" (?:distribution |fulfil\w+ |service |data |call |head |sorting )?(?:cent(?:re|er)|office|site|branch|depot|store|warehouse|plant|hub|campus|team|department)\b"
)
"""Behind a title that ends with the name of a place."""
_LABELLED: Final = re.compile(
    r"(?i)(?:your |job )?(?:title|position|role|post|job|designation|(?:position|role|job) offered): "
)
_LOWER_BEHIND: Final = re.compile(
    r"(?: (?!(?:at|in|with|within|for|on|from|to|of|and|or|und|reporting|based|starting|commencing|working|full|part|as|is|will|the|our|you|we|who|im|bei|für|zum|ab|per|a|an|permanent|fixed|remote|hybrid)\b)[a-zà-ž]+){1,3}(?=[,.;(]|$)"
)
"""Rest of a title that a line states of which only the first words have capitals: ``Veterinary surgeon``."""
_ROLE_END: Final = re.compile(
    r" (?:in unserem|in unserer|bei|am|zum|ab)\b.*$|(?<!Lecturer)(?<!Professor)(?<!Fellow)(?<!Reader)(?<!Instructor) in\b.*$|,? (?:at|with|within|on|for|reporting|based|starting|to|from|of our|of the)\b.*$|, (?:reporting|independent|starting|based|with|in unserem|in unserer|effective|commencing|(?i:permanent|fixed|temporary)|full[- ]time|part[- ]time|contractor|a |an |you).*$"
    r"|, [A-Z][\w' ]* (?:House|Home|Hospital|School|Centre|Center|Clinic|College|Office|Department|Branch|Plant|Store|Campus)\b.*$"
    r"| of (?:the )?(?:[A-Z][\w'&-]+ )+(?:Trust|Foundation|Council|University|Group|Bank|Society|Association|Institute|Hospital|School|College|Museum|Company|Hospice|Charity|Church|Authority|Agency)\.?$"
    r"| (?:Contract|Agreement|Letter|Offer)$"
)
_NO_ROLE: Final = re.compile(
    r"(?:die|der|das|frau|herrn?|arbeitnehmer\w*|arbeitgeber\w*|arbeitsort|employment|offer|the|our|your|we|you|this|it|a|an|mr|ms|mrs|monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|follows|letter|terms|i|and|employees?|employer|contractor|(?:executive|consultant)(?= (?:is|shall|will)\b)|salary|vat|gbp|usd|eur|inr|pto|rsus?|company|re|subject|no|yes|dear|sehr|option|package|(?:full|part)[- ]?time|permanent|hybrid|remote|on-?site|based|open)\b",
    re.IGNORECASE,
)


_NO_TITLE: Final = re.compile(
    r"(?i)(?:internship|placement|traineeship|apprenticeship|programme|program|scholarship|employment|appointment|engagement|follows|position|role)$"
)
"""End of words that name a kind of work, and no title."""

_FIRM_BEHIND: Final = re.compile(r" (?:d\.o\.o|s\.r\.o|a\.s|sp\. z o\.o)\.")


def roles_in(sentence: Sentence) -> Iterator[str]:
    """Yield titles of the role that a sentence states."""
    matches = [*_ROLE.finditer(sentence.text), *_ROLE_GERMAN.finditer(sentence.text)]
    if not matches and _SUBJECT.match(sentence.shown):
        matches = [one for one in [_ONLY_TITLE.fullmatch(sentence.text)] if one is not None]
    if not matches and (at := _ROLE_AT.match(sentence.text)) is not None:
        matches = [at]
    for match in matches:
        if re.match(r" ?(?:→|[-=]>)", sentence.text[match.end() :]):
            continue  # what it was before
        title = (
            re.sub(
                r"(?:, [A-ZÀ-Ž][\w'-]+)?(?i:(?<!Band)(?<!Grade)(?<!Level))\s+\(?[A-Z]?\d.*$",
                "",
                match["title"],
            )
            if re.search(r" \d", match["title"])
            else match["title"]
        )
        firm = _FIRM_BEHIND.match(sentence.text, match.end())
        more = _LOWER_BEHIND.match(sentence.text, match.end())
        if (
            more is not None
            and firm is None
            and title == match["title"]
            and _LABELLED.match(sentence.text)
        ):
            title += more[0]
        if _PLACE_BEHIND.match(sentence.text, match.end()) or firm:
            title = title.rpartition(", ")[0] or title
        title = re.sub(r" ?\([^()]*(?:\d|%|/)[^()]*\)?", "", _ROLE_END.sub("", title)).strip(
            " ,.-\"'"
        )
        title = re.sub(r" \([^)]*$", "", title)
        title = re.sub(
            r" \((?:[A-Z]{2,4}|(?i:all genders|any gender|(?:non-?)?exempt))\)$", "", title
        )
        title = re.sub(rf"\b({NOUNS}),? and\b.*$", r"\1", title)
        title = re.sub(
            r"(?i)^(?:(?:senior )?(?:role|position) of |(?:employment|appointment) - )", "", title
        )
        title = re.sub(rf", [A-Z][a-z]+(?: [A-Z][a-z]+)?,? (?:{_STATES})$", "", title)
        if (
            len(title) > 2
            and not _NO_ROLE.match(title)
            and not re.search(r"\d{3}", title)
            and not _SUFFIX.search(title)
            and not _NO_TITLE.search(title)
        ):
            yield title


_LEGAL: Final = (
    r"(?:Inc\.?|Incorporated|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|PLC|plc|Plc|Corp\.?|Corporation|GmbH(?: & Co\. KG)?|AG|SE|KG|UG|e\.V\."
    r"|B\.V\.|BV|N\.V\.|NV|AB|A/S|ApS|AS|Oy|S\.A\.|SA|SAS|S\.r\.l\.|SRL|S\.p\.A\.|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|Pty\.? Ltd\.?|Private Limited|Co\.,? Ltd\.?|Co\.)"
)
_COMPANY_NAME: Final = (
    rf"(?P<company>{_CAPITAL}(?: (?:{_CAPITAL}|&|and|of|de|van))*?,? {_LEGAL})(?![\w])"
)
_COMPANY: Final = re.compile(
    rf"(?:^|(?i:\b(?:at|from|behalf of|join|joining|with|which|by|for|of|team at|board at|client:)) ){_COMPANY_NAME}"
)
_SUFFIX: Final = re.compile(rf" {_LEGAL}$")
_DEFINED: Final = re.compile(
    rf"{_COMPANY_NAME}(?:, an? [^()]{{3,60}}?,?)? ?\((?i:the |\"|')+(?i:company|employer|firm|client)"
)


SURE: Final = re.compile(
    r"(?i)^(?:job title|title|position|role|post|function|designation|funktion|stelle)(?: title)?: "
)
"""Label of a title."""
UNSURE: Final = re.compile(
    r"(?i)^(?:subject|re|betreff|offer(?: for| of)?|offer letter|job offer|contract)\b[^:]{0,20}(?:: | - )"
)
"""Beginning of a subject and the like, which do not count beside a label."""


def companies_in(found: list[Sentence]) -> list[tuple[str, Sentence]]:
    """Return the names of companies that a letter is from, the surest kind only."""
    for pattern, among in ((_DEFINED, found), (_COMPANY, found)):
        named = []
        for sentence in among:
            if pattern is _COMPANY and not re.search(
                r"(?i)offer|behalf|join|appoint|pleased|welcome|delighted|employ|client:",
                sentence.text,
            ):
                continue
            if not sentence.text.isupper() and (match := pattern.search(sentence.text)) is not None:
                named.append((match["company"].strip(), sentence))
        if named:
            return named
    return []


_PLACE: Final = (
    r"(?P<place>[A-ZÀ-Ž][\w'.-]+(?: (?:[A-ZÀ-Ž][\w'.-]+|upon|am|an der|on|de|la)){0,3}?)"
)
_STATES: Final = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN"
    "|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_PROVINCES: Final = "AB|BC|MB|NB|NL|NS|ON|PE|QC|SK|NSW|VIC|QLD|TAS|ACT"
_STATE_NAMES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky"
    "|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    "|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_BUILDINGS: Final = (
    "wing|house|building|towers?|block|hall|cent(?:re|er)|plaza|wharf|mall|terminal|airport"
    "|(?:business|science|technology|industrial|retail|office) (?:park|estate)"
)
_PLACES: Final = "hospital|clinic|school|college|university|hotel|restaurant|nursery|care home|academy|museum|theatre|surgery|hospice|medical center"
_IS_A_PLACE: Final = re.compile(rf"(?i)\b(?:{_PLACES}|{_BUILDINGS})\b")
_CITY: Final = [
    re.compile(
        pattern.replace("{nouns}", NOUNS).replace(
            "{states}", f"{_STATE_NAMES}|{_STATES}|{_PROVINCES}"
        )
    )
    for pattern in (
        rf"^(?i:where|place(?: of work)?|(?:base |office |job |primary )?location|work(?:ing)? location|place of employment|office|büro|work ?place|based (?:in|at)|arbeitsort|dienstort|einsatzort|standort|ort|work base|place|base): (?:(?i:our |the |in |at |office |offices |hybrid,? |remote,? |- )*)?(?:[A-ZÀ-Ž][\w'.-]+(?: [A-ZÀ-Ž][\w'.-]+)?? (?i:campus|{_BUILDINGS}), )?{_PLACE}(?: (?i:office|site|headquarters|campus|depot|plant|branch|store|factory|yard|warehouse|clinic))?(?=[;,.(!]| \(| -|$)",
        rf"\b(?i:our|in our|at our|the) {_PLACE}(?:, (?:[A-Z]{{2}}|[A-Z][a-z]+(?: [A-Z][a-z]+)?))?(?: (?i:development|delivery|head|regional|main|sales|design|tech|engineering|corporate))? (?i:office|site|headquarters|setting|operations?|fab|mine|mill|refinery|shipyard|campus|branch|studio|plant|hub|store|shop|depot|facility|location|factory|warehouse|restaurant|laborator(?:y|ies)|clinic)\b",
        rf"\b(?i:stelle|position|tätigkeit) als [^.;:]{{3,60}} in {_PLACE}(?=[,;.]| (?i:anbieten|anzubieten|an)\b|$)",
        rf"\b(?i:standort|niederlassung|werk|filiale|büro) {_PLACE}(?=[,;.)]| (?i:anbieten|anzubieten|gewinnen|einstellen|beschäftigen|an|ein|zu)\b|$)",
        rf"\b(?i:our|in our|at our) {_PLACE} (?i:(?:(?:development|delivery|sales|design|tech|engineering|service) )?cent(?:re|er))\b",
        rf"\b(?i:on[- ]?site|büro|unser büro|standort|zentrale|niederlassung|dienstsitz|dienstort|arbeitsort|office|offices|site|premises|branch|plant|factory|campus|store|shop|depot|warehouse|studio|facility|laboratory|located|based|headquarters|working|your home|home office|place of work|place of employment|work location|work ?place) (?i:in|at|ist|is|will be|(?:is|are|will be) (?:in|at)) {_PLACE}(?=[,;.)]| \d| (?i:anzubieten|gewinnen|einstellen|beschäftigen|an|ein|on|for|with|two|three|from|and|five|at least|most)|$)",
        rf"(?:\b(?i:role|position|post|job|L\d|{{nouns}})|\)) (?i:\([^()]*\) )?in {_PLACE}(?=[,;.]| (?i:from|starting|on|as|to|with|at|and)\b|$)",
        rf"\b(?i:internship|placement|role|position|post|job|employment) (?i:at|with) [A-Z][\w'&-]+(?: [A-Z][\w'&-]+){{0,3}} in {_PLACE}(?=[,;.]| (?i:from|starting|on|as|to|with|at|and)\b|$)",
        rf"\b(?i:position|role|job|join|offer\w*)\b[^.;:]{{0,80}}(?i:department|team|division) in {_PLACE}(?=[,;.]|$)",
        rf"\b(?i:appoint\w*|position of|role of|post of|as) [^.;:]{{3,80}} (?:Branch|Office|Plant|Campus|Site|Hospital|School|Centre|Center), {_PLACE}(?=[,.;]|$)",
        rf"\b(?i:klinik|hospital|schule|praxis|clinic)\b(?: (?i:für|of|for) [A-ZÀ-Ž]\w+(?: [A-ZÀ-Ž]\w+)?)? in {_PLACE}(?=[,;.]| (?i:zum|ab|from|as|starting)\b|$)",
        rf"{_LEGAL}(?: \([^()]{{3,30}}\))?,?(?:,| in) {_PLACE}(?=[.,;!:]|$)",
        rf"^(?i:place of work|place of employment|work ?place|(?:work )?location|work base|normal place of work): [^.;:]*\d[^.;:]*, (?![A-Z]{{1,2}}\d){_PLACE}(?=[.,;]? ?(?:[A-Z]{{1,2}}\d|\d|\(|$)|\.$|\. )",
        rf"^(?i:store|branch|site|restaurant|shop|(?:work )?location|office|place of work)\b[^:]{{0,15}}: [^;:]{{2,40}}, {_PLACE}, (?:{{states}})\b",
        rf"^(?i:store|branch|site|plant|location|depot|restaurant|shop|warehouse)\b[^:,;]{{0,15}}(?: - |, |: ){_PLACE}, (?:{{states}})\b",
        rf"\b(?i:of|at|with|position|role|job|opening|work|offices?|restaurant|hospital|store|located|based)\b(?:[^.;:]|\bSt\.){{0,40}} in {_PLACE},? (?:{{states}})\b",
        rf"\b(?i:work(?:ing)?|based) (?i:at|from) [^.;:]*\d[^.;:]*, {_PLACE}(?=[.,]|$)",
        rf"^(?i:location|place of work|work ?place): [^;:]{{0,40}}\b(?i:{_PLACES}), {_PLACE}(?=[,.]|$)",
    )
]
_REGION: Final = re.compile(
    rf"(?:{_STATE_NAMES}|[A-Z]{{2,3}}|[A-Z][a-z]+shire|(?:County|Co\.?) \w+|(?:(?:New )?South|West|North|East)ern? \w+|Surrey|Kent|Essex|Norfolk|Suffolk|Devon|Cornwall|Cumbria|Dorset|Somerset|Merseyside|Greater \w+|Tyne and Wear"
    r"|England|Scotland|Wales|Ontario|Qu[eé]bec|British Columbia|Alberta|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Victoria|Queensland|Tasmania|Maharashtra|Karnataka|Tamil Nadu|Telangana|Kerala|Gujarat|Haryana|Rajasthan"
    r"|Uttar Pradesh|Bavaria|Bayern|Hessen?|Saxony|Sachsen|Europe)"
)
_BEHIND: Final = re.compile(r", ([A-ZÀ-Ž][\w'.-]+(?: [A-ZÀ-Ž][\w'.-]+){0,2})(?=[;,.(]| -|$)")
_NO_PLACE: Final = re.compile(
    r"(?i)(?:remote|home|hybrid|the(?! hague)|our|your|on|in|at|from|anywhere|various|flexible|office|head|main|company|research|distribution|services?|shared|contact|call|data|design|medical|training|delivery|innovation|technology|support|global|regional|national|central|fulfil\w*|production|retail|flagship|local|nearest|client|client's|customer|new(?= (?:office|site|team|hire)|$)|full|this|london living|each|monday|registered|(?:mitte|nord|süd|ost|west|zentrum|center|centre|city)$|any|human|team|both|all|uk|us|usa|people|q\d|january"
    r"|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_OF_ANOTHER: Final = re.compile(
    r"\b(?:manager|supervisor|boss|mentor|colleagues?|teammates?)\b(?:,? (?:[A-Z][\w'-]+|who|is|are|sits?|works?))*,? ?$|(?i:\b(?:meetings?|visits?|(?<!in )training|induction|trips?|travel|onboarding|orientation|cover|visit|travel)\b(?: \w+){0,3} ?$)|\b(?i:(?:may|might|could) be ?$|\b(?:once|twice) an? (?:week|month|quarter|year)\b[^.;]{0,40}$|\b(?:occasional\w*|sometimes|from time to time)\b[^.;]{0,40}$)|\b(?i:who(?:'s| is| are| will be| works?| sits?)? ?$|report\w*\b[^.;]{3,60}\( ?$)"
)
"""Before the place of somebody or something else: ``Your manager, based in Denver``.

In capitals, a ``Store Manager`` is the role that is offered.
"""
_IS_A_FIRM: Final = re.compile(rf" {_LEGAL}$")
_LINE_CITY: Final = re.compile(
    r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}), (?:[A-Z]{2} \d{5}|[A-Z][a-z]+(?: [A-Z][a-z]+)? \d{5})"
)


def cities_in(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """Yield names of the place of work that a sentence states, and whether its label says so."""
    for index, pattern in enumerate(_CITY):
        if index == 11 and not re.search(r"(?i)appoint|offer|join|position|employ", sentence.text):
            continue
        for match in pattern.finditer(sentence.text):
            place = match["place"].strip(" .,").removesuffix(" CBD")
            if not (
                _NO_PLACE.match(place)
                or _IS_A_FIRM.search(place)
                or _IS_A_PLACE.search(place)
                or re.search(rf"\d|^(?:{_PROVINCES}|{_LEGAL}|..)$", place)
                or _OF_ANOTHER.search(sentence.text, 0, match.start())
                or (index == 0 and _may_be_part(sentence.text, match.end("place")))
            ):
                yield place, index == 0


def _may_be_part(text: str, end: int) -> bool:
    """Return whether a place may be a part of the city that is named behind it."""
    behind = _BEHIND.match(text, end)
    return behind is not None and not (
        _REGION.fullmatch(behind[1]) or _NO_PLACE.match(behind[1]) or country_of(behind[1])
    )


def letterhead_city(lines: list[Row], found: list[Sentence]) -> tuple[str, Sentence] | None:
    """Return the city of an employer who is a place himself, such as a hospital, by his address."""
    is_place = False
    for number, line in lines[:8]:
        if re.search(r"(?i)\bdear\b", line):
            return None
        is_place = is_place or _IS_A_PLACE.search(line) is not None
        if is_place and (match := _LINE_CITY.search(line)):
            where = next((s for s in found if s.first <= number <= s.last), None)
            return None if where is None else (match["place"], where)
    return None


# --- countries ---------------------------------------------------------------------------------

_SIGNS: Final = {
    "US": rf"\b[A-Z][a-z]+, (?:{_STATES})\b(?! \d{{4}}\b)|\b[A-Z][a-z]+ (?:AZ|CA|CT|FL|GA|IL|KS|KY|MI|MN|MO|NC|NJ|NM|NV|NY|OH|SC|TN|TX|UT|VA|WA|WI)\b(?! \d{{4}}\b)|\b(?:{_STATES}|MD) \d{{5}}\b|\b(?:{_STATE_NAMES})\b(?! Street| Road| Avenue)|\b40[13]\(?[kb]\)?|\bUnited States\b|\b(?:Chicago|Houston|Philadelphia|San Antonio|San Diego|San Francisco|Los Angeles|Seattle|Atlanta|Miami|Minneapolis|Detroit|Las Vegas|Nashville|Pittsburgh|Boston|Manhattan)\b|\bU\.?S\.?A?\b|\bW-2\b|\bI-9\b"
    r"|\bon (?:a )?1099\b|\b1099[- ](?:contract\w*|basis|role|position)|\bFLSA\b|\bIRS\b|\b409A\b|\bFICA\b|\bHSA\b|\bCOBRA\b|\bH-?1B\b",
    "CA": r"\bCanad\w+|\bOntario\b|\bQu[eé]bec\b|\bBritish Columbia\b|\bAlberta\b|\bRRSP\b|\b(?:Toronto|Calgary|Edmonton|Ottawa|Winnipeg|Mississauga|Montr[eé]al)\b|\bVancouver\b(?!,? WA\b)|\b[A-Z][a-z]+, (?:ON|BC|QC|AB|MB|SK|NS|NB)\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b",
    "AU": r"\bAustralia\w*|\b(?i:superannuation|(?:plus|\+|%) super)\b|\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4}\b|\b(?:Perth|Brisbane|Canberra|Hobart)\b|\b(?:Melbourne|Sydney)\b(?= (?:NSW|VIC|CBD|office|store|site|team)|, (?:NSW|VIC))|\bAHPRA\b|\bNew South Wales\b|\bFair Work\b|\bABN\b",
    "NZ": r"\bNew Zealand\b|\bKiwiSaver\b|\b(?:Auckland|Christchurch|Tauranga|Waikato)\b",
    "SG": r"\bSingapore\b|\bCPF\b|\bAnnual Wage Supplement\b",
    "HK": r"\bHong Kong\b|\bMPF\b",
    "TW": r"\bTaiwan\b|\bTaipei\b",
    "MX": r"\bM[eé]xico\b(?! City, MO)(?<!New Mexico)|\bCDMX\b",
    "SE": r"\bSweden\b|\bSverige\b|\bAB\b(?=.{0,40}\borg)|\borg\.? ?n[ru]",
    "NO": r"\bNorway\b|\bNorge\b|\bOslo\b",
    "DK": r"\bDenmark\b|\bDanmark\b|\bCVR\b",
    "IN": r"\bIndia\b|\bPF\b|\bLPA\b|\b[Ll]akhs?\b|\bBengaluru\b|\bPvt\b|\bPrivate Limited\b|\bGratuity\b|\bAadhaar\b|\bPAN\b|\bHRA\b|\bESIC?\b|\bPayment of Bonus Act\b|\b(?i:Mumbai|Pune|Chennai|Gurugram|Gurgaon|Jaipur|Lucknow|Indore|Coimbatore|Kochi|Chandigarh|Bhopal|Nagpur|Surat|Vadodara|Bangalore|Rajasthan|Haryana|Uttar Pradesh|Odisha|West Bengal|Andhra Pradesh|Madhya Pradesh|Noida|Kolkata|Ahmedabad|New Delhi|Tamil Nadu|Karnataka|Maharashtra|Telangana|Kerala|Gujarat)\b",
    "PK": r"\bPakistan\b",
    "LK": r"\bSri Lanka\b",
    "ZA": r"\bSouth Africa\b",
    "JP": r"\bJapan\b|\bTokyo\b",
    "CN": r"\bChina\b|\bShanghai\b|\bBeijing\b",
}
_COUNTRY: Final = {country: re.compile(words) for country, words in _SIGNS.items()}


def country_in(found: list[Sentence]) -> str | None:
    """Return the country whose signs a letter has, if it is one only."""
    text = "\n".join(sentence.text for sentence in found)
    named = [country for country, words in _COUNTRY.items() if words.search(text)]
    return named[0] if len(named) == 1 else None


_DOLLARS: Final = re.compile(
    r"\b(USD|CAD|AUD|NZD|SGD|HKD|TWD)\b|\b(US|Canadian|Australian|Singapore|NZ) dollars\b"
)
_DOLLAR_NAMES: Final = {
    "US": "USD",
    "Canadian": "CAD",
    "Australian": "AUD",
    "Singapore": "SGD",
    "NZ": "NZD",
}


def dollars_in(found: list[Sentence]) -> str | None:
    """Return the code of the dollars that a letter names, if it names one kind."""
    codes = {
        match[1] or _DOLLAR_NAMES[match[2]]
        for sentence in found
        for match in _DOLLARS.finditer(sentence.text)
    }
    return codes.pop() if len(codes) == 1 else None
