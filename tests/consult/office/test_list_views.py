"""The rows of members, vacant seats and roles."""

from flask import Flask
from sqlalchemy.orm import Session

from consult.office.list_views import tables_of
from tests.consult.office.council import seated


def test_each_name_is_a_link_for_staff_alone(application: Flask, session: Session) -> None:
    term = seated(session)
    with application.test_request_context():
        public, staff = tables_of([term], [term]), tables_of([term], [], linked=True)
    assert public["member_rows"] == [("Councillor Jane Smith", "Beckton", "1", "Labour", "9 May 2022", "")]
    assert public["vacant_rows"] == [("Beckton", "1", "Councillor Jane Smith", "")]
    assert staff["role_rows"] == []
    assert f'href="/staff/office/{term.id}"' in str(staff["member_rows"][0][0])
