"""Addresses of the directory."""

from __future__ import annotations

from django.urls import URLPattern, path

from orgplan.directory.views import (
    absences,
    cases,
    intake,
    members,
    organisations,
    people,
    performers,
    positions,
    precedence,
    registers,
    removal,
    units,
    venues,
)
from orgplan.directory.views.registers import ORGANISATIONS, PEOPLE, UNITS, VENUES, Register

app_name = "directory"


def _endings(register: Register) -> list[URLPattern]:
    """Return the addresses by which a record leaves its register and comes back."""
    known = {"register": register}
    return [
        path(f"{register.name}/<int:pk>/{verb}/", view, known, name=f"{verb}_{register.one}")
        for verb, view in (("retire", removal.retire), ("reinstate", removal.reinstate), ("remove", removal.remove))
    ]


urlpatterns = [
    path("", registers.index, name="index"),
    path("units/", units.list_units, name="units"),
    path("units/new/", units.create_unit, name="create_unit"),
    path("units/<int:pk>/", units.show_unit, name="unit"),
    path("units/<int:pk>/performers/new/", performers.invite, name="invite_performer"),
    path("units/<int:pk>/change/", units.change_unit, name="change_unit"),
    path("units/<int:pk>/move/", units.move_unit, name="move_unit"),
    path("units/<int:pk>/rename/", units.rename_unit, name="rename_unit"),
    path("units/<int:pk>/close/", units.pass_duties, name="pass_duties"),
    *_endings(UNITS),
    path("people/", people.list_people, name="people"),
    path("people/new/", people.create_person, name="create_person"),
    path("people/<int:pk>/", people.show_person, name="person"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("people/<int:pk>/cases/", people.correct_cases, name="correct_cases"),
    path("people/<int:pk>/posts/new/", positions.add_position, name="add_position"),
    *_endings(PEOPLE),
    path("posts/<int:pk>/change/", positions.change_position, name="change_position"),
    path("posts/<int:pk>/end/", positions.end_position, name="end_position"),
    path("posts/<int:pk>/transfer/", positions.transfer_person, name="transfer_person"),
    path("posts/<int:pk>/history/", positions.post_history, name="post_history"),
    path("posts/<int:pk>/remove/", positions.remove_position, name="remove_position"),
    path("organisations/", organisations.list_organisations, name="organisations"),
    path("organisations/new/", organisations.create_organisation, name="create_organisation"),
    path("organisations/<int:pk>/", organisations.show_organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change_organisation, name="change_organisation"),
    *_endings(ORGANISATIONS),
    path("venues/", venues.list_venues, name="venues"),
    path("venues/new/", venues.create_venue, name="create_venue"),
    path("venues/<int:pk>/", venues.show_venue, name="venue"),
    path("venues/<int:pk>/change/", venues.change_venue, name="change_venue"),
    path("venues/<int:pk>/photo/", venues.photo, name="photo"),
    path("venues/<int:pk>/photo/new/", venues.put_photo, name="put_photo"),
    path("venues/<int:pk>/photo/remove/", venues.remove_photo, name="remove_photo"),
    *_endings(VENUES),
    path("absences/", absences.list_absences, name="absences"),
    path("absences/new/", absences.record_absence, name="record_absence"),
    path("absences/<int:pk>/", absences.show_absence, name="absence"),
    path("absences/<int:pk>/change/", absences.change_absence, name="change_absence"),
    path("absences/<int:pk>/take-back/", absences.take_back_absence, name="take_back_absence"),
    path("precedence/", precedence.list_tables, name="precedence"),
    path("precedence/new/", precedence.bring_table, name="bring_precedence"),
    path("precedence/<int:pk>/", precedence.show_table, name="precedence_table"),
    path("precedence/<int:pk>/change/", precedence.replace_table, name="replace_precedence"),
    path("precedence/<int:pk>/remove/", precedence.remove_table, name="remove_precedence"),
    path("cases/", cases.proof_list, name="proof"),
    path("cases/people/<int:pk>/check/", cases.check_person, name="check_person"),
    path("cases/posts/check/", cases.check_post, name="check_post"),
    path("cases/posts/correct/", cases.correct_post, name="correct_post"),
    path("import/", intake.bring, name="bring"),
    path("import/<int:pk>/", intake.show, name="intake"),
    path("import/<int:pk>/apply/", intake.apply, name="apply_intake"),
    path("import/<int:pk>/drop/", intake.drop, name="drop_intake"),
    path("import/sample/<slug:listed>/", intake.sample, name="sample"),
    path("members/", members.list_members, name="members"),
    path("members/<int:pk>/", members.join_user, name="member"),
]
