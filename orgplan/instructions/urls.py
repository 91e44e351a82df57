"""Addresses of instructions."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.instructions.views import card, chosen, discipline, exchange, listing, rules, work

app_name = "instructions"

urlpatterns = [
    path("", listing.control_list, name="list"),
    path("mine/", listing.mine, name="mine"),
    path("chosen/", chosen.chosen, name="chosen"),
    path("new/", card.create, name="create"),
    path("discipline/", discipline.discipline, name="discipline"),
    re_path(r"^discipline\.(?P<form>docx|pdf)$", discipline.discipline_document, name="discipline_document"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/take-in/", exchange.take_in, name="take_in"),
    re_path(r"^exchange/out\.(?P<form>xlsx|json)$", exchange.send_out, name="send_out"),
    path("rules/", rules.rules, name="rules"),
    path("rules/levels/new/", rules.level, name="create_level"),
    path("rules/levels/<int:pk>/", rules.level, name="change_level"),
    path("rules/terms/new/", rules.term_rule, name="create_term_rule"),
    path("rules/terms/<int:pk>/", rules.term_rule, name="change_term_rule"),
    path("rules/steps/new/", rules.step, name="create_step"),
    path("rules/steps/<int:pk>/", rules.step, name="change_step"),
    path("<int:pk>/", card.instruction_page, name="instruction"),
    path("<int:pk>/edit/", card.edit, name="edit"),
    path("<int:pk>/register/", card.register, name="register"),
    path("<int:pk>/report/", work.report, name="report"),
    path("<int:pk>/report/decide/", work.decide_report, name="decide_report"),
    path("<int:pk>/extension/", work.ask_extension, name="ask_extension"),
    path("<int:pk>/extension/decide/", work.decide_extension, name="decide_extension"),
    path("<int:pk>/withdraw/", work.withdraw, name="withdraw"),
    path("<int:pk>/term/", work.set_term, name="set_term"),
    path("<int:pk>/cancel/", work.cancel, name="cancel"),
    path("<int:pk>/put-back/", work.put_back, name="put_back"),
    path("<int:pk>/material/<int:performer_pk>/", work.note_material, name="note_material"),
    path("<int:pk>/files/<int:file_pk>/", work.report_file, name="report_file"),
]
