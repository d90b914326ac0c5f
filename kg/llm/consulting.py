"""Ask a model about documents, several passages at once, before they are extracted: what is
answered already is not asked again."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from kg.errors import BudgetSpent
from kg.extraction.run import Extractor
from kg.llm.answers import Answer, AnswerBook, text_digest
from kg.llm.extractor import model_extractor
from kg.llm.passages import cut_passages
from kg.llm.prompt import instructions, request_key
from kg.llm.service import Service
from kg.llm.settings import ModelSettings
from kg.model import Document

_CHARACTERS = 4
"""Of a token of English, about (OpenAI's rule of thumb)."""
_AHEAD = 8
"""Documents that are asked about before the first is taken: enough to keep the service busy."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would ask: requests, those answered already, tokens sent, and at most
    answered."""

    requests: int
    known: int
    sent: int
    answered: int


def estimate(documents: Iterable[Document], book: AnswerBook, settings: ModelSettings) -> Estimate:
    """Return what it takes to ask about *documents*; nothing is sent."""
    requests = known = sent = 0
    for document in documents:
        digest = text_digest(document.text)
        for words in _passages(document):
            if book.find(digest, request_key(settings.model, words)) is not None:
                known += 1
            else:
                requests, sent = requests + 1, sent + count_tokens(words)
    return Estimate(requests, known, sent, requests * settings.answer_tokens)


def count_tokens(passage: str) -> int:
    """Return about how many tokens a request on *passage* takes."""
    return (len(instructions()) + len(passage)) // _CHARACTERS


def _passages(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in cut_passages(document.text)]


class Consultation:
    """Asks one model within one budget, and keeps what it answers."""

    def __init__(self, settings: ModelSettings, book: AnswerBook) -> None:
        self.settings, self.book = settings, book
        self.used = 0
        self._lock = Lock()

    @property
    def extractor(self) -> Extractor:
        """The extractor that rests on the answers."""
        return model_extractor(self.book, self.settings.model)

    def consult_each(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield *documents* in order, each after every passage of it is answered.

        Raises ModelError and BudgetSpent; what was answered before is kept, and asked no more."""
        waiting: deque[tuple[Document, Sequence[Future[None]]]] = deque()
        service = Service(self.settings)
        pool = ThreadPoolExecutor(max(1, self.settings.parallel))
        try:
            for document in documents:
                waiting.append((document, self._submit(document, service, pool)))
                if len(waiting) >= _AHEAD:
                    yield _finish(*waiting.popleft())
            while waiting:
                yield _finish(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)
            service.close()

    def _submit(
        self, document: Document, service: Service, pool: ThreadPoolExecutor
    ) -> list[Future[None]]:
        digest = text_digest(document.text)
        return [
            pool.submit(self._ask, service, digest, words)
            for words in _passages(document)
            if self.book.find(digest, request_key(self.settings.model, words)) is None
        ]

    def _ask(self, service: Service, digest: str, words: str) -> None:
        planned = count_tokens(words) + self.settings.answer_tokens
        with self._lock:
            if self.settings.max_tokens and self.used + planned > self.settings.max_tokens:
                raise BudgetSpent(
                    f"{self.used} of {self.settings.max_tokens} tokens are used up",
                    "what was answered is kept: run again with a larger --llm-max-tokens",
                )
            self.used += planned
        answer = service.ask(words)
        with self._lock:
            self.used += _used(answer, planned) - planned
        self.book.keep(digest, request_key(self.settings.model, words), answer)


def _used(answer: Answer, planned: int) -> int:
    """The tokens that the service counts; what was planned where it does not say."""
    return answer.tokens if answer.tokens > 0 else planned


def _finish(document: Document, asked: Sequence[Future[None]]) -> Document:
    for future in asked:
        future.result()
    return document
