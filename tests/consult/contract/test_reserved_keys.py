"""What no question may be called."""

from consult.contract.reserved_keys import RESERVED_KEYS
from consult.web.forms import Form


def test_no_question_is_called_as_something_of_a_form_is() -> None:
    assert {name for name in dir(Form) if not name.startswith("_")} <= RESERVED_KEYS
