"""German forms, of the same shape as the English ones.

Numbers, units, periods and months are in English by then: see ``words``.
"""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

from typing import Final

from offerkit.load.letter.forms import NOTHING, Phrase, Topic

TOPICS: Final = (
    Topic("pay.base", r"(?:(?:brutto|grund|fest|fix|anfangs|gesamt)?(?:jahres|monats|stunden)?(?:brutto|grund|fix)?-?(?:gehalt|lohn|vergütung|entgelt)|(?:gross )?(?:annual |monthly )?(?:gehalt|vergütung|entgelt))(?:s)?"),
    Topic("pay.base", r"(?:jahres|monats)?(?:brutto)?(?:salär|salaer)"),
    Topic("pay.base", r"(?:gehalts|lohn)(?:erhöhung|anpassung) auf"),
    Topic("pay.base", r"(?:sie erhalten|wir zahlen(?: ihnen)?|wir bieten ihnen|vergütet mit)", weak=True),
    Topic("pay.at_target", r"(?:jahres)?ziel(?:gehalt|einkommen)"),
    Topic(NOTHING, r"zielgehalt|zieleinkommen|gesamtvergütung|gesamtpaket|jahreszielgehalt|netto(?:gehalt|lohn)?|inklusive bonus", about="pay.base"),
    Topic(NOTHING, r"zuschuss|zulage|prämie|vermögenswirksame leistungen|weihnachtsgeld|urlaubsgeld|essens\w+|fahrt\w*kosten\w*|jobticket|deutschlandticket|dienstwagen|einmalzahlung|spesen|budget"),
    Topic("pay.bonus_target", r"(?:ziel)?bonus|(?:variable|erfolgsabhängige) (?:vergütung|bezüge)|tantieme", unless=r"bis zu|maximal|höchstens|letzte|vergangen|vorjahr|(?:was|were) paid|may (?:receive|get|be)|kann|können"),
    Topic("pay.sign_on", r"(?:antritts|willkommens|begrüßungs|einstiegs)(?:bonus|prämie)|signing[- ]bonus"),
    Topic("relocation.support", r"umzugs(?:kosten)?(?:pauschale|zuschuss|beihilfe|kosten)", unless=r"bis zu|maximal|nachweis|beleg"),
    Topic("benefits.learning", r"(?:weiterbildungs|fortbildungs)budget(?: per years?)?|(?:weiter|fort)bildung(?= ?:)", unless="bis zu"),
    Topic("contract.probation", r"(?<!in der )(?<!während der )(?<!nach der )(?<!nach ablauf der )probezeit", unless=r"kündigung\w*[^.;]{0,30}probezeit|verlänger|zusätzlich|gekündigt|\bfrist\b"),
    Topic("contract.duration", r"befrist(?:et|ung)(?: auf| für)?|(?:dauer|laufzeit)(?: des vertrags)?", unless=r"unbefristet|probezeit|wettbewerb|kündig|karenz"),
    Topic(NOTHING, r"kündigungsfrist\w*|kündig\w+|freistellung|kundenschutz\w*"),
    Topic("contract.noncompete_length", r"wettbewerbsverbot\w*", unless=r"karenz|%"),
    Topic("leave.days", r"(?:jahres|erholungs)?urlaub(?:s(?:anspruch|tage)?)?|ferien(?:anspruch|tage)?", unless=r"übertrag|sonderurlaub|zusätzlich|gesetzlich|mindest"),
    Topic(NOTHING, r"mindesturlaub|sonderurlaub|zusatzurlaub|feiertage?"),
    Topic("offer.start", r"(?:beginn|ein(?:tritt|stieg)s?(?:datum|termin)?|arbeitsbeginn|vertragsbeginn|startdatum|erster (?:arbeitstag|days)|beginnt|starten|anfangen|^(?:wann|zeitraum|befristung|(?:vertrags)?laufzeit|vertragsdauer)(?= ?:))(?: (?:am|zum|ab))?", unless=r"frühestens|spätestens|voraussichtlich|probezeit|urlaub"),
    Topic("offer.deadline", r"(?:bitte )?(?:unterschrieben\w*|unterzeichnet\w*|rücksendung|rückmeldung|zusage|antwort\w*|annahme\w*|bis spätestens|gültig(?: bis)?|angebot gilt|senden sie|unterschreiben sie|teilen sie uns|geben sie uns|melden sie sich|melde dich|gib uns|schick uns|sag uns|halten (?:wir )?uns|gebunden|bescheid|über eine (?:antwort|rückmeldung|zusage))(?: bis(?: zum)?)?", unless=r"unterlagen|zeugnis|reisepass"),
)  # fmt: skip

