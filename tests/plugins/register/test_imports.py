"""Files of the police become rows: once, whatever the layout, with every oddity told and none mended."""

import csv
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.file_imports import Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Deployment, Version
from tests.plugins.register.conftest import OXFORD, PUBLISHED, SIXTEEN, STRATFORD, TWELVE, outcomes, taken


def rows(session: Session) -> int:
    """Return how many rows the register has."""
    return session.scalar(select(func.count(Deployment.id))) or 0


def test_the_published_figures_are_taken_once(filled: Session) -> None:
    again = take_file(filled, SYSTEM, DEPLOYMENTS_FILE, PUBLISHED)
    assert (rows(filled), set(outcomes(again))) == (212, {Outcome.SAME})
    totals = select(func.sum(Deployment.faces_seen_estimate), func.sum(Deployment.arrests))
    assert tuple(filled.execute(totals.where(Deployment.year == 2022)).one()) == (144_366, 8)
    assert filled.scalar(select(func.count(Version.id))) == 212
    (entry,) = filled.scalars(select(AuditEntry).where(AuditEntry.name == "register.deployments_imported"))
    assert entry.facts == {"added": 212, "changed": 0}


@pytest.mark.parametrize(("head", "line"), [(SIXTEEN, STRATFORD), (TWELVE, OXFORD)])
def test_both_layouts_are_taken_in_any_order_of_their_columns(session: Session, head: str, line: str) -> None:
    taken(session, line, head=head)
    (row,) = session.scalars(select(Deployment))
    assert (row.arrests, row.false_alerts is not None, row.total_alerts in {9, 11}) == (4, True, True)
    names, cells = head.split(","), next(csv.reader([line]))
    turned = ",".join(names[::-1]), ",".join(f'"{cell}"' for cell in cells[::-1])
    assert outcomes(taken(session, turned[1], head=turned[0])) == [Outcome.SAME]


def test_what_is_said_of_the_whole_file_stands_in_each_row(session: Session) -> None:
    taken(session, STRATFORD, source="LFR Deployment Grid", published_on="2025-02-01")
    (row,) = session.scalars(select(Deployment))
    assert (row.source, str(row.published_on)) == ("LFR Deployment Grid", "2025-02-01")
    assert (row.number, row.duration_minutes, row.format) == ("D-2025-001", 287, "16 columns")


def test_oddities_are_told_with_their_line_and_kept_as_they_are(session: Session) -> None:
    report = taken(session, STRATFORD.replace("4,4,4", "-4,4,4"))
    assert "cannot be below zero" in " ".join(report.lines[0].remarks)
    assert session.scalars(select(Deployment.arrests)).all() == [-4]


def test_a_line_that_stands_twice_is_one_row_and_says_where(session: Session) -> None:
    report = taken(session, STRATFORD, STRATFORD)
    assert (outcomes(report), report.lines[1].remarks) == (
        [Outcome.NEW, Outcome.SAME],
        ("It says the same as Line 2",),
    )
    assert rows(session) == 1
    keyed = [f"X1,{STRATFORD}", f"X1,{STRATFORD.replace('Stratford', 'Ilford')}"]
    refused = taken(session, *keyed, head=f"deployment_id,{SIXTEEN}")
    assert refused.faults == ("Line 3: “X1” stands on Line 2 too, and says something else.",)


def test_faults_name_line_and_column_and_nothing_is_taken(session: Session) -> None:
    report = taken(
        session,
        STRATFORD,
        STRATFORD.replace("25/01/25", "25/13/25"),
        STRATFORD.replace('"15,771"', "many"),
        STRATFORD.removeprefix("Stratford"),
        "x" * 201 + STRATFORD.removeprefix("Stratford"),
    )
    assert report.faults == (
        "Line 3: Column “date”: “25/13/25” is no day. Write days as 2024-07-11.",
        "Line 4: Column “watchlist_size”: “many” is no whole number. Write it as 12345 or 12,345.",
        "Line 5: There is no place. Write where it was.",
        "Line 6: Column “location” must be 200 characters or fewer.",
    )
    assert rows(session) == 0


def test_days_in_american_order_are_read_as_such_and_said(session: Session) -> None:
    report = taken(session, STRATFORD.replace("25/01/25", "01/25/25"))
    assert "month first" in report.lines[0].remarks[0]
    assert str(session.scalar(select(Deployment.held_on))) == "2025-01-25"
    refused = taken(session, STRATFORD.replace("25/01/25", "07/11/24"))
    assert "cannot be told" in refused.faults[0]


def test_a_file_without_its_columns_is_refused(session: Session) -> None:
    with pytest.raises(Invalid, match="no column"):
        taken(session, "Stratford,2024-07-11", head="Place,Date")


def test_five_thousand_rows_a_second_are_taken(session: Session) -> None:
    lines = [STRATFORD.replace("Stratford", f"Place {number}") for number in range(3_000)]
    content = "\n".join((SIXTEEN, *lines)).encode()
    begun = process_time()
    report = take_file(session, SYSTEM, DEPLOYMENTS_FILE, content)
    seconds = process_time() - begun
    assert report.count(Outcome.NEW) == 3_000
    assert 3_000 / seconds > 1_000, "a fifth of what is measured on a machine with nothing else to do"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 10**6)), min_size=1, max_size=6, unique=True
    )
)
def test_whatever_is_taken_is_the_same_a_second_time(session: Session, found: list[tuple[int, int, int]]) -> None:
    lines = [
        f"Place {place},2025-03-0{place + 1},,,,,{alerts},{alerts},0,0,0,,1,1,1,{faces}"
        for place, alerts, faces in found
    ]
    with session.begin_nested() as example:
        assert set(outcomes(taken(session, *lines))) == {Outcome.NEW}
        assert rows(session) == len(lines)
        assert set(outcomes(taken(session, *lines[::-1]))) == {Outcome.SAME}
        assert rows(session) == session.scalar(select(func.count(Version.id))) == len(lines)
        example.rollback()
        session.expire_all()
