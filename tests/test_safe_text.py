"""Text of strangers is made safe in one place, for every place where it is shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.model.safe_text import (
    csv_cell,
    csv_line,
    display_text,
    escaped_text,
    html_text,
    json_text,
    terminal_text,
    xml_text,
)
from tests.house import modules

STEERING = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@given(st.text())
def test_nothing_steers_a_reader_or_a_terminal(text: str) -> None:
    for shown in (terminal_text(text), display_text(text), html_text(text)):
        assert not STEERING & set(shown)
        assert "\0" not in shown
    assert "\x1b" not in terminal_text(text) + display_text(text)
    assert not {chr(c) for c in range(0x7F, 0xA0)} & set(terminal_text(text) + display_text(text))
    assert len(display_text(text).splitlines()) <= 1


@given(st.text())
def test_no_markup_comes_out_of_html_text(text: str) -> None:
    assert not set(html_text(text)) & set("<>\"'")


@given(st.text())
def test_xml_holds_it(text: str) -> None:
    element = etree.Element("a")
    element.text = xml_text(text)
    assert etree.fromstring(etree.tostring(element)) is not None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_no_cell_is_a_formula(start: str) -> None:
    kept = (
        "\ufffd" if start == "\r" else start
    )  # a lone return would overwrite the line on a terminal
    assert csv_cell(f"{start}cmd|' /C calc'!A0") == f"'{kept}cmd|' /C calc'!A0"
    assert csv_line([f"{start}1"]).lstrip('"').startswith("'")


@given(st.text(st.characters(exclude_categories=())))
def test_json_is_one_line_for_every_program_and_drives_no_terminal(text: str) -> None:
    line = json_text({text: text})
    assert json.loads(line) == {text: text}
    assert len(line.splitlines()) == 1 and line.encode("utf-8")
    assert terminal_text(line) == line


def test_json_for_people_and_programs_is_written_in_one_place() -> None:
    """Else ``explain --json``, ``search --json`` and three exports print what drives a terminal.
    What is kept for kg itself (digests, the store's records, a model's request) and the page, whose
    JSON has its own writer, may use the bare one."""
    own = {"model/safe_text.py", "rdf/reading_record.py", "view/page.py", "llm/prompt.py"}
    own |= {"storage/disk/records.py"}
    bare = {path for path, source in modules() if "ensure_ascii=False" in source}
    assert bare <= own


@given(st.text(st.characters(exclude_categories=())))
def test_literals_drive_no_terminal_and_are_read_back(text: str) -> None:
    literal = escaped_text(text.replace("\\", "\\\\").replace('"', '\\"'))
    assert terminal_text(literal) == literal and len(literal.splitlines()) <= 1
    assert json.loads(f'"{literal}"') == text


def test_a_line_end_of_two_signs_stays() -> None:
    assert terminal_text("a\r\nb\rc") == "a\r\nb\ufffdc"
    assert csv_cell("two\r\nlines") == "two\r\nlines"
