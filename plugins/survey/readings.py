"""A definition as somebody reads it: each text in one language, or marked as what it is where it was not translated."""

from dataclasses import replace

from consult.sdk.messages import foreign
from plugins.survey.definition import LANGUAGE, Definition, Text
from plugins.survey.texts import PlacedText, with_texts


def with_title(definition: Definition, title: str) -> Definition:
    """Return a definition that the council calls as it calls its activity; in other languages as it says itself."""
    return replace(definition, title={**definition.title, LANGUAGE: title})


def as_read(definition: Definition, language: str) -> Definition:
    """Return a definition whose texts are in this language, or where they were not translated in the default one.

    A language that the survey does not speak is read in the default one; without a language nothing is changed.
    """
    if not language:
        return definition
    spoken = [language] if language in definition.languages else []

    def read(found: PlacedText) -> Text:
        for tag in (*spoken, definition.default_language, *found.text):
            words = found.text.get(tag)
            if words:
                return {tag: words if tag == language else foreign(words, tag)}
        return found.text

    return with_texts(definition, read)
