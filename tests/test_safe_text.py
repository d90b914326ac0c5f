"""Text of strangers is made safe in one place, for every place where it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.model.safe_text import csv_cell, csv_line, display_text, html_text, terminal_text, xml_text

STEERING = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@given(st.text())
def test_nothing_steers_a_reader_or_a_terminal(text: str) -> None:
    for shown in (terminal_text(text), display_text(text), html_text(text)):
        assert not STEERING & set(shown)
        assert "\0" not in shown
    assert "\x1b" not in terminal_text(text) + display_text(text)
    assert len(display_text(text).splitlines()) <= 1


@given(st.text())
def test_no_markup_comes_out_of_html_text(text: str) -> None:
    assert not set(html_text(text)) & set("<>\"'")


@given(st.text())
def test_xml_holds_it(text: str) -> None:
    element = etree.Element("a")
    element.text = xml_text(text)
    assert etree.fromstring(etree.tostring(element)) is not None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    kept = (
        "\ufffd" if start == "\r" else start
    )  # a lone return would overwrite the line on a terminal
    assert csv_cell(f"{start}cmd|' /C calc'!A0") == f"'{kept}cmd|' /C calc'!A0"
    assert csv_line([f"{start}1"]).lstrip('"').startswith("'")
