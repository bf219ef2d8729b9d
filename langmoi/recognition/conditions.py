"""The conditions that the dossier itself shows, in the order of the way to the title."""

from __future__ import annotations

from collections.abc import Collection

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.judge import Outcome
from langmoi.people.responsibility import responsibility_table
from langmoi.places.models import Level
from langmoi.places.queries import district_of
from langmoi.recognition.gate import Gate, Seen
from langmoi.recognition.rules import reaches, show_value

COUNTED = (Outcome.MET.key, Outcome.NOT_APPLICABLE.key)


def registration(seen: Seen) -> Gate:
    name, label = "registration", "Đăng ký của năm"
    listed = seen.dossier.listed_in
    if listed is not None:
        said = (
            f"Có trong danh sách theo văn bản {listed.document} ngày {show_day(listed.dated_on)}."
        )
        return Gate(name, label, True, said, rule=seen.rules.get("registered"))
    return Gate(
        name,
        label,
        False,
        f"Chưa có trong danh sách đăng ký năm {seen.dossier.year}.",
        "Tỉnh phê duyệt danh sách có xã này.",
        rule=seen.rules.get("registered"),
    )


def criteria(seen: Seen) -> Gate:
    name, label = "criteria", "Đạt tất cả tiêu chí"
    rule, dossier, law = seen.rules.get("all_criteria"), seen.dossier, seen.law
    asked = seen.rules.asks("all_criteria")
    if dossier.filing is None or law is None:
        return Gate(
            name,
            label,
            None,
            "Chưa tự đánh giá.",
            f"Xã chọn một tháng đã chốt của năm {dossier.year} để tự đánh giá.",
            is_asked=asked,
            rule=rule,
        )
    short = [c.number for c in law.criteria if dossier.outcomes.get(c.number) not in COUNTED]
    month, whole = show_month(dossier.filing.month), len(law.criteria)
    if not short:
        said = f"Đạt {whole}/{whole} tiêu chí theo kết quả chính thức tháng {month}."
        return Gate(name, label, True, said, is_asked=asked, rule=rule)
    return Gate(
        name,
        label,
        False,
        f"Còn {len(short)} tiêu chí chưa đạt theo kết quả chính thức tháng {month}: "
        f"{', '.join(short)}.",
        "Hoàn thành các tiêu chí này rồi tự đánh giá lại bằng một tháng đã chốt sau đó.",
        is_asked=asked,
        rule=rule,
    )


def notice(seen: Seen) -> Gate:
    name, label = "notice", "Công khai báo cáo"
    rule, notice = seen.rules.get("notice_days"), seen.known.notice
    days, broadcasts = seen.rules.number("notice_days"), seen.rules.number("notice_broadcasts")
    if days is None and broadcasts is None:
        said = "Chưa biết quy định về thời gian công khai nên không tính điều kiện này."
        return Gate(name, label, None, said, is_asked=None, rule=rule)
    asked = f"công khai {show_value(rule)}" if days is not None else "công khai"
    if notice is None:
        remedy = f"Xã {asked} và ghi lại đợt công khai."
        return Gate(name, label, None, "Chưa ghi đợt công khai báo cáo.", remedy, rule=rule)
    span = f"từ {show_day(notice.begins_on)} đến {show_day(notice.ends_on)}"
    if days is not None and notice.days < days:
        return Gate(
            name,
            label,
            False,
            f"Mới công khai {notice.days} ngày ({span}), phải đủ {show_value(rule)}.",
            "Kéo dài đợt công khai cho đủ ngày.",
            rule=rule,
        )
    if notice.ends_on > seen.on:
        said = f"Đang công khai đến hết {show_day(notice.ends_on)}."
        return Gate(name, label, False, said, "Chờ hết thời gian công khai.", rule=rule)
    if broadcasts is not None and notice.broadcasts < broadcasts:
        return Gate(
            name,
            label,
            False,
            f"Mới phát thanh {notice.broadcasts} lần, phải đủ {show_number(broadcasts)} lần.",
            "Phát thanh thêm và ghi số lần.",
            rule=seen.rules.get("notice_broadcasts"),
        )
    if seen.known.unanswered:
        return Gate(
            name,
            label,
            False,
            f"Còn {seen.known.unanswered} ý kiến của người dân chưa trả lời.",
            "Trả lời các ý kiến này.",
            rule=rule,
        )
    said = f"Đã công khai {notice.days} ngày ({span}), nhận {seen.known.comments} ý kiến."
    return Gate(name, label, True, said, rule=rule)


def meeting(seen: Seen) -> Gate | None:
    return _meeting_at(seen, Level.COMMUNE, "meeting", "Cuộc họp của xã", "xã")


