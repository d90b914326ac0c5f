"""Sentences that announce an account: "Prosecutors laid out their case", "Here is what the
plaintiffs say happened".

Three frames: a noun of telling is subject, object or predicate of the sentence; a verb of telling
has a free relative ("what she had seen") or an accuser for its subject; the facts are said to be
taken from a paper."""

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.announced_papers import AnnouncedPapers
from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import read_clause
from kg.model import Mention, Modality, Polarity
from kg.model.text import CORE_NOUNS
from kg.ontology.lexicon import words_of

_POINTING = frozenset({"this", "these", "that", "those", "here", "it", "following", "follows"})
_FREE = frozenset({"what", "how"})
_CLAIMS = frozenset({"AllegeNoun", "DenyNoun", "AccuserNoun"})
_SIDES = frozenset({"AccuserNoun", "AccusedNoun"})
_SHORT = 6
"""A question with more words asks for something."""


class Announcements(ScopeFinder):
    """Looks for the announcement of an account in one sentence."""

    def find(self, scopes: tuple[Scope, ...]) -> Account | None:
        """Return the account that the sentence announces; *scopes* are the attributions that stand
        in it."""
        root = self.sentence.root
        if any(2 * len(s.content) > len(self.tokens) and not self._remembers(s) for s in scopes):
            return None
        return (
            self._noun_of_telling(root)
            or self._free_relative(root)
            or self._told_at_length(root)
            or self._taken_from(root)
            or self._spreads(root)
            or self._asked(root)
            or AnnouncedPapers(self.sentence, self.ontology, self.quoted).find(root)
        )

    def _noun_of_telling(self, root: int) -> Account | None:
        for noun in self.sentence.dependents(root, *CORE_NOUNS):
            if self.is_a(noun, "AccountNoun", "") and self._announces(noun, root):
                return self._account(noun, self._teller(noun, root), "account noun")
        return None

    def _announces(self, noun: int, root: int) -> bool:
        dep = self.tokens[noun].dep
        if dep == "dobj":
            return self._tells(noun, root)
        if (
            self.tokens[root].lemma != "be"
            or not self.owners(noun, "of", "from", "by")
            or any(t.lemma in words_of("NoStoryAdjective") for t in self.tokens)
        ):
            return False
        return self._presents(root) if dep == "attr" else self._characterizes(noun, root)

    def _tells(self, noun: int, root: int) -> bool:
        """Whether the verb tells a case at length: "laid out their case"; "made her case"
        argues."""
        made = self.tokens[root].lemma == "make" and not self._is_cue(noun, "AllegeNoun")
        return self._is_cue(root, "TellVerb") and not made

    def _presents(self, root: int) -> bool:
        """Whether the sentence only shows the account: "this is her account"."""
        return self._points(root) and self.tokens[self.sentence.children[root][0]].text.lower() in {
            "this",
            "here",
            "these",
        }

    def _characterizes(self, noun: int, root: int) -> bool:
        """Whether it is said what a side tells, or of what kind that is: "the plaintiff's account
        is this", "her story is simple"."""
        sides = any(
            self.is_a(k, name, "") for k in self.owners(noun, "of", "from", "by") for name in _SIDES
        )
        return sides or self._points(root) or bool(self.sentence.dependents(root, "acomp"))

    def _points(self, root: int) -> bool:
        """Whether the verb has a word that points to what follows."""
        return any(self.tokens[k].text.lower() in _POINTING for k in self.sentence.children[root])

    def _free_relative(self, root: int) -> Account | None:
        """The account that a clause with "what" announces: "told police what she had seen", "here
        is what the plaintiffs say happened", "that is what she told the jury"."""
        for clause in self.sentence.dependents(root, "ccomp", "attr", "dobj"):
            below = self.sentence.subtree(clause)
            if self.tokens[below[0]].text.lower() not in _FREE:
                continue
            told = self._verb_of_telling(root, below)
            if told is not None and self._is_told(told, root):
                subject = self.sentence.dependents(told, "nsubj")
                alleged = self._is_cue(told, "AllegeVerb")
                return self._account(
                    told, subject[0] if subject else None, "free relative", alleged
                )
        return None

    def _verb_of_telling(self, root: int, below: Sequence[int]) -> int | None:
        """The main verb, or the first verb of the clause, that tells."""
        verbs = [root, *(k for k in below if self.tokens[k].pos == "VERB")]
        return next(
            (k for k in verbs if self._is_cue(k, "TellVerb", "ReportVerb", "AllegeVerb")), None
        )

    def _is_told(self, told: int, root: int) -> bool:
        """Whether the sentence tells what the verb *told* announces: it is the main verb, or a word
        points to it."""
        pointed = self.tokens[root].lemma == "be" and self.tokens[0].text.lower() in _POINTING
        return (pointed or told == root and self.tokens[root].pos == "VERB") and not self._withheld(
            root
        )

    def _withheld(self, verb: int) -> bool:
        """Whether nothing is told: "did not say what she had seen", "asked what he paid"."""
        around = [self.tokens[k] for k in self.sentence.children[verb]]
        return self.tokens[verb].lemma == "ask" or self.tokens[-1].text == "?" or any(
            t.dep == "neg" or t.tag == "MD" or t.text == "to" and t.dep == "aux" for t in around
        )  # fmt: skip

    def _told_at_length(self, root: int) -> Account | None:
        """The account of who describes or remembers something: "the prosecutor described a long
        fraud", "she remembers the night well"."""
        verb = self._verb_said(root)
        if not self._is_cue(verb, "TellVerb") or self._withheld(verb):
            return None
        subject, objects = (
            self.sentence.dependents(verb, "nsubj"),
            self.sentence.dependents(verb, "dobj", "npadvmod"),
        )
        if (
            not subject
            or not objects
            or self.tokens[objects[0]].entity in {"PERSON", "ORG", "GPE", "MONEY"}
        ):
            return None
        remembers = self.tokens[verb].lemma in {"remember", "recall"} and self.tokens[verb].tag in {
            "VBZ",
            "VBP",
        }
        describes = self.tokens[verb].lemma in words_of("StoryVerb")
        if remembers or describes and self.is_a(subject[0], "AccuserNoun", ""):
            return self._account(verb, subject[0], "told at length")
        return None

    def _verb_said(self, root: int) -> int:
        """The verb of what is said ("she [remembers] the night well, she says"); else the main
        verb."""
        said = self.sentence.dependents(root, "ccomp")
        trails = (
            bool(said)
            and "ReportVerb" in self.classes(root)
            and not self.sentence.dependents(said[0], "mark")
        )
        return said[0] if trails else root

    def _taken_from(self, root: int) -> Account | None:
        """The account of the paper that facts are taken from: "we take the facts from the
        complaint", "we accept the complaint's allegations"."""
        about = self.sentence.dependents(root, "dobj", "nsubjpass", "nsubj")
        facts = [k for k in about if self.tokens[k].lemma in words_of("FactsNoun")]
        if facts and self._as_taken(facts):
            return Account(None, Modality.REPORTED, Reach.BARE, "facts as taken")
        paper = self._paper_of(root, facts) if facts else None
        return self._account(paper, paper, "facts taken from") if paper is not None else None

    def _paper_of(self, root: int, facts: Sequence[int]) -> int | None:
        """The pleading from which the verb at *root*, or a participle of the *facts*, takes them:
        "the facts, taken from the complaint, are these"."""
        below = [k for noun in facts for k in self.sentence.dependents(noun, "acl")]
        drawn = [k for k in (root, *below) if self.tokens[k].lemma in words_of("DrawingVerb")]
        if not drawn:
            return None
        named = [k for noun in (*drawn, *facts) for k in self.owners(noun, "from", "in", "of")]
        return next((k for k in named if self.is_a(k, "AccuserNoun", "")), None)

    def _as_taken(self, facts: Sequence[int]) -> bool:
        """Whether facts are named as somebody must take them: "the facts, as we must take them"."""
        clauses = (t for t in self.tokens if t.dep in {"advcl", "relcl", "acl"} and t.i > facts[0])
        return any(
            "as" in {self.sentence.word(m) for m in self.sentence.dependents(t.i, "mark")}
            and (t.lemma in words_of("DrawingVerb") or self._is_cue(t.i, "AllegeVerb", "TellVerb"))
            for t in clauses
        )

    def _spreads(self, root: int) -> Account | None:
        """The account of a rumour that goes round: "an old canard resurfaced", "rumours
        swirled"."""
        for noun in self.sentence.dependents(root, "nsubj"):
            if self._is_cue(root, "SpreadVerb") and self._is_cue(
                noun, "AllegeNoun", "DenyNoun", "AccountNoun"
            ):
                account = self._account(noun, None, "rumour")
                return (
                    replace(account, modality=Modality.UNKNOWN)
                    if self._is_cue(noun, "DenyNoun")
                    else account
                )
        return None

    def _asked(self, root: int) -> Account | None:
        """ "The allegation?": a question that names what follows."""
        asks = self.tokens[-1].text == "?" and len(self.tokens) <= _SHORT
        if asks and self.tokens[root].pos == "NOUN" and self._is_cue(root, *_CLAIMS, "AccountNoun"):
            return self._account(root, next(iter(self.owners(root, "of")), None), "asked for")
        return self._asked_for(root)

    def _asked_for(self, root: int) -> Account | None:
        """ "What did [Ruiz] see?": a question whose answer is what somebody tells."""
        asks = self.tokens[-1].text == "?" and self.sentence.word(0) == "what"
        who = self.sentence.dependents(root, "nsubj")
        told = self.tokens[root].lemma in {"see", "hear"} or self._is_cue(
            root, "ReportVerb", "TellVerb", "AllegeVerb"
        )
        if not asks or not told or not who or self.tokens[who[0]].pos == "PRON":
            return None
        return replace(self._account(root, who[0], "asked for"), reach=Reach.DEEDS)

    def _remembers(self, scope: Scope) -> bool:
        """Whether what is said names no deed yet: "she remembers the night well, she says"."""
        return any(
            self.tokens[k].lemma in {"remember", "recall"}
            and self.tokens[k].head in {k, *scope.cue}
            for k in scope.content
        )

    def _teller(self, noun: int, root: int) -> int | None:
        """Whose account: the owner of the noun, unless a pronoun; else who tells it."""
        told = self.tokens[noun].dep == "dobj"
        owners = (
            list(self.sentence.dependents(noun, "poss"))
            if told
            else self.owners(noun, "of", "from", "by")
        )
        if owners and self.tokens[owners[0]].pos != "PRON":
            return owners[0]
        clause = read_clause(self.sentence, root)
        subject = clause.roles.get("nsubj", ()) if told else ()
        return subject[0] if subject else owners[0] if owners else None

    def _is_cue(self, k: int, *names: str) -> bool:
        return bool(self.classes(k) & set(names))

    def _account(self, cue: int, teller: int | None, rule: str, alleged: bool = False) -> Account:
        classes = self.classes(cue)
        accuses = teller is not None and self.is_a(teller, "AccuserNoun", "")
        alleged = alleged or accuses or bool(classes & _CLAIMS)
        source: Mention | None = self.mention(teller) if teller is not None else None
        return Account(
            source,
            Modality.ALLEGED if alleged else Modality.REPORTED,
            Reach.BARE,
            rule,
            Polarity.POSITIVE,
        )
