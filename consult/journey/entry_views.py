"""The list of what somebody added again and again, and the page on which they take one entry away."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.entries import Entry
from consult.journey.drafts import OpenDraft, save_page
from consult.journey.entries import Added, added_to, is_passed, list_of_all, standing_in, without_entry
from consult.journey.for_all import ids_of_all
from consult.journey.forms import EmptyForm
from consult.journey.progress import RespondentSession, at_page
from consult.journey.quota_views import require_room
from consult.journey.respondent_views import find_open_session, redirect_to_page, redirect_to_start
from consult.journey.stamps import FIELD, make_stamp, read_stamp
from consult.kernel.errors import ChangedMeanwhile, Gone, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import known_kinds
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("entries", __name__, url_prefix="/take-part")


def added_here(respondent: RespondentSession) -> list[Added]:
    """Return what is listed on the page in hand; nothing where it is no list."""
    here = respondent.page.entry if respondent.page else None
    held = respondent.draft.content.answers if respondent.draft else {}
    if here is None or not here.is_list:
        return []
    return added_to(respondent.questionnaire, known_kinds(db()), held, here.group)[: here.number]


def later_list(respondent: RespondentSession) -> str:
    """Return the page that lists all that was added, where the page in hand lists only the first of it."""
    here, draft = respondent.page, respondent.draft
    if here is None or here.entry is None or draft is None:
        return ""
    is_early = is_passed(respondent.questionnaire, here, draft.content)
    return list_of_all(respondent.questionnaire, here.entry.group, draft.content) if is_early else ""


def _find_entry(session: Session, activity_id: int, page: str) -> RespondentSession:
    found = at_page(find_open_session(session, activity_id), page)
    if found.page is None or found.page.entry is None or found.page.entry.is_list:
        raise NotFound
    return found


@bp.route("/<int:activity_id>/question/<page>/remove", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(_find_entry))
def remove(respondent: RespondentSession) -> ResponseReturnValue:
    """Take an entry away after asking once more; those behind it move up."""
    require_room(db(), respondent)
    draft, here = respondent.draft, respondent.page
    if draft is None or here is None or here.entry is None:
        return redirect_to_start(db(), respondent)
    asked, way_back = respondent.questionnaire, list_of_all(respondent.questionnaire, here.entry.group, draft.content)
    form = EmptyForm()
    if form.validate_on_submit():
        return _removed(respondent, draft, here.entry)
    if not respondent.is_on_path:
        return redirect_to_page(respondent.activity.id, way_back)
    added = added_to(asked, known_kinds(db()), draft.content.answers, here.entry.group)
    return render_form(
        "journey/remove_entry.html",
        form,
        respondent=respondent,
        title=f"{respondent.title} – {respondent.activity.consultation_title}",
        removed=next(one for one in added if one.entry == here.entry),
        way_back=url_for("journey.page", activity_id=respondent.activity.id, page=way_back),
        stamp=make_stamp(respondent.code, standing_in(asked, here.entry.group, draft.content)),
    )


def _removed(respondent: RespondentSession, draft: OpenDraft, entry: Entry) -> ResponseReturnValue:
    """Take an entry away if the list is as it was shown, so that nothing else is removed by asking twice."""
    asked, code, stamp = respondent.questionnaire, respondent.code or "", read_stamp(request.form.get(FIELD))
    try:
        is_seen = stamp.has_seen(code, standing_in(asked, entry.group, draft.content))
        if not is_seen or not respondent.is_on_path:
            raise ChangedMeanwhile
        given = without_entry(asked, draft.content, entry)
        of_all = ids_of_all(asked)
        database().write(lambda opened: save_page(opened, code, given, draft, of_all=of_all))
    except ChangedMeanwhile:
        flash(_("The list has changed since you opened that page, so nothing was removed. Look at it again."))
        return redirect_to_page(respondent.activity.id, list_of_all(asked, entry.group, draft.content))
    except Gone:
        return redirect_to_start(db(), respondent)
    flash(_("%(called)s was removed.", called=entry.in_words), "success")
    return redirect_to_page(respondent.activity.id, list_of_all(asked, entry.group, given.added_to(draft.content)))
