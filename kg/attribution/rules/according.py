"""Whose word a clause is by an adjunct: "according to X", "per X", "citing X", "in the words of X",
"in X's view"."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity

_IN_EYES = frozenset({"in", "by", "from", "on", "to"})
_NAMING = frozenset({"according", "per", "citing", "quoting"})


class According(ScopeFinder):
    """The patterns, over one sentence."""

    def names_source(self, i: int) -> bool:
        """Whether the word at *i* opens such an adjunct."""
        return self.tokens[i].text.lower() in _NAMING or self._in_words_of(i)

    def according(self, i: int) -> Iterator[Scope]:
        """ "according to X", "per X", "citing X": the whole sentence at its edges, else the
        clause."""
        word = self.tokens[i].text.lower()
        if word in {"citing", "quoting"}:
            objects = [k for k in self.sentence.dependents(i, "dobj") if self._speaks(k)]
        elif word in _IN_EYES:
            views = self.sentence.dependents(i, "pobj")
            objects = self.owners(views[0], "of") or list(views)
        else:
            inner = [i, *self.sentence.dependents(i, "prep", "dep")]
            objects = [k for p in inner for k in self.sentence.dependents(p, "pobj")]
        if not objects or word == "per" and self.tokens[objects[0]].pos not in {"PROPN", "NOUN"}:
            return
        if word == "per" and not (i == 0 or self.tokens[i - 1].text == ","):
            return
        own = self._adjunct(i, objects[0])
        source = self.source_token(objects[0])
        accuser = self.is_a(source, "AccuserNoun", "")
        cue = tuple(k for k in sorted(own) if k < min(self.sentence.subtree(objects[0])))
        content = frozenset(set(self._clause_around(i, own)) - own)
        yield self.scope(
            source,
            cue,
            content,
            Modality.ALLEGED if accuser else Modality.REPORTED,
            Polarity.POSITIVE,
        )

    def _adjunct(self, i: int, source: int) -> set[int]:
        """The tokens of the adjunct; where the parser took its word for the sentence's verb, those
        up to the comma."""
        own = set(self.sentence.subtree(i))
        if self.tokens[i].head != i:
            return own
        end = next((t.i for t in self.tokens[source:] if t.text == ","), len(self.tokens))
        return {k for k in own if i <= k < end}

    def _speaks(self, k: int) -> bool:
        """Whether a noun may speak: a person, a body or a paper."""
        named = self.tokens[k].entity in {"PERSON", "ORG", "GPE", "NORP"}
        return (
            named
            or self.is_a(k, "RecordNoun", "Person")
            or self.is_a(k, "ReportNoun", "Organization")
        )

    def _in_words_of(self, i: int) -> bool:
        """ "in the words of the complaint", "in the plaintiffs' view"."""
        objects = (
            self.sentence.dependents(i, "pobj") if self.tokens[i].text.lower() in _IN_EYES else ()
        )
        owned = (
            bool(objects)
            and self.is_a(objects[0], "ViewNoun", "")
            and bool(self.owners(objects[0], "of"))
        )
        bare = bool(objects) and not self.sentence.dependents(objects[0], "det", "poss", "predet")
        owned = owned and not (
            bare and self.tokens[objects[0]].tag == "NN"
        )  # "in view of", "in light of"
        if (
            objects
            and self.tokens[i].text.lower() in {"by", "from"}
            and self.tokens[objects[0]].lemma in {"account", "report"}
        ):
            owned = owned or any(
                self.tokens[d].lemma in {"all", "most"} for d in self.sentence.children[objects[0]]
            )
        return owned and (
            self.tokens[objects[0]].lemma != "eye"
            or not self.sentence.dependents(objects[0], "poss")
        )

    def _clause_around(self, i: int, own: set[int]) -> list[int]:
        first, last = min(own), max(own)
        edge = (
            first <= 1
            or last >= len(self.tokens) - 2
            and first > 0
            and self.tokens[first - 1].text in {",", "-", "–", "—"}
        )
        if edge:
            return list(range(len(self.tokens)))
        for k in self.sentence.ancestors(i):
            if (
                k == last + 1 and self.tokens[k].tag == "VBN"
            ):  # "according to a post made on Monday, ..."
                continue
            if self.tokens[k].pos in {"VERB", "AUX"} and self.tokens[k].dep not in {"xcomp", "aux"}:
                return self.sentence.subtree(k)
        return list(range(len(self.tokens)))
