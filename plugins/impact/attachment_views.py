"""The page on which a group adds files to its evidence, and takes them away."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db, deployment_of
from consult.sdk.errors import DomainError
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from plugins.impact import attachments
from plugins.impact.forms import AttachmentForm
from plugins.impact.models import Evidence
from plugins.impact.queries import find_evidence

bp = Blueprint("impact_files", __name__, url_prefix="/impact/evidence/<int:evidence_id>/files")


@bp.route("", methods=["GET", "POST"])
@permit("impact.edit", load=find_evidence)
@takes_files
def index(evidence: Evidence) -> ResponseReturnValue:
    """List the files of a piece of evidence, each with where it stands, and take another one."""
    form = AttachmentForm()
    if form.validate_on_submit():
        upload = form.file.data
        assert upload is not None  # noqa: S101 (the form requires it)
        try:
            attachments.attach(db(), actor(), evidence, upload.filename or "", upload.stream)
        except DomainError as refused:
            form.add_error("file", str(refused))
        else:
            return _back_to(evidence, _("The file is added. We check it before anybody can open it."))
    largest = deployment_of(db()).settings.largest_upload // (1024 * 1024)
    return render_form("impact/files.html", form, evidence=evidence, maximum=attachments.MAXIMUM, largest=largest)


@bp.post("/<int:attachment_id>/remove")
@permit("impact.edit", load=find_evidence, rest=("attachment_id",))
def remove(evidence: Evidence, attachment_id: int) -> ResponseReturnValue:
    """Take a file away."""
    attachment = attachments.attachment_of(evidence, attachment_id)
    attachments.remove(db(), actor(), attachment)
    return _back_to(evidence, _("The file is removed."))


def _back_to(evidence: Evidence, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("impact_files.index", evidence_id=evidence.id), 303)
