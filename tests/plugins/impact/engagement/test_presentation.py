"""Engagement as pages show it."""

from plugins.impact.engagement.models import Voice
from plugins.impact.engagement.presentation import mode_words, public_name, view_words


def test_a_body_is_called_as_it_agreed() -> None:
    assert public_name(Voice(name="Mosque", kind="faith", is_named=True)) == "Mosque"
    assert public_name(Voice(name="Mosque", kind="faith", is_named=False)) == "Faith group"
    assert (mode_words("told"), view_words("oppose")) == ("Told", "Opposes it")
