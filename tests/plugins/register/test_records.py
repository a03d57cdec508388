"""Words can be taken out of whatever the register shows, and nothing else of a version ever changes."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plugins.register.models import Deployment, Pause, Version
from plugins.register.records import RECORDS


def test_every_record_says_where_it_is_read(filled: Session) -> None:
    version = filled.scalars(select(Version)).first()
    assert version is not None
    pages = {record.table: record.page for record in RECORDS}
    assert pages["register_version"](version) == ("register.deployment", {"number": version.deployment.number})
    assert pages["register_deployment"](version.deployment) == pages["register_version"](version)
    assert pages["register_pause"](Pause()) == ("register.index", {})
    assert [record.rows(filled, 1) is not None for record in RECORDS] == [True] * 7
    assert {record.consultation_id(filled, version) for record in RECORDS} == {None}


def test_the_note_of_a_version_is_a_text(filled: Session) -> None:
    (record,) = (record for record in RECORDS if record.model is Version)
    noted = filled.scalars(select(Version).join(Deployment).where(Deployment.note != "")).first()
    assert noted is not None
    parts = record.by_column["cells"].parts
    assert parts is not None
    assert list(parts(noted)) == [(("note",), "Note on the source")]
    assert record.name(noted) == f"{noted.deployment.number}, version 1"


def test_a_version_is_never_overwritten(filled: Session) -> None:
    with pytest.raises(DBAPIError, match="permanent record"), filled.begin_nested():
        filled.execute(update(Version).values(cells={}))
