"""Sentences that say afterwards whose words those before were: "That, at least, is her story.",
"Compl. ¶ 12."."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.attribution.accounts import Account, Reach
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Sentence
from kg.ontology.loader import Ontology

_POINTING = frozenset({"that", "this", "it", "those", "these"})
_SAYS = frozenset({"ReportVerb", "AllegeVerb", "BelieveVerb", "WantVerb"})
_STRENGTH = (("DenyNoun", Modality.UNKNOWN), ("AllegeNoun", Modality.ALLEGED))
_PLEADINGS = r"Compl(?:aint)?|Countercl|Indict(?:ment)?|Pet(?:ition)?|FAC|SAC|TAC"
_CITED = re.compile(
    rf"(?:\s|^|(?<=\())[\[(]?(?:[Ss]ee )?(?:(?:First|Second|Third|Am|Amended)\.? ){{0,3}}"
    rf"(?:(?P<pleading>{_PLEADINGS})|(?P<record>Aff|Decl|Dep|Tr)|(?P<same>[Ii]d))"
    r"\b\.?,? ?(?:¶+ ?\d[\d–-]*|§+ ?\d+|at \d+|\d+)(?: \([^()]{3,300}\))?"
)
"""Record citations as in the Bluebook, rule B17: the pleading, affidavit or transcript that a
sentence rests on."""


class Comments(ScopeFinder):
    """Looks for a comment on the sentences before in one sentence."""

    def find(self) -> Account | None:
        """Return whose the sentences before were, if this one says so."""
        root = self.sentence.root
        return (
            self._named(root)
            or self._so(root)
            or self._free_relative(root)
            or self._called_false(root)
        )

    def _called_false(self, root: int) -> Account | None:
        """The account of what is said to be false: "This is false.", "No evidence supports this",
        "He did not."."""
        false = any(
            "FalseAdjective" in self.classes(k) for k in self.sentence.dependents(root, "acomp")
        )
        called = false and self._points_back(root) and not self._is_denied(root)
        if called or self._is_unsupported(root) or self._did_not():
            return Account(None, Modality.UNKNOWN, Reach.BARE, "called false")
        return None

    def _is_unsupported(self, root: int) -> bool:
        """Whether no evidence is there for what a pronoun points to."""
        objects = self.sentence.dependents(root, "dobj")
        pointed = any(self.sentence.word(k) in _POINTING for k in objects)
        nothing = (
            self.sentence.word(d) == "no"
            for k in self.sentence.dependents(root, "nsubj")
            for d in self.sentence.dependents(k, "det")
        )
        return pointed and any(nothing)

    def _did_not(self) -> bool:
        """Whether a pronoun, "did" and "not" are the clause: "He did not, said the court."."""
        words = [t.text.lower() for t in self.tokens[:4]]
        verb = words[1:3] in (["did", "not"], ["was", "not"], ["had", "not"], ["did", "n't"])
        return verb and self.tokens[0].tag == "PRP" and words[3:] in ([","], ["."])

    def _named(self, root: int) -> Account | None:
        """The account that the sentence before is called: "that is the accusation", "it was a
        lie"."""
        if not self._points_back(root) or self._is_denied(root):
            return None
        for noun in self.sentence.dependents(root, "attr"):
            if self._clause_below(noun, root):
                return None
            if self.classes(noun) & {"AllegeNoun", "AccountNoun", "DenyNoun"}:
                return self._account_named(noun)
        return None

    def _points_back(self, root: int) -> bool:
        """Whether a pronoun points to the sentence before: "that is", "it was"."""
        subjects = self.sentence.dependents(root, "nsubj")
        return self.tokens[root].lemma == "be" and any(
            self.tokens[k].text.lower() in _POINTING for k in subjects
        )

    def _is_denied(self, root: int) -> bool:
        return any(self.tokens[k].dep == "neg" for k in self.sentence.children[root])

    def _account_named(self, noun: int) -> Account:
        """The account that *noun* calls the sentences before, of whom it belongs to."""
        classes, owners = self.classes(noun), self.owners(noun, "of", "from", "by")
        modality = next((m for name, m in _STRENGTH if name in classes), Modality.REPORTED)
        return Account(self.mention(owners[0]) if owners else None, modality, Reach.BARE, "comment")

    def _clause_below(self, noun: int, root: int) -> bool:
        """Whether the content stands in the sentence itself: "it is his claim that X paid"."""
        return bool(
            self.sentence.dependents(noun, "acl", "relcl", "ccomp")
            or self.sentence.dependents(root, "ccomp", "advcl", "csubj")
        )

    def _so(self, root: int) -> Account | None:
        """The account of who says "so": "or so Orvik wants us to believe", "so says Orvik", "Orvik
        alleges so"."""
        says = bool(self.classes(root) & _SAYS) or self._would_have_it(root)
        if self._is_denied(root) or not self._stands_by_so(root) or not says:
            return None
        return self._told(root, self._speaker_near(root))

    def _would_have_it(self, root: int) -> bool:
        """ "Or so the state would [have] it"."""
        objects = self.sentence.dependents(root, "dobj")
        return self.tokens[root].lemma == "have" and any(
            self.sentence.word(k) == "it" for k in objects
        )

    def _speaker_near(self, root: int) -> int | None:
        """The first noun under the verb, else the first name in front of it."""
        subjects = [
            t.i
            for t in self.tokens
            if t.i != root and t.head == root and t.pos in {"PROPN", "NOUN", "PRON"}
        ]
        named = subjects or [t.i for t in self.tokens[:root] if t.text[0].isupper() and t.i > 0]
        return named[0] if named else None

    def _stands_by_so(self, root: int) -> bool:
        """Whether "so" opens the sentence, or follows the verb near its end."""
        first = [t.text.lower() for t in self.tokens[:2]]
        if first == ["or", "so"] or first[:1] == ["so"] and root == 1:
            return True
        left = len(self.tokens) - root
        return 2 < left < 5 and self.tokens[root + 1].text.lower() == "so"

    def _free_relative(self, root: int) -> Account | None:
        """The account of who told it, where something stands before it: "that is what she told the
        jury"."""
        if self.tokens[root].lemma != "be" or self.tokens[0].text.lower() not in {"that", "this"}:
            return None
        for clause in self.sentence.dependents(root, "ccomp", "attr"):
            below = self.sentence.subtree(clause)
            told = [k for k in below if self.classes(k) & _SAYS and self.tokens[k].pos == "VERB"]
            if told and self.tokens[below[0]].text.lower() in {"what", "how"}:
                subject = self.sentence.dependents(told[0], "nsubj")
                return self._told(told[0], subject[0] if subject else None)
        return None

    def _told(self, verb: int, subject: int | None) -> Account:
        accuses = (
            "AllegeVerb" in self.classes(verb)
            or subject is not None
            and self.is_a(subject, "AccuserNoun", "")
        )
        source = self.mention(subject) if subject is not None else None
        return Account(
            source, Modality.ALLEGED if accuses else Modality.REPORTED, Reach.BARE, "comment"
        )


