"""People from a workbook: checked by the very actions that will write them, then written whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.text import search_key
from langmoi.people.actions import create_user, give_post, refuse_role_without_units
from langmoi.people.models import Agency, PeopleUpload, PeopleUploadState, Role, User
from langmoi.people.people_file import PersonRow, read_people_file
from langmoi.people.roles import LEVELS_OF_ROLE
from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, find_units

_ROLES = {search_key(role.label): role for role in Role} | {role.value: role for role in Role}


@dataclass(frozen=True)
class NewPost:
    """A row understood: who, and which post."""

    row: PersonRow
    role: Role
    unit: UnitVersion
    agency: Agency | None
    valid_from: date
    is_new_person: bool = True


@dataclass
class PeopleCheck:
    posts: list[NewPost] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def new_people(self) -> int:
        return sum(post.is_new_person for post in self.posts)


def check_people_file(content: bytes, *, file_name: str, by: User, on: date) -> PeopleCheck:
    """What the file would make, or every fault by its cell. Writes nothing."""
    with transaction.atomic():
        check = _try(content, file_name, by, on)
        transaction.set_rollback(True)
    return check


@transaction.atomic
def keep_people_file(content: bytes, *, file_name: str, by: User, at: datetime) -> PeopleUpload:
    """Keep a checked file until its preview is confirmed."""
    return PeopleUpload.objects.create(
        file_name=file_name[-255:], content=content, uploaded_by=by, uploaded_at=at
    )


@transaction.atomic
def import_people(upload: PeopleUpload, *, by: User, on: date) -> PeopleCheck:
    """Make all the people and posts of a kept file, or none; raises FaultyInput with the faults.

    New people have no password yet: they are given one-time passwords afterwards.
    """
    # One conditional UPDATE: pressed twice, exactly one imports.
    waiting = PeopleUpload.objects.filter(pk=upload.pk, state=PeopleUploadState.CHECKED)
    if not waiting.update(state=PeopleUploadState.IMPORTED):
        raise DomainError(f"Tệp {upload.file_name} đã được ghi hoặc đã bỏ. Hãy tải tệp khác lên.")
    check = _try(bytes(upload.content), upload.file_name, by, on)
    if not check.ok:
        raise FaultyInput("Chưa ghi ai: tệp có chỗ cần sửa.", check.faults)
    record("people.import", upload, by=by, people=check.new_people, posts=len(check.posts))
    return check


@transaction.atomic
def drop_people_file(upload: PeopleUpload) -> None:
    waiting = PeopleUpload.objects.filter(pk=upload.pk, state=PeopleUploadState.CHECKED)
    waiting.update(state=PeopleUploadState.DROPPED)


def _try(content: bytes, file_name: str, by: User, on: date) -> PeopleCheck:
    """Do what the file says, row by row, each in a savepoint of its own; gather the faults."""
    rows, faults = read_people_file(content, file_name=file_name)
    check = PeopleCheck(faults=faults)
    made: dict[str, User] = {}
    for row in rows:
        found = _understand(row, on)
        if isinstance(found, list):
            check.faults += found
            continue
        try:
            with transaction.atomic():
                check.posts.append(_write(found, made, by, on))
        except DomainError as error:
            check.faults.append(row.fault(_column_of(error), str(error)))
    check.faults.sort(key=_by_row)
    return check


def _by_row(fault: Fault) -> tuple[int, str]:
    return int("".join(filter(str.isdigit, fault.cell))), fault.cell


def _write(post: NewPost, made: dict[str, User], by: User, on: date) -> NewPost:
    row = post.row
    key = row["username"].lower()
    user = made.get(key) or User.objects.filter(username__iexact=key).first()
    is_new = user is None
    if user is None:
        user = create_user(
            row["username"],
            row["full_name"],
            None,
            email=row["email"],
            phone=row["phone"],
            by=by,
            on=on,
        )
    elif search_key(user.full_name) != search_key(row["full_name"]):
        raise DomainError(
            f"Tên đăng nhập “{row['username']}” đã là của {user.full_name}. "
            "Hãy chọn tên đăng nhập khác, hoặc ghi đúng họ tên người đó."
        )
    give_post(
        user,
        post.role,
        post.unit.unit,
        agency=post.agency,
        valid_from=post.valid_from,
        by=by,
        on=on,
    )
    made[key] = user
    return NewPost(row, post.role, post.unit, post.agency, post.valid_from, is_new)


def _understand(row: PersonRow, on: date) -> NewPost | list[Fault]:
    since = row.since or on
    role = _ROLES.get(search_key(row["role"])) or _ROLES.get(row["role"])
    faults = [
        row.fault(column, f"Còn thiếu {label}.", "Hãy ghi vào ô này.")
        for column, label in (("username", "tên đăng nhập"), ("full_name", "họ tên"))
        if not row[column]
    ]
    if role is None:
        message = f"Không có vai trò “{row['role']}”." if row["role"] else "Còn thiếu vai trò."
        faults.append(row.fault("role", message, "Hãy chọn trong danh sách của tệp mẫu."))
        return faults
    try:
        refuse_role_without_units(role, since)
    except DomainError as error:
        return [*faults, row.fault("role", str(error))]
    unit = _unit(row, role, since)
    agency = _agency(row)
    faults += [found for found in (unit, agency) if isinstance(found, Fault)]
    if faults or isinstance(unit, Fault) or isinstance(agency, Fault):
        return faults
    return NewPost(row, role, unit, agency, since)


def _unit(row: PersonRow, role: Role, since: date) -> UnitVersion | Fault:
    if not row["unit"]:
        return row.fault("unit", "Còn thiếu đơn vị.", "Hãy ghi tên hoặc mã đơn vị.")
    named = find_units(row["unit"], on=since)
    fitting = [v for v in named if v.level in LEVELS_OF_ROLE[role]]
    if len(fitting) > 1:
        above = districts_of([v.unit_id for v in fitting], since)
        names = "; ".join(f"{v.code} ({above.get(v.unit_id, v).full_name})" for v in fitting)
        return row.fault("unit", f"Có {len(fitting)} đơn vị tên này.", f"Hãy ghi mã: {names}.")
    if fitting:
        return fitting[0]
    if named:
        wanted = " hoặc ".join(sorted(level.label for level in LEVELS_OF_ROLE[role]))
        message = f"Vai trò “{role.label}” chỉ giao ở {wanted}, không ở {named[0].full_name}."
        return row.fault("unit", message, "Hãy sửa đơn vị hoặc vai trò.")
    remedy = "Hãy xem lại tên hoặc mã; tên có thể không dấu."
    return row.fault("unit", f"Ngày {since:%d/%m/%Y} không có đơn vị “{row['unit']}”.", remedy)


def _agency(row: PersonRow) -> Agency | Fault | None:
    if not row["agency"]:
        return None
    wanted = search_key(row["agency"])
    found = [
        agency
        for agency in Agency.objects.order_by("pk")
        if wanted in (search_key(agency.name), search_key(agency.short_name))
    ]
    since = row.since
    lasting = [a for a in found if since is None or a.valid_to is None or a.valid_to >= since]
    if lasting:
        return lasting[0]
    return row.fault("agency", f"Không có cơ quan “{row['agency']}”.", "Hãy ghi đúng tên cơ quan.")


def _column_of(error: DomainError) -> str:
    """Whose cell a refused rule is about."""
    text = str(error)
    if "e-mail" in text.lower():
        return "email"
    if "đăng nhập" in text:
        return "username"
    return "role"
