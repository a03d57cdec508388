"""People in office as data: every term, in the columns that an import takes, and no account."""

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience
from consult.kernel.authz import SYSTEM, Role
from consult.office.exports import TERM_COLUMNS, term_rows
from consult.office.imports import TERMS_FILE
from consult.office.services import link_account
from tests.consult.office.council import MAY_2022, seated
from tests.factories import make_person

NAMES = [column.name for column in TERMS_FILE.columns]


def test_every_term_is_there_for_everybody_and_no_account(session: Session) -> None:
    term = seated(session)
    person = make_person(session, Role.COUNCILLOR, name="Account Name", email="account@people.example")
    link_account(session, SYSTEM, term.holder, person.id, version=term.holder.version)
    assert [column.name for column in TERM_COLUMNS if column.is_public] == NAMES
    (row,) = term_rows(session, 0, NAMES, Audience.PUBLIC)
    assert dict(zip(NAMES, row, strict=True)) == {
        "person": "councillor-jane-smith",
        "name": "Councillor Jane Smith",
        "role": "member",
        "ward": "Beckton",
        "seat": "1",
        "group": "Labour",
        "remit": "",
        "rank": "",
        "command": "",
        "from": MAY_2022,
        "to": None,
    }
    assert list(term_rows(session, 0, ["name"], Audience.PUBLIC)) == [("Councillor Jane Smith",)]
