"""Pictures: decoded and written again, so that only what can be seen is left."""

import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps

from consult.files.cleaners.findings import Finding, Refused
from consult.kernel.messages import gettext as _

MAX_PIXELS = 50_000_000
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I")}


def clean_picture(source: Path | IO[bytes], target: Path | IO[bytes], format_name: str) -> Sequence[Finding]:
    """Write a JPEG or PNG picture anew without place, camera, author, preview or anything behind its end.

    Raises `Refused` for what is no such picture or has more than 50 million pixels.
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
    # How the camera was held is kept in what we take away, so the picture itself is turned; one that need not be is not
    # copied, since a large one takes 200 MB.
    ImageOps.exif_transpose(opened, in_place=True)
    turned: Image.Image = opened
    profile, transparency = turned.info.get("icc_profile"), turned.info.get("transparency")
    if turned.mode not in _MODES[format_name]:
        turned = turned.convert("RGB")
    if profile and turned.mode in ("RGB", "RGBA"):
        turned = _in_common_colours(turned, profile)
    turned.info = {} if transparency is None else {"transparency": transparency}
    return turned


def _in_common_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except ImageCms.PyCMSError:
        return picture
    return converted or picture
