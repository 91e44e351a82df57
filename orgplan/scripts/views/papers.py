"""Scripts on paper, and the block of one leader."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.scripts.actions.prints import record_print
from orgplan.scripts.documents import script_data, script_paper, script_subject
from orgplan.scripts.queries import table_of
from orgplan.scripts.views.found import script_found

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def block(request: UserRequest, pk: int, person_pk: int) -> HttpResponse:
    """What of the script concerns one leader."""
    script = script_found(request, pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    table = table_of(script)
    rows = [row for row in table.rows if row.item.concerns(person.pk)]
    context = {"script": script, "person": person, "rows": rows, "whose": script_data(table, person)["whose"]}
    return render_page(request, "scripts/block.html", context)


@require_GET
def paper(request: UserRequest, pk: int, code: str, form: str) -> HttpResponse:
    """The script (`?person=`: the block of a leader) as Word or PDF; the same contents are in the register once."""
    script = script_found(request, int(pk))
    key = row_key(request.GET.get("person", ""))
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=key) if key else None
    table = table_of(script)
    if not table.rows:
        raise Http404
    data, subject = script_data(table, person), script_subject(script, person, code, form)
    try:
        found = same_paper(code, subject, data, form) or record_print(
            script, paper=script_paper(table, person, code, form), by=request.user
        )
    except FormRefusedError as refusal:
        return saved(request, script, str(refusal))
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES[form])
    name = f"{data['title'][:120]}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
