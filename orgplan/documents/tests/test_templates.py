"""The office's own Word forms: the check speaks with places, hostile files are refused or stopped, the server lives."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import RefusedError
from orgplan.documents.actions import upload_template, use_shipped_form, use_template
from orgplan.documents.documents import example_of, print_word
from orgplan.documents.imports import examine
from orgplan.documents.models import FormTemplate
from orgplan.documents.queries import form_for, form_kinds, kind_of
from orgplan.documents.rules.kinds import with_russian_names
from orgplan.documents.tests.factories import BY, GOOD, template, word
from orgplan.documents.tests.test_form_kinds import words_of
from orgplan.documents.word import shipped_form
from orgplan.documents.word.bounded import Bounds, FormRefusedError, fill_bounded
from orgplan.documents.word.safety import MAX_BYTES, check_safe

PLAN = kind_of("plan")
MANY = {**PLAN.sample, "rows": list(PLAN.sample["rows"]) * 1000}
TIGHT = Bounds(seconds=4, memory=300, output=1)


def findings(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    found = examine(PLAN, word(*paragraphs, table=table), "бланк.docx").findings
    return [str(each) for each in found if each.is_error]


def with_part(name: str, content: bytes, form: bytes = b"") -> bytes:
    """Return a form with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form or word(*GOOD))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(word(*GOOD))) as archive:
        return archive.read(name).decode()


# What the check says


@pytest.mark.parametrize("kind", form_kinds(), ids=lambda kind: kind.code)
def test_shipped_form_passes_the_check_that_uploads_pass(kind):
    found = examine(kind, shipped_form(kind.shipped), "типовой.docx")
    assert ([each for each in found.findings if each.is_error], found.is_fit) == ([], True)


@pytest.mark.parametrize("kind", form_kinds(), ids=lambda kind: kind.code)
def test_example_names_every_field_and_passes_the_check(kind):
    found = examine(kind, example_of(kind), "пример.docx")
    assert (found.findings, found.is_fit) == ((), True)


def test_form_with_russian_names_prints_the_sample():
    sample = examine(PLAN, word(*GOOD), "бланк.docx").sample
    assert sample is not None
    assert "12 августа, 14:00 Заседание комиссии по бюджету" in words_of(sample)


def test_unknown_field_is_told_with_its_place_and_the_nearest_name():
    table = (("{%tr for строка in строки %}", ""), ("{{ строка.мероприятее }}", ""), ("{%tr endfor %}", ""))
    assert findings(table=table) == [
        "таблица 1, строка 2, столбец 1: поле «мероприятее» не существует; похоже на «мероприятие»"
    ]


def test_field_of_rows_outside_their_loop_is_told_where_it_lives():
    assert findings("{{ мероприятие }}") == [
        "абзац 1: поле «мероприятие» не существует; оно есть у строк списка «строки», внутри повтора"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ заголовок", "метка начата и не закончена: «{{ заголовок»"),
        ("заголовок }}", "метка закончена, но не начата"),
        ("{% for строка in строки %}", "нужна метка {% endfor %}"),
        ("{% if проект %}", "нужна метка {% endif %}"),
        ("{% endfor %}", "закрывает то, что не открыто"),
        ("{% if проект %}{% endfor %}", "закрывает то, что не открыто"),
        ("{% else %}", "«else» стоит вне условия"),
        ("{{ заголовок заголовок }}", "метка написана с ошибкой"),
        ("{{ }}", "метка написана с ошибкой"),
        ("{{ строки }}", "«строки» — список"),
        ("{% for строка in заголовок %}{% endfor %}", "«заголовок» — не список"),
        ("{% for строка in строки %}{{ строка }}{% endfor %}", "назовите её поле"),
        ("{{ строки.когда }}", "печатается внутри повтора"),
        ("{{ заголовок.часть }}", "у простого поля нет частей"),
        ("{% for %}{% endfor %}", "повтор пишется так"),
    ],
)
def test_broken_tag_is_told_in_russian(text, words):
    assert any(words in each for each in findings(text)), findings(text)


def test_tag_that_word_cut_into_runs_is_read_whole():
    document = Word()
    paragraph = document.add_paragraph("{{ заго")
    paragraph.add_run("лов").bold = True
    paragraph.add_run("ок }}")
    document.add_paragraph(GOOD[1])
    out = io.BytesIO()
    document.save(out)
    found = examine(PLAN, out.getvalue(), "бланк.docx")
    assert (found.findings, found.is_fit) == ((), True)


def test_expected_field_that_is_never_printed_is_remarked_and_does_not_forbid():
    found = examine(PLAN, word("{% for строка in строки %}{{ строка.мероприятие }}{% endfor %}"), "бланк.docx")
    assert [each.text for each in found.findings] == [
        "бланк не печатает «строки: когда»: дата и время словами плана: «12 августа, 14:00»"
    ]
    assert found.is_fit


def test_tag_in_the_name_of_a_picture_is_told():
    xml = part("word/document.xml").replace("<w:body>", '<w:body w:rsidR="{{ заголовок }}">')
    found = examine(PLAN, with_part("word/document.xml", xml.encode()), "бланк.docx")
    assert any("в свойствах рисунка" in str(each) for each in found.findings)


# Hostile tags


HOSTILE = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ заголовок['__class__'] }}",
    "{{ заголовок|attr('__class__') }}",
    "{{ заголовок.format(1) }}",
    "{{ range(1000000000)|join }}",
    "{% for n in range(1000000000) %}x{% endfor %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 9 ** 999999999 }}",
    "{{ cycler(1) }}",
    "{{ lipsum(n=100000) }}",
    "{% for a in строки %}{% for b in строки %}{% for c in строки %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro a() %}{{ a() }}{% endmacro %}",
    "{% set a = 'x' %}",
    "{{ self }}",
    "{{ loop }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40])
