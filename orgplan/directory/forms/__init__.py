"""What people type about the directory. Forms only validate; actions write."""

from orgplan.directory.forms.absences import AbsenceForm
from orgplan.directory.forms.records import (
    CasesForm,
    EndForm,
    MemberForm,
    OrganisationForm,
    PersonForm,
    PositionForm,
    UnitForm,
    VenueForm,
)

__all__ = [
    "AbsenceForm",
    "CasesForm",
    "EndForm",
    "MemberForm",
    "OrganisationForm",
    "PersonForm",
    "PositionForm",
    "UnitForm",
    "VenueForm",
]
