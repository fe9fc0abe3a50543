"""What griffe does not know of our docstrings and of attrs.

mkdocstrings runs this extension (see mkdocs.yml). It lists the fields of an attrs class, with
their docstrings, as the table of attributes in the documentation of the class, and gives enum
members the same table. It makes links to the definition of the language of what stands under
``Source:``. What has no entry in the
reference is left out: base classes, and fields of such a type.
Nothing is imported: it reads what griffe found in the source.
"""

from __future__ import annotations

import re
from typing import Any, Final

from griffe import (
    Attribute,
    Class,
    Docstring,
    DocstringAttribute,
    DocstringSectionAdmonition,
    DocstringSectionAttributes,
    DocstringSectionText,
    Expr,
    ExprCall,
    ExprName,
    Extension,
    Function,
    Object,
)

from tools.reference import documented

_SHORT: Final = {name.rpartition(".")[2] for name in documented()}
_FREE: Final = {"OfferT", "T", "T_co"}
"""Variables of types, which stand for public ones."""

_MAKERS = {"frozen", "define", "mutable", "attrs.frozen", "attrs.define", "attrs.mutable"}


class Offerkit(Extension):
    """Add tables of fields and members, and links to the definition of the language."""

    def on_object(self, *, obj: Object, **kwargs: Any) -> None:
        """Turn the section ``Source:`` of the docstring of *obj* into a line with links."""
        if obj.docstring is None or "Source:" not in obj.docstring.value:
            return
        sections = obj.docstring.parsed
        for index, section in enumerate(sections):
            if isinstance(section, DocstringSectionAdmonition) and section.title == "Source":
                sections[index] = DocstringSectionText(linked(section.value.description))

    def on_class(self, *, cls: Class, **kwargs: Any) -> None:
        """Add the table to *cls*, if it is a class of fields or of members."""
        of_members = is_enum(cls)
        cls.bases = [base for base in cls.bases if not is_internal(base)]
        fields = [
            member
            for name, member in cls.members.items()
            if isinstance(member, Attribute) and not name.startswith("_")
        ]
        for field in fields:
            given = _given_by_descriptor(field)
            if given is not None:
                field.annotation, field.value = given, None
            elif field.annotation is not None and is_internal(field.annotation):
                field.docstring = None
        fields = [field for field in fields if field.docstring is not None or of_members]
        if is_attrs(cls):
            rows = [_row(f) for f in fields if f.annotation is not None and not _is_class_var(f)]
        elif of_members:
            rows = [_row(f) for f in fields if f.value is not None and f.annotation is None]
        else:
            return
        if not rows:
            return
        if cls.docstring is None:
            cls.docstring = Docstring("", parent=cls)
        cls.docstring.parsed.append(DocstringSectionAttributes(rows))
        for row in rows:
            # What has a docstring of its own would be listed once more behind the table.
            cls.members[row.name].docstring = None


def _given_by_descriptor(field: Attribute) -> str | Expr | None:
    """Return what a descriptor gives for an attribute, if one of the same module makes it."""
    kind = field.module.members.get(str(field.annotation))
    getter = kind.members.get("__get__") if isinstance(kind, Class) else None
    return getter.returns if isinstance(getter, Function) else None


def is_internal(expression: str | Expr) -> bool:
    """Whether an annotation or a base class names something of offerkit that is not public."""
    if not isinstance(expression, Expr):
        return False
    names = [part for part in expression.iterate(flat=True) if isinstance(part, ExprName)]
    return any(
        name.canonical_path.startswith("offerkit.") and name.name not in _SHORT | _FREE
        for name in names
    )


def linked(source: str) -> str:
    """Return what stands under ``Source:`` as Markdown, the headings it names as links.

    The links are those of a page in ``docs/reference/api/``, where the documented names are.
    """
    return "The rule: " + re.sub(
        r'"([^"]+)"',
        lambda match: f"[{match[1]}](../../language.md#{match[1].lower().replace(' ', '-')})",
        " ".join(source.split()).replace("grammar/README.md, ", ""),
    )


def is_attrs(cls: Class) -> bool:
    """Whether a class is decorated by attrs."""
    return any(_name(decorator.value) in _MAKERS for decorator in cls.decorators)


def is_enum(cls: Class) -> bool:
    """Whether a class is an enum of its own members."""
    return any(str(base) in {"enum.Enum", "Enum", "Named", "Ordinal"} for base in cls.bases)


def _name(decorator: Any) -> str:
    return str(decorator.function if isinstance(decorator, ExprCall) else decorator)


def _is_class_var(field: Attribute) -> bool:
    return str(field.annotation).startswith(("ClassVar", "Final"))


def _row(field: Attribute) -> DocstringAttribute:
    text = field.docstring.value if field.docstring else ""
    # A property's docstring, which stands in the table as it is.
    text = re.sub(r"Source:\s+(.+)", lambda match: linked(match[1]), text, flags=re.DOTALL)
    return DocstringAttribute(
        # A member of an enumeration has its value in place of a type.
        field.name,
        annotation=field.annotation or _value(field),
        description=text,
        value=_value(field),
    )


def _value(field: Attribute) -> str | None:
    return str(field.value) if field.value is not None else None
