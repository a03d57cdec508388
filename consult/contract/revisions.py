"""What a change of a submission means for whatever was made from its texts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Revised:
    """A submission was changed: its texts by place before and now, and why that is so.

    A place is “answers.” and the key of a question, or “marks.”, the key and “.said” for what stands on an original
    and is no answer. With `is_forgotten` it was withdrawn or erased, and nothing made from it may stay; with `is_new`
    somebody said something else, or it was entered otherwise, so that it has to be read again; with `is_redacted`
    passages were taken out or put back; with `is_unpublished` the public read its texts and no longer does. With none
    of them, nothing of what it says was touched.
    """

    submission_id: int
    before: Mapping[str, str]
    now: Mapping[str, str]
    is_forgotten: bool = False
    is_new: bool = False
    is_redacted: bool = False
    is_unpublished: bool = False

    @property
    def changed(self) -> frozenset[str]:
        """The places whose text is another now."""
        return frozenset(place for place in {*self.before, *self.now} if self.before.get(place) != self.now.get(place))
