"""The office's own Word forms: kinds, versions, check, sample."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved
from orgplan.documents.actions import upload_template, use_shipped_form, use_template
from orgplan.documents.documents import example_of
from orgplan.documents.forms import UploadForm
from orgplan.documents.imports import Examination, examine
from orgplan.documents.models import FormTemplate
from orgplan.documents.policy import can_keep_templates
from orgplan.documents.queries import form_kinds, kind_of
from orgplan.documents.rules.kinds import FormKind
from orgplan.documents.views.files import as_file
from orgplan.documents.word import fill_form, shipped_form
from orgplan.documents.word.bounded import FormRefusedError


def _kind(code: str) -> FormKind:
    try:
        return kind_of(code)
    except KeyError:
        raise Http404 from None


def _only_keepers(request: UserRequest) -> None:
    if not can_keep_templates(request.user):
        raise PermissionDenied(_("Forms are kept by the organisational department; everybody prints by them."))


@require_GET
def kind_list(request: UserRequest) -> HttpResponse:
    """Every kind of paper and the form it is printed by."""
    templates = list(FormTemplate.objects.visible_to(request.user))
    versions = Counter(each.kind for each in templates)
    active = {each.kind: each for each in templates if each.is_active}
    rows = [(kind, active.get(kind.code), versions[kind.code]) for kind in form_kinds()]
    return render_page(request, "documents/kinds.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def kind_page(request: UserRequest, code: str) -> HttpResponse:
    """One kind: versions of the office's own form, its fields, examples; a POST uploads the next version."""
    kind = _kind(code)
    if request.method == "POST":
        _only_keepers(request)
    form = UploadForm(posted(request), request.FILES or None)
    done = submitted(
        form,
        lambda: upload_template(
            kind=code,
            file_name=form.cleaned_data["paper"].name,
            content=form.cleaned_data["paper"].read(),
            remark=form.cleaned_data["remark"],
            by=request.user,
        ),
    )
    if done:
        return saved(request, reverse("documents:template", args=[done.pk]), _("The version is uploaded and checked."))
    templates = list(FormTemplate.objects.visible_to(request.user).filter(kind=code))
    context = {
        "kind": kind,
        "form": form,
        "templates": templates,
        "active": next((each for each in templates if each.is_active), None),
        "may_keep": can_keep_templates(request.user),
    }
    return render_page(request, "documents/kind.html", context, status=422 if form.errors else 200)


@require_GET
def kind_file(request: UserRequest, code: str, which: str) -> HttpResponse:  # noqa: ARG001 -- open to everybody
    """The shipped form as it is, the annotated example with every field, or the shipped form with sample data."""
    kind = _kind(code)
    shipped = shipped_form(kind.shipped)
    made = {
        "shipped": lambda: (shipped, _("shipped form")),
        "example": lambda: (example_of(kind), _("all fields")),
        "sample": lambda: (fill_form(shipped, kind.sample), _("sample")),
    }
    content, what = made[which]()
    return as_file(content, f"{kind.label} ({what}).docx")


def _template(request: UserRequest, pk: int) -> FormTemplate:
    return get_object_or_404(FormTemplate.objects.visible_to(request.user), pk=pk)


def _examined(template: FormTemplate) -> Examination:
    with template.file.open("rb") as file:
        return examine(_kind(template.kind), file.read(), template.file_name)


@require_GET
def template_page(request: UserRequest, pk: int) -> HttpResponse:
    """A version with what the check says of it."""
    template = _template(request, pk)
    active = FormTemplate.objects.visible_to(request.user).filter(kind=template.kind, is_active=True).first()
    context = {
        "template": template,
        "kind": _kind(template.kind),
        "found": _examined(template),
        "active": active,
        "may_keep": can_keep_templates(request.user),
    }
    return render_page(request, "documents/template.html", context)


@require_GET
def template_file(request: UserRequest, pk: int, which: str) -> HttpResponse:
    """The version as it was uploaded, or filled with sample data."""
    template = _template(request, pk)
    if which == "file":
        with template.file.open("rb") as file:
            return as_file(file.read(), template.file_name)
    sample = _examined(template).sample
    if sample is None:
        tell_saved(request, _("No sample can be made: the version has errors."))
        return SeeOther(reverse("documents:template", args=[pk]))
    return as_file(sample, f"{template.file_name.removesuffix('.docx')} ({_('sample')}).docx")


def _instead_of(request: UserRequest) -> int | None:
    given = request.POST.get("instead_of", "")
    return int(given) if given.isascii() and given.isdigit() else None


@require_POST
def use(request: UserRequest, pk: int) -> HttpResponse:
    """Print the kind by this version from now on."""
    template = _template(request, pk)
    _only_keepers(request)
    page = reverse("documents:template", args=[pk])
    try:
        use_template(template, instead_of=_instead_of(request), by=request.user)
    except (RefusedError, FormRefusedError) as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(page)
    return saved(request, reverse("documents:kind", args=[template.kind]), _("Papers are printed by this form now."))


@require_POST
def use_shipped(request: UserRequest, code: str) -> HttpResponse:
    """Print the kind by the shipped form again."""
    kind = _kind(code)
    _only_keepers(request)
    page = reverse("documents:kind", args=[kind.code])
    try:
        use_shipped_form(kind=kind.code, instead_of=_instead_of(request), by=request.user)
    except RefusedError as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(page)
    return saved(request, page, _("Papers are printed by the shipped form again."))
