"""What an officer does with a converted draft before it can be published, as little as publishing asks for."""

from collections import Counter
from dataclasses import replace

from plugins.survey.definition import LANGUAGE, Definition, Item, Option, words
from plugins.survey.texts import with_texts

FEWEST = {"radios": 2, "select": 2, "likert": 2, "rating": 2, "ranking": 2, "checkboxes": 1}


def finished(definition: Definition) -> Definition:
    """Return a draft in English alone, its questions with different words and enough answers to choose from."""
    seen = Counter[str]()
    # What stands in another language alone is taken for English.
    definition = with_texts(definition, lambda found: {LANGUAGE: words(found.text)} if any(found.text.values()) else {})
    sections = tuple(
        replace(
            section,
            pages=tuple(
                replace(page, items=tuple(_finished(item, seen) for item in page.items)) for page in section.pages
            ),
        )
        for section in definition.sections
    )
    return replace(definition, sections=sections, languages=(LANGUAGE,), translated_from={})


def _finished(item: Item, seen: Counter[str]) -> Item:
    label = words(item.label).strip()
    seen[label] += 1
    if seen[label] > 1:
        item = replace(item, label={LANGUAGE: f"{label} ({seen[label]})"})
    fewest = FEWEST.get(item.kind, 0)
    if item.options and all(option.show_if is not None for option in item.options):
        fewest = len(item.options) + 1
    missing = range(len(item.options), fewest)
    added = tuple(Option(f"added{place}", {LANGUAGE: f"Something else {place}"}) for place in missing)
    return replace(item, options=(*item.options, *added))
