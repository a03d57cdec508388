"""A picture for everybody is cleaned at once, and refused where it is none or too large for a phone."""

import io
import os

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.files.intake import TooLarge
from consult.files.models import FileState
from consult.files.pictures import LARGEST, keep_picture
from consult.files.services import open_file
from consult.kernel.errors import Invalid
from tests.support.documents import picture


def test_a_picture_is_kept_without_its_author_and_can_be_fetched_at_once(session: Session) -> None:
    file = keep_picture(session, "A bench", "DSC_1.JPG", io.BytesIO(picture(author="Somebody")))
    assert (file.name, file.media_type, file.state) == ("A bench.jpg", "image/jpeg", FileState.CLEANED)
    with open_file(session, file) as content:
        assert b"Somebody" not in content.read()


def test_the_same_picture_has_the_same_digest(session: Session) -> None:
    one, other = (keep_picture(session, "A", "a.png", io.BytesIO(picture("PNG"))) for _ in range(2))
    assert one.sha256 == other.sha256
    assert one.key != other.key


def test_what_is_no_picture_is_refused(session: Session) -> None:
    with pytest.raises(Invalid, match="one of: png, jpg"):
        keep_picture(session, "A", "a.pdf", io.BytesIO(b"%PDF-1.7"))
    with pytest.raises(Invalid, match="not Picture"):
        keep_picture(session, "A", "a.png", io.BytesIO(b"<svg onload=alert(1)>"))


def test_a_picture_that_is_large_once_it_is_written_anew_is_refused(session: Session) -> None:
    content, side = io.BytesIO(), 600
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(content, "PNG")
    assert content.tell() > LARGEST
    content.seek(0)
    with pytest.raises(TooLarge, match="more than 500 kB"):
        keep_picture(session, "A", "a.png", content)
