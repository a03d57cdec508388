"""What is chosen for a row holds for what it said beside the response that was shown, and for nothing else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.checks import check_upload
from consult.imports.clashes import choose, choose_for_all, clashes_on, counts_by_choice, decisions_of
from consult.imports.files import keep_upload
from consult.imports.models import ImportState, ResponseImport
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.services import import_responses
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.revision import revise
from tests.factories import make_actor

PLAN = ImportPlan(answers={"position": "view", "reasons": "why"}, key="id", area="ward")
TEXT = b"id,view,why,ward\n1,Support,one,Abbey\n2,Oppose,two,Abbey\n3,Oppose,three,Abbey\n"
OTHER = TEXT.replace(b"one", b"uno").replace(b"two", b"due").replace(b"three,Abbey", b"three,Beckton")


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def found(session: Session, officer: Actor, activity: Activity) -> ResponseImport:
    """A checked file with three rows that say something else than before."""
    import_responses(session, officer, activity, TEXT, PLAN)
    kept = keep_upload(session, officer, activity, "answers.csv", OTHER)
    check_upload(session, officer, kept, PLAN, Channel.EMAIL)
    return kept


def undecided(session: Session, found: ResponseImport) -> int:
    """Count the rows that wait for a decision."""
    return counts_by_choice(session, found)[None]


def test_both_are_shown_question_by_question(session: Session, activity: Activity, found: ResponseImport) -> None:
    first, _, third = clashes_on(session, activity, found, 1)
    assert [(here, there) for _, here, there in first.compared] == [
        ("Support", "Support"),
        ("one", "uno"),
        ("Abbey", "Abbey"),
    ]
    assert third.compared[-1] == ("Ward or postcode", "Abbey", "Beckton")
    assert clashes_on(session, activity, found, 2) == []


def test_each_row_has_a_choice_of_its_own(session: Session, activity: Activity, found: ResponseImport) -> None:
    first, _, _ = clashes_on(session, activity, found, 1)
    revision = found.revision
    unknown = {99: ("1:x", OnConflict.TAKE)}
    changed = choose(session, found, {2: (first.seen, OnConflict.TAKE), 3: ("0:else", OnConflict.LEAVE), **unknown})
    assert (changed, undecided(session, found), found.revision) == ([3, 99], 2, revision + 1)
    assert choose_for_all(session, found, OnConflict.LEAVE, only_open=True) == 2
    counts = counts_by_choice(session, found)
    assert (counts[OnConflict.TAKE], counts[OnConflict.LEAVE]) == (1, 2)
    assert choose_for_all(session, found, OnConflict.SEPARATE, only_open=False) == 3
    assert {decision.choice for decision in decisions_of(session, found).values()} == {OnConflict.SEPARATE}


def test_a_choice_outlives_a_check_that_finds_the_same_and_no_other(
    session: Session, officer: Actor, activity: Activity, found: ResponseImport
) -> None:
    choose_for_all(session, found, OnConflict.TAKE, only_open=True)
    check_upload(session, officer, found, PLAN, Channel.EMAIL)
    assert undecided(session, found) == 0
    earlier = session.scalars(select(Submission).order_by(Submission.id)).all()
    revise(session, activity, earlier[0], Cause.STATUS, status=Status.SUBMITTED)
    assert undecided(session, found) == 1
    check_upload(session, officer, found, PLAN, Channel.EMAIL)
    assert undecided(session, found) == 1, "the response changed since"
    without = ImportPlan(answers=PLAN.answers, key="id")
    check_upload(session, officer, found, without, Channel.EMAIL)
    assert undecided(session, found) == 3, "the rows say something else, read in another way"


def test_nothing_is_chosen_for_a_file_that_is_imported(session: Session, found: ResponseImport) -> None:
    found.state = ImportState.DONE
    session.flush()
    with pytest.raises(Conflict, match="imported already"):
        choose_for_all(session, found, OnConflict.TAKE, only_open=True)
    with pytest.raises(Conflict, match="imported already"):
        choose(session, found, {})
