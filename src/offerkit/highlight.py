"""A Pygments lexer for criteria, registered under ``pygments.lexers``.

Pygments finds it by the name ``criteria`` and by the extension ``.criteria``; ``criteria-error`` is
for examples with deliberate errors, which a page may want to mark. Nothing else in offerkit needs
Pygments or this module.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from pygments.lexer import RegexLexer, bygroups, default, words
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    _TokenType,
)

from offerkit.syntax.words import NAMES_OF_TYPES, language_words


def _groups(*kinds: _TokenType) -> Any:
    """Return the action that gives each group of a rule's pattern a kind of token."""
    return bygroups(*kinds)  # type: ignore[no-untyped-call]


_WORDS: Final = language_words()
STATEMENTS: Final = _WORDS.statements
"""Keywords that begin a statement."""
CLAUSES: Final = _WORDS.clauses
"""Keywords inside a statement."""
OPERATORS: Final = _WORDS.operators
"""Operators that are words."""
FUNCTIONS: Final = _WORDS.functions
CONSTANTS: Final = _WORDS.constants
PERIODS: Final = _WORDS.periods
UNITS: Final = _WORDS.units
TYPES: Final = (*_WORDS.types, *(name for name in NAMES_OF_TYPES if name.isalpha()))
"""Types of a ``fact``, except ``yes/no`` and the names of scales."""

# A keyword ends here, as in grammar/criteria.lark: no more of a name and no dot of a path follows.
_END: Final = r"(?![a-z0-9_]|\.[a-z])"


class CriteriaLexer(RegexLexer):
    """Lexer of criteria.

    Source:
        grammar/README.md, "Text" to "Literals".
    """

    name = "offerkit criteria"
    aliases: ClassVar[list[str]] = ["criteria"]
    filenames: ClassVar[list[str]] = ["*.criteria"]
    mimetypes: ClassVar[list[str]] = ["text/x-criteria"]
    url = ""

    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            (r"\s+", Text.Whitespace),
            (r"#[^\n]*", Comment.Single),
            (r'"', String.Double, "text"),
            (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", Literal.Date),
            (r"[0-9][0-9_]*(?:\.[0-9][0-9_]*)?[kM]?", Number, "amount"),
            (rf"fact{_END}", Keyword, ("type", "path")),
            (r"(language)(\s+)([^\s#\"]+)", _groups(Keyword, Text.Whitespace, Number)),
            (words(STATEMENTS, suffix=_END), Keyword),
            (words(CLAUSES, suffix=_END), Keyword),
            (words(FUNCTIONS, suffix=_END), Name.Builtin),
            (words(OPERATORS, suffix=_END), Operator.Word),
            (words(CONSTANTS, suffix=_END), Keyword.Constant),
            (r"(promised|current)(\.)(?=[a-z])", _groups(Name.Namespace, Punctuation)),
            (r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+", Name.Attribute),
            (r"[a-z][a-z0-9_]*", Name),
            (r"\.\.|<=|>=|==|!=|[-+*/<>=]", Operator),
            (r"[(){},:]", Punctuation),
        ],
        "text": [
            (r'\\(?:["\\nt]|u\{[0-9A-Fa-f]{1,6}\})', String.Escape),
            (r'[^"\\\n]+', String.Double),
            (r'"', String.Double, "#pop"),
            (r"\\", String.Double),
            default("#pop"),
        ],
        # After a number: its unit.
        "amount": [
            (r"[ \t]+", Text.Whitespace),
            (r"%", Number, "#pop"),
            (r"([A-Z]{3})(?![A-Za-z0-9_])", Name.Constant, ("#pop", "period")),
            (words(UNITS, suffix=_END), Keyword.Type, "#pop"),
            default("#pop"),
        ],
        # After a currency: the period.
        "period": [
            (
                rf"(\s+)(per)(\s+)({'|'.join(PERIODS)}){_END}",
                _groups(Text.Whitespace, Keyword.Type, Text.Whitespace, Keyword.Type),
                "#pop",
            ),
            (
                rf"(\s*)(/)([ \t]*)({'|'.join(PERIODS)}){_END}",
                _groups(Text.Whitespace, Operator, Text.Whitespace, Keyword.Type),
                "#pop",
            ),
            default("#pop"),
        ],
        # After `fact`: a path, a colon, a type.
        "path": [
            (r"\s+", Text.Whitespace),
            (r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*", Name.Attribute, "#pop"),
            default("#pop"),
        ],
        "type": [
            (r"\s+", Text.Whitespace),
            (r":", Punctuation),
            (r"yes[ \t]*/[ \t]*no", Keyword.Type, "#pop"),
            (
                rf"(duration)(\s+)(in)(\s+)({'|'.join(UNITS)}){_END}",
                _groups(Keyword.Type, Text.Whitespace, Keyword.Type, Text.Whitespace, Keyword.Type),
                "#pop",
            ),
            (
                r"(set)(\s+)(of)(\s+)(text)",
                _groups(Keyword.Type, Text.Whitespace, Keyword.Type, Text.Whitespace, Keyword.Type),
                "#pop",
            ),
            (words(TYPES, suffix=_END), Keyword.Type, "#pop"),
            (r"[a-z][a-z0-9_]*", Name, "#pop"),
            default("#pop"),
        ],
    }


class WrongCriteriaLexer(CriteriaLexer):
    """Lexer of criteria with deliberate errors; in HTML they have another class."""

    name = "offerkit criteria with an error"
    aliases: ClassVar[list[str]] = ["criteria-error"]
    filenames: ClassVar[list[str]] = []
    mimetypes: ClassVar[list[str]] = []
