"""What kg writes to a place that is no file: a device, a pipe or a link stays what it is."""

import os
import stat
import threading
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.values.files import write_file


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, ["whole ", "page"])
    reader.join(10)
    assert read == [b"whole page"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "page-1.html").write_text("old")
    link = tmp_path / "latest.html"
    link.symlink_to("page-1.html")
    write_file(link, ["new"])
    assert link.is_symlink()
    assert (tmp_path / "page-1.html").read_text() == "new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["latest.html", "page-1.html"]


def test_a_full_device_is_told_and_stays(tmp_path: Path) -> None:
    """/dev/full is there on Linux; elsewhere a folder is as little a file."""
    full = Path("/dev/full") if Path("/dev/full").exists() else tmp_path
    before = full.stat().st_mode
    with pytest.raises(ExportError, match="cannot write"):
        write_file(full, ["page"])
    assert full.stat().st_mode == before
