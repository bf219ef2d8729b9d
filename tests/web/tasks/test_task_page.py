"""One task: what is asked, its steps and their forms, its documents, and who may see them."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from evidence_files import pdf
from task_world import on

from langmoi.direction.actions import (
    make_due_periods,
    report_done,
    send_back_task,
)
from langmoi.direction.models import TaskEvent, TaskPaper
from langmoi.reporting.models import EvidenceFile

LATE = on(date(2019, 8, 3))


@pytest.fixture
def read(enter):
    def get(user, instance, status=200):
        answer = enter(user).get(f"/nhiem-vu/{instance.pk}/")
        assert answer.status_code == status
        return unescape(answer.content.decode())

    return get


def state(instance):
    instance.refresh_from_db()
    return instance.state


def offered(text):
    names = ("accept", "progress", "complete", "ask_extension", "confirm", "send_back")
    names += ("extend", "suspend", "resume", "withdraw")
    return [name for name in names if f'id="buoc-{name}"' in text]


def test_the_page_tells_what_is_asked_and_how_it_stands(read, district_officer, given):
    text = read(district_officer, given.here)

    assert "Rà soát từng tiêu chí." in text
    assert "19/UBND" in text
    assert "Ủy ban nhân dân tỉnh" in text
    assert "Quá hạn 5 ngày" in text
    assert offered(text) == ["accept", "progress", "complete", "ask_extension"]


def test_the_office_finds_its_own_steps_and_the_other_assignees(read, committee, given):
    text = read(committee, given.here)

    assert offered(text) == ["extend", "suspend", "withdraw"]
    assert f'href="/nhiem-vu/{given.there.pk}/"' in text


def test_a_district_does_not_see_another_s_task(read, other_district, given):
    text = read(other_district, given.there)

    assert f'href="/nhiem-vu/{given.here.pk}/"' not in text
    read(other_district, given.here, status=404)


def test_who_only_looks_on_is_offered_no_step(read, reader, given):
    assert offered(read(reader, given.here)) == []


def test_a_district_accepts_reports_and_the_office_confirms(
    step, read, district_officer, committee, given
):
    assert step(district_officer, given.here, "accept").status_code == 302
    assert step(district_officer, given.here, "progress", result="Đang làm.").status_code == 302
    told = {
        "result": "Đã xong.",
        "p1-title": "Báo cáo",
        "p1-number": "12/BC",
        "p1-dated_on": "3/8/2019",
    }
    assert step(district_officer, given.here, "complete", **told).status_code == 302
    assert state(given.here) == "reported"

    assert step(committee, given.here, "confirm").status_code == 302

    assert state(given.here) == "done"
    text = read(district_officer, given.here)
    assert "Hoàn thành quá hạn 5 ngày" in text
    assert "số 12/BC ngày 03/08/2019" in " ".join(text.split())
    assert offered(text) == []


def test_what_is_missing_is_told_beside_its_field_and_the_rest_kept(step, district_officer, given):
    told = {"result": "", "p1-number": "12/BC", "p2-dated_on": "hôm qua"}
    answer = step(district_officer, given.here, "progress", **told)

    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Ô này còn trống. Hãy ghi vào." in text
    assert "Hãy ghi tên văn bản có số, ngày này." in text
    assert "Không hiểu ngày này." in text
    assert 'value="12/BC"' in text
    assert 'value="hôm qua"' in text
    assert not TaskEvent.objects.exclude(step="issue").exists()


def test_reloading_a_refused_form_leads_back_to_the_task(enter, district_officer, given):
    answer = enter(district_officer).get(f"/nhiem-vu/{given.here.pk}/progress/")

    assert answer["Location"] == f"/nhiem-vu/{given.here.pk}/"


def test_a_product_that_is_asked_for_has_to_come_with_the_report(step, give, district_officer):
    (given,) = give("Lập báo cáo.", "616", product="Báo cáo rà soát")

    answer = step(district_officer, given, "complete", result="Đã xong.")

    assert answer.status_code == 422
    assert "Nhiệm vụ yêu cầu sản phẩm “Báo cáo rà soát”" in unescape(answer.content.decode())
    assert state(given) == "issued"


def test_a_file_is_kept_and_read_by_who_may_see_the_task(
    step, enter, district_officer, committee, other_district, given
):
    file = SimpleUploadedFile("bao-cao.pdf", pdf())
    told = {"result": "Đã xong.", "p1-title": "Báo cáo 8/2019", "p1-file": file}

    assert step(district_officer, given.here, "complete", **told).status_code == 302

    paper = TaskPaper.objects.get()
    answer = enter(committee).get(f"/nhiem-vu/van-ban-ket-qua/{paper.pk}/")
    assert answer.content == pdf()
    assert (
        "sandbox" in answer["Content-Security-Policy"]
        or "default-src 'none'" in (answer["Content-Security-Policy"])
    )
    assert "B%C3%A1o%20c%C3%A1o%208-2019.pdf" in answer["Content-Disposition"]
    assert enter(other_district).get(f"/nhiem-vu/van-ban-ket-qua/{paper.pk}/").status_code == 404


def test_a_file_that_is_not_what_it_says_stops_the_report(step, district_officer, given):
    file = SimpleUploadedFile("bao-cao.pdf", b"MZ not a report")

    answer = step(district_officer, given.here, "progress", result="Đang làm.", **{"p1-file": file})

    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "chương trình chạy trên Windows" in text
    assert ">Đang làm.</textarea>" in text.replace("\n", "")
    assert not EvidenceFile.objects.exists()
    assert not TaskPaper.objects.exists()


def test_a_file_that_is_too_large_stops_the_report(step, district_officer, given, settings):
    settings.EVIDENCE_LIMIT_BYTES = 10
    file = SimpleUploadedFile("bao-cao.pdf", pdf())

    answer = step(district_officer, given.here, "progress", result="Đang làm.", **{"p1-file": file})

    assert answer.status_code == 422
    assert "quá mức" in unescape(answer.content.decode())
    assert state(given.here) == "issued"


def test_extending_tells_old_and_new_day_reason_and_approver(step, read, committee, given):
    told = {"until": "31/08/2019", "reason": "Chờ số liệu.", "approver": "Phó Chủ tịch"}

    step(committee, given.here, "extend", seen="2019-07-31", **told)

    text = read(committee, given.here)
    assert "Đổi hạn: 31/07/2019 → 31/08/2019; người duyệt: Phó Chủ tịch" in text
    assert "Trong hạn" in text


@pytest.mark.parametrize(
    ("until", "seen", "said"),
    [
        ("", "2019-07-31", "Ô này còn trống"),
        ("01/07/2019", "2019-07-31", "đã qua"),
        ("31/08/2019", "2019-07-01", "Hạn vừa được người khác đổi"),
        ("31/08/2019", "x", "Trang này đã quá cũ"),
    ],
)
def test_an_extension_that_does_not_fit_is_refused(step, committee, given, until, seen, said):
    told = {"until": until, "seen": seen, "reason": "Chờ."}
    answer = step(committee, given.here, "extend", **told)

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    given.here.refresh_from_db()
    assert given.here.due_on == date(2019, 7, 31)


def test_of_two_who_answer_the_second_is_told(step, committee, office, district_officer, given):
    report_done(given.here, "Đã xong.", by=district_officer, **LATE)
    step(office, given.here, "confirm")

    answer = step(committee, given.here, "send_back", reason="Thiếu.")

    assert answer.status_code == 422
    text = unescape(answer.content.decode())
    assert "nhiệm vụ đang ở trạng thái “hoàn thành”" in text
    assert "Nội dung vừa ghi: “Thiếu.”" in text
    assert state(given.here) == "done"


def test_a_task_is_sent_back_with_its_reason(step, read, committee, district_officer, given):
    report_done(given.here, "Đã xong.", by=district_officer, **LATE)

    assert step(committee, given.here, "send_back", reason="").status_code == 422
    assert step(committee, given.here, "send_back", reason="Thiếu phụ lục.").status_code == 302

    text = read(district_officer, given.here)
    assert "Thiếu phụ lục." in text
    assert offered(text)[0] == "progress"


def test_suspending_resuming_and_withdrawing(step, committee, given):
    step(committee, given.here, "suspend", reason="Chờ vốn.")
    assert state(given.here) == "suspended"
    step(committee, given.here, "resume")
    assert state(given.here) == "issued"
    step(committee, given.here, "withdraw", reason="Giao nơi khác.")
    assert state(given.here) == "withdrawn"


def test_a_recurring_task_is_withdrawn_with_all_its_periods(step, give, committee, read):
    (first,) = give("Rà soát hằng tháng.", "616", recurring="monthly")
    (second,) = make_due_periods(**on(date(2019, 8, 5)))
    assert "Các kỳ của nơi nhận này" in read(committee, first)

    step(committee, second, "withdraw", reason="Sáp nhập.", for_good="on")

    assert (state(first), state(second)) == ("withdrawn", "withdrawn")
    assert make_due_periods(**on(date(2019, 9, 5))) == []


def test_nobody_is_offered_to_confirm_what_they_reported(read, step, office, give, person):
    """The office reports for the province itself: somebody else of it confirms."""
    from task_world import unit

    from langmoi.direction.models import Assignment

    (given,) = give("Việc của tỉnh.", "616")
    Assignment.objects.filter(pk=given.assignment_id).update(unit=unit("62", "province"))
    step(office, given, "complete", result="Đã xong.")

    assert "confirm" not in offered(read(office, given))
    answer = step(office, given, "confirm")
    assert answer.status_code == 422
    assert state(given) == "reported"


def test_a_stranger_takes_no_step(step, other_district, committee, given):
    assert step(other_district, given.here, "accept").status_code == 404
    assert step(committee, given.here, "accept").status_code == 422
    assert step(committee, given.here, "unknown").status_code == 404
    assert state(given.here) == "issued"


def test_several_reports_are_confirmed_from_the_list(
    enter, committee, district_officer, other_district, given
):
    report_done(given.here, "Đã xong.", by=district_officer, **LATE)
    report_done(given.there, "Đã xong.", by=other_district, **LATE)
    client = enter(committee)
    text = client.get("/nhiem-vu/?trang-thai=reported").content.decode()
    assert f'value="{given.here.pk}"' in text

    address = "/nhiem-vu/xac-nhan/?trang-thai=reported"
    answer = client.post(address, {"viec": [given.here.pk, given.there.pk]})

    assert answer["Location"] == "/nhiem-vu/?trang-thai=reported"
    assert (state(given.here), state(given.there)) == ("done", "done")


def test_nothing_ticked_is_told(enter, committee, given):
    answer = enter(committee).post("/nhiem-vu/xac-nhan/", {}, follow=True)

    assert "Chưa đánh dấu việc nào." in unescape(answer.content.decode())


def test_a_district_confirms_nothing_of_others(enter, other_district, district_officer, given):
    report_done(given.here, "Đã xong.", by=district_officer, **LATE)

    answer = enter(other_district).post("/nhiem-vu/xac-nhan/", {"viec": [given.here.pk]})

    assert answer.status_code == 404
    assert state(given.here) == "reported"


def test_the_page_reads_the_same_number_of_times_however_long_the_story(
    enter, committee, district_officer, given, django_assert_max_num_queries
):
    client = enter(committee)
    client.get(f"/nhiem-vu/{given.here.pk}/")
    for at in range(8):
        day = on(date(2019, 8, 3))
        report_done(given.here, f"Lần {at}.", by=district_officer, **day)
        send_back_task(given.here, "Chưa đủ.", by=committee, **day)

    with django_assert_max_num_queries(25):
        client.get(f"/nhiem-vu/{given.here.pk}/")


def test_a_target_measures_itself_from_the_month(enter, committee, give, months, settings):
    settings.TODAY = "2019-12-20"
    target = {"what": "communes_meeting_criteria", "criteria": ["10"], "bound": "at_least"}
    target |= {"number": "100", "unit": "percent"}
    (given,) = give("Phấn đấu 100% số xã đạt.", "616", target=target)

    text = enter(committee).get(f"/nhiem-vu/{given.pk}/").content.decode()

    text = " ".join(unescape(text).split())
    assert "Ít nhất 100% số xã đạt tiêu chí 10." in text
    assert "1/10 xã" in text
    assert "Còn thiếu 9 xã" in text
    assert 'href="/xa/23542/?thang=2019-12"' in text
    assert "Tự tính từ phiếu tháng 12/2019 chưa chốt" in text
