"""Taking passages, or a whole text, out of what may be read, whatever state it is in; and the way back."""

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from consult.audit.services import record as record_in_audit_log
from consult.contract.quotations import require_verbatim
from consult.contract.records import Record
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_of, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.records.events import OriginalOpened, PassageRedacted, RedactionUndone
from consult.records.marks import EXEMPTIONS, MARK, Span, places_in_original, rendered
from consult.records.models import Redaction, SealedText
from consult.records.places import Place, find_row, place_named, record_named, row_key, write_texts
from consult.records.traces import note_redaction, note_undone
from consult.records.words import passages

Hits = Sequence[tuple[int, int]]
NO_WAY_BACK = _l(
    "The text was changed after this was taken out of it, so it cannot be put back automatically. "
    "You can still open the sealed original."
)


def redact(
    session: Session,
    actor: Actor,
    record: Record,
    row: object,
    hits: Mapping[str, Hits],
    *,
    code: str,
    note: str = "",
    public_note: str = "",
    seen: Mapping[str, str] | None = None,
    listed_as: str = "",
) -> list[Redaction]:
    """Take passages out of the places of a row; the originals stay sealed, and every output shows marks.

    `seen` is what the texts said when the hits were found; `listed_as` is the line of the list beside the database that
    is done again. Raises `Invalid` for an unknown reason or no passage, and
    `ChangedMeanwhile` when a text says something else now.
    """
    return _take_out(session, actor, record, row, hits, code, note, public_note, seen, listed_as, is_whole=False)


def take_down(
    session: Session,
    actor: Actor,
    record: Record,
    row: object,
    place: str,
    *,
    code: str,
    note: str = "",
    public_note: str = "",
    listed_as: str = "",
) -> Redaction:
    """Take a whole text down; a mark with the reason stands in its place.

    Raises `Invalid` for an unknown reason, and `Conflict` when there is no text, or it was taken down before.
    """
    lock_row(session, row)
    text = place_named(record, row, place).text
    if not text or (MARK.fullmatch(text) and text.startswith("[taken down")):
        raise Conflict(_("There is no text here, or it was taken down already."))
    return _take_out(
        session, actor, record, row, {place: [(0, len(text))]}, code, note, public_note, None, listed_as, is_whole=True
    )[0]


def undo(session: Session, actor: Actor, redaction: Redaction) -> None:
    """Put back what was taken out; only somebody else than who took it out may.

    Raises `Conflict` for the same officer, when it was put back before, or when the text was changed since.
    """
    sealed = redaction.sealed
    record = record_named(session, sealed.table_name)
    row = lock_row(session, find_row(session, record, sealed.row_key))
    lock_row(session, redaction)
    if redaction.undone_at is not None:
        raise Conflict(_("This was put back already."))
    if redaction.made_by_id == actor.person_id:
        raise Conflict(_("You took this out, so another officer must decide whether to put it back."))
    place = place_named(record, row, sealed.place)
    original, longest = _open(session, sealed), _longest(record, place)
    if not _is_current(sealed, original, place, longest):
        raise Conflict(NO_WAY_BACK)
    redaction.undone_at, redaction.undone_by_id = clock.now(), actor.person_id
    session.flush()
    _write(session, actor, record, row, {place: rendered(original, _spans(sealed), longest)}, [sealed])
    event = RedactionUndone(
        consultation_id=record.consultation_id(session, row),
        redaction_id=redaction.id,
        what=record.title,
        row=sealed.row_key,
        place=sealed.place,
    )
    record_in_audit_log(session, event, actor)
    note_undone(session, sealed, redaction)


def open_original(session: Session, actor: Actor, redaction: Redaction) -> str:
    """Return the sealed original; the audit log keeps who looked."""
    sealed = redaction.sealed
    record = record_named(session, sealed.table_name)
    row = find_row(session, record, sealed.row_key)
    event = OriginalOpened(
        consultation_id=record.consultation_id(session, row),
        redaction_id=redaction.id,
        what=record.title,
        row=sealed.row_key,
    )
    record_in_audit_log(session, event, actor)
    return _open(session, sealed)


