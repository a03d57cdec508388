"""The files of a signed assessment are there for everybody."""

import pytest

from plugins.impact.assessments.models import AssessmentVersion
from tests.support.web import FormClient


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_version_is_taken_as_a_file(signed: AssessmentVersion, client: FormClient, ending: str, start: bytes) -> None:
    place = f"/impact/assessments/{signed.assessment.number}"
    assert f"/versions/1.{ending}" in client.get(place).text
    answer = client.get(f"{place}/versions/1.{ending}")
    assert answer.data.startswith(start)
    assert f"{signed.assessment.number}-version-1.{ending}" in answer.headers["Content-Disposition"]
    assert client.get(f"{place}/versions/2.{ending}").status_code == 404
