"""Jobs made up for tests, and a way to run them."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Feature, JobKind
from consult.contract.registry import Registry
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.db import Database
from tests.support.deployments import change_deployment

STEPS = 12


def offer(database: Database, **jobs: Callable[..., Any]) -> Registry:
    """Add jobs to the deployment, without those that come again by themselves, and return its registry."""
    registry = deployment_of(database).registry
    named = tuple(JobKind(name=f"test.{name}", title=name, run=job) for name, job in jobs.items())
    lasting = tuple(
        replace(feature, jobs=tuple(replace(kind, is_daily=False) for kind in feature.jobs), plans=(), rounds=())
        for feature in registry.features
    )
    changed = replace(registry, features=(*lasting, Feature(name="test", jobs=named)))
    change_deployment(database, registry=changed)
    return changed


def add_person(session: Session, email: str) -> None:
    """Leave a trace that can be counted."""
    session.add(Person(email=email, name="Made by a job", created_at=clock.now()))
    session.flush()


def people_in(database: Database) -> int:
    """Count the traces that were committed."""
    with database.reading() as session:
        return session.scalar(select(func.count(Person.id))) or 0


def state_of(database: Database, job_id: int) -> str:
    """Return the committed state of a job."""
    with database.reading() as session:
        return session.get_one(Job, job_id).state


def write_in_steps(session: Session, job: Job, *, marker: str, pause: float) -> str:
    """Write one row after the other, saying in a file how far it is: long enough to be killed in the middle."""
    for step in range(STEPS):
        add_person(session, f"step{step}@people.example")
        Path(marker).write_text(str(step + 1))
        time.sleep(pause)
    return f"Wrote {STEPS} rows."


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something is the case; fails when it does not come about."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)
