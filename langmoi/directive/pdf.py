"""A PDF as text, page by page; a scan has none and is refused."""

from __future__ import annotations

from langmoi.core.errors import DomainError
from langmoi.directive.cleaning import Source

_FEWEST_LETTERS = 40
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(content: bytes, name: str) -> Source:
    """Raises DomainError where the file is broken, locked, or holds pictures of pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DomainError(f"Tệp {name} có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.") from error
        raise DomainError(f"Tệp {name} hỏng hoặc không phải PDF. Hãy xin lại tệp gốc.") from error
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    if sum(char.isalpha() for page in pages for char in page) < _FEWEST_LETTERS * min(len(pages), 3):
        raise DomainError(
            f"Tệp {name} là bản chụp (scan), không có chữ để đọc. "
            "Hãy dùng tệp Word gốc, hoặc nhận dạng chữ rồi lưu thành .docx."
        )
    text = "\n\n".join(page.replace("\r\n", "\n").replace("\r", "\n") for page in pages)
    return Source(text.replace("\ufffe", "-").replace("\x02", "-"))
