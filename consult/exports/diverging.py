"""A scale as one bar that grows to both sides of its middle: who is against, and who is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from consult.kernel.messages import gettext as _

FEWEST_STEPS = 3


class Step(NamedTuple):
    """One step of a scale: its code, the number it stands for, and how many people chose it."""

    code: str
    value: float
    people: int


@dataclass(frozen=True)
class Part:
    """One part of the bar, in per cent of its width; the `fill` names how it is drawn, the same for any scale."""

    code: str
    fill: str
    left: float
    width: float


@dataclass(frozen=True)
class Diverging:
    """The parts of a bar from the lowest step to the highest, and the share above the middle less that below."""

    parts: Sequence[Part]
    net: int

    @property
    def fills(self) -> Mapping[str, str]:
        """How each step is drawn."""
        return {part.code: part.fill for part in self.parts}

    @property
    def sentence(self) -> str:
        """The net share in words, with its sign."""
        sign = "+" if self.net > 0 else "−" if self.net < 0 else ""
        return _(
            "Net: %(net)s percentage points (the share above the middle of the scale less the share below it).",
            net=f"{sign}{abs(self.net)}",
        )


def diverging(steps: Sequence[Step]) -> Diverging | None:
    """Return a scale as one bar; none where it has fewer than three steps, or nobody chose any.

    The middle of the scale is the middle of the bar, and a hundred per cent are half of it, so that bars of several
    questions can be set under each other. Source: Heiberger and Robbins (2014).
    """
    scale = sorted(steps, key=lambda step: step.value)
    people = sum(step.people for step in scale)
    if len({step.value for step in scale}) < FEWEST_STEPS or not people:
        return None
    middle = (scale[0].value + scale[-1].value) / 2
    below = sum(step.people for step in scale if step.value < middle)
    level = sum(step.people for step in scale if step.value == middle)
    left = 50 - 50 * (below + level / 2) / people
    parts: list[Part] = []
    for step in scale:
        width = 50 * step.people / people
        parts.append(Part(step.code, _fill(step, scale, middle), round(left, 2), round(width, 2)))
        left += width
    return Diverging(parts, round(100 * (people - level - 2 * below) / people))


def _fill(step: Step, scale: Sequence[Step], middle: float) -> str:
    if step.value == middle:
        return "middle"
    side = "below" if step.value < middle else "above"
    return f"far-{side}" if step.value in (scale[0].value, scale[-1].value) else side
