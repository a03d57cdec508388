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
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.row_identity import key_of_row
from consult.imports.services import Report, import_responses
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.text import clean_text
from consult.submissions.intake import Envelope, open_envelope
from consult.submissions.models import Submission
from consult.submissions.personal_data import erase_submission
from consult.submissions.tallies import counts_of
from tests.factories import make_activity, make_consultation

PLAN = ImportPlan(answers={"position": "view", "reasons": "why"}, key="id", area="ward")
HEAD = "id,view,why,ward\n"


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response: a position on a scale, and reasons."""
    return make_activity(session, make_consultation(session))


def imported(session: Session, activity: Activity, text: str, plan: ImportPlan = PLAN, **more: Any) -> Report:
    """Import a text as a file."""
    return import_responses(session, SYSTEM, activity, text.encode(), plan, **more)


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
    mapped = ImportPlan(answers={"position": "view"})
    assert imported(session, activity, "view,n\nSupport,1\nSupport,2\n", mapped).taken == 2
    assert imported(session, activity, "n,view\n1,Support\n2,Support\n", mapped).known == 2


def test_two_rows_with_one_key_and_other_words_are_refused_by_the_first_line(
    session: Session, activity: Activity
) -> None:
    report = imported(session, activity, HEAD + "1,Support,,\n1,Oppose,,\n1,Neither support nor oppose,,\n")
    sentence = "It has the same “id” as line 2 and says something else. Give it another one."
    assert refused(report) == {3: sentence, 4: sentence}
    assert there(session, activity) == []


def test_a_row_that_stands_in_the_file_twice_is_taken_once(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n1,Support,,\n")
    assert (report.taken, report.repeated, report.known) == (2, 1, 0)


def test_equal_rows_without_a_key_are_told_apart_by_their_place(session: Session, activity: Activity) -> None:
    plan = ImportPlan(answers={"position": "Position", "reasons": "Comment"})
    text = "Position,Comment\n" + "Support,\n" * 5 + "Oppose,No comment\n" * 3
    assert imported(session, activity, text, plan).taken == 8
    again = imported(session, activity, text + "Support,\n", plan)
    assert (again.known, again.taken) == (8, 1)
    assert counts_of(session, activity.id)["q:position@1"] == {"*": 9, "support": 6, "oppose": 3}


OTHER = "No,Position,Comment\n1,Oppose,library B one\n2,Support,library B two\n"


def test_rows_of_another_file_with_the_same_keys_are_never_lost(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    plan = ImportPlan(answers={"position": "Position", "reasons": "Comment"}, key="No")
    report = imported(session, activity, OTHER, plan)
    assert (report.known, len(report.clashes), report.is_done) == (0, 2, False)
    first, _ = there(session, activity)
    assert (report.clashes[0].earlier, report.clashes[0].row.number) == (first.reference, 2)
    assert imported(session, activity, OTHER, replace(plan, source="Library B")).taken == 2
    assert imported(session, activity, OTHER, replace(plan, source="Library B")).known == 2


@pytest.mark.parametrize(
    ("decision", "number"), [(OnConflict.LEAVE, 2), (OnConflict.TAKE, 2), (OnConflict.SEPARATE, 4)]
)
def test_an_officer_decides_what_becomes_of_a_known_key_with_other_words(
    session: Session, activity: Activity, decision: OnConflict, number: int
) -> None:
    imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    plan = ImportPlan(answers={"position": "Position", "reasons": "Comment"}, key="No", on_conflict=decision)
    assert imported(session, activity, OTHER, plan).is_done
    assert len(there(session, activity)) == number
    assert imported(session, activity, OTHER, plan).taken == 0
    assert len(there(session, activity)) == number


def test_the_same_rows_from_another_source_are_pointed_out(session: Session, activity: Activity) -> None:
    text = HEAD + "1,Support,because,\n2,Oppose,,\n"
    imported(session, activity, text, replace(PLAN, source="spring"))
    report = imported(session, activity, text, replace(PLAN, source="spring (1)"), dry_run=True)
    assert (report.fresh, dict(report.elsewhere)) == (2, {"spring": 2})


def test_rows_imported_before_sources_were_named_are_known(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    for submission in there(session, activity):
        submission.import_digest = None
    session.flush()
    report = imported(session, activity, HEAD + "1,Support,,\n2,Support,,\n3,Oppose,,\n", replace(PLAN, source="new"))
    assert (report.known, len(report.clashes), report.fresh) == (1, 1, 1)


def test_a_withdrawn_response_is_not_imported_again(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,why,\n")
    erase_submission(session, there(session, activity)[0].id)
    assert imported(session, activity, HEAD + "1,Support,why,\n").known == 1


def test_the_rest_is_taken_where_an_officer_wants_that(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,,\n2,Perhaps,,\n3,Oppose,,\n", takes_rest=True)
    assert (report.taken, list(refused(report)), report.is_done) == (2, [3], True)
    assert report.unknown == {("position", "Perhaps"): 1}


@pytest.mark.parametrize("batch", [1, 2, 1_000])
def test_a_row_that_the_database_refuses_is_named_and_is_final(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr("consult.imports.services.BATCH", batch)
    taken = f"import:{activity.id}:{key_of_row('', '2')[:40]}"
    open_envelope(session, activity, Envelope(answers={"position": "support"}, idempotency_key=taken))
    text = HEAD + "1,Support,good,\n2,Support,bad,\n3,Oppose,,\n"
    with pytest.raises(Invalid, match=r"The database cannot keep line 3, so nothing was imported"):
        imported(session, activity, text)


def test_where_no_single_row_is_refused_all_that_may_be_are_named(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def index_many(session: Session, documents: list[tuple[int, str]]) -> None:
        if len(documents) > 1:
            raise TypeError("Integer exceeds 64-bit range")

    monkeypatch.setattr("consult.submissions.bulk.index_many", index_many)
    with pytest.raises(Invalid, match="cannot keep the lines 2 to 4, so nothing was imported"):
        imported(session, activity, HEAD + "1,Support,a,\n2,Support,b,\n3,Oppose,c,\n")


def test_a_dry_run_writes_nothing(session: Session, activity: Activity) -> None:
    entries = session.scalar(select(func.count(AuditEntry.id)))
    report = imported(session, activity, HEAD + "1,Support,,\n", dry_run=True)
    assert (report.rows, report.taken, report.is_done) == (1, 0, False)
    assert there(session, activity) == []
    assert session.scalar(select(func.count(AuditEntry.id))) == entries


def test_an_import_is_on_the_audit_log_once(session: Session, activity: Activity) -> None:
    imported(session, activity, HEAD + "1,Support,,\n2,Oppose,,\n")
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert entry.name == "submissions.responses_imported"
    assert entry.facts["rows"] == 2
    assert len(entry.facts["sha256"]) == 64


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + '1,"Support"x,,\n', r"Line 2 is not CSV"),
        ("", r"The file is empty"),
        ("id,view,why\n1,Support,\n", r"no column “ward”\. Its columns are: id, view, why\."),
        ("id;view;why\n1;Support;\n", r"no column “ward”.* Read as UTF-8, separated by semicolons"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(session: Session, activity: Activity, text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        imported(session, activity, text)
    assert there(session, activity) == []


def test_a_row_whose_cells_cannot_be_told_apart_is_refused_by_its_line(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,Support,a,b,c\n2,Oppose,,\n3,Oppose,,\n")
    assert refused(report)[2].startswith("It has 5 cells, and the heading has 4.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_file_is_imported(session: Session, activity: Activity, encoding: str, separator: str) -> None:
    content = (HEAD + "1,Support,café,Beckton\n").replace(",", separator).encode(encoding)
    assert import_responses(session, SYSTEM, activity, content, PLAN).taken == 1
    assert there(session, activity)[0].answers == {"position": "support", "reasons": "café"}


def test_an_unknown_question_is_refused_with_the_keys_there_are(session: Session, activity: Activity) -> None:
    with pytest.raises(Invalid, match=r"no question with the key “mood”\. The keys are: position, reasons\."):
        imported(session, activity, HEAD + "1,Support,,\n", ImportPlan(answers={"mood": "view"}))


def test_a_byte_order_mark_is_no_part_of_the_first_column(session: Session, activity: Activity) -> None:
    assert imported(session, activity, "\ufeff" + HEAD + "1,Support,,\n").taken == 1


@pytest.mark.parametrize(
    ("wanted", "taken"), [("2..3", 2), ("2", 1), ("1|4", 2), ("0..100", 4), ("9..12", 0), ("2.5..3", 1)]
)
def test_only_the_wanted_rows_are_taken(session: Session, activity: Activity, wanted: str, taken: int) -> None:
    text = HEAD + "".join(f"{number},Support,,\n" for number in (1, 2, 3, 4)) + "x,Nonsense,,\n"
    mapped = ImportPlan(answers={"position": "view"}, key="id", only={"id": wanted})
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
    monkeypatch.setattr("consult.imports.services.BATCH", 2)
    told: list[tuple[int, int]] = []
    text = HEAD + "".join(f"{number},Support,,\n" for number in range(5))
    imported(session, activity, text, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60).filter(
    lambda text: clean_text(text).strip()
)


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
    assert [submission.answers["reasons"] for submission in there(session, activity)] == [
        clean_text(text).strip() for text in texts
    ]


def test_the_missing_values_of_an_export_are_read_as_what_they_mean(session: Session, activity: Activity) -> None:
    report = imported(session, activity, HEAD + "1,-8,It helps,\n2,-9,Why not,\n3,-7,Hm,\n")
    assert refused(report) == {4: "“Do you support the proposal?”: “-7” is not one of the answers."}
    imported(session, activity, HEAD + "1,-8,It helps,\n2,-9,Why not,\n")
    assert [submission.answers for submission in there(session, activity)] == [
        {"reasons": "It helps"},
        {"reasons": "Why not"},
    ]


def test_the_reader_of_the_form_reads_the_file_too(session: Session) -> None:
    position = {"key": "position", "kind": "scale", "label": "And you?", "scale": "support", "required": True}
    reasons = {"key": "reasons", "kind": "long_text", "label": "Why?", "most_words": 3}
    activity = make_activity(session, make_consultation(session), questions={"questions": [position, reasons]})
    rows = f"1,Support,one two three four,\n2,support.,{'x' * 100_001},\n3,,because,\n4,Support,\u200b,\n"
    assert refused(imported(session, activity, HEAD + rows)) == {
        2: "Your answer to “Why?” must be 3 words or less.",
        3: "Your answer to “Why?” must be 100,000 characters or less. It has 100,001.",
        4: "Select your answer to “And you?”.",
    }
    imported(session, activity, HEAD + "4,Support,\u200b,\n")
    assert [submission.answers for submission in there(session, activity)] == [{"position": "support"}]
