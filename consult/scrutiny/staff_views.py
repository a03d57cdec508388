"""The auditor's page: every step that was late or whose record is thin, and the rules by which it is listed."""

from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from consult.follows.queries import wards
from consult.kernel import clock
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.scrutiny.forms import ScrutinyFilter
from consult.scrutiny.queries import LATE_TITLE, Finding, Wanted, findings, thin_record_sources
from consult.web.addresses import asked_number
from consult.web.cells import link_to
from consult.web.filters import time_tag
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("scrutiny_staff", __name__, url_prefix="/staff")
PAGE = 100


@bp.get("/scrutiny")
@permit("scrutiny.read")
def index() -> ResponseReturnValue:
    """Show the steps to look at, the newest first."""
    form, sources = ScrutinyFilter(), thin_record_sources(db())
    form.offer(sources, wards(db()), clock.london(database_now(db())).date())
    found = findings(db(), actor(), form.wanted() if form.validate() else Wanted())
    number = max(asked_number("page"), 1)
    return render_form(
        "scrutiny/index.html",
        form,
        rows=[_row(finding) for finding in found[(number - 1) * PAGE : number * PAGE]],
        total=len(found),
        rules=[LATE_TITLE, *(source.title for source in sources)],
        newer=_page(number - 1) if number > 1 else None,
        older=_page(number + 1) if len(found) > number * PAGE else None,
    )


def _row(finding: Finding) -> tuple[str, str, str, str]:
    link = finding.link
    what = link_to(finding.title, url_for(link.endpoint, **link.parts)) if link else finding.title
    return what, time_tag(finding.on), _late_by(finding) or str(finding.rule), finding.ward or _("Not given")


def _late_by(finding: Finding) -> str:
    if finding.due_on is None:
        return ""
    if finding.done_on is None:
        return _("It was due on this day and is not done")
    late = (finding.done_on - finding.due_on).days
    return ngettext("It was done %(num)s day late", "It was done %(num)s days late", late)


def _page(number: int) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return "?" + urlencode([*kept, ("page", str(number))])
