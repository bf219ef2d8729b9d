"""Papers that bear a mark of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) have no place in this system.

A mark is a stamp: it stands alone on its line, in capitals, or behind “Độ mật:”. The word within a
sentence or a title (“bảo vệ bí mật nhà nước”, “MẬT ONG RỪNG”) is none. A picture or a scan has no
words to look at: there the sender answers, as the page says.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import PurePosixPath

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.reporting.evidence import draw, letters

OUTCOMES_ONLY = (
    "Chỉ ghi kết quả đạt hay chưa đạt. Không gửi tài liệu đóng dấu mật lên hệ thống này: tệp mang "
    "dấu MẬT, TỐI MẬT, TUYỆT MẬT bị từ chối và không được lưu. Tài liệu mật gửi qua văn thư bảo "
    "mật của cơ quan theo quy định về bảo vệ bí mật nhà nước."
)
OUTCOMES_ONLY_CRITERION = "defence_security"  # 19 in the sets from 2016 on
MARKS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_MARK = "|".join(MARKS)
_EDGE = r"[\W_]*"
_STAMP = re.compile(rf"{_EDGE}({_MARK}){_EDGE}")
_SPACED = re.compile(rf"{_EDGE}((?:T U Y Ệ T|T Ố I)? *M Ậ T){_EDGE}")
_CLOSED = {mark.replace(" ", ""): mark for mark in MARKS}
_DEGREE = re.compile(rf"{_EDGE}độ +mật{_EDGE}({_MARK}){_EDGE}", re.IGNORECASE)
_BESIDE = re.compile(r"\t| {2,}|\|")  # columns that stand on one line
# In the name of a file: written with signs or, of two words, without.
_IN_NAME = re.compile(r"(?<![^\W_])(TUYỆT[ _-]MẬT|TỐI[ _-]MẬT|TUYET[ _-]MAT|TOI[ _-]MAT)(?![^\W_])")
_ALONE = re.compile(r"(?<![^\W_])MẬT(?![^\W_])")
_NO_MARK_AFTER = re.compile(r"(BÍ|BẢO|CHI)[ _-]$", re.IGNORECASE)
_UNREAD = (
    "Không nhận tệp vì không đọc được chữ trong tệp để kiểm tra dấu mật. "
    "Hãy mở lại tệp trên máy, lưu lại rồi gửi lại."
)
_TEXT = ".txt", ".md"
_OFFICE_PARTS = {"docx": b"word/", "xlsx": b"xl/"}


def refuse_secret(content: bytes, name: str = "") -> None:
    """Refuse a file whose name or text bears a mark of secrecy; nothing of it may be kept.

    Raises DomainError saying which mark, why the file is not taken, and where it goes.
    """
    mark = mark_in_name(name) or mark_in_lines(lines_of(content, name))
    if mark:
        called = f"tệp “{name}”" if name else "tệp này"
        raise DomainError(
            f"Không nhận {called}: có dấu “{mark}”. Hệ thống này không được chứa tài liệu mật nên "
            "tệp không được lưu. Hãy gửi tài liệu qua văn thư bảo mật của cơ quan theo quy định "
            "về bảo vệ bí mật nhà nước; ở đây chỉ ghi kết quả đạt hay chưa đạt."
        )


def mark_in_name(name: str) -> str:
    """The mark that a file's name bears; of “Mật ong.pdf” and “BẢO MẬT.pdf” none."""
    stem = normalise(PurePosixPath(name).stem)
    if found := _IN_NAME.search(stem):
        return found.group(1)
    capitals = stem == stem.upper()  # then capitals are no stamp, unless the word stands alone
    for found in _ALONE.finditer(stem):
        before, after = stem[: found.start()], stem[found.end() :]
        apart = not re.match(r" \w", after) and not re.search(r"\w $", before)
        if (apart or not capitals) and not _NO_MARK_AFTER.search(before):
            return "MẬT"
    return ""


def mark_in_lines(lines: list[str]) -> str:
    """The first mark that stands on a line, or in a column of one, by itself."""
    for line in lines:
        told = unicodedata.normalize("NFC", line)
        if "Ậ" not in told.upper():
            continue
        for part in (told, *_BESIDE.split(told)):
            text = normalise(part)
            if found := _STAMP.fullmatch(text) or _DEGREE.fullmatch(text):
                return found.group(1).upper()
            if found := _SPACED.fullmatch(text):
                return _CLOSED[found.group(1).replace(" ", "")]
    return ""


def lines_of(content: bytes, name: str) -> list[str]:
    """The text of the file, as far as it has any."""
    kind = _kind(content)
    if kind:
        return _read_apart(content, kind)
    if PurePosixPath(name).suffix.lower() in _TEXT:
        return _decoded(content).splitlines()
    return []


def _kind(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK"):
        return next((kind for kind, part in _OFFICE_PARTS.items() if part in content), "")
    return ""


def _decoded(content: bytes) -> str:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16" if wide else "utf-8-sig", "replace")


def _read_apart(content: bytes, kind: str) -> list[str]:
    """What cannot be looked into is not taken: unread is not free of marks."""
    command = [sys.executable, "-m", letters.__name__, kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=content, capture_output=True, timeout=draw.SECONDS * 2, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DomainError(_UNREAD) from error
    if done.returncode:
        raise DomainError(_UNREAD)
    return done.stdout.decode("utf-8", "replace").splitlines()
