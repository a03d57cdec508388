"""What the forms for letters take."""

from consult.imports.letter_forms import LettersForm
from consult.imports.letters import ENDINGS, MAIL


def test_the_browser_offers_what_is_taken() -> None:
    offered = LettersForm.files.kwargs["render_kw"]["accept"].split(",")
    assert set(offered) == {f".{ending}" for ending in (*ENDINGS, MAIL, "jpeg")}
