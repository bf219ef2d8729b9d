"""Papers of a survey: printed, taken in by file, the list of those drawn, the official papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.core.installation import is_demo
from langmoi.overview.places import ref
from langmoi.places.queries import district_of, version_of
from langmoi.publishing.files import CONTENT_TYPES, writer_for
from langmoi.publishing.survey_form import form_of, forms_docx, forms_pdf
from langmoi.publishing.survey_paper import minutes_paper, result_paper
from langmoi.surveys.access import can_run
from langmoi.surveys.actions import cancel_codes, import_papers, print_codes
from langmoi.surveys.models import SurveyCampaign, SurveyState, SurveyVillage, Way
from langmoi.surveys.results import result_of
from langmoi.surveys.sheets import write_template, write_xlsform
from langmoi.web.analysis.sheets import EXCEL, Column, Sheet, facts_of, write_excel
from langmoi.web.attempts import attempt, whole
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment
from langmoi.web.reporting.forms import WorkbookForm
from langmoi.web.surveys.campaign_page import page, run_survey, seen_survey
from langmoi.web.surveys.forms import PrintForm

PAPERS = {"bao-cao": result_paper, "bien-ban": minutes_paper}


@login_required
@require_POST
def print_survey(request: Request, pk: int) -> HttpResponse:
    """New codes on new papers. The file is the only place where the codes stand in plain."""
    campaign = run_survey(request, pk)
    villages = [(v.pk, v.name) for v in campaign.villages.all()]
    form = PrintForm(request.POST, villages=villages, auto_id="id_print_%s")
    codes: list[str] = []

    def make(told: dict[str, Any]) -> None:
        village = campaign.villages.get(pk=int(told["village"]))
        codes.extend(print_codes(village, told["count"], by=request.user, on=request.today))

    if not attempt(form, make):
        return page(request, campaign, form, "print")
    commune = version_of(campaign.unit_id, request.today)
    told = form_of(
        campaign, commune.full_name if commune else "", on=request.today, is_demo=is_demo()
    )
    address = request.build_absolute_uri(reverse("survey_paper", args=[campaign.pk]))
    kind = form.cleaned_data["kind"]
    content = (forms_docx if kind == "docx" else forms_pdf)(told, codes, address)
    name = f"phieu-lay-y-kien-{campaign.year}-{commune.code if commune else pk}.{kind}"
    return attachment(content, name, CONTENT_TYPES[f".{kind}"])


@login_required
@require_POST
def cancel_survey_codes(request: Request, pk: int) -> HttpResponse:
    """Papers of a village that are lost or spoiled: they count no more and are printed again."""
    campaign = run_survey(request, pk)
    key = whole(request.POST.get("village", ""))
    village = SurveyVillage.objects.filter(campaign=campaign, pk=key).first()
    if village is None:
        raise Http404
    gone = cancel_codes(village, by=request.user, on=request.today)
    messages.success(request, f"Đã hủy {gone} mã chưa dùng của {village.name}.")
    return redirect("survey", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_upload(request: Request, pk: int) -> HttpResponse:
    """A sheet of papers, ours or from ODK or Kobo; every fault is shown by its cell."""
    campaign = run_survey(request, pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"by": request.user, "on": request.today}
        try:
            taken = import_papers(campaign, form.content(), file_name=form.file_name(), **told)
        except NotAllowed:
            raise
        except FaultyInput as error:
            faults = list(error.faults)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi {taken} phiếu. Hãy xóa tệp vừa tải lên khỏi máy.")
            return redirect("survey", pk)
    context = {"form": form, "faults": faults, "campaign": campaign}
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/upload.html", context, status=status)


@login_required
@require_safe
def survey_template(request: Request, pk: int) -> HttpResponse:
    campaign = run_survey(request, pk)
    return attachment(write_template(campaign), f"phieu-lay-y-kien-{pk}.xlsx", EXCEL)


@login_required
@require_safe
def survey_xlsform(request: Request, pk: int) -> HttpResponse:
    campaign = run_survey(request, pk)
    return attachment(write_xlsform(campaign), f"xlsform-lay-y-kien-{pk}.xlsx", EXCEL)


@login_required
@require_safe
def survey_sample(request: Request, pk: int) -> HttpResponse:
    """Numbers of the households drawn, by village: no name, no code."""
    campaign = run_survey(request, pk)
    if campaign.way != Way.SAMPLE or campaign.state == SurveyState.DRAFT:
        raise Http404
    rows = [(v.name, number) for v in campaign.villages.all() for number in v.chosen or ()]
    commune = version_of(campaign.unit_id, request.today)
    said = f"Số gieo {campaign.seed}: ai có số này đều chọn lại được đúng các hộ này."
    sheet = Sheet(
        name=f"ho-duoc-chon-{pk}",
        title=f"Số thứ tự hộ được chọn lấy ý kiến, năm {campaign.year}",
        facts=facts_of(
            request, unit=commune.full_name if commune else "", months=(), laws=(),
            filters=(said,), source="Danh sách hộ của thôn (chỉ số thứ tự).",
        ),
        columns=[Column("Thôn", width=40), Column("Số thứ tự hộ", width=16)],
        rows=rows,
        source="Chọn ngẫu nhiên theo thôn trong Làng Mới.",
    )  # fmt: skip
    return attachment(write_excel(sheet, request.today), f"{sheet.name}.xlsx", EXCEL)


@login_required
@require_safe
def survey_file(request: Request, pk: int, paper: str, kind: str) -> HttpResponse:
    """The minutes or the report; for others than the Front once the result is published."""
    campaign = seen_survey(request, pk)
    if not _is_told(request, campaign):
        raise Http404
    commune = version_of(campaign.unit_id, request.today)
    if commune is None:
        raise Http404
    above = district_of(campaign.unit_id, request.today)
    made = PAPERS[paper](
        result_of(campaign, before_publishing=True),
        ref(commune),
        commune.full_name,
        on=request.today,
        is_demo=is_demo(),
        above=above.full_name if above else "",
    )
    name = f"lay-y-kien-{paper}-{campaign.year}-{commune.code}.{kind}"
    return attachment(writer_for(name)(made), name, CONTENT_TYPES[f".{kind}"])


def _is_told(request: Request, campaign: SurveyCampaign) -> bool:
    if campaign.is_published:
        return True
    is_closed = campaign.state == SurveyState.CLOSED
    return is_closed and can_run(request.user, campaign, on=request.today)
