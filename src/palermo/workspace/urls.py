"""Every address of the site. A test walks them all as administrator, member, stranger and nobody."""

from django.urls import include, path

urlpatterns = [
    path("", include("palermo.workspace.pages.urls")),
    path("account/", include("palermo.workspace.accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler403 = "palermo.workspace.pages.failures.not_found"  # whether a page exists is nobody's business
handler404 = "palermo.workspace.pages.failures.not_found"
handler500 = "palermo.workspace.pages.failures.our_fault"