def test_hostile_tag_is_refused_by_the_check(text):
    assert findings(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ title.__class__ }}", "не разрешено"),
        ("{% for n in range(1000000000) %}x{% endfor %}", "которого нет"),
        ("{% include '/etc/passwd' %}", "не заполнился"),
        ("{{ title * 1000000000 }}", "памяти"),
        (
            "{% for a in rows %}{% for b in rows %}{% for c in rows %}xxxxxxxx{% endfor %}{% endfor %}{% endfor %}",
            "остановлено",
        ),
    ],
)
def test_hostile_tag_that_passed_the_check_is_stopped_when_it_is_filled(text, words):
    with pytest.raises(FormRefusedError, match=words):
        fill_bounded(word(text), MANY, TIGHT)


def test_loop_that_never_ends_is_killed():
    four = "{% for a in rows %}" * 4 + "{% endfor %}" * 4
    with pytest.raises(FormRefusedError, match="не заполнился за 2 с"):
        fill_bounded(word(four), MANY, Bounds(seconds=2, memory=600, output=20))


def test_document_larger_than_allowed_is_refused():
    noise = random.Random(1716).randbytes(1_200_000).hex()  # noqa: S311 -- only has to be hard to pack
    sample = with_russian_names(PLAN.fields, PLAN.sample)
    with pytest.raises(FormRefusedError, match="больше 1 МБ"):
        fill_bounded(word(*(noise[at : at + 2000] for at in range(0, len(noise), 2000))), sample, Bounds(20, 512, 1))


def test_bounded_process_gets_no_secrets_of_the_server(monkeypatch):
    monkeypatch.setenv("ORGPLAN_SECRET_KEY", "тайна")
    assert fill_bounded(word(*GOOD), {"заголовок": "", "строки": []})[:2] == b"PK"


# Hostile files


