"""Signed assessments are a public register; drafts and dropped versions are not in it."""

import csv
import io

import pytest

from plugins.impact.assessments import signing
from plugins.impact.assessments.registers import SIGNED_ASSESSMENTS
from tests.plugins.impact.assessments.conftest import Desk
from tests.support.web import FormClient

REGISTER = "/registers/impact.assessments"


def test_each_signed_version_is_a_row_with_who_signed_it_and_why(desk: Desk, client: FormClient) -> None:
    signed, draft = desk.signed(), desk.written("equality")
    signing.renew(desk.session, desk.author, signed, "A mistake.")
    signing.drop(desk.session, desk.author, signed, "Begun twice.")
    desk.sign_again(signed, "The hours changed.")
    page = client.get(REGISTER).text
    assert "2 rows" in page
    assert draft.number not in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{REGISTER}/data.csv").text.lstrip("\ufeff"))))
    assert len(rows) == 2
    assert signed.number in str(rows[0])
    assert "The hours changed." in str(rows[1])
    assert "Supt Ada Ferris" in str(rows[1])
    assert client.get(f"{REGISTER}/data.json").status_code == 200
    assert "rows" in client.get(f"{REGISTER}?form=equality").text


@pytest.mark.parametrize("form", ["community", "equality"])
def test_a_row_says_when_it_last_changed_and_leads_to_its_version(desk: Desk, form: str) -> None:
    assessment = desk.signed(form)
    desk.sign_again(assessment)
    first, second = assessment.versions
    assert SIGNED_ASSESSMENTS.changed(first) == SIGNED_ASSESSMENTS.changed(second) == second.signed_at
    assert SIGNED_ASSESSMENTS.link(first).parts == {"number": assessment.number, "version": 1}
