"""Every address of the site. A test walks them all as administrator, member, stranger and nobody.

Of django-allauth's pages only those are here that the site uses: none that sends, asks for or keeps an e-mail address.
"""

from allauth.account import views as account
from allauth.socialaccount import views as elsewhere
from django.urls import include, path
from django.views.generic import TemplateView

from palermo.workspace.interface import pages as tokens

urlpatterns = [
    path("", include("palermo.workspace.pages.urls")),
    path("api/v1/", include("palermo.workspace.interface.urls")),
    path("notices/", include("palermo.workspace.notices.urls")),  # secret addresses of calendars and feeds
    path("work/", include("palermo.workspace.attachments.urls")),
    path("work/", include("palermo.workspace.leaving.urls")),
    path("work/", include("palermo.workspace.commission.urls")),
    path("account/", include("palermo.workspace.accounts.urls")),
    path("account/tokens/", tokens.page, name="account_tokens"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path(
        "account/password/reset/",
        TemplateView.as_view(template_name="account/password_reset.html"),
        name="account_reset_password",
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/elsewhere/cancelled/", elsewhere.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/elsewhere/failed/", elsewhere.login_error, name="socialaccount_login_error"),
    path("language/", include("django.conf.urls.i18n")),
]

handler403 = "palermo.workspace.pages.failures.not_found"  # whether a page exists is nobody's business
handler404 = "palermo.workspace.pages.failures.not_found"
handler429 = "palermo.workspace.pages.failures.too_often"
handler500 = "palermo.workspace.pages.failures.our_fault"
