"""Pages of registers: lists and filters, an entry and its steps, forms, files, the office's own."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from evidence_files import pdf
from registers_world import TODAY, add, move, put

from langmoi.registers.models import Entry, EntryFile, RegisterKind, RegisterUpload
from langmoi.registers.queries import row_of

HTX = "/so-theo-doi/cooperative/"
NEW = {
    "name": "HTX Dược liệu Sa Nghĩa",
    "f_field": "forestry",
    "f_founded_on": "02/03/2018",
    "f_charter_capital": "1.234,5",
    "state": "active",
    "since": "02/03/2018",
}


@pytest.fixture
def htx(clerk):
    return add(clerk)


@pytest.fixture
def text(enter):
    """text(address, user) of a page that answers with 200."""

    def get(address, user):
        answer = enter(user).get(address)
        assert answer.status_code == 200, answer.content.decode()[:300]
        return answer.content.decode()

    return get


def test_the_registers_are_listed_with_what_each_is_for(htx, text, clerk, office, reader):
    page = text("/so-theo-doi/", clerk)
    assert "Hợp tác xã" in page
    assert "Chỉ tiêu 13.1" in page
    assert "được ghi" in page
    assert "Mẫu sổ" in text("/so-theo-doi/", office)
    assert "chỉ xem" in text("/so-theo-doi/", reader)


def test_a_list_is_narrowed_and_searched_without_accents(text, office, clerk):
    add(clerk)
    add(
        office,
        code="23434",
        name="HTX Kon Đào",
        fields={"field": "livestock", "founded_on": date(2014, 5, 12)},
    )
    for query, found, missing in (
        ("?tim=nong+nghiep", "HTX Nông nghiệp Sa Nghĩa", "HTX Kon Đào"),
        ("?huyen=612", "HTX Kon Đào", "HTX Nông nghiệp"),
        ("?xa=23542", "HTX Nông nghiệp", "HTX Kon Đào<"),
        ("?f-field=livestock", "HTX Kon Đào", "HTX Nông nghiệp"),
        ("?trang-thai=paused", "bỏ bớt điều kiện lọc", "HTX Nông nghiệp"),
    ):
        # Above the list stand the communes without a lawful one, whatever is asked for.
        page = text(HTX + query, office).partition('id="h-list"')[2]
        assert found in page, query
        assert missing not in page, query
    assert "HTX Kon Đào" not in text(HTX, clerk)


def test_a_list_is_read_as_excel_and_as_a_map(htx, enter, office, text, months):
    answer = enter(office).get(f"{HTX}?tep=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "HTX Nông nghiệp Sa Nghĩa" in [cell.value for cell in book["Số liệu"][2]]
    page = text(f"{HTX}?xem=ban-do", office)
    assert "Xã Sa Nghĩa 1 hợp tác xã" in page
    assert "Xã Sa Sơn 0 hợp tác xã" in page


def test_an_entry_shows_its_fields_states_records_and_history(htx, text, clerk, reader):
    put(htx, clerk, "members", day=date(2019, 6, 30), fields={"total": 32})
    move(htx, clerk, "paused", date(2019, 9, 1), document="TB 12", note="Thiếu vốn")
    page = text(f"{HTX}{htx.pk}/", clerk)
    for said in ("350", "Số thành viên (người): <b>32", "Tạm ngừng", "TB 12", "Thiếu vốn", "Sửa"):
        assert said in page, said
    assert "ghi mục mới vào sổ" in page.lower()
    assert "Ghi trạng thái mới" not in text(f"{HTX}{htx.pk}/", reader)


def test_an_entry_out_of_sight_does_not_exist(htx, enter, stranger):
    client = enter(stranger)
    for address in (f"{HTX}{htx.pk}/", f"{HTX}{htx.pk}/sua/", "/so-theo-doi/nothing/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{HTX}{htx.pk}/buoc/", {"step": "move"}).status_code == 404


def test_who_only_reads_writes_nothing(htx, enter, reader):
    client = enter(reader)
    assert client.get(f"{HTX}moi/").status_code == 404
    assert client.get(f"{HTX}nhap/").status_code == 404
    assert client.post(f"{HTX}{htx.pk}/buoc/", {"step": "move"}).status_code == 403


def test_a_new_entry_is_written_by_its_form(enter, clerk, kontum):
    from registers_world import unit

    client = enter(clerk)
    assert "Tên hợp tác xã" in client.get(f"{HTX}moi/").content.decode()
    answer = client.post(f"{HTX}moi/", NEW | {"unit": unit().pk})
    entry = Entry.objects.get()
    assert answer["Location"] == f"{HTX}{entry.pk}/"
    assert entry.fields["charter_capital"] == 1_234_500_000


def test_faults_of_a_form_stand_at_their_fields_and_nothing_is_written(enter, clerk, kontum):
    from registers_world import unit

    wrong = {"f_charter_capital": "nhiều", "f_founded_on": "31/02/2018", "since": ""}
    answer = enter(clerk).post(f"{HTX}moi/", NEW | {"unit": unit().pk} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“nhiều” không phải là số" in page
    assert "Không hiểu ngày này" in page
    assert "nhiều" in page
    assert not Entry.objects.exists()


def test_a_change_from_an_old_page_is_told(htx, enter, clerk):
    move(htx, clerk, "paused", date(2019, 9, 1))
    told = {"name": htx.name, "f_field": "crops", "f_founded_on": "12/05/2014", "seen": 1}
    answer = enter(clerk).post(f"{HTX}{htx.pk}/sua/", told | {"f_phone": "0905"})
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.content.decode()
    answer = enter(clerk).post(f"{HTX}{htx.pk}/sua/", told | {"f_phone": "0905", "seen": 2})
    assert answer.status_code == 302
    htx.refresh_from_db()
    assert htx.fields == {"field": "crops", "founded_on": "2014-05-12", "phone": "0905"}


def step(client, entry, name, **told):
    entry.refresh_from_db()
    return client.post(f"{HTX}{entry.pk}/buoc/", {"step": name, "seen": entry.version, **told})


def test_the_steps_of_an_entry_are_taken_by_their_forms(htx, enter, clerk):
    client = enter(clerk)
    assert step(client, htx, "move", state="paused", since="01/09/2019").status_code == 302
    assert step(client, htx, "take_back_state", why="Ghi nhầm.").status_code == 302
    told = {"when": "30/06/2019", "f_total": "32"}
    assert step(client, htx, "record-members", **told).status_code == 302
    row = row_of(htx, on=TODAY).records["members"][0]
    assert step(client, htx, "take_back_record", row=row.pk, why="Sai.").status_code == 302
    file = SimpleUploadedFile("dieu-le.pdf", pdf())
    assert step(client, htx, "attach", label="Điều lệ", file=file).status_code == 302
    paper = EntryFile.objects.get()
    assert client.get(f"/so-theo-doi/giay-to/{paper.pk}/").status_code == 200
    assert step(client, htx, "take_off", row=paper.pk, why="Sai tệp.").status_code == 302
    assert client.get(f"/so-theo-doi/giay-to/{paper.pk}/").status_code == 404
    assert step(client, htx, "take_back", why="Ghi hai lần.").status_code == 302
    assert "Đã thu hồi" in client.get(f"{HTX}{htx.pk}/").content.decode()
    assert step(client, htx, "dance").status_code == 404


def test_a_refused_step_says_why_at_its_form(htx, enter, clerk):
    client = enter(clerk)
    for name, told, said in (
        ("move", {"state": "dissolved", "since": "01/09/2019"}, "không chuyển sang"),
        ("move", {"state": "paused", "since": "01/01/2020"}, "chưa tới"),
        ("record-members", {"when": "30/06/2019", "f_total": "-3"}, "không được nhỏ hơn"),
        ("record-operation", {"when": "hai", "f_revenue": "3"}, "bốn chữ số"),
        ("take_back", {"why": ""}, "còn trống"),
        ("attach", {"label": "Điều lệ"}, "Chưa chọn tệp"),
    ):
        answer = step(client, htx, name, **told)
        assert answer.status_code == 422, name
        assert said in answer.content.decode(), (name, said)


def test_a_workbook_is_looked_at_and_then_written(htx, enter, clerk):
    client = enter(clerk)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{HTX}nhap/mau.xlsx?day-du=1").content))
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "Điện thoại")
    page.cell(2, column, "0905 123 456")
    buffer = io.BytesIO()
    book.save(buffer)
    answer = client.post(f"{HTX}nhap/", {"file": SimpleUploadedFile("s.xlsx", buffer.getvalue())})
    upload = RegisterUpload.objects.get()
    assert answer["Location"] == f"{HTX}nhap/{upload.pk}/"
    seen = client.get(answer["Location"]).content.decode()
    assert "sửa Điện thoại" in seen
    value = seen.partition('name="seen" value="')[2].partition('"')[0]
    assert client.post(answer["Location"], {"seen": value}).status_code == 302
    htx.refresh_from_db()
    assert htx.fields["phone"] == "0905 123 456"
    assert client.get(answer["Location"]).status_code == 404


def test_faults_of_a_workbook_are_listed_by_cell(enter, clerk):
    client = enter(clerk)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{HTX}nhap/mau.xlsx").content))
    book.worksheets[0].cell(2, 2, "HTX không có xã")
    buffer = io.BytesIO()
    book.save(buffer)
    answer = client.post(f"{HTX}nhap/", {"file": SimpleUploadedFile("s.xlsx", buffer.getvalue())})
    assert answer.status_code == 422
    assert "A2" in answer.content.decode()
    assert not RegisterUpload.objects.exists()


def test_the_office_makes_a_register_on_a_page(enter, office, clerk):
    client = enter(office)
    page = client.get("/so-theo-doi/mau-so/moi/").content.decode()
    assert "gieng_nuoc" in page
    from langmoi.web.registers.configuring import EXAMPLE

    wrong = EXAMPLE.replace("type: decimal", "type: number")
    answer = client.post("/so-theo-doi/mau-so/moi/", {"text": wrong, "seen": 0})
    assert answer.status_code == 422
    assert "Dòng 12:" in answer.content.decode()
    answer = client.post("/so-theo-doi/mau-so/moi/", {"text": EXAMPLE, "seen": 0})
    assert answer["Location"] == "/so-theo-doi/mau-so/gieng_nuoc/"
    assert RegisterKind.objects.get().version == 1
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/so-theo-doi/mau-so/").status_code == 200
    assert client.get("/so-theo-doi/mau-so/moi/?theo=cooperative").status_code == 200
    assert client.get("/so-theo-doi/gieng_nuoc/").status_code == 200
    assert enter(clerk).get("/so-theo-doi/mau-so/").status_code == 404


def test_a_long_list_is_paged_and_read_in_few_queries(
    office, enter, months, django_assert_max_num_queries
):
    for number in range(55):
        add(office, name=f"HTX số {number:02}")
    client = enter(office)
    client.get(HTX)
    with django_assert_max_num_queries(40):
        page = client.get(HTX).content.decode()
    assert "Trang 1/2" in page
    assert "HTX số 54" in client.get(f"{HTX}?trang=2").content.decode()
