"""The kept coverage equals what the texts themselves give, whatever was done to them, and in which order."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from random import Random

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis import services
from consult.analysis.queries import Coverage, coverage_of, divided_responses, texts_of
from consult.analysis.services import POINT, Selection
from consult.consultations.models import State
from consult.desk.exclusions import exclude, reinstate
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit, withdraw
from consult.kernel.authz import Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from consult.records.models import Redaction
from consult.records.redactions import undo
from consult.submissions.bulk import take_in_many
from consult.submissions.counts import drift_of, rebuild_counts
from consult.submissions.intake import Envelope
from consult.submissions.models import Channel, Passage, Status, Submission, Tally
from consult.submissions.passages import marked_in
from consult.submissions.revision import set_statuses
from tests.factories import make_activity, make_actor, make_consultation
from tests.support.redaction import redact

PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
WORDS = ("cameras", "cost", "much.", "Thank", "you!", "Ada", "Stone", "why?", "\n", "الكاميرات.", "多すぎる。")


def written(seed: int) -> str:
    chance = Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 14)))


def by_the_texts(session: Session, consultation: object) -> Coverage:
    """Return the coverage counted from the texts and the marks alone."""
    found: Counter[str] = Counter()
    for _submission, texts in divided_responses(session, consultation):  # type: ignore[arg-type]
        for text in texts:
            for piece in text.pieces:
                state = "open"
                if piece.passage is not None:
                    state = "covered" if piece.passage.number else "not_substantive"
                found.update({state: 1, f"{state}_characters": piece.ends - piece.begins})
    passages = sum(number for name, number in found.items() if not name.endswith("characters"))
    return Coverage(passages=passages, characters=sum(found.values()) - passages, **found)


class Desk(RuleBasedStateMachine):
    """People send, change and withdraw; officers mark, take back, redact, exclude and import."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session: Session = self.database.sessions()
        self.consultation = make_consultation(self.session)
        self.activity = make_activity(self.session, self.consultation)
        self.officers: list[Actor] = [make_actor(self.session, Role.OFFICER) for _ in range(2)]
        self.codes: dict[int, str] = {}

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @rule(seed=st.integers(0, 10_000))
    def send(self, seed: int) -> None:
        content = Content(answers={"position": "oppose", "reasons": written(seed)})
        code = start_draft(self.session, self.activity.id, self.activity.settings_version, content=content)
        reference = submit(self.session, code)
        sent = self.session.scalars(select(Submission).where(Submission.reference == reference)).one()
        self.codes[sent.id] = code

    @rule(seed=st.integers(0, 10_000), which=st.integers(0, 50))
    def change(self, seed: int, which: int) -> None:
        sent = self._one(which)
        if sent is None or sent.id not in self.codes or sent.status != Status.SUBMITTED:
            return
        content = Content(answers={"position": "oppose", "reasons": written(seed)})
        version = self.activity.settings_version
        start_draft(self.session, self.activity.id, version, content=content, changes=sent.id, code=self.codes[sent.id])
        submit(self.session, self.codes[sent.id])

    @rule(which=st.integers(0, 50))
    def withdraw(self, which: int) -> None:
        sent = self._one(which)
        if sent is not None and sent.id in self.codes:
            self._try(lambda: withdraw(self.session, self.codes[sent.id]))

    @rule(seeds=st.lists(st.integers(0, 10_000), min_size=1, max_size=3))
    def take_in(self, seeds: list[int]) -> None:
        envelopes = [
            Envelope(
                answers={"reasons": written(seed)},
                idempotency_key=f"{seed}-{place}-{len(self._all())}",
                channel=Channel.EMAIL,
                marks={"position": {"mark": "several", "said": written(seed + 1)}},
            )
            for place, seed in enumerate(seeds)
        ]
        take_in_many(self.session, self.activity, envelopes)

    @rule(which=st.integers(0, 50), first=st.integers(0, 60), length=st.integers(1, 40), is_point=st.booleans())
    def mark(self, which: int, first: int, length: int, is_point: bool) -> None:
        sent = self._one(which)
        if sent is None:
            return
        texts = texts_of(sent, self.session.scalars(marked_in([sent.id])).all())
        for text in texts[which % 2 :][:1]:
            chosen = [Selection.of(text, first, min(first + length, len(text.text)))]
            self._try(
                lambda chosen=chosen: services.mark(  # type: ignore[misc]
                    self.session, self.officers[0], sent, chosen, POINT if is_point else "thanks"
                )
            )

    @rule(which=st.integers(0, 50))
    def unmark(self, which: int) -> None:
        marked = self.session.scalars(select(Passage).where(Passage.ended_at.is_(None)).order_by(Passage.id)).all()
        own = [passage for passage in marked if passage.consultation_id == self.consultation.id]
        if own:
            passage = own[which % len(own)]
            sent = self.session.get_one(Submission, passage.submission_id)
            self._try(lambda: services.take_back(self.session, self.officers[0], sent, passage))

    @rule(which=st.integers(0, 50), word=st.sampled_from(["Ada", "cost", "cameras", "Stone why?"]))
    def redact(self, which: int, word: str) -> None:
        sent = self._one(which)
        if sent is not None and word in str(sent.answers.get("reasons", "")):
            self._try(
                lambda: redact(self.session, self.officers[0], self.activity, sent, question="reasons", passage=word)
            )

    @rule()
    def put_back(self) -> None:
        for redaction in self.session.scalars(select(Redaction).where(Redaction.undone_at.is_(None)).limit(1)):
            self._try(lambda redaction=redaction: undo(self.session, self.officers[1], redaction))  # type: ignore[misc]

    @rule(which=st.integers(0, 50), is_out=st.booleans())
    def leave_out(self, which: int, is_out: bool) -> None:
        sent = self._one(which)
        if sent is None:
            return
        if is_out:
            self._try(lambda: exclude(self.session, self.officers[0], self.activity, sent, "duplicate", ""))
        else:
            self._try(lambda: reinstate(self.session, self.officers[0], self.activity, sent))

    @rule(is_out=st.booleans())
    def leave_all_out(self, is_out: bool) -> None:
        before, after = (Status.SUBMITTED, Status.EXCLUDED) if is_out else (Status.EXCLUDED, Status.SUBMITTED)
        numbers = [sent.id for sent in self._all() if sent.status == before]
        set_statuses(self.session, self.activity, numbers, after, "duplicate" if is_out else None)

    @invariant()
    def kept_is_what_the_texts_give(self) -> None:
        self.session.flush()
        kept = coverage_of(self.session, self.consultation)
        assert kept == by_the_texts(self.session, self.consultation)
        assert kept.covered_characters + kept.not_substantive_characters + kept.open_characters == kept.characters
        assert drift_of(self.session, self.activity) == []

    def _all(self) -> list[Submission]:
        own = select(Submission).where(Submission.activity_id == self.activity.id).order_by(Submission.id)
        return list(self.session.scalars(own))

    def _one(self, which: int) -> Submission | None:
        found = self._all()
        return found[which % len(found)] if found else None

    def _try(self, deed: Callable[[], object]) -> None:
        with suppress(DomainError), self.session.begin_nested():
            deed()


def test_the_kept_coverage_is_what_the_texts_give_after_any_act(database: Database) -> None:
    class DeskHere(Desk):
        """The desk on this test's database."""

    DeskHere.database = database
    test_case = DeskHere.TestCase
    test_case.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, phases=PHASES)
    test_case().runTest()


def test_an_upgrade_counts_what_was_there_before(session: Session) -> None:
    consultation = make_consultation(session, state=State.OPEN)
    activity = make_activity(session, consultation)
    take_in_many(session, activity, [Envelope(answers={"reasons": "One. Two."}, idempotency_key="a")])
    for kept in session.scalars(select(Tally).where(Tally.variable.in_(["passages", "characters", "divided"]))):
        session.delete(kept)
    session.flush()
    assert coverage_of(session, consultation).passages == 0
    rebuild_counts(session, activity)
    assert coverage_of(session, consultation).open == 2
