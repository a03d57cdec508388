"""A service of its own that publishes converted definitions, takes answers in and makes the files."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench.fields import QUESTIONS
from bench.site import Site, make_site
from consult.consultations.models import State
from consult.consultations.queries import consultation_at
from consult.consultations.services import add_activity, create_consultation
from consult.contract.questions import Question, Questionnaire
from consult.exports.export_files import find_wanted
from consult.exports.services import begin_export, stream
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel import clock, tokens
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.definition import COMPUTED, FILE, Definition
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.queries import find_draft, find_published
from plugins.survey.questions import find_questionnaire
from trials.reading_back import Kept
from trials.stored import items_of

LEFT_OUT = 0.2
"""How often what need not be answered is left out."""
MOST_REFUSED = 20
"""How many times as many responses may break a rule as keep it."""


class Service:
    """A deployment in a folder, on a database of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the deployment."""
        self._folder = folder
        self._site: Site = make_site(folder / "site", QUESTIONS, plugins="survey")

    def publish(self, name: str, definition: Definition) -> int:
        """Publish a definition as a survey that is open, and return its activity; raises `Invalid` where it cannot."""
        with self._site.database.unit_of_work() as session:
            at = clock.now()
            consultation = create_consultation(
                session, SYSTEM, title=name, summary="Tried.", slug=name, closes_at=at + timedelta(days=30)
            )
            activity = add_activity(session, SYSTEM, consultation, kind="survey", title="What others ask")
            services.change_draft(session, SYSTEM, activity, lambda _draft: definition)
            services.publish(session, SYSTEM, activity, seen=find_draft(session, activity.id).as_seen)
            consultation.opens_at, consultation.state = at - timedelta(days=1), State.OPEN
            return activity.id

    def answer(self, activity_id: int, chance: Random, *, times: int) -> None:
        """Answer a survey along random paths, and send what was answered."""
        has_rules = any(item.get("rules") for item in items_of(self.kept(activity_id).definition))
        sent = refused = 0
        while sent < times:
            try:
                self._send(activity_id, chance)
            except Invalid:
                # By chance alone some people break a rule between two answers, and answer again.
                refused += 1
                if not has_rules or refused > MOST_REFUSED * times:
                    raise
            else:
                sent += 1

    def _send(self, activity_id: int, chance: Random) -> None:
        with self._site.database.unit_of_work() as session:
            asked = find_questionnaire(session, activity_id)
            content = _one_path(asked, chance)
            while not content.answers:  # nobody can send nothing
                content = _one_path(asked, chance)
            code = start_draft(session, activity_id, asked.version, content=content)
        with self._site.database.unit_of_work() as session:
            submit(session, code)

    def kept(self, activity_id: int) -> Kept:
        """Return what the database keeps of a survey."""
        with self._site.database.reading() as session:
            published = find_published(session, activity_id)
            assert published is not None
            rows = session.execute(
                select(Submission.reference, Submission.answers)
                .where(Submission.activity_id == activity_id)
                .order_by(Submission.id)
            ).all()
            plain = json.loads(json.dumps(published.definition))
            return Kept(plain, [row.reference for row in rows], [dict(row.answers) for row in rows])

    def files(self, name: str, formats: Iterable[str]) -> dict[str, Path]:
        """Export the responses as `consult export` does, in each of the formats, and return the files."""
        database, made = self._site.database, {}
        for file_format in formats:
            with database.reading() as session:
                consultation = consultation_at(session, name)
                wanted = find_wanted(
                    session, self._site.registry.exports, consultation, what="responses", file_format=file_format
                )
            begin_export(database, SYSTEM, wanted)
            made[file_format] = self._folder / wanted.file_name
            made[file_format].write_bytes(b"".join(stream(database, wanted)))
        return made

    def close(self) -> None:
        """Let go of the database."""
        self._site.database.engine.dispose()


def _one_path(asked: Questionnaire, chance: Random) -> Content:
    """Answer one question after the other that is asked; what need not be answered is sometimes left out."""
    content, tried = Content(seed=tokens.new_seed()), set[str]()
    while (question := next(_waiting(asked, content, tried), None)) is not None:
        tried.add(question.key)
        if question.is_required or chance.random() >= LEFT_OUT:
            kind = ALL_KINDS[question.kind]
            content.answers[question.key] = example = kind.example(question, chance)
            kind.check(question, example)
    return content


def _waiting(asked: Questionnaire, content: Content, tried: set[str]) -> Iterator[Question]:
    """Yield the questions on the path that were not tried, with the options offered there; files are left out."""
    for page in asked.reachable(content.answers):
        yield from (
            question.offering(content.answers)
            for question in page.questions
            if question.key not in tried and question.kind not in {COMPUTED, FILE}
        )
