"""Go through proposed merges by keyboard: ``kg resolve --interactive``. A key is one decision; "b"
takes the last one back."""

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.commands.common import load
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.resolution.candidates import Proposal

_VERBS = {"y": "positive", "n": "negative", "u": "unsure"}
_SKIP, _BACK, _QUIT = (
    {"s", " ", "\r", "\n", "\x1b[C"},
    {"b", "\x7f", "\x1b[D"},
    {"q", "\x1b", "\x03", "\x04"},
)
_PROMPT = "One thing?  [y]es  [n]o  [u]nsure  [s]kip  [b]ack  [m]ore words  [q]uit  [?] "
_HELP = """y  yes: both become one node (kg resolve undo takes it back)
n  no: they stay two, and are never proposed again
u  unsure: remember that somebody looked
s  skip: say nothing (space, Enter and the right arrow too)
b  back: to the last one, and take its decision back (the left arrow too)
m  more words of both sides, or fewer
q  quit: what was decided is kept (Escape too)"""
_FEW, _MANY = 2, 12


class Review:
    """Where somebody is in a list of proposals, and what was decided on the way."""

    def __init__(self, graph: "Graph", proposals: "list[Proposal]") -> None:
        self.graph, self.proposals = graph, proposals
        self.position, self.limit, self.message = 0, _FEW, ""
        self.decided: dict[int, tuple[str, str]] = {}

    def run(self) -> int:
        """Ask about each proposal until the end or "q"; return how many are decided."""
        while self.position < len(self.proposals):
            self._show()
            try:
                key = click.getchar()
            except (KeyboardInterrupt, EOFError):
                key = ""
            click.echo(key if key.isprintable() else "")
            if not key or key.lower() in _QUIT:
                break
            self.message = self._act(key if key in _SKIP | _BACK else key.lower())
        return len(self.decided)

    def _show(self) -> None:
        if sys.stdout.isatty():
            click.clear()
        if self.message:
            click.echo(self.message + "\n")
        head = f"{self.position + 1} of {len(self.proposals)}, {len(self.decided)} decided"
        click.echo(f"{head}\n\n{describe(self.graph, self.proposals[self.position], self.limit)}\n")
        click.echo(_PROMPT, nl=False)

    def _act(self, key: str) -> str:
        if key in _VERBS:
            return self._decide(_VERBS[key])
        if key in _SKIP:
            self.position += 1
            return ""
        if key in _BACK:
            return self._back()
        if key == "m":
            self.limit = _MANY if self.limit == _FEW else _FEW
            return ""
        return (
            _HELP
            if key in {"?", "h"}
            else f"{key!r} is no key here; ? lists them"
            if key.isprintable()
            else _HELP
        )

    def _decide(self, judgement: str) -> str:
        proposal = self.proposals[self.position]
        try:
            made = self.graph.decide(
                proposal.left.id,
                proposal.right.id,
                judgement,
                proposal.reason,
                score=proposal.score,
            )
        except KgError as error:
            self.position += 1
            return f"left as it is: {error}"
        self.decided[self.position] = made.pair
        self.position += 1
        return f"kept: {load('kg.cli.text').describe_decision(made)}"

    def _back(self) -> str:
        if not self.position:
            return "this is the first one"
        self.position -= 1
        pair = self.decided.pop(self.position, None)
        if pair is None:
            return ""
        return f"taken back: {load('kg.cli.text').describe_decision(self.graph.undo(*pair))}"


def describe(graph: "Graph", proposal: "Proposal", limit: int = _FEW) -> str:
    """Return a proposal with the words of both sides: at most *limit* quotations each, with status
    and place."""
    sources = graph.store.sources()
    sides = [(e, graph.claims(about=e.id)) for e in (proposal.left, proposal.right)]
    return str(load("kg.cli.text").describe_proposal(proposal, sides, sources, limit))
