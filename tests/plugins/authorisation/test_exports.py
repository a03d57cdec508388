"""All that was ever found of a list of conditions is taken in one file."""

from consult.contract.plugin import Audience
from plugins.authorisation.condition_models import Status
from plugins.authorisation.exports import COLUMNS, finding_rows
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note


def test_every_finding_is_a_row(desk: Desk) -> None:
    found, other = make_list(desk.session), make_list(desk.session)
    condition = make_condition(desk.session, found)
    for status in (Status.REFUSED, Status.MET):
        note(desk.session, condition, status)
    note(desk.session, make_condition(desk.session, other), Status.PARTLY)
    rows = list(finding_rows(desk.session, found.id, ["code", "number", "status"], Audience.PUBLIC))
    assert rows == [("S-2023-001.1", 1, "refused"), ("S-2023-001.1", 2, "met")]
    names = [column.name for column in COLUMNS]
    assert len(next(finding_rows(desk.session, found.id, names, Audience.OFFICER))) == len(names)
