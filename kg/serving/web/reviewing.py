"""The pages on which claims and names are judged: one queue of both, what was judged, pairs of
names, what a document means by a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from kg.model import Claim
from kg.namespace import contract
from kg.resolution.candidates import Proposal
from kg.review import Correction
from kg.review.queue import rank_claims
from kg.serving.web.cards import pair_card
from kg.serving.web.desk import Desk
from kg.storage.judgements.reviews import record_verdict, take_back_verdict

_PAGE, _PAIRS, _EVERY = 40, 8, 4
"""Cards on a page; how many of them are pairs of names at the most, one after so many claims."""
_FIELDS = ("subject", "predicate", "object", "modality", "claimant", "quote")


@dataclass
class ReviewPages:
    """What is to be judged, and what each judgement does."""

    desk: Desk

    def show_queue(self, asked: Mapping[str, str]) -> Response:
        """Claims and pairs of names to check, or claims that were checked (``state``); those about
        a name (``about``), of a ``document``, of a ``story``."""
        desk, checked = self.desk, asked.get("state") == "checked"
        with desk.lock:
            found = self._find_claims(asked)
            verdicts = desk.verdicts(found)
            chosen = rank_claims(c for c in found if (c.id in verdicts) == checked)
            pairs = [] if checked else self._find_pairs(asked)
            shown = pairs[:_PAIRS]
            claims = chosen[: _PAGE - len(shown)]
            cards = _weave(desk.cards(claims, verdicts), [self._pair(p) for p in shown])
            documents = {contract(d): title for d, title in desk.titles().items()}
            done = sum(c.id in verdicts for c in found)
        counts = {"open": len(found) - done, "checked": done, "pairs": len(pairs)}
        left = len(chosen) + len(pairs) - len(cards)
        return desk.render(
            "queue.html", cards=cards, asked=asked, counts=counts, left=left, documents=documents
        )

    def _find_claims(self, asked: Mapping[str, str]) -> list[Claim]:
        desk, about = self.desk, asked.get("about", "")
        found: Iterable[Claim] = desk.claims().values()
        if about:
            found = self.desk.graph.claims(about=about, reviewed="any")
        if document := asked.get("document", ""):
            wanted = desk.graph.store.document(document).id
            found = (c for c in found if c.document == wanted)
        if story := asked.get("story", ""):
            told = desk.stories().get(story, frozenset())
            found = (c for c in found if c.id in told)
        return list(found)

    def _find_pairs(self, asked: Mapping[str, str]) -> list[Proposal]:
        """The pairs of names in the queue: those about a name, or all; none of one document or
        story."""
        if asked.get("document") or asked.get("story"):
            return []
        about = asked.get("about", "")
        if not about:
            return self.desk.proposals()
        wanted = {e.id for e in self.desk.graph.store.find_entity(about)}
        return [p for p in self.desk.proposals() if {p.left.id, p.right.id} & wanted]

    def judge(self, claim: str, form: Mapping[str, str]) -> Response:
        """Record or take back a verdict; the claim's card comes back."""
        outcome, desk = form.get("outcome", ""), self.desk
        with desk.lock:
            found = desk.claim(claim)
            if outcome == "undo":
                take_back_verdict(desk.graph.store, found)
            else:
                self._record(found, outcome, form)
            desk.settle(recount=False)
            (card,) = desk.cards([found], desk.verdicts([found]))
            return desk.render("card.html", card=card)

    def _record(self, claim: Claim, outcome: str, form: Mapping[str, str]) -> None:
        words = {name: form.get(name, "").strip() for name in _FIELDS}
        tags = [tag.strip() for tag in form.get("tags", "").split(",") if tag.strip()]
        more: dict[str, Any] = {"by": self.desk.reviewer} if self.desk.reviewer else {}
        if outcome == "corrected":
            more["correction"] = Correction(**words)
        record_verdict(
            self.desk.graph.store,
            claim,
            outcome,
            note=form.get("note", "").strip(),
            dispute=form.get("dispute", ""),
            material=form.get("material", ""),
            tags=tuple(tags),
            **more,
        )

    def show_names(self) -> Response:
        """Pairs of names that may be one, best first."""
        with self.desk.lock:
            found = self.desk.proposals()
            cards = [self._pair(proposal) for proposal in found[:_PAGE]]
        return self.desk.render("names.html", pairs=cards, left=len(found) - len(cards))

    def decide(self, _: Mapping[str, str], form: Mapping[str, str]) -> Response:
        """Say whether two names are one, or take that back; the pair's card comes back."""
        left, right, outcome = (form.get(name, "") for name in ("left", "right", "outcome"))
        words = {"confirmed": "positive", "rejected": "negative", "unsure": "unsure"}
        graph = self.desk.graph
        with self.desk.lock:
            said = "" if outcome == "undo" else words.get(outcome, outcome)
            if not said:
                graph.undo(left, right)
            ends = [graph.store.find_one(end) for end in (left, right)]
            pair = Proposal(ends[0], ends[1], 1.0, "decided here" if said else "open again")
            card = self._pair(pair, said)
            if said:
                graph.decide(left, right, said, by=self.desk.reviewer)
            self.desk.settle()
            answer = self.desk.render("pair.html", pair=card)
        return _anew(answer) if form.get("anew") else answer

    def split(self, entity: str, form: Mapping[str, str]) -> Response:
        """Say that documents (a line each) mean another thing by a name, or take that back; words
        of it come back."""
        documents, graph = form.get("document", "").splitlines(), self.desk.graph
        with self.desk.lock:
            for document in documents:
                if form.get("outcome") == "undo":
                    graph.undo(entity, document)
                else:
                    graph.split(entity, document, by=self.desk.reviewer)
            self.desk.settle()
        many = "what the document means stands" if len(documents) == 1 else "each stands"
        done = "Taken back." if form.get("outcome") == "undo" else f"Split off: {many} apart now."
        answer = self.desk.render("said.html", said=done if documents else "Mark a document first.")
        return _anew(answer) if documents else answer

    def _pair(self, proposal: Proposal, said: str = "") -> dict[str, Any]:
        claims: list[list[Claim]] = [[], []]
        for claim in self.desk.claims().values():
            for end, held in zip((proposal.left, proposal.right), claims, strict=True):
                if end.id in (claim.subject.id, getattr(claim.object, "id", "")):
                    held.append(claim)
        return pair_card(proposal, claims, self.desk.titles(), said)


def _anew(answer: Response) -> Response:
    """An answer after which the page loads anew: names, claims and timeline follow from it."""
    answer.headers["HX-Refresh"] = "true"
    return answer


def _weave(
    cards: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The claims with a pair of names after every few of them, and the other pairs behind.

    >>> _weave([{"id": k} for k in range(5)], [{"key": "a"}])[4]
    {'key': 'a'}
    """
    woven: list[dict[str, Any]] = []
    left = list(pairs)
    for number, card in enumerate(cards, 1):
        woven.append(card)
        if number % _EVERY == 0 and left:
            woven.append(left.pop(0))
    return woven + left
