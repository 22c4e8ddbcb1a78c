"""Addresses of the workspace. Keys are random: an address tells nothing of what there is."""

from django.urls import path

from palermo.workspace.commission.views import acts, items, overview, together

app_name = "commission"
urlpatterns = [
    path("", overview.folio, name="portfolio"),
    path("new/", overview.new, name="found"),
    path("tables/", together.seats, name="seats"),
    path("tables/<str:table>/", together.at_table, name="at_table"),
    path("<str:ws>/", overview.workspace, name="workspace"),
    path("<str:ws>/members/", together.members, name="members"),
    path("<str:ws>/cards/", together.cards, name="cards"),
    path("<str:ws>/table/", together.table, name="table"),
    path("<str:ws>/new/<str:what>/", items.new, name="new"),
    path("<str:ws>/meeting/<str:key>/from-brief/", acts.from_brief, name="from_brief"),
    path("<str:ws>/meeting/<str:key>/agenda.<str:form>", acts.agenda, name="agenda"),
    path("<str:ws>/ask/<str:key>/answer/", acts.answer, name="answer"),
    path("<str:ws>/commitment/<str:key>/status/", acts.status, name="status"),
    path("<str:ws>/commitment/<str:key>/document/", acts.document, name="document"),
    path("<str:ws>/commitment/<str:key>/record/", acts.from_record, name="from_record"),
    path("<str:ws>/commitment/<str:key>/decide/", acts.decide, name="decide"),
    path("<str:ws>/card/<str:key>/give/", together.give, name="give"),
    path("<str:ws>/<str:what>/<str:key>/", items.show, name="item"),
    path("<str:ws>/<str:what>/<str:key>/edit/", items.edit, name="edit"),
    path("<str:ws>/<str:what>/<str:key>/publish/", items.publish, name="publish"),
    path("<str:ws>/<str:what>/<str:key>/erase/", items.erase, name="erase"),
    path("<str:ws>/<str:what>/<str:key>/history/", items.history, name="history"),
    path("<str:ws>/<str:what>/<str:key>/lay/", together.lay, name="lay"),
]
