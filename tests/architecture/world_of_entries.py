"""The page of a survey that is asked for each journey somebody adds."""

from typing import Any

from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from tests.plugins.survey.conftest import item
from tests.plugins.survey.test_entries import repeated


def asking_for_journeys(definition: dict[str, Any]) -> Definition:
    """Return a definition with one more page at its end, asked for each of two journeys."""
    *before, last = definition["sections"]
    journeys = repeated("p5", item("place"), item("means", "radios"), most=2)
    return read_definition({**definition, "sections": [*before, {**last, "pages": [*last["pages"], journeys]}]})
