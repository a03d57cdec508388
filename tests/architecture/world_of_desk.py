"""What officers note about responses, sort and do with many, the template they made, and the test they sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from consult.comments.translations import Written, keep_translation
from consult.consultations.models import Activity
from consult.consultations.templates import save_template
from consult.desk.bulk.models import BulkKind
from consult.desk.bulk.services import plan_act
from consult.desk.notes import add_note
from consult.desk.saved_filters import save_filter, saved_filters
from consult.desk.tags import add_tag, find_or_make_tag
from consult.journey.drafts import PageAnswers
from consult.journey.trials import begin_trial, save_trial_page, send_trial
from consult.library.services import keep_questions
from consult.submissions.models import Submission
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World

STAFF = {"officer", "officer_other", "administrator"}
DESK = {"officer", "officer_other", "auditor", "administrator"}


def annotate(world: World, response: Activity, sent: Submission) -> None:
    """Write a note about a response, give it a tag, plan an act, and save a filter."""
    officer = world.actor("officer")
    note = add_note(world.session, officer, response, sent, f"{world.secret('note', DESK)} {XSS}")
    translated = Written(
        "ro", f"{world.secret('translation', DESK)} {XSS}", True, f"DeepL {XSS[:60]}", date(2026, 5, 3)
    )
    keep_translation(world.session, officer, response, sent, "answers.reasons", translated, 0)
    tag = find_or_make_tag(world.session, response, f"{world.secret('tag', DESK)} <b>")
    add_tag(world.session, officer, response, sent.id, tag)
    why = f"{world.secret('bulk-reason', DESK)} {XSS}"
    act = plan_act(world.session, officer, response, [sent.id], BulkKind.EXCLUDE, "duplicate", why)
    name = f"{world.secret('saved-filter', DESK)} <b>"
    save_filter(world.session, officer, response, name, {"tag": str(tag.id)}, is_shared=True)
    (saved,) = saved_filters(world.session, officer, response.id)
    described = f"{world.secret('template', DESK)} {XSS}"
    template = save_template(world.session, officer, response.consultation, f"Cameras {XSS[:60]}", described)
    noted = f"{world.secret('kept-questions', DESK)} {XSS}"
    kept = keep_questions(world.session, officer, response, ["reasons"], f"Why {XSS[:60]}", noted)
    trial_id = begin_trial(world.session, response, officer.person_id)
    tested = {"reasons": f"{world.secret('test-answer', STAFF, sealed=True)} {XSS}"}
    save_trial_page(world.session, trial_id, PageAnswers(page="reasons", answers=tested))
    send_trial(world.session, response, trial_id)
    world.places.update(template=template.id, kept_questions=kept.id)
    world.places.update(note=note.id, tag=tag.id, bulk_act=act.id, saved_filter=saved.id)
