"""The parts of a survey: where one begins, what it is called, and the tasks that they make for those who answer."""

from collections.abc import Iterator
from dataclasses import replace

from consult.sdk.messages import gettext as _
from consult.sdk.questions import Part
from plugins.survey.definition import LANGUAGE, TASK_LIST, Definition, Section, page_title, section_title, words
from plugins.survey.edits import put_words, unused


def parts_of(definition: Definition) -> tuple[Part, ...]:
    """Return the sections as tasks, where people are to choose among them."""
    if definition.settings.journey != TASK_LIST:
        return ()
    return tuple(
        Part(id=section.id, title=section_title(section), pages=frozenset(page.id for page in section.pages))
        for section in definition.sections
        if section.pages
    )


def part_at(definition: Definition, page_id: str) -> str:
    """Return the name of the part that begins at a page; nothing where none does."""
    begun = next((section for section in definition.sections if _begins(section, page_id)), None)
    return begun.title.get(LANGUAGE, "") if begun is not None else ""


def with_part_at(definition: Definition, page_id: str, name: str) -> Definition:
    """Return a survey in which a part of this name begins at a page, or without a name none.

    Then its pages belong to the part before it; the first part has none before it, and only loses its name.
    """
    if name == part_at(definition, page_id):
        return definition
    sections: list[Section] = []
    for section in definition.sections:
        ids = [page.id for page in section.pages]
        if page_id not in ids:
            sections.append(section)
        elif ids[0] != page_id:
            place = ids.index(page_id)
            new = unused("s", {each.id for each in definition.sections})
            sections.append(replace(section, pages=section.pages[:place]))
            sections.append(Section(new, put_words({}, name), section.pages[place:]))
        elif name or not sections:
            sections.append(replace(section, title=put_words(section.title, name)))
        else:
            before = sections.pop()
            sections.append(replace(before, pages=(*before.pages, *section.pages)))
    return replace(definition, sections=tuple(sections))


def unnamed_parts(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each part that people could not choose, since it has no name."""
    if definition.settings.journey != TASK_LIST:
        return
    for section in definition.sections:
        asked = [page for page in section.pages if page.quota is None]
        if asked and not words(section.title):
            yield _(
                "The part that begins at the page “%(page_title)s” has no name for the task list. Name it there.",
                page_title=page_title(asked[0]),
            )


def _begins(section: Section, page_id: str) -> bool:
    return bool(section.pages) and section.pages[0].id == page_id
