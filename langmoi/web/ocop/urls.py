"""Addresses of OCOP, its councils, and linkages by district."""

from django.urls import path

from langmoi.web.ocop import certify_page, councils, linkage_page, overview_page, sheets_page

urlpatterns = [
    path("ocop/", overview_page.ocop, name="ocop"),
    path("ocop/hoi-dong/", councils.councils, name="ocop_councils"),
    path("ocop/hoi-dong/moi/", councils.new_council, name="new_ocop_council"),
    path("ocop/hoi-dong/<int:pk>/", councils.council, name="ocop_council"),
    path("ocop/hoi-dong/<int:pk>/sua/", councils.change, name="change_ocop_council"),
    path("ocop/san-pham/<int:pk>/cham/", sheets_page.score_product, name="score_ocop_product"),
    path("ocop/san-pham/<int:pk>/cong-nhan/", certify_page.certify_product, name="certify_ocop"),
    path("lien-ket/", linkage_page.linkages, name="linkages"),
]
