"""Whoever writes for the public, be it a feature or a plugin, is refused what nobody says word for word."""

import pytest
from sqlalchemy.orm import Session

from consult.contract.quotations import require_verbatim
from consult.kernel.errors import Conflict, Invalid
from tests.factories import make_consultation


def test_what_nobody_says_is_refused_and_what_is_given_beside_may_be_quoted(session: Session) -> None:
    consultation = make_consultation(session)
    wrong = "Many said “the cameras frighten our children”."
    with pytest.raises(Conflict, match="the cameras frighten our children"):
        require_verbatim(session, consultation.id, wrong)
    with pytest.raises(Invalid) as refused:
        require_verbatim(session, consultation.id, wrong, "reason")
    assert list(refused.value.fields) == ["reason"]
    require_verbatim(session, consultation.id, wrong, also=["We wrote that the cameras frighten our children."])
    require_verbatim(session, consultation.id, f"We ask “{consultation.summary}”.")
    require_verbatim(session, consultation.id, "It says nothing in quotation marks.")
