"""The pictures of answers: put beside them in the builder, and shown to whoever is asked."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actor, permit
from consult.sdk.database import db
from consult.sdk.errors import DomainError, NotFound
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from plugins.survey import pictures
from plugins.survey.context import DraftContext, find_item_bench
from plugins.survey.models import SurveyPicture
from plugins.survey.picture_forms import DRAFT, PictureForm, RemovalForm

bp = Blueprint("survey_pictures", __name__, url_prefix="/survey")


def find_pictured(session: Session, activity_id: int, key: str, actor: Actor) -> DraftContext:
    """Return a question whose answers can have pictures; raises `NotFound`."""
    found = find_item_bench(session, activity_id, key, actor)
    if not found.question.takes_pictures:
        raise NotFound
    return found


def find_shown(session: Session, digest: str, actor: Actor) -> SurveyPicture:
    """Return a picture by its digest; raises `NotFound`."""
    return pictures.find_picture(session, digest)


@bp.get("/pictures/<digest>")
@permit("survey.picture", load=find_shown)
def show(picture: SurveyPicture) -> ResponseReturnValue:
    """Lead to the file of a picture, wherever it is kept now."""
    return redirect(url_for("files.download", key=picture.file.key, name=picture.file.name))


@bp.route("/<int:activity_id>/build/questions/<key>/pictures", methods=["GET", "POST"])
@permit("survey.build", load=find_pictured)
@takes_files
def index(context: DraftContext) -> ResponseReturnValue:
    """List the pictures of a question’s answers, and take another one."""
    item = context.question
    form = PictureForm().offer(item)
    if form.validate_on_submit():
        upload = form.file.data
        assert upload is not None  # noqa: S101 (the form requires it)
        try:
            pictures.add_picture(
                db(),
                actor(),
                context.activity,
                key=item.key,
                code=form.code.data or "",
                alt=form.alt.data,
                name=upload.filename or "",
                content=upload.stream,
            )
        except DomainError as refused:
            form.add_error("file", str(refused))
        else:
            return _back_to(context, _("The picture was added to the draft."))
    there = pictures.pictures_of(db(), context.activity, item)
    return render_form("survey/pictures.html", form, context=context, there=there)


@bp.route("/<int:activity_id>/build/questions/<key>/pictures/<digest>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_pictured, rest=("digest",))
def remove(context: DraftContext, digest: str) -> ResponseReturnValue:
    """Leave a picture out of the draft, or delete it everywhere."""
    there = pictures.pictures_of(db(), context.activity, context.question)
    picture = next((one for one in there if one.digest == digest), None)
    if picture is None:
        raise NotFound
    form = RemovalForm(data={"where": DRAFT})
    if form.validate_on_submit():
        pictures.remove_picture(db(), actor(), context.activity, context.question.key, digest)
        if form.where.data == DRAFT:
            return _back_to(context, _("The picture was removed from the draft."))
        pictures.take_down(db(), actor(), context.activity, digest)
        return _back_to(context, _("The picture was deleted everywhere."))
    return render_form("survey/picture_remove.html", form, context=context, picture=picture)


def _back_to(context: DraftContext, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("survey_pictures.index", activity_id=context.activity.id, key=context.question.key), 303)
