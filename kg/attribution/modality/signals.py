"""What the words around an event say of it: auxiliaries, negation, adverbs, determiners,
conditions."""

from kg.attribution.modality.local import ARGUMENTS, CONDITION, FUTURE, RANK, Local, is_question
from kg.attribution.modality.moods import find_mood
from kg.language.clauses.agreement import has_to
from kg.model import Modality, Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import cue_classes, is_cue, word_classes, words_of
from kg.ontology.loader import Ontology

_ONLY = frozenset("only just merely solely simply".split())
_DEFINITE = frozenset(
    "the this that these those such both all its his her their our my your whose".split()
)
_FREE = frozenset("whoever whichever whatever whomever".split())


class Signals:
    """Reads what stands around an event of one sentence."""

    def __init__(self, sentence: Sentence, ontology: Ontology, lenient: bool) -> None:
        self.lenient = lenient
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.ontology = ontology

    def has(self, i: int, *names: str) -> bool:
        return is_cue(self.sentence, i, self.ontology, *names)

    def classes(self, i: int) -> frozenset[str]:
        return cue_classes(self.sentence, i, self.ontology)

    def signals(self, i: int, local: Local, shared: bool = False) -> Local:
        """What the dependents of *i* say of it: auxiliaries, negation, adverbs, adjectives,
        determiners."""
        for k in self.sentence.children[i]:
            local = self._apply_signal(i, k, local, shared)
        if not shared and local.modality in RANK and (mood := find_mood(self.sentence, i)):
            return local.weaken(Modality.HYPOTHETICAL, mood)
        if local.modality in RANK and self._is_not_guilty(i):
            local = local.negate("not guilty")
        return (
            local.weaken(Modality.HYPOTHETICAL, "if")
            if not shared and self._opens_with_condition(i)
            else local
        )

    def _apply_signal(self, i: int, k: int, local: Local, shared: bool) -> Local:
        """What the dependent *k* of *i* says of it."""
        token = self.tokens[k]
        if token.dep in {"aux", "auxpass"}:
            return self._apply_auxiliary(i, k, local)
        if self._is_attribute(token):
            return self._apply_adjective(k, local)
        if token.dep in {"neg", "advmod", "preconj"}:
            return self._apply_adverb(k, local)
        if not shared and self._is_no(k) or self._has_fronted_negation(i, k):
            return local.negate(token.text)
        if token.dep in ARGUMENTS and self.tokens[i].pos in {"VERB", "AUX"}:
            return self._apply_argument(k, local)
        return self._weaken_by_clause(i, k, local, shared)

    def _weaken_by_clause(self, i: int, k: int, local: Local, shared: bool) -> Local:
        """What a deed joined by "or" or a condition at *k* makes of it."""
        if self.tokens[k].dep == "conj":
            return self._weaken_alternative(i, k, local)
        supposed = self._find_supposition(k, shared)
        return local.weaken(Modality.HYPOTHETICAL, supposed) if supposed else local

    def _weaken_alternative(self, i: int, k: int, local: Local) -> Local:
        """What "or" between two deeds of the past, *i* and *k*, makes of each where one subject did
        one of them at least: "prepared or helped prepare it"."""
        own = (*self.sentence.dependents(k, *SUBJECTS), *self.sentence.dependents(i, "neg"))
        if self._are_past_or(i, k) and not own:
            return local.weaken(Modality.POSSIBLE, "or")
        return local

    def _are_past_or(self, i: int, k: int) -> bool:
        """Whether "or" joins two verbs of the past."""
        past = self.tokens[i].tag == self.tokens[k].tag == "VBD"
        return past and any(self.tokens[c].lemma == "or" for c in self.sentence.dependents(i, "cc"))

    def _is_attribute(self, token: Token) -> bool:
        """Whether a word describes its noun, also where the parser takes a participle for a noun's
        modifier: "alleged"."""
        return token.dep == "amod" or token.dep == "nmod" and token.pos in {"AUX", "VERB"}

    def _is_no(self, k: int) -> bool:
        """The determiners "no" and "neither"."""
        return self.tokens[k].dep == "det" and self.tokens[k].lemma in {"no", "neither"}

    def _find_supposition(self, k: int, shared: bool) -> str:
        """The word by which *k* makes a condition or an imagined case of it; ``""`` if it does
        not."""
        token = self.tokens[k]
        if token.dep == "mark":
            return token.text if not shared and token.text.lower() in CONDITION else ""
        if token.dep == "prep":
            return token.text if token.lemma in {"in", "per"} and self._is_in_case(k) else ""
        return "if" if self._is_condition(k) else ""

    def _is_not_guilty(self, i: int) -> bool:
        """Whether the verb says that somebody was found not guilty."""
        verdicts = [
            k
            for k in self.sentence.dependents(i, "oprd", "acomp")
            if self.tokens[k].lemma in words_of("GuiltAdjective")
        ]
        around = [self.tokens[n] for k in verdicts for n in (k - 1, *self.sentence.children[k])]
        return self.tokens[i].lemma in {"find", "hold", "judge"} and any(
            t.lemma == "not" for t in around
        )

    def _is_condition(self, k: int) -> bool:
        """Whether *k* is a condition, which makes what follows from it no more certain: "if X, Y"
        ("even if" sets none)."""
        if self.tokens[k].dep != "advcl":
            return False
        marks = [
            m
            for m in self.sentence.dependents(k, "mark")
            if self.tokens[m].text.lower() in {"if", "unless"}
        ]
        return any(
            m == 0 or self.tokens[m - 1].text.lower() not in {"even", "as"} for m in marks
        ) or self._is_unreal(k)

    def _is_unreal(self, k: int) -> bool:
        """Whether an inverted clause is a condition that is not met, which needs "would", "could"
        or "might" above it: "had he stayed, he would have paid"."""
        head = self.tokens[k].head
        plain = {self.tokens[a].text.lower() for a in self.sentence.dependents(head, "aux")} & {
            "will",
            "shall",
        }
        return self.inverted(k) and not (plain and self._is_perfect(k))

    def _opens_with_condition(self, i: int) -> bool:
        """Whether a conjunction of condition opens the clause, wherever the parser hung it: "if by
        X we mean Y"."""
        first = (
            self.tokens[self.sentence.subtree(i)[0]]
            if self.tokens[i].dep in {"ccomp", "advcl", "parataxis"}
            else self.tokens[i]
        )
        return first.text.lower() in {"if", "unless"} and (
            first.i == 0 or self.tokens[first.i - 1].text.lower() not in {"even", "as"}
        )

    def _apply_auxiliary(self, i: int, k: int, local: Local) -> Local:
        token, word = self.tokens[k], self.tokens[k].text.lower()
        if any(self.has(n, "NegativeAdverb") for n in self.sentence.children[k]):
            local = local.negate("not")
        if self.has(k, "MayModal") and not self._is_unable(i, word):
            return local.weaken(Modality.POSSIBLE, token.text)
        if word in FUTURE or word == "must" and self._is_perfect(i):
            return local.weaken(Modality.PROBABLE, token.text)
        if self.has(k, "WillModal") or word == "’d":
            return local.weaken(Modality.HYPOTHETICAL, token.text)
        return local

    def _is_unable(self, i: int, word: str) -> bool:
        """Whether "can" or "could" is denied: "could not pay"."""
        return word in {"can", "could", "ca"} and bool(self.sentence.dependents(i, "neg"))

    def _is_perfect(self, i: int) -> bool:
        """Whether "have" stands before the verb: "must have paid"."""
        return any(self.tokens[a].lemma == "have" for a in self.sentence.dependents(i, "aux"))

    def _apply_adjective(self, k: int, local: Local) -> Local:
        """What an adjective says of its noun ("alleged", "would-be", "fake"), by the word as it
        stands, since "proposed" is more than a form of "propose"."""
        low = min(self.sentence.subtree(k))
        word = self.sentence.slice(low, k + 1)
        classes = self.classes(k) | word_classes(
            word if "-" in word else self.tokens[k].text, self.ontology
        )
        if "AllegeAdjective" in classes:
            return (
                Local(Modality.ALLEGED, local.polarity, word)
                if RANK.get(local.modality) == 0
                else local
            )
        if "PossibleAdjective" in classes:
            return local.weaken(Modality.POSSIBLE, word) if local.modality in RANK else local
        return local.negate(word) if "NegativeAdjective" in classes else local

    def _has_fronted_negation(self, i: int, k: int) -> bool:
        """Whether inversion or a phrase in front denies it: "at no point did X pay", "little did X
        pay", "nor did X pay", "in no way paid"."""
        token = self.tokens[k]
        objects = self.sentence.dependents(k, "pobj") if token.dep == "prep" else ()
        negative = any(self._has_no(o) for o in objects)
        if negative and self.tokens[objects[0]].lemma in {"way", "means", "sense"}:
            return True
        opens = negative or token.text.lower() == "nor" or k == 0 and token.text.lower() == "little"
        return opens and k < i and self._has_inversion(i, k)

    def _has_no(self, noun: int) -> bool:
        return any(self.tokens[d].lemma == "no" for d in self.sentence.dependents(noun, "det"))

    def _has_inversion(self, i: int, front: int) -> bool:
        """Whether an auxiliary stands between *front* and the subject."""
        subjects = self.sentence.dependents(i, "nsubj", "nsubjpass")
        return bool(subjects) and any(
            front < a < subjects[-1] for a in self.sentence.dependents(i, "aux")
        )

    def _apply_adverb(self, k: int, local: Local) -> Local:
        token = self.tokens[k]
        if local.modality not in RANK or token.text.lower() == "sooner":
            return local
        negated = self._find_negated_adverb(k)
        if negated:
            return local.negate(negated)
        if token.dep == "neg" or self.has(k, "NegativeAdverb"):
            return local if self._is_limited(k) else local.negate(token.text)
        if self.has(k, "ApproximateAdverb"):
            return local.negate(token.text)
        if self.has(k, "PossibleAdverb"):
            return local.weaken(Modality.POSSIBLE, token.text)
        return (
            local.weaken(Modality.PROBABLE, token.text) if self.has(k, "ProbableAdverb") else local
        )

    def _find_negated_adverb(self, k: int) -> str:
        """The words of an adverb that is negated itself ("no longer", "not even"); ``""`` for
        others."""
        token = self.tokens[k]
        if token.text.lower() == "longer" and any(
            self.tokens[d].lemma == "no" for d in self.sentence.children[k]
        ):
            return "no longer"
        negated = token.dep != "neg" and any(
            self.has(n, "NegativeAdverb") for n in self.sentence.dependents(k, "advmod", "neg")
        )
        return token.text if negated else ""

    def _is_limited(self, k: int) -> bool:
        """Whether more is said, and nothing denied: "not only"."""
        return k + 1 < len(self.tokens) and self.tokens[k + 1].text.lower() in _ONLY

    def _apply_argument(self, k: int, local: Local) -> Local:
        """What a subject or object that is nobody says of the verb: "no firm paid", "paid nobody",
        "none of the firms paid"."""
        token = self.tokens[k]
        if token.text.lower() in _FREE:
            return (
                local.weaken(Modality.HYPOTHETICAL, token.text) if local.modality in RANK else local
            )
        if self._is_invented(k) and local.modality in RANK:
            return local.weaken(Modality.HYPOTHETICAL, token.text)
        if not self._is_none(k) or self._is_next_none(k):
            return local
        if any(self.tokens[n].dep == "neg" for n in self.sentence.children[token.head]):
            return local.weaken(Modality.UNKNOWN, token.text) if local.modality in RANK else local
        return local.negate(token.text)

    def _is_invented(self, k: int) -> bool:
        """Whether a figure is that of a fiction: "the play's [Lang]"."""
        return any(self.has(p, "FictionNoun") for p in self.sentence.dependents(k, "poss"))

    def _is_none(self, k: int) -> bool:
        """Whether a phrase is of nobody or nothing: "nobody", "no firm"; a plea of "no contest" was
        made."""
        token = self.tokens[k]
        if token.lemma == "contest" and self.tokens[token.head].lemma == "plead":
            return False
        bare = (
            token.lemma in {"nobody", "none", "nothing", "neither", "no-one"}
            or token.text.lower() == "no one"
        )
        return bare or any(
            self.tokens[d].lemma in {"no", "neither"}
            for d in self.sentence.dependents(k, "det", "preconj")
        )

    def _is_next_none(self, k: int) -> bool:
        """Whether an object of the same verb before it is none as well: "had no staff, no phone and
        [no owner]"."""
        before = self.sentence.dependents(self.tokens[k].head, "dobj")
        return k in before and any(n < k and self._is_none(n) for n in before)

    def _is_in_case(self, k: int) -> bool:
        """Whether a phrase says that it need not happen: "in case of", "in the film"."""
        objects = self.sentence.dependents(k, "pobj")
        other = any(
            self.tokens[d].lemma == "another"
            for p in objects
            for d in self.sentence.dependents(p, "det")
        )
        if other and any(self.tokens[p].lemma in {"world", "life", "universe"} for p in objects):
            return True
        return any(
            self._is_any_case(p)
            or self.has(p, "FictionNoun")
            and self._is_one(p)
            or self._made_up(p)
            for p in objects
        )

    def _made_up(self, noun: int) -> bool:
        """ "In a satirical post", "in an April Fools' story"."""
        words = self.sentence.dependents(noun, "amod", "poss", "compound")
        return any(self.has(k, "FictionAdjective") or self.tokens[k].lemma == "fool" for k in words)

    def _is_any_case(self, noun: int) -> bool:
        """Whether a case or event only may be ("in case of", "in the event that"), and is none ("in
        a criminal case", "in this case")."""
        token = self.tokens[noun]
        if token.lemma == "case":
            return not self.sentence.dependents(noun, "det", "amod", "poss", "compound", "nummod")
        return token.lemma == "event" and bool(
            self.sentence.dependents(noun, "prep", "acl", "ccomp", "relcl")
        )

    def _is_one(self, noun: int) -> bool:
        """Whether one thing is meant, and not a kind of it: "in the film", against "seen in
        film"."""
        return bool(self.sentence.dependents(noun, "det", "poss", "amod"))

    def root_signals(self, i: int, local: Local) -> Local:
        """A question or an order asserts nothing."""
        root = self.tokens[i]
        if is_question(self.sentence, i):
            return local.weaken(Modality.HYPOTHETICAL, "?") if local.modality in RANK else local
        first = next(
            (t.i for t in self.tokens if t.pos not in {"PUNCT", "INTJ", "ADV", "SPACE", "CCONJ"}), i
        )
        bare = (
            root.tag == "VB" or root.tag == "VBP" and first == i
        ) and not self.sentence.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass", "csubj")
        return (
            local.weaken(Modality.HYPOTHETICAL, "imperative")
            if bare and local.modality in RANK
            else local
        )

    def inverted(self, i: int) -> bool:
        """Return whether inversion makes a condition without "if": "had X paid", "should X pay"."""
        front = [
            k
            for k in self.sentence.dependents(i, "aux")
            if self.tokens[k].lemma in {"have", "should", "be"} and k < i
        ]
        subjects = self.sentence.dependents(i, "nsubj", "nsubjpass")
        return bool(front and subjects) and front[0] < subjects[0]

    def is_infinitive(self, i: int) -> bool:
        """Return whether "to" stands before the verb: "to pay"."""
        return has_to(self.sentence, i)

    def is_deed_done(self, copula: int) -> bool:
        """Return whether the subject tells of a deed that was done: "what he did was pay X" against
        "what he should do is pay X"."""
        subjects = self.sentence.dependents(copula, "csubj", "nsubj")
        return any(
            self.tokens[j].tag == "VBD" and self.tokens[j].lemma == "do"
            for k in subjects
            for j in self.sentence.subtree(k)
        )

    def is_not_yet(self, i: int, noun: int) -> bool:
        """Return whether the noun is a time by which it is to happen: "by the time he pays"."""
        timed = self.tokens[noun].lemma in {"time", "moment"} and self.tokens[
            self.tokens[noun].head
        ].text.lower() in {"by", "until"}
        return timed and not any(
            self.tokens[k].tag == "VBD" for k in (i, *self.sentence.children[i])
        )

    def trails(self, i: int, head: int) -> bool:
        """Return whether a participle behind a comma tells what came of it all: "failed to report
        thefts, permitting fraud"."""
        first = min(self.sentence.subtree(i))
        return (
            self.tokens[i].tag == "VBG"
            and i > head
            and first > 0
            and self.tokens[first - 1].text == ","
        )

    def is_indefinite(self, noun: int) -> bool:
        """Whether a noun is indefinite: "managers who", "a letter that"; what is said of it stands
        and falls with it."""
        token = self.tokens[noun]
        return token.pos == "NOUN" and self.is_indefinite_phrase(noun) and not token.entity

    def is_indefinite_phrase(self, noun: int) -> bool:
        """Return whether neither an article nor an owner says which one is meant."""
        return not any(
            self.tokens[k].lemma in _DEFINITE or self.tokens[k].dep == "poss"
            for k in self.sentence.dependents(noun, "det", "poss")
        )
