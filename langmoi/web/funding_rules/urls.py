"""Addresses of counterpart, debt, double funding, integration and what criteria cost."""

from django.urls import path

from langmoi.web.funding_rules import (
    costs_page,
    counterpart_page,
    debts_page,
    findings_page,
    open_call_pages,
    rules_page,
    simulation_page,
    spending_pages,
)

urlpatterns = [
    path("von/doi-ung/", counterpart_page.counterpart, name="counterpart"),
    path("von/doi-ung/quy-dinh/", rules_page.counterpart_rules, name="counterpart_rules"),
    path("von/thu-ty-le/", simulation_page.simulation, name="simulation"),
    path("von/thu-ty-le/luu/", simulation_page.save_simulation, name="save_simulation"),
    path("von/thu-ty-le/<int:pk>/bo/", simulation_page.drop_simulation, name="drop_simulation"),
    path("von/no-dong/", debts_page.debts, name="debts"),
    path("von/trung-nguon/", spending_pages.double_funding, name="double_funding"),
    path("von/long-ghep/", spending_pages.integration, name="integration"),
    path("von/long-ghep/quy-tac/", rules_page.integration_rules, name="integration_rules"),
    path(
        "von/quy-tac/<str:kind>/<int:pk>/ngay-cuoi/",
        rules_page.end_funding_rule,
        name="end_funding_rule",
    ),
    path(
        "von/quy-tac/<str:kind>/<int:pk>/rut/",
        rules_page.take_back_funding_rule,
        name="take_back_funding_rule",
    ),
    path("von/giai-trinh/", findings_page.finding, name="funding_finding"),
    path("von/chi-phi-tieu-chi/", costs_page.criterion_costs, name="criterion_costs"),
    path("von/keu-goi/", open_call_pages.open_call_list, name="open_calls"),
    path(
        "cong-khai/keu-goi-dau-tu/",
        open_call_pages.public_open_calls,
        name="public_open_calls",
    ),
]
