"""Texts in another language than the page around them, which say so wherever they are shown (WCAG 3.1.2)."""

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from consult.kernel.messages import Language, spoken


class ForeignText(str):
    """A text whose language is marked where it stands in HTML; everywhere else it is the text alone."""

    tag: str
    html: Markup

    def __html__(self) -> Markup:
        """Return the text with its language and direction."""
        return self.html


def foreign(text: str, tag: str) -> ForeignText:
    """Return a text that says that it is in this language."""
    made = ForeignText(text)
    made.tag = tag
    made.html = Markup('<span lang="{}" dir="{}">{}</span>').format(tag, direction_of(tag), str(text))
    return made


def in_language_of(text: str, made: str) -> str:
    """Return what was made of a text, in its language where that is a foreign one."""
    return foreign(made, text.tag) if isinstance(text, ForeignText) and text.tag else made


def woven(pattern: str, /, **values: object) -> str:
    """Return a sentence with the values that it names as `%(name)s`, in which each foreign one stays marked."""
    text = pattern % values
    if not any(isinstance(value, ForeignText) for value in values.values()):
        return text
    made = ForeignText(text)
    made.tag = ""
    made.html = escape(str(pattern)) % values
    return made


def side_by_side(*texts: str) -> str:
    """Return the texts that say something with a space between them; foreign ones stay marked."""
    named = {f"text_{number}": text for number, text in enumerate(texts) if text}
    return woven(" ".join(f"%({name})s" for name in named), **named)


def lines_together(lines: Sequence[str], *, is_numbered: bool = False) -> str:
    """Return texts as lines of one; in their language where all are in the same foreign one."""
    text = "\n".join(f"{number}. {line}" if is_numbered else line for number, line in enumerate(lines, 1))
    tags = {line.tag if isinstance(line, ForeignText) else "" for line in lines}
    return foreign(text, tag) if len(tags) == 1 and (tag := tags.pop()) else text


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something; of a foreign one, each in its language."""
    lines = [line for line in text.split("\n") if line.strip()]
    tag = text.tag if isinstance(text, ForeignText) else ""
    return [foreign(line, tag) for line in lines] if tag else lines


def language_name(tag: str) -> str:
    """Return what a language is called in the language that is spoken now; its tag where nobody knows it."""
    name = "" if tag.startswith("und") else _name_in(tag, spoken().locale)
    return f"{name} ({tag})" if name else tag


def _name_in(tag: str, reader: Locale) -> str:
    try:
        return Language(tag).locale.get_language_name(reader) or ""
    except (UnknownLocaleError, ValueError):
        return ""


def direction_of(tag: str) -> str:
    """Return the direction of a language's script; `auto` for one that nobody knows."""
    if tag.startswith("und"):
        return "auto"
    try:
        return Language(tag).direction
    except (UnknownLocaleError, ValueError):
        return "auto"
