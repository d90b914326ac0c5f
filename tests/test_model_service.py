"""The wire to a model, with a real OpenAI-compatible service: llama.cpp's server with a small
model. It answers badly, so what is tested is that it is asked, read, kept and not believed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.llm import prompt
from kg.llm.answers import AnswerBook, text_digest
from kg.llm.consulting import Consultation
from kg.llm.prompt import request_key
from kg.llm.service import FORMS, Service
from kg.llm.settings import ModelSettings
from kg.model import Document
from kg.namespace import document_iri
from tests.small_model import run_small_model

pytestmark = pytest.mark.slow

TEXT = (
    "Hale Berg travelled with Ines Lang to Norvik. The suit alleges that Quillmark bribed Tessera."
)
FEW = "paid (paid)\nbribed (bribed)"
"""The list of relations in the instructions: the whole one costs half a minute of one core."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with run_small_model() as url:
        yield url


@pytest.fixture(autouse=True)
def short_instructions(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = prompt.instructions()
    start = whole.index("Relations:\n") + len("Relations:\n")
    monkeypatch.setattr(prompt, "instructions", lambda: whole[:start] + FEW)


def settings(address: str) -> ModelSettings:
    return ModelSettings(address, "smollm2", answer_tokens=80, timeout=500, retries=0)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_request_is_taken(
    address: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.llm.service.FORMS", (form,))
    service = Service(settings(address))
    answer = service.ask(TEXT)
    service.close()
    assert answer.form == form and answer.text.strip()
    assert answer.tokens > 100, "the service counts what was sent and answered"
    if form != "text":
        assert answer.text.lstrip().startswith("{")
    if form == "json_schema":
        assert answer.text.replace(" ", "").startswith('{"claims":[')


def test_what_it_answers_is_kept_and_replayed_without_it(address: str, tmp_path: Path) -> None:
    book, exports = AnswerBook(tmp_path / "answers"), []
    document = Document(document_iri("a.txt", TEXT), "a.txt", TEXT)
    for place in (address, "http://127.0.0.1:9/v1"):
        with kg.open() as graph:
            graph.add(document, consultation=Consultation(settings(place), book))
            assert not list(graph.validate())
            assert not any(c.is_fact and "brib" in c.quote for c in graph.claims())
            assert all(TEXT[c.start : c.end] == c.quote for c in graph.claims())
            exports.append(graph.export(tmp_path / "g.nq").read_bytes())
    assert exports[0] == exports[1]
    assert book.find(text_digest(TEXT), request_key("smollm2", TEXT)) is not None
