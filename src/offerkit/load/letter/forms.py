"""Forms of the facts in letters: the words behind which, or before which, an amount is a fact.

Data for ``reader``. A form more is a line more. Patterns are matched against sentences in plain
form (``words``), in any case. ``german`` has the forms of another language, of the same shape.
"""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

from typing import Final

from attrs import frozen

from offerkit.records import Record

NOTHING: Final = ""
"""In place of a fact: amounts that belong to these words are none."""


@frozen
class Topic(Record):
    """Words that say what the amount next to them is."""

    path: str
    """The fact; ``NOTHING`` if it is none."""
    words: str
    about: str = ""
    """The fact that a note is about where the words are no fact, and people could think so."""
    needs: str = ""
    """Words that the sentence has to have as well."""
    unless: str = ""
    """Words near the amount with which it is something else."""
    weak: bool = False
    """Whether words behind the amount say more: “you are paid $500 per week on call”."""


@frozen
class Phrase(Record):
    """Pattern of a sentence that states a fact, with ``{slot}`` in place of an amount or a name."""

    path: str
    pattern: str
    value: str = ""
    """The value, where the pattern has no slot for it."""
    unless: str = ""
    """Words in the sentence with which it states something else."""
    needs: str = ""
    """Words that the sentence, or the one before it in its paragraph, has to have as well."""


_PAY_WORDS: Final = (
    r"(?:(?:annual|annuali[sz]ed|yearly|monthly|hourly|daily|weekly|day|gross|base|basic|starting|fixed"
    r"|regular|initial|new|total fixed|guaranteed|contractual|your|full[- ]time|rate of) ?-?){0,4}"
)
_ANY_HOLIDAYS: Final = (
    r"(?:public|bank|national|federal|statutory|company|gazetted|office)[ -]holidays?"
)

_OF_EQUITY: Final = r"vest|option|share|equity|stock|grant|\bunits|RSU|cliff|VSOP"

