"""The parts of a dossier, put together from what the product holds; nothing is typed again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.judge import Outcome
from langmoi.places.models import Level
from langmoi.publishing.dossier.model import Part, Table
from langmoi.recognition.deciding import decision_of
from langmoi.recognition.gate import show_share
from langmoi.recognition.gates import gates_of
from langmoi.recognition.known import Known, known_of
from langmoi.recognition.models import Ballot, Council, Dossier, Verification
from langmoi.recognition.verifying import criteria_set_of, criteria_to_confirm
from langmoi.reporting.judging import judge_draft
from langmoi.surveys.results import survey_for

MISSING = "Chưa có trong hồ sơ."
LABELS = {outcome.key: outcome.label for outcome in Outcome}


def parts_of(dossier: Dossier, district: str, on: date) -> Iterator[Part]:
    known = known_of(dossier)
    yield _letter(dossier, district)
    yield _report(dossier)
    yield _notice(known)
    yield _opinions(known)
    yield _meeting(known, Level.COMMUNE, "Biên bản họp của xã")
    yield _survey(dossier)
    yield _minutes(known.verification, "Thẩm tra của huyện", _district_table(dossier, known))
    yield _meeting(known, Level.DISTRICT, "Biên bản họp của huyện")
    yield _confirmations(dossier, known, on)
    yield _minutes(known.appraisal, "Thẩm định của tỉnh", None)
    yield _council(known)
    yield _conditions(dossier, on)
    if (decision := decision_of(dossier)) is not None:
        said = f"{decision}, {decision.signer} ký; năm đạt chuẩn {decision.year}."
        yield Part("Quyết định công nhận", (said,))


def _letter(dossier: Dossier, district: str) -> Part:
    unit, year = str(dossier.unit), dossier.year
    counts = _counts(dossier)
    return Part(
        "Tờ trình",
        (
            f"Kính gửi: Ủy ban nhân dân {district or 'cấp trên'}.",
            f"Ủy ban nhân dân {unit} đề nghị xét, công nhận {dossier.get_kind_display()} "
            f"năm {year}.",
            f"Kết quả tự đánh giá: {counts}" if counts else MISSING,
            "Kèm theo tờ trình này là các phần sau của hồ sơ.",
        ),
        signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    )


def _counts(dossier: Dossier) -> str:
    if dossier.filing is None:
        return ""
    met = sum(one in (Outcome.MET.key, "not_applicable") for one in dossier.outcomes.values())
    month = show_month(dossier.filing.month)
    return f"đạt {met}/{len(dossier.outcomes)} tiêu chí theo kết quả chính thức tháng {month}."


def _report(dossier: Dossier) -> Part:
    title, law, filing = "Báo cáo kết quả thực hiện các tiêu chí", criteria_set_of(dossier), None
    filing = dossier.filing
    if law is None or filing is None or dossier.revision is None:
        return Part(title, (MISSING,))
    told: dict[str, list[str]] = {}
    for one in judge_draft(filing, dossier.revision.figures).explanations:
        said = f"{_value(one.value)} (mức {_value(one.threshold)})" if one.threshold else ""
        if said:
            told.setdefault(one.indicator, []).append(said)
    rows = []
    for criterion in law.criteria:
        outcome = LABELS.get(dossier.outcomes.get(criterion.number, ""), "chưa đánh giá")
        rows.append((criterion.number, criterion.name, "", outcome.capitalize()))
        for indicator in criterion.indicators:
            computed = dossier.revision.indicators.get(indicator.number, "")
            values = "; ".join(told.get(indicator.number, []))
            rows.append((indicator.number, indicator.text, values, LABELS.get(computed, "")))
    table = Table(("Số", "Tiêu chí, chỉ tiêu", "Số liệu", "Kết quả"), (8, 52, 24, 16), tuple(rows))
    said = (
        f"Số liệu của phiếu tháng {show_month(filing.month)}, bản số {dossier.revision.number}, "
        f"theo {law.name}. Kết quả từng tiêu chí là kết quả chính thức của tháng đã chốt."
    )
    return Part(title, (said,), table=table)


def _value(value: Decimal | bool | str | None) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return show_number(value) if isinstance(value, Decimal) else str(value or "")


def _notice(known: Known) -> Part:
    notice = known.notice
    if notice is None:
        return Part("Công khai báo cáo", (MISSING,))
    facts = (
        ("Thời gian", f"{notice.days} ngày, từ {show_day(notice.begins_on)} đến "
                      f"{show_day(notice.ends_on)}"),
        ("Nơi và cách", notice.ways),
        ("Số lần phát thanh", str(notice.broadcasts)),
        ("Ý kiến nhận được", str(known.comments)),
    )  # fmt: skip
    return Part("Công khai báo cáo", facts=facts)


def _opinions(known: Known) -> Part:
    title = "Tổng hợp ý kiến của tổ chức và người dân"
    rows = [
        (
            one.organisation,
            show_day(one.given_on),
            ("Thống nhất. " if one.agrees else "Không thống nhất. ") + one.text,
            one.document,
        )
        for one in known.opinions
    ]
    if known.notice is not None:
        rows += [
            ("Người dân", show_day(one.received_on), one.text, one.answer or "chưa trả lời")
            for one in known.notice.comments.all()
        ]
    if not rows:
        return Part(title, (MISSING,))
    header = ("Tổ chức, người dân", "Ngày", "Ý kiến", "Văn bản, trả lời")
    return Part(title, table=Table(header, (24, 12, 34, 30), tuple(rows)))


def _meeting(known: Known, level: Level, title: str) -> Part:
    meeting = known.meetings.get(level)
    if meeting is None:
        return Part(title, (MISSING,))
    share = show_share(meeting.agreeing, meeting.present)
    facts = (
        ("Ngày họp", show_day(meeting.held_on)),
        ("Tán thành", f"{meeting.agreeing}/{meeting.present} người dự ({share}%)"),
    )
    return Part(title, (meeting.minutes,), facts)


def _survey(dossier: Dossier) -> Part:
    title, result = "Kết quả lấy ý kiến hài lòng", survey_for(dossier.unit_id, dossier.year)
    if result is None:
        return Part(title, (MISSING,))
    satisfied = "chưa công bố"
    if result.satisfied is not None:
        satisfied = f"{show_share(*result.satisfied)}% ({show_number(result.satisfied[0])} phiếu)"
    facts = (
        ("Số hộ trả lời", f"{show_number(result.answers)}/{show_number(result.households)} "
                          f"({show_share(*result.coverage)}%)"),
        ("Độ bao phủ cần đạt", f"{show_number(result.needed_coverage)}%"),
        ("Hài lòng", satisfied),
        ("Hài lòng cần đạt", f"{show_number(result.needed_share)}%"),
        ("Độ tin cậy của các mức", result.status.label),
    )  # fmt: skip
    return Part(title, ("Do Mặt trận Tổ quốc tổ chức, độc lập với UBND xã.",), facts)


def _minutes(minutes: Verification | None, title: str, table: Table | None) -> Part:
    if minutes is None:
        return Part(title, (MISSING,))
    facts = (("Ngày", show_day(minutes.held_on)), ("Thành phần", minutes.members))
    return Part(title, (minutes.minutes,), facts, table)


def _district_table(dossier: Dossier, known: Known) -> Table | None:
    law, told = criteria_set_of(dossier), known.of_district
    if law is None or not told:
        return None
    rows = []
    for criterion in law.criteria:
        verdict = told.get(criterion.number)
        outcome = "chưa kết luận" if verdict is None else "đạt" if verdict.is_met else "chưa đạt"
        reason = verdict.reason if verdict else ""
        rows.append((criterion.number, criterion.name, outcome.capitalize(), reason))
    header = ("Số", "Tiêu chí", "Huyện kết luận", "Lý do, ghi chú")
    return Table(header, (8, 42, 20, 30), tuple(rows))


def _confirmations(dossier: Dossier, known: Known, on: date) -> Part:
    title, law = "Xác nhận của sở, ngành", criteria_set_of(dossier)
    if law is None:
        return Part(title, (MISSING,))
    told, rows = known.of_agencies, []
    for number, agencies in criteria_to_confirm(dossier, on).items():
        for agency in agencies:
            verdict = told.get(number, {}).get(agency.pk)
            said = "chưa xác nhận" if verdict is None else "đạt" if verdict.is_met else "chưa đạt"
            when = show_day(verdict.on) if verdict else ""
            reason = verdict.reason if verdict else ""
            rows.append((number, agency.name, said.capitalize(), when, reason))
    header = ("Tiêu chí", "Cơ quan", "Kết luận", "Ngày", "Lý do, ghi chú")
    return Part(title, table=Table(header, (10, 36, 18, 14, 22), tuple(rows)))


def _council(known: Known) -> Part:
    if not known.councils:
        return Part("Biên bản Hội đồng thẩm định", (MISSING,))
    facts: list[tuple[str, str]] = []
    said: list[str] = []
    for council in known.councils:
        facts += _session(council)
        said.append(council.minutes)
    last = known.councils[-1]
    rows = tuple(
        (member.name, "có mặt" if member.is_present else "vắng", _ballot(last, member.ballot))
        for member in last.members.all()
    )
    table = Table(("Thành viên", "Dự họp", "Phiếu"), (60, 20, 20), rows)
    return Part("Biên bản Hội đồng thẩm định", tuple(said), tuple(facts), table)


def _ballot(council: Council, ballot: str) -> str:
    return "phiếu kín" if council.is_secret else Ballot(ballot).label


def _session(council: Council) -> list[tuple[str, str]]:
    way = "bỏ phiếu kín" if council.is_secret else "biểu quyết công khai"
    votes = (
        f"{council.votes_for} tán thành, {council.votes_against} không tán thành, "
        f"{council.votes_blank} trắng hoặc không hợp lệ"
    )
    needed = f"từ {show_number(council.needed_share)}% số có mặt" if council.needed_share else ""
    return [
        ("Phiên họp", f"{show_day(council.held_on)}, {way}"),
        ("Có mặt", f"{council.present}/{council.member_count} thành viên"),
        ("Kết quả phiếu", votes),
        ("Cần đạt", needed or "chưa rõ"),
        ("Kết luận", "thông qua" if council.is_passed else "không thông qua"),
    ]


def _conditions(dossier: Dossier, on: date) -> Part:
    words = {True: "đủ", False: "chưa đủ", None: "chưa rõ"}
    rows = tuple(
        (gate.label, words[gate.is_open] if gate.is_asked is not None else "không tính", gate.said)
        for gate in gates_of(dossier, on)
    )
    return Part(
        "Điều kiện công nhận",
        (f"Tính đến ngày {show_day(on)}.",),
        table=Table(("Điều kiện", "Tình trạng", "Nội dung"), (28, 14, 58), rows),
    )
