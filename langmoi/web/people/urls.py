"""Addresses of accounts and people; allauth finds its pages by names of its own."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path
from django.views.generic import RedirectView

from langmoi.web.people import account, agencies, duties, people, posts, setup, sign_in, uploads

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="sign_in"),
    path("dang-nhap/", sign_in.SignIn.as_view(), name="account_login"),
    path("dang-nhap/ma/", sign_in.SignInCode.as_view(), name="mfa_authenticate"),
    path(
        "dang-nhap/qua/<slug:provider_id>/",
        sign_in.through_province,
        name="openid_connect_login",
    ),
    path("dang-nhap/qua/<slug:provider_id>/ve/", oidc.callback, name="openid_connect_callback"),
    path("dang-nhap/", RedirectView.as_view(pattern_name="sign_in"), name="account_inactive"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/", account.account, name="mfa_index"),
    path("tai-khoan/mat-khau/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("tai-khoan/xac-nhan/", sign_in.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan-ma/", sign_in.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("tai-khoan/hai-lop/bat/", sign_in.ActivateCode.as_view(), name="mfa_activate_totp"),
    path("tai-khoan/hai-lop/tat/", sign_in.DeactivateCode.as_view(), name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", sign_in.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/ma-du-phong/moi/",
        sign_in.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tai-khoan/ma-du-phong/tai-ve/",
        sign_in.RecoveryCodesFile.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.new_person, name="new_person"),
    path("nguoi-dung/mat-khau/", people.reset, name="reset_passwords"),
    path("nguoi-dung/tep/", uploads.people_upload, name="people_upload"),
    path("nguoi-dung/tep/mau.xlsx", uploads.people_template, name="people_template"),
    path("nguoi-dung/tep/<int:pk>/", uploads.people_uploaded, name="people_uploaded"),
    path("nguoi-dung/tep/<int:pk>/ghi/", uploads.confirm_people, name="confirm_people"),
    path("nguoi-dung/tep/<int:pk>/bo/", uploads.drop_people, name="drop_people"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", people.change_person, name="change_person"),
    path("nguoi-dung/<int:pk>/khoa/", people.switch_person, name="switch_person"),
    path("nguoi-dung/<int:pk>/hai-lop/", people.drop_second_factor, name="drop_second_factor"),
    path("nguoi-dung/<int:pk>/giao/", posts.give, name="give_post"),
    path("chuc-vu/<int:pk>/", posts.post, name="post"),
    path("chuc-vu/<int:pk>/ket-thuc/", posts.end, name="end_post"),
    path("chuc-vu/<int:pk>/ban-giao/", posts.hand_over, name="hand_over"),
    path("chuc-vu/<int:pk>/lam-thay/", posts.appoint, name="substitute"),
    path("lam-thay/<int:pk>/thoi/", posts.dismiss, name="end_substitution"),
    path("phan-cong/", duties.duties, name="duties"),
    path("phan-cong/giao/", duties.assign, name="assign_lead"),
    path("co-quan/", agencies.agencies, name="agencies"),
    path("co-quan/sap-nhap/", agencies.merge, name="merge_agencies"),
    path("chuan-bi/", setup.setup, name="setup"),
]
