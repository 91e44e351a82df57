"""The way to a program: whom it reaches, what it does not follow, what holds it up."""

from __future__ import annotations

import ssl
from ipaddress import ip_network

import pytest

from orgplan.core.editing import RefusedError
from orgplan.webhooks import wire
from orgplan.webhooks.models import Delivery
from orgplan.webhooks.tests.factories import Receiver, ordered, recorded, self_signed, turn

pytestmark = pytest.mark.django_db


def test_redirect_is_not_followed(office, receiver):
    ordered(office, receiver.address)
    receiver.status, receiver.location = 307, receiver.address
    recorded()
    turn()
    assert len(receiver.taken) == 1
    assert "перенаправляет" in Delivery.objects.get().said


def test_endless_answer_is_read_to_its_bound(office, receiver):
    ordered(office, receiver.address)
    receiver.status, receiver.answer = 500, b"x" * 5_000_000
    recorded()
    turn()
    assert len(Delivery.objects.get().said) <= 320


def test_program_that_drips_does_not_hold_the_worker(office, receiver, monkeypatch):
    monkeypatch.setattr(wire, "WHOLE", 0.3)
    ordered(office, receiver.address)
    receiver.drops = 20
    recorded()
    turn()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.http_status) == ("waiting", None)
    assert delivery.said == "Программа не довела ответ до конца за двадцать секунд."


def test_message_is_taken_whatever_stands_in_the_answer(office, receiver):
    ordered(office, receiver.address)
    receiver.status, receiver.answer, receiver.encoding = 200, b"not packed", "gzip"
    recorded()
    turn()
    assert Delivery.objects.get().state == "taken"


@pytest.mark.usefixtures("loopback")
def test_program_that_is_down_is_told_in_words(office):
    down = Receiver()
    down.close()
    ordered(office, down.address)
    recorded()
    turn()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.http_status) == ("waiting", None)
    assert delivery.said.startswith("Программа недоступна")


def test_messages_do_not_go_into_this_machine(office, receiver, settings):
    ordered(office, receiver.address)
    recorded()
    settings.WEBHOOKS_NETWORKS = ()
    turn()
    assert receiver.taken == []
    said = "Не отправлено: адрес ведёт во внутреннюю сеть (127.0.0.1), которую настройки не разрешают"
    assert Delivery.objects.get().said.startswith(said)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.20.0.5:8080", "[::1]"])
def test_inner_address_is_refused_when_it_is_ordered(office, settings, host):
    settings.WEBHOOKS_NETWORKS = ()
    with pytest.raises(RefusedError, match="ORGPLAN_WEBHOOKS_NETWORKS"):
        ordered(office, f"http://{host}/hook")
    settings.WEBHOOKS_NETWORKS = tuple(ip_network(each) for each in ("127.0.0.1", "10.20.0.0/16", "::1"))
    assert ordered(office, f"http://{host}/hook").subscription.state == "active"


def test_message_goes_to_the_machine_with_the_name_that_people_gave(office, receiver):
    ordered(office, receiver.address.replace("127.0.0.1", "localhost"))
    recorded()
    turn()
    assert receiver.taken[0].headers["Host"] == f"localhost:{receiver.server.server_port}"


@pytest.mark.usefixtures("loopback")
def test_certificate_is_asked_of_the_name_and_an_unknown_one_is_refused(office):
    asked, receiver = [], Receiver()
    guard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    guard.load_cert_chain(self_signed("localhost"))
    guard.sni_callback = lambda _socket, name, _context: asked.append(name)
    receiver.server.socket = guard.wrap_socket(receiver.server.socket, server_side=True)
    ordered(office, f"https://localhost:{receiver.server.server_port}/hook")
    recorded()
    turn()
    receiver.close()
    assert (asked[0], receiver.taken) == ("localhost", [])
    assert Delivery.objects.get().said == "Программа недоступна: её сертификату нельзя доверять (SSLError)."
