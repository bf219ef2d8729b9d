"""The pages of difficulties: what each person finds, does, and is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from chain_world import TODAY
from difficulty_world import seen, when
from django.core.files.uploadedfile import SimpleUploadedFile
from evidence_files import pdf
from page_words import words

from langmoi.difficulties.actions import answer_difficulty, raise_difficulty
from langmoi.difficulties.models import Difficulty, DifficultyPaper, DifficultyState
from langmoi.reporting.actions import open_month

LIST = "/vuong-mac/"


@pytest.fixture
def december(world):
    return open_month(date(2019, 12, 1), by=world.office)


@pytest.fixture(autouse=True)
def evidence_home(monkeypatch, tmp_path):
    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)


@pytest.fixture
def typed(world, asked):
    return {
        "unit": str(world.unit.pk),
        "about": f"{asked.criterion}|{asked.indicator}",
        "title": asked.title,
        "text": asked.text,
        "cause": "guidance",
        "month": "",
    }


def get(enter, user, address, status=200):
    answer = enter(user).get(address)
    assert answer.status_code == status, words(answer.content.decode())
    return words(answer.content.decode())


def test_the_list_shows_what_is_in_scope_with_its_totals(enter, world, raised, stranger):
    text = get(enter, world.office, LIST)

    assert raised.title in text
    assert "Chưa giải quyết 1" in text
    assert "Xã Sa Nghĩa SYT Chờ tiếp nhận 06/01/2020" in text
    assert raised.title not in get(enter, stranger, LIST)
    assert "Chưa có vướng mắc nào" in get(enter, stranger, LIST)


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("trang-thai=cho-tiep-nhan", True),
        ("trang-thai=qua-han", False),
        ("nguyen-nhan=guidance", True),
        ("nguyen-nhan=land", False),
        ("tieu-chi=health", True),
        ("tieu-chi=income", False),
        ("tim=bao hiem", True),
        ("tim=thuy loi", False),
        ("noi=abc&co-quan=x", True),
    ],
)
def test_the_list_is_narrowed_by_its_address(enter, world, raised, query, is_there):
    assert (raised.title in get(enter, world.office, f"{LIST}?{query}")) == is_there


def test_the_list_as_excel_says_what_it_is(enter, world, raised):
    answer = enter(world.office).get(f"{LIST}?trang-thai=cho-tiep-nhan&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    (row,) = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert row[0] == raised.title
    facts = {r[0]: r[1] for r in book.worksheets[0].iter_rows(min_row=3, values_only=True)}
    assert facts["Bộ lọc"] == "trạng thái: Chờ tiếp nhận"


def test_more_rows_take_no_more_queries(enter, world, asked, raised, django_assert_max_num_queries):
    for n in range(15):
        raise_difficulty(world.unit, replace(asked, title=f"Số {n}"), by=world.officer, **when())
    browser = enter(world.office)
    browser.get(LIST)

    with django_assert_max_num_queries(34):
        browser.get(LIST)


def test_the_table_counts_by_criterion_and_place_and_leads_to_lists(enter, world, raised):
    answer = enter(world.office).get(f"{LIST}bang/")
    text = answer.content.decode()

    assert "15. Y tế 1 /1 1 /1" in words(text)
    assert "Huyện Sa Thầy" in words(text)
    assert "?tieu-chi=health&amp;noi=" in text
    of_communes = get(enter, world.reviewer, f"{LIST}bang/")
    assert "Xã Sa Nghĩa" in of_communes
    book = enter(world.office).get(f"{LIST}bang/?tep=xlsx")
    assert book["Content-Type"].endswith("sheet")


def test_causes_and_the_time_of_answers(enter, world, raised):
    answer_difficulty(raised, "Đã rõ.", seen=1, by=world.doctor, **when(date(2019, 12, 24)))

    text = get(enter, world.office, f"{LIST}nguyen-nhan/")

    assert "Thiếu văn bản hướng dẫn hoặc hướng dẫn chưa rõ 1 15 (1) Huyện Sa Thầy (1)" in text
    assert "SYT 1 1 (100%) 2 2" in text
    assert "mức tạm, chờ văn bản: chưa tìm thấy quy định" in text
    assert enter(world.office).get(f"{LIST}nguyen-nhan/?tep=xlsx").status_code == 200


def test_a_commune_raises_one_with_a_paper_from_an_unmet_criterion(enter, world, typed):
    form = get(enter, world.officer, f"{LIST}moi/?xa=23542&tieu-chi=health&thang=2019-12")
    assert "15. Cả tiêu chí Y tế" in form
    file = SimpleUploadedFile("danh-sach.pdf", pdf(), content_type="application/pdf")

    answer = enter(world.officer).post(
        f"{LIST}moi/", {**typed, "month": "2019-12", "paper_file": file}
    )

    made = Difficulty.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert (made.month, made.cause) == (date(2019, 12, 1), "guidance")
    paper = DifficultyPaper.objects.get()
    assert paper.title == "danh-sach"
    served = enter(world.doctor).get(f"{LIST}tai-lieu/{paper.pk}/")
    assert served.content == pdf()
    assert "danh-sach.pdf" in served["Content-Disposition"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Ô này còn trống"),
        ({"cause": "other"}, "Chưa ghi nguyên nhân khác là gì"),
        ({"about": "x"}, "Không có lựa chọn này"),
        ({"paper_number": "12"}, "Hãy ghi tên tài liệu có số, ngày này"),
        ({"unit": "1"}, "Không có lựa chọn này"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(enter, world, typed, changed, said):
    answer = enter(world.officer).post(f"{LIST}moi/", {**typed, **changed})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in words(text)
    assert typed["text"] in text
    assert not Difficulty.objects.exists()


def test_a_file_that_is_not_taken_leaves_nothing_behind(enter, world, typed):
    file = SimpleUploadedFile("a.pdf", b"MZ not a pdf")

    answer = enter(world.officer).post(f"{LIST}moi/", {**typed, "paper_file": file})

    assert answer.status_code == 422
    assert not Difficulty.objects.exists()


def test_who_may_not_raise_has_no_such_page(enter, world):
    for user in (world.reader, world.leader):
        assert enter(user).get(f"{LIST}moi/").status_code == 404
        assert enter(user).get(f"{LIST}moi/da-hoi/").status_code == 404


def test_what_was_answered_before_is_shown_while_one_is_written(
    enter, world, raised, typed, stranger
):
    answer_difficulty(raised, "Lập danh sách gửi BHXH.", seen=1, by=world.doctor, **when())
    piece = get(enter, world.officer, f"{LIST}moi/da-hoi/?about={typed['about']}")
    looked = enter(world.officer).post(f"{LIST}moi/", {**typed, "title": "Mới", "xem": "1"})

    assert "Lập danh sách gửi BHXH." in piece
    assert looked.status_code == 200
    assert "Lập danh sách gửi BHXH." in looked.content.decode()
    assert Difficulty.objects.count() == 1
    elsewhere = enter(stranger).get(f"{LIST}moi/da-hoi/?about=health").content.decode()
    assert "Lập danh sách gửi BHXH." in elsewhere
    assert f"{LIST}{raised.pk}/" not in elsewhere
    assert "Sa Nghĩa" not in elsewhere


def test_a_page_offers_each_person_their_own_steps(enter, world, raised, stranger):
    page = f"{LIST}{raised.pk}/"

    assert "Gửi trả lời" in get(enter, world.doctor, page)
    assert "Nhận giải quyết" in get(enter, world.reviewer, page)
    assert "Rút vướng mắc" in get(enter, world.officer, page)
    seen_only = get(enter, world.reader, page)
    assert raised.text in seen_only
    assert "Rút vướng mắc" not in seen_only
    assert "Gửi trả lời" not in seen_only
    get(enter, stranger, page, status=404)


def test_an_answer_goes_to_who_asked_who_takes_it(enter, world, raised):
    page = f"{LIST}{raised.pk}/"
    told = {"text": "Lập danh sách.", "seen": "1", "is_shared": "on", "cause": ""}
    answered = enter(world.doctor).post(f"{page}tra-loi/", told)
    assert answered.status_code == 302

    text = get(enter, world.officer, page)
    assert "Lập danh sách." in text
    assert "Trả lời sau 0 ngày làm việc, đúng hạn" in text
    enter(world.chairman).post(f"{page}dong-y/", {"note": "", "seen": str(seen(raised))})

    raised.refresh_from_db()
    assert raised.state == DifficultyState.CLOSED


def test_the_second_of_two_is_told_and_keeps_what_was_typed(enter, world, raised):
    page = f"{LIST}{raised.pk}/"
    told = {"text": "Trả lời thứ nhất.", "seen": "1", "cause": ""}
    enter(world.doctor).post(f"{page}tra-loi/", told)

    late = enter(world.doctor2).post(f"{page}tra-loi/", {**told, "text": "Thứ hai."})

    assert late.status_code == 422
    assert "vừa được người khác xử lý" in words(late.content.decode())
    assert "Thứ hai." in late.content.decode()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("chuyen", {"to": "district", "reason": "Huyện làm được."}),
        ("len-cap-tren", {"reason": "Vượt thẩm quyền."}),
        ("tiep-nhan", {"note": ""}),
    ],
)
def test_the_desk_s_other_steps(enter, world, raised, word, told):
    answer = enter(world.doctor).post(f"{LIST}{raised.pk}/{word}/", {**told, "seen": "1"})

    assert answer.status_code == 302
    raised.refresh_from_db()
    assert raised.version == 2


def test_a_step_of_another_side_is_refused(enter, world, raised, stranger):
    page = f"{LIST}{raised.pk}/tra-loi/"

    refused = enter(world.builder).post(page, {"text": "Không phải tôi.", "seen": "1", "cause": ""})
    assert refused.status_code == 422
    assert "Chỉ nơi đang giải quyết được trả lời" in words(refused.content.decode())
    assert enter(stranger).post(page, {"text": "x", "seen": "1"}).status_code == 404
    assert enter(world.doctor).post(f"{LIST}{raised.pk}/khac/", {}).status_code == 404
    assert enter(world.doctor).get(page).status_code == 405


def test_a_difficulty_stands_beside_the_unmet_criterion_of_its_commune(
    enter, world, raised, december
):
    from figures_made import DECEMBER, figures_missing, file_month

    december.delete()
    file_month(DECEMBER, {"23542": figures_missing({"15"})}, by=world.office, closed=False)

    text = enter(world.officer).get("/xa/23542/").content.decode()

    assert "1 vướng mắc chưa giải quyết" in text
    assert "Nêu vướng mắc" in text
    assert "tieu-chi=health" in text
    assert "Nêu vướng mắc" not in enter(world.reader).get("/xa/23542/").content.decode()
    assert TODAY.year == 2019
