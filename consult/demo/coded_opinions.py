"""The 24 opinions of the demonstration with their themes: coded by this script, which stands for an officer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.analysis.themes.assignments import code_text
from consult.analysis.themes.code_book import add_theme
from consult.analysis.themes.queries import find_text
from consult.consultations.models import Consultation
from consult.demo.pointed_opinions import DRAWN, IN_LISTED
from consult.kernel.authz import Actor
from consult.submissions.models import Submission

LABEL = "Coded by a script of the demonstration, not by a person."


@dataclass(frozen=True)
class Coded:
    """A theme, what belongs to it, and how the opinions begin that have it."""

    title: str
    definition: str
    opinions: tuple[str, ...]


THEMES = (
    Coded("A reward for taking part", "Says that young people should get something for it.", IN_LISTED[0]),
    Coded("A say of their own", "Says that young people should decide, and not only be asked.", IN_LISTED[1]),
    Coded("Safe to speak", "Says that nobody should have to fear what follows from speaking.", IN_LISTED[2]),
    Coded("Meeting officers", "Says that young people and officers should meet.", DRAWN[0].opinions),
    Coded("The full truth", "Says that young people should hear what the police do.", DRAWN[1].opinions),
    Coded("The police must change", "Says that the police themselves should be otherwise.", DRAWN[2].opinions),
)


def code_opinions(
    session: Session, officer: Actor, consultation: Consultation, responses: Sequence[Submission]
) -> None:
    """Add the themes to the code book, and code each opinion with its own."""
    themes = [
        (add_theme(session, officer, consultation, coded.title, f"{coded.definition} {LABEL}"), coded.opinions)
        for coded in THEMES
    ]
    for response in responses:
        words = str(response.answers["opinion"])
        numbers = [theme.id for theme, beginnings in themes if words.startswith(beginnings)]
        code_text(session, officer, find_text(session, response.id, "opinion", actor=officer), numbers, 0)
