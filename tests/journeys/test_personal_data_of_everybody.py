"""A request about personal data is answered for everybody in the demonstration, whatever they did."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.app import create_app
from consult.config import Settings
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.support.demonstration import built_demonstration
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient, sign_in


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Database]:
    with built_demonstration(tmp_path_factory.mktemp("demo"), template, settings, registry) as (database, _):
        yield database


def test_everybodys_data_is_found_handed_over_and_erased(demonstration: Database, registry: Registry) -> None:
    app = create_app(deployment_of(demonstration).settings, database=demonstration, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    with demonstration.unit_of_work() as session:
        addresses = session.scalars(select(Person.email).order_by(Person.id)).all()
        sign_in(client, session, make_person(session, Role.ADMINISTRATOR))
    held: set[str] = set()
    for address in addresses:
        found = client.post_form("/staff/privacy", {"subject": address})
        assert found.status_code == 200, address
        assert faults_of(parsed(found.text, is_page=True)) == []
        checked = {"subject": address, "checked_by": "same_address"}
        given = client.post_form("/staff/privacy/hand-over", checked)
        assert given.json is not None, address
        held |= given.json["data"].keys()
    assert len(held) > 10, "the demonstration must hold data of many kinds"
    for address in addresses:
        assert client.post_form("/staff/privacy/erase", {"subject": address}).status_code == 200
        checked = {"subject": address, "checked_by": "same_address", "is_meant": "y"}
        assert client.post_form("/staff/privacy/erase/confirmed", checked).status_code == 303, address
