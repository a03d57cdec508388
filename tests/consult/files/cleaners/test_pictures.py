"""Pictures written anew."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from consult.files.cleaners import pictures
from consult.files.cleaners.findings import Refused
from consult.files.cleaners.pictures import clean_picture
from tests.support.documents import picture


def cleaned(content: bytes, format_name: str) -> bytes:
    out = io.BytesIO()
    assert clean_picture(io.BytesIO(content), out, format_name) == ()
    return out.getvalue()


@pytest.mark.parametrize("format_name", ["JPEG", "PNG"])
def test_author_place_and_what_follows_the_end_are_gone(format_name: str) -> None:
    before = picture(format_name, author="Mrs Miggins") + b"<script>alert(1)</script>PK\x03\x04"
    assert b"Miggins" in before
    after = cleaned(before, format_name)
    assert b"Miggins" not in after
    assert b"script" not in after
    with Image.open(io.BytesIO(after)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (format_name, (8, 4), {})


def test_a_picture_taken_sideways_is_turned_before_the_note_of_it_goes() -> None:
    with Image.open(io.BytesIO(cleaned(picture(turned=6), "JPEG"))) as shown:
        assert shown.size == (4, 8)


def test_a_picture_without_colour_through_which_one_sees_stays_so() -> None:
    out = io.BytesIO()
    Image.new("LA", (2, 2), (9, 100)).save(out, "PNG")
    with Image.open(io.BytesIO(cleaned(out.getvalue(), "PNG"))) as shown:
        assert (shown.mode, shown.getpixel((0, 0))) == ("LA", (9, 100))


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n0000", b"\xff\xd8\xff<html>", picture("PNG")[:40]])
@pytest.mark.parametrize("format_name", ["JPEG", "PNG"])
def test_what_only_begins_like_a_picture_is_refused(content: bytes, format_name: str) -> None:
    with pytest.raises(Refused, match="cannot be opened"):
        cleaned(content, format_name)


def test_a_picture_of_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 31)
    with pytest.raises(Refused, match="too large"):
        cleaned(picture("PNG"), "PNG")
    monkeypatch.setattr(pictures, "MAX_PIXELS", 32)
    assert cleaned(picture("PNG"), "PNG")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "L", "1"])
def test_a_large_picture_is_turned_strip_by_strip_as_pillow_turns_it_whole(
    monkeypatch: pytest.MonkeyPatch, orientation: int, mode: str
) -> None:
    monkeypatch.setattr(pictures, "STRIP_PIXELS", 40)
    exif = Image.Exif()
    exif[0x0112] = orientation
    before = io.BytesIO()
    Image.frombytes("RGB", (13, 17), bytes(range(221)) * 3).convert(mode).save(before, "PNG", exif=exif)
    after = cleaned(before.getvalue(), "PNG")
    with Image.open(before) as sent, Image.open(io.BytesIO(after)) as shown:
        assert shown.convert("RGBA").tobytes() == ImageOps.exif_transpose(sent).convert("RGBA").tobytes()


def test_colours_of_a_profile_become_those_that_every_screen_shows() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for written in (profile, b"no profile"):
        before = io.BytesIO()
        Image.new("RGB", (9, 9), (10, 120, 230)).save(before, "PNG", icc_profile=written)
        with Image.open(io.BytesIO(cleaned(before.getvalue(), "PNG"))) as shown:
            assert "icc_profile" not in shown.info
            assert shown.getpixel((8, 8)) == (10, 120, 230)


def test_ink_becomes_light_and_a_picture_in_passes_may_be_half_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    ink, passes = io.BytesIO(), io.BytesIO()
    Image.new("CMYK", (9, 9), (0, 0, 0, 0)).save(ink, "JPEG")
    with Image.open(io.BytesIO(cleaned(ink.getvalue(), "JPEG"))) as shown:
        assert (shown.mode, shown.getpixel((8, 8))) == ("RGB", (255, 255, 255))
    monkeypatch.setattr(pictures, "MAX_PROGRESSIVE", 80)
    Image.new("RGB", (9, 9)).save(passes, "JPEG", progressive=True)
    with pytest.raises(Refused, match="smaller than 25 million pixels"):
        cleaned(passes.getvalue(), "JPEG")
