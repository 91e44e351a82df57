"""Files are stored whole, and go when the write that stored them fails."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from orgplan.core.storing import WholeFiles, files_of_one_write


class Breaking(ContentFile):  # type: ignore[type-arg]  # generic only in the stubs
    """Content whose reading fails after its first part."""

    def chunks(self, *_size):
        yield b"half"
        raise OSError(28, "No space left on device")


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_stored_file_is_whole_and_taken_names_are_left_alone(tmp_path):
    storage = WholeFiles(tmp_path)
    first, second = storage.save("a/план.txt", ContentFile(b"one")), storage.save("a/план.txt", ContentFile(b"two"))
    assert first == "a/план.txt"
    assert ((tmp_path / first).read_bytes(), (tmp_path / second).read_bytes()) == (b"one", b"two")
    assert len(names(tmp_path)) == 2


def test_full_disk_leaves_no_half(tmp_path):
    with pytest.raises(OSError, match="No space left"):
        WholeFiles(tmp_path).save("план.txt", Breaking(b""))
    assert names(tmp_path) == []


def test_files_of_a_failed_write_go_with_it(tmp_path):
    storage = WholeFiles(tmp_path)
    storage.save("до.txt", ContentFile(b"stays"))
    with pytest.raises(ValueError, match="later"), files_of_one_write():
        _store_and_fail(storage)
    assert names(tmp_path) == ["до.txt"]


def _store_and_fail(storage: WholeFiles) -> None:
    with files_of_one_write():  # an action inside an action
        storage.save("после.txt", ContentFile(b"goes"))
    raise ValueError("later")
