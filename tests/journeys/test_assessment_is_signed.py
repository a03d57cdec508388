"""An officer writes a community impact assessment, a superintendent signs it, and everybody reads it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from consult.accounts.models import Person
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.impact.assessments.conftest import make_desk, make_police
from tests.plugins.impact.engagement.conftest import Log


@dataclass
class Cast:
    """Who takes part, and the draft that they find."""

    author: Person
    signer: Person
    assessment_id: int
    number: str


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """An author, a superintendent, and a draft; one body was heard."""
    with live_database.unit_of_work() as session:
        desk = make_desk(session)
        author = make_person(session, Role.OFFICER, password=PASSWORD)
        signer = make_police(session, "Supt Mary Okoro", password=PASSWORD)
        assessment = desk.written()
        log = Log(session, desk, assessment)
        log.heard(log.held(), log.contact(), said="We fear it.", answer="We moved the cameras.")
        return Cast(author, signer, assessment.id, assessment.number)


def test_an_assessment_is_written_signed_and_read(cast: Cast, visitor: Callable[..., Visitor]) -> None:
    author = visitor()
    author.signs_in(cast.author)
    author.goes_to(f"/staff/impact/assessments/{cast.assessment_id}")
    author.follows("Overall rating")
    author.page.get_by_label("Overall impact").select_option("High")
    author.page.get_by_label("Why", exact=True).fill("Many people pass here.")
    author.presses("Save")
    author.reads("Many people pass here.")
    author.presses("Send it for review")
    author.reads("somebody else must sign it")

    signer = visitor()
    signer.signs_in(cast.signer)
    signer.goes_to("/waiting")
    signer.follows(f"Sign assessment {cast.number}, or return it")
    signer.presses("Sign it")
    signer.presses("Sign it")
    signer.reads("Signed by Supt Mary Okoro")

    anybody = visitor(java_script_enabled=False)
    anybody.goes_to(f"/impact/assessments/{cast.number}")
    for words in ("Many people pass here.", "We fear it.", "Supt Mary Okoro", "Who was reached"):
        anybody.reads(words)
