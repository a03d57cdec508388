"""Every passage leaves in a row of its own, for officers alone."""

from consult.analysis import services
from consult.analysis.exports import COLUMNS, POINTS
from consult.analysis.services import POINT, Selection
from consult.contract.plugin import Audience
from consult.submissions.models import Submission
from tests.consult.analysis.conftest import TEXT, reasons_of
from tests.consult.decisions.conftest import Case


def test_points_and_open_passages_are_rows_with_their_words(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    services.mark(case.session, case.officer, sent, [Selection.of(text, 22, len(TEXT))], POINT)
    names = ["number", "state", "words", "reference"]
    rows = list(POINTS.rows(case.session, case.consultation.id, names, Audience.OFFICER))
    assert rows == [(None, "open", TEXT[:22], sent.reference), (1, "covered", TEXT[22:], sent.reference)]


def test_the_public_gets_no_column_since_its_rows_would_tell_how_many_answered() -> None:
    assert [column.name for column in COLUMNS if column.is_public] == []
