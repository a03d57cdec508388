"""The public pages of one result of accuracy: what it says now, and what it said in each version."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, permit
from consult.sdk.database import address_of, db, deployment_of
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, row_number
from consult.sdk.texts import say_date
from plugins.register.accuracy_models import Accuracy, ResultVersion
from plugins.register.equitability import (
    differences_of,
    find_result,
    find_result_version,
    title_of,
    version_rows,
    withdrawn_why,
)
from plugins.register.presentation import result_citation

bp = Blueprint("register_results", __name__, url_prefix="/register/equitability")


def load_result(session: Session, actor: Actor, result_id: str) -> Accuracy:
    """Return the result that an address names."""
    return find_result(session, row_number(result_id))


def load_version(session: Session, actor: Actor, result_id: str, version: str) -> ResultVersion:
    """Return the version that an address names."""
    return find_result_version(session, row_number(result_id), row_number(version))


@bp.get("/<result_id>")
@permit("register.read", load=load_result)
def show(result: Accuracy) -> ResponseReturnValue:
    """Show a result as it stands: what is known of it, its versions, and how it is cited."""
    return _shown(result.versions[-1])


@bp.get("/<result_id>/versions/<version>")
@permit("register.read", load=load_version)
def version(found: ResultVersion) -> ResponseReturnValue:
    """Show what a result said in one version, and what was different before."""
    return _shown(found)


def _shown(found: ResultVersion) -> ResponseReturnValue:
    result = found.result
    before = next((other.cells for other in result.versions if other.number == found.number - 1), None)
    return render_template(
        "register/result.html",
        result=result,
        version=found,
        title=title_of(result),
        withdrawn_why=withdrawn_why(result),
        rows=version_rows(found),
        differences=differences_of(before, found.cells) if before is not None else [],
        versions=[_row(kept) for kept in result.versions],
        citation=_cited(found),
    )


def _row(kept: ResultVersion) -> list[object]:
    address = url_for("register_results.version", result_id=kept.result_id, version=kept.number)
    link = link_to(_("Version %(number)s", number=kept.number), address)
    return [link, say_date(kept.made_at.date()), kept.cause.label, kept.reason]


def _cited(found: ResultVersion) -> str:
    path = url_for("register_results.version", result_id=found.result_id, version=found.number)
    publisher = deployment_of(db()).settings.council.name
    return result_citation(found, publisher=publisher, address=address_of(db(), path))
