"""The one place that draws chance: references people can read out, and secrets nobody can guess."""

import hashlib
import hmac
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

# Crockford's base 32 less the vowel U: no letter here is taken for a digit when read out on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FOLD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_TRIAL = "TEST-"
_seeded: random.Random | None = None


def _letters(count: int) -> str:
    if _seeded is not None:
        return "".join(_seeded.choices(ALPHABET, k=count))
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(count))


def new_reference(prefix: str = "CN") -> str:
    """Return a reference such as `CN-7F3K-92QX`: 40 bits, easy to read out, no secret."""
    letters = _letters(8)
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def new_code() -> str:
    """Return a code such as `7F3K-92QX-B41T-0ZMC`: 80 bits, to be written down and kept private."""
    letters = _letters(16)
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def new_seed() -> str:
    """Return 40 random bits from which orders are drawn: no secret, and nothing else is found by it."""
    return _letters(8)


def read_code(typed: str) -> str:
    """Return a code or reference as we write it, from what a person typed (case, spaces, O for 0, I for 1)."""
    letters = "".join(letter for letter in typed.upper().translate(_FOLD) if letter in ALPHABET)
    prefix = ""
    # A code may begin with these letters too, but only a reference has ten; with eight they were left out.
    if letters.startswith("CN") and len(letters) == 10:
        prefix, letters = "CN-", letters[2:]
    elif len(letters) == 8:
        prefix = "CN-"
    return prefix + "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def is_reference(read: str) -> bool:
    """Whether what `read_code` returned is a reference, by its form."""
    return len(read) == 12 and read.startswith("CN-")


def trial_reference(number: int) -> str:
    """Return what stands in the place of a reference for the test answers of this number: `TEST-3`."""
    return f"{_TRIAL}{number}"


def is_trial_reference(text: str) -> bool:
    """Whether a text stands where test answers have no reference."""
    return text.startswith(_TRIAL)


def is_private_code(read: str) -> bool:
    """Whether what `read_code` returned is a private code, by its form."""
    return len(read) == 19


def new_secret() -> str:
    """Return 256 random bits as text safe in an address."""
    if _seeded is not None:
        return f"{_seeded.getrandbits(256):064x}"
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what we keep of a secret: its SHA-256, enough because the secret has 80 bits or more."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_digest(key: bytes, *parts: str) -> str:
    """Return HMAC-SHA-256 over the parts (RFC 2104), for values too guessable for a plain digest."""
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


@contextmanager
def set_chance(seed: int) -> Iterator[None]:
    """Draw from a known sequence while the block runs; for tests and demo data, never for live secrets."""
    global _seeded
    before, _seeded = _seeded, random.Random(seed)  # noqa: S311 (a known sequence is the point)
    try:
        yield
    finally:
        _seeded = before