def still_redacted(session: Session, table: str, key: str, new: Mapping[str, object], place: str) -> dict[str, object]:
    """Return new texts for a row, with everything taken out that was taken out of their places before.

    The text under a name stands at the place that `place` gives for it (`answers.{}`).

    A text that says what the sealed original said gets the same marks; any other loses each passage that was taken
    out, wherever it says it again.
    """
    kept, names = dict(new), {place.format(name): name for name in new}
    for sealed in _sealed_of(session, table, key):
        name, spans = names.get(sealed.place), _spans(sealed)
        text = kept[name] if name is not None else None
        if name is None or not isinstance(text, str) or not spans:
            continue
        kept[name] = _redacted_again(session, sealed, text, spans)
    return kept


def _redacted_again(session: Session, sealed: SealedText, text: str, spans: Sequence[Span]) -> str:
    original = _open(session, sealed)
    if text == original:
        return rendered(original, spans)
    again = {hit for span in spans for hit in passages(text, original[span.start : span.end])}
    return _seal_again(session, sealed, text, sorted(again)) if again else text


def originals_of(session: Session, table: str, keys: Sequence[str]) -> list[dict[str, object]]:
    """Return the sealed originals of rows, with the reasons, for the person who wrote them."""
    query = select(SealedText).where(SealedText.table_name == table, SealedText.row_key.in_(keys))
    return [
        {
            "place": sealed.place,
            "reasons": [redaction.code for redaction in sealed.redactions],
            "original": _open(session, sealed),
        }
        for sealed in session.scalars(query.order_by(SealedText.id))
    ]


def forget(session: Session, table: str, keys: Sequence[str]) -> None:
    """Delete the sealed originals of rows whose texts may not be kept any more, and what was noted of them."""
    begin_write(session)
    of_rows = select(SealedText.id).where(SealedText.table_name == table, SealedText.row_key.in_(keys))
    session.execute(delete(Redaction).where(Redaction.sealed_id.in_(of_rows)))
    session.execute(delete(SealedText).where(SealedText.table_name == table, SealedText.row_key.in_(keys)))


def _require_reason_and_hits(code: str, hits: Mapping[str, Hits]) -> None:
    if code not in EXEMPTIONS:
        raise Invalid(_("Select a reason."), {"code": _("Select a reason")})
    if not any(hits.values()):
        raise Invalid(_("Select at least one passage."), {"hits": _("Select at least one passage")})


def _take_out(
    session: Session,
    actor: Actor,
    record: Record,
    row: object,
    hits: Mapping[str, Hits],
    code: str,
    note: str,
    public_note: str,
    seen: Mapping[str, str] | None,
    listed_as: str,
    *,
    is_whole: bool,
) -> list[Redaction]:
    _require_reason_and_hits(code, hits)
    lock_row(session, row)
    consultation_id = record.consultation_id(session, row)
    if consultation_id is not None:
        require_verbatim(session, consultation_id, public_note, "public_note")
    at = clock.now()
    made, changed, opened, originals = [], {}, [], []
    for key, found in ((key, found) for key, found in hits.items() if found):
        place = place_named(record, row, key)
        if seen is not None and seen.get(key) != place.text:
            raise ChangedMeanwhile(_("Somebody changed this text while you had it open. Search again."))
        sealed, original = _sealed_for(session, record, row, place)
        spans = found if is_whole else places_in_original(original, _spans(sealed), place.text, found)
        redaction = Redaction(
            sealed=sealed,
            spans=[[0, len(original)]] if is_whole else [list(span) for span in spans],
            is_whole=is_whole,
            code=code,
            note=note,
            public_note=public_note,
            made_at=at,
            made_by_id=actor.person_id,
        )
        session.add(redaction)
        session.flush()
        made.append(redaction)
        opened.append(sealed)
        originals.append(original)
        changed[place] = rendered(original, _spans(sealed), _longest(record, place))
    _write(session, actor, record, row, changed, opened)
    event = PassageRedacted(
        consultation_id=consultation_id,
        what=record.title,
        table=record.table,
        row=row_key(row),
        places=len(changed),
        passages=sum(len(found) for found in hits.values()),
        is_whole=is_whole,
        code=code,
        listed_as=listed_as or note_redaction(session, record, row, made, originals),
    )
    record_in_audit_log(session, event, actor)
    return made


