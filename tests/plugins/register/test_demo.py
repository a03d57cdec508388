"""The demonstration holds the real figures, once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugins.register.demo import make_demo
from plugins.register.models import Deployment


def test_the_real_figures_are_there_once(session: Session) -> None:
    make_demo(session, {})
    make_demo(session, {})
    assert session.scalar(select(func.count(Deployment.id))) == 212
