"""The parts of a questionnaire that people choose from, where it is not asked one page after another."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """Pages that belong together, by their ids: a task for whoever answers."""

    id: str
    title: str
    pages: frozenset[str]