def find_citations(text: str) -> Iterator[tuple[int, int, Account]]:
    """Yield start and end of each citation of a pleading or record, its explanation in brackets
    included, and whose words it shows.

    >>> found = find_citations("X paid Y. Compl. ¶ 12 (Y kept it).")
    >>> [(start, end, account.modality.value) for start, end, account in found]
    [(9, 33, 'alleged')]
    """
    last: Account | None = None
    for match in _CITED.finditer(text):
        if match["same"] is None:
            last = Account(
                None,
                Modality.ALLEGED if match["pleading"] else Modality.REPORTED,
                Reach.BARE,
                "record citation",
            )
        if last is not None:
            yield match.start(), match.end(), last


def find_comments(
    text: str, sentences: Sequence[Sentence], scopes: Sequence[Sequence[Scope]], ontology: Ontology
) -> dict[int, Account]:
    """Return the account of each sentence that a comment or a citation after it gives to
    somebody."""
    out = _find_cited(text, sentences)
    for sentence in sentences[1:]:
        comment = Comments(sentence, ontology, frozenset()).find()
        if comment is not None:
            for earlier in _commented_on(sentence, sentences, scopes):
                out.setdefault(earlier.index, comment)
    return out


def _find_cited(text: str, sentences: Sequence[Sentence]) -> dict[int, Account]:
    """The sentences that a citation of a pleading or record stands in or behind."""
    out: dict[int, Account] = {}
    starts = [s.span.start for s in sentences]
    for start, end, account in find_citations(text):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        out.update(
            {
                k: account
                for k in range(max(first, 0), last)
                if sentences[k].unit == sentences[last - 1].unit
            }
        )
    return out


def _commented_on(
    comment: Sentence, sentences: Sequence[Sentence], scopes: Sequence[Sequence[Scope]]
) -> Iterator[Sentence]:  # fmt: skip
    """The sentences of the paragraph before *comment*, or of its own, that name no source; the
    nearest first."""
    unit = sentences[comment.index - 1].unit
    for earlier in reversed(sentences[: comment.index]):
        if (
            earlier.unit != unit
            or unit < comment.unit - 1
            or scopes[earlier.index]
            or earlier.heading
        ):
            return
        yield earlier
