"""What a change of a submission means for whatever was made from its texts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Revised:
    """A submission was changed: what it said by question before and now, and why that is so.

    With `is_forgotten` it was withdrawn or erased, and nothing made from it may stay; with `is_new` somebody said
    something else, or it was entered otherwise, so that it has to be read again. Otherwise only passages were taken
    out, or nothing of what it says was touched.
    """

    submission_id: int
    before: Mapping[str, object]
    now: Mapping[str, object]
    is_forgotten: bool
    is_new: bool

    @property
    def changed(self) -> frozenset[str]:
        """The questions whose answer is another now."""
        return frozenset(key for key in {*self.before, *self.now} if self.before.get(key) != self.now.get(key))
