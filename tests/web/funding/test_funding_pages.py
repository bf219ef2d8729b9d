"""Pages of projects and money: lists, one project, forms, taking back, files, what each may see."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from funding_world import SA_BINH, WHEN, add, line, millions, unit, written

from langmoi.funding.actions import add_line
from langmoi.funding.models import FundingUpload, MoneyLine, Project, ProjectPaper

LIST, MONEY = "/cong-trinh/", "/von/"
FORM = {
    "name": "Đường thôn 3", "content": "road", "owner": "UBND xã", "owner_level": "commune",
    "builder": "community", "mechanism": "normal", "total": "1000", "place0": "23542",
    "criterion0": "2", "source0": "1.1.1", "amount0": "800", "source1": "5.1", "amount1": "200",
    "approved_on": "10/02/2018",
}  # fmt: skip
LINE = {
    "kind": "allocation", "source": "1.1.1", "year": "2018", "day": "01/03/2018", "amount": "500",
}  # fmt: skip


def text(answer):
    return answer.content.decode()


def test_the_list_narrows_by_words_without_marks_and_tells_totals(enter, months, clerk, office):
    written(clerk)
    other = written(office, SA_BINH, name="Kênh mương thôn 1", content="canal", code="K-1")
    add(office, other, amount=500)
    page = enter(office)

    whole = text(page.get(LIST))
    assert "Đường trục thôn" in whole
    assert "Cộng 2 công trình" in whole
    assert "2.000" in whole
    only = text(page.get(f"{LIST}?tim=kenh+MUONG&huyen=616&xa={SA_BINH}&noi-dung=canal"))
    assert "Kênh mương" in only
    assert "Đường trục" not in only
    for query in (
        "tieu-chi=3", "nguon=2", "co-che=special", "trang-thai=handed_over", "nam=2019", "keu-goi=1"
    ):  # fmt: skip
        assert "Không có công trình nào khớp" in text(page.get(f"{LIST}?{query}")), query
    assert "Kênh mương" in text(page.get(f"{LIST}?nguon=1.1&nam=2018&trang-thai=approved"))
    assert "Kênh mương" not in text(enter(clerk).get(LIST))


def test_the_list_asks_as_often_for_many_projects_as_for_few(
    enter, months, clerk, office, django_assert_max_num_queries
):
    for number in range(12):
        project = written(clerk, code=f"C-{number}")
        add(clerk, project, amount=number + 1)
    page = enter(office)
    page.get(LIST)
    with django_assert_max_num_queries(26):
        assert text(page.get(LIST)).count("C-") >= 12


def test_the_list_goes_out_as_a_file(enter, months, clerk, office):
    written(clerk)
    book = openpyxl.load_workbook(io.BytesIO(enter(office).get(f"{LIST}?tep=xlsx").content))
    rows = list(book["Số liệu"].values)
    assert rows[1][1] == "Đường trục thôn"
    assert rows[1][9] == 1000
    assert enter(office).get(f"{LIST}?tep=mau").status_code == 200
    assert enter(office).get(f"{LIST}?tep=pdf").status_code == 404


def test_a_project_is_written_and_changed_by_form(enter, months, clerk):
    page = enter(clerk)
    assert 'value="23542"' in text(page.get(f"{LIST}moi/"))
    answer = page.post(f"{LIST}moi/", FORM)
    project = Project.objects.get()
    assert answer.url == f"{LIST}{project.pk}/"
    assert (project.total, project.people_part) == (millions(1000), millions(200))
    assert project.owner_unit == unit()

    shown = text(page.get(f"{LIST}{project.pk}/sua/"))
    assert 'value="1000"' in shown
    assert 'value="800"' in shown
    changed = FORM | {"seen": "1", "name": "Đường thôn 4", "code": project.code}
    assert page.post(f"{LIST}{project.pk}/sua/", changed).status_code == 302
    shown = text(page.get(f"{LIST}{project.pk}/"))
    assert "Tên: Đường thôn 3 → Đường thôn 4" in shown
    stale = page.post(f"{LIST}{project.pk}/sua/", changed | {"name": "Cũ"})
    assert stale.status_code == 422
    assert "vừa được người khác sửa" in text(stale)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"total": "1200"}, "thiếu 200 triệu đồng"),
        ({"total": "1.200"}, "có thể là 1200"),
        ({"place0": "Sa Bình"}, "không có xã “Sa Bình” trong phạm vi quản lý"),
        ({"amount1": ""}, "Chưa ghi số tiền của nguồn này"),
        ({"source1": ""}, "Chưa chọn nguồn của số tiền này"),
        ({"criterion1": "3"}, "mỗi dòng phải ghi phần trăm"),
        ({"approved_on": "31/02/2018"}, "Không hiểu ngày này"),
        ({"mechanism": "special"}, "Chưa bảo đảm điều kiện cơ chế đặc thù"),
        ({"started_on": "01/01/2018"}, "trước ngày phê duyệt"),
    ],
)
def test_what_does_not_fit_stands_on_the_form(enter, months, clerk, told, said):
    answer = enter(clerk).post(f"{LIST}moi/", FORM | told)

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Project.objects.exists()


def test_lines_are_written_and_taken_back(enter, months, clerk):
    project = written(clerk)
    page = enter(clerk)
    at = f"{LIST}{project.pk}/"
    early = page.post(f"{at}von/", LINE | {"kind": "disbursement"})
    assert early.status_code == 422
    assert "chưa phân bổ đồng nào" in text(early)
    assert page.post(f"{at}von/", LINE).url == at
    assert "1 dòng vốn" in text(page.get(at))

    made = MoneyLine.objects.get()
    back = f"{MONEY}dong/{made.pk}/rut/"
    assert "Rút dòng này" in text(page.get(back))
    assert page.post(back, {"why": " "}).status_code == 422
    assert page.post(back, {"why": "ghi nhầm nguồn"}).url == at
    assert "ghi nhầm nguồn" in text(page.get(at))
    assert "ghi nhầm nguồn" in text(page.get(f"{MONEY}dong/?rut=1"))


def test_money_of_a_district_is_written_without_a_project(enter, months, district_officer):
    page, key = enter(district_officer), unit("616", "district").pk
    assert "Huyện Sa Thầy" in text(page.get(f"{MONEY}dong/moi/"))
    assert page.post(f"{MONEY}dong/moi/", LINE | {"unit": key}).status_code == 302
    assert MoneyLine.objects.get().unit_id == key
    outside = page.post(f"{MONEY}dong/moi/", LINE | {"unit": unit("613", "district").pk})
    assert outside.status_code == 422
    assert MoneyLine.objects.count() == 1


def test_the_tree_shows_a_year_up_to_a_month_by_place(enter, months, office):
    project = written(office)
    add(office, project, amount=500)
    add(office, project, "disbursement", 250, date(2018, 6, 1))
    add_line(line(None, unit=unit("616", "district").pk, amount=70), by=office, **WHEN)
    page = enter(office)

    whole = text(page.get(f"{MONEY}?nam=2018"))
    assert "570" in whole
    assert "43,9%" in whole  # 250 of 570
    assert "Theo huyện, năm 2018" in whole
    assert "0,0%" in text(page.get(f"{MONEY}?nam=2018&den-thang=5"))
    district = text(page.get(f"{MONEY}?nam=2018&huyen=616"))
    assert "Theo xã, năm 2018" in district
    assert "Chưa tách theo xã" in district
    book = openpyxl.load_workbook(
        io.BytesIO(page.get(f"{MONEY}?nam=2018&xa=23542&tep=xlsx").content)
    )
    assert list(book["Số liệu"].values)[-1][:5] == ("", "Cộng", 0, 500, 250)
    lines = text(page.get(f"{MONEY}dong/?nam=2018&loai=allocation&nguon=1.1"))
    assert "Cộng 2 dòng" in lines
    assert page.get(f"{MONEY}dong/?tep=xlsx").status_code == 200
    assert page.get(f"{MONEY}dong/?tep=mau").status_code == 200


def test_a_project_stops_and_goes_on(enter, months, clerk):
    project = written(clerk, started_on=date(2018, 5, 1))
    page, at = enter(clerk), f"{LIST}{project.pk}/"
    refused = page.post(f"{at}dung/", {"seen": "1", "stopped_on": "01/01/2018", "why": "x"})
    assert refused.status_code == 422
    assert "trước ngày khởi công" in text(refused)
    page.post(f"{at}dung/", {"seen": "1", "stopped_on": "01/06/2018", "why": "thiếu vốn"})
    assert "Đã dừng từ 01/06/2018" in text(page.get(at))
    page.post(f"{at}lam-tiep/", {"seen": "2", "why": "có vốn"})
    assert "Đã dừng từ" not in text(page.get(at))


def test_papers_are_kept_served_and_taken_off(enter, months, clerk, stranger, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    project = written(clerk)
    page, at = enter(clerk), f"{LIST}{project.pk}/"
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    file = SimpleUploadedFile("anh.png", buffer.getvalue())
    page.post(f"{at}giay-to/", {"about": "Biên bản nghiệm thu", "file": file})
    paper = ProjectPaper.objects.get()
    assert "Biên bản nghiệm thu" in text(page.get(at))
    assert page.get(f"{LIST}giay-to/{paper.pk}/").status_code == 200
    assert enter(stranger).get(f"{LIST}giay-to/{paper.pk}/").status_code == 404
    page = enter(clerk)
    page.post(f"{LIST}giay-to/{paper.pk}/go/")
    assert page.get(f"{LIST}giay-to/{paper.pk}/").status_code == 404
    bad = SimpleUploadedFile("x.exe", b"MZ nothing")
    answer = page.post(f"{at}giay-to/", {"about": "x", "file": bad}, follow=True)
    assert ProjectPaper.objects.count() == 1
    assert answer.status_code == 200


def test_a_workbook_is_checked_shown_and_written(enter, months, clerk, office):
    page = enter(office)
    for at in (f"{LIST}nhap/", f"{MONEY}nhap/"):
        assert page.get(at).status_code == 200
        assert page.get(f"{at}mau.xlsx").status_code == 200
    written(clerk)
    content = page.get(f"{LIST}?tep=mau").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet["B2"] = "Đường sửa tên"
    buffer = io.BytesIO()
    book.save(buffer)
    answer = page.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("a.xlsx", buffer.getvalue())})
    upload = FundingUpload.objects.get()
    assert answer.url == f"{MONEY}nhap/{upload.pk}/"
    assert "Sửa 1 phần" in text(page.get(answer.url))
    assert enter(clerk).get(answer.url).status_code == 404
    page = enter(office)
    assert page.post(answer.url).status_code == 302
    assert Project.objects.get().name == "Đường sửa tên"

    sheet["N2"] = -5
    buffer = io.BytesIO()
    book.save(buffer)
    faulty = page.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("b.xlsx", buffer.getvalue())})
    assert faulty.status_code == 422
    assert "N2" in text(faulty)
    assert FundingUpload.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_others_find_no_forms(enter, months, clerk, who, request):
    project = written(clerk)
    made = add(clerk, project)
    page = enter(request.getfixturevalue(who))
    sees = 200 if who == "reader" else 404
    assert page.get(f"{LIST}{project.pk}/").status_code == sees
    for at in (
        f"{LIST}{project.pk}/sua/",
        f"{LIST}{project.pk}/von/",
        f"{MONEY}dong/{made.pk}/rut/",
    ):
        assert page.get(at).status_code == 404
    for at in (f"{LIST}{project.pk}/dung/", f"{LIST}{project.pk}/giay-to/"):
        assert page.post(at).status_code in (403, 404)
    if who == "reader":
        for at in (f"{LIST}moi/", f"{MONEY}dong/moi/", f"{LIST}nhap/", f"{MONEY}nhap/"):
            assert page.get(at).status_code == 404
        assert "Lập công trình" not in text(page.get(LIST))


def test_a_commune_page_tells_its_projects(enter, months, clerk):
    project = written(clerk)
    add(clerk, project, amount=500)
    shown = text(enter(clerk).get("/xa/23542/"))

    assert "Công trình và vốn, đến" in shown
    assert f"{LIST}?xa=23542" in shown


def test_a_commune_s_form_leaves_the_call_as_the_province_wrote_it(enter, months, clerk, office):
    project = written(clerk)
    sent = FORM | {"open_call": "Mời góp vốn", "seen": "1"}

    enter(clerk).post(f"{LIST}{project.pk}/sua/", sent)
    project.refresh_from_db()
    assert (project.name, project.open_call) == ("Đường thôn 3", "")

    enter(office).post(f"{LIST}{project.pk}/sua/", sent | {"seen": str(project.version)})
    project.refresh_from_db()
    assert project.open_call == "Mời góp vốn"
    enter(clerk).post(f"{LIST}{project.pk}/sua/", FORM | {"seen": str(project.version)})
    project.refresh_from_db()
    assert project.open_call == "Mời góp vốn"
