"""The public pages of the register: its rows, one of them, its versions, and what they come to."""

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actor, permit
from consult.sdk.database import address_of, db, deployment_of
from consult.sdk.errors import NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, row_number
from consult.sdk.references import cited_in, reference_to, references_to
from consult.sdk.texts import clean_line, say_date
from plugins.register import queries
from plugins.register.areas import find_area
from plugins.register.breaks import BREAKS
from plugins.register.calendar import Entry, calendar_file, entry_of, entry_of_pause
from plugins.register.charts import charts_of, sum_rows, sums_in_words
from plugins.register.equitability import UNKNOWN, ShownResult, studies
from plugins.register.forms import FilterForm
from plugins.register.lifecycle import ACCESS, State
from plugins.register.models import Deployment, Version
from plugins.register.pauses import in_words
from plugins.register.presentation import VIEWS, View, citation, differences, figure_rows
from plugins.register.registers import cells_of
from plugins.register.trends import Sums, periods, sums_between
from plugins.register.ward_map import deployments_by_ward

bp = Blueprint("register", __name__, url_prefix="/register")
LAST_PAGE = 100_000
"""No register has as many pages, and no database counts as far as an address can."""


def find_row(session: Session, actor: Actor, number: str) -> Deployment:
    """Return the row that an address names."""
    return queries.find_deployment(session, number)


def find_version(session: Session, actor: Actor, number: str, version: str) -> Version:
    """Return the version that an address names."""
    return queries.find_version(session, number, row_number(version))


def find_view(session: Session, actor: Actor, name: str) -> View:
    """Return the view that an address names; raises `NotFound`."""
    if name not in VIEWS:
        raise NotFound
    return VIEWS[name]


@bp.get("/deployments")
@permit("register.read")
def index() -> ResponseReturnValue:
    """List the deployments that are asked for."""
    form = FilterForm()
    form.validate()
    sort = form.order()
    page = min(max(row_number(request.args.get("page")), 1), LAST_PAGE)
    asked_for = queries.deployments(db(), form.asked())
    found = queries.page_of(db(), asked_for, sort, page)
    query = {name: value for name, value in request.args.items() if name != "page" and value}
    is_whole = page == 1 and len(found) <= queries.PAGE
    count = len(found) if is_whole else queries.count_of(db(), asked_for)
    return render_form(
        "register/index.html",
        form,
        rows=[_listed(row) for row in found[: queries.PAGE]],
        count=min(count, queries.COUNTED),
        is_more=count > queries.COUNTED,
        total=queries.number_of_rows(db()),
        withheld=queries.withheld(db()),
        pauses=list(db().scalars(queries.pauses())),
        is_narrowed=bool(query),
        page=page,
        previous=_page_address(query, page - 1) if page > 1 else None,
        following=_page_address(query, page + 1) if len(found) > queries.PAGE else None,
        views=VIEWS.values(),
        area=find_area(db(), ""),
    )


@bp.get("/deployments/<number>")
@permit("register.read", load=find_row)
def deployment(row: Deployment) -> ResponseReturnValue:
    """Show a deployment: its figures, its versions, and what it stands beside."""
    reference = reference_to(row)
    newest = row.versions[-1]
    return render_template(
        "register/deployment.html",
        row=row,
        figures=figure_rows(cells_of(row), newest.cells) if not row.is_withheld else [],
        versions=_versions(row),
        citation=_cited(row, row.version),
        reference=reference,
        steps=ACCESS.timeline(db(), row, (State.OPEN, State.WITHHELD) if row.is_withheld else None),
        cites=cited_in(db(), actor(), reference),
        citing=references_to(db(), actor(), reference),
    )


@bp.get("/deployments/<number>/versions/<version>")
@permit("register.read", load=find_version)
def version(found: Version) -> ResponseReturnValue:
    """Show what a row said in one version, as it was published, and what was different before."""
    row = found.deployment
    before = next((other for other in row.versions if other.number == found.number - 1), None)
    return render_template(
        "register/version.html",
        row=row,
        version=found,
        cells=figure_rows(found.cells, found.cells),
        differences=list(differences(found, before)),
        citation=_cited(row, found.number),
    )


@bp.get("/planned")
@permit("register.read")
def planned() -> ResponseReturnValue:
    """Show what is announced, in one ward where one is asked for."""
    ward = clean_line(request.args.get("ward", ""))[:100]
    return render_template(
        "register/planned.html",
        rows=[_listed(row)[:4] for row in queries.listed(db(), queries.planned(ward))],
        ward=ward,
        wards=queries.wards(db()),
        area=find_area(db(), ward),
    )