def district_meeting(seen: Seen) -> Gate | None:
    if district_of(seen.dossier.unit_id, seen.on) is None:
        return None
    return _meeting_at(seen, Level.DISTRICT, "district_meeting", "Cuộc họp của huyện", "huyện")


def _meeting_at(seen: Seen, level: Level, name: str, label: str, who: str) -> Gate:
    rule, needed = seen.rules.get("meeting_share"), seen.rules.number("meeting_share")
    if needed is None:
        said = "Chưa biết tỷ lệ tán thành cần đạt tại cuộc họp nên không tính điều kiện này."
        return Gate(name, label, None, said, is_asked=None, rule=rule)
    meeting = seen.known.meetings.get(level)
    if meeting is None:
        said, remedy = f"Chưa ghi cuộc họp của {who}.", f"Họp {who} và ghi số người tán thành."
        return Gate(name, label, None, said, remedy, rule=rule)
    counts = f"{meeting.agreeing}/{meeting.present} người dự tán thành"
    if reaches(meeting.agreeing, meeting.present, needed):
        said = f"{counts} ngày {show_day(meeting.held_on)} (cần từ {show_value(rule)})."
        return Gate(name, label, True, said, rule=rule)
    return Gate(
        name,
        label,
        False,
        f"Chỉ {counts} tại cuộc họp của {who}, cần từ {show_value(rule)}.",
        f"Giải trình và họp lại ở {who}.",
        rule=rule,
    )


def district(seen: Seen) -> Gate:
    name, label = "district", "Thẩm tra của huyện"
    told, law = seen.known.of_district, seen.law
    if law is None or not told:
        return Gate(name, label, None, "Huyện chưa thẩm tra.", "Huyện thẩm tra từng tiêu chí.")
    against = [number for number, verdict in told.items() if not verdict.is_met]
    silent = [c.number for c in law.criteria if c.number not in told]
    if against:
        said = f"Huyện kết luận chưa đạt tiêu chí {', '.join(against)}."
        return Gate(name, label, False, said, "Xem lý do, trả lại xã hoặc thẩm tra lại.")
    if silent:
        said = f"Huyện chưa kết luận tiêu chí {', '.join(silent)}."
        return Gate(name, label, None, said, "Huyện kết luận đủ các tiêu chí.")
    return Gate(name, label, True, f"Huyện kết luận đạt {len(told)}/{len(law.criteria)} tiêu chí.")


def agencies(seen: Seen) -> Gate:
    name, label = "agencies", "Xác nhận của sở, ngành"
    law, told = seen.law, seen.known.of_agencies
    if law is None:
        return Gate(name, label, None, "Chưa tự đánh giá.", "")
    against, silent = set(), set()
    table = responsibility_table(law, seen.on)
    for criterion in law.criteria:
        leads = {agency for i in criterion.indicators for agency in table[i.number].lead}
        said_of = told.get(criterion.number, {})
        if any(not verdict.is_met for verdict in said_of.values()):
            against.add(criterion.number)
        silent |= {agency.short_name for agency in leads if agency.pk not in said_of}
    if against:
        said = f"Sở, ngành kết luận chưa đạt tiêu chí {_in_order(against)}."
        return Gate(name, label, False, said, "Xem lý do, trả lại hồ sơ để hoàn thiện.")
    if silent:
        said = f"Còn {len(silent)} sở, ngành chưa xác nhận: {', '.join(sorted(silent))}."
        return Gate(name, label, None, said, "Các cơ quan này xác nhận tiêu chí phụ trách.")
    if not told:
        said = "Chưa có cơ quan nào được giao phụ trách tiêu chí nên không tính điều kiện này."
        return Gate(name, label, None, said, is_asked=None)
    return Gate(name, label, True, "Các sở, ngành phụ trách đều xác nhận đạt.")


def council(seen: Seen) -> Gate:
    name, label = "council", "Hội đồng thẩm định"
    rule, council = seen.rules.get("council_share"), seen.known.council
    if council is None:
        said, remedy = "Hội đồng thẩm định chưa họp.", "Họp Hội đồng và ghi kết quả phiếu."
        return Gate(name, label, None, said, remedy, rule=rule)
    needed = f"{show_number(council.needed_share)}%" if council.needed_share else "chưa rõ"
    counts = f"{council.votes_for}/{council.present} thành viên có mặt tán thành"
    day = show_day(council.held_on)
    if council.is_passed:
        return Gate(name, label, True, f"{counts} ngày {day} (cần từ {needed}).", rule=rule)
    said = f"Chỉ {counts} ngày {day}, cần từ {needed}."
    return Gate(name, label, False, said, "Hoàn thiện hồ sơ rồi họp lại Hội đồng.", rule=rule)


def _in_order(numbers: Collection[str]) -> str:
    return ", ".join(sorted(numbers, key=lambda number: (len(number), number)))
