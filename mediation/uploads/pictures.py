"""Pictures: decoded within a limit of pixels and written anew, with nothing beside them: no place, no camera."""

import io
import warnings

from PIL import Image, ImageOps

from mediation.uploads.refusal import Refusal

MOST_PIXELS = 60_000_000
LONGEST_EDGE = 5_000  # pixels of what is kept: a page of A4 at 400 dots an inch
SMALL_EDGE = 320
SCALABLE = {"RGB", "RGBA", "L", "LA", "CMYK"}
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def rewritten(data: bytes, code: str) -> tuple[bytes, bytes]:
    """The picture made anew, and a small one of it as a JPEG. Raises Refusal."""
    warnings.simplefilter("error")  # a bomb is a warning before it is an error
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[code]]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refusal("pixels")
            opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a large JPEG is decoded at half its size
            opened.load()
            if opened.mode in SCALABLE:  # before it is copied, while it is as large as it may be
                opened.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
            picture = _plain(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, Warning) as error:
        raise Refusal("damaged") from error
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    kept = _written(picture, "PNG" if code == "png" else "JPEG")
    picture.thumbnail((SMALL_EDGE, SMALL_EDGE))
    return kept, _written(picture, "JPEG")


def _plain(opened: Image.Image) -> Image.Image:
    """Upright, in three colours; what is transparent lies on white."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return upright.convert("RGB")


def _written(picture: Image.Image, form: str) -> bytes:
    """The pixels alone: a fresh image carries no metadata along."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, form, **({"quality": 88} if form == "JPEG" else {}))
    return out.getvalue()