@bp.get("/planned.ics")
@permit("register.read")
def calendar() -> ResponseReturnValue:
    """Send what is announced as a calendar, in one ward where one is asked for."""
    ward = clean_line(request.args.get("ward", ""))[:100]
    listed = address_of(db(), url_for("register.index", _anchor="pauses"))
    entries = [
        *(_entry(row) for row in db().scalars(queries.announced(ward))),
        *(entry_of_pause(noted, in_words(noted), listed) for noted in db().scalars(queries.pauses(ward))),
    ]
    title = _("Deployments of live facial recognition")
    written = calendar_file(entries, title=title, host=request.host.partition(":")[0])
    return Response(written, content_type="text/calendar; charset=utf-8")


@bp.get("/wards")
@permit("register.read")
def wards() -> ResponseReturnValue:
    """Show how many deployments there were in each ward: as a table, and as a map if that is asked for."""
    wards = deployments_by_ward(db())
    is_drawn = bool(wards.map.squares) and request.args.get("map") == "on"
    return render_template("register/wards.html", wards=wards, is_drawn=is_drawn)


@bp.get("/trends")
@permit("register.read")
def trends() -> ResponseReturnValue:
    """Show what the deployments of each year or quarter came to, with how sure that is."""
    by_quarter = request.args.get("by") == "quarter"
    found = periods(db(), by_quarter=by_quarter)
    return render_template(
        "register/trends.html",
        sum_rows=sum_rows(found),
        charts=charts_of(found),
        by_quarter=by_quarter,
        breaks=BREAKS,
    )


@bp.get("/equitability")
@permit("register.read")
def equitability() -> ResponseReturnValue:
    """Show for whom facial recognition is how accurate, as far as that was published."""
    found = [(study, [_result_row(result) for result in results]) for study, results in studies(db())]
    return render_template("register/equitability.html", studies=found)


@bp.get("/views/<name>")
@permit("register.read", load=find_view)
def view(found: View) -> ResponseReturnValue:
    """Show a part of the register that was written about, with its sums."""
    asked = found.asked
    sums = sums_between(db(), asked.since, asked.until) if asked.since and asked.until else Sums()
    rows = queries.listed(db(), queries.deployments(db(), asked).order_by(*queries.SORTS["oldest"][1]))
    return render_template(
        "register/view.html", view=found, sums=sums_in_words(sums), rows=[_listed(row) for row in rows]
    )


def _result_row(result: ShownResult) -> list[object]:
    """Return a result as a row of the table of its study."""
    link = link_to(
        result.title, url_for("register_results.show", result_id=result.number), about=result.settings.strip(", ")
    )
    known = [result.said(name, str(UNKNOWN)) for name in ("value", "threshold", "watchlist_size", "trials")]
    return [link, *known, result.said("finding"), _standing(result)]


def _standing(result: ShownResult) -> str:
    version = result.newest
    if result.withdrawn_why is not None:
        return _("%(number)s. Withdrawn. %(reason)s", number=version.number, reason=result.withdrawn_why)
    if version.number == 1:
        return str(version.number)
    return _(
        "%(number)s. %(cause)s, %(day)s. %(reason)s",
        number=version.number,
        cause=version.cause.label,
        day=say_date(version.made_at.date()),
        reason=version.reason,
    )


def _listed(row: queries.Listed) -> list[object]:
    """Return a row of the list."""
    link = link_to(row.number, url_for("register.deployment", number=row.number))
    figures = (row.faces, row.alerts, row.false_alerts, row.arrests)
    shown = [_("Not given") if figure is None else f"{figure:,}" for figure in figures]
    return [link, say_date(row.held_on), row.location, row.stage.label, *shown]


def _entry(row: Deployment) -> Entry:
    said = _("Live facial recognition: %(place)s (%(number)s)", place=row.location, number=row.number)
    return entry_of(row, said, address_of(db(), url_for("register.deployment", number=row.number)))


def _versions(row: Deployment) -> list[list[object]]:
    return [
        [
            link_to(
                _("Version %(number)s", number=kept.number),
                url_for("register.version", number=row.number, version=kept.number),
            ),
            say_date(kept.made_at.date()),
            kept.cause.label,
            kept.reason,
        ]
        for kept in row.versions
    ]


def _cited(row: Deployment, number: int) -> str:
    path = url_for("register.version", number=row.number, version=number)
    publisher = deployment_of(db()).settings.council.name
    return citation(row, number, publisher=publisher, address=address_of(db(), path))


def _page_address(query: dict[str, str], page: int) -> str:
    return f"{url_for('register.index')}?{urlencode({**query, 'page': page})}"
