"""A sealed value opens where it was sealed, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.crypto import KeyRing, Unreadable, new_key_ring_text, read_key_ring

RING = read_key_ring(new_key_ring_text())
PLACE = {"table": "about_you", "row": "r1", "column": "sealed"}
NAMES = st.text(min_size=1, max_size=20)


@given(st.binary(max_size=2000), NAMES, NAMES, NAMES)
def test_what_was_sealed_is_opened(plain: bytes, table: str, row: str, column: str) -> None:
    sealed = RING.seal(plain, table=table, row=row, column=column)
    assert RING.open(sealed, table=table, row=row, column=column) == plain


@pytest.mark.parametrize("part", ["table", "row", "column"])
def test_a_value_moved_elsewhere_does_not_open(part: str) -> None:
    sealed = RING.seal(b"secret", **PLACE)
    with pytest.raises(Unreadable, match="another row"):
        RING.open(sealed, **{**PLACE, part: "other"})


@given(st.data())
def test_a_value_with_one_bit_changed_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(RING.seal(b"secret", **PLACE))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << (bit % 8)
    with pytest.raises(Unreadable):
        RING.open(bytes(sealed), **PLACE)


@given(st.binary(max_size=100))
def test_any_other_bytes_do_not_open(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        RING.open(junk, **PLACE)


def test_equal_values_look_different() -> None:
    assert RING.seal(b"same", **PLACE) != RING.seal(b"same", **PLACE)
    assert b"same" not in RING.seal(b"same", **PLACE)


def test_old_values_open_after_a_new_key_came() -> None:
    old = KeyRing({"k1": b"1" * 32}, "k1")
    both = KeyRing({"k2": b"2" * 32, "k1": b"1" * 32}, "k2")
    sealed = old.seal(b"secret", **PLACE)
    assert both.open(sealed, **PLACE) == b"secret"
    with pytest.raises(Unreadable, match="not in the key ring"):
        old.open(both.seal(b"secret", **PLACE), **PLACE)


def test_a_key_of_the_same_name_that_is_another_does_not_open() -> None:
    sealed = KeyRing({"k1": b"1" * 32}, "k1").seal(b"secret", **PLACE)
    with pytest.raises(Unreadable):
        KeyRing({"k1": b"2" * 32}, "k1").open(sealed, **PLACE)


def test_a_ring_is_read_with_its_first_key_as_the_current_one() -> None:
    new, old = new_key_ring_text(), new_key_ring_text()
    ring = read_key_ring(f"{new}, {old}")
    assert ring.current == new.partition(":")[0]
    assert list(ring.keys) == [new.partition(":")[0], old.partition(":")[0]]
    assert len(ring.keys) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no encryption key"),
        ("k1:not base64!", "not base64"),
        ("k1:AAAA", "32 bytes"),
        (":AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "1 to 32 bytes"),
    ],
)
def test_a_faulty_ring_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_key_ring(text)


def test_the_current_key_must_be_in_the_ring() -> None:
    with pytest.raises(ValueError, match="not in the key ring"):
        KeyRing({"k1": b"1" * 32}, "k2")


def test_subkeys_differ_by_purpose_and_by_key() -> None:
    ring = KeyRing({"k2": b"2" * 32, "k1": b"1" * 32}, "k2")
    assert ring.subkey("mail") == ring.subkey("mail", "k2")
    assert len({ring.subkey("mail"), ring.subkey("about-you"), ring.subkey("mail", "k1")}) == 3


def test_a_digest_is_found_again_whichever_key_of_the_ring_made_it() -> None:
    first = KeyRing({"k1": b"1" * 32}, "k1")
    both = KeyRing({"k1": b"1" * 32, "k2": b"2" * 32}, "k2")
    assert both.digests("mail", "ada") == [both.digest("mail", "ada"), first.digest("mail", "ada")]
    assert not {*both.digests("mail", "ada")} & {*both.digests("mail", "ad", "a"), *both.digests("stop", "ada")}


def test_a_text_is_carried_in_letters_and_opens_where_it_was_sealed() -> None:
    place = {"table": "cookie", "row": "1", "column": "code"}
    sealed = RING.seal_text("Ŵyn 😀", **place)
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", sealed)
    assert RING.open_text(sealed, **place) == "Ŵyn 😀"
    for wrong in ("", "%%", "é", sealed[:-5], sealed[::-1], f"{sealed}x", f"{sealed}\n"):
        with pytest.raises(Unreadable):
            RING.open_text(wrong, **place)
    with pytest.raises(Unreadable):
        RING.open_text(sealed, **{**place, "row": "2"})
