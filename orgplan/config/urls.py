"""Addresses of all rooms."""

from __future__ import annotations

from django.urls import include, path

from orgplan.notices.urls import bell

urlpatterns = [
    path("", include("orgplan.home.urls")),
    path("calendar/", include("orgplan.calendar.urls")),
    path("folders/", include("orgplan.folders.urls")),
    path("feeds/", include("orgplan.feeds.urls")),
    path("plans/", include("orgplan.planning.urls")),
    path("events/", include("orgplan.events.urls")),
    path("programmes/", include("orgplan.programmes.urls")),
    path("preparation/", include("orgplan.preparation.urls")),
    path("months/", include("orgplan.scheduling.urls")),
    path("scripts/", include("orgplan.scripts.urls")),
    path("clashes/", include("orgplan.clashes.urls")),
    path("instructions/", include("orgplan.instructions.urls")),
    path("minutes/", include("orgplan.minutes.urls")),
    path("availability/", include("orgplan.availability.urls")),
    path("quotas/", include("orgplan.quotas.urls")),
    path("document-sets/", include("orgplan.document_sets.urls")),
    path("resources/", include("orgplan.resources.urls")),
    path("almanac/", include("orgplan.almanac.urls")),
    path("documents/", include("orgplan.documents.urls")),
    path("directory/", include("orgplan.directory.urls")),
    path("changes/", include("orgplan.changes.urls")),
    path("outbox/", include("orgplan.notices.urls")),
    path("notices/", include((bell, "bell"))),
    path("webhooks/", include("orgplan.webhooks.urls")),
    path("jobs/", include("orgplan.jobs.urls")),
    path("search/", include("orgplan.search.urls")),
    path("views/", include("orgplan.saved_views.urls")),
    path("account/", include("orgplan.accounts.urls")),
    path("api/v1/", include("orgplan.api.urls")),
    path("", include("orgplan.core.urls")),
]

handler400 = "orgplan.core.views.bad_request"
handler403 = "orgplan.core.views.forbidden"
handler404 = "orgplan.core.views.not_found"
handler500 = "orgplan.core.views.server_error"
