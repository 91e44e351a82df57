"""Addresses of documents."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.documents.views import register, templates

app_name = "documents"

urlpatterns = [
    path("", register.document_list, name="list"),
    path("<int:pk>/", register.document_page, name="document"),
    path("<int:pk>/register/", register.register, name="register"),
    path("<int:pk>/next/", register.next_version, name="next_version"),
    path("<int:pk>/file/", register.document_file, name="document_file"),
    path("forms/", templates.kind_list, name="kinds"),
    path("forms/<slug:code>/", templates.kind_page, name="kind"),
    path("forms/<slug:code>/use-shipped/", templates.use_shipped, name="use_shipped"),
    re_path(r"^forms/(?P<code>[\w-]+)/(?P<which>shipped|example|sample)\.docx$", templates.kind_file, name="kind_file"),
    path("templates/<int:pk>/", templates.template_page, name="template"),
    path("templates/<int:pk>/use/", templates.use, name="use"),
    re_path(r"^templates/(?P<pk>\d+)/(?P<which>file|sample)\.docx$", templates.template_file, name="template_file"),
]
