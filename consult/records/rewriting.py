"""Putting other texts into a row, also where the database keeps it, without keeping what they said before."""

import secrets
from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.contract.records import Record
from consult.kernel.authz import Actor
from consult.records.models import SealedText
from consult.records.places import Place, row_key, write_texts


def write_over(session: Session, actor: Actor, record: Record, row: object, texts: Mapping[Place, str]) -> None:
    """Put these texts into their places of a row; what they said is sealed nowhere, so nobody can put it back."""
    opened = SealedText(
        table_name=record.table,
        row_key=row_key(row),
        place="",
        seal_row=secrets.token_hex(8),
        original_sealed=b"",
        is_being_changed=True,
    )
    session.add(opened)
    session.flush()
    write_texts(session, actor, record, row, texts)
    session.delete(opened)
    session.flush()
