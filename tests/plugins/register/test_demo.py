"""The demonstration holds the real figures, once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugins.register.demo import make_demo
from plugins.register.lifecycle import State
from plugins.register.models import Deployment
from tests.support.web import FormClient


def test_the_real_figures_are_there_once(session: Session) -> None:
    make_demo(session, {})
    make_demo(session, {})
    count = select(func.count(Deployment.id))
    assert session.scalar(count.where(Deployment.stage == State.HELD)) == 212


def test_one_planned_deployment_is_there_and_says_that_it_is_invented(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    make_demo(session, {})
    session.commit()
    (row,) = session.scalars(select(Deployment).where(Deployment.stage == State.PLANNED))
    assert row.location.endswith("(invented)")
    for path in ("planned", "planned?ward=Stratford", "planned.ics?ward=Stratford"):
        assert row.number in client.get(f"/register/{path}").text, path
    assert "Stratford station (invented)" in client.get("/registers/register.versions/feed.atom?ward=Stratford").text