PHRASES: Final = (
    Phrase("pay.overtime_paid", r"überstunden[^.;]{0,60}(?:nicht (?:gesondert |zusätzlich |extra )?(?:vergütet|bezahlt)|abgegolten|mit dem gehalt)|mehrarbeit[^.;]{0,40}abgegolten", "no", unless=r"bis zu|\d+ hours"),
    Phrase("pay.overtime_paid", r"überstunden[^.;]{0,40}(?:werden|sind)\b[^.;]{0,30} ?(?:vergütet|bezahlt|ausbezahlt|ausgezahlt)", "yes", unless=r"nicht|abgegolten"),
    Phrase("hours.days_week", r"(?:verteilt|aufgeteilt) auf {number} days"),
    Phrase("hours.week", r"(?:wöchentliche |weekly |regelmäßige |vertragliche )*(?:arbeitszeit|wochenarbeitszeit|stundenzahl)(?: beträgt|:| von| ist)* (?:weekly )?{hours} hours", unless=r"bis zu|überstunden|höchst"),
    Phrase("hours.days_week", r"(?:auf|an) 5 days|5[- ]days?-?woche", "5", unless=r"homeoffice|hause"),
    Phrase("remote.days", r"(?:an|bis)? ?{number} days(?: per | in the |/)weeks? (?:von zu hause|im homeoffice|remote|mobil)|homeoffice(?:: ?|[^.;]{0,20})(?:an )?{number} days(?: per | in the |/)weeks?", unless=r"bis zu|maximal|höchstens"),
    Phrase("remote.policy", r"(?:an|bis zu)? ?[1-4] days per weeks? (?:von zu hause|im homeoffice|remote|mobil)|homeoffice(?: ist)?:? ?(?:an |bis zu )?[1-4] days per weeks?|\bhybrid\w*(?! (?:after|from (?:month|week|the (?:first|second|third))))", "hybrid", unless=r"hybrid(?:fahrzeug|auto|[ -]?(?:car|cloud|vehicle|fund|app|search))"),
    Phrase("remote.policy", r"(?:mobile[sn]? arbeit(?:en)?|homeoffice|remote[- ]?arbeit|telearbeit|remote)[^.;]{0,25} [1-4] days(?: per | in the |/)weeks?", "hybrid", unless=r"nach der|nach einarbeitung|möglich nach|after|once|if |not "),
    Phrase("remote.policy", r"(?:vollständig|komplett|100 ?%) (?:remote|im homeoffice|von zu hause)", "remote"),
    Phrase("contract.kind", r"unbefristet\w*|auf unbestimmte zeit|dauer des vertrags: unbestimmt", "permanent", unless=r"übernahme|möglich|aussicht|umgewandelt"),
    Phrase("contract.kind", r"befristet(?:e[srn]?)?\b|zeitvertrag", "fixed_term", unless=r"unbefristet"),
    Phrase("contract.kind", r"(?:praktikum|praktikums(?:vertrag|platz)|praktikantin|praktikant)\b", "internship"),
    Phrase("contract.time", r"\bvollzeit(?:stelle|beschäftigung)?\b(?! ?:? ?[\d€])", "full_time", unless=r"teilzeit|bei vollzeit|tabellenentgelt|auf vollzeit|entspr"),
    Phrase("contract.time", r"\bteilzeit(?:stelle|beschäftigung|basis|vertrag)?\b", "part_time", unless=r"vollzeit|auf antrag|anspruch auf|möglich"),
    Phrase("contract.probation", r"(?:die )?ersten {duration}[^.;]{0,30} (?:gelten als|sind|als) (?:die )?probezeit"),
    Phrase("contract.noncompete_length", r"wettbewerbsverbot[^.;]{0,30}(?:dauer von|für) {duration}"),
    Phrase("contract.noncompete", r"wettbewerbsverbot[^.;]{0,30}(?:nicht|kein)|kein (?:nachvertragliches )?wettbewerbsverbot", "no"),
    Phrase("contract.noncompete", r"nachvertragliche\w* wettbewerbsverbot\b", "yes", unless=r"nicht|kein"),
    Phrase("leave.days", r"{number} (?:urlaubs|arbeits)?days (?:bezahlten )?(?:jahres|erholungs)?urlaub|(?:urlaubsanspruch|urlaub)\w*(?: beträgt|:| von)* {number} (?:arbeits|werk)?days(?! \(?(?:anteilig|pro rata))", unless=r"übertrag|sonderurlaub|zusätzlich|gesetzlich|mindest"),
    Phrase("leave.days", r"^days urlaub[^:]{0,20}: {number}"),
    Phrase("benefits.retirement_match", r"(?:arbeitgeber|wir|firma|unternehmen|gesellschaft)(?: \w+)? (?:zahl\w+|leist\w+|übern\w+|steuer\w+)[^.;%]{0,30} {percent}[^.;]{0,40}(?:altersvorsorge|pension\w*|direktversicherung)|arbeitgeberbeitrag[^.;%]{0,30} {percent}", unless=r"des beitrags|der beiträge|bis zu|umgewandelt"),
    Phrase("pay.later", r"nach (?:ablauf )?(?:der |des )?(?:probezeit|\d+ months|ersten \w+)\b[^.;]{0,60}?(?:steigt|erhöht|beträgt)\b[^.;]{0,25}? {pay}"),
    Phrase("offer.start", r"\b(?:sie|du) (?:beginnen|beginnst|starten|startest) am {date}"),
    Phrase("equity.percent", r"(?:virtuelle|vsop|anteile|beteiligung)[^.;%]{0,25}: ?{percent}", unless=r"pool|bis zu"),
    Phrase("pay.base", r"(?:bezahlung|vergütung|entgelt|tv\w+|gruppe|stufe)\b[^.]{0,60},? (?:das sind|das ergibt|das macht|derzeit)\b[^.;]{0,40}? {pay}", unless=r"vollzeit"),
    Phrase("pay.base", r"(?:entgeltgruppe|eingruppier\w*|besoldung\w*|vergütungsgruppe)[^.]{0,70} entspricht (?:derzeit |aktuell |zurzeit )?(?:einem [^.;]{0,30} von )?{pay}"),
    Phrase("benefits.learning", r"für (?:ihre |deine |die )?(?:weiterbildung|fortbildung)\w*[^.;0-9]{0,40} {pay}", unless="bis zu"),
    Phrase("offer.deadline", r"angebot\w*[^.;]{0,30} bis (?:zum )?(?:\w+, (?:den |dem )?)?{date}[^.;]{0,15}(?:aufrecht|gültig|offen|bestehen)"),
    Phrase("offer.deadline", r"bis (?:spätestens )?(?:zum )?(?:\w+, (?:den |dem )?)?{date},?[^.;]{0,40}(?:bescheid|zurück|zu(?:zu)?sag\w*|mit(?:zu)?teilen|rückmeld\w*|antwort\w*|unterschr\w*)"),
    Phrase("manager.name", r"^(?:(?:direkte[rn]? )?vorgesetzte[rn]?|führungskraft|teamleit(?:er|erin|ung)): ?{person}"),
    Phrase("benefits.retirement_match", r"(?:zahlt|leistet|übernimmt|gewährt|zahlen|leisten)\b[^.;%]{0,40} {percent}[^.;]{0,60}(?:pensionskasse|altersvorsorge|direktversicherung|zusatzversorgung|unterstützungskasse)", unless=r"arbeitnehmer\w* (?:zahlt|leistet)|sie (?:zahlen|leisten)|eigen|des beitrags|der beiträge|bis zu|umgewandelt"),
    Phrase("offer.start", r"(?:ab|zum|mit wirkung (?:zum|vom)) (?:dem )?{date}[^.;]{0,60}(?:einzustellen|anzubieten|anbieten|beschäftig\w*|einstellen|angestellt|eingestellt)|biete\w*[^.;]{0,80} (?:ab|zum)(?: dem)? {date}|(?:einstellen|stellen wir (?:sie|dich)|wir stellen (?:sie|dich)|beschäftigt|eingestellt)[^.;]{0,60}(?:ab|zum) (?:dem )?{date}"),
)  # fmt: skip
