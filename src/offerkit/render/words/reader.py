"""Words that were written from the writer's side, turned round for the reader of a letter.

In a letter to a company, "my manager" would be one's present manager; and to that manager, it is
"you". "They" of a question that somebody noted for themselves is the reader, too.
"""

from __future__ import annotations

import re
from typing import Final

from offerkit.advise.answer.models import Reply

_THEIRS: Final = "manager|boss|supervisor|team lead|lead|team|colleagues|role|job|position|contract"
"""What is the writer's own only once there is a yes."""
_PERSON: Final = r"(?:manager|boss|supervisor|team lead|lead)"
_BEFORE: Final = {"is": "are", "was": "were", "does": "do", "has": "have"}
"""Verbs of one person, as they are of the reader."""
_ASKING: Final = r"(?:do|would|will|can|could|are|have|did|were|should|must|may)"


def for_reader(text: str, reply: Reply, to: str) -> str:
    """Return a text of the writer's in the words of a letter to *to*."""
    manager = reply.decision.offer.manager.name
    if isinstance(manager, str) and _is_same(to, manager):
        text = _addressed(text, rf"(?:my|the) {_PERSON}(?: for this role)?|{re.escape(manager)}")
    elif not reply.is_counter:
        text = re.sub(rf"\b([Mm])y ({_THEIRS})\b", _of_the_role, text)
    if re.match(rf"(?:\w+ )?{_ASKING} they\b|they\b|(?:\w+ ){{1,3}}{_ASKING} they\b", text, re.I):
        for theirs, yours in (("their", "your"), ("them", "you"), ("they", "you")):
            text = _replaced(text, rf"\b{theirs}\b", yours)
    return text


def as_request(question: str, *, wanted: bool) -> str:
    """Return a yes/no question as what is asked for: ``That I may bring my dog``.

    The question itself, with the answer that is wanted, where it cannot be told apart.
    """
    found = _ASKED.fullmatch(question.strip())
    if found is None:
        return f"“{question.strip()}” {'yes' if wanted else 'no'}"
    verb, subject, rest = found["verb"].lower(), found["subject"], found["rest"]
    negated = "" if wanted else " not"
    if verb in {"do", "does"} and wanted:
        one, _, more = rest.partition(" ")
        said = f"{one}s" if verb == "does" else one
        return f"That {subject} {said} {more}".strip()
    return f"That {subject} {verb}{negated} {rest}"


_ASKED: Final = re.compile(
    r"(?P<verb>may|can|could|will|would|is|are|do|does|has|have) "
    r"(?P<subject>I|you|they|there|it|we|(?:my|the|a) [a-z]+) (?P<rest>[^?]+)\?",
    re.IGNORECASE,
)


def _of_the_role(found: re.Match[str]) -> str:
    return f"{'The' if found[1] == 'M' else 'the'} {found[2]}"


def _addressed(text: str, person: str) -> str:
    """Return a text in which a person is the reader."""
    text = _replaced(text, rf"\b(?:{person})['’]s\b", "your")
    for one, many in _BEFORE.items():
        text = _replaced(text, rf"\b{one} (?:{person})\b", f"{many} you")
        text = _replaced(text, rf"\b(?:{person}) {one}\b", f"you {many}")
    return _replaced(text, rf"\b(?:{person})\b", "you")


def _replaced(text: str, pattern: str, words: str) -> str:
    """Return a text with other words, with a capital where there was one."""

    def cased(found: re.Match[str]) -> str:
        return words[:1].upper() + words[1:] if found[0][:1].isupper() else words

    return re.sub(pattern, cased, text, flags=re.IGNORECASE)


def _is_same(to: str, name: str) -> bool:
    """Return whether the recipient is somebody, by the whole or the first name."""
    one, other = to.casefold().split(), name.casefold().split()
    return bool(one and other) and (one == other or [one[0]] == other or [other[0]] == one)
