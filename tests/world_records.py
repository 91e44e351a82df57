"""Which record of the world of tests an address is about, and the addresses themselves."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver


def _records_of_accounts() -> dict[str, str]:
    found = {}
    for record, names in {
        "user": "user change set_password close reopen sessions end_sessions reset_codes unlink",
        "grant": "behalf_begin behalf_revoke",
        "token": "revoke_token",
        "session": "end_session",
        "row_step": "take_back",
    }.items():
        found |= {f"accounts:{name}": record for name in names.split()}
    return found


def _records_of_availability() -> dict[str, str]:
    found: dict[str, str] = {}
    layers = ("layer", "change_layer", "remove_layer", "add_time", "paste_times", "remove_time")
    found |= {f"availability:{name}": "layer" for name in layers}
    found |= {f"availability:{name}": "booking" for name in ("booking", "approve", "refuse", "withdraw")}
    found |= {"availability:book": "event", "availability:block": "venue", "availability:unblock": "blocking"}
    busy = ("calendar", "change_calendar", "take_file", "act")
    found |= {f"availability:{name}": "busy" for name in busy}
    return found


def _records_of_resources() -> dict[str, str]:
    found = {f"resources:{name}": "resource" for name in ("resource", "change", "add_stock")}
    found |= {f"resources:{name}": "need" for name in ("change_need", "remove_need", "answer")}
    found |= {"resources:remove_stock": "stock", "resources:of_event": "event"}
    return found | {"resources:of_template": "event_template"}


def _records_of_quotas() -> dict[str, str]:
    own = ("quota", "change", "remove", "bodies", "write_shares", "came", "ask", "workbook", "table")
    found = {f"quotas:{name}": "quota" for name in own} | {"quotas:of_event": "event"}
    return found | {f"quotas:{name}": "quota_share" for name in ("answer", "remove_share", "letter")}


def _records_of_document_sets() -> dict[str, str]:
    found = {f"document_sets:{name}": "event" for name in ("of_event", "facts", "draft", "add")}
    found |= {f"document_sets:{name}": "set_paper" for name in ("paper", "draft_paper", "mark", "sign", "strike")}
    found |= {f"document_sets:{name}": "set_duty" for name in ("duty", "reopen_duty")}
    return found | {f"document_sets:change_{name}": f"set_{name}_row" for name in ("size", "kind", "duty")}


def _records_of_instructions() -> dict[str, str]:
    found: dict[str, str] = {}
    for record, names in {
        "instruction": "instruction edit register report ask_extension set_term cancel put_back note_material",
        "awaiting": "decide_report withdraw report_file decide_extension",
        "level": "change_level",
        "term_rule": "change_term_rule",
        "step_of_ladder": "change_step",
    }.items():
        found |= {f"instructions:{name}": record for name in names.split()}
    found["instructions:send_out"] = "send_out"
    found |= {f"minutes:{name}": "minutes" for name in ("minutes", "edit", "add", "give", "point", "leave_out")}
    return found


def _records_of_preparation() -> dict[str, str]:
    events = ("clone_event", "plan", "take", "baseline", "recount", "compress", "shorten", "similar")
    found = {f"preparation:{name}": "event" for name in (*events, "new_step", "new_lesson")}
    found |= {f"preparation:{name}": "event_template" for name in ("clone_template", "new_template_step")}
    steps = ("step", "finish", "skip", "reopen", "remove_step", "accept_lead")
    found |= {f"preparation:{name}": "prepared_step" for name in steps} | {"preparation:proof": "proved_step"}
    found |= {f"preparation:{name}": "lesson" for name in ("lesson", "settle_lesson", "reopen_lesson")}
    return found | {"preparation:answer": "lesson_answer"}


def _records_of_scripts() -> dict[str, str]:
    names = (
        "script",
        "beginning",
        "paste",
        "new_item",
        "item",
        "move",
        "remove",
        "block",
        "paper",
        "real",
        "accept",
        "live",
        "state",
        "marks",
    )
    found = {f"scripts:{name}": "script" for name in names}
    found |= {"scripts:begin_for_event": "event", "scripts:begin_for_template": "event_template"}
    return found | {"scripts:undo": "script_step", "scripts:kind": "script_kind"}


def _records_of_folders() -> dict[str, str]:
    found = {f"folders:{name}": "event" for name in ("briefing", "new_note")}
    found |= {f"folders:{name}": "leader_note" for name in ("note", "remove_note")} | {
        "folders:take_archive": "archive"
    }
    return found | {f"folders:{name}": "leader" for name in ("folder", "state", "read", "paper", "escort")}


def _records_of_programmes() -> dict[str, str]:
    of_programme = "programme change remove coverage timeline map new_section new_aim plan register"
    found = {f"programmes:{name}": "programme" for name in of_programme.split()}
    return found | {f"programmes:{name}": "aim" for name in ("aim", "remove_aim")}


def _records_of_notices() -> dict[str, str]:
    found = {"bell:mute": "notice", "bell:unmute": "mute", "bell:unwatch": "watch"}
    return found | {f"bell:{name}": "event" for name in ("about", "follow", "mute_about")}


def _records() -> dict[str, str]:
    """Which record's key stands in the address, by URL name."""
    found = _records_of_accounts() | _records_of_availability() | _records_of_instructions() | _records_of_scripts()
    found |= _records_of_preparation() | _records_of_resources() | _records_of_quotas() | _records_of_folders()
    found |= _records_of_document_sets()
    for record, names in {
        "submission": "submission original columns submit discard show_row edit_row row_verb",
        "city": "edit fill take_out send_for_approval return approve document consolidation board remind plan_deadline drop_deadline decide find_pairs edit_line cell understood bulk_lines put_lines lines_basket restore_line",
        "plan": "plan return_lines send_again remarks correct_line answer_remark settle_remark",
        "deadline": "change_deadline remove_deadline",
        "reminder": "change_reminder",
        "version": "version version_document",
        "year": "execution execution_units execution_document report",
        "reported": "take_back_report",
        "undo": "take_back",
    }.items():
        found |= {f"planning:{name}": record for name in names.split()}
    cycles = "cycle change_cycle remove_cycle create_exception remove_exception move_meeting cancel_meeting closed_to_meeting"
    found |= {f"almanac:{name}": "cycle" for name in cycles.split()} | {"almanac:take_back": "cycle_step"}
    found |= {"almanac:move_occurrence": "returning", "almanac:cancel_occurrence": "returning"} | {
        f"almanac:{verb}_date": "memorial" for verb in ("change", "remove")
    }
    found |= {f"almanac:{verb}_jubilee": "jubilee" for verb in ("change", "remove")}
    found |= {"almanac:jubilee_rule": "jubilee_kind", "almanac:remove_jubilee_rule": "age_rule"}
    found |= {f"clashes:{name}": "event" for name in ("both", "event", "accept", "times")}
    found |= {f"calendar:{name}": "event" for name in ("move", "ask", "closed")}
    found |= {"clashes:take_back": "accepted", "scheduling:pin": "event"}
    found |= {f"scheduling:{name}": "month_search" for name in ("result", "stop", "accept")}
    found |= {f"clashes:{verb}_rule": "clash_rule" for verb in ("change", "remove")}
    found |= {f"clashes:{verb}_pair": "pair" for verb in ("change", "remove")}
    found |= {f"clashes:{verb}_load": "load" for verb in ("change", "remove")}
    for one in ("unit", "person", "organisation", "venue"):
        found |= {f"directory:{verb}_{one}": one for verb in ("change", "retire", "reinstate", "remove")}
        found[f"directory:{one}"] = one
    found["directory:remove_venue"], found["directory:invite_performer"] = "plain_venue", "unit"
    found |= {"directory:correct_cases": "person", "directory:add_position": "person", "directory:member": "user"}
    found |= {f"directory:{verb}_position": "position" for verb in ("change", "end", "remove")}
    found |= {f"directory:{name}": "unit" for name in ("move_unit", "rename_unit", "pass_duties")}
    found |= {f"directory:{name}": "position" for name in ("transfer_person", "post_history")}
    found |= {f"directory:{name}": "venue" for name in ("photo", "put_photo", "remove_photo")}
    for name in ("precedence_table", "replace_precedence", "remove_precedence"):
        found[f"directory:{name}"] = "table"
    found |= {f"directory:{name}": "intake" for name in ("intake", "apply_intake", "drop_intake")}
    found["directory:check_person"] = "person"
    found |= {f"directory:{name}": "absence" for name in ("absence", "change_absence", "take_back_absence")}
    found |= {f"planning:{name}": "city" for name in ("export", "bring_back")}
    found |= {f"planning:{name}": "workbook" for name in ("workbook", "take_in", "put_aside")}
    found |= {f"documents:{name}": "document" for name in ("document", "document_file", "register", "next_version")}
    found |= {f"documents:{name}": "template" for name in ("template", "template_file", "use")}
    for name in ("event", "edit", "outcome", "substitute", "take_back_outcome"):
        found[f"events:{name}"] = "event"
    ways = ("change", "meet", "drop", "decline", "undo", "stop", "go_on", "looked", "correct")
    found |= {f"changes:{name}": "proposed" for name in ways}
    found |= {"changes:begin": "event", "changes:instead": "person"}
    found |= {f"notices:{name}": "message" for name in ("message", "change", "act")}
    found |= {"webhooks:subscription": "subscription", "webhooks:act": "subscription", "webhooks:again": "delivery"}
    found |= {f"feeds:{name}": "feed" for name in ("feed", "change", "renew", "revoke", "read")}
    found |= {"feeds:event": "event"} | _records_of_notices()
    found |= {"jobs:stop": "job", "jobs:again": "job"}
    found |= {f"planning:{name}": "city" for name in ("changes", "lay", "clash_marks")}
    found |= {f"planning:{name}": "round" for name in ("round", "sheet_document", "withdraw_round", "resolve_remark")}
    found |= {f"planning:{name}": "agreement" for name in ("answer_agreement", "make_remark", "hand_over")}
    found |= {f"planning:{name}": "publication" for name in ("published", "published_file", "unpublish")}
    found |= {"planning:changes_document": "year", "planning:version_changes": "version", "planning:publish": "version"}
    found |= {f"saved_views:{name}": "view" for name in ("change", "remove", "move")}
    found |= {f"events:{name}": "event_template" for name in ("template", "change_template")}
    found |= {"events:bulk_work": "step", "events:stop_bulk": "step"}
    return (
        found
        | _records_of_programmes()
        | {"events:take_back": "step", "events:restore": "deleted", "events:line": "event"}
    )


RECORDS = _records()


def patterns() -> dict[str, URLPattern]:
    """Return every address pattern of the product by its full name."""

    def walk(resolver: URLResolver, room: str = "") -> dict[str, URLPattern]:
        found: dict[str, URLPattern] = {}
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                if each.namespace != "api":  # programs show tokens: orgplan/api/tests/test_access.py
                    found |= walk(each, each.namespace or room)
            else:
                found[f"{room}:{each.name}"] = each
        return found

    return walk(get_resolver())


def arguments_of(name: str) -> set[str]:
    """Return the names of what stands in the address; fixed arguments are not among them."""
    pattern = patterns()[name].pattern
    return set(pattern.converters) | set(pattern.regex.groupindex)
