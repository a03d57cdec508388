"""The table of moves, and that no path signs an assessment against its rules."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.deadlines.queries import deadlines_of
from consult.kernel.authz import ANONYMOUS, Actor
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from plugins.impact.assessments import reviews, services, signing, withholding
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.completeness import missing
from plugins.impact.assessments.course import COURSE, NotNow
from plugins.impact.assessments.documents import active_withholdings, public_document, revisions_at
from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.assessments.models import Assessment
from plugins.impact.assessments.terms import Standing
from tests.factories import actor_for
from tests.plugins.impact.assessments.conftest import IMPACT, make_desk, make_police
from tests.plugins.impact.assessments.test_measures import MEASURE


def test_every_standing_has_a_row_in_the_table_and_words() -> None:
    assert set(COURSE.moves) == set(Standing)
    assert len({standing.label for standing in Standing}) == len(Standing)


@pytest.mark.parametrize("before", list(Standing))
@pytest.mark.parametrize("after", list(Standing))
def test_a_move_is_allowed_exactly_when_the_table_says_so(before: Standing, after: Standing) -> None:
    if after in COURSE.moves[before]:
        COURSE.require(before, after)
    else:
        with pytest.raises(NotNow, match=before.label):
            COURSE.require(before, after)


def _write(session: Session, actor: Actor, assessment: Assessment) -> None:
    part = form_of(assessment).find_part("impacts")
    services.save_entry(session, actor, assessment, part, None, IMPACT, (), seen=0)


def _remove(session: Session, actor: Actor, assessment: Assessment) -> None:
    for revision in revisions_at(session, assessment, 99).get("impacts", [])[:1]:
        services.remove_entry(session, actor, revision.entry)


def _withhold(session: Session, actor: Actor, assessment: Assessment) -> None:
    for revision in revisions_at(session, assessment, 99).get("impacts", [])[:1]:
        wanted = Exemption(field="impact", passage="the market", exemption="s31", reason="A plan.")
        withholding.withhold(session, actor, revision.entry, wanted)


def _lift(session: Session, actor: Actor, assessment: Assessment) -> None:
    for withheld in list(active_withholdings(session, assessment).values())[:1]:
        withholding.lift(session, actor, withheld[0])


def _measure(session: Session, actor: Actor, assessment: Assessment) -> None:
    part = form_of(assessment).find_part("mitigations")
    there = revisions_at(session, assessment, 99).get("mitigations", [])[:1]
    entry, seen = (there[0].entry, there[0].number) if there else (None, 0)
    content = {**MEASURE, "progress": "done" if there else "planned"}
    services.save_entry(session, actor, assessment, part, entry, content, (), seen=seen)


def _note(session: Session, actor: Actor, assessment: Assessment) -> None:
    reviews.note_cause(session, actor, assessment, "plan", "The hours changed.")


DEEDS: dict[str, Callable[[Session, Actor, Assessment], object]] = {
    "write": _write,
    "remove": _remove,
    "send": signing.send_for_review,
    "return": lambda session, actor, assessment: signing.return_to_authors(session, actor, assessment, "More."),
    "sign": signing.sign,
    "drop": lambda session, actor, assessment: signing.drop(session, actor, assessment, "A mistake."),
    "measure": _measure,
    "note": _note,
    "withhold": _withhold,
    "lift": _lift,
    "renew": lambda session, actor, assessment: signing.renew(session, actor, assessment, "It changed."),
}


class Paths(RuleBasedStateMachine):
    """Anybody tries anything with an assessment, in any order."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session: Session = self.database.sessions()
        desk = make_desk(self.session)
        self.assessment = desk.written()
        inspector = make_police(self.session, "Insp Noor Said")
        self.people = [desk.author, desk.signer, actor_for(self.session, inspector)]
        self.signed: dict[int, object] = {}

    @initialize(is_signed=st.booleans())
    def begin(self, is_signed: bool) -> None:
        """Begin with a draft, or with a signed version that has a measure to be done."""
        if is_signed:
            _measure(self.session, self.people[0], self.assessment)
            signing.send_for_review(self.session, self.people[0], self.assessment)
            signing.sign(self.session, self.people[1], self.assessment)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.session.rollback()
        self.session.close()

    @rule(deed=st.sampled_from(sorted(DEEDS)), place=st.integers(0, 2))
    def act(self, deed: str, place: int) -> None:
        """Let somebody do something."""
        self.attempt(deed, place)

    @rule()
    def sign_anew(self) -> None:
        """Let the author and the signer bring out another version, as far as it goes."""
        for deed, place in (("renew", 0), ("send", 0), ("sign", 1)):
            self.attempt(deed, place)

    def attempt(self, deed: str, place: int) -> None:
        """Do something, or be refused."""
        with suppress(DomainError), self.session.begin_nested():
            DEEDS[deed](self.session, self.people[place], self.assessment)
            if deed == "sign":
                assert self.session.scalars(reviews.open_causes(self.assessment)).all() == []

    @invariant()
    def what_is_signed_is_whole_signed_by_another_and_never_changes(self) -> None:
        """Hold what a reader relies on."""
        standing = [version.stands_at for version in self.assessment.versions]
        assert standing.count(Standing.SIGNED) <= 1
        for version in self.assessment.versions:
            if version.is_published:
                assert missing(self.session, version) == []
                assert version.sent_by_id != version.signed_by_id
                assert version.signed_name in {"Supt Ada Ferris", "Insp Noor Said"}
                said = revisions_at(self.session, self.assessment, version.number)
                texts = [(row.entry_id, row.content) for rows in said.values() for row in rows]
                assert self.signed.setdefault(version.number, texts) == texts

    @invariant()
    def nobody_reads_what_is_withheld(self) -> None:
        """Hold that withheld words are in no version that the public can read, and that a dropped one is none."""
        withheld = active_withholdings(self.session, self.assessment)
        for version in self.assessment.versions:
            assert not (version.is_published and version.stands_at is Standing.DROPPED)
            if version.is_published:
                shown = public_document(self.session, ANONYMOUS, version)
                rows = [row for part in shown.parts for row in part.rows if row.entry.id in withheld]
                assert all("the market" not in asked.text for row in rows for asked in row.fields)

    @invariant()
    def measures_of_what_is_signed_are_due_until_they_are_done(self) -> None:
        """Hold that a draft changes nothing of what is due, and that a signature does."""
        signed = self.assessment.signed
        for revision in (
            revisions_at(self.session, self.assessment, signed.number).get("mitigations", ()) if signed else ()
        ):
            due = self.session.scalars(deadlines_of(Reference("impact_entry", revision.entry_id))).all()
            is_done = revision.content["progress"] == "done"
            assert all(item.met_at for item in due) if is_done else [item.met_at for item in due] == [None]

    @invariant()
    def a_review_is_due_of_what_is_signed_alone(self) -> None:
        """Hold that only a signed version falls due, once for each cause."""
        due = [(cause.cause, cause.happened) for cause in self.session.scalars(reviews.open_causes(self.assessment))]
        assert len(due) == len(set(due))
        assert self.assessment.signed or not due

    @invariant()
    def a_dropped_version_leaves_nothing_behind(self) -> None:
        """Hold that after a dropped version the assessment says what it said before."""
        dropped = self.assessment.dropped
        if dropped and self.assessment.signed and dropped[-1].number == len(self.assessment.versions):
            texts = [
                [
                    (row.entry_id, row.content)
                    for rows in revisions_at(self.session, self.assessment, number).values()
                    for row in rows
                ]
                for number in (dropped[-1].number, self.assessment.signed.number)
            ]
            assert texts[0] == texts[1]


def test_no_path_signs_what_lacks_something_or_by_whoever_sent_it(live_database: Database) -> None:
    machine = type("Paths", (Paths,), {"database": live_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))
