"""Writes every form anew."""

from __future__ import annotations

from pathlib import Path

from tools.forms import agreement, discipline, execution, leaders, meetings, plans, quotas, scripts, sets

FORMS = Path(__file__).resolve().parents[2] / "orgplan" / "documents" / "forms"
PAPERS = {
    "plan": plans.build_list,
    "plan_calendar": plans.build_calendar,
    "plan_week": plans.build_week,
    "plan_programme": plans.build_programme,
    "amendments": plans.build_amendments,
    "execution": execution.build_report,
    "discipline": discipline.build_report,
    "cycle_scheme": meetings.build_scheme,
    "executive_calendar": leaders.build_calendar,
    "script": scripts.build_script,
    "script_a5": scripts.build_script_a5,
    "agreement_sheet": agreement.build_sheet,
    "quota_letter": quotas.build_letter,
    "quota_table": quotas.build_table,
    "set_order": sets.build_order,
    "set_committee": sets.build_committee,
    "set_steps": sets.build_steps,
    "set_programme": sets.build_programme,
    "set_estimate": sets.build_estimate,
    "set_letter": sets.build_letter,
    "set_people": sets.build_people,
    "set_briefing": sets.build_briefing,
}

if __name__ == "__main__":
    FORMS.mkdir(parents=True, exist_ok=True)
    for code, build in PAPERS.items():
        build().save(str(FORMS / f"{code}.docx"))
