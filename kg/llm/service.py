"""The wire: one request to an OpenAI-compatible service over HTTP (chat completions).

https://platform.openai.com/docs/api-reference/chat, which llama.cpp, vLLM, Ollama and others speak.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import httpx

from kg.errors import ModelError
from kg.llm.answers import Answer
from kg.llm.parsing import read_answer
from kg.llm.prompt import VERSION, answer_schema, write_messages
from kg.llm.settings import ModelSettings, read_key

FORMS = ("json_schema", "json_object", "text")
"""How an answer is asked for, the strictest first; a service that refuses one gets the next."""
_REFUSING = frozenset({400, 404, 415, 422, 501})
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_MOST_BYTES = 4_000_000
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    wait: float


class Service:
    """A service with the settings that were checked. Several threads may ask at once."""

    def __init__(self, settings: ModelSettings) -> None:
        settings.check()
        self.settings = settings
        key = read_key()
        self._client = httpx.Client(
            base_url=settings.url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=settings.timeout,
            follow_redirects=False,  # the text goes to the host that was named, and to no other
            trust_env=False,
        )
        self._forms = list(FORMS)
        self._lock = Lock()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, passage: str) -> Answer:
        """Return the model's answer on a passage.

        The first form that the service takes and answers readably is the one that is asked for
        from then on. Raises ModelError where it refuses them all or cannot be reached."""
        refused = ""
        for form in tuple(self._forms):
            reply = self._send(self._request(passage, form))
            if reply.status != 200:
                refused = f"{reply.status}: {reply.body[:200].decode('utf-8', 'replace')}"
                self._drop(form)
                continue
            answer = self._read(reply.body, form)
            if read_answer(answer.text) is not None or form == self._forms[-1]:
                return answer
        raise ModelError(
            f"{self.settings.host} refuses the request ({' '.join(refused.split())})",
            "check the address, the model's name and the key",
        )

    def _drop(self, form: str) -> None:
        """Ask no more in a form that the service refuses, as long as there is another."""
        with self._lock:
            if form in self._forms and len(self._forms) > 1:
                self._forms.remove(form)

    def _request(self, passage: str, form: str) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "model": self.settings.model,
            "messages": write_messages(passage),
            "temperature": 0,
            "seed": 0,
            "max_tokens": self.settings.answer_tokens,
        }
        if form == "json_schema":
            schema = {"name": "claims", "strict": True, "schema": answer_schema()}
            asked["response_format"] = {"type": form, "json_schema": schema}
        elif form == "json_object":
            asked["response_format"] = {"type": form}
        return asked

    def _send(self, request: dict[str, Any]) -> _Reply:
        """Send until the service answers otherwise than "later", at most ``retries`` times more;
        raise ModelError."""
        failure = ""
        for wait in self._waits():
            time.sleep(wait)
            try:
                reply = self._post(request)
            except httpx.ReadTimeout:
                raise ModelError(
                    f"{self.settings.host} gave no answer in {self.settings.timeout:g} s",
                    "give it more time with --llm-timeout SECONDS; what was answered is kept",
                ) from None
            except httpx.HTTPError as error:
                failure = f"{type(error).__name__}: {error}".strip(": ")
                continue
            if reply.status == 200 or reply.status in _REFUSING:
                return reply
            if reply.status not in _PASSING:
                raise ModelError(
                    f"{self.settings.host} answers {reply.status}", "check the address and the key"
                )
            failure = f"it answers {reply.status}"
            time.sleep(reply.wait)
        raise ModelError(
            f"{self.settings.host} cannot be asked ({failure})",
            "what was answered is kept: run the same command again",
        )

    def _waits(self) -> Iterator[float]:
        """The seconds before each try: none, then twice as long each time."""
        yield 0.0
        for number in range(self.settings.retries):
            yield min(0.25 * 2**number, _LONGEST_WAIT)

    def _post(self, request: dict[str, Any]) -> _Reply:
        """One request; an answer over 4 MB is cut."""
        body = bytearray()
        with self._client.stream("POST", "chat/completions", json=request) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _MOST_BYTES:
                    break
            return _Reply(response.status_code, bytes(body[:_MOST_BYTES]), _read_wait(response))

    def _read(self, body: bytes, form: str) -> Answer:
        """The words of the first choice; "" where the service answers in another form."""
        try:
            found = json.loads(body)
            text = _first(found["choices"])["message"]["content"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return Answer(self.settings.model, VERSION, "", form)
        usage = found.get("usage")
        tokens = usage.get("total_tokens") if isinstance(usage, dict) else 0
        return Answer(
            self.settings.model,
            VERSION,
            text if isinstance(text, str) else "",
            form,
            tokens if isinstance(tokens, int) else 0,
        )


def _first(choices: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return choices[0] if choices else {}


def _read_wait(response: httpx.Response) -> float:
    """The seconds that the service asks to wait (Retry-After, RFC 9110), at most a minute."""
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else 0.0
