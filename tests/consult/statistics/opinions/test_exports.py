"""The groups as a file."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import chunks_of, find_wanted
from consult.kernel import clock
from consult.kernel.errors import Invalid
from tests.consult.statistics.opinions.conftest import STATEMENTS, planted, send
from tests.consult.statistics.opinions.test_services import done


def taken(session: Session, activity: Activity, audience: str = "officer") -> list[dict[str, str]]:
    """Return the rows of the file."""
    exports = deployment_of(session).registry.exports
    wanted = find_wanted(
        session, exports, activity.consultation, what="opinion_groups", file_format="csv", audience=audience
    )
    text = b"".join(chunks_of(session, wanted)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_group_has_a_row_for_each_statement(session: Session, voted: Activity) -> None:
    done(session, voted)
    rows = taken(session, voted)
    assert len(rows) == 3 * STATEMENTS
    assert [row["group"] for row in rows[::STATEMENTS]] == ["A", "B", "C"]
    assert sum(int(row["group_people"]) for row in rows[::STATEMENTS]) == 85
    assert all(int(row["agree"]) + int(row["disagree"]) + int(row["pass"]) <= int(row["group_people"]) for row in rows)
    assert min(int(row["group_people"]) for row in rows) >= 10
    assert {row["apart"] for row in rows} == {"", "agree", "disagree"}
    assert {row["is_current"] for row in rows} == {"1"}
    send(session, voted, planted(1)[0])
    assert {row["is_current"] for row in taken(session, voted)} == {"0"}


def test_before_anybody_looked_there_is_no_file(session: Session, voted: Activity) -> None:
    with pytest.raises(Invalid, match="Nobody has looked for groups here yet"):
        taken(session, voted)


def test_the_public_has_none(session: Session, voted: Activity) -> None:
    done(session, voted)
    voted.consultation.closes_at = clock.now() - timedelta(days=1)
    voted.consultation.state = State.CLOSED
    session.flush()
    with pytest.raises(Invalid, match="Nothing of “Opinion groups” is public"):
        taken(session, voted, "public")
