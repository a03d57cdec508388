"""Translations keep the placeholders of their source, have every form of the plural, and say who made them."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from consult.kernel.catalogues import MACHINE_MADE
from tests.support.plugins import NAMES

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(ROOT.glob("*/**/translations/*/LC_MESSAGES/messages.po"))
JOURNEY = re.compile(
    r"templates/(journey|errors)/|templates/base\.html|consult/web/errors\.py|consult/journey/contacts\.py"
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|(?<!%)\{\w+\}|%%|<[^>]+>")


def catalogue_at(path: Path) -> Catalog:
    """Return a catalogue as translators wrote it."""
    with path.open("rb") as source:
        return read_po(source)


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a sentence, or each form of one with a number."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def faults_of(entry: Message, plurals: int) -> list[str]:
    """Return what is wrong with a translation."""
    said, source = forms_of(entry.string), forms_of(entry.id)
    wanted = sorted(PLACEHOLDER.findall(source[-1]))
    faults = [f"other placeholders or tags: {form}" for form in said if sorted(PLACEHOLDER.findall(form)) != wanted]
    if len(source) > 1 and len([form for form in said if form]) != plurals:
        faults.append(f"{len(said)} forms of {plurals}")
    if entry.fuzzy:
        faults.append("fuzzy")
    return faults


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "-".join(path.relative_to(ROOT).parts[:2]))
def test_every_translation_fits_its_source(path: Path) -> None:
    catalogue = catalogue_at(path)
    done = [entry for entry in catalogue if entry.id and any(forms_of(entry.string))]
    assert done
    faults = {str(entry.id): found for entry in done if (found := faults_of(entry, catalogue.num_plurals))}
    assert faults == {}


def test_welsh_has_six_forms_of_the_plural() -> None:
    welsh = [path for path in CATALOGUES if path.parts[-3] == "cy"]
    assert len(welsh) == len(NAMES) + 1
    assert {catalogue_at(path).num_plurals for path in welsh} == {6}


def test_most_of_the_journey_is_translated_into_welsh_and_marked_as_machine_made() -> None:
    entries = [
        entry
        for entry in catalogue_at(ROOT / "consult/translations/cy/LC_MESSAGES/messages.po")
        if any(JOURNEY.match(place) for place, _line in entry.locations)
    ]
    done = [entry for entry in entries if any(forms_of(entry.string))]
    assert len(done) / len(entries) > 0.9
    assert [entry.id for entry in done if entry.user_comments not in ([MACHINE_MADE], [])] == []


@pytest.mark.parametrize(
    ("source", "said", "is_right"),
    [
        ("To %(name)s", "At %(name)s", True),
        ("To %(name)s", "At %(enw)s", False),
        ("To <a href='#'>%(name)s</a>", "At %(name)s", False),
        (("%(num)s dog", "%(num)s dogs"), ("%(num)s ci",) * 6, True),
        (("%(num)s dog", "%(num)s dogs"), ("%(num)s ci",) * 2, False),
        (("%(num)s dog", "%(num)s dogs"), ("ci",) * 6, False),
    ],
)
def test_a_translation_that_does_not_fit_is_found(
    source: str | tuple[str, str], said: str | tuple[str, ...], is_right: bool
) -> None:
    assert (faults_of(Message(source, said), 6) == []) is is_right


def said_in(home: str) -> set[str]:
    """Return every sentence of the core, or of a plugin, as `make words` collects them."""
    folders = [ROOT / home, *([ROOT / "templates"] if home == "consult" else [])]
    with (ROOT / "babel.cfg").open() as mapping:
        method, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel gives it no types
    found = set()
    for folder in folders:
        for _place, _line, message, _comments, _context in extract_from_dir(
            str(folder), method, options, keywords={**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
        ):
            found.add(forms_of(message)[0])
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "-".join(path.relative_to(ROOT).parts[:2]))
def test_no_catalogue_lacks_a_sentence(path: Path) -> None:
    home = path.relative_to(ROOT).as_posix().partition("/translations/")[0]
    known = {forms_of(entry.id)[0] for entry in catalogue_at(path) if entry.id}
    lacking = sorted(said_in(home) - known)
    assert lacking == [], "run make words"
