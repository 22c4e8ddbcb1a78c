"""Addresses of the pages that read."""

from django.urls import path

from palermo.workspace.pages import (
    comparing,
    country,
    documents,
    estimates,
    home,
    laws,
    papers,
    quality,
    reviewing,
    sources,
    statutory,
    texts,
)

app_name = "pages"
urlpatterns = [
    path("", home.page, name="home"),
    path("country/<str:name>/", country.page, name="country"),
    path("country/<str:name>/brief/", papers.page, name="brief"),
    path("country/<str:name>/brief.<str:form>", papers.download, name="download"),
    path("clock/", statutory.clock, name="clock"),
    path("calendar/", statutory.calendar, name="calendar"),
    path("calendar.ics", statutory.ics, name="ics"),
    path("priorities/", estimates.ranking, name="priorities"),
    path("outlook/", estimates.outlook, name="outlook"),
    path("precedents/", estimates.precedent_list, name="precedents"),
    path("precedents/<str:name>/", estimates.precedents_of, name="precedents_of"),
    path("how-good/", quality.page, name="how_good"),
    path("compare/", comparing.page, name="compare"),
    path("search/", texts.search_page, name="search"),
    path("document/<path:key>/review/", reviewing.say, name="review"),
    path("document/<path:key>/", documents.page, name="document"),
    path("words/<str:sha256>/", documents.words, name="words"),
    path("law/", laws.index, name="rules"),
    path("law/<str:name>/", laws.rule, name="rule"),
    path("provision/<path:citation>", laws.provision, name="provision"),
    path("fact/<str:table>/<path:key>", sources.fact, name="fact"),
    path("data/", sources.catalogue, name="catalogue"),
    path("data/<str:table>/", sources.table, name="table"),
]
