"""Addresses of planning."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.planning.views import board, consolidation, deadlines, exchange, execution, plans, submissions, unit_plan

app_name = "planning"

urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("open/", plans.open_view, name="open"),
    path("send/", submissions.send, name="send"),
    path("submissions/<int:pk>/", submissions.review, name="submission"),
    path("submissions/<int:pk>/file/", submissions.original, name="original"),
    path("submissions/<int:pk>/submit/", submissions.submit_view, name="submit"),
    path("submissions/<int:pk>/discard/", submissions.discard_view, name="discard"),
    path("submissions/<int:pk>/rows/<int:row_pk>/", submissions.show_row, name="show_row"),
    path("submissions/<int:pk>/rows/<int:row_pk>/edit/", submissions.edit_row, name="edit_row"),
    re_path(
        r"^submissions/(?P<pk>\d+)/rows/(?P<row_pk>\d+)/(?P<verb>confirm|leave-out|take-in)/$",
        submissions.row_verb,
        name="row_verb",
    ),
    path("deadlines/", deadlines.deadline_list, name="deadlines"),
    path("deadlines/new/", deadlines.create_deadline, name="create_deadline"),
    path("deadlines/<int:pk>/", deadlines.change_deadline_view, name="change_deadline"),
    path("deadlines/<int:pk>/remove/", deadlines.remove_deadline_view, name="remove_deadline"),
    path("execution/", execution.executions, name="executions"),
    re_path(r"^execution\.(?P<form>docx|pdf)$", execution.period_document, name="period_document"),
    re_path(r"^execution/term/(?P<kind>year|quarter|month|week)/$", execution.report_term, name="report_term"),
    path("<int:pk>/execution/", execution.execution, name="execution"),
    path("<int:pk>/execution/units/", execution.units, name="execution_units"),
    path("<int:pk>/execution/report/", execution.report, name="report"),
    path("<int:pk>/execution/take-back/<str:ids>/", execution.take_back_report, name="take_back_report"),
    re_path(r"^(?P<pk>\d+)/execution\.(?P<form>docx|pdf)$", execution.document, name="execution_document"),
    path("<int:pk>/", plans.plan_page, name="plan"),
    path("<int:pk>/edit/", plans.edit_plan, name="edit"),
    path("<int:pk>/fill/", plans.fill, name="fill"),
    path("<int:pk>/items/<int:item_pk>/take-out/", plans.take_out_view, name="take_out"),
    path("<int:pk>/send-for-approval/", plans.lay_before, name="send_for_approval"),
    path("<int:pk>/return/", plans.back_to_draft, name="return"),
    path("<int:pk>/approve/", plans.approve, name="approve"),
    re_path(r"^(?P<pk>\d+)/document\.(?P<form>docx|pdf)$", plans.document, name="document"),
    path("<int:pk>/return-lines/", unit_plan.return_view, name="return_lines"),
    path("<int:pk>/send-again/", unit_plan.send_again_view, name="send_again"),
    path("<int:pk>/lines/<int:line_pk>/remarks/", unit_plan.remarks, name="remarks"),
    path("<int:pk>/lines/<int:line_pk>/correct/", unit_plan.correct_line, name="correct_line"),
    path("<int:pk>/remarks/<int:remark_pk>/answer/", unit_plan.answer, name="answer_remark"),
    re_path(
        r"^(?P<pk>\d+)/remarks/(?P<remark_pk>\d+)/(?P<verb>settle|reopen)/$", unit_plan.settle, name="settle_remark"
    ),
    path("<int:pk>/board/", board.board, name="board"),
    path("<int:pk>/deadline/", board.plan_deadline, name="plan_deadline"),
    path("<int:pk>/deadline/drop/", board.drop_deadline, name="drop_deadline"),
    path("<int:pk>/consolidation/", consolidation.consolidation, name="consolidation"),
    path("<int:pk>/consolidation/decide/", consolidation.decide, name="decide"),
    path("<int:pk>/consolidation/pairs/", consolidation.find_pairs, name="find_pairs"),
    path("<int:pk>/consolidation/take-back/<str:ids>/", consolidation.take_back, name="take_back"),
    path("<int:pk>/lines/<int:line_pk>/", consolidation.edit_line, name="edit_line"),
    path("versions/<int:pk>/", plans.version_page, name="version"),
    re_path(r"^versions/(?P<pk>\d+)/document\.(?P<form>docx|pdf)$", plans.version_document, name="version_document"),
    path("<int:pk>/workbook.xlsx", exchange.export, name="export"),
    path("<int:pk>/bring-back/", exchange.bring_back, name="bring_back"),
    path("workbooks/<int:pk>/", exchange.workbook_page, name="workbook"),
    path("workbooks/<int:pk>/take-in/", exchange.take_in, name="take_in"),
    path("workbooks/<int:pk>/put-aside/", exchange.put_aside, name="put_aside"),
]
