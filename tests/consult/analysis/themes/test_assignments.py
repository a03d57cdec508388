"""Giving themes to texts, and what follows when a text changes."""

import pytest
from sqlalchemy import func, select

from consult.analysis.themes import assignments, code_book
from consult.analysis.themes.models import Assignment, Coding
from consult.analysis.themes.queries import coding_of, history_of, next_to_code, standing
from consult.desk.exclusions import exclude, reinstate
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.submissions.models import Cause, Status
from consult.submissions.personal_data import erase_submission
from consult.submissions.revision import revise
from tests.consult.analysis.themes.conftest import TEXT, Desk


def test_coding_again_ends_what_is_not_selected_and_keeps_the_history(desk: Desk) -> None:
    first, second, sent = desk.theme("A"), desk.theme("B"), desk.response()
    desk.code(sent, first)
    desk.code(sent, first, second)
    desk.code(sent, second)
    assert desk.themes_of(sent) == ["T2"]
    history = history_of(desk.session, sent.id, "reasons")
    assert [(past.assignment.theme.code, past.assignment.ended_at is None) for past in history] == [
        ("T2", True),
        ("T1", False),
    ]
    assert (history[1].by, history[1].ended_by) == (desk.person.name, desk.person.name)


def test_two_officers_at_once_see_both(desk: Desk) -> None:
    first, second, sent = desk.theme("A"), desk.theme("B"), desk.response()
    text, colleague = desk.text(sent), desk.colleague()
    assignments.code_text(desk.session, desk.officer, text, [first.id], 0)
    with pytest.raises(ChangedMeanwhile) as changed:
        assignments.code_text(desk.session, colleague, text, [second.id], 0)
    (both,) = changed.value.compared
    assert (both.saved, both.sent, changed.value.version) == ("T1 A", "T2 B", 1)
    assignments.code_text(desk.session, colleague, text, [first.id], 0)
    assert desk.themes_of(sent) == ["T1"]


def test_a_text_without_themes_is_coded_too(desk: Desk) -> None:
    sent = desk.response()
    desk.code(sent)
    assert next_to_code(desk.session, desk.activity.id, "reasons") is None


def test_a_proposal_counts_only_once_it_is_accepted(desk: Desk) -> None:
    right, wrong, sent = desk.theme("Right"), desk.theme("Wrong"), desk.response()
    accepted, refused = desk.propose(sent, right, 0.9), desk.propose(sent, wrong, 0.3)
    assert desk.counted() == {"T1": 0, "T2": 0}
    desk.code(sent, right)
    assert desk.counted() == {"T1": 1}
    assert (accepted.source, accepted.score, accepted.accepted_by_id) == ("model", 0.9, desk.person.id)
    assert refused.accepted_at is None
    assert refused.ended_by_id == desk.person.id


def test_a_merged_theme_on_a_text_stays_when_it_is_coded_again(desk: Desk) -> None:
    old, into, sent = desk.theme("Old"), desk.theme("Into"), desk.response()
    desk.code(sent, old)
    code_book.merge_themes(desk.session, desk.officer, old, into.id)
    desk.code(sent, into)
    assert desk.themes_of(sent) == ["T1"]
    assert desk.counted() == {"T2": 1}


def test_what_is_not_offered_or_does_not_count_is_refused(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    text = desk.text(sent)
    with pytest.raises(Invalid):
        assignments.code_text(desk.session, desk.officer, text, [theme.id, 99_999], 0)
    exclude(desk.session, desk.officer, desk.activity, sent, "duplicate", "")
    with pytest.raises(Conflict):
        assignments.code_text(desk.session, desk.officer, text, [theme.id], 0)


def test_a_text_that_was_changed_meanwhile_is_not_coded_unread(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    text = desk.text(sent)
    revise(desk.session, desk.activity, sent, Cause.AUTHOR, answers={"position": "support", "reasons": "I agree now."})
    with pytest.raises(Conflict):
        assignments.code_text(desk.session, desk.officer, text, [theme.id], 0)


def test_a_passage_must_stand_in_the_text_word_for_word(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    assignments.code_passage(desk.session, desk.officer, desk.text(sent), "My son was stopped twice", [theme.id])
    assignments.code_passage(desk.session, desk.officer, desk.text(sent), "My son was stopped twice", [theme.id])
    (row,) = desk.session.scalars(standing(sent.id, "reasons"))
    assert TEXT[row.begins : row.ends] == "My son was stopped twice"
    for passage in ("my son was stopped twice", "", "  "):
        with pytest.raises(Invalid):
            assignments.code_passage(desk.session, desk.officer, desk.text(sent), passage, [theme.id])
    with pytest.raises(Invalid):
        assignments.code_passage(desk.session, desk.officer, desk.text(sent), "My son", [])


def test_an_excluded_response_takes_its_themes_out_of_the_counts_until_it_is_back(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.code(sent, theme)
    exclude(desk.session, desk.officer, desk.activity, sent, "duplicate", "")
    assert desk.counted() == {}
    reinstate(desk.session, desk.officer, desk.activity, sent)
    assert desk.counted() == {"T1": 1}


@pytest.mark.parametrize("cause", [Cause.WITHDRAWAL, Cause.ERASURE])
def test_nothing_stays_of_what_was_withdrawn_or_erased(desk: Desk, cause: Cause) -> None:
    theme, sent, other = desk.theme(), desk.response(), desk.response()
    desk.code(sent, theme)
    desk.code(other, theme)
    desk.propose(sent, theme)
    if cause is Cause.ERASURE:
        erase_submission(desk.session, sent.id)
    else:
        revise(desk.session, desk.activity, sent, cause, status=Status.WITHDRAWN)
    for model in (Assignment, Coding):
        left = select(func.count()).select_from(model).where(model.submission_id == sent.id)
        assert desk.session.scalar(left) == 0
    assert desk.counted() == {"T1": 1}


def test_a_text_that_says_something_else_is_coded_anew(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.code(sent, theme)
    revise(desk.session, desk.activity, sent, Cause.AUTHOR, answers={"position": "support", "reasons": "I agree now."})
    assert desk.counted() == {}
    assert next_to_code(desk.session, desk.activity.id, "reasons") == sent.id
    coding = coding_of(desk.session, sent.id, "reasons")
    assert coding is not None
    assert coding.version == 2
    assert len(history_of(desk.session, sent.id, "reasons")) == 1


def test_another_answer_leaves_the_themes_of_this_one(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.code(sent, theme)
    revise(desk.session, desk.activity, sent, Cause.AUTHOR, answers={"position": "support", "reasons": TEXT})
    assert desk.counted() == {"T1": 1}


def test_redaction_moves_passages_and_keeps_the_themes_of_the_whole(desk: Desk) -> None:
    before, inside, after, whole = (desk.theme(name) for name in ("Before", "Inside", "After", "Whole"))
    sent = desk.response()
    desk.code(sent, whole)
    for passage, theme in (("The cameras", before), ("My son", inside), ("nobody said sorry", after)):
        assignments.code_passage(desk.session, desk.officer, desk.text(sent), passage, [theme.id])
    now = TEXT.replace("My son", "[redacted: name]")
    revise(desk.session, desk.activity, sent, Cause.REDACTION, answers={**sent.answers, "reasons": now})
    words = {
        row.theme.title: None if row.begins is None else now[row.begins : row.ends]
        for row in desk.session.scalars(standing(sent.id, "reasons"))
    }
    assert words == {"Before": "The cameras", "Inside": None, "After": "nobody said sorry", "Whole": None}
