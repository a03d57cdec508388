"""A motion as Akoma Ntoso."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.motion.akoma import NAMESPACE, make_akoma
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import story

AKN = {"a": NAMESPACE}


def test_each_clause_keeps_its_id_and_the_version_stands_in_the_address(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    root = ElementTree.fromstring(make_akoma(told.motion, "Newham", "http://127.0.0.1/motions/M2026-001"))  # noqa: S314
    clauses = root.findall(".//a:clause", AKN)
    keys = [clause.get("wId") for clause in clauses]
    assert keys == [f"clause_{clause.key}" for clause in told.clauses()]
    assert ["".join(clause.itertext()).split()[-1] for clause in clauses] == ["notes.", "believes.", "resolves."]
    expression = root.find(".//a:FRBRExpression/a:FRBRuri", AKN)
    assert expression is not None
    assert expression.get("value") == "/akn/gb/doc/motion/2026/M2026-001/eng@1"


def test_a_motion_of_the_past_has_its_summary(session: Session) -> None:
    made = make_akoma(enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION), "Newham", "http://x/")
    (body,) = ElementTree.fromstring(made).findall(".//a:mainBody", AKN)  # noqa: S314
    assert "The chief executive is to write" in "".join(body.itertext())
