"""A language that nobody speaks, made of the source with an accent on every letter, so that other texts stand out."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[2]
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
_PLAIN, _ACCENTED = (
    "aceghiklnorstuwyzACEGHIKLNORSTUWYZbdfjmpqvxBDFJMPQVX",
    "áćéğĥíķĺńóŕśťúŵýźÁĆÉĞĤÍĶĹŃÓŔŚŤÚŴÝŹƀďƒĵɱƥʠʋẋƁĎƑĴṀƤɊṼẊ",
)
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(<[^>]+>|%\(\w+\)s|\{\w+\}|&\w+;|%%)")


def accented(sentence: str) -> str:
    """Return a sentence with an accent on every letter; markup and placeholders stay."""
    parts = _KEPT.split(sentence)
    return "".join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts))


def sentences_of_source() -> Catalog:
    """Return every sentence of the core, its templates and the plugins that gettext finds."""
    found = Catalog(locale="ar")
    for folder in ("consult", "templates", "plugins"):
        options = {pattern: dict(chosen) for pattern, chosen in OPTIONS.items()}
        for name, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, METHODS, options, keywords=KEYWORDS
        ):
            if "migrations" not in name:
                found.add(message, context=context)
    return found


def write_pseudo_catalogue(folder: Path) -> None:
    """Write the language ar-XB, from right to left, with an accented sentence for each of the source."""
    catalogue = sentences_of_source()
    for entry in catalogue:
        if isinstance(entry.id, str):
            entry.string = accented(entry.id)
        else:
            entry.string = tuple(accented(entry.id[1]) for _form in range(catalogue.num_plurals))
    written = BytesIO()
    write_po(written, catalogue)
    target = folder / "translations" / "ar_XB" / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / "messages.po").write_bytes(written.getvalue())
