"""Opens a PDF or picture that anyone may have made, and draws it small, in a process of its own.

python -m langmoi.reporting.evidence.draw KIND < file > thumbnail.png; the exit code says what is
wrong with the file. A file that crashes or stalls the reader takes only this process with it.
"""

from __future__ import annotations

import io
import sys
import warnings

SIDE = 320
MOST_PIXELS = 60_000_000
MEMORY = 1_500 * 1024 * 1024
SECONDS = 20
DAMAGED, LOCKED, TOO_MANY_PIXELS, EMPTY = 3, 4, 5, 6


def main(kind: str) -> int:
    limit_self()
    content = sys.stdin.buffer.read()
    try:
        drawn = _first_page(content) if kind == "pdf" else _picture(content, kind)
    except Unfit as unfit:
        return unfit.code
    sys.stdout.buffer.write(drawn)
    return 0


class Unfit(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def limit_self() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _picture(content: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=[kind.upper()])
        if image.width * image.height > MOST_PIXELS:
            raise Unfit(TOO_MANY_PIXELS)
        image.draft("RGB", (SIDE * 2, SIDE * 2))
        image.load()
        return _png(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise Unfit(TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise Unfit(DAMAGED) from error


def _first_page(content: bytes) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if not len(document):
            raise Unfit(EMPTY)
        page = document[0]
        scale = min(SIDE / max(*page.get_size(), 1), 4)
        return _png(page.render(scale=scale).to_pil())
    except pypdfium2.PdfiumError as error:
        raise Unfit(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    except (OSError, ValueError, MemoryError) as error:
        raise Unfit(DAMAGED) from error


def _png(image: object) -> bytes:
    from PIL import Image

    assert isinstance(image, Image.Image)  # noqa: S101 - for the type checker
    image.thumbnail((SIDE, SIDE))
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
