"""Comparing what was sent with what is saved: the same again is harmless, anything else is shown with both."""

from consult.kernel.errors import ChangedMeanwhile, Compared, SavedOtherwise


def require_same(*fields: Compared, sentence: str | None = None) -> None:
    """Return when an act that was done before is asked for again in the same words; raise `SavedOtherwise` if not."""
    if any(field.differs for field in fields):
        raise SavedOtherwise(sentence, fields)


def require_version(now: int, seen: int, *fields: Compared, sentence: str | None = None) -> None:
    """Raise `ChangedMeanwhile` when a row is no longer in the version its form was opened on, and says other things.

    `seen` is what `VersionedForm.seen_version()` returns. A form that was sent twice says the same as what is saved,
    which is harmless. Without `fields`, any other version is refused.
    """
    if now != seen and (not fields or any(field.differs for field in fields)):
        raise ChangedMeanwhile(sentence, fields, now)
