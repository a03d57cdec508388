"""Exact counts as everybody reads them: the stored numbers under the words of the edition."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.exports.editions import newest_edition
from consult.exports.exact_tables import COLUMNS, exact_rows, exact_sheets, shown_exact_counts
from consult.exports.making import publish_results
from consult.exports.withdrawing import withdraw_results
from consult.kernel.authz import SYSTEM, Role
from tests.consult.exports.test_exact_publication import make
from tests.factories import make_actor


def test_each_line_says_its_number_and_the_total_is_exact(session: Session, exact: Activity) -> None:
    edition = publish_results(session, SYSTEM, exact)
    assert shown_exact_counts(session, edition) is None
    make(session, exact)
    shown = shown_exact_counts(session, edition)
    assert shown is not None
    (table,) = shown.tables
    rows = dict(table.rows)
    assert (table.title, rows["Support"], rows["No answer"], rows["Total"]) == ("A bench?", "13", "2", "24")
    assert shown.because == "19 to 17 is what people want to know."
    written = exact_rows(deployment_of(session).settings, exact, edition, shown)
    assert all(len(row) == len(COLUMNS) for row in written)
    assert sum(int(str(row[3])) for row in written if row[9] != "total") == 24
    assert [sheet.name for sheet in exact_sheets(written)] == ["Exact counts", "Columns"]


def test_of_withdrawn_results_none_are_shown(session: Session, exact: Activity) -> None:
    edition = publish_results(session, SYSTEM, exact)
    make(session, exact)
    withdraw_results(session, make_actor(session, Role.OFFICER), exact, "Rows were doubled.", seen=1)
    found = newest_edition(session, exact.id)
    assert found is edition
    assert shown_exact_counts(session, edition) is None
