"""Extraction over executors: the same results in the same order, and a worker that dies is told."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import NoReturn

import pytest

from kg.errors import WorkerLost
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.pipeline.documents import extract_documents
from kg.pipeline.sharing import hand_out, make_parcels, take_worth
from tests.builders import make_extraction


def documents(count: int) -> list[Document]:
    texts = [
        f"Larkfield Motors sued Harlow Bank over case {k}. Tessera denied that it paid Quillmark."
        for k in range(count)
    ]
    return [
        Document(document_iri(f"{k}.txt", text), f"{k}.txt", text) for k, text in enumerate(texts)
    ]


def die(document: Document) -> NoReturn:
    os._exit(9)


def test_an_executor_gives_the_results_of_one_process() -> None:
    given = documents(40)
    one = list(extract_documents(given))
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(extract_documents(given, executor=pool)) == one
    assert sum(len(e.claims) for e in one) >= 40


def test_a_worker_that_dies_is_told() -> None:
    """A pool of multiprocessing waits for ever for the result of a process that was killed."""
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
        pytest.raises(WorkerLost, match="died"),
    ):
        list(hand_out(die, documents(3), pool))


def test_documents_are_read_as_they_are_needed() -> None:
    read = []

    def reading() -> Iterator[Document]:
        for document in documents(200):
            read.append(document)
            yield document

    def extract(document: Document) -> Extraction:
        return make_extraction(document.source)

    with ThreadPoolExecutor(1) as pool:
        results = hand_out(extract, reading(), pool)
        assert next(results).document.source == "0.txt"
        assert len(read) < 50
        assert len(list(results)) == 199


def test_few_short_texts_are_not_shared() -> None:
    assert take_worth(documents(59))[1] is None
    long = Document("urn:a", "a", "word " * 50_000)
    first, rest = take_worth(iter([long, *documents(3)]))
    assert (len(first), len(list(rest or ()))) == (1, 3)


def test_short_documents_go_together() -> None:
    long = Document("urn:a", "a", "word " * 5_000)
    given = [*documents(20), long, *documents(1)]
    parcels = list(make_parcels(given))
    assert [len(parcel) for parcel in parcels] == [8, 8, 4, 1, 1]
    assert [document for parcel in parcels for document in parcel] == given
