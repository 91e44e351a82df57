"""The demonstration city, room by room from below; people in it are invented and marked so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import FileField
from django.utils import timezone

from orgplan.accounts.demo import build_security
from orgplan.accounts.models import User
from orgplan.accounts.rules import DEMO_PASSWORD
from orgplan.almanac.demo import build_almanac
from orgplan.audit.actions import System
from orgplan.availability.demo import build_availability
from orgplan.clashes.demo import build_clashes
from orgplan.directory.demo import build_directory, demo_users
from orgplan.directory.models import Unit
from orgplan.document_sets.demo import build_document_sets
from orgplan.documents.demo import build_documents
from orgplan.events.demo import build_basket, build_events
from orgplan.feeds.demo import build_feeds
from orgplan.folders.demo import build_folders
from orgplan.home.demo import build_home
from orgplan.instructions.demo import build_instructions
from orgplan.jobs.demo import build_jobs
from orgplan.minutes.demo import build_minutes
from orgplan.notices.demo import build_notices, build_told
from orgplan.planning.demo import DroppedFile, build_plans, files_to_drop
from orgplan.preparation.demo import build_preparation
from orgplan.programmes.demo import build_programmes
from orgplan.quotas.demo import build_quotas
from orgplan.resources.demo import build_resources
from orgplan.saved_views.demo import build_views
from orgplan.scheduling.demo import build_scheduling
from orgplan.scripts.demo import build_scripts, build_scripts_of_the_day
from orgplan.search.demo import build_search
from orgplan.webhooks.demo import build_webhooks

BY = System("Показательный город")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that the start prints."""

    login: str
    password: str
    what: str


SIGN_INS = tuple(SignIn(each.login, DEMO_PASSWORD, each.what) for each in demo_users())

PARTS: tuple[Callable[[System, str], None], ...] = (
    build_directory,
    build_security,
    build_events,
    build_plans,
    build_programmes,
    build_documents,
    build_notices,
    build_jobs,
    build_almanac,
    build_instructions,
    build_minutes,
    build_clashes,
    build_availability,
    build_preparation,
    build_resources,
    build_quotas,
    build_scheduling,
    build_scripts,
    build_document_sets,
    build_basket,
    build_views,
    build_feeds,
    build_webhooks,
    build_told,
    build_home,
    build_scripts_of_the_day,
    build_folders,
    build_search,
)


class RealDataError(Exception):
    """The database holds data that are not the demonstration's; it is left alone."""


def city_exists() -> bool:
    """Tell whether the demonstration city is there, whole: it is built in one transaction."""
    return bool(User.objects.filter(is_demo=True).exists())


def city_is_stale() -> bool:
    """Tell whether the city was built in an earlier month: its «next month» has begun or gone by."""
    built = timezone.localtime(User.objects.filter(is_demo=True).earliest("created_at").created_at)
    today = timezone.localdate()
    return (built.year, built.month) != (today.year, today.month)


def demo_files() -> list[DroppedFile]:
    """Return the papers that lie ready to be dropped."""
    return files_to_drop(settings.DATA_DIR / "demo-files")


def delete_kept_files() -> None:
    """Delete the files of all rows of all rooms: papers, templates, documents, workbooks, publications, photos."""
    for model in apps.get_models():
        names = [each.name for each in model._meta.get_fields() if isinstance(each, FileField)]
        for row in model._default_manager.only("pk", *names) if names else ():  # noqa: SLF001 -- as above
            for name in names:
                if kept := getattr(row, name):
                    kept.storage.delete(kept.name)


def build_city(tell: Callable[[], None] = lambda: None) -> None:
    """Build the city anew, telling after each of `PARTS`.

    RealDataError in a database in which real people work, or that was filled otherwise.
    """
    if User.objects.filter(is_demo=False).exists() or (Unit.objects.exists() and not city_exists()):
        raise RealDataError
    while not _built_in_one_day(tell):
        continue  # midnight passed on the way: half of the rooms took another day for today


def _built_in_one_day(tell: Callable[[], None]) -> bool:
    day = timezone.localdate()
    delete_kept_files()
    call_command("flush", interactive=False, verbosity=0)
    with transaction.atomic():
        for build in PARTS:
            build(BY, DEMO_PASSWORD)
            tell()
    return timezone.localdate() == day
