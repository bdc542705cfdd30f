"""Writing files where a system is not as ours: without modes, links between files, or a terminal that can be asked."""

import os
import select
import stat

import pytest

from soapwriter.errors import Unwritable
from soapwriter.text import is_read_only, rewrite, save


@pytest.fixture
def protected(tmp_path):
    """Return a folder whose mode lets nobody write."""
    folder = tmp_path / "protected"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"old")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def test_the_mode_of_a_folder_holds_for_everybody(protected):
    """
    A folder that somebody has made read-only is left alone, also by a user who may write everywhere.
    """
    assert is_read_only(protected)


def test_without_modes_the_attribute_of_a_folder_is_no_protection(protected, monkeypatch):
    """
    Where there are no modes, as on Windows, the read-only attribute of a folder says nothing, and files are written.
    """
    monkeypatch.delattr(os, "geteuid")
    monkeypatch.setattr(os, "access", lambda *_: True)

    assert not is_read_only(protected)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator may write there")
def test_without_modes_a_file_in_such_a_folder_is_rewritten(protected, monkeypatch):
    """
    Where there are no modes, a text in a folder with the read-only attribute is fixed in its place.
    """
    monkeypatch.delattr(os, "geteuid")
    rewrite(protected / "a.txt", b"old", b"new")

    assert b"new" == (protected / "a.txt").read_bytes()


def test_a_file_system_without_links(tmp_path, monkeypatch):
    """
    Where a file cannot have two names, as on a memory stick, a new file is written all the same, for its owner alone.
    """

    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    save(tmp_path / "a.txt", "new")
    with pytest.raises(Unwritable, match="exists already"):
        save(tmp_path / "a.txt", "newer")

    assert ("new", 0o600) == (
        (tmp_path / "a.txt").read_text(encoding="utf-8"),
        stat.S_IMODE((tmp_path / "a.txt").stat().st_mode),
    )
    assert ["a.txt"] == [each.name for each in tmp_path.iterdir()]


def test_a_kit_is_read_without_the_flag_against_links(tmp_path, monkeypatch):
    """
    Where files cannot be opened with a flag against links, as on Windows, they are looked at before, and read.
    """
    from soapwriter.deliver.kit.folder import find_existing

    monkeypatch.delattr(os, "O_NOFOLLOW")
    (tmp_path / "a.txt").write_bytes(b"mine\r\n")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")

    assert (b"mine\r\n", "") == find_existing(tmp_path, "a.txt")[:2]
    assert (None, "It is a link, which is not followed.") == find_existing(tmp_path, "b.txt")[:2]


def test_a_terminal_that_cannot_be_asked(monkeypatch):
    """
    Where select takes sockets alone, as on Windows, no line is taken for the rest of a pasted answer.
    """
    from soapwriter.cli.prompting import _is_waiting

    def refuse(*_):
        raise OSError(10038, "An operation was attempted on something that is not a socket")

    monkeypatch.setattr(select, "select", refuse)

    assert not _is_waiting()
