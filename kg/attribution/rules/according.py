"""Whose word a clause is by an adjunct: "according to X", "per X", "citing X", "in the words of X",
"in X's view"."""

from collections.abc import Iterator, Sequence

from kg.attribution.rules.admissions import Admissions
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_IN_EYES = frozenset({"in", "by", "from", "on", "to"})
_NAMING = frozenset({"according", "per", "citing", "quoting"})


class According(ScopeFinder):
    """The patterns, over one sentence."""

    def __init__(self, sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> None:
        super().__init__(sentence, ontology, quoted)
        self._admissions = Admissions(sentence, ontology, quoted)

    def names_source(self, i: int) -> bool:
        """Whether the word at *i* opens such an adjunct."""
        return self.tokens[i].text.lower() in _NAMING or self._in_words_of(i)

    def according(self, i: int) -> Iterator[Scope]:
        """Yield the attribution of "according to X", "per X", "citing X": of the whole sentence at
        its edges, else of the clause."""
        objects = self._named(i)
        if not objects or self.sentence.word(i) == "per" and not self._gives_source(i, objects[0]):
            return
        own = self._adjunct(i, objects[0])
        source = self.source_token(objects[0])
        first = min(self.sentence.subtree(objects[0]))
        cue = tuple(k for k in sorted(own) if k < first)
        content = self._told_by_reporter(i) or frozenset(self._clause_around(i, own)) - own
        admits = self._admissions.who_admits(source)
        modality = self._modality(source) if admits is None else Modality.ADMITTED
        source = source if admits is None else admits
        yield self.scope(source, cue, content, modality, Polarity.POSITIVE)

    def _told_by_reporter(self, i: int) -> frozenset[int]:
        """What is reported by who cites another: "the Herald, [citing] two officials, said that X
        paid". The officials say it inside the report."""
        if self.sentence.word(i) not in {"citing", "quoting"}:
            return frozenset()
        above = (k for k in self.sentence.ancestors(i) if "ReportVerb" in self.classes(k))
        verb = next(above, None)
        return self.below(self.sentence.dependents(verb, "ccomp")) - {i} if verb else frozenset()

    def _modality(self, source: int) -> Modality:
        accuses = self.is_a(source, "AccuserNoun", "")
        return Modality.ALLEGED if accuses else Modality.REPORTED

    def _named(self, i: int) -> list[int]:
        """Who is named by the adjunct that opens at *i*: what is cited, whose view it is, or the
        object of the preposition."""
        word = self.sentence.word(i)
        if word in {"citing", "quoting"}:
            if self.tokens[i].dep in {"pcomp", "xcomp"}:
                return []  # "accused of quoting the letters", "without citing evidence": a deed
            return [k for k in self.sentence.dependents(i, "dobj") if self._speaks(k)]
        if word in _IN_EYES:
            views = self.sentence.dependents(i, "pobj")
            return self.owners(views[0], "of") or list(views)
        inner = (i, *self.sentence.dependents(i, "prep", "dep"))
        return [k for p in inner for k in self.sentence.dependents(p, "pobj")]

    def _gives_source(self, i: int, source: int) -> bool:
        """Whether "per" names a *source*, at the start or behind a comma: not "ten dollars per
        month"."""
        set_off = i == 0 or self.tokens[i - 1].text == ","
        return set_off and self.tokens[source].pos in {"PROPN", "NOUN"}

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
        """Whether somebody's view opens at *i*: "in the words of the complaint", "in the
        plaintiffs' view"."""
        if self.sentence.word(i) not in _IN_EYES:
            return False
        objects = self.sentence.dependents(i, "pobj")
        if not objects or self._looks_at(objects[0]) or self._holds_money(objects[0], i):
            return False
        return self._is_somebodys_view(objects[0]) or self._is_account_of_all(i, objects[0])

    def _looks_at(self, noun: int) -> bool:
        """Whether eyes are meant: "looked her in the eye", "in his eyes"."""
        return self.tokens[noun].lemma == "eye" and bool(self.sentence.dependents(noun, "poss"))

    def _holds_money(self, noun: int, i: int) -> bool:
        """Whether an account at a bank is meant: "wired $5,000 from [his account]"."""
        if self.tokens[noun].lemma != "account":
            return False
        moved = self.sentence.dependents(self.tokens[i].head, "dobj", "nsubjpass")
        sums = (self.tokens[k] for k in moved)
        return any(t.entity == "MONEY" or t.lemma in words_of("MoneyNoun") for t in sums)

    def _is_somebodys_view(self, noun: int) -> bool:
        """Whether *noun* is the view, words or account of somebody: not "in view of", "in light
        of"."""
        bare = not self.sentence.dependents(noun, "det", "poss", "predet")
        lamp = self.tokens[noun].lemma == "light"  # "by the [light] of phones", not "by his lights"
        if (bare or lamp) and self.tokens[noun].tag == "NN":
            return False
        return self.is_a(noun, "ViewNoun", "") and bool(self.owners(noun, "of"))

    def _is_account_of_all(self, i: int, noun: int) -> bool:
        """Whether it is what all or most say: "by all accounts", "from most reports"."""
        if self.sentence.word(i) not in {"by", "from"}:
            return False
        told = self.tokens[noun].lemma in {"account", "report"}
        return told and any(
            self.tokens[d].lemma in {"all", "most"} for d in self.sentence.children[noun]
        )

    def _clause_around(self, i: int, own: set[int]) -> Sequence[int]:
        """The tokens that the adjunct at *i* speaks of: all at the sentence's edge, else its
        clause."""
        first, last = min(own), max(own)
        edge = (
            first <= 1
            or last >= len(self.tokens) - 2
            and first > 0
            and self.tokens[first - 1].text in {",", "-", "–", "—"}
        )
        if edge:
            return range(len(self.tokens))
        for k in self.sentence.ancestors(i):
            if (
                k == last + 1 and self.tokens[k].tag == "VBN"
            ):  # "according to a post made on Monday, ..."
                continue
            if self.tokens[k].pos in {"VERB", "AUX"} and self.tokens[k].dep not in {"xcomp", "aux"}:
                return self.sentence.subtree(k)
        return range(len(self.tokens))
