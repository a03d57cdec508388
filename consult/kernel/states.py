"""States with the words and the colour by which people read them."""

from enum import StrEnum


class LabelledState(StrEnum):
    """A state with the words and the colour of its tag: `NO_REPLY = "no_reply", "No reply", "red"`.

    Without words of its own it is called as its value reads.
    """

    _value_: str
    label: str
    colour: str

    def __new__(cls, value: str, label: str = "", colour: str = "grey") -> "LabelledState":
        """Keep the value as the text, and the words and the colour beside it."""
        state = str.__new__(cls, value)
        state._value_ = value
        state.label = label or value.replace("_", " ").capitalize()
        state.colour = colour
        return state
