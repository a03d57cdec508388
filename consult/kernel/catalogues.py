"""Catalogues of translated sentences: read as translators write them, with nothing to compile."""

from collections.abc import Iterable
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from consult.kernel.messages import ENGLISH, SOURCE, Language

MACHINE_MADE = "machine-made, to be reviewed"
"""The translator's comment on an entry that no person has checked yet."""


def read_language(tag: str, folders: Iterable[Path]) -> Language | None:
    """Return a language with the sentences of all catalogues in these folders; `None` where none has it.

    A catalogue is the file `<tag>/LC_MESSAGES/messages.po`. What two of them translate is said as in the first folder.
    """
    name = tag.replace("-", "_")
    files = [path for folder in folders if (path := folder / name / "LC_MESSAGES" / "messages.po").is_file()]
    if not files:
        return ENGLISH if tag == SOURCE else None
    catalogues = [_read(path) for path in files]
    first, *others = (_compiled(catalogue) for catalogue in catalogues)
    for other in others:
        first.add_fallback(other)
    made = any(MACHINE_MADE in entry.user_comments for catalogue in catalogues for entry in catalogue)
    return Language(tag, first, is_machine_made=made)


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def _compiled(catalogue: Catalog) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
