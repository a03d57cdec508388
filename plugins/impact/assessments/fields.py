"""A field of an assessment: what it asks, what kind of value it holds, and how that value reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from consult.sdk.messages import gettext as _
from consult.sdk.texts import say_date

Content = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class DocumentField:
    """One thing that a section or a row says: `line`, `text`, `number`, `date`, `choice` or `choices`.

    The options of a `level` are the council's own words for levels of tension; what they were called is kept beside it.
    """

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    needed: str = ""
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    def said(self, content: Content) -> str:
        """Return the value as people read it; nothing when there is none."""
        value = content.get(self.key)
        return "" if value is None or value == "" else _SAID.get(self.kind, _plain)(self, value, content)

    @property
    def is_words(self) -> bool:
        """Whether people write words into it."""
        return self.kind in {"line", "text"}


def _plain(_field: DocumentField, value: object, _content: Content) -> str:
    return str(value)


def _number(_field: DocumentField, value: object, _content: Content) -> str:
    return f"{int(str(value)):,}"


def _date(_field: DocumentField, value: object, _content: Content) -> str:
    return say_date(date.fromisoformat(str(value)))


def _choice(asked: DocumentField, value: object, _content: Content) -> str:
    return str(asked.options.get(str(value), value))


def _choices(asked: DocumentField, value: object, _content: Content) -> str:
    chosen = value if isinstance(value, Sequence) else ()
    return ", ".join(str(asked.options.get(code, code)) for code in chosen)


def _level(asked: DocumentField, value: object, content: Content) -> str:
    return str(content.get(f"{asked.key}_name") or _("Level %(value)s", value=value))


_SAID = {"number": _number, "date": _date, "choice": _choice, "choices": _choices, "level": _level}
