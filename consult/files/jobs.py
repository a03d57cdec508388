"""Sweeping up files that nothing refers to, once a day; others are checked again."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.files.services import sweep_files
from consult.files.uploads import ask_again
from consult.jobs.models import Job
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _

SWEEP = "files.sweep"


def sweep(session: Session, _job: Job) -> str:
    """Sweep up: the job `files.sweep`."""
    ask_again(session, (database_now(session) + timedelta(days=1)).date().isoformat())
    return _("%(sweep_files)s files without a record are deleted.", sweep_files=f"{sweep_files(session):,}")
