"""What an editor completes is what there is: names of questions, modalities and options."""

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import kg
from kg.analysis.arguments import QuestionName, QuestionOptions
from kg.analysis.ask import load_question, question_names
from kg.cli.commands.common import MODALITIES
from kg.errors import KgError
from kg.model import Modality, ModalityName
from tests.builders import make_extraction


def test_the_names_are_those_of_the_registry() -> None:
    assert sorted(get_args(QuestionName.__value__)) == question_names()
    assert get_args(ModalityName.__value__) == tuple(m.value for m in Modality)
    assert tuple(m.value for m in Modality) == MODALITIES
    hints = get_type_hints(QuestionOptions)
    parameters = [p for name in question_names() for p in load_question(name).parameters]
    assert set(hints) == {p.name for p in parameters}
    for parameter in parameters:
        if parameter.choices:
            assert set(get_args(hints[parameter.name])) == set(parameter.choices)


def test_wrong_values_name_near_ones() -> None:
    graph = kg.open()
    graph.store.add(make_extraction())
    for question, modality in (("contradiction", None), ("central", "aleged")):
        with pytest.raises(KgError) as found:
            graph.ask(question, modality=modality)
        assert "contradictions" in found.value.hint or "alleged" in found.value.hint


def test_an_answer_is_viewed(tmp_path: Path) -> None:
    graph = kg.open()
    graph.store.add(make_extraction())
    view = graph.ask("contradictions").view(tmp_path / "page.html", height=500)
    assert (tmp_path / "page.html").read_text("utf-8") == view.html
    assert "height:500px" in view._repr_html_() and "claims of 1 rows" in view.summary
