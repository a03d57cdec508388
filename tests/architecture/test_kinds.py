"""The core asks a kind of question what it needs to know, and never goes by its name."""

import re
from pathlib import Path

import consult
from plugins.survey.kinds import KINDS

_NAMES = "|".join(kind.name for kind in KINDS)
# A column has a kind too, `column.kind` or `columns(question)[0].kind`, and so has a field of a record, `field.kind`.
_OF_ANOTHER = r"(?<!\]\.)(?<!\bfield\.)(?<!\bcolumn\.)"
_BY_NAME = re.compile(rf"""{_OF_ANOTHER}\bkind(\.name)?\s*(==|!=|in)\s*[\(\[\{{]?["'](number|{_NAMES})["']""")


def by_name(text: str) -> list[str]:
    """Return where a text compares the name of a kind."""
    return [found[0] for found in _BY_NAME.finditer(text)]


def test_no_module_of_the_core_compares_the_name_of_a_kind() -> None:
    found = {
        str(path): by_name(path.read_text())
        for path in Path(next(iter(consult.__path__))).rglob("*.py")
        if not {"web", "kernel"} & set(path.parts)
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_such_a_comparison_would_be_seen() -> None:
    assert by_name('if question.kind == "checkboxes":')
    assert by_name('one.kind.name in {"radios", "likert"}')
