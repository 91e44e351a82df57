"""What people type about the directory. Forms only validate; actions write."""

from orgplan.directory.forms.absences import AbsenceForm
from orgplan.directory.forms.files import ACCEPTED_PHOTOS, ACCEPTED_TABLES, IntakeForm, PhotoForm, PrecedenceForm
from orgplan.directory.forms.records import (
    CasesForm,
    EndForm,
    MemberForm,
    OrganisationForm,
    PersonForm,
    PositionForm,
    PostCasesForm,
    UnitForm,
    VenueForm,
)
from orgplan.directory.forms.units import ClosingForm, DayForm, MoveForm, RenameForm

__all__ = [
    "ACCEPTED_PHOTOS",
    "ACCEPTED_TABLES",
    "AbsenceForm",
    "CasesForm",
    "ClosingForm",
    "DayForm",
    "EndForm",
    "IntakeForm",
    "MemberForm",
    "MoveForm",
    "OrganisationForm",
    "PersonForm",
    "PhotoForm",
    "PositionForm",
    "PostCasesForm",
    "PrecedenceForm",
    "RenameForm",
    "UnitForm",
    "VenueForm",
]
