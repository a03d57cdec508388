"""Catalogues as translators write them."""

from pathlib import Path

import pytest

from consult.kernel.catalogues import read_language
from consult.kernel.messages import ENGLISH, gettext, ngettext, speaking

HEADER = """msgid ""
msgstr ""
"Language: cy\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);\\n"
"""


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders with a Welsh catalogue each."""
    texts = {
        "core": HEADER + '\n# machine-made, to be reviewed\nmsgid "Back"\nmsgstr "Yn ôl"\n\nmsgid "Next"\nmsgstr ""\n',
        "plugin": HEADER
        + '\nmsgid "Back"\nmsgstr "O"\n\nmsgid "%(num)s dog"\nmsgid_plural "%(num)s dogs"\n'
        + "".join(f'msgstr[{form}] "{form}: %(num)s"\n' for form in range(6)),
    }
    for name, text in texts.items():
        (tmp_path / name / "cy/LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "cy/LC_MESSAGES/messages.po").write_text(text)
    return [tmp_path / name for name in texts]


def test_the_first_folder_that_translates_a_sentence_says_it(folders: list[Path]) -> None:
    welsh = read_language("cy", folders)
    assert welsh is not None
    with speaking(welsh):
        assert [gettext(text) for text in ("Back", "Next", "Elsewhere")] == ["Yn ôl", "Next", "Elsewhere"]


def test_every_form_of_the_plural_is_used(folders: list[Path]) -> None:
    welsh = read_language("cy", folders)
    assert welsh is not None
    with speaking(welsh):
        said = [ngettext("%(num)s dog", "%(num)s dogs", count) for count in (0, 1, 2, 3, 4, 6, 1000)]
    assert said == ["0: 0", "1: 1", "2: 2", "3: 3", "5: 4", "4: 6", "5: 1,000"]


def test_a_translation_is_machine_made_until_a_person_takes_every_mark_away(folders: list[Path]) -> None:
    assert [found.is_machine_made for part in folders if (found := read_language("cy", [part]))] == [True, False]


def test_the_language_of_the_source_needs_no_catalogue_and_another_does(folders: list[Path]) -> None:
    assert read_language("en-GB", folders) is ENGLISH
    assert read_language("fr", folders) is None
