"""Papers and cases that open an account by what is said of them: "The translation reads as
follows.", "Count One charges bribery.", "A leaked memo lists his favours."."""

from collections.abc import Iterable

from kg.attribution.accounts import Account, Reach
from kg.attribution.scopes import ScopeFinder
from kg.model import Modality, Sentence
from kg.model.text import CORE_NOUNS
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

TELLINGS = frozenset({"RecordNoun", "AccountNoun", "AccuserNoun", "ReportNoun"})
_SAYINGS = frozenset({"RecordNoun", "AccountNoun", "ReportNoun", "FictionNoun"})
_ACCUSES = frozenset({"AccuserNoun", "AllegeNoun"})
_CHARGES = frozenset({"AllegeVerb", "AccuseVerb"})
_SO = (("as", "follows"), ("like", "this"), ("thus",), ("as", "under"))
"""How a sentence ends that hands over to what follows."""
_FRONTS = frozenset({"in", "throughout"})


class AnnouncedPapers(ScopeFinder):
    """Looks for a paper or a case in one sentence that the next sentences tell from."""

    def find(self, root: int) -> Account | None:
        """Return the account that the sentence with the main verb *root* opens."""
        return (
            self._reads_so()
            or self._lists_acts()
            or self._charges(root)
            or self._of_kind(root)
            or self._tells_of(root)
            or self._is_shown(root)
            or self._tell_it(root)
            or self._speak_in(root)
        )

    def _reads_so(self) -> Account | None:
        """ "The translation of the call reads as follows.", "His story runs thus."."""
        words = [t.text.lower() for t in self.tokens[-4:] if t.pos != "PUNCT"]
        if not any(tuple(words[-len(end) :]) == end for end in _SO):
            return None
        told = (k for k in self._nouns(range(len(self.tokens))) if not self._is_case(k))
        return self._first_of(told, "reads so") or self._says_so()

    def _says_so(self) -> Account | None:
        """ "The witness stated as follows."."""
        says = "ReportVerb" in self.classes(self.sentence.root)
        who = self.sentence.dependents(self.sentence.root, "nsubj") if says else ()
        if not who:
            return None
        return Account(self.mention(who[0]), Modality.REPORTED, Reach.DEEDS, "says so")

    def _is_case(self, k: int) -> bool:
        """Whether the noun is the case that is heard, which tells nothing: "the facts of the
        [case]"."""
        whole = self.tokens[k].lemma in words_of("CaseNoun")
        return whole and not (self.owners(k, "of") or self._side_before(k))

    def _lists_acts(self) -> Account | None:
        """The formula of indictments: "committed the following overt acts", which are charged."""
        listed = any(
            self.tokens[k + 1].lemma == "act"
            for k in range(len(self.tokens) - 1)
            if self.sentence.word(k) == "overt"
        )
        return Account(None, Modality.ALLEGED, Reach.DEEDS, "overt acts") if listed else None

    def _charges(self, root: int) -> Account | None:
        """What a paper accuses somebody of in a noun: "Count One charges bribery", "the suit
        accuses Ruiz of fraud"; and who "faces claims of fraud"."""
        objects = self.sentence.dependents(root, "dobj")
        if self.tokens[root].lemma == "face":
            return self._faced(objects)
        if not objects or not self.classes(root) & _CHARGES:
            return None
        nouns = self._nouns(self.below(self.sentence.dependents(root, "nsubj")))
        paper = next((k for k in nouns if self.is_a(k, "AccuserNoun", "")), None)
        return self._open(paper, paper, "paper charges") if paper is not None else None

    def _faced(self, objects: Iterable[int]) -> Account | None:
        claims = next((k for k in objects if "AllegeNoun" in self.classes(k)), None)
        owned = claims is not None and bool(self.owners(claims, "of", "from", "by"))
        return self._open(claims, None, "faces claims") if claims is not None and owned else None

    def _of_kind(self, root: int) -> Account | None:
        """Of what kind a case or a paper is: "the SEC case is straightforward", "the email is
        blunt", "the state's theory was one of revenge"."""
        kinds = self.sentence.dependents(root, "acomp", "attr")
        if self.tokens[root].lemma != "be" or not any(self._says_kind(k) for k in kinds):
            return None
        nouns = (k for k in self.sentence.dependents(root, "nsubj") if self.classes(k) & _SAYINGS)
        noun = next(nouns, None)
        if noun is None or self.sentence.dependents(root, "neg") or self._tells_standing():
            return None
        return self._open(noun, noun, "of a kind") if self._is_told(noun) else None

    def _is_told(self, noun: int) -> bool:
        """Whether it is a paper, or a telling that somebody owns."""
        owned = self.owners(noun, "of", "by") or self._side_before(noun)
        return bool(owned) or "AccountNoun" not in self.classes(noun)

    def _tells_standing(self) -> bool:
        """Whether it is said how a case stands: "the charges are pending"."""
        return any(t.lemma in words_of("NoStoryAdjective") for t in self.tokens)

    def _says_kind(self, k: int) -> bool:
        """Whether an adjective stands alone ("blunt", not "due in May"), or it is "one of"."""
        alone = not {
            *self.sentence.children[k],
            *self.sentence.dependents(self.tokens[k].head, "prep"),
        }
        return self.tokens[k].tag == "JJ" and alone or self.sentence.word(k) == "one"

    def _side_before(self, noun: int) -> list[int]:
        """Whose case it is by the word before it: "the [SEC] case", "the [prosecution] story"."""
        return [
            k
            for k in self.sentence.dependents(noun, "compound", "nmod")
            if self.is_a(k, "AccuserNoun", "") or self.tokens[k].entity == "ORG"
        ]

    def _tells_of(self, root: int) -> Account | None:
        """A paper that lists or describes: "a leaked memo lists his favours"."""
        tells = {"list", "chronicle"} | words_of("StoryVerb")
        if self.tokens[root].lemma not in tells or not self.sentence.dependents(root, "dobj"):
            return None
        papers = (k for k in self.sentence.dependents(root, "nsubj") if self.classes(k) & _SAYINGS)
        return self._first_of(papers, "paper tells")

    def _tell_it(self, root: int) -> Account | None:
        """Who tells it in another way: "Union members tell it differently."."""
        objects = [self.sentence.word(k) for k in self.sentence.dependents(root, "dobj")]
        who = self.sentence.dependents(root, "nsubj")
        seen = self.tokens[root].lemma in words_of("TellingVerb") | {"see"}
        if not who or objects != ["it"] or not seen or self.tokens[who[0]].pos == "PRON":
            return None
        manner = self.sentence.dependents(root, "advmod", "npadvmod")
        return (
            Account(self.mention(who[0]), Modality.REPORTED, Reach.DEEDS, "tell it")
            if manner
            else None
        )

    def _is_shown(self, root: int) -> Account | None:
        """A paper that is read out or has a name: "the letter was read to the jury", "the leaflet
        is called Nine Lies"."""
        if self.tokens[root].lemma not in words_of("ShowingVerb"):
            return None
        subjects = self.sentence.dependents(root, "nsubjpass")
        return self._first_of((k for k in subjects if self.classes(k) & _SAYINGS), "paper shown")

    def _speak_in(self, root: int) -> Account | None:
        """Where people speak: "In the film, five women speak."."""
        speaks = self.tokens[root].lemma in {"speak", "talk"} or "SpreadVerb" in self.classes(root)
        if not speaks or self.sentence.word(0) not in _FRONTS:
            return None
        return self._first_of(self._nouns(range(1, root)), "told in a paper")

    def _nouns(self, places: Iterable[int]) -> list[int]:
        found = sorted(places)
        return [k for k in found if self.tokens[k].pos in {"NOUN", "PROPN"}]

    def _first_of(self, nouns: Iterable[int], rule: str) -> Account | None:
        """The account of the first noun of telling."""
        named = next((k for k in nouns if self.classes(k) & (TELLINGS | _SAYINGS)), None)
        return self._open(named, named, rule) if named is not None else None

    def _open(self, noun: int, source: int | None, rule: str) -> Account:
        """The account of a noun; what owns it tells, where somebody does."""
        classes = self.classes(noun)
        owners = [k for k in self.owners(noun, "by", "from") if self.tokens[k].pos != "PRON"]
        speaks = "RecordNoun" in classes or "AccuserNoun" in classes
        named = next(iter(owners), source if speaks else None)
        teller = self.mention(named) if source is not None and named is not None else None
        modality = Modality.ALLEGED if classes & _ACCUSES else Modality.REPORTED
        return Account(teller, modality, Reach.DEEDS, rule)

    def last_telling(self) -> Account | None:
        """Return the account of the last noun of telling in the sentence."""
        nouns = [t.i for t in self.tokens if t.dep in (*CORE_NOUNS, "pobj")]
        return self._first_of(reversed(nouns), "taken up")


def take_up(sentence: Sentence, before: Sentence | None, ontology: Ontology) -> Account | None:
    """Return the account of a sentence that opens with "In it, ...", where the sentence *before*
    names a telling."""
    words = [t.text.lower() for t in sentence.tokens[:3]]
    if before is None or words[1:] not in (["it", ","], ["them", ","]) or words[0] not in _FRONTS:
        return None
    return AnnouncedPapers(before, ontology, frozenset()).last_telling()
