"""The officer's desk: the list of responses, and reading them one after another."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.comments.models import HELD_REASONS
from consult.comments.queries import shown_publication
from consult.comments.services import COMPANY, is_closed
from consult.comments.translations import shown_translations
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.deployment import deployment_of
from consult.desk.assignments import readers, readers_among
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.file_deletions import files_in
from consult.desk.filters import shown_answers, shown_marks
from consult.desk.notes import notes_about
from consult.desk.queries import (
    COUNTED_UP_TO,
    PER_PAGE,
    activity_of,
    awaiting_check,
    awaiting_second_keying,
    beyond,
    changes_of,
    count_up_to,
    entered_by,
    find_submission,
    listed,
    neighbour,
    next_unread,
    page_of,
    read_among,
)
from consult.desk.readings import record_reading
from consult.desk.saved_filters import saved_filters
from consult.desk.staff_forms import filter_form, filters_of
from consult.desk.tags import tags_among, tags_of
from consult.desk.transcription import is_correctable
from consult.kernel.messages import gettext as _
from consult.records.queries import redactions_of
from consult.submissions.labels import labels_among, labels_of, noticed_about
from consult.submissions.letters import letters_behind
from consult.submissions.models import Channel, Submission
from consult.submissions.owners import HandledElsewhere, owner_of, require_desk
from consult.submissions.questionnaires import free_text, known_kinds, questionnaire_of, questions_over_versions
from consult.submissions.reader import said_in
from consult.submissions.tallies import counts_of
from consult.web.addresses import asked_number
from consult.web.errors import problem
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.app_errorhandler(HandledElsewhere)
def point_to_owner(error: HandledElsewhere) -> ResponseReturnValue:
    """Say that a plugin handles this itself, with the way there."""
    return problem(error.status, str(error), [(_("Go to its own page"), url_for(error.endpoint, **error.arguments))])


def _with_texts(activity: Activity, submissions: Sequence[Submission]) -> list[tuple[Submission, str]]:
    versions = {submission.questions_version for submission in submissions}
    asked = {version: questionnaire_of(db(), activity, version) for version in versions}
    kinds = known_kinds(db())
    return [
        (
            submission,
            free_text(asked[submission.questions_version], kinds, said_in(submission.answers, submission.marks)),
        )
        for submission in submissions
    ]


@bp.get("/activities/<int:activity_id>/responses")
@permit("submissions.desk", load=find_activity)
def index(activity: Activity) -> ResponseReturnValue:
    """List an activity's responses that fit the filters."""
    filters = filters_of(request.args)
    query = listed(db(), activity.id, filters)
    before = asked_number("before") or None
    # What fits is looked for once: in a large consultation that is all that takes time.
    first = list(db().scalars(query.with_only_columns(Submission.id).limit(COUNTED_UP_TO + 1)))
    found, number = page_of(db(), first if before is None else beyond(query, filters, before)), len(first)
    shown = found[:PER_PAGE]
    counts = counts_of(db(), activity.id)
    asked = questions_over_versions(db(), activity)
    added = deployment_of(db()).registry.desk_filters.values()
    offered = [(declared, declared.choices(db(), activity.id)) for declared in added]
    form = filter_form(asked, known_kinds(db()), offered)()
    form.check_days()
    form.offer_areas({*counts.get("area", {}), filters.area})
    form.keep_group(filters.label)
    form.offer_readers(readers(db()), actor().person_id)
    form.offer_tags(tags_of(db(), activity.id))
    return render_form(
        "desk/index.html",
        form,
        activity=activity,
        asked_about=bool(asked),
        filters=filters,
        rows=_with_texts(activity, shown),
        read=read_among(db(), [item.id for item in shown]),
        assigned=readers_among(db(), [item.id for item in shown]),
        tags=tags_among(db(), [item.id for item in shown]),
        labels=labels_among(db(), [item.id for item in shown]),
        noticed=labels_of(db(), activity.id),
        number=number,
        more_than=COUNTED_UP_TO if number > COUNTED_UP_TO else None,
        older=shown[-1].id if len(found) > PER_PAGE else None,
        is_first=before is None,
        counts=counts,
        channels={channel.value: channel.label for channel in Channel},
        owner=owner_of(db(), activity),
        saved=saved_filters(db(), actor(), activity.id),
        to_check=count_up_to(db(), awaiting_check(activity.id, actor())),
        to_key=count_up_to(db(), awaiting_second_keying(activity.id, actor())),
    )


@bp.get("/responses/<int:submission_id>")
@permit("submissions.read", load=find_submission)
def read(submission: Submission) -> ResponseReturnValue:
    """Show one response."""
    activity, filters = activity_of(db(), submission), filters_of(request.args)
    owner = owner_of(db(), activity)
    if owner is not None:
        return render_template(
            "desk/elsewhere.html",
            activity=activity,
            submission=submission,
            channel=Channel(submission.channel).label,
            filters=filters,
            owner=owner,
        )
    return render_template(
        "desk/read.html",
        activity=activity,
        submission=submission,
        rows=shown_answers(db(), activity, submission),
        files=files_in(db(), activity, submission),
        letters=letters_behind(db(), submission.id),
        changes=[
            (
                change,
                shown_answers(db(), activity, submission, change.answers),
                shown_marks(db(), activity, submission, change.marks),
            )
            for change in changes_of(db(), submission)
        ],
        translated=shown_translations(db(), submission),
        marks=shown_marks(db(), activity, submission, submission.marks),
        is_correctable=is_correctable(submission),
        redactions=redactions_of(db(), "submission", str(submission.id)),
        exclusions=EXCLUSION_REASONS,
        channel=Channel(submission.channel).label,
        entered=entered_by(db(), submission),
        filters=filters,
        noticed=noticed_about(db(), submission),
        assigned=readers_among(db(), [submission.id]).get(submission.id),
        tags=tags_among(db(), [submission.id]).get(submission.id, []),
        notes=notes_about(db(), submission, actor()),
        older=neighbour(db(), submission, filters, older=True),
        newer=neighbour(db(), submission, filters, older=False),
        unread=next_unread(db(), submission, filters),
        is_read=submission.id in read_among(db(), [submission.id]),
        shown=shown_publication(db(), submission),
        held_reasons=HELD_REASONS,
        company=COMPANY,
        is_closed=is_closed(db(), activity),
    )


@bp.post("/responses/<int:submission_id>/read")
@permit("submissions.read", load=find_submission)
def mark_read(submission: Submission) -> ResponseReturnValue:
    """Note that this response was read, and go on to the next one in the list."""
    filters = filters_of(request.args)
    require_desk(db(), activity_of(db(), submission), submission.id)
    following = neighbour(db(), submission, filters, older=True)
    if actor().can("submissions.exclude", submission):
        # What an auditor looks at has not been read for the summary.
        record_reading(db(), actor(), submission)
    if following is None:
        return redirect(url_for("desk.index", activity_id=submission.activity_id, **filters.as_arguments()), 303)
    return redirect(url_for("desk.read", submission_id=following, **filters.as_arguments()), 303)