TOPICS: Final = (
    # --- pay
    Topic("pay.base", _PAY_WORDS + r"(?:salary|emoluments|wages?|remuneration|(?<!shall )(?<!will )(?<!to )(?<!must )(?<!we )(?<!'ll )(?<!you )(?<!employees )(?<!also )(?<!only )(?<!company )(?<!employer )pay(?: rate| scale point)?|base(?: pay)?"
          r"|compensation|stipend|fee)\b(?: rate| amount)?(?! (?:period|review|day|check|slip|date|range|band|in lieu"
          r"|on termination|schedule|cycle|frequency|round|grade|plan))"),
    Topic("pay.base", r"^(?:monthly|annual|yearly) gross(?= ?:)"),
    Topic("pay.base", r"^(?:total |annual |gross )*fixed(?: component| part| portion)?(?= ?:)"),
    Topic("pay.base", r"(?:position|job|post|role|work) pays", weak=True),
    Topic("pay.base", r"(?:you|it|role|post|job|we)(?:'d|'ll| would| will) (?:be on|start (?:you )?(?:on|at))(?= (?:[$€£₹]|(?:EUR|GBP|USD|INR|CHF|SEK|SGD|Rs)\b))|start(?:ing)? (?:you )?(?:on|at)(?= (?:[$€£₹]|(?:EUR|GBP|USD|INR|CHF|SEK|SGD|Rs)\b))", weak=True),
    Topic("pay.base", r"(?:we are|we're|i am|i'm) offering(?: you)?(?! ?:)", weak=True),
    Topic("pay.base", r"(?:company|client|employer|firm|we) (?:will|shall|agrees? to) pay (?:you|(?:the )?(?:contractor|consultant|executive|employee))", weak=True),
    Topic("pay.base", r"(?:you (?:will be|are|'ll be|shall be)|be) paid|(?:hourly|daily|day|billing|pay)?[ -]?rate(?: of pay)?"
          r"|(?:we|i)(?:'ll|'d)? (?:can |will |are able to |would like to |now )?(?:offer|pay) you|(?:you will|you'll) (?:earn|receive)|(?:we|i) (?:can|could|are able to|have agreed to|will) (?:now )?(?:move|go|stretch|improve|increase it|raise it) (?:up )?to", weak=True),
    Topic("pay.base", r"(?:ris(?:es?|ing)|increas(?:es?|ing)|go(?:es|ing)?(?: up)?|mov(?:es?|ing)(?: up)?) to", weak=True),
    Topic("pay.later", r"(?:ris(?:es?|ing)|increas(?:es?|ing)|go(?:es|ing)?(?: up)?|mov(?:es?|ing)(?: up)?) to", weak=True),
    Topic(NOTHING, r"OTE|on[- ]target[- ]earnings?(?: \(OTE\))?|target (?:total )?(?:cash|earnings|compensation)|(?:total )?target compensation",
          about="pay.commission"),
    Topic("pay.at_target", r"OTE|on[- ]target[- ]earnings?(?: \(OTE\))?"),
    Topic(NOTHING, r"CTC|cost[- ]to[- ](?:the )?company(?: \(CTC\))?|total (?:annual )?(?:cost|remuneration|package|rewards?|compensation"
          r"|cash|earnings|gross package|salary package|value)|(?:first|1st)[- ]year total|(?:remuneration |salary |total "
          r"|compensation |whole )?package|all[- ]in|fixed CTC", about="pay.base"),
    Topic(NOTHING, r"net (?:base |monthly |annual )*(?:salary|pay|income)|take[- ]home(?: pay)?|in hand", about="pay.base"),
    Topic(NOTHING, r"(?:pay|salary) (?:range|band|scale|bracket|grade)|band(?! \d)(?: for \w+)?|market (?:rate|median)|between", about=""),
    Topic(NOTHING, r"(?:full[- ]time equivalent|FTE|full[- ]time)(?: salary| rate)?(?: of)?|(?<!\()at 100%(?! (?:achie|attain|of|target|payout))", about="pay.base"),
    Topic(NOTHING, r"(?:hourly )?rate (?:of pay )?(?:for|on|at) (?:weekends?|nights?|overtime|holidays?|shifts?|sundays?|saturdays?)|(?:overtime|weekend|night|holiday|sunday|call-?out|standby) rate|(?:sick(?:ness)?|holiday|vacation|overtime|parental|maternity|paternity|severance|redundancy|variable|retention|shift"
          r"|weekend|night|standby|termination|bilingual|longevity|hazard|danger|premium|merit|call(?:-?out)?|on-?call|uniform|education|certification|special(?:ty)?|assignment|acting|charge|preceptor|differential|unsocial(?: hours)?|bonus|performance|profit|commission|holiday|christmas|pension) (?:pay|salary|compensation)|incentive pay|back[- ]pay"),
    Topic("pay.bonus_target", r"(?:(?:annual|yearly|performance|target|discretionary|quarterly|cash|company|corporate|personal|individual|short[- ]term|"
          r"on[- ]target|management|variable) ?-?){0,4}(?:bonus(?:es)?|incentive|(?<!target )variable(?= ?:)|variable (?:pay|compensation|component))(?! stock)(?: plan| scheme| program(?:me)?| target| opportunity| percentage| potential)?",
          unless=r"up to|maximum|max\b|cap|sign|join|retention|may (?:receive|get|be (?:paid|awarded|given))|(?:was|were) paid|quarter|per month|last|past|previous|first year|year 1|commission"),
    Topic("pay.bonus_amount", r"(?:(?:annual|yearly|target|performance|on[- ]target|cash|variable) ?-?){1,4}(?:bonus|incentive|pay at target|pay \(target\)|pay \(at target\))|target variable(?: pay)?|bonus target(?= ?:)|^(?:annual |yearly )?(?:performance|variable)(?: pay| component| compensation| salary| part)?(?: \([a-z]\))?(?= ?:)",
          unless=r"up to|maximum|max\b|cap|sign|join|retention|may (?:receive|get|be (?:paid|awarded|given))|(?:was|were) paid|quarter|per month|last|past|previous|first year|year 1|commission"),
    Topic(NOTHING, r"max(?:imum|\.)? (?:annual |yearly )?bonus", about="pay.bonus_target"),
    Topic("pay.sign_on", r"(?:1[- ]time |one[- ](?:time|off) |cash |single )*(?:hiring|sign(?:ing)?[- ]?(?:on)?|joining|welcome|signature)[- ](?:bonus|payment|award"
          r"|incentive|on bonus|on)|(?:sign[- ]?on|signing|joining)(?= ?:)|golden hello|(?:joining|starting|start|starter|commencement) (?:bonus|payment)"),
    Topic("pay.retention", r"(?:retention|stay|loyalty) (?:payment|bonus|award|incentive)"),
    Topic("pay.bonus_first_year", r"guaranteed (?:first[- ]year )?bonus|(?:first|1st)[- ]year (?:guaranteed )?bonus", needs=r"first[- ]year|1st[- ]year|first 12 months|year 1"),
    Topic("pay.holiday_allowance", r"(?:holiday|vacation) (?:allowance|bonus|money|supplement)"),
    Topic("pay.holiday_allowance", r"holiday pay", unless=r"holidays? act|12[.,]07|roll\w+|accru|in lieu|worked"),
    Topic("pay.allowances", r"(?:car|housing|transport(?:ation)?|travell?ing|shift|night|location|london|site|remote area|regional|district|field|accommodation) ?-?(?:allowance|weighting)|london weighting"),
    Topic(NOTHING, r"bonus (?:pool|fund|budget)|(?:referral|spot|completion|guaranteed first[- ]year|buy[- ]?out|make[- ]whole|project|christmas|year[- ]end|end[- ]of[- ]year) (?:payment|bonus|award|incentive)"),
    Topic(NOTHING, r"commissions?|quota|sales target|draw|accelerators?|new ARR|ARR|revenue|turnover|contract value", about="pay.commission"),
    Topic(NOTHING, r"(?:daily|tour(?:ing)?|subsistence|travelling) allowance|per diem"),
    Topic(NOTHING, r"(?:(?:car|transport(?:ation)?|travel|shift|night|weekend|meal|food|internet|phone|mobile|housing|house rent|home[- ]office|special|lunch|clothing"
          r"|uniform|tool|leave travel|medical|conveyance|education|london|location|cost of living|health|insurance|child ?care|learning|wellness|well-?being|gym|fitness|remote work|remote|first aid|holiday|vacation"
          r"|relocation|desk|equipment|commuting|commuter|parking|benefits?|flexible benefits?) ?-?)+(?:allowance|stipend|supplement|subsidy|voucher|card|contribution|credit|pot|fund|budget)"
          r"|allowances?|differentials?|HRA|house rent|conveyance|LTA|gratuity|(?:employer )?PF|provident fund|ESI|supplements?|vouchers?|premium for|wellness|reimburse\w*|expenses"
          r"|airfare|travel costs?|kilomet(?:re|er)s?|mileage|capital-forming|mobility budget"),
    Topic(NOTHING, r"(?:health|medical|life|insurance|benefits?|perks|cover(?:age)?)(?: \w+)?(?: package)?(?: is| are)? worth|sum (?:in|as)sured|coverage|(?<!will )(?<!to )(?<!we )cover|insured|life (?:insurance|assurance)"
          r"|deductible|out-of-pocket"),
    Topic(NOTHING, r"valuation|valued|series [a-f]|raised|funding round|post-money|pre-money|409A(?: valuation)?|fair market value|FMV|market cap(?:itali[sz]ation)?|per share|share price"),
    Topic(NOTHING, r"earned(?: more than)?|earn(?:s|ing)?(?: between)?|received offers|competing|other offer|current(?:ly)?|present salary|payout|paid out|made"),
    Topic("relocation.support", r"relocation (?:allowance|bonus|assistance|support|package|payment|lump sum|budget|stipend|grant|costs?)|relocation(?= ?:)|towards? (?:your |the )?(?:costs? of )?(?:your )?(?:move|moving|relocation)|for your (?:move|relocation)"
          r"|moving (?:allowance|costs?|expenses|bonus)|costs? of (?:your )?(?:move|moving|relocat\w+)", unless=r"up to|against receipts|maximum|max\b|cap|reimburs"),
    Topic("hours.on_call_pay", r"(?:on[- ]call|stand-?by|call-out)(?: pay| allowance| rate| duty)?|call (?:pay|allowance|rate|duty)|^(?:on[- ])?call(?= ?:)"),
    Topic("benefits.learning", r"(?:(?:annual|personal|professional|individual|yearly|your) )*(?:learning|training|development|education(?:al)?|study|conference|L&D|learning (?:and|&) development|learning & training)"
          r"(?: (?:budget|allowance|stipend|fund|grant|support|assistance))|(?:learning|professional development|L&D|training|continuing education|CPD|CME|CE)(?: (?:allowance|budget))?(?= ?:)|(?:for )?(?:books,? (?:and )?)?courses,?(?: (?:and|&) (?:conferences|books|training))?|conferences(?: and courses)?",
          unless=r"up to|repay|worth|cost of|(?:first|1st|second|2nd) year|apprentic"),
    Topic("benefits.health_premium", r"(?:your|employee|own) (?:monthly |weekly )?(?:share|part|contribution|premium|cost|portion)(?: of the (?:monthly )?premiums?| for (?:\w+ ){1,3}(?:coverage|cover|plan))?|(?:you|employees) (?:pay|contribute)|(?:cost|price)(?: of (?:the |this )?(?:\w+ )?(?:plan|coverage|insurance))? (?:to|for) you",
          needs=r"medical|health|insurance|dental|premium|PPO|HMO", unless=r"we pay|company pays|employer pays|pension|retirement"),
    Topic("equity.value", r"(?:(?:grant|RSU|equity|stock|award|ESOP|total|target|initial|restricted stock unit)s? )+(?:value|worth)|grant[- ]date (?:fair )?value|(?:new[- ]hire|initial|equity|RSU|stock) (?:grant|award|RSUs?|equity|units)(?= ?:)|^(?:RSUs?|ESOPs?|equity)(?= ?:)|(?:RSUs?|ESOPs?|equity|stock(?: units)?|options|shares|units|grant|award)\)?"
          r"(?: grant)?(?: \(RSUs?\))?:? (?:worth|valued at|with an? (?:\w+ )*value|equal(?:ing)? (?:in value )?to|having a value)|grant value|(?:RSU|equity|stock|option|ESOP)s? (?:grant|award) of"),
    Topic("equity.strike", r"strike(?= (?:of |at |is )?[$€£₹])|(?:strike|exercise|option|purchase) price(?: per (?:share|option))?"),
    Topic(NOTHING, r"(?:on )?the date of grant|expected exercise price"),
    # --- durations
    Topic("contract.probation", r"(?<!during )(?<!during the )(?<!during your )(?<!after )(?<!after the )(?<!after your )(?<!in )(?<!within )(?<!throughout )(?<!following )(?<!in the )(?<!while on )(?<!rest of )(?<!remainder of )(?<!in your )(?<!on your )(?<!through your )"
          r"(?:probation(?:ary)?|trial|introductory)(?: period| phase| time)?", unless=r"^notice|exten|notice of|increase|review|leave entitlement|waived"),
    Topic(NOTHING, r"notice(?: period)?|terminat\w+|exten(?:ded|sion)\b"),
    Topic("contract.duration", r"limited to|(?:fixed|limited)[- ]term(?: contract| appointment| employment| position| basis)?|^(?:contract |initial )?(?:term|duration|length|period|dates|engagement)"
          r"(?: of (?:the )?(?:contract|engagement|employment|assignment|internship|placement))?(?= ?:)|(?:internship|assignment|engagement|placement|contract)(?: (?:term|period|duration|length))?"
          r"(?: (?:will|shall))? (?:last|run|be)s?|(?:contract|term|duration|(?:definite|fixed|limited) period|internship|placement|assignment) (?:of|for)",
          unless=r"notice|exten|renew|after|probation|trial|anniversary|permanent|vest|end of|\boptions?\b|grant|exercis"),
    Topic(NOTHING, r"garden(?:ing)? leave|solicit\w*|non-?solicit\w*|non-?deal\w*|confidential\w*|non-?disclosure|poach\w*"),
    Topic("contract.noncompete_length", r"join (?:a |any )?(?:direct )?competitors?|non-?compet\w*(?: (?:clause|period|covenant|restriction|obligation))?|(?:not|\w+n't|cannot|never) compete|(?:work|act|be employed) (?:for|with|by) (?:a |any )?(?:direct )?competitors?"
          r"|compet(?:e|ing) (?:with|business|activit\w+|against)|restricted from competing", unless=r"solicit|% of|months'? (?:of )?(?:salary|pay)|compensation"),
    Topic("pay.review_after", r"(?:salary|pay|remuneration|compensation)(?: (?:will|shall))?(?: be| is)? (?:then )?(?:first )?review(?:ed)?|(?:first )?(?:salary|pay) review|review of your (?:salary|pay)"),
    Topic(NOTHING, r"(?:un)?vest(?:s|ing|ed)?(?: (?:period|schedule))?|exercis(?:e|ed|able)"),
    Topic("equity.cliff", r"cliff", unless=r"remain|\bPSUs?\b|performance (?:shares?|stock|units?|awards?)"),
    Topic(NOTHING, r"expires?(?: \d+)?(?: years)? from|option term|term of the option|acceleration|anniversary"),
    Topic("contract.severance", r"severance(?: pay(?:ment)?)?|redundancy pay(?:ment)?", unless=r"(?:per|each|every|for every) (?:full )?year|statutory|up to"),
    Topic("company.runway", r"(?:cash )?runway"),
    Topic(NOTHING, r"(?:bench|chair|booth|registration|licen[cs]e|membership|tuition|exam|agency|school) fees?"),
    Topic(NOTHING, r"hospitali[sz]ation(?: leave)?"),
    Topic("leave.parental", r"(?:fully )?(?:paid )?(?:enhanced )?parental leave", unless=r"maternity|paternity|primary|secondary|after|unpaid|up to"),
    Topic(NOTHING, r"(?!(?:paid|annual|vacation|holiday|earned|privileged?|recreation(?:al)?|basic|contractual|statutory|sick|medical|parental|of|your|the|full|total|and|for|on|to|as|in|a|with|take|taking|plus|any|all|this|that|accrued?|is|or|we|you|each|per|will|must|should|ordinary|normal|garden(?:ing)?|days?'?|weeks?'?|if|who)\b)[a-z]+ leave(?! (?:us|the|our|your|within|before|of absence)\b)"),
    Topic(NOTHING, r"(?:maternity|paternity|adoption|family|bereavement|compassionate|jury|study|unpaid|marriage|casual|volunteer\w*|birth|personal|carer'?s?|long service) (?:leave|days?)|child-?care(?: leave)?|parental pay"),
    Topic("leave.sick_days", r"(?:paid )?(?:sick(?:ness)?(?: and safe)?(?: leave| days?| time| pay)?|(?:medical|illness) (?:leave|days?))", unless=r"weeks|up to|certificate|note|doctor|casual"),
    Topic("leave.days", r"^leaves(?= ?:)"),
    Topic("leave.days", r"(?:(?:paid|annual|vacation|holiday|earned|privilege|recreational|basic|contractual|statutory) ){0,3}(?:(?<!you )leave|vacations?|holidays?|PTO|time[- ]off|paid time off(?: \(PTO\))?)"
          r"(?: (?:entitlement|allowance|days?|time))?(?! year)"),
    Topic(NOTHING, rf"{_ANY_HOLIDAYS}(?: days?)?|holidays (?:are(?! \d)|observed)|carr(?:y|ied)[- ](?:over|forward)|bridge days?|company (?:closes|shutdown)|statutory minimum|blackout|floating holidays?"),
    # --- days
    Topic("offer.start", r"(?:start(?:ing)?|commencement|joining|employment|effective|entry|hire|report(?:ing)?) date(?: of (?:the )?(?:employment|contract|joining))?|\bDOJ\b|date of (?:joining|commencement|employment|entry|hire)|(?:1st|first) (?:working |)?day(?: of (?:work|employment|service|duty|school|teaching|term))?"
          r"|^first shift(?= ?:)|^(?:start|begin|commencement|joining|entry|begins|start of (?:work|employment))(?= ?:)|^(?:term|dates|period|duration|engagement|internship)(?= ?:)|enters? (?:the |our |into )?(?:service|employment)(?: of the employer| of the company)?|(?:commenc|start|begin|join)(?:e|s|es|ing|ning)?(?: (?:work|with us|us|your (?:employment|new role)|employment|the role))?",
          unless=r"no later|not later|at the latest|before|around|approximat|or about|after|holiday year|leave year|plan year|vacation year|benefits?\b|insurance|orientation|induction|onboarding|fiscal|payroll|cover|if you|earliest|subject|payments?\b|instal|\bpaid\b"),
    Topic(NOTHING, r"orientation|onboarding session|induction|holiday year|leave year|plan year|fiscal year|benefit year|enrol\w+|interview|discuss\w*|conversation|contract of|dated|your (?:mail|email|letter|application) of"
          r"|in effect since|background check|medical"),
    Topic("offer.deadline", r"accept(?:ance|ed|ing)?|expir(?:es?|y|ation|ing)(?: date)?|laps(?:es?|ing)|(?:offer|it|proposal) (?:is|remains|will remain|stays|stands|will be) (?:open|valid|good|available|firm|in force)|(?:open|valid|good|available)(?=[^.;,]{0,20} (?:(?:until|till|through|thru|up to)\b|for (?:[\w-]+ ){1,2}(?:hours|(?:business |working )?days|weeks)\b))"
          r"|(?:offer|proposal) (?:stands|holds|ends|closes)|keep (?:this|the|our) offer open|hold (?:this|the|our) offer|repl(?:y|ies)|respon(?:d|se)|answer|sign(?:ed(?! off)|ing|ature)?(?: and (?:return|date))?(?: (?:a|the|this|your|both))*(?: copy| copies| letter| contract)?|countersign(?:ed)?|return(?:ed|ing)?(?! (?:air )?(?:tickets?|flights?|trips?|journeys?))|(?:let|tell|inform) (?:us|me)(?: know)?|let (?:[a-z]+\.? )?\w+ know|(?:ring|phone|email|write to) (?:me|us)|hear(?:d|ing)? (?:back )?from you|say(?:ing)? yes"
          r"|decision|decide|(?:need|like|love) to know(?= by\b)|indicate (?:your )?\w+|agree(?:ment)?|rsvp|revert|yes or no|confirm(?:ation|ed)?|deadline|(?:get|come) back to (?:us|me)", unless=r"passport|bank|details\b|address|diet|size|tax|payroll|document|reference|form i-9|background|visa|expenses|references|payslip|permit|invoice|within \d+ (?:business )?days|operation of law|entered into|fixed[- ]term|term of"),
)  # fmt: skip
"""What the amount next to some words is. Of words that overlap, the longest count."""

