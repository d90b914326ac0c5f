"""Sentences after which it is told what somebody tells, whatever words say so: "Her affidavit runs
to forty pages.", "Ruiz has a version.", "Villagers recounted the hunt."

Lists of announcing sentences are never complete. The default therefore rests on two classes of
words alone: where a sentence is about a telling, or airs something without saying what, the bare
deeds that others do in the rest of its paragraph are told, too.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.attribution.accounts import Account, Reach
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Mention, MentionKind, Modality, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of

LOOSE = "a telling before"
"""The rule of the accounts that are opened so."""
_OBJECTS = ("dobj", "attr")
_SINGULAR = frozenset({"he", "she", "i"})
_PERSONAL = _SINGULAR | {"they", "we"}


class LooseTellings(ScopeFinder):
    """Looks in one sentence for a telling whose content does not stand in it."""

    def find(self, scopes: tuple[Scope, ...]) -> Account | None:
        """Return the account that the sentence opens; *scopes* are the attributions in it."""
        root = self.sentence.root
        if any(root in s.content or 2 * len(s.content) > len(self.tokens) for s in scopes):
            return None
        kinds = (
            self._told_of,
            self._shown,
            self._handed,
            self._aired,
            self._of_it,
            self._recited,
            self._what_they_told,
            self._labelled,
            self._thinks_ahead,
            self._stands_accused,
        )
        return next((account for kind in kinds if (account := kind(root)) is not None), None)

    def find_in_step(self) -> Account | None:
        """Return the account of the paper with which a proceeding is begun or told of: what harms
        behind "the lawsuit was filed in May" may be what it says."""
        root = self.sentence.root
        named = (k for k in self.sentence.dependents(root, *SUBJECTS, *_OBJECTS))
        paper = next((k for k in named if self._is_telling(k)), None)
        return replace(self._open(paper), reach=Reach.HARMS) if paper is not None else None

    def _told_of(self, root: int) -> Account | None:
        """The telling that the sentence is about: "her [affidavit] runs to forty pages", "the
        agreed [summary] was put to the jury". One that does something else tells no more than
        what harms: "the [report] set off a storm"."""
        if any(t.lemma in words_of("NoStoryAdjective") for t in self.tokens):
            return None
        for subject in self.sentence.dependents(root, *SUBJECTS):
            if self._is_telling(subject):
                opened = self._open(subject)
                acts = bool(self.sentence.dependents(root, "dobj"))
                return replace(opened, reach=Reach.HARMS) if acts else opened
        return None

    def _shown(self, root: int) -> Account | None:
        """The telling that is pointed to: "there is a [video]", "it is an ugly [charge sheet]"."""
        empty = {"it", "this", "that", "there", "here"}
        subjects = self.sentence.dependents(root, "nsubj", "expl", "advmod")
        if self.tokens[root].lemma != "be" or not any(
            self.sentence.word(k) in empty for k in subjects
        ):
            return None
        told = (k for k in self.sentence.dependents(root, "attr") if self._is_telling(k))
        noun = next(told, None)
        return self._open(noun) if noun is not None else None

    def _is_telling(self, k: int) -> bool:
        """Whether a noun is a telling, or the word before it makes it one: "a [charge] sheet"."""
        words = (k, *self.sentence.dependents(k, "compound"))
        return self.tokens[k].pos == "NOUN" and any(
            self.tokens[w].lemma.lower() in words_of("SourceNoun") for w in words
        )

    def _handed(self, root: int) -> Account | None:
        """The telling that somebody gives or gets: "Ruiz has a [version]", "the opposition paints
        a bleak [picture]"."""
        if self.tokens[root].lemma not in words_of("HandingVerb"):
            return None
        told = (k for k in self.sentence.dependents(root, *_OBJECTS) if self._is_handed(k))
        noun = next(told, None)
        subjects = self.sentence.dependents(root, "nsubj")
        if noun is None or not subjects or self.sentence.dependents(root, "neg"):
            return None
        if self.tokens[root].lemma in {"hear", "read", "receive"}:
            return replace(self._open(None), reach=Reach.HARMS)
        return self._open(subjects[0])

    def _is_handed(self, k: int) -> bool:
        noun = self.tokens[k].pos == "NOUN"
        return noun and (self._is_telling(k) or self.tokens[k].lemma in words_of("HandedNoun"))

    def _aired(self, root: int) -> Account | None:
        """What somebody airs without saying it: "villagers [recounted] the hunt", "readers wrote
        in to [complain]"."""
        verbs = (root, *self.sentence.dependents(root, "xcomp", "advcl", "conj"))
        aired = any(
            self.tokens[k].lemma in words_of("AiringVerb") and not self._says_what(k) for k in verbs
        )
        subjects = self.sentence.dependents(root, "nsubj")
        if not aired or not subjects or self.sentence.dependents(root, "neg"):
            return None
        return self._open(subjects[0])

    def _says_what(self, verb: int) -> bool:
        return bool(self.sentence.dependents(verb, "ccomp"))

    def _of_it(self, root: int) -> Account | None:
        """Who tells, sees or is sure of "it", which is what follows: "my uncle always told it this
        way", "neighbours are sure of it", "ask anyone"."""
        if self._asks_reader(root):
            return self._open(None)
        subjects = self.sentence.dependents(root, "nsubj")
        if not subjects or not (self._tells_it(root) or self._sure_of_it(root)):
            return None
        return replace(self._open(subjects[0]), reach=Reach.BARE)

    def _asks_reader(self, root: int) -> bool:
        """ "[Ask] anyone in town."."""
        asked = self.sentence.dependents(root, "dobj")
        return root == 0 and self.tokens[root].lemma == "ask" and bool(asked)

    def _tells_it(self, root: int) -> bool:
        told = words_of("TellingVerb") | {"see"}
        objects = self.sentence.dependents(root, "dobj", "dative")
        out = any(self.sentence.word(k) == "out" for k in self.sentence.dependents(root, "prt"))
        laid = out and "TellVerb" in self.classes(root)  # "laid it out for the press"
        held = self.classes(root) & {"BelieveVerb", "AllegeVerb", "SuspectVerb"}
        return (laid or self.tokens[root].lemma in told or bool(held)) and any(
            self.sentence.word(k) in {"it", "all"} for k in objects
        )

    def _sure_of_it(self, root: int) -> bool:
        """ "Neighbours are [sure] of it"."""
        held = (
            k
            for k in self.sentence.dependents(root, "acomp")
            if "BelieveAdjective" in self.classes(k)
        )
        behind = (p for k in held for p in self.sentence.dependents(k, "prep"))
        objects = (o for p in behind for o in self.sentence.dependents(p, "pobj"))
        return any(self.sentence.word(k) in {"it", "this"} for k in objects)

    def _recited(self, root: int) -> Account | None:
        """The facts that are told as a paper has them: "we recite the [facts] as the complaint
        pleads them"."""
        objects = self.sentence.dependents(root, "dobj")
        if not any(self.tokens[k].lemma in words_of("FactsNoun") for k in objects):
            return None
        papers = (t.i for t in self.tokens if t.pos == "NOUN" and self._is_telling(t.i))
        paper = next(papers, None)
        return self._open(paper) if paper is not None else None

    def _what_they_told(self, root: int) -> Account | None:
        """What somebody told, which does not stand in the sentence: "she thought back to what the
        driver [told] her"."""
        for verb in self._verbs_of_telling():
            first = self.sentence.subtree(verb)[0]
            if verb != root and self.sentence.word(first) == "what":
                return self._open(next(iter(self.sentence.dependents(verb, "nsubj")), None))
        return None

    def _verbs_of_telling(self) -> Iterator[int]:
        told = ("pcomp", "ccomp", "pobj")
        clauses = (t.i for t in self.tokens if t.dep in told and t.pos == "VERB")
        return (k for k in clauses if self.tokens[k].lemma in words_of("TellingVerb") | {"say"})

    def _labelled(self, root: int) -> Account | None:
        """The witness whose number opens the sentence, as Indian courts count them: "PW-5 is the
        sister of the deceased"."""
        first = self.tokens[0].text.partition("-")[0]
        numbered = root > 0 and first.rstrip("0123456789") in words_of("WitnessLabel")
        return self._open(0) if numbered else None

    def _thinks_ahead(self, root: int) -> Account | None:
        """Who thinks of what is to come, as free indirect speech has it: "Orvik [would] not sleep.
        They had cheated her" (Banfield 1982)."""
        would = any(
            self.sentence.word(k) in {"would", "’d"} for k in self.sentence.dependents(root, "aux")
        )
        names = [
            k
            for k in self.sentence.dependents(root, "nsubj")
            if self.tokens[k].pos == "PROPN" and self.tokens[k].entity in {"PERSON", ""}
        ]
        if not would or not names or self.sentence.dependents(root, "advcl", "ccomp"):
            return None
        return replace(self._open(names[0]), reach=Reach.HARMS)

    def _stands_accused(self, root: int) -> Account | None:
        """Who is accused of what comes next: "Boyd [stands accused]."."""
        around = self.sentence.dependents(root, "acomp", "oprd", "xcomp", "advcl", "attr")
        accused = any("AccuseVerb" in self.classes(k) for k in around)
        stands = self.tokens[root].lemma == "stand" and accused
        return Account(None, Modality.ALLEGED, Reach.DEEDS, "stands accused") if stands else None

    def _open(self, teller: int | None) -> Account:
        """The account of *teller*; nobody's where that is a pronoun or nobody."""
        named = teller is not None and self.tokens[teller].pos in {"NOUN", "PROPN"}
        source = self.mention(teller) if teller is not None and named else None
        return Account(source, self.how_told(teller), Reach.DEEDS, LOOSE)


def _is_several(source: Mention) -> bool:
    """Whether "they" may be who told: people, a body, or whoever has no name."""
    return source.type != "Person" or source.kind is not MentionKind.NAME


def tells_of_teller(sentence: Sentence, account: Account, opening: Sentence | None) -> bool:
    """Whether *sentence* tells on of who told before, and nothing of what was told: its subject is
    the teller's name, or a pronoun right behind the sentence that opened the account."""
    source = account.source
    subjects = sentence.dependents(sentence.root, *SUBJECTS)
    if source is None or not subjects:
        return False
    own = [sentence.tokens[k].text for k in subjects]
    same = source.text.split()[-1] in own
    pronoun = sentence.word(subjects[0]) in (_PERSONAL if _is_several(source) else _SINGULAR)
    return same or pronoun and opening is not None and source.sentence == opening.index
