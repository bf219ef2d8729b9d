"""Addresses of review, signing, opinions, closing, corrections and history."""

from django.urls import path

from langmoi.web.review import (
    closing,
    corrections,
    district,
    filing,
    history,
    late_filing,
    opinion_views,
    signing,
)

urlpatterns = [
    path("", district.reviews, name="reviews"),
    path("dong-y/", district.bulk_agree, name="bulk_agree"),
    path("ky/", signing.signing, name="signing"),
    path("ky/tat-ca/", signing.sign_all, name="sign_all"),
    path("y-kien/", opinion_views.opinions, name="opinions"),
    path("y-kien/nhieu/", opinion_views.bulk_opinion, name="bulk_opinion"),
    path("y-kien/giai-phap/", opinion_views.agency_solutions, name="agency_solutions"),
    path("chot/", closing.closing, name="closing"),
    path("chot/thang/", closing.close, name="close_month"),
    path("chot/mo-thang/", closing.open_next, name="open_month"),
    path("chot/gia-han/", closing.extend, name="extend"),
    path("dinh-chinh/", corrections.corrections, name="corrections"),
    path("dinh-chinh/<int:pk>/", corrections.correction, name="correction"),
    path("dinh-chinh/<int:pk>/quyet-dinh/", corrections.decide, name="decide_correction"),
    path("so-lieu/<str:code>/<str:figure>/", history.figure_history, name="figure_history"),
    path("phieu/<int:pk>/", filing.review, name="review"),
    path("phieu/<int:pk>/giu-nguyen/", filing.agree_same, name="agree_same"),
    path("phieu/<int:pk>/tra-lai/", filing.back, name="send_back"),
    path("phieu/<int:pk>/tieu-chi/<str:number>/", filing.criterion, name="review_criterion"),
    path("phieu/<int:pk>/giai-phap/<str:number>/", filing.solution, name="put_solution"),
    path("phieu/<int:pk>/ky/", signing.sign, name="sign_filing"),
    path("phieu/<int:pk>/y-kien/<str:number>/", opinion_views.opinion, name="give_opinion"),
    path("phieu/<int:pk>/dinh-chinh/", corrections.ask, name="ask_correction"),
    path("nop-muon/<str:code>/", late_filing.late_filing, name="late_filing"),
    path("phieu/<int:pk>/mo-lai/", history.reopen, name="reopen_indicator"),
    path("phieu/<int:pk>/lich-su/", history.filing_history, name="filing_history"),
    path("phieu/<int:pk>/ban/<int:number>/", history.revision, name="revision"),
]
