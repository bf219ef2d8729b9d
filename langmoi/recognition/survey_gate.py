"""The Front's survey as a condition: enough papers came back, and enough are satisfied."""

from __future__ import annotations

from langmoi.core.numbers import show_number
from langmoi.recognition.gate import Gate, Seen, show_share
from langmoi.surveys.results import SurveyResult

NAME, LABEL = "survey", "Ý kiến hài lòng của người dân"


def survey_gate(seen: Seen) -> Gate:
    rule, asked = seen.rules.get("survey"), seen.rules.asks("survey")
    if asked is None:
        said = "Chưa biết quy định về lấy ý kiến hài lòng nên không tính điều kiện này."
        return Gate(NAME, LABEL, None, said, is_asked=None, rule=rule)
    result = seen.known.survey
    if result is None:
        said = f"Chưa có đợt lấy ý kiến của Mặt trận cho năm {seen.dossier.year}."
        remedy = "Mặt trận mở đợt lấy ý kiến."
        return Gate(NAME, LABEL, None, said, remedy, is_asked=asked, rule=rule)
    is_open, said, remedy = _told(result)
    said = f"{said} Mức cần đạt: {result.status.label}."
    return Gate(NAME, LABEL, is_open, said, remedy, is_asked=asked, rule=rule)


def _told(result: SurveyResult) -> tuple[bool | None, str, str]:
    covered = (
        f"{show_number(result.answers)}/{show_number(result.households)} hộ trả lời "
        f"({show_share(*result.coverage)}%, cần từ {show_number(result.needed_coverage)}%)"
    )
    if result.missing:
        more = f"Cần thêm ít nhất {show_number(result.missing)} phiếu."
        return False, f"Mới có {covered}.", more
    if result.short_villages:
        names = ", ".join(village.name for village in result.short_villages)
        return False, f"Có {covered}, nhưng còn thôn chưa đủ: {names}.", "Lấy thêm ý kiến ở đó."
    if result.satisfied is None:
        said, remedy = f"Có {covered}; kết quả chưa công bố.", "Mặt trận kết thúc và công bố."
        return None, said, remedy
    share = f"{show_share(*result.satisfied)}% hài lòng, cần từ {show_number(result.needed_share)}%"
    if result.is_satisfied:
        return True, f"Có {covered}; {share}.", ""
    return False, f"Có {covered}; chỉ {share}.", "Giải quyết các nội dung người dân chưa hài lòng."