def _write(
    session: Session,
    actor: Actor,
    record: Record,
    row: object,
    texts: Mapping[Place, str],
    opened: Sequence[SealedText],
) -> None:
    for sealed in opened:
        sealed.is_being_changed = True
    session.flush()
    write_texts(session, actor, record, row, texts)
    for sealed in opened:
        sealed.is_being_changed = False
    session.flush()


def _sealed_for(session: Session, record: Record, row: object, place: Place) -> tuple[SealedText, str]:
    longest = _longest(record, place)
    for sealed in reversed(_sealed_of(session, record.table, row_key(row))):
        if sealed.place == place.key:
            original = _open(session, sealed)
            if _is_current(sealed, original, place, longest):
                return sealed, original
    return _seal(session, record.table, row_key(row), place.key, place.text), place.text


def _is_current(sealed: SealedText, original: str, place: Place, longest: int | None) -> bool:
    if any(redaction.spans is None for redaction in sealed.redactions):
        return False
    return rendered(original, _spans(sealed), longest) == place.text


def _seal(session: Session, table: str, key: str, place: str, text: str) -> SealedText:
    sealed = SealedText(
        table_name=table, row_key=key, place=place, seal_row=secrets.token_hex(8), is_being_changed=False
    )
    sealed.original_sealed = database_of(session).keys.seal(text.encode(), **_bound_to(sealed))
    session.add(sealed)
    session.flush()
    return sealed


def _seal_again(session: Session, before: SealedText, text: str, hits: Hits) -> str:
    sealed = _seal(session, before.table_name, before.row_key, before.place, text)
    last = [redaction for redaction in before.redactions if redaction.undone_at is None][-1]
    again = Redaction(
        sealed=sealed,
        spans=[list(hit) for hit in hits],
        code=last.code,
        note=last.note,
        public_note=last.public_note,
        made_at=last.made_at,
        made_by_id=last.made_by_id,
    )
    session.add(again)
    session.flush()
    return rendered(text, _spans(sealed))


def _spans(sealed: SealedText) -> list[Span]:
    return [
        Span(start, end, redaction.code, redaction.is_whole)
        for redaction in sealed.redactions
        if redaction.undone_at is None
        for start, end in redaction.spans or ()
    ]


def _sealed_of(session: Session, table: str, key: str) -> Sequence[SealedText]:
    query = select(SealedText).where(SealedText.table_name == table, SealedText.row_key == key)
    return session.scalars(query.order_by(SealedText.id)).all()


def _open(session: Session, sealed: SealedText) -> str:
    return database_of(session).keys.open(sealed.original_sealed, **_bound_to(sealed)).decode()


def _bound_to(sealed: SealedText) -> dict[str, str]:
    # Answers that were sealed before there were other records name their row by a longer number.
    is_first_kind = len(sealed.seal_row) > 16
    place = f"{sealed.table_name}/{sealed.row_key}/{sealed.place}/{sealed.seal_row}"
    return {"table": "redaction", "row": sealed.seal_row if is_first_kind else place, "column": "original_sealed"}


def _longest(record: Record, place: Place) -> int | None:
    if place.path:
        return None
    longest: int | None = getattr(inspect(record.model).columns[place.field.column].type, "length", None)
    return longest
