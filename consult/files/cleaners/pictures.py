"""Pictures: decoded and written again, so that only what can be seen is left."""

import io
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps

from consult.files.cleaners.findings import Finding, Refused
from consult.kernel.messages import gettext as _

MAX_PIXELS = 50_000_000
MAX_PROGRESSIVE = 25_000_000
"""A picture sent in passes is held twice while it is decoded."""
STRIP_PIXELS = 2_000_000
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I")}
_SMALL = ("1", "P", "L", "I;16")
"""What is held in one or two bytes for each pixel, so that a copy of it costs little."""
_ORIENTATION = 0x0112
_TURNS: Mapping[int, tuple[Image.Transpose, bool]] = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT, False),
    3: (Image.Transpose.ROTATE_180, True),
    4: (Image.Transpose.FLIP_TOP_BOTTOM, True),
    5: (Image.Transpose.TRANSPOSE, False),
    6: (Image.Transpose.ROTATE_270, False),
    7: (Image.Transpose.TRANSVERSE, True),
    8: (Image.Transpose.ROTATE_90, True),
}
"""How a picture is turned for each orientation, and whether what it then begins with stood at its end."""
_ON_ITS_SIDE = 5


def clean_picture(source: Path | IO[bytes], target: Path | IO[bytes], format_name: str) -> Sequence[Finding]:
    """Write a JPEG or PNG picture anew without place, camera, author, preview or anything behind its end.

    Raises `Refused` for what is no such picture or has more than 50 million pixels (half as many in a progressive one).
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=(format_name,)) as opened:
                picture = _plain(opened, format_name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_("The picture is too large. Make it smaller than 50 million pixels and try again.")) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused(
            _(
                "The picture cannot be opened as %(format_name)s. Save it again and try once more.",
                format_name=format_name,
            )
        ) from error
    picture.save(target, format_name, **({"quality": 90} if format_name == "JPEG" else {}))
    return ()


def _plain(opened: Image.Image, format_name: str) -> Image.Image:
    if opened.info.get("progressive") and opened.width * opened.height > MAX_PROGRESSIVE:
        raise Refused(_("The picture is too large. Make it smaller than 25 million pixels and try again."))
    profile, transparency = opened.info.get("icc_profile"), opened.info.get("transparency")
    mode = opened.mode if opened.mode in _MODES[format_name] else "RGB"
    colours = _common_colours(profile, mode) if profile and mode == opened.mode else None
    # How the camera was held is kept in what we take away, so the picture itself is turned.
    orientation = opened.getexif().get(_ORIENTATION, 1)
    if opened.mode in _SMALL:
        ImageOps.exif_transpose(opened, in_place=True)
        plain: Image.Image = opened
    elif mode != opened.mode or colours or orientation in _TURNS:
        plain = _in_strips(opened, mode, colours, orientation)
    else:
        plain = opened
    plain.load()
    plain.info = {} if transparency is None else {"transparency": transparency}
    return plain


def _in_strips(
    opened: Image.Image, mode: str, colours: ImageCms.ImageCmsTransform | None, orientation: int
) -> Image.Image:
    """Return a picture turned, and in other colours, made strip by strip through a file.

    A second copy of the largest picture would take 200 MB.
    """
    turn, is_from_end = _TURNS.get(orientation, (None, False))
    lies = orientation >= _ON_ITS_SIDE and turn is not None
    width, height = (opened.height, opened.width) if lies else opened.size
    rows = max(1, STRIP_PIXELS // width)
    with tempfile.TemporaryFile() as kept:
        for top, bottom in _strips(height, rows):
            first, last = (height - bottom, height - top) if is_from_end else (top, bottom)
            strip = opened.crop((first, 0, last, opened.height) if lies else (0, first, opened.width, last))
            strip = strip.convert(mode) if strip.mode != mode else strip
            if colours is not None:
                ImageCms.applyTransform(strip, colours, inPlace=True)
            kept.write((strip.transpose(turn) if turn is not None else strip).tobytes())
        opened.close()
        kept.seek(0)
        made = Image.new(mode, (width, height))
        bytes_in_row = kept.seek(0, io.SEEK_END) // height
        kept.seek(0)
        for top, bottom in _strips(height, rows):
            content = kept.read(bytes_in_row * (bottom - top))
            made.paste(Image.frombytes(mode, (width, bottom - top), content), (0, top))
    return made


def _strips(height: int, rows: int) -> Iterator[tuple[int, int]]:
    for top in range(0, height, rows):
        yield top, min(top + rows, height)


def _common_colours(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return what turns colours of this profile into those that every screen shows, or nothing where it is broken."""
    if mode not in ("RGB", "RGBA"):
        return None
    try:
        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), mode, mode
        )
    except (ImageCms.PyCMSError, OSError):
        return None
