"""A department's own figures by page: template, faults, preview, confirmation, differences."""

import io

import openpyxl
import pytest
from chain_world import INCOME, MONTH, NGHIA, now
from django.core.files.uploadedfile import SimpleUploadedFile

from langmoi.reporting.models import ExpectedValue
from langmoi.reporting.workbook.headings import find_headings
from langmoi.reporting.workbook.read_book import read_book

pytestmark = pytest.mark.django_db
INSURED = "insured_people"


def fill(content, values):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in read_book(content).sheets:
        headings = find_headings(sheet)
        rows = sheet.lines.items() if headings else ()
        for row, line in rows:
            if row > headings.keys_row and line[headings.code_column].text == NGHIA:
                keys = {cell.text: at for at, cell in sheet.lines[headings.keys_row].items()}
                for key, value in values.items():
                    book[sheet.name].cell(row, keys[key]).value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def give(client, content, name="bhyt.xlsx"):
    return client.post("/so-lieu-nganh/?thang=2019-12", {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def template(client, people, december):
    client.force_login(people.doctor)
    answer = client.get("/so-lieu-nganh/mau.xlsx")
    assert answer.status_code == 200
    return answer.content


def test_a_filled_workbook_is_shown_and_written_once_confirmed(client, people, template):
    content = fill(template, {f"{INSURED}_num": 850, f"{INSURED}_den": 1000})
    shown = give(client, content)
    assert shown.status_code == 200
    assert not ExpectedValue.objects.exists()
    told = {"checked": shown.context["checked"]}
    address = f"/so-lieu-nganh/ghi/?nganh={people.health.pk}"

    done = client.post(address, told, follow=True)

    assert "thêm 1, sửa 0, xóa 0" in done.content.decode()
    assert ExpectedValue.objects.get().value == {"num": "850", "den": "1000"}
    assert client.post(address, told).status_code == 422  # pressed twice: it has moved


def test_faults_are_all_shown_and_nothing_is_written(client, people, template):
    answer = give(client, fill(template, {f"{INSURED}_num": "?", f"{INSURED}_den": 1000}))
    assert answer.status_code == 422
    assert "chỗ cần sửa" in answer.content.decode()
    assert not ExpectedValue.objects.exists()


def test_a_file_that_is_none_and_no_file_are_refused_in_words(client, people, template):
    assert give(client, b"hello").status_code == 422
    assert client.post("/so-lieu-nganh/").status_code == 422


def test_a_forged_or_borrowed_confirmation_is_refused(client, people, template):
    shown = give(client, fill(template, {f"{INSURED}_num": 850, f"{INSURED}_den": 1000}))
    checked = shown.context["checked"]
    assert client.post("/so-lieu-nganh/ghi/", {"checked": checked + "x"}).status_code == 422
    assert client.post("/so-lieu-nganh/ghi/", {}).status_code == 422
    client.force_login(people.builder)
    assert client.post("/so-lieu-nganh/ghi/", {"checked": checked}).status_code == 422
    assert not ExpectedValue.objects.exists()


def test_people_of_no_department_have_no_such_page(client, people, december):
    for user in (people.officer, people.office, people.reader):
        client.force_login(user)
        assert client.get("/so-lieu-nganh/").status_code == 403
        assert client.get("/so-lieu-nganh/mau.xlsx").status_code == 403
        assert client.post("/so-lieu-nganh/ghi/", {"checked": "x"}).status_code == 403


def test_another_department_is_not_found(client, people, december):
    client.force_login(people.doctor)
    assert client.get(f"/so-lieu-nganh/?nganh={people.housing.pk}").status_code == 404


def test_differences_show_to_the_commune_from_its_draft_and_to_others_once_sent(
    client, people, filled, act, stranger
):
    ExpectedValue.objects.create(
        unit=people.unit, month=MONTH, figure=INCOME, value="1", source="Sổ của ngành",
        agency=people.health, by=people.doctor, at=now(),
    )  # fmt: skip

    def shown(user):
        client.force_login(user)
        return client.get("/doi-chieu/").content.decode()

    assert "Sổ của ngành" in shown(people.officer)
    assert "Sổ của ngành" not in shown(people.doctor)
    act.save(filled, {}, explanations=explained(filled))
    act.submit(filled)
    assert "Sổ của ngành" in shown(people.doctor)
    assert "Sổ của ngành" not in shown(people.builder)
    assert "Sổ của ngành" not in shown(stranger)


def explained(filing):
    from langmoi.reporting.drafting import warnings_of

    return {warning.id: "Theo điều tra." for warning in warnings_of(filing)}
