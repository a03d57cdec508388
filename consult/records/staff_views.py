"""The officer's pages to find words everywhere, to take them out or put them back, and to correct the record."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.records import Record
from consult.kernel.authz import Actor
from consult.kernel.errors import ChangedMeanwhile, DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.records.corrections import correct, corrections_of, typed_value
from consult.records.models import Redaction
from consult.records.places import Place, find_row, place_named, places_of, record_named, row_key, title_of
from consult.records.policies import DESK
from consult.records.queries import redactions_of
from consult.records.redactions import open_original, redact, take_down, undo
from consult.records.search import MAXIMUM, Hit, digest, hits_in_consultation, hits_in_row, parts_of
from consult.records.shown import shown_row
from consult.records.staff_forms import SOME, ConfirmForm, TakeDownForm, WordsForm, correct_form, take_out_form
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("records_staff", __name__, url_prefix="/staff")


def _find(db: Session, table: str, key: str, actor: Actor) -> tuple[Record, object]:
    if not DESK.allows(actor):
        raise NotFound
    record = record_named(db, table)
    return record, find_row(db, record, key)


def _find_place(db: Session, table: str, key: str, place: str, actor: Actor) -> tuple[Record, object, Place]:
    record, row = _find(db, table, key, actor)
    return record, row, place_named(record, row, place)


def _find_consultation(db: Session, consultation_id: int, actor: Actor) -> tuple[Record, object]:
    return _find(db, "consultation", str(consultation_id), actor)


def _find_redaction(db: Session, redaction_id: int, actor: Actor) -> tuple[Record, object, Redaction]:
    redaction = db.get(Redaction, redaction_id)
    if redaction is None:
        raise NotFound
    record, row = _find(db, redaction.sealed.table_name, redaction.sealed.row_key, actor)
    return record, row, redaction


@bp.get("/records/<table>/<key>")
@permit("records.desk", load=_find)
def show(found: tuple[Record, object]) -> ResponseReturnValue:
    """Show a row with its texts, what was corrected and taken out, and what can be done."""
    record, row = found
    return render_template(
        "records/show.html",
        title=title_of(record, row),
        table=record.table,
        key=row_key(row),
        places=[place for place in places_of(record, row) if place.text],
        shown=shown_row(db(), record, row),
        redactions=redactions_of(db(), record.table, row_key(row)),
        may_handle=actor().can("records.handle", found),
        parts=[(title_of(other, part), _own_page(other, part)) for other, part in parts_of(db(), record, row)],
        to=_page(record, row),
    )


@bp.route("/records/<table>/<key>/words", methods=["GET", "POST"])
@permit("records.handle", load=_find)
def words(found: tuple[Record, object]) -> ResponseReturnValue:
    """Find words in one row and what belongs to it, and take out those that the officer selects."""
    record, row = found
    form = WordsForm()
    hits = hits_in_row(db(), actor(), record, row, form.words.data)
    return _take_out(form, hits, title_of(record, row), _page(record, row))


@bp.route("/records/find/<int:consultation_id>", methods=["GET", "POST"])
@permit("records.find", load=_find_consultation)
def everywhere(found: tuple[Record, Any]) -> ResponseReturnValue:
    """Find words in everything that belongs to a consultation, and take out those that the officer selects."""
    record, row = found
    form = WordsForm()
    hits = hits_in_consultation(db(), actor(), row.id, form.words.data)
    return _take_out(form, hits, _("everything in %(title_of)s", title_of=title_of(record, row)), _page(record, row))


@bp.route("/records/<table>/<key>/take-down/<place>", methods=["GET", "POST"])
@permit("records.handle", load=_find_place)
def remove(found: tuple[Record, object, Place]) -> ResponseReturnValue:
    """Take a whole text down."""
    record, row, place = found
    form: Any = TakeDownForm()
    if form.validate_on_submit():
        try:
            take_down(db(), actor(), record, row, place.key, **_reason(form))
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The text is taken down. The original is sealed."), "success")
            return _to_record(record, row)
    return render_form(
        "records/take_down.html", form, title=title_of(record, row), place=place, to=_own_page(record, row)
    )


@bp.route("/records/<table>/<key>/correct/<place>", methods=["GET", "POST"])
@permit("records.handle", load=_find_place)
def put_right(found: tuple[Record, object, Place]) -> ResponseReturnValue:
    """Correct one value."""
    record, row, place = found
    if not place.field.may_be_corrected:
        raise NotFound
    before = corrections_of(db(), record.table, row_key(row), place.key)
    current = typed_value(place.field, before[-1].says if before else place.text)
    form: Any = correct_form(place.field)(data={"says": current, "version": len(before)})
    if form.validate_on_submit():
        says = form.says.data.isoformat() if place.field.kind == "date" else str(form.says.data)
        given = {"says": says, "reason": form.reason.data, "seen": form.seen_version()}
        try:
            correct(db(), actor(), record, row, place.key, **given)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The record is corrected. What it said before stays readable beside it."), "success")
            return _to_record(record, row)
    return render_form(
        "records/correct.html",
        form,
        title=title_of(record, row),
        place=place,
        shown=shown_row(db(), record, row),
        to=_own_page(record, row),
    )


@bp.route("/redactions/<int:redaction_id>/original", methods=["GET", "POST"])
@permit("records.open_original", load=_find_redaction)
def original(found: tuple[Record, object, Redaction]) -> ResponseReturnValue:
    """Show a sealed original, after asking once more, since the audit log keeps who looked."""
    record, row, redaction = found
    form, to = ConfirmForm(), _own_page(record, row)
    if form.validate_on_submit():
        text = open_original(db(), actor(), redaction)
        return render_template("records/original.html", title=title_of(record, row), text=text, to=to)
    return render_form("records/open_original.html", form, title=title_of(record, row), to=to)


@bp.route("/redactions/<int:redaction_id>/undo", methods=["GET", "POST"])
@permit("records.undo", load=_find_redaction)
def put_back(found: tuple[Record, object, Redaction]) -> ResponseReturnValue:
    """Put back what another officer took out."""
    record, row, redaction = found
    form: Any = ConfirmForm()
    if form.validate_on_submit():
        undo(db(), actor(), redaction)
        flash(_("It is put back, and can be read again."), "success")
        return _to_record(record, row)
    is_own = redaction.made_by_id == actor().person_id
    return render_form("records/undo.html", form, title=title_of(record, row), is_own=is_own, to=_own_page(record, row))


def _take_out(search: object, hits: Sequence[Hit], title: str, to: str) -> ResponseReturnValue:
    offered = hits[:MAXIMUM]
    form: Any = take_out_form(offered)()
    seen = digest("\n".join(hit.key for hit in offered))
    if form.is_submitted() and form.seen.data != seen:
        form.take_errors(ChangedMeanwhile(_("The texts were changed since you looked. Look at the passages again.")))
    elif form.validate_on_submit():
        chosen = [hit for hit in offered if form.which.data != SOME or hit.key in form.hits.data]
        try:
            _redact(chosen, form)
        except DomainError as error:
            form.take_errors(error)
        else:
            sentence = ngettext(
                "The passage is taken out. The originals are sealed.",
                "%(num)s passages are taken out. The originals are sealed.",
                len(chosen),
            )
            flash(sentence, "success")
            return redirect(to, 303)
    form.seen.data = seen
    return render_form(
        "records/words.html",
        form,
        search=search,
        hits=offered,
        is_cut=len(hits) > MAXIMUM,
        title=title,
        to=to,
        of_list=_list(),
    )


def _redact(chosen: Sequence[Hit], form: Any) -> None:
    rows: dict[tuple[str, str], list[Hit]] = {}
    for hit in chosen:
        rows.setdefault((hit.record.table, row_key(hit.row)), []).append(hit)
    if not rows:
        form.hits.errors = [_("Select at least one passage")]
        raise DomainError(_("Select at least one passage."))
    for of_row in rows.values():
        places: dict[str, list[tuple[int, int]]] = {}
        for hit in of_row:
            places.setdefault(hit.place.key, []).append((hit.start, hit.end))
        seen = {hit.place.key: hit.place.text for hit in of_row}
        redact(db(), actor(), of_row[0].record, of_row[0].row, places, seen=seen, **_reason(form))


def _reason(form: Form) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("code", "note", "public_note")}


def _page(record: Record, row: object) -> str:
    """Return the page of a row, within the list in which it was found."""
    endpoint, arguments = record.page(row)
    values: dict[str, Any] = {**_list(), **arguments}
    return url_for(endpoint, **values)


def _list() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name != "words" and not name.startswith("_")}


def _own_page(record: Record, row: object) -> str:
    return url_for("records_staff.show", table=record.table, key=row_key(row))


def _to_record(record: Record, row: object) -> ResponseReturnValue:
    return redirect(_own_page(record, row), 303)
