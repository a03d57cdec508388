"""Importing answers from CSV: every fault with its line, all rows or none, and never twice."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.contract.questions import Option, Question
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.text import clean_text
from consult.submissions.importing import Mapped, Report, answer_in_cell, import_responses, read_csv
from consult.submissions.kinds import SCALE
from consult.submissions.models import Submission
from consult.submissions.tallies import counts_of
from tests.factories import make_activity, make_consultation

MAPPED = Mapped(answers={"position": "view", "reasons": "why"}, key="id", area="ward")
HEAD = "id,view,why,ward\n"


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response: a position on a scale, and reasons."""
    return make_activity(session, make_consultation(session))


def imported(session: Session, activity: Activity, text: str, mapped: Mapped = MAPPED, **more: Any) -> Report:
    """Import a text as a file."""
    return import_responses(session, SYSTEM, activity, text.encode(), mapped, **more)


def there(session: Session, activity: Activity) -> list[Submission]:
    """Return what is there now, in order of arrival."""
    query = select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id)
    return list(session.scalars(query))


def refused(report: Report) -> dict[int, str]:
    """Return the sentences by line."""
    return {one.line: one.sentence for one in report.refused}


def test_rows_become_counted_responses(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,It helps,Beckton\n2,strongly_oppose,,\n")
    first, second = there(session, activity)
    assert (report.rows, report.taken, report.is_done) == (2, 2, True)
    assert (first.answers, first.area) == ({"position": "support", "reasons": "It helps"}, "Beckton")
    assert (second.answers, second.channel) == ({"position": "strongly_oppose"}, "import")
    assert counts_of(session, activity.id)["q:position@1"] == {"*": 2, "support": 1, "strongly_oppose": 1}


def test_one_faulty_row_keeps_all_out(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,,\n2,Perhaps,,\n3,Oppose,,\n4,,,\n")
    assert refused(report) == {
        3: "“Do you support the proposal?”: “Perhaps” is not one of the answers.",
        5: "It answers no question.",
    }
    assert not report.is_done
    assert there(session, activity) == []
    assert counts_of(session, activity.id) == {}


def test_a_fault_is_told_with_the_line_on_which_its_row_ends(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + '1,Support,"one\ntwo\nthree",\n\n2,Perhaps,,\n')
    assert list(refused(report)) == [6]


def test_running_twice_adds_nothing(session: Session, activity: Activity) -> None:
    text = HEAD + "1,Support,,\n2,Oppose,,\n"
    imported(session, activity, text)
    before = counts_of(session, activity.id)
    again = imported(session, activity, text)
    assert (again.taken, again.known) == (0, 2)
    assert len(there(session, activity)) == 2
    assert counts_of(session, activity.id) == before


def test_a_longer_file_adds_only_its_new_rows(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,,\n")
    report = imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    assert (report.taken, report.known) == (1, 1)


def test_without_a_key_the_whole_row_tells_rows_apart(session: Session, activity: Activity) -> None:
    mapped = Mapped(answers={"position": "view"})
    assert imported(session, activity, "view,n\nSupport,1\nSupport,2\n", mapped).taken == 2
    assert imported(session, activity, "n,view\n1,Support\n2,Support\n", mapped).known == 2


def test_two_rows_with_one_key_are_refused(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,,\n1,Oppose,,\n")
    assert refused(report) == {3: "It is the same as line 2."}


def test_a_dry_run_writes_nothing(session: Session, activity: Activity) -> None:
    entries = session.scalar(select(func.count(AuditEntry.id)))
    report = imported(session, activity, HEAD + "1,Support,,\n", dry_run=True)
    assert (report.rows, report.taken, report.is_done) == (1, 0, False)
    assert there(session, activity) == []
    assert session.scalar(select(func.count(AuditEntry.id))) == entries


def test_an_import_is_on_the_trail_once(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert entry.name == "submissions.responses_imported"
    assert entry.facts["rows"] == 2
    assert len(entry.facts["sha256"]) == 64


def test_a_file_in_another_encoding_is_refused_with_its_line(session: Session, activity: Activity) -> None:
    content = (HEAD + "1,Support,café,\n").encode("latin-1")
    with pytest.raises(Invalid, match=r"Line 2 is not UTF-8\. Save the file as “CSV UTF-8”"):
        import_responses(session, SYSTEM, activity, content, MAPPED)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + "1,Support\n", r"Line 2 has 2 cells, and the heading has 4\."),
        (HEAD + "1,Support,,,more\n", r"Line 2 has 5 cells"),
        (HEAD + '1,"Support"x,,\n', r"Line 2 is not CSV"),
        ("id,view,view,ward\n", r"no column twice"),
        ("", r"must name each column"),
        ("id,view,why\n1,Support,\n", r"no column “ward”\. Its columns are: id, view, why\."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(session: Session, activity: Activity, text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        imported(session, activity, text)
    assert there(session, activity) == []


def test_an_unknown_question_is_refused_with_the_keys_there_are(session: Session, activity: Activity) -> None:
    with pytest.raises(Invalid, match=r"no question with the key “mood”\. The keys are: position, reasons\."):
        imported(session, activity, HEAD, Mapped(answers={"mood": "view"}))


def test_a_byte_order_mark_is_no_part_of_the_first_column(session: Session, activity: Activity) -> None:
    assert imported(session, activity, "\ufeff" + HEAD + "1,Support,,\n").taken == 1


@pytest.mark.parametrize(
    ("wanted", "taken"), [("2..3", 2), ("2", 1), ("1|4", 2), ("0..100", 4), ("9..12", 0), ("2.5..3", 1)]
)
def test_only_the_wanted_rows_are_taken(session: Session, activity: Activity, wanted: str, taken: int) -> None:
    text = HEAD + "".join(f"{number},Support,,\n" for number in (1, 2, 3, 4)) + "x,Nonsense,,\n"
    mapped = Mapped(answers={"position": "view"}, key="id", only={"id": wanted})
    report = imported(session, activity, text, mapped)
    assert (report.taken, report.left_out, report.refused) == (taken, 5 - taken, [])


def test_a_required_question_must_be_answered(session: Session) -> None:
    required = {"key": "position", "kind": "scale", "label": "And you?", "scale": "support", "required": True}
    reasons = {"key": "reasons", "kind": "long_text", "label": "Why?"}
    activity = make_activity(session, make_consultation(session), questions={"questions": [required, reasons]})
    assert refused(imported(session, activity, HEAD + "1,,because,\n")) == {2: "Select your answer to “And you?”."}


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.ANALYSING])
def test_an_import_is_taken_until_the_decision(session: Session, state: State) -> None:
    activity = make_activity(session, make_consultation(session, state=state))
    assert imported(session, activity, HEAD + "1,Support,,\n").taken == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.DECIDED, State.ARCHIVED])
def test_an_import_is_refused_before_and_after(session: Session, state: State) -> None:
    activity = make_activity(session, make_consultation(session, state=state))
    with pytest.raises(Conflict, match="from the opening of a consultation until its decision"):
        imported(session, activity, HEAD + "1,Support,,\n")


def test_an_activity_without_questions_takes_no_import(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), kind="motion")
    with pytest.raises(Invalid, match="asks no questions"):
        imported(session, activity, HEAD)


def test_progress_is_told_batch_by_batch(session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.submissions.importing.BATCH", 2)
    told: list[tuple[int, int]] = []
    text = HEAD + "".join(f"{number},Support,,\n" for number in range(5))
    imported(session, activity, text, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


WRITTEN = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(lambda text: clean_text(text).strip())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WRITTEN, min_size=1, max_size=6))
def test_whatever_people_write_arrives_as_they_wrote_it(session: Session, texts: list[str]) -> None:
    activity = make_activity(session, make_consultation(session))
    file = io.StringIO(newline="")
    csv.writer(file).writerows(
        [["id", "view", "why", "ward"], *([n, "Support", text, ""] for n, text in enumerate(texts))]
    )
    report = imported(session, activity, file.getvalue())
    assert report.refused == []
    assert [one.answers["reasons"] for one in there(session, activity)] == [clean_text(one).strip() for one in texts]


def test_rows_are_numbered_by_the_line_on_which_they_end() -> None:
    columns, rows = read_csv(b'a,b\r\n1,"x\r\ny"\r\n2,z\r\n')
    assert columns == ["a", "b"]
    assert rows == [(3, {"a": "1", "b": "x\r\ny"}), (4, {"a": "2", "b": "z"})]


def test_the_missing_values_of_an_export_are_read_as_what_they_mean(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,-8,It helps,\n2,-9,Why not,\n3,-7,Hm,\n")
    assert refused(report) == {4: "“Do you support the proposal?”: “-7” is not one of the answers."}
    imported(session, activity, HEAD + "1,-8,It helps,\n2,-9,Why not,\n")
    assert [one.answers for one in there(session, activity)] == [{"reasons": "It helps"}, {"reasons": "Why not"}]


def test_who_prefers_not_to_say_is_known_again() -> None:
    refuse = Option(code="no_say", label="Prefer not to say", says_nothing=True)
    asked = Question(key="age", kind="scale", label="Age?", options=(Option(code="young", label="Young"), refuse))
    assert answer_in_cell(asked, SCALE, "-7") == "no_say"
    assert answer_in_cell(asked, replace(SCALE, is_multiple=True), "-7") == ["no_say"]
    assert answer_in_cell(asked, SCALE, "-8") is None
    assert answer_in_cell(asked, SCALE, "-9") is None


def test_the_reader_of_the_form_reads_the_file_too(session: Session) -> None:
    position = {"key": "position", "kind": "scale", "label": "And you?", "scale": "support", "required": True}
    reasons = {"key": "reasons", "kind": "long_text", "label": "Why?", "most_words": 3}
    activity = make_activity(session, make_consultation(session), questions={"questions": [position, reasons]})
    rows = f"1,Support,one two three four,\n2,support.,{'x' * 100_001},\n3,,because,\n4,Support,\u200b,\n"
    assert refused(imported(session, activity, HEAD + rows)) == {
        2: "“Why?”: Your answer must be 3 words or less.",
        3: "“Why?”: Your answer must be 100,000 characters or less. It has 100,001.",
        4: "Select your answer to “And you?”.",
    }
    imported(session, activity, HEAD + "4,Support,\u200b,\n")
    assert [one.answers for one in there(session, activity)] == [{"position": "support"}]
