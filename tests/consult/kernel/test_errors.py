"""Every error has a status and a sentence that says what to do."""

import pytest

from consult.kernel import errors
from consult.kernel.errors import DomainError, Invalid

KINDS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, DomainError)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_speaks_in_a_sentence(kind: type[DomainError]) -> None:
    assert str(kind()) == kind.default
    assert kind.default.endswith(".")
    assert 400 <= kind.status < 500
    assert str(kind("Something else.")) == "Something else."


def test_what_was_typed_wrong_is_told_by_field() -> None:
    error = Invalid("Look again.", {"title": "Enter a title"})
    assert (str(error), error.fields) == ("Look again.", {"title": "Enter a title"})
    assert Invalid().fields == {}
