"""What the search and the palette find: kinds of records in the order of their groups, pages and actions by name.

A page of the navigation is found by its own line there; here stands what the navigation does not show, and other words
by which people call a page.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.accounts.policy import can_manage_users, has_role, is_oneself
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Watcher
from orgplan.config.navigation import GROUPS
from orgplan.directory.following.search import ORGANISATIONS_FOUND, PEOPLE_FOUND, UNITS_FOUND, VENUES_FOUND
from orgplan.directory.policy import can_edit_directory
from orgplan.document_sets.following.search import SETS_FOUND
from orgplan.document_sets.policy import can_see_lists
from orgplan.documents.following import DOCUMENTS_FOUND
from orgplan.events.following.search import EVENTS_FOUND
from orgplan.events.policy import can_create
from orgplan.feeds.following import end_feeds_of_closed
from orgplan.instructions.following import INSTRUCTIONS_FOUND
from orgplan.instructions.policy import can_give, can_see_discipline
from orgplan.planning.following import note_newcomers
from orgplan.planning.following.search import PLANS_FOUND
from orgplan.planning.policy import can_see_consolidation, can_see_executive_calendar
from orgplan.preparation.following.search import STEPS_FOUND, TEMPLATES_FOUND
from orgplan.programmes.following import PROGRAMMES_FOUND
from orgplan.resources.following import RESOURCES_FOUND
from orgplan.scheduling.policy import can_schedule
from orgplan.scripts.following.search import SCRIPTS_FOUND
from orgplan.search.actions import follow
from orgplan.search.queries.sources import Command, Source

AUDIT_WATCHERS: tuple[Watcher, ...] = (follow, end_feeds_of_closed, note_newcomers)

SEARCH_SOURCES: tuple[Source, ...] = (
    PEOPLE_FOUND,
    EVENTS_FOUND,
    PROGRAMMES_FOUND,
    PLANS_FOUND,
    INSTRUCTIONS_FOUND,
    SCRIPTS_FOUND,
    DOCUMENTS_FOUND,
    SETS_FOUND,
    TEMPLATES_FOUND,
    STEPS_FOUND,
    RESOURCES_FOUND,
    UNITS_FOUND,
    ORGANISATIONS_FOUND,
    VENUES_FOUND,
)

#: Other words for pages of the navigation, by url name. Not translated: they are what is typed, in Russian.
_ALSO = {
    "home:today": "главная, мой день, начало, дела",
    "planning:list": "список планов, отправить план, сдать план, предложения",
    "preparation:mine": "мои шаги, подготовка, что сделать, план подготовки",
    "instructions:list": "контроль, поручения, исполнение",
    "programmes:list": "нацпроекты, год семьи, перечень программ, готовность, покрытие",
    "events:list": "список мероприятий, события, календарь",
    "scripts:list": "сценарий, сценарный план, порядок ведения, тайминг, хронометраж, блок главы",
    "document_sets:index": "комплект документов, пакет руководителя, распоряжение, письма службам",
    "almanac:index": "памятные даты, юбилеи, праздники, циклограмма",
    "changes:list": "переносы, отмены, изменения к плану",
    "documents:list": "реестр документов, бумаги",
    "directory:index": "справочник, телефоны",
    "notices:outbox": "исходящие, письма, почта, отправить письма",
    "accounts:users": "учётные записи, логины, доступ",
    "webhooks:list": "вебхуки, подписки",
    "jobs:list": "исполнитель, очередь",
}


def _sends_plans(user: User) -> bool:
    return has_role(user, Role.COORDINATOR, Role.DEPARTMENT)


_PAGES = tuple(
    Command(section.label, section.url_name, _ALSO.get(section.url_name, ""), section.may)
    for group in GROUPS
    for section in group.sections
)

SEARCH_COMMANDS: tuple[Command, ...] = (
    Command(_("Create an event"), "events:create", "новое мероприятие, добавить событие, записать", can_create),
    Command(_("Send a plan"), "planning:send", "отправить план, сдать план, загрузить файл плана", _sends_plans),
    *_PAGES,
    Command(_("Consolidation of the nearest plan"), "planning:nearest_consolidation", "свести", can_see_consolidation),
    Command(_("Deadlines of plans"), "planning:deadlines", "когда сдавать план, срок представления"),
    Command(_("Reminders about plans"), "planning:reminders", "напомнить подразделениям"),
    Command(
        _("Calendar of leaders"),
        "planning:executive_calendar",
        "план с участием мэра, руководители",
        can_see_executive_calendar,
    ),
    Command(_("Execution of plans"), "planning:executions", "отчёт об исполнении, план-факт"),
    Command(
        _("New event by an example"),
        "preparation:choose",
        "клонировать мероприятие, по образцу, прошлый год",
        can_create,
    ),
    Command(_("Events being prepared"), "preparation:events", "планы подготовки"),
    Command(_("Lessons"), "preparation:lessons", "уроки, разбор, что пошло не так"),
    Command(_("Templates of events"), "events:templates", "шаблоны мероприятий, типовые планы подготовки"),
    Command(_("Sort out a month"), "scheduling:months", "разобрать месяц, оптимизация, предложения", can_schedule),
    Command(_("Sizes and papers"), "document_sets:lists", "размеры мероприятий, комплект документов", can_see_lists),
    Command(_("Kinds of items"), "scripts:kinds", "виды пунктов сценария, что сокращать"),
    Command(_("My instructions"), "instructions:mine", "мои поручения, что мне сделать"),
    Command(_("New instruction"), "instructions:create", "дать поручение, поставить на контроль", can_give),
    Command(_("Minutes of meetings"), "minutes:list", "протокол совещания, пункты протокола"),
    Command(_("Execution discipline"), "instructions:discipline", "дисциплина, процент исполнения", can_see_discipline),
    Command(_("Rules of control"), "instructions:rules", "сроки поручений, срочно, оперативно"),
    Command(_("Basket of events"), "events:basket", "удалённые, восстановить"),
    Command(_("Regular meetings"), "almanac:cycles", "циклы, планёрки, совещания по циклограмме"),
    Command(_("Scheme of meetings"), "almanac:scheme", "циклограмма, сетка"),
    Command(_("Memorable dates"), "almanac:dates", "праздники"),
    Command(_("Jubilees"), "almanac:jubilees", "юбиляры, дни рождения"),
    Command(_("Register of people"), "directory:people", "сотрудники, руководители, люди"),
    Command(_("Register of units"), "directory:units", "департаменты, управления, администрации округов"),
    Command(_("Register of organisations"), "directory:organisations", "учреждения, предприятия"),
    Command(_("Register of venues"), "directory:venues", "залы, места, площадки"),
    Command(
        _("Who is away and who acts"), "directory:absences", "отпуск, отсутствует, исполняющий обязанности, больничный"
    ),
    Command(_("Record an absence"), "directory:record_absence", "отпуск, командировка", can_edit_directory),
    Command(_("Table of precedence"), "directory:precedence", "протокольное старшинство"),
    Command(_("Add a person"), "directory:create_person", "новый человек, сотрудник", can_edit_directory),
    Command(_("Bring a register from a file"), "directory:bring", "загрузить справочник, импорт", can_edit_directory),
    Command(_("Change the own password"), "accounts:password", "сменить пароль", is_oneself),
    Command(_("One-time codes"), "accounts:codes", "второй фактор, безопасность", is_oneself),
    Command(_("Calendar subscriptions"), "feeds:list", "ics, подписаться, календарь в телефоне, outlook", is_oneself),
    Command(_("Tokens of programs"), "accounts:tokens", "ключи доступа, api", is_oneself),
    Command(_("Security of sign-ins"), "accounts:security", "блокировки, попытки входа", can_manage_users),
)
