"""The list of documents and the page of one: for its office, for who has its tasks, for others."""

from __future__ import annotations

from datetime import date

from langmoi.direction.actions import Document, add_directive
from langmoi.direction.models import Directive, DirectiveTask, TaskInstance
from langmoi.places.queries import unit_by_code

LIST = "/van-ban/"


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_office_issues_and_sees_how_it_stands(enter, taken, committee):
    address = f"{LIST}{taken.pk}/"
    assert "14 nhiệm vụ, đề nghị chưa giao" in text_of(enter(committee).get(address))
    enter(committee).post(f"{address}giao/", {"seen": taken.version})
    text = text_of(enter(committee).get(address))
    assert "chưa giao cho ai" not in text
    assert "Nội dung đề nghị" in text
    assert "Quá hạn chưa xong" in text  # 31/07/2019 went by before 20/12/2019
    assert "Từng nơi đã làm gì" in text
    assert "10 nơi chưa" in text


def test_a_district_sees_its_own_and_nobody_elses(enter, issued, district_officer, clerk):
    text = text_of(enter(district_officer).get(f"{LIST}{issued.pk}/"))
    assert "trong phạm vi được xem" in text
    assert "Huyện Sa Thầy" in text
    assert "Huyện Đăk Tô</b>" not in text
    assert "Giao thêm nơi" not in text
    assert enter(clerk).get(f"{LIST}{issued.pk}/").status_code == 404


def test_before_it_is_issued_only_its_office_sees_it(enter, taken, district_officer, committee):
    assert enter(district_officer).get(f"{LIST}{taken.pk}/").status_code == 404
    assert enter(district_officer).get(f"{LIST}{taken.pk}/tep/").status_code == 404
    answer = enter(committee).get(f"{LIST}{taken.pk}/tep/")
    assert answer.status_code == 200
    assert "july.txt" in answer["Content-Disposition"]
    assert "attachment" in answer["Content-Disposition"]


def test_number_and_day_are_filled_in_later(enter, issued, committee, district_officer):
    form = {
        "seen": issued.version,
        "issuer": issued.issuer,
        "title": issued.title,
        "number": "1987/UBND-NNTN",
        "dated_on": "25/07/2019",
    }
    address = f"{LIST}{issued.pk}/sua/"
    assert enter(district_officer).post(address, form).status_code == 404
    assert enter(committee).post(address, form).status_code == 302
    issued.refresh_from_db()
    assert (issued.number, issued.dated_on) == ("1987/UBND-NNTN", date(2019, 7, 25))
    assert issued.text
    again = enter(committee).post(address, form)
    assert again.status_code == 422
    assert "vừa được người khác sửa" in again.content.decode()


def test_a_task_is_added_changed_and_dropped_by_hand(enter, taken, committee):
    browser = enter(committee)
    form = {
        "seen": taken.version,
        "kind": "order",
        "clause": "5",
        "text": "Báo cáo kết quả.",
        "recurring": "",
        "lead_more": "UBND huyện Sa Thầy; Sở NN&PTNT",
    }
    assert browser.post(f"{LIST}{taken.pk}/nhiem-vu/", form).status_code == 302
    task = DirectiveTask.objects.latest("pk")
    assert task.assignments.count() == 2
    address = f"{LIST}nhiem-vu/{task.pk}/"
    taken.refresh_from_db()
    assert "Báo cáo kết quả." in text_of(browser.get(address))
    changed = {**form, "seen": taken.version, "text": "Báo cáo quý.", "recurring": "quarterly"}
    assert browser.post(address, changed).status_code == 302
    task.refresh_from_db()
    assert (task.text, task.recurring) == ("Báo cáo quý.", "quarterly")
    taken.refresh_from_db()
    assert browser.post(address, {"action": "drop", "seen": taken.version}).status_code == 302
    assert browser.get(address).status_code == 404


def test_one_more_place_gets_an_issued_task(enter, issued, committee, district_officer):
    task = issued.tasks.get(clause="2.3")
    address = f"{LIST}nhiem-vu/{task.pk}/them-noi/"
    told = {"seen": issued.version, "lead_more": "UBND xã Sa Nghĩa"}
    assert enter(district_officer).post(address, told).status_code == 404
    assert enter(committee).post(address, told).status_code == 302
    commune = unit_by_code("23542", date(2019, 12, 20), "commune").unit
    assert TaskInstance.objects.filter(assignment__task=task, assignment__unit=commune).exists()


def test_a_districts_plan_shows_under_what_it_carries_out(enter, issued, person, committee):
    chairman = person("chairman", "district_chairman", "616", "district")
    form = {
        "issuer": "UBND huyện Sa Thầy",
        "title": "Kế hoạch triển khai",
        "number": "45/KH-UBND",
        "dated_on": "05/08/2019",
        "carries_out": str(issued.pk),
    }
    assert enter(chairman).post(f"{LIST}moi/", form).status_code == 302
    plan = Directive.objects.get(number="45/KH-UBND")
    text = text_of(enter(committee).get(f"{LIST}{issued.pk}/"))
    assert "45/KH-UBND ngày 05/08/2019" in text
    assert "1 nơi đã có văn bản triển khai, 9 nơi chưa" in text
    assert f'href="/van-ban/{issued.pk}/"' in text_of(enter(chairman).get(f"{LIST}{plan.pk}/"))


def test_the_list_is_found_without_marks_and_by_state(enter, issued, committee, district_officer):
    for query in ("?tim=trien+khai+ket+luan", "?tt=qua-han", "?cap=province", "?tt=dang-lam"):
        assert f"/van-ban/{issued.pk}/" in text_of(enter(committee).get(LIST + query))
    for query in ("?tim=khong+co", "?tt=da-xong", "?cap=commune", "?tt=chua-giao"):
        assert "Không có văn bản nào khớp" in text_of(enter(committee).get(LIST + query))
    text = text_of(enter(district_officer).get(LIST))
    assert f"/van-ban/{issued.pk}/" in text
    assert "Đọc văn bản từ tệp" in text  # the district reads its own


def test_the_list_asks_no_more_however_long_it_is(
    enter, issued, committee, province, django_assert_max_num_queries
):
    told = {"on": date(2019, 12, 20), "at": issued.made_at}
    for number in range(12):
        document = Document(issuer="UBND tỉnh", title=f"Văn bản {number}", number=str(number))
        add_directive(document, province, by=committee, **told)
    with django_assert_max_num_queries(32):
        assert "Văn bản 11" in text_of(enter(committee).get(LIST))


def test_a_reader_without_tasks_is_told_what_will_come(enter, clerk):
    text = text_of(enter(clerk).get(LIST))
    assert "Chưa có văn bản" in text


def test_what_the_same_office_made_of_a_notice_shows_under_it(enter, issued, committee, province):
    told = {"by": committee, "on": date(2019, 12, 20), "at": issued.made_at}
    notice = add_directive(Document("Tỉnh ủy", "Thông báo", "980-TB/TU"), province, **told)
    Directive.objects.filter(pk=issued.pk).update(carries_out=notice)
    text = text_of(enter(committee).get(f"{LIST}{notice.pk}/"))
    assert "Văn bản cùng cấp triển khai văn bản này" in text
    assert "0 nơi đã có văn bản triển khai, 10 nơi chưa" in text
