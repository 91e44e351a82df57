"""Addresses of sign-in and sign-ins."""

from __future__ import annotations

from django.urls import path

from orgplan.accounts.views import (
    behalf,
    factors,
    presence,
    provider,
    security,
    sessions,
    sign_in,
    taking_back,
    tokens,
    users,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.enter_code, name="code"),
    path("sign-in/code/cancel/", sign_in.cancel_code, name="cancel_code"),
    path("sign-in/city/", provider.leave, name="provider"),
    path("sign-in/city/back/", provider.come_back, name="provider_back"),
    path("sign-in/city/confirm/", provider.confirm, name="provider_confirm"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.change_own_password, name="password"),
    path("codes/", factors.codes, name="codes"),
    path("behalf/", behalf.show_grants, name="behalf"),
    path("behalf/give/", behalf.give, name="behalf_give"),
    path("behalf/end/", behalf.end, name="behalf_end"),
    path("behalf/<int:pk>/begin/", behalf.begin, name="behalf_begin"),
    path("behalf/<int:pk>/revoke/", behalf.revoke, name="behalf_revoke"),
    path("presence/<str:page>/", presence.presence, name="presence"),
    path("taken-back/<int:pk>/", taking_back.take_back, name="take_back"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("programs/", tokens.list_tokens, name="tokens"),
    path("programs/issue/", tokens.issue, name="issue_token"),
    path("programs/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("security/", security.show_security, name="security"),
    path("security/unlock/", security.unlock, name="unlock"),
    path("security/attempts/", security.change_limits, name="limits"),
    path("security/roles/<slug:role>/", security.change_policy, name="policy"),
    path("users/", users.list_users, name="users"),
    path("users/new/", users.create_user, name="create"),
    path("users/<int:pk>/", users.show_user, name="user"),
    path("users/<int:pk>/change/", users.change_user, name="change"),
    path("users/<int:pk>/password/", users.set_password, name="set_password"),
    path("users/<int:pk>/close/", users.close_user, name="close"),
    path("users/<int:pk>/reopen/", users.reopen_user, name="reopen"),
    path("users/<int:pk>/sessions/", sessions.list_sessions, name="sessions"),
    path("users/<int:pk>/sessions/end/", sessions.end_sessions, name="end_sessions"),
    path("users/<int:pk>/reset-codes/", factors.reset_codes, name="reset_codes"),
    path("users/<int:pk>/unlink/", factors.unlink, name="unlink"),
]
