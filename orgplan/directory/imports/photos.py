"""A photo of a venue: real images only, bounded before a pixel is unpacked, without what the camera wrote into it."""

from __future__ import annotations

import io
import warnings
from typing import Final

LARGEST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
"""A good telephone makes 50 million; a file that says more is refused before it is unpacked."""
_LONGEST_SIDE: Final = 1600
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


class UnfitPhotoError(Exception):
    """The photo cannot be taken; `str()` is one Russian sentence that says what to do."""


def read_photo(data: bytes) -> bytes:
    """Return the image as a JPEG of at most 1,600 points, upright, without metadata; raises UnfitPhotoError."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 -- loads slowly, only an upload needs it

    if len(data) > LARGEST_BYTES:
        raise UnfitPhotoError(f"Фотография больше {LARGEST_BYTES // 1024 // 1024} МБ. Уменьшите её и приложите снова.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise UnfitPhotoError(
                    f"На изображении {image.width} × {image.height} точек — это больше "
                    f"{MOST_PIXELS // 1_000_000} миллионов. Уменьшите его и приложите снова."
                )
            image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            plain = Image.new("RGB", upright.size, "white")
            layer = upright.convert("RGBA")
            plain.paste(layer, mask=layer)
    except Image.DecompressionBombError as error:
        raise UnfitPhotoError("Изображение слишком велико. Уменьшите его и приложите снова.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnfitPhotoError("Это не фотография: приложите файл JPEG, PNG или WebP.") from error
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
