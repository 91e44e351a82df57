"""Background work of all rooms in three lists: what is done on order, what comes back, what is always looked for.

How to write such work: `orgplan/jobs/jobs.py`. A new line here is all that binds it.
"""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from orgplan.almanac.jobs import lay_every_night
from orgplan.api.jobs import forget_answers
from orgplan.availability.jobs import end_old_bookings, read_calendars
from orgplan.clashes.jobs import ask_roads
from orgplan.events.actions.along import ALONG_KIND
from orgplan.events.actions.bulk_work import BULK_KIND
from orgplan.events.actions.taking_back import BACK_KIND
from orgplan.events.following.along_work import carry_along, put_along_back
from orgplan.events.jobs import change_many, empty_old_basket
from orgplan.folders.documents import pack_archive
from orgplan.folders.jobs import clear_out, evening
from orgplan.folders.jobs import handler as archive_handler
from orgplan.instructions.jobs import lay, warn
from orgplan.jobs.jobs import (
    Duty,
    Handler,
    Recurring,
    count_rows_anew,
    forget_long_done,
    forget_old_sign_ins,
    forget_open_pages,
)
from orgplan.jobs.rules import Daily, Every
from orgplan.notices.jobs import forget_notices, send_digests, send_due, tell
from orgplan.planning.jobs import empty_old_lines, remind
from orgplan.quotas.jobs import remind_of_quotas
from orgplan.scheduling.jobs import handler
from orgplan.search.jobs import compare_every_night, fill_empty_index
from orgplan.webhooks.jobs import forget_messages, tell_programs

HANDLERS: tuple[Handler, ...] = (
    Handler(BULK_KIND, change_many, _("Change of many events")),
    Handler(ALONG_KIND, carry_along, _("Many parts go along with a change")),
    Handler(BACK_KIND, put_along_back, _("Many parts are put back")),
    archive_handler(pack_archive),
    handler(),
)

RECURRING: tuple[Recurring, ...] = (
    Recurring("jobs.forget", Daily(time(4, 30)), forget_long_done, _("Clear out old records of recurring jobs")),
    Recurring(
        "accounts.forget", Daily(time(4, 15)), forget_old_sign_ins, _("Clear out old sign-in attempts and sessions")
    ),
    Recurring("notices.digest", Every(5), send_digests, _("Compose the morning digests of notices")),
    Recurring("notices.forget", Daily(time(4, 20)), forget_notices, _("Forget notices older than their term")),
    Recurring("planning.remind", Every(30), remind, _("Reminders about plans that were not sent")),
    Recurring("instructions.warn", Daily(time(8, 30)), warn, _("Warn of the terms of instructions")),
    Recurring("quotas.remind", Daily(time(8, 40)), remind_of_quotas, _("Remind of people asked for")),
    Recurring("instructions.lay", Daily(time(4, 50)), lay, _("Lay the next periods of instructions")),
    Recurring("almanac.lay", Daily(time(4, 45)), lay_every_night, _("Lay regular meetings and dates into plans")),
    Recurring("events.basket", Daily(time(4, 0)), empty_old_basket, _("Empty the basket of events after its term")),
    Recurring(
        "planning.basket", Daily(time(4, 0)), empty_old_lines, _("Empty the basket of units’ lines after its term")
    ),
    Recurring("folders.evening", Every(15), evening, _("Evening archive at its hour")),
    Recurring("folders.clear", Daily(time(4, 10)), clear_out, _("Delete evening archives after their term")),
    Recurring("webhooks.forget", Daily(time(4, 15)), forget_messages, _("Forget messages to programs after a month")),
    Recurring("jobs.statistics", Daily(time(3, 15)), count_rows_anew, _("Count the rows of the database anew")),
    Recurring("search.compare", Daily(time(3, 30)), compare_every_night, _("Compare the search with all records")),
    Recurring("availability.expire", Every(15), end_old_bookings, _("End pre-bookings of venues after their term")),
    Recurring("availability.read", Every(15), read_calendars, _("Read calendars from outside")),
    Recurring("clashes.roads", Every(60), ask_roads, _("Ask the routing server for roads in use")),
    Recurring("api.forget", Every(60), forget_answers, _("Forget answers kept for repeated requests of programs")),
)

DUTIES: tuple[Duty, ...] = (
    Duty("notices.tell", tell),
    Duty("notices.outbox", send_due),
    Duty("webhooks.tell", tell_programs),
    Duty("search.fill", fill_empty_index),
    Duty("accounts.presence", forget_open_pages),
)
