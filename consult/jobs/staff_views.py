"""The page of a job: how far it is, and the button that stops it."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.contract.registry import Registry
from consult.jobs.models import Job, JobState
from consult.jobs.queries import find_job, visible_to
from consult.jobs.services import cancel
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("jobs_staff", __name__, url_prefix="/staff")

SENTENCES = {
    JobState.QUEUED: _l("Waiting to start"),
    JobState.RUNNING: _l("Working"),
    JobState.DONE: _l("Done"),
    JobState.FAILED: _l("Failed"),
    JobState.CANCELLED: _l("Stopped"),
}


def title_of(job: Job) -> str:
    """Say what a job does; one of a plugin that is switched off is told by its name."""
    registry: Registry = current_app.extensions["registry"]
    kind = registry.jobs.get(job.name)
    return kind.title if kind else job.name.replace(".", ": ").replace("_", " ").capitalize()


def progress_text(job: Job) -> str:
    """Say in a few words how far a job is."""
    text = str(SENTENCES[JobState(job.state)])
    if job.state == JobState.CANCELLED and job.message:
        return job.message
    if job.state == JobState.RUNNING and job.total:
        text = _("%(text)s: %(progress)s of %(total)s", text=text, progress=f"{job.progress:,}", total=f"{job.total:,}")
    return f"{text}. {job.message}" if job.message else f"{text}."


@bp.get("/jobs")
@permit("jobs.list")
def index() -> ResponseReturnValue:
    """List the newest jobs."""
    found = db().scalars(visible_to(actor()).limit(100)).all()
    return render_template("jobs/index.html", jobs=[(job, title_of(job), progress_text(job)) for job in found])


@bp.get("/jobs/<int:job_id>")
@permit("jobs.read", load=find_job)
def page(job: Job) -> ResponseReturnValue:
    """Show one job."""
    return render_template("jobs/page.html", job=job, title=title_of(job), text=progress_text(job))


@bp.get("/jobs/<int:job_id>/progress")
@permit("jobs.read", load=find_job)
def progress(job: Job) -> ResponseReturnValue:
    """Say how far a job is, for the script that moves the bar."""
    return {"done": job.progress, "total": job.total, "state": job.state, "text": progress_text(job)}


@bp.post("/jobs/<int:job_id>/cancel")
@permit("jobs.cancel", load=find_job)
def stop(job: Job) -> ResponseReturnValue:
    """Stop a job."""
    cancel(db(), actor(), job)
    flash(_("The work was stopped. Nothing it had done so far was kept."), "success")
    return redirect(url_for("jobs_staff.page", job_id=job.id), 303)
