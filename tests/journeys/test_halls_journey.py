"""A hall in a browser: asked for from the event, given by its owner, closed with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.clashes.tests import factories as clashes
from orgplan.directory.tests import factories as directory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = timezone.localdate() + timedelta(days=9)


def coordinator(name, unit):
    user = accounts.user(Role.COORDINATOR, name=name)
    directory.membership(user, unit=unit)
    return user


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_hall_is_asked_for_given_and_closed(walk, size):
    culture, keeper = directory.unit("Департамент культуры"), directory.unit("Управление делами")
    hall = directory.venue("Большой зал Администрации", owner=keeper)
    evening = clashes.event("Вечер памяти фронтовых бригад", "17:00–18:00", day=DAY, venue=hall, owner=culture)
    asker = walk(coordinator("Афишина Ю. О.", culture), size)
    owner = walk(coordinator("Ключникова А. П.", keeper), size)

    # The organiser asks; the owner sees it in the navigation and on the first screen.
    asker.open(f"/events/{evening.pk}/")
    asker.press("Забронировать площадку")
    asker.until_told("Придержана до")
    asker.look("halls-asked")
    owner.open("/")
    waiting = owner.page.locator(".row", has_text="1 заявка на площадку")
    assert waiting.count() == 1
    owner.look("halls-owner-today")
    owner.click(waiting.get_by_role("link", name="Открыть"))
    owner.look("halls-claims")
    owner.press("Большой зал Администрации", role="link")
    owner.look("halls-claim")

    # A refusal asks why; here the hall is given.
    owner.press("Отказать")
    assert owner.page.evaluate("document.activeElement.tagName") in {"INPUT", "TEXTAREA"}
    owner.press("Подтвердить")
    owner.until_told("подтверждена")
    asker.open(f"/events/{evening.pk}/")
    asker.until_told("подтверждена")

    # The owner closes the hall: a reason is asked for, and the organiser reads it on the event.
    owner.open(f"/directory/venues/{hall.pk}/")
    owner.press("Закрыть площадку", role="link")
    for label in ("Закрыта с", "Закрыта по"):
        owner.page.get_by_label(label).fill(DAY.isoformat())
    owner.press("Закрыть площадку")
    assert "/close/" in owner.page.url
    owner.page.get_by_label("Почему площадка закрыта").fill("замена пола сцены")
    owner.look("halls-closing")
    owner.press("Закрыть площадку")
    owner.until_told("замена пола сцены")
    owner.look("halls-closed")
    asker.open(f"/events/{evening.pk}/")
    asker.until_told("площадка закрыта: замена пола сцены")
    asker.look("halls-met")
