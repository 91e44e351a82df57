"""Every table of every room: constraints by name, who with when, personal data declared, rows seen through a policy."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from orgplan.core.editing import EditedModel

MODELS = [model for model in apps.get_models() if model.__module__.startswith("orgplan.")]
IDS = [model._meta.label for model in MODELS]

#: Field names that hold something about a person, whatever the table.
PERSONAL_NAME = re.compile(
    r"^(name|surname|first_name|patronymic|gender|phone|email|contact|login|actor|case_overrides|responsible|wording)$"
    r"|_(name|by|post)$|(^|_)birth|passport|photo"
)
#: Names that the pattern catches and that speak of no person.
IMPERSONAL = {
    "directory.Unit": {"name", "short_name", "phone", "email"},
    "directory.Organisation": {"name", "short_name", "phone", "email"},
    "directory.Venue": {"name"},
    "directory.Intake": {"file_name"},
    "planning.Submission": {"file_name"},
    "documents.FormTemplate": {"file_name"},
    "feeds.Feed": {"list_name"},
    "planning.ReturnedWorkbook": {"file_name"},
    "events.Event": {"wording"},
    "availability.Layer": {"name"},
    "events.Programme": {"name"},
    "events.EventTemplate": {"name"},
    "scripts.ItemKind": {"name"},
    "preparation.Step": {"proof_name"},
    "resources.Resource": {"name"},
    "document_sets.EventSize": {"name"},
    "document_sets.PaperKind": {"name"},
    "saved_views.SavedView": {"list_name"},
    "instructions.ReportFile": {"file_name"},
    "saved_views.DefaultView": {"list_name"},
}
#: Rows of these are reached only through the row they belong to, which has `visible_to`.
PARTS = {
    "quotas.QuotaLetter": "quota",
    "planning.PlanSection": "plan",
    "planning.PlanDeadline": "plan",
    "planning.ColumnMapping": "unit",
    "planning.PlanReturn": "plan",
    "planning.SubmissionRow": "submission",
    "planning.PairSuggestion": "plan",
    "planning.PairVerdict": "first",
    "planning.EventSuggestion": "plan",
    "planning.PlanItem": "plan",
    "planning.PlanDocument": "version",
    "programmes.ProgrammePaper": "document",
    "events.Occurrence": "event",
    "events.Participation": "event",
    "events.TemplateRole": "template",
    "events.SubstitutionDecision": "event",
    "planning.VersionPoint": "version",
    "planning.AgreementRemark": "agreement",
    "planning.SheetDocument": "document",
    "planning.AmendmentsDocument": "document",
    "planning.CalendarDocument": "document",
    "scripts.ScriptPrint": "document",
    "document_sets.SizeRule": "size",
    "planning.PrintedEvent": "document",
    "documents.OutdatedFact": "document",
    "feeds.FeedMemory": "feed",
    "availability.BookingBefore": "booking",
    "minutes.LinePerformer": "line",
    "instructions.CoPerformer": "instruction",
    "instructions.StepTaken": "instruction",
    "instructions.ReportFile": "report",
    "directory.FormerName": "unit",
    "directory.PrecedenceRow": "table",
}
#: Read only beside its object's card, by `audit.queries.history_of` of a row already shown.
SEEN_BESIDE_THEIR_OBJECT = {"audit.Entry"}
#: The index: read only by `search.queries.finding`, which asks for each row whether the reader sees the record itself.
INDEX = {"search.IndexedRecord", "search.KnownWord", "search.IndexState"}


def own_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.is_relation]


def personal_fields(model: type[models.Model]) -> set[str]:
    names = {field.name for field in own_fields(model) if PERSONAL_NAME.search(field.name)}
    return names - IMPERSONAL.get(model._meta.label, set())


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_personal_data_is_declared_field_by_field(model):
    declared = set(getattr(model, "personal_data", {}))
    assert personal_fields(model) - declared == set(), "name each in `personal_data` with the purpose it is kept for"


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_declared_personal_data_exists_and_has_a_purpose(model):
    declared = getattr(model, "personal_data", {})
    assert set(declared) - {field.name for field in own_fields(model)} == set()
    assert [name for name, purpose in declared.items() if len(purpose.split()) < 2] == []


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_constraints_and_indexes_are_named_after_the_room(model):
    named = [*model._meta.constraints, *model._meta.indexes]
    wrong = [each.name for each in named if not each.name.startswith(f"{model._meta.app_label}_")]
    assert wrong == []


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_the_database_knows_the_choices(model):
    checks = " ".join(
        str(each.condition) for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
    )
    open_choices = [field.name for field in own_fields(model) if field.choices and f"{field.name}__in" not in checks]
    assert open_choices == [], "add a CheckConstraint: the database refuses nonsense"


def paired(name: str) -> str:
    """Return the field that stands beside: `decided_at` with `decided_by`."""
    return f"{name[:-3]}_by" if name.endswith("_at") else f"{name[:-3]}_at"


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_who_stands_with_when(model):
    names = {field.name for field in own_fields(model)}
    who = {name for name in names if name.endswith("_by")}
    assert {name for name in who if paired(name) not in names} == set(), "say when, too"


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_who_and_when_are_empty_together(model):
    fields = {field.name: field for field in own_fields(model)}
    checked = " ".join(
        str(each.condition) for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
    )
    loose = [
        name
        for name, field in fields.items()
        if name.endswith("_at") and field.null and f"{name[:-3]}_by" in fields and f"{name}__isnull" not in checked
    ]
    assert loose == [], "a CheckConstraint keeps both empty or both filled"


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_rows_are_seen_through_a_policy(model):
    label = model._meta.label
    if label in PARTS:
        owner = model._meta.get_field(PARTS[label]).related_model
        assert hasattr(owner._default_manager, "visible_to")
    elif label not in SEEN_BESIDE_THEIR_OBJECT | INDEX:
        assert hasattr(model._default_manager, "visible_to")


def test_tables_of_parts_exist():
    assert set(PARTS) | set(IMPERSONAL) | SEEN_BESIDE_THEIR_OBJECT | INDEX <= set(IDS)


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_model_says_what_it_is_and_names_itself(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own doc says nothing"
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize(
    "model", [each for each in MODELS if issubclass(each, EditedModel)], ids=lambda each: each.__name__
)
def test_edited_record_begins_with_edition_one(model):
    assert model._meta.get_field("edition").default == 1


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_deleting_somebody_never_deletes_what_others_wrote(model):
    """Rows that belong to another row go with it; everything else is kept or holds the deletion up."""
    cascades = {
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    }
    owners = {
        "plan",
        "line",
        "submission",
        "event",
        "first",
        "second",
        "person",
        "user",
        "round",
        "agreement",
        "programme",
        "table",
        "cycle",
        "date",
        "view",
        "subscription",
        "document",
        "feed",
        "search",
        "proposal",
        *("layer", "calendar", "blocking", "booking", "template", "step", "lesson"),
        *("script", "item", "series", "change"),
        *("instruction", "report", "minutes", "resource", "jubilee", "organisation"),
        *("quota", "share", "document_set", "size"),
    }
    assert cascades <= owners
