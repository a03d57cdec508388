"""A state has words and a colour, and is its value."""

from consult.kernel.states import LabelledState


class Kettle(LabelledState):
    """Where a kettle stands."""

    COLD = "cold"
    ON_FIRE = "on_fire", "Being heated", "red"
    THROWN_AWAY = "thrown_away"


def test_a_state_has_words_and_a_colour() -> None:
    assert [(state, state.label, state.colour) for state in Kettle] == [
        ("cold", "Cold", "grey"),
        ("on_fire", "Being heated", "red"),
        ("thrown_away", "Thrown away", "grey"),
    ]
    assert Kettle("on_fire") is Kettle.ON_FIRE
    assert f"{Kettle.ON_FIRE}" == "on_fire"