PHRASES: Final = (
    # --- pay
    Phrase("pay.later", r"(?:after|following|on (?:successful )?completion of|once you (?:have )?pass(?:ed)?|nach|ab)(?: the| your| der| dem)? (?:successful )?(?:probation\w*|trial(?: period)?|probezeit|\d+ months|(?:first |1st |1 )year|confirmation|qualif\w+)[^.;0-9]{0,50}? {pay}", unless=r"bonus|allowance|notice|increase of|raise of|up to|retention|incentive|stipend|sign|relocation"),
    Phrase("pay.later", r"{pay}(?: gross)?,? (?:from|as of|after|in) (?:the |your )?(?:(?:second|third|first|2nd|3rd|1st) year|\d+(?:st|nd|rd|th)? (?:years?|months?)|year \d|probation\w*|month \d+)\b", unless=r"bonus|allowance|up to|retention|incentive|stipend|sign|relocation"),
    Phrase("pay.base", r"(?:salary|pay|base|rate)\b[^.;]{0,30}? (?:goes up|is raised|will be raised|increases?|will increase|rises?|will rise|is increased|will be increased|changes?|moves?|will go up|goes|up)"
           r" from {money} to {pay}"),
    Phrase("pay.base", r"(?:point|step|grade|band|scale|spine|level)\b[^;]{0,60}? (?:which is|currently|i\.e\.|this is|equivalent to|equals|(?:currently )?amounts to)(?: currently| at present| now)? {pay}", unless=r"full[- ]time"),
    Phrase("pay.base", r"(?:you'll|you will|you'd) (?:make|earn) {pay}(?=[,.;]|$| (?:gross|plus|working|for))", unless=r"up to|at plan|OTE|on target|commission|bonus"),
    Phrase("pay.base", r"\b(?:rate|fee) for (?:this|the|your) (?:assignment|engagement|contract|project|role|position|work|services) (?:is|will be) {pay}", unless=r"up to|overtime|weekend|night"),
    Phrase("pay.base", r"^we pay {pay}(?=[.,;]|$)"),
    Phrase("pay.base", r"\b(?:salary|paid|pay)\b[^.;]{0,100}\b(?:equivalent to|equal to|which (?:is|equals)|annuali[sz]ed (?:to|at)) {pay}", unless=r"up to|at plan|OTE|on target|commission|bonus|full[- ]time|FTE"),
    Phrase("pay.base", r"\bwork\w*\b[^.;]{0,50} at (?:a rate of )?{pay}", unless=r"overtime|weekend|night|sunday|saturday|holiday"),
    Phrase("pay.base", r"(?:(?:annual|monthly|hourly) (?:gross |base )?)?(?:salary|pay|base)\b[^.;]{0,30}? from {money} to {pay}"),
    Phrase("pay.bonus_guaranteed", r"bonus[^.]{0,80}\bnot guaranteed|(?:payments?|awards?|payouts?) (?:under|of|from) (?:the|this|any) (?:\w+ )?(?:plan|scheme|program(?:me)?|bonus)[^.;]{0,20}(?:is|are) not guaranteed|bonus(?:es)?[^.;]{0,60}(?:is|are|be) (?:not|never) guaranteed|(?:no|not a) guarantee\w*[^.;]{0,20} bonus|bonus[^.;]{0,80}(?:sole|absolute|entirely|full)?(?:at (?:the|our)[^.;]{0,30})?discretion"
           r"|discretionary (?:\w+ ){0,3}bonus(?![^.]*\bguarantees\b)|bonus: ?discretionary", "no"),
    Phrase("pay.bonus_guaranteed", r"(?<!not )(?<!no )guaranteed (?:annual |yearly )?bonus|bonus[^.;]{0,30} (?:is|are) guaranteed(?! (?:for|in|at) )|bonus[^.;]{0,40}\(guaranteed\)", "yes",
           unless=r"not guaranteed|no less|not less|fiscal|for 20\d\d|first \d|per month|first year|1st year|first 12|year 1|half|minimum|at least"),
    Phrase("pay.bonus_first_year", r"bonus (?:of |is |: ?)?{money}[^.;0-9]{0,20} guaranteed (?:for|in) (?:the|your) (?:first|1st) year|guaranteed bonus of {money} (?:for|in) (?:the|your) (?:first|1st) year", unless=r"up to|sign"),
    Phrase("pay.bonus_paid", r"(?:last year|in (?:fiscal )?20\d\d)[^.;]{0,30}paid(?: out)?(?: at)? {percent}|paid(?: out)?(?: at)? {percent}(?: of target)? (?:last year|in (?:fiscal )?20\d\d)", unless=r"up to|average"),
    Phrase("pay.overtime_paid", r"exempt from (?:the )?overtime|overtime(?: is|: ?|[^.;]{0,30})? ?not (?:be )?(?:separately |additionally )?(?:paid|compensated|remunerated)|overtime[^.;]{0,40}(?:compensated by|covered by|included in|part of)[^.;]{0,20}salary"
           r"|no (?:additional |extra |separate )?(?:pay|payment|compensation|remuneration) (?:is made |will be made |is paid )?for (?:any )?(?:overtime|additional hours|extra hours)|overtime: ?(?:not|none|no|unpaid)\b|no overtime (?:pay|is paid)|not (?:be )?(?:eligible|entitled) (?:for|to) overtime"
           r"|(?<!non-)(?<!non)exempt(?:,| position| employee| role| status| \(not eligible)|not be paid (?:for )?overtime|salary (?:includes|covers)[^.;]{0,30}overtime|overtime is unpaid|(?:additional|extra) hours[^.;]{0,30}(?:included in|covered by|part of)[^.;]{0,20}(?:salary|pay|remuneration)|classified as (?:an )?exempt|(?:status|classification|FLSA)[^.;]{0,12}: exempt", "no",
           unless=r"tax[- ]exempt|non-?exempt|up to|hours (?:a|per) (?:month|week)|first \d|above|beyond that"),
    Phrase("pay.overtime_paid", r"hours (?:over|above|beyond|in excess of) \d+[^.;]{0,40}paid at|(?:time|work) (?:worked )?(?:over|above|beyond|in excess of) \d+ hours[^.;]{0,40}paid at|^overtime: (?:is |will be )?paid\b|overtime (?:is|will be|hours are|work is)?(?: paid| compensated| remunerated)?(?: at)? ?(?:time and a (?:half|quarter)|\d(?:[.,]\d+)?(?: times|x| ?x)|1(?:50|25)%)"
           r"|overtime[^.;]{0,50}\b(?:is|are|will be) paid|paid overtime|overtime[^.;]{0,50}(?:at )?(?:twice|double) (?:the |your |time)|overtime[^.;]{0,20} (?:one and (?:one|a)[- ]half|1\.5) times|time and a (?:half|quarter) (?:after|over|for)|(?:eligible|entitled|paid) (?:for|to) overtime(?: pay)?|overtime[^.;]{0,30}(?:time and a half|1\.5)|non-?exempt", "yes",
           unless=r"not (?:be )?(?:eligible|entitled)(?! (?:for|to) (?:benefits|paid|participate|bonus))|not (?:be )?paid|no overtime|(?<!non)(?<!non-)exempt from"),
    Phrase("pay.sign_on", r"no sign(?:ing|-?on)[- ]?(?:on )?bonus", "0"),
    Phrase("hours.week", r"\({hours} hours\) (?:a|per|each|every) week|\bweek \({hours} hours\)", unless=r"full[- ]time"),
    Phrase("hours.week", r"working week[^.;:0-9]{0,40}, {hours} hours\b(?! (?:a|per) (?:month|day))", unless=r"up to|maximum|full[- ]time (?:is|week)"),
    Phrase("hours.week", r"shifts (?:a|per|each|every) week \({hours} hours\)"),
    Phrase("hours.days_week", r"\b{number} (?:\d+(?:[.,]\d+)?[- ]hour |full |day |night )?shifts (?:a|per|each|every) week", unless=r"at least|up to|between|or \d|average"),
    Phrase("pay.base", r"(?:monthly|annual|yearly|weekly) (?:salary|pay|wage)\b[^.]{0,90}\bfor (?:your )?\d[\d.,]* hours(?: (?:per|a) week)?,? (?:it|this|that) (?:is|amounts to|comes to|equals) {pay}"),
    # --- equity
    Phrase("equity.shares", r"^(?:stock |share )?(?:options|shares|RSUs|units|VSOPs?|ESOPs?)(?: grant| granted)?(?: \([^()]*\))?: {count}", unless=r"outstanding|pool|up to|worth|value"),
    Phrase("equity.kind", r"\bRSUs?\b|restricted stock units?|restricted share units?", "rsu"),
    Phrase("equity.kind", r"\bISOs?\b|incentive stock options?", "iso"),
    Phrase("equity.kind", r"\bNSOs?\b|\bNQSOs?\b|non-?(?:qualified|statutory) (?:stock )?options?", "nso"),
    Phrase("equity.kind", r"restricted stock awards?|\bRSAs?\b", "rsa"),
    Phrase("equity.kind", r"phantom (?:stock|shares?|options?|equity|units?)|\bVSOPs?\b|virtual (?:stock |share )?(?:options?|shares?)", "phantom"),
    Phrase("equity.percent", r"{percent} \((?:on a )?fully[- ]diluted|{percent} of (?:the |our |its )?(?:company(?:'s)?|fully[- ]diluted|outstanding|issued|equity|share capital|shares outstanding|total shares|common stock)",
           unless=r"investors|pool|reserved|founders"),
    Phrase("equity.percent", r"{percent} (?:VSOPs?|ESOPs?|(?:virtual|phantom) (?:shares|options|stock))\b(?! pool)", unless=r"up to|pool|bis zu|vest"),
    Phrase("equity.percent", r"^[^:]{0,20}\b(?:VSOPs?|ESOPs?|options?|shares|equity|stock)(?: grant)?(?: \([^)]*\))?: {percent}(?! (?:shall|will|vests?|of the|on|at|after|each|per))", unless=r"up to|pool"),
    Phrase("equity.percent", r"(?:shares|options|NSOs|ISOs|RSUs|units),? (?:\(|or |which (?:is|represents) |representing |equal to |i\.e\. )+(?:about |approximately |currently )?{percent}", unless=r"approximately|about|vest on each|pool"),
    Phrase("equity.value", r"{money} (?:in|of|worth of) (?:company )?(?:RSUs?|restricted stock|equity|stock options?|stock)\b"),
    Phrase("contract.noncompete_length", r"(?:for|during)(?: a period of| the)? {duration} (?:after|following|thereafter)[^.;]{0,60}(?:not|\w+n't)[^.;]{0,40}compet", unless=r"solicit\w*[^.;]*compet"),
    Phrase("contract.noncompete_length", r"non-?compet\w*[^.;]{0,60} each (?:of|for|lasting|lasts) {duration}"),
    Phrase("contract.noncompete_length", r"(?:not|\w+n't),? (?:for|during|within)(?: a period of)? {duration},? (?:after|following|from|of the end)[^.;]{0,60}compet", unless=r"solicit"),
    Phrase("equity.vesting", r"(?:vest\w*|schedule)[^.;]{0,30}? (?:over|period of|across|during|in) (?:a |an? total of |the )?(?:period of )?{duration}",
           unless=r"remain|the rest|balance|contribution|401|pension|retirement|over the following|following \d|over the next|carried interest|basis points|\bPSUs?\b|performance (?:shares?|stock|units?|awards?)|\bIPO\b|liquidity|listing"),
    Phrase("equity.vesting", r"{duration} ?(?:/|,|with an?) ?\d+ (?:year|month)s? cliff"),
    Phrase("equity.vesting", r"{duration} (?:monthly |quarterly |annual |ratable |graded |graduated |straight[- ]line |equal )?vest(?:ing)?\b|vesting (?:period|schedule)?:? (?:is |of )?{duration}", unless=r"remain|the rest|balance|contribution|401|pension|retirement|\bIPO\b|liquidity|listing"),
    Phrase("equity.vesting", r"(?:RSUs?|options?|equity|stock|shares|ESOPs?)\b[^.;]{0,60} over {duration}(?=[,;)]|$| with\b| \()", unless=r"remain|the rest|balance|following|over the next"),
    Phrase("equity.cliff", r"(?:{percent}|1/4(?:th)?|a quarter|25 %|1/4)[^.;]{0,80}? (?:on|at|after|upon) (?:the |your )?(?:first )?{duration}(?: anniversary|'? of| from|,| and| \()",
           unless=r"acquir|change (?:of|in) control|match|contribution|each of", needs=_OF_EQUITY),
    Phrase("equity.cliff", r"(?:{percent}|1/4(?:th)?|a quarter)[^.;]{0,60}? (?:on|at|upon|after) (?:the |your )?(?:(?:first|1st) anniversary|year (?:1|one)\b|(?:first|1st) year\b)", "1 year", unless=r"match|contribution|each of", needs=_OF_EQUITY),
    Phrase("equity.exercise_window", r"exercis\w*[^.;]{0,60}? (?:for|within|up to|window (?:of|is)) (?:a period of )?{duration} (?:after|following|from|of)(?! (?:the )?(?:date of )?grant)", unless=r"early exercis"),
    Phrase("equity.exercise_window", r"{duration}(?: post[- ]termination)? exercise (?:window|period)|{duration} post[- ]termination|{duration} to exercise\b[^.;]{0,40}(?:leav\w+|terminat\w+|depart\w*|service ends)|exercise (?:window|period)(?: of| is|:) {duration}|(?:leav\w+|terminat\w+|depart\w*|service ends)[^.;]{0,60} {duration} (?:in which )?to exercise|{duration} (?:after|from) (?:you leave|leaving|(?:your )?(?:termination|departure))[^.;]{0,20} to exercise", unless=r"early exercis"),
    Phrase("equity.early_exercise", r"early[- ]exercise (?:is )?(?:permitted|allowed|available|possible)|may early[- ]exercise|(?:right|option) to early[- ]exercise", "yes", unless=r"\bnot\b"),
    # --- benefits
    Phrase("benefits.retirement_vesting", r"(?:fully |100% )?vest(?:ed|s)? in (?:our|the company's|the employer's|company|employer|its|those|these|such|the) (?:\w+ )?(?:contributions?|match)[^.;]{0,20} (?:after|over|in) {duration}"
           r"|(?:match|contributions?)[^.;]{0,30} vests?[^.;]{0,20} (?:after|over) {duration}"),
    Phrase("benefits.retirement_vesting", r"(?:401|403|match|retirement|pension)[^.]{0,90}\b(?:vest|vest(?:ed|ing))\b[^.;]{0,20} (?:after|over|in) {duration}", unless=r"RSU|option|equity|grant"),
    Phrase("benefits.learning", r"{pay}[^.;]{0,20} (?:for|towards?) (?:\w+ ){0,2}?(?:learning|training|courses|conferences|books|development|education)\b|{pay} to spend on (?:\w+ ){0,2}?(?:learning|training|courses|conferences|books)\b", unless=r"up to|repay|worth|cost of"),
    # --- leave
    Phrase("leave.unlimited", r"(?:unlimited|open|non-accrual|uncapped) (?:paid )?(?:PTO|vacation|time[- ]off|paid time[- ]off|leave|holidays?|flexible (?:PTO|time off))|(?:vacation|PTO|time[- ]off|leave|holidays?)(?: policy)?(?: is| are|:) unlimited|unlimited flexible", "yes",
           unless=r"not unlimited|no unlimited|sick"),
    Phrase("leave.taken", r"(?:took|takes?|have taken|taking) (?:an average of |on average |about )?{days}", unless=r"you|must|may"),
    Phrase("leave.days", r"(?:holiday|leave|vacation)[^.;]{0,40}(?:increases?|goes up|rises?|is (?:raised|increased)|will increase|up) from \d+ (?:days? )?to {days}"),
    Phrase("leave.days", r"^(?:(?:annual |paid )*(?:vacation|holiday|leave|PTO) days|days of (?:annual |paid )*(?:leave|vacation|holidays?)|(?:annual |paid |earned )+leaves|(?:annual leave|vacation|holidays?|PTO) (?:\(days\)|in days|days))[^:]{0,20}: {number}(?! (?:hours|weeks|months|%)| \(?(?:(?:based )?on|at) (?:an? )?full[- ]time)"),
    Phrase("leave.days", r"(?:entitled to|receive|get|have|you(?:'ll| will) have) {number} (?:paid )?(?:annual |statutory |non-statutory |extra-statutory |and )*(?:holidays|vacation days|leave days|holiday days)\b", unless=r"(?:vacation|PTO|annual leave)\b[^.;]{0,40} holidays|\b(?:\d|1[0-4]) (?:paid )?holidays"),
    Phrase("leave.days", r"{number} (?:paid )?PTO days|{days} off (?:a|per|each|every) year", unless=r"sick|unpaid"),
    Phrase("leave.sick_days", r"{number} (?:paid )?(?:sick|medical)(?: leave)?(?: days| leaves\b)"),
    Phrase("leave.sick_days", r"sick (?:days|leave)(?: \w+)?: {number}(?! ?(?:weeks?|months?|hours?|%))"),
    Phrase("leave.public_holidays", r"(?:vacation|PTO|annual leave)\b[^.]{0,80}\bholidays: {number}"),
    Phrase("pay.review_after", r"(?:salary|pay)\b[^.;]{0,40} review after {duration}"),
    Phrase("leave.sabbatical", r"(?<!un)paid sabbatical|unpaid sabbatical|sabbatical(?: leave)? (?:of|after|every|is available)|(?:entitled to|eligible for|can take|may take|offer) (?:a |an? \w+ )?(?:paid |unpaid )?sabbatical", "yes", unless=r"\bnot\b"),
    Phrase("leave.public_holidays", r"(?:holidays?|leave)\b[^.;]{0,40}(?:includ\w+|of which) (?:the |all )?{number} (?:are )?(?:usual )?(?:public|bank|statutory) holidays"),
    Phrase("leave.public_holidays", r"^(?:paid )?(?:public|bank|statutory|national|company|federal) holidays?: {number}(?= (?:\w+ )?days|[.;,]|$| per year| a year)"),
    Phrase("leave.public_holidays", r"{number} (?:declared|listed|paid|fixed) (?:public |national |festival )?holidays\b"),
    Phrase("leave.public_holidays", r"\bweeks(?:'| of)?(?: paid)? (?:PTO|vacation|leave), (?P<days1>[5-9]|1[0-4]) (?:paid )?holidays\b"),
    Phrase("leave.public_holidays", r"\bdays of (?:PTO|vacation|leave|paid time off), (?P<days1>[5-9]|1[0-4]) holidays\b"),
    Phrase("leave.public_holidays", r"\bdays, (?P<days1>[5-9]|1[0-4]) holidays\b"),
    Phrase("leave.public_holidays", r"^paid holidays: (?P<days1>[5-9]|1[0-4])\b"),
    Phrase("leave.public_holidays", r"(?P<days1>[5-9]|1[0-4]) (?:paid |company |firm |federal |observed |legal )+holidays\b"),
    Phrase("leave.public_holidays", r"(?:firm|company|bank|university|hospital|city|district|our)(?:'s)? (?P<days1>[5-9]|1[0-4]) (?:paid |official )?holidays\b|{number} days'? (?:of )?(?:public|bank|statutory) holidays"),
    Phrase("leave.public_holidays", r"{number} (?:national|public|statutory) (?:and|&|/) (?:\w+ )?holidays\b"),
    Phrase("leave.public_holidays", r"{number} (?:paid |english |uk |usual |scottish |welsh |recogni[sz]ed |official )*(?:public|bank|company|federal|national|gazetted|statutory)[ -](?:paid )?holidays|(?:plus|apart from|in addition to|additionally|observes?|and|close on|has|^holidays:|\+|there are) {number} (?:paid |company )?holidays\b", unless=r"includ\w+|during the program"),
    # --- hours
    Phrase("hours.days_week", r"(?:working week|work week|days|working days|work days)(?: of)?:? (?:is |of )?{weekly}", unless=r"home|remote|office|days? (?:from|at)"),
    Phrase("hours.days_week", r"\bweek, {number} days\b", unless=r"home|remote|office|leave|holiday|notice"),
    Phrase("hours.days_week", r"^(?:working |work )?(?:arrangement|pattern|schedule|days): {weekly}", unless=r"home|remote|office"),
    Phrase("hours.days_week", r"{number} days out of (?:7|the week)|^(?:working |work )?week: {number} days"),
    Phrase("hours.days_week", r"(?:a|per) week,? (?:over |on |spread over |across |worked over )?{number} days\b(?! (?:a|per|of|from))", unless=r"home|remote|office|notice|leave|holiday"),
    Phrase("hours.days_week", r"(?:hours|h)\b[^.;]{0,30} (?:on|over|spread over|across|in) 5 days|5[- ]days?(?: working)? week",
           "5", unless=r"home|remote|office|days? (?:from|at)|week,? (?:i\.e|so\b|=)"),
    Phrase("hours.days_week", r"hours[^.;:]{0,30}(?:divided|spread|distributed|worked)? (?:over|across|on) {number} days\b|(?:FTE|hours|workload)\b[^.;:]{0,20}\({number} days(?: (?:per|a) week)?\)", unless=r"home|remote|office|overtime"),
    Phrase("hours.days_week", r"you(?:'d| would| will|'ll|r)? (?:be|be working|work)(?: on)? {weekly}", unless=r"home|remote|office"),
    # --- remote
    Phrase("remote.policy", r"\bremote(?:ly)? (?:from(?! (?:month|week|day|year|the (?:first|second|third)|\d))|within|anywhere|across)|(?:fully|100%|entirely|completely|permanently) remote|remote[- ]first|(?:location|place of work|work location|workplace|place|where|work arrangement|work model): ?(?:\w+ )?(?:remote|home[- ]based|work from home)|(?:work|services) (?:is|are|will be)(?: to be)? (?:performed|done|carried out|provided) remotely|remote (?:position|role|job|work from)|work remotely from anywhere"
           r"|home-?based (?:position|role|contract)|(?:position|role|job) is (?:fully |100% )?(?:remote|home-?based)|work (?:fully |entirely )remotely|this is a remote|work from your home(?: office)? in|(?:you|contractor|consultant|employee|executive)(?:'ll| will| shall| can) (?:be )?work(?:ing)? remotely", "remote",
           unless=r"not (?:a )?remote|not (?:fully|entirely)|hybrid|% remote(?<!100% remote)|occasional"),
    Phrase("remote.policy", r"\bhybrid\b(?! (?:after|from (?:month|week|the (?:first|second|third))))", "hybrid", unless=r"not hybrid|hybrid car|hybrid cloud|hybrid vehicle|hybrid fund"),
    Phrase("remote.policy", r"(?:on[- ]?site|in[- ](?:the )?office|in[- ]person|office-based|at our (?:\w+ )?office)[^.;]{0,40}? (?:5|all) days|5 days (?:a|per|each) week (?:in (?:the|our)|at (?:the|our)|on[- ]?site)|work(?:ing)? from office,? 5 days|(?:fully|100%|entirely) (?:on-?site|office-based|in[- ]person|in[- ]office)|(?:this is an? |position is |role is |place of work: |work ?place: |location: |work model: |work arrangement: )(?:fully )?(?:on-?site|in-person|office-based)"
           r"|no (?:remote work|home office|working from home)|(?:remote work|home office|working from home) is not (?:possible|available|offered|permitted)", "onsite", unless=r"hybrid"),
    Phrase("remote.policy", r"^(?:office-based|on-?site)(?=$|[.;,])", "onsite", unless=r"hybrid|home|remote|option"),
    Phrase("remote.days", r"(?:home[- ]?office|from home|remote(?:ly)?|home working|homeworking|mobile work|work-from-home|telework\w*|WFH|mobile working|away from the office)(?: work(?:ing)?| days)?(?: \(WFH\))?(?: is possible| for| on|:|,| possible| allowed| up)?(?: on| for)? {weekly}", unless=r"up to|maximum|max\.?\b|flexible|average|between|if |once|after"),
    Phrase("remote.days", r"{weekly} (?:of )?(?:from home|remote(?:ly)?|at home|home[- ]?office|home working|wfh|working from home|mobile working|elsewhere)", unless=r"up to|maximum|max\.?\b|average|between|if |once|after"),
    Phrase("remote.days", r"{number} days? (?:of )?(?:WFH|from home|remote(?:ly)?|working from home) (?:per|a|each) week", unless=r"up to|maximum|max\.?\b|average|if |once|after"),
    Phrase("remote.days", r"{weekly} (?:can|may) be (?:worked|spent) (?:from home|remotely)", unless=r"up to"),
    Phrase("remote.policy", r"(?:home[- ]?office|(?:work|working) from home|remote(?:ly)?|home working|mobile work(?:ing)?)(?: work(?:ing)?| days)?(?: is possible| for| on|:|,)?(?: on| for)?(?: up to)? (?:[1-4](?:\.5)?) days? (?:a|per|each|every|/) ?week|[1-4] days? (?:a|per|each|every) week (?:from home|remote(?:ly)?|at home|home[- ]?office|working from home|working remotely)|[1-4] days? (?:(?:in|at|from) (?:the |our )?office|on[- ]?site),? (?:and )?[1-4] (?:days? )?(?:from home|remote(?:ly)?|at home)|[1-4] days? (?:from home|remote(?:ly)?|at home),? (?:and )?[1-4] (?:days? )?(?:in (?:the|our) )?office",
           "hybrid", unless=r"if |once|after|may be|fully remote|100% remote"),
    Phrase("remote.policy", r"^remote: (?:yes|fully|100%)", "remote", unless=r"\d days?|hybrid|partly|office"),
    Phrase("remote.days", r"[1-4] days? (?:(?:in|at|from) (?:the |our )?office|on[- ]?site),? (?:and )?{number} (?:days? )?(?:from home|remote(?:ly)?|at home)", unless=r"up to|or more"),
    Phrase("remote.days", r"days? (?:a|per|each) week (?:in|at) (?:the|our) (?:\w+ )?office,? and {number} (?:days? )?(?:from home|remote(?:ly)?|at home|working from home)", unless=r"up to|or more"),
    Phrase("remote.days", r"days? (?:a|per|each) week on[- ]?site[^.;0-9]{0,25}, (?:and )?{number} (?:days? )?(?:from home|remote(?:ly)?|at home)", unless=r"up to|or more"),
    Phrase("hours.days_week", r"(?:working |work ?)week (?:is|will be|consists?|comprises) (?:of )?{number} (?:working )?days\b"),
    Phrase("hours.days_week", r"(?:office|on-?site),? {weekly}|{weekly} (?:in|from|at) (?:the|our) office", unless=r"[0-4] days?|home|remote|hybrid|support|open"),
    Phrase("remote.policy", r"days? (?:a|per|each) week (?:in|at) (?:the|our) (?:\w+ )?office,? and [1-4] (?:days? )?(?:from home|remote(?:ly)?|at home|working from home)|tele-?work\w*:? [1-4] days? (?:a|per|each) week", "hybrid"),
    Phrase("remote.policy", r"^(?:[^:]{1,30}: )?remote(?=[;.,(]|$| in (?:the )?\w)", "remote", unless=r"hybrid|\boffice\b|not remote"),
    # --- travel, place
    Phrase("travel.share", r"{percent} (?:of (?:your |the |working )*time )?(?:on |for )?(?:business )?travel(?:l?ing)?|travel(?:l?ing)?(?: requirement| is| will be|:| of| for| about)* {percent}", unless=r"up to|about|approximately|around|maximum|allowance|expense|less than|allowances|cost"),
    Phrase("visa.sponsored", r"(?:we|company|firm|employer|university|school|hospital|trust|college|bank|institute)(?:'ll)? (?:will |can |are happy to |are able to |shall |would )?(?:sponsors?|sponsor)[^.;]{0,40}(?:visa|permit|h-?1b|certificate of sponsorship|green card|work authori[sz]ation)|(?:visa|h-?1b|permit) sponsorship(?: is| will be|:) (?:provided|offered|available|included|yes)", "yes", unless=r"\bnot\b|n't|unable|cannot|\bif\b"),
    Phrase("visa.sponsored", r"(?:do|does|will|can|are|is)(?: not|n't)(?: able to)?[^.;]{0,20}(?:sponsor|offer visa|provide visa)[^.;]{0,40}|unable to sponsor|no visa sponsorship", "no"),
    # --- contract
    Phrase("contract.probation", r"(?:probation(?:ary)?|trial)(?: period| phase| time)? (?:of {duration}|\({duration}\))", unless=r"exten|waived|(?:months?|weeks?)'? probation"),
    Phrase("contract.probation", r"(?:during|for|in|throughout) (?:the|your) (?:first|initial) {duration}[^.;]{0,40} on probation|(?:first|initial) {duration}(?: of (?:your |the )?(?:employment|service|contract))?,? (?:are|is|will be|shall be|which (?:serve|count) as|constitutes?|forms?|counts? as|serves? as|will serve as)(?: considered| treated as| regarded as| deemed(?: to be)?)? (?:an? |the |your )?(?:probation|trial|introductory)", unless="notice of"),
    Phrase("contract.duration", r"\b(?:term|engagement|contract|agreement|assignment|employment)\b[^.;]{0,50} (?:continues?|runs?|lasts?)(?: for)?(?: a (?:period|term) of)? {duration}", unless=r"notice|probation|renew|thereafter|after"),
    Phrase("contract.duration", r"(?:appointment|contract|position|employment|engagement|role|internship) (?:is|will be|runs|lasts)(?: offered| made)? for (?:a (?:period|term) of )?{duration}", unless=r"notice|probation|renew"),
    Phrase("contract.severance", r"(?:continued|continuation of)(?: payment of)? (?:the |your )?(?:base )?(?:salary|pay)[^.;]{0,20} (?:for|of|over) (?:a period of )?{duration}|salary continuation[^.;]{0,20} (?:for|of) {duration}", unless=r"illness|sick|incapacity|up to"),
    Phrase("contract.duration", r"{duration} (?:fixed[- ]term |temporary |limited )?(?:contract|appointment|assignment|engagement|internship|placement|FTC)\b", unless=r"notice|probation|renew(?!able)|exten|after|prior|previous|experience"),
    Phrase("contract.duration", r"(?:appointment|contract|employment|engagement|agreement|assignment)\b[^.;]{0,20} for (?:a |an initial )?(?:period|term) of {duration}", unless=r"notice|probation|renew|exten"),
    Phrase("contract.duration", r"\bfor an? {duration} term\b|(?:position|contract|appointment|employment) is limited to {duration}", unless=r"notice|probation|option"),
    Phrase("contract.duration", r"^[^:]{0,20}contract[^:]{0,10}: [^.;:]{0,30}?{duration}", unless=r"notice|probation|trial|renew|exten|permanent|unlimited|indefinite|\bover \d|hours"),
    Phrase("contract.duration", r"(?:temporary|fixed[- ]term|limited)\b[^.;]{0,25} for (?:a period of )?{duration}", unless=r"notice|probation|renew|exten"),
    Phrase("contract.severance", r"{duration}(?:' | of |' of )?(?:your )?(?:base )?(?:salary|pay) (?:as|in) (?:a )?severance|severance (?:pay |payment )?(?:of|equal to|equivalent to) {duration}|(?:without cause|dismiss\w*|make you redundant|redundan\w+)[^.;]{0,40}(?:receive|pay you|paid|entitled to)(?: an amount equal to)? {duration}(?:' | of |' of )(?:your )?(?:base )?(?:salary|pay)", unless=r"up to|per year|each year|statutory"),
    Phrase("contract.kind", r"^(?:employment|contract|job|position)?(?: ?type|status|basis|employment)(?: of employment)?: [^.;]{0,20}\bpermanent\b|^contract(?: type)?: (?:unlimited|indefinite|open-ended)|permanent,? (?:full[- ]time |part[- ]time )?(?:\([^()]{1,30}\) )?(?:position|contract|role|employment|appointment|employee|basis|post|job|member)|(?:employment|appointment|position|contract|role|post|job|form of employment|type of (?:contract|employment)|contract type|contract)(?: is| will be|:)(?: a)?(?: [\w-]+)? ?\(?(?:full[- ]time,? |part[- ]time,? )?permanent"
           r"|(?:unlimited|indefinite|open-ended|unbefristete\w*|indeterminate|permanent)(?: \w+)? (?:employment|contract|duration|period|term|position)|(?:contract|employment|concluded|made|runs?) (?:is |for |of )?(?:an )?(?:open-ended|indefinite|unlimited|of indefinite duration)|(?:on|basis:|for) (?:a |an )?(?:permanent|indefinite)(?: basis| period| term)?", "permanent",
           unless=r"intention|intend|make it permanent|become permanent|convert|may lead|possib|view to|prospect|aim of|aim to|afterwards|followed by|not (?:a )?permanent|permanent resid|after that|transfer"),
    Phrase("contract.kind", r"(?:appointment|position|post|role|contract|job) (?:is|will be) (?:full|part)[- ]time and permanent", "permanent"),
    Phrase("contract.kind", r"\bFTC\b|(?:fixed|limited|definite)[- ](?:term|period|duration|time contract)(?!\?)|^(?:contract|employment|term|duration)[^.;:]{0,20}: limited to|(?:contract|employment|appointment|position) (?:is|will be) limited to|(?:contract|appointment) is for (?:a (?:period|term) of )?\d+ (?:academic )?(?:years?|months)|befristet", "fixed_term", unless=r"\bno fixed|without (?:a )?(?:fixed|limited)|not (?:a )?fixed|converted from|previous|instead of"),
    Phrase("contract.kind", r"independent contractor|as (?:a |an )?(?:\w+ )?contractor\b|^contractor:|contract for services|statement of (?:engagement|work)|consult(?:ing|ancy) agreement|outside IR35|services agreement", "contractor", unless=r"not (?:be |as )?(?:an )?(?:independent )?contractor|not (?:as )?a contractor"),
    Phrase("contract.kind", r"(?:summer |paid |our |an |the |\d{4} )internship(?: program(?:me)?| position| offer| contract| agreement)?|internship (?:program(?:me)?|position|offer|contract|agreement)|(?:position|role|post|title|as)(?: of| as)?:? (?:an? )?(?:\w+ ){0,3}intern\b", "internship", unless=r"\bearned\b|\byou were\b|our interns|completed|previous|your internship (?:with|at) us|supervis|years of service"),
    Phrase("contract.kind", r"freelanc(?:e|er)(?: (?:contract|agreement|basis|engagement))?", "freelance", unless=r"not|other freelance|secondary|outside"),
    Phrase("contract.kind", r"temporary (?:contract|position|role|appointment|employment|assignment|post|basis|worker)", "temporary", unless=r"\bother\b|\bsites?\b|locations?|duties|relocat|fixed[- ]term|not (?:a )?temporary|disab"),
    Phrase("contract.time", r"(?<!at )(?<!on a )(?<!of a )(?<!basis of )(?<!based on )\bfull[- ]time\b(?! equivalent| salary| rate| pay| basis| (?:working )?week| hours| ?:? ?[€£$\d])", "full_time", unless=r"part[- ]time|pro[- ]?rat|entitled|holidays?|vacation|return full|not full|equivalent|study|studies|students?|after|later|may (?:\w+ )?(?:be|become|offer|lead|move|turn)|might|could|convert|offers of|accept a|\bif\b|\d ?(?:[€£$]|[A-Z]{3}) full[- ]time"),
    Phrase("contract.time", r"\bpart[- ]time\b(?! (?:staff|employees?|colleagues|workers|members|equivalent))", "part_time", unless=r"not part|pro[- ]?rat\w* (?:for|if)|may request|right to|full[- ]time(?! (?:equivalent|salary|hours|rate|pay))|other part|secondary|study|studies"),
    Phrase("contract.probation_extension", r"(?:exten(?:d|ded|sion|dable)|verlängert)(?: once)?[^.;0-9]{0,25}?(?:by|for|another|further|of|um)(?: up to| another| a further| an additional| a maximum of| a| further| period of| period not exceeding| bis zu)* {duration}", unless=r"notice|contract (?:may|can|will)|appointment|engagement|assignment|offer|exercise", needs=r"probation|trial|introductory|probezeit"),
    Phrase("contract.garden_leave", r"garden(?:ing)? leave[^.;0-9]{0,60} {duration}|{duration}(?:'|'s)? (?:of )?garden(?:ing)? leave", unless="notice of"),
    Phrase("contract.nonsolicit", r"(?:not|\w+n't|never)[^.;]{0,60}\b(?:solicit|entice|poach)\w*|\bnor (?:to )?solicit\w*|non-?solicit\w*", "yes", unless=r"no non-?solicit|does not apply|contains none"),
    Phrase("contract.workload", r"(?:workload|pensum|degree of employment|beschäftigungsgrad|level of employment|employment level|FTE)(?: is| of|:)* {percent}|{percent} (?:workload|pensum|FTE|part[- ]time|position|post|contract|appointment)|\d+(?:[.,]\d+)? ?(?:hours|h|days?)(?: (?:a|per) weeks?| weekly)? \((?!100 ?%){percent}\)", unless=r"at 100|occasional|remote|meeting|take|spen[dt]|travel|on call|overtime|machine|server|capacity|runs at"),
    Phrase("contract.workload", r"^(?:umfang|stellenumfang|beschäftigungsumfang|arbeitsumfang|extent|working time percentage): {percent}|\bwork(?:ing)? {percent} \(\d+(?:[.,]\d+)? hours|^[^:]{0,30}: {percent} \(\d+(?:[.,]\d+)? hours (?:per|a) week\)"),
    Phrase("contract.workload", r"{fte} ?(?:FTE\b|WTE\b|(?:of (?:a )?)?full[- ]time equivalent)|\b(?:FTE|WTE)(?: is| of|:)* ?{fte}", unless=r"headcount|team of|budget|per FTE"),
    Phrase("contract.noncompete", r"(?:do|does|will) not (?:use|have|require|ask for|ask you to sign|impose|include) (?:any |an? )?non-?compet|(?:contains?|is|are|there is|there are|with|includes?|have|has|imposes?) (?:no|none|not (?:any|contain an?)) ?(?:non-?compet\w*|post-contractual)|no (?:post-contractual )?non-?compet\w*|non-?compet\w*[^.;]{0,30} (?:is|are|has been|will be) not (?:part|agreed|included|applicable|imposed)|non-?compet\w*[^.]{0,60}(?:contains? none|does not apply|not apply|none applies)|without (?:a |any )?non-?compet\w*|non-?compet\w*(?: [^.;:]{1,30})?: ?(?:none|no|not applicable|n/?a|does not apply|not included)\b|not (?:be )?(?:subject to|bound by) (?:a |any )?non-?compet\w*", "no"),
    Phrase("contract.noncompete", r"\d+ (?:month|week|year)s?'? (?:post-\w+ )?non-?compet|non-?compet\w*(?: (?:clause|covenant|period|obligation|restriction|agreement))?(?: (?:applies|binds|is agreed|for|of|lasts|is (?:agreed|included|in place|part))|: ?(?:for )?\d)|(?:includes?|contains?|has|have|with|to) (?:an? )?(?:\d+ (?:month|year)s? )?(?:post-\w+ )?non-?compet|(?:not|\w+n't|cannot|never|refrain from)(?: to)? compet(?:e|ing) (?:with|against)|not[^.;]{0,60}(?:work for|join|be employed by|engage in|act for|(?:take up|accept) (?:a |any )?(?:employment|job|position|work) (?:with|at|by)) (?:a |any )?(?:\w+ )?(?:compet\w+)|(?:subject to|bound by) (?:a |the )?(?:\w+ )*non-?compet\w*", "yes",
           unless=r"\bno (?:post-contractual )?non|none|not (?:include|contain|have|require|impose|use|part|agreed|included)|does not allow|not (?:subject|bound|apply|contain)|during your employment|while employed|without|existing|former|previous"),
    Phrase("contract.arbitration", r"(?:binding|final|mandatory|individual) arbitration|(?:settled|resolved|decided|submitted)[^.;]{0,30} (?:by|through|to) (?:\w+ )?arbitration|arbitration agreement|agree to arbitrate", "yes", unless=r"\bno arbitration|not require|opt out|optional|voluntary"),
    Phrase("contract.monitoring", r"(?:laptop|computer|device|screen|keyboard|activity|work)[^.;]{0,40} (?:is|are|will be|may be) (?:monitored|recorded|tracked)|(?:monitoring|tracking|time-tracking) software (?:is|will be|runs)|monitors?(?: your)?[^.;]{0,20}(?:activity|screen|computer|laptop|device)", "yes", unless=r"\bnot\b|never"),
    # --- days
    Phrase("offer.start", r"welcom(?:e|ing) you (?:aboard |on board |to the (?:team|company) )?on {date}|report (?:for|to) (?:work|duty)\b[^.;]{0,40} on {date}|day (?:one|1)\b[^.;]{0,15} {date}|(?:with effect from|effective(?: from)?|from|as of) {date},? (?:you|we)\b[^.;]{0,30}(?:appoint|employ|engage|hire)|(?:agreement|appointment|contract|employment) (?:takes|will take|shall take) effect (?:on|from|as of) {date}"),
    Phrase("offer.start", r"^(?:contract|assignment|placement|appointment|employment)(?: (?:term|dates|period|duration))?: (?:from )?{date} (?:-|to|until|through) (?:and including )?§"),
    Phrase("offer.deadline", r"(?:have|take) until {date}"),
    Phrase("offer.start", r"(?:contract|agreement|assignment|engagement|internship|placement|employment|appointment) (?:runs|will run|is|lasts|starts|begins|will start|will begin|commences|will commence)(?: from| on)? {date}"),
    Phrase("offer.start", r"{date} ?\((?:this is |which is |being )?your (?:1st|first) (?:working )?day"),
    Phrase("offer.start", r"^(?:[^:]{1,30}: )?(?:(?:fixed|limited)[- ]term |your )?(?:contract|agreement|appointment|employment) (?:for [^.;]{1,25} )?from {date}"),
    Phrase("offer.start", r"(?:hire|employ|engage|appoint|join|position|role|post|on ?board|offer(?:ing)? you)[^;]{0,90}? (?:from|as of|with effect from|effective|starting|beginning|commencing)(?: on)?(?: the)? {date}",
           unless=r"valid|letter|mail|contract of|agreement of|increas|rises?"),
    # --- who and where
    Phrase("manager.name", r"(?:report(?:s|ing)?(?: directly)? to|your (?:own )?(?:line |direct )?manager(?: will be| would be| is|:)|under the supervision of|berichten (?:direkt )?an|vorgesetzte[rn]? (?:ist|wird)|line manager(?: will be| is|:)|(?:supervised|managed|led) by|supervisor(?: will be| is|:)|^(?:reporting to|reports? to|(?:reporting |line |hiring |direct |your )?(?:manager|supervisor)): ?) ?{person}(?! at \d| (?:at|in) (?:the )?(?:reception|lobby|front desk|gate)| (?:on|for) (?:your|the) (?:first|orientation|induction))", unless=r"\b(?:while|until|interim(?:ly)?|initially|for now|temporar\w+|then to)\b"),
    Phrase("manager.name", r"report(?:s|ing)? (?:directly )?to (?:the |our )(?:[\w&-]+ ){1,5}?[\w&-]+(?:, | \(){person}(?=[,.;)]|$)"),
    Phrase("manager.name", r"\byour (?:line |direct )?(?:manager|supervisor),? {person}(?=[,.;)]|$)"),
    Phrase("manager.name", r"{person}(?:, [^,.;]{3,40},)? (?:will be|is) your (?:line |direct |new )?(?:manager|supervisor|boss)\b"),
)  # fmt: skip
"""Sentences that state a fact."""
