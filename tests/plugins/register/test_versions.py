"""A new version is told to whoever follows the row, and a text without room is refused."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from plugins.register.models import Cause, Deployment
from plugins.register.versions import add_version, require_readable
from tests.plugins.register.conftest import STRATFORD, taken


def test_a_version_says_what_its_cells_say(session: Session) -> None:
    taken(session, STRATFORD)
    row = session.scalars(select(Deployment)).one()
    cells = {**row.versions[0].cells, "note": "x" * 2_001}
    with pytest.raises(Invalid, match="2000 characters"):
        add_version(session, SYSTEM, row, cells, Cause.CORRECTED, "Why")
    version = add_version(session, SYSTEM, row, {**cells, "note": "Seen again"}, Cause.CORRECTED, "Why")
    assert (version.number, row.note, row.version) == (2, "Seen again", 2)


def test_a_whole_row_can_be_read() -> None:
    require_readable({"date": "2024-07-11", "location": "A", "deployment_id": "x"})
