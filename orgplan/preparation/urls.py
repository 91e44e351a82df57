"""Addresses of preparation."""

from __future__ import annotations

from django.urls import path

from orgplan.preparation.views import clone, lessons, mine, plan, steps

app_name = "preparation"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("events/", mine.prepared, name="events"),
    path("clone/", clone.choose, name="choose"),
    path("clone/bring/", clone.bring, name="bring"),
    path("clone/event/<int:pk>/", clone.clone_of_event, name="clone_event"),
    path("clone/template/<int:pk>/", clone.clone_of_template, name="clone_template"),
    path("events/<int:pk>/", plan.plan, name="plan"),
    path("events/<int:pk>/take/", plan.take, name="take"),
    path("events/<int:pk>/baseline/", plan.baseline, name="baseline"),
    path("events/<int:pk>/recount/", plan.recount, name="recount"),
    path("events/<int:pk>/compress/", plan.compress, name="compress"),
    path("events/<int:pk>/shorten/", plan.shorten, name="shorten"),
    path("events/<int:pk>/similar/", plan.similar, name="similar"),
    path("events/<int:pk>/steps/new/", steps.new_step, name="new_step"),
    path("events/<int:pk>/lessons/new/", lessons.new_lesson, name="new_lesson"),
    path("templates/<int:pk>/steps/new/", steps.new_template_step, name="new_template_step"),
    path("steps/<int:pk>/", steps.step, name="step"),
    path("steps/<int:pk>/finish/", steps.finish, name="finish"),
    path("steps/<int:pk>/skip/", steps.skip, name="skip"),
    path("steps/<int:pk>/reopen/", steps.reopen, name="reopen"),
    path("steps/<int:pk>/remove/", steps.remove, name="remove_step"),
    path("steps/<int:pk>/accept/", steps.accept, name="accept_lead"),
    path("steps/<int:pk>/proof/", steps.proof, name="proof"),
    path("lessons/", lessons.lesson_list, name="lessons"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/settle/", lessons.settle, name="settle_lesson"),
    path("lessons/<int:pk>/reopen/", lessons.reopen, name="reopen_lesson"),
    path("answers/<int:pk>/", lessons.answer, name="answer"),
]
