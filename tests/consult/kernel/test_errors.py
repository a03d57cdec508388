"""Every error has a status and a sentence that says what to do."""

import pytest

from consult.kernel import errors
from consult.kernel.errors import Closed, Conflict, DomainError, Invalid

KINDS = [var for var in vars(errors).values() if isinstance(var, type) and issubclass(var, DomainError)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_speaks_in_a_sentence(kind: type[DomainError]) -> None:
    assert str(kind()) == kind.default
    assert kind.default.endswith(".")
    assert 400 <= kind.status < 500
    assert str(kind("Something else.")) == "Something else."


def test_an_error_may_have_a_heading_that_says_what_is_the_case() -> None:
    assert Closed().title == "This is not open now"
    assert Conflict("Wait.", title="Not everybody has agreed yet").title == "Not everybody has agreed yet"
    assert Conflict("Wait.").title == ""


def test_what_was_typed_wrong_is_told_by_field() -> None:
    error = Invalid("Look again.", {"title": "Enter a title"})
    assert (str(error), error.fields) == ("Look again.", {"title": "Enter a title"})
    assert Invalid().fields == {}
