"""Encryption of columns: AES-256-GCM, each value bound to its table, row and column."""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consult.kernel import tokens

_VERSION = b"\x01"


class Unreadable(Exception):
    """A sealed value was moved, altered, or its key is not in the ring."""


@dataclass(frozen=True)
class KeyRing:
    """Encryption keys by id; new values are sealed with `current`, old ones opened with the key they name."""

    keys: Mapping[str, bytes] = field(repr=False)
    current: str
    _ciphers: dict[str, AESGCM] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"The current key “{self.current}” is not in the key ring.")
        for name, key in self.keys.items():
            if len(key) != 32 or not 1 <= len(name.encode()) <= 32:
                raise ValueError(f"Key “{name}” must be 32 bytes long, with an id of 1 to 32 bytes.")
            self._ciphers[name] = AESGCM(key)

    def seal(self, plain: bytes, *, table: str, row: str, column: str) -> bytes:
        """Return version, key id, nonce and ciphertext; it opens only at the same table, row and column."""
        name = self.current.encode()
        nonce = os.urandom(12)
        bound = _bound_to(name, table, row, column)
        return _VERSION + bytes([len(name)]) + name + nonce + self._ciphers[self.current].encrypt(nonce, plain, bound)

    def open(self, sealed: bytes, *, table: str, row: str, column: str) -> bytes:
        """Return what was sealed there.

        Raises `Unreadable` when the value was altered or comes from another row, column or key.
        """
        if len(sealed) < 2 or sealed[:1] != _VERSION:
            raise Unreadable("This value was not sealed by this version.")
        length = sealed[1]
        name, nonce, body = sealed[2 : 2 + length], sealed[2 + length : 14 + length], sealed[14 + length :]
        cipher = self._ciphers.get(name.decode(errors="replace"))
        if cipher is None:
            raise Unreadable("The key that sealed this value is not in the key ring.")
        try:
            return cipher.decrypt(nonce, body, _bound_to(name, table, row, column))
        except InvalidTag as error:
            raise Unreadable("This value was altered, or belongs to another row.") from error

    def seal_text(self, said: str, *, table: str, row: str, column: str) -> str:
        """Return a text sealed for that place, in letters that a cookie and an address can carry."""
        return base64.urlsafe_b64encode(self.seal(said.encode(), table=table, row=row, column=column)).decode()

    def open_text(self, sealed: str, *, table: str, row: str, column: str) -> str:
        """Return the text that was sealed there; raises `Unreadable` as `open` does, and for what is not whole."""
        try:
            kept = base64.urlsafe_b64decode(sealed)
        except ValueError as error:
            raise Unreadable("This is no sealed text, or not a whole one.") from error
        if base64.urlsafe_b64encode(kept).decode() != sealed:  # the decoder passes over what does not belong to it
            raise Unreadable("This is no sealed text, or has more behind it.")
        return self.open(kept, table=table, row=row, column=column).decode()

    def subkey(self, purpose: str, key_id: str | None = None) -> bytes:
        """Return 32 bytes derived for one purpose (HMAC-SHA-256 over its name), stable for a given key id."""
        return hmac.new(self.keys[key_id or self.current], b"consult/" + purpose.encode(), hashlib.sha256).digest()

    def digest(self, purpose: str, *parts: str) -> str:
        """Return what the parts are found by, under the key in use: to be kept where they themselves may not be."""
        return tokens.keyed_digest(self.subkey(purpose), *parts)

    def digests(self, purpose: str, *parts: str) -> list[str]:
        """Return what the parts may be found by, under each key of the ring, the one in use first: for every look-up.

        What was kept before a change of keys bears the digest of an earlier one.
        """
        others = [name for name in self.keys if name != self.current]
        return [tokens.keyed_digest(self.subkey(purpose, name), *parts) for name in (self.current, *others)]


def _bound_to(key_id: bytes, table: str, row: str, column: str) -> bytes:
    return b"\x1f".join((key_id, table.encode(), row.encode(), column.encode()))


def read_key_ring(text: str) -> KeyRing:
    """Read `id:base64key[,id:base64key…]`; the first key is the current one.

    Raises `ValueError` with a sentence when an entry is malformed.
    """
    keys: dict[str, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = entry.partition(":")
        try:
            keys[name] = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise ValueError(f"The key named “{name}” is not base64.") from error
    if not keys:
        raise ValueError("There is no encryption key.")
    return KeyRing(keys, next(iter(keys)))


def new_key_ring_text() -> str:
    """Return a fresh key ring of one key, as the setting holds it; no two keys ever have the same id."""
    return f"k{os.urandom(6).hex()}:{base64.b64encode(os.urandom(32)).decode()}"
