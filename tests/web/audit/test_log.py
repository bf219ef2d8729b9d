"""The log of all changes: who reads it, its filters in the address, its file, its words."""

import ast
import re
from pathlib import Path

import pytest
from chain_world import TODAY

from langmoi.core.models import AuditEntry
from langmoi.people.models import Role
from langmoi.web.audit.words import ACTIONS, action_label

pytestmark = pytest.mark.django_db
SOURCES = Path(__file__).resolve().parents[3] / "langmoi"


def page(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return b"".join(answer).decode()


@pytest.fixture
def auditor(person):
    return person("auditor", "auditor", "62", "province")


def test_the_auditor_reads_every_change_and_one_whole(client, auditor, signed):
    shown = page(client, auditor, "/nhat-ky/")
    assert "Phiếu: ký kết quả rà soát" in shown
    entry = AuditEntry.objects.get(action="filing.sign")
    whole = page(client, auditor, f"/nhat-ky/{entry.pk}/")
    assert entry.hash in whole
    assert entry.previous_hash in whole
    assert "Người signer" in whole or "signer" in whole


@pytest.mark.parametrize(
    ("role", "code", "level", "status"),
    [
        ("auditor", "62", "province", 200),
        ("administrator", "62", "province", 200),
        ("province_office", "62", "province", 200),
        ("province_leader", "62", "province", 404),
        ("reader", "62", "province", 404),
        ("department_director", "62", "province", 404),
        ("commune_officer", "23542", "commune", 404),
    ],
)
def test_only_who_audits_or_looks_after_a_place_reads_the_log(
    client, person, december, role, code, level, status
):
    user = person("someone", Role(role), code, level)
    for address in ("/nhat-ky/", "/nhat-ky.csv", f"/nhat-ky/{AuditEntry.objects.first().pk}/"):
        page(client, user, address, status)


def test_filters_stand_in_the_address(client, auditor, people, signed):
    by_person = page(client, auditor, "/nhat-ky/?nguoi=signer")
    assert '<a href="/nhat-ky/?nguoi=signer">' in by_person
    assert "?nguoi=officer" not in by_person
    assert "ký kết quả" in page(client, auditor, "/nhat-ky/?viec=filing.sign")
    of_filing = page(client, auditor, f"/nhat-ky/?phieu={signed.pk}")
    assert f"/phieu/{signed.pk}/lich-su/" in of_filing
    assert "mở tháng" not in re.sub(r"<option.*?</option>", "", of_filing)
    none = page(client, auditor, "/nhat-ky/?tu=01/01/2001&den=02/01/2001")
    assert "Không có dòng nào khớp" in none
    assert "Không có dòng nào khớp" not in page(client, auditor, "/nhat-ky/?doi-tuong=sa+nghĩa")


@pytest.mark.parametrize("query", ["tu=31/02/2019", "tu=02/01/2019&den=01/01/2019"])
def test_days_that_cannot_be_are_refused(client, auditor, query):
    page(client, auditor, f"/nhat-ky/?{query}", 422)


@pytest.mark.parametrize("query", ["truoc=x", "truoc=²", "phieu=abc", "phieu=9" + "9" * 30])
def test_forged_keys_are_passed_over(client, auditor, signed, query):
    page(client, auditor, f"/nhat-ky/?{query}")


def test_the_log_is_read_page_by_page(client, auditor):
    from django.db import transaction

    from langmoi.core.audit import record

    with transaction.atomic():
        for number in range(120):
            record("user.create", f"người {number}", by="test")
    first = page(client, auditor, "/nhat-ky/")
    older = re.search(r"truoc=(\d+)", first)[1]
    second = page(client, auditor, f"/nhat-ky/?truoc={older}")
    assert "Người 119<" in first
    assert "Người 69<" in second
    assert "Người 119<" not in second


def test_the_file_holds_the_rows_asked_for_with_their_hashes(client, auditor, signed):
    text = page(client, auditor, "/nhat-ky.csv?viec=filing.sign")
    lines = text.splitlines()
    assert len(lines) == 2
    entry = AuditEntry.objects.get(action="filing.sign")
    assert lines[1].endswith(f"{entry.previous_hash};{entry.hash}")


def test_every_action_that_leaves_a_line_has_words():
    written = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    written.add(first.value)
    assert written
    assert not written - ACTIONS.keys()
    assert action_label("no.such") == "no.such"
    assert TODAY  # the day of the tests' world


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_a_district_reads_the_rows_of_its_own_units_only(client, person, people, signed, role):
    user = person("local", Role(role), "616", "district")
    shown = page(client, user, "/nhat-ky/")
    assert "Phiếu: ký kết quả rà soát" in shown
    assert "Chỉ các dòng về đơn vị thuộc phạm vi được giao" in shown
    assert 'href="/nhat-ky/"' in shown

    own = set(AuditEntry.objects.filter(detail__unit=people.unit.pk).values_list("pk", flat=True))
    assert own
    assert own < set(AuditEntry.objects.values_list("pk", flat=True))
    for entry in AuditEntry.objects.all():
        text = page(client, user, f"/nhat-ky/{entry.pk}/", 200 if entry.pk in own else 404)
        linked = {int(key) for key in re.findall(r'href="/nhat-ky/(\d+)/"', text)}
        assert linked <= own
    lines = page(client, user, "/nhat-ky.csv").splitlines()[1:]
    assert {int(line.split(";")[0]) for line in lines} == own


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_nothing_of_another_district_leaks_by_list_filter_file_or_key(client, person, signed, role):
    user = person("far", Role(role), "612", "district")
    filters = ["", "nguoi=signer", "viec=filing.sign", "doi-tuong=sa+nghia", f"phieu={signed.pk}"]
    for query in filters:
        text = page(client, user, f"/nhat-ky/?{query}")
        assert "Không có dòng nào khớp" in text
        assert "Sa Nghĩa" not in text.replace("Ví dụ: Sa Nghĩa", "")
        assert len(page(client, user, f"/nhat-ky.csv?{query}").splitlines()) == 1
    for entry in AuditEntry.objects.all():
        page(client, user, f"/nhat-ky/{entry.pk}/", 404)


def test_lines_of_evidence_sheets_posts_and_questions_name_their_unit(client, person, people):
    from langmoi.people.actions import end_post
    from langmoi.people.models import Post

    user = person("local", Role.AUDITOR, "616", "district")
    post = Post.objects.get(user=people.officer)
    end_post(post, last_day=TODAY, by=people.office, on=TODAY)

    entry = AuditEntry.objects.get(action="post.end")
    assert entry.detail["unit"] == people.unit.pk
    assert "kết thúc chức vụ" in page(client, user, f"/nhat-ky/{entry.pk}/")
