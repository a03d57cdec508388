"""A signed assessment about which bodies were engaged."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.population.models import PopulationFigure
from consult.sdk.publishing import PublishedDocument
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.published_files.blocks import file_of
from tests.plugins.impact.assessments.conftest import IMPACT
from tests.plugins.impact.engagement.conftest import make_log

HOSTILE = "#include<script> & “quotes” $x$ <b>"


@pytest.fixture
def signed(session: Session) -> AssessmentVersion:
    """A version that says something of everything, with words that are withheld."""
    log = make_log(session)
    session.add(PopulationFigure(area="Newham", variable="age", category="under 18", count=86514))
    log.heard(log.held(), log.contact(), said="We fear it.", answer="We moved the cameras.")
    log.desk.write(log.assessment, "impacts", {**IMPACT, "response": f"First line.\n{HOSTILE}"})
    place = {"name": "Stratford Mosque", "kind": "worship"}
    hidden = log.desk.write(log.assessment, "places", place)
    log.desk.withhold(hidden, "name", "Stratford")
    log.desk.sign_again(log.assessment)
    assert revisions_at(session, log.assessment, 1)["places"]
    return log.assessment.versions[0]


@pytest.fixture
def read_file(session: Session, signed: AssessmentVersion) -> Callable[[], PublishedDocument]:
    """`read_file()` is what the file says."""
    return lambda: file_of(session, signed)
