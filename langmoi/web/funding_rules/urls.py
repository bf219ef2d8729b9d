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
    path("doi-ung/", counterpart_page.counterpart, name="counterpart"),
    path("doi-ung/quy-dinh/", rules_page.counterpart_rules, name="counterpart_rules"),
    path("thu-ty-le/", simulation_page.simulation, name="simulation"),
    path("thu-ty-le/luu/", simulation_page.save_simulation, name="save_simulation"),
    path("thu-ty-le/<int:pk>/bo/", simulation_page.drop_simulation, name="drop_simulation"),
    path("no-dong/", debts_page.debts, name="debts"),
    path("trung-nguon/", spending_pages.double_funding, name="double_funding"),
    path("long-ghep/", spending_pages.integration, name="integration"),
    path("long-ghep/quy-tac/", rules_page.integration_rules, name="integration_rules"),
    path(
        "quy-tac/<str:kind>/<int:pk>/ngay-cuoi/",
        rules_page.end_funding_rule,
        name="end_funding_rule",
    ),
    path(
        "quy-tac/<str:kind>/<int:pk>/rut/",
        rules_page.take_back_funding_rule,
        name="take_back_funding_rule",
    ),
    path("giai-trinh/", findings_page.finding, name="funding_finding"),
    path("chi-phi-tieu-chi/", costs_page.criterion_costs, name="criterion_costs"),
    path("keu-goi/", open_call_pages.open_call_list, name="open_calls"),
]
