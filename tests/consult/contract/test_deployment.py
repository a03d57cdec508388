"""What an installation is made of is found from every session, and has a type."""

import pytest
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.contract.deployment import deployment_of, find_deployment
from consult.contract.registry import Registry
from consult.kernel.db import Database


def test_a_session_and_its_database_have_one_deployment(
    session: Session, database: Database, settings: Settings, registry: Registry
) -> None:
    assert deployment_of(session) is deployment_of(database)
    assert (deployment_of(session).settings, deployment_of(session).registry) == (settings, registry)


def test_a_database_without_one_says_so(database: Database) -> None:
    alone = Database(database.engine, database.readers, database.keys)
    assert find_deployment(alone) is None
    with pytest.raises(LookupError, match="without a deployment"):
        deployment_of(alone)
