"""What must hold of questions that are answered by a file, before a survey is published."""

from collections.abc import Iterator

from consult.sdk.messages import gettext as _
from plugins.survey.definition import FILE, Definition, words

MOST_FILES = 3
"""How many questions of one survey can be answered by a file."""


def faults_in_files(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each question about a file that people could not answer, and for too many of them."""
    asked = [item for item in definition.items if item.kind == FILE]
    for item in asked:
        if len(definition.page_of_item(item.key).items) > 1:
            yield _("The question “%(label)s” asks for a file. Move it to a page of its own.", label=words(item.label))
    if len(asked) > MOST_FILES:
        yield _(
            "%(number)s questions ask for a file, and a survey can have %(most)s of them. Remove some.",
            number=len(asked),
            most=MOST_FILES,
        )
