from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from orgplan.config.provider import read_provider

LEAST = 'issuer = "https://vhod.gorod.example"\nclient_id = "orgplan"\n'


def written(folder: Path, text: str) -> str:
    path = folder / "vhod.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_no_file_is_no_provider() -> None:
    assert read_provider("", "тайна") is None


def test_least_file_is_filled_with_defaults_and_the_secret_of_the_environment(tmp_path: Path) -> None:
    assert read_provider(written(tmp_path, LEAST), "тайна") == {
        "issuer": "https://vhod.gorod.example",
        "client_id": "orgplan",
        "client_secret": "тайна",
        "name": "Единый вход города",
        "claim": "preferred_username",
        "new_role": "",
        "proves_second_factor": False,
        "sign_out": "offer",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("не toml", "не TOML"),
        ('client_id = "o"', "нужна строка issuer"),
        ('issuer = "https://a"', "нужна строка client_id"),
        ('issuer = "http://vhod.example"\nclient_id = "o"', "начинается с https"),
        (LEAST + 'secret = "x"', "неизвестные строки: secret"),
        (LEAST + 'new_role = "administrator"', "new_role — одно из"),
        (LEAST + 'proves_second_factor = "yes"', "proves_second_factor — это true или false"),
        (LEAST + 'sign_out = "yes"', "sign_out — одно из: offer, always, no"),
        (LEAST + "name = 5", "name — это строка"),
        (LEAST + 'claim = ""', "claim не может быть пустым"),
    ],
)
def test_mistake_in_the_file_stops_the_start_with_one_sentence(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        read_provider(written(tmp_path, text), "")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"нет\.toml"):
        read_provider(str(tmp_path / "нет.toml"), "")
