"""The auditor's page prints its rules, lists the steps, and is read by nobody else."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.contract.plugin import Audience
from consult.kernel.authz import Role
from consult.scrutiny.exports import STEPS
from tests.consult.decisions.conftest import Case
from tests.consult.scrutiny.conftest import publish_in_short
from tests.factories import make_person
from tests.support.web import FormClient


def test_steps_are_listed_with_the_rules_and_filtered(
    client: FormClient, session: Session, case: Case, sign_in: Callable[..., None]
) -> None:
    case.answered()
    publish_in_short(case)
    sign_in(client, make_person(session, Role.AUDITOR))
    page = client.get("/staff/scrutiny").text
    assert "1 step found" in page
    assert f'href="/consultations/{case.consultation.slug}/outcome/1"' in page
    assert "An issue was answered with a reason of fewer than 8 words</li>" in page
    assert "Evidence was answered in fewer than 8 words</li>" in page
    assert 'href="/staff/scrutiny"' in page
    assert "No step fits" in client.get("/staff/scrutiny?kind=late").text
    assert "1 step found" in client.get("/staff/scrutiny?month=nonsense").text


def test_the_file_holds_the_same_and_none_of_it_is_for_the_public(session: Session, case: Case) -> None:
    case.answered()
    publish_in_short(case)
    names = [column.name for column in STEPS.columns(session, 0)]
    (row,) = STEPS.rows(session, 0, names, Audience.OFFICER)
    told = dict(zip(names, row, strict=True))
    assert (told["kind"], told["due_on"]) == ("decisions.short_reason", None)
    assert list(STEPS.rows(session, 0, names, Audience.PUBLIC)) == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUTHORISING_OFFICER, Role.COUNCILLOR])
def test_it_is_for_auditors(client: FormClient, session: Session, sign_in: Callable[..., None], role: Role) -> None:
    sign_in(client, make_person(session, role))
    assert client.get("/staff/scrutiny").status_code == 403
