"""Samples of the deployment's keys, kept in the database: they tell whether keys and data belong together."""

import hashlib
import hmac

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.kernel.crypto import KeyRing, Unreadable
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.kernel.types import Base

COOKIES = "secret-key"
_TABLE = "key_sample"


class KeySample(Base):
    """What one key made of a known text; `id` is the key's, or says that it is the key of cookies."""

    __tablename__ = _TABLE

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    made: Mapped[bytes] = mapped_column(LargeBinary)


def require_keys(database: Database, secret_key: str) -> None:
    """Keep a sample of each new key; raises `Misconfigured` when a key with a sample is missing or another one.

    A database that cannot be asked, or has no tables yet, tells nothing.
    """
    try:
        with database.reading() as session:
            samples = _samples(session)
    except DBAPIError:
        return
    lost = _lost(database.keys, secret_key, samples)
    if lost:
        raise Misconfigured(_sentence(lost))
    fresh = {**_fresh(database.keys), COOKIES: _mark(secret_key)}
    missing = [KeySample(id=name, made=made) for name, made in fresh.items() if name not in samples]
    if missing:
        database.write(lambda session: [session.merge(sample) for sample in missing])


def accept_keys(session: Session, keys: KeyRing, secret_key: str) -> list[str]:
    """Forget the samples of keys that are lost for good, and return which they were."""
    lost = _lost(keys, secret_key, _samples(session))
    session.execute(delete(KeySample).where(KeySample.id.in_(lost)))
    return lost


def _samples(session: Session) -> dict[str, bytes]:
    return {row.id: row.made for row in session.execute(select(KeySample.id, KeySample.made))}


def _lost(keys: KeyRing, secret_key: str, samples: dict[str, bytes]) -> list[str]:
    return sorted(
        name
        for name, made in samples.items()
        if not (hmac.compare_digest(made, _mark(secret_key)) if name == COOKIES else _opens(keys, name, made))
    )


def _opens(keys: KeyRing, name: str, made: bytes) -> bool:
    try:
        return keys.open(made, table=_TABLE, row=name, column="made") == name.encode()
    except Unreadable:
        return False


def _fresh(keys: KeyRing) -> dict[str, bytes]:
    rings = {name: KeyRing({name: key}, name) for name, key in keys.keys.items()}
    return {name: ring.seal(name.encode(), table=_TABLE, row=name, column="made") for name, ring in rings.items()}


def _mark(secret_key: str) -> bytes:
    return hmac.new(secret_key.encode(), b"consult/sample", hashlib.sha256).digest()


def _sentence(lost: list[str]) -> str:
    what = []
    if COOKIES in lost:
        what.append("the secret key (CONSULT_SECRET_KEY, or the file secret-key in the data folder)")
    if sealed := [name for name in lost if name != COOKIES]:
        names = " and ".join(f"“{name}”" for name in sealed)
        what.append(f"the encryption key {names} (CONSULT_ENCRYPTION_KEYS, or the file encryption-keys)")
    return (
        f"The keys do not belong to this database: {', and '.join(what)} is missing or another one. Put it back. Only "
        "if it is lost for good run “consult db accept-keys”: what it sealed can then be read by nobody."
    )
