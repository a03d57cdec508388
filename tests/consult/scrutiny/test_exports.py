"""The file of scrutiny is offered for the whole site, in the columns of the page."""

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.scrutiny.exports import COLUMNS


def test_it_is_offered_and_no_column_is_public(session: Session) -> None:
    export = deployment_of(session).registry.exports["scrutiny.steps"]
    assert export.subject == "site"
    assert not any(column.is_public for column in COLUMNS)