def relations(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>'
    return part("word/_rels/document.xml.rels").replace("</Relationships>", f"{one}</Relationships>").encode()


def png(width: int, height: int) -> bytes:
    """Return a picture that is small on disk and as large as it says."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def hostile_files() -> dict[str, tuple[bytes, str]]:
    types = part("[Content_Types].xml")
    macro = types.replace("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
    field = part("word/document.xml").replace(
        "<w:body>",
        '<w:body><w:p><w:r><w:instrText>INCLUDE</w:instrText><w:instrText>TEXT "c:\\secret"</w:instrText></w:r></w:p>',
    )
    entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    return {
        "not a zip": (b"\xd0\xcf\x11\xe0 old word", "повреждён"),
        "empty": (b"", "повреждён"),
        "not word": (with_part("xl/workbook.xml", b"<a/>", _zip({"a.xml": b"<a/>"})), "не документ Word"),
        "docm renamed": (with_part("[Content_Types].xml", macro.encode()), "макросы"),
        "macros": (with_part("word/vbaProject.bin", b"x"), "макросы"),
        "object": (with_part("word/embeddings/oleObject1.bin", b"x"), "вложенный объект"),
        "outside picture": (
            with_part("word/_rels/document.xml.rels", relations("image", "http://example.org/a.png")),
            "извне",
        ),
        "outside template": (
            with_part("word/_rels/document.xml.rels", relations("attachedTemplate", "file:///c:/a.dotm")),
            "шаблон вне файла",
        ),
        "link to a file": (
            with_part("word/_rels/document.xml.rels", relations("hyperlink", "file:///etc/passwd")),
            "извне",
        ),
        "embedded page": (with_part("word/_rels/document.xml.rels", relations("aFChunk", "a.html")), "вложенный файл"),
        "field that reads files": (with_part("word/document.xml", field.encode()), "INCLUDETEXT"),
        "entities": (with_part("word/styles.xml", entity.encode()), "сущностей"),
        "huge picture": (with_part("word/media/image1.png", png(100_000, 100_000)), "слишком велик"),
        "large picture": (with_part("word/media/image1.png", png(9_000, 9_000)), "слишком велик"),
        "broken picture": (with_part("word/media/image1.png", b"not a picture"), "повреждён"),
        "bomb": (with_part("word/media/a.bin", b"\0" * 70_000_000), "при распаковке"),
        "too large": (b"x" * (MAX_BYTES + 1), "больше 5 МБ"),
    }


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", hostile_files())
def test_hostile_file_is_refused_with_a_sentence(what):
    content, words = hostile_files()[what]
    with pytest.raises(FormRefusedError, match=words):
        check_safe(content, "бланк.docx")


def test_plain_hyperlink_is_allowed():
    check_safe(with_part("word/_rels/document.xml.rels", relations("hyperlink", "https://example.org/")), "бланк.docx")


# Versions


@pytest.mark.django_db
def test_versions_are_kept_and_one_is_in_use():
    first, second = template(), template(word("{{ заголовок }}", *GOOD))
    use_template(first, instead_of=None, by=BY)
    use_template(second, instead_of=first.pk, by=BY)
    found = FormTemplate.objects.order_by("number").values_list("number", "is_active", "uploaded_by")
    assert list(found) == [(1, False, "проверка"), (2, True, "проверка")]
    assert form_for("plan").template == second
    assert words_of(print_word("plan", PLAN.sample)).count(PLAN.sample["title"]) == 2


@pytest.mark.django_db
def test_version_with_errors_is_kept_and_never_used():
    bad = template(word("{{ заголовак }}"))
    with pytest.raises(RefusedError, match="есть ошибки"):
        use_template(bad, instead_of=None, by=BY)
    assert form_for("plan").template is None


@pytest.mark.django_db
def test_second_person_does_not_replace_what_the_first_put_to_use():
    first, second = template(), template()
    use_template(first, instead_of=None, by=BY)
    with pytest.raises(RefusedError, match="Тем временем"):
        use_template(second, instead_of=None, by=BY)
    with pytest.raises(RefusedError, match="Тем временем"):
        use_shipped_form(kind="plan", instead_of=None, by=BY)
    assert form_for("plan").template == first


@pytest.mark.django_db
def test_shipped_form_comes_back_and_the_versions_stay():
    own = template()
    use_template(own, instead_of=None, by=BY)
    use_shipped_form(kind="plan", instead_of=own.pk, by=BY)
    assert (form_for("plan").template, FormTemplate.objects.count()) == (None, 1)


@pytest.mark.django_db
def test_hostile_upload_leaves_nothing_behind():
    with pytest.raises(FormRefusedError):
        upload_template(kind="plan", file_name="злой.docx", content=b"PK", by=BY)
    assert FormTemplate.objects.count() == 0


@pytest.mark.django_db
def test_hostile_upload_is_answered_by_the_page_and_the_server_goes_on(signed_in):
    client = signed_in(accounts.user(Role.DEPARTMENT))
    content, words = hostile_files()["outside picture"]
    for attempt, expected in ((content, 422), (word(*HOSTILE[:4]), 303)):
        paper = io.BytesIO(attempt)
        paper.name = "бланк.docx"
        answer = client.post("/documents/forms/plan/", {"paper": paper})
        assert answer.status_code == expected
    bad = FormTemplate.objects.get()
    page = client.get(f"/documents/templates/{bad.pk}/").content.decode()
    assert "Печатать по бланку пока нельзя" in page
    assert client.get("/documents/forms/plan/").status_code == 200
    assert words
