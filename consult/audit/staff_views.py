"""The audit log, read by auditors and administrators."""

from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from consult.audit.forms import AuditFilter
from consult.audit.lines import Line, consultation_names, lines_of, subject_name
from consult.audit.queries import consultations_in_audit_log, entries, newer_than, older_than
from consult.contract.deployment import deployment_of
from consult.web.addresses import asked_number
from consult.web.cells import breakable, hour_tag
from consult.web.filters import time_tag
from consult.web.forms import render_form
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("audit_staff", __name__, url_prefix="/staff")
PAGE = 50


@bp.get("/audit-log")
@permit("audit.read")
def index() -> ResponseReturnValue:
    """Show what happened, the newest first."""
    form = AuditFilter()
    known = [number for number in db().scalars(consultations_in_audit_log()) if number is not None]
    events = deployment_of(db()).registry.events
    form.offer(consultation_names(db(), known), events)
    about = form.subject(events)
    if not form.validate():
        return render_form("audit/log.html", form, rows=[], about="", newer=None, older=None)
    before, after = asked_number("before"), asked_number("after")
    query = entries(form.wanted(about))
    if after:
        found = list(db().scalars(newer_than(query, after).limit(PAGE + 1)))
        shown, has_newer, has_older = found[:PAGE][::-1], len(found) > PAGE, True
    else:
        found = list(db().scalars((older_than(query, before) if before else query).limit(PAGE + 1)))
        shown, has_newer, has_older = found[:PAGE], bool(before), len(found) > PAGE
    return render_form(
        "audit/log.html",
        form,
        rows=[_row(line) for line in lines_of(db(), shown)],
        about=subject_name(db(), about) if about else "",
        newer=_page(after=shown[0].id) if has_newer and shown else None,
        older=_page(before=shown[-1].id) if has_older and shown else None,
    )


def _row(line: Line) -> tuple[str, str, str]:
    when = hour_tag(line.at) if line.is_to_the_hour else time_tag(line.at)
    return when, breakable(line.sentence), line.consultation


def _page(**place: int) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in {"before", "after"}]
    return "?" + urlencode([*kept, *place.items()])
