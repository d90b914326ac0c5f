"""Who says what inside one sentence: reporting verbs, "according to", nouns and adverbs of saying.

Scopes follow the dependency structure: a scope is a source, the words that attribute, and the
tokens of what is attributed (source, cue and content in the terms of PARC 3.0; Pareti 2016).
"""

from collections.abc import Iterator

from kg.attribution.cue_nouns import find_assertions
from kg.attribution.modality.local import parted
from kg.attribution.parentheticals import new_asides, without_asides
from kg.attribution.rules.according import According
from kg.attribution.rules.alleged_nouns import find_alleged_nouns
from kg.attribution.rules.that_clauses import find_that_clauses
from kg.attribution.rules.viewpoints import find_viewpoints
from kg.attribution.scopes import Scope, ScopeFinder, name_rule
from kg.language.clauses import Clause, read_clause
from kg.language.clauses.agreement import has_to
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, is_cue, is_word
from kg.ontology.loader import Ontology

SPEECH = frozenset(
    {
        "ReportVerb",
        "ShowVerb",
        "AllegeVerb",
        "DenyVerb",
        "AdmitVerb",
        "FindVerb",
        "BelieveVerb",
        "SuspectVerb",
        "KnowVerb",
    }
)
_DEEDS = {
    "AccuseVerb": Modality.ALLEGED,
    "ConvictVerb": Modality.FOUND,
    "AcquitVerb": Modality.DENIED,
}
_CLAUSAL = frozenset(
    "say claim report note state observe estimate argue believe think show suggest indicate reveal announce add insist predict "
    "assert contend allege".split()
)
_OF_DEEDS = frozenset(
    "report mention recall remember describe recount relate acknowledge discuss imagine".split()
)
"""Verbs of saying whose gerund is what is said ("reported seeing X"), not how it was said ("wrote
using X")."""
_REASONS = frozenset("because since although though whereas while if unless".split())
_GUILT = frozenset({"guilty", "liable", "responsible"})


def find_scopes(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attributions of *sentence*; *quoted* are its tokens inside quotation marks."""
    found = [
        *_Finder(sentence, ontology, quoted).find(),
        *name_rule("noun or adverb", find_assertions(sentence, ontology, quoted)),
        *name_rule("viewpoint", find_viewpoints(sentence, ontology, quoted)),
        *name_rule("alleged noun", find_alleged_nouns(sentence, ontology, quoted)),
    ]
    found = [s for s in found if s.content - set(s.cue) or s.quotable]
    found += name_rule("that", find_that_clauses(sentence, ontology, quoted, found))
    found += new_asides(sentence, ontology, quoted, found)
    return sorted((without_asides(s, found, sentence) for s in found), key=lambda s: s.cue)


class _Finder(ScopeFinder):
    """The patterns of verbs, over one sentence."""

    def find(self) -> Iterator[Scope]:
        adjuncts = According(self.sentence, self.ontology, self.quoted)
        for token in self.tokens:
            classes = cue_classes(self.sentence, token.i, self.ontology)
            if adjuncts.names_source(token.i):
                yield from name_rule("according to", adjuncts.according(token.i))
            elif token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
                if (
                    classes & SPEECH or "JudgementVerb" in classes and self.quoted
                ) and not self._filler(token.i):
                    yield from name_rule("reporting verb", self.verb(token.i, classes))
                if classes & _DEEDS.keys():
                    yield from name_rule("accusation or verdict", self.deed(token.i, classes))
                if token.lemma in {"plead", "find", "hold", "rule"}:
                    yield from name_rule("plea or guilt", self.guilt(token.i))
                if token.tag == "VBN" and self._believes(token.i):
                    yield from name_rule("belief", self.conviction(token.i, token.i))
            elif token.dep == "acomp" and self._believes(token.i):
                yield from name_rule("belief", self.conviction(token.i, token.head))

    def _filler(self, v: int) -> bool:
        """ "You know", "you see", "that said": words that fill a pause."""
        subjects = self.sentence.dependents(v, "nsubj")
        if (
            v == 1
            and self.tokens[0].text.lower() == "that"
            and self.tokens[2:3]
            and self.tokens[2].text == ","
        ):
            return True
        return (
            bool(subjects)
            and self.tokens[subjects[0]].text.lower() == "you"
            and not any(
                self.tokens[m].dep in {"mark", "aux", "neg"}
                for k in (v, *self.sentence.dependents(v, "ccomp"))
                for m in self.sentence.children[k]
            )
            and self.tokens[v].lemma in {"know", "see", "mean"}
        )

    # -- verbs ---------------------------------------------------------------------------------

    def verb(self, v: int, classes: frozenset[str]) -> Iterator[Scope]:
        clause = read_clause(self.sentence, v)
        content = self.complement(v, clause, classes) or self._before(v, classes) or self._after(v)
        content |= self._listed(v, content)
        after = [k for k in self._reasons(v) if content and k > max(content)]
        content |= frozenset(j for k in after for j in self.sentence.subtree(k))
        marks = {
            self.tokens[m].text.lower()
            for k in self.sentence.dependents(v, "ccomp")
            for m in self.sentence.dependents(k, "mark")
        }
        says = classes | self._says(classes)
        quotable = (
            not content
            and bool(self.quoted)
            and v not in self.quoted
            and bool(says & {"ReportVerb", "JudgementVerb"})
        )
        quotable = quotable and not self.sentence.dependents(v, "xcomp")
        if quotable or content & self.quoted and v not in self.quoted:
            content = content | self._own_quotes(v)
        content -= set(self.cue(v))
        subject = (() if self._says_after(v) else self._inverted_subject(v)) or clause.roles.get(
            "nsubj", ()
        )
        announces = (
            bool(subject)
            and not content
            and "ReportVerb" in classes | self._says(classes)
            and self.tokens[-1].text in {":", ","}
        )
        if not (content or announces) or (quotable and not subject):
            return
        paper = self.paper_before(v) if "AllegeVerb" in classes else None
        speaks = self._last_named(v, subject)
        source = (
            paper
            if paper is not None
            else self.source_token(speaks)
            if speaks is not None
            else self.place_source(v)
        )
        modality, polarity = self.effect(v, classes, source, clause.passive)
        if (
            self.tokens[v].lemma == "announce"
            and source is not None
            and self._performs(source, content)
        ):
            modality = None
        if marks & {"whether", "if"} and modality is not None:
            modality = Modality.UNKNOWN
        yield self.scope(source, self.cue(v), content, modality, polarity, v not in self.quoted)

    def _last_named(self, v: int, subject: tuple[int, ...]) -> int | None:
        """ "CEO of the council Dana Ortiz said": of a role and a name that are both hung on the
        verb, the name."""
        if (
            len(subject) > 1
            and subject[-1] < v
            and self.tokens[subject[-1]].pos == "PROPN"
            and not self.tokens[subject[0]].entity
        ):
            return subject[-1]
        return subject[0] if subject else None

    def _performs(self, source: int, content: frozenset[int]) -> bool:
        """ "The department announced that it has settled", "was arrested, announced the U.S.
        attorney": the act of an office itself."""
        titled = any(
            is_cue(self.sentence, k, self.ontology, "OfficeNoun")
            for k in self.sentence.subtree(source)
        )
        official = (
            titled or self.is_a(source, "AccuserNoun", "Agency") or self.is_a(source, "", "Court")
        )
        tops = [
            k for k in content if self.tokens[k].head not in content or self.tokens[k].head == k
        ]
        return official and any(
            cue_classes(self.sentence, k, self.ontology) & {"ProcedureVerb", "SettleVerb"}
            for k in tops
        )

    def _after(self, v: int) -> frozenset[int]:
        """ "observed the exhibit names him", "said in a statement that": the clause after a verb
        that the parser gave none."""
        for p in self.sentence.dependents(v, "prep"):
            for k in self.sentence.dependents(p, "pobj"):
                for c in self.sentence.dependents(k, "acl", "ccomp", "relcl"):
                    if any(
                        self.tokens[m].text.lower() == "that" and m < c
                        for m in self.sentence.dependents(c, "mark")
                    ):
                        return frozenset(self.sentence.subtree(c))
        start = v + 1
        if (
            self.tokens[v].lemma not in _CLAUSAL
            or start >= len(self.tokens)
            or not self.sentence.dependents(v, "nsubj")
        ):
            return frozenset()
        if (
            self.tokens[start].pos not in {"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"}
            or start in self.quoted
        ):
            return frozenset()
        stop = next(
            (t.i for t in self.tokens[start:] if t.text in {";", ":"} or t.i in self.quoted),
            len(self.tokens),
        )
        finite = [
            t
            for t in self.tokens[start:stop]
            if t.tag in {"VBD", "VBZ", "VBP", "MD"} and t.dep not in {"relcl", "advcl"}
        ]
        below = [t for t in finite if v in self.sentence.ancestors(t.i) and not self._relative(t.i)]
        while stop > start and self.tokens[stop - 1].pos == "PUNCT":
            stop -= 1
        return frozenset(range(start, stop)) if below else frozenset()

    def _before(self, v: int, classes: frozenset[str]) -> frozenset[int]:
        """ "X is dodging taxes, officials say": what stands before a subject and a verb that end
        the sentence."""
        end = max((t.i for t in self.tokens if t.pos != "PUNCT"), default=v)
        behind = [
            j
            for k in self.sentence.dependents(v, "prep", "npadvmod", "advmod")
            if k > v
            for j in self.sentence.subtree(k)
        ]
        end = v if behind and set(range(v + 1, end + 1)) <= set(behind) else end  # "stated in May"
        subject = self.sentence.dependents(v, "nsubj")
        if (
            "ReportVerb" not in classes | self._says(classes)
            or v != end
            or not subject
            or self.tokens[v].dep in {"relcl", "acl"}
        ):
            return frozenset()
        start = min(self.sentence.subtree(subject[0]))
        if all(self._circumstance_of(v, t.i) for t in self.tokens[: start - 1] if t.pos != "PUNCT"):
            return frozenset()
        return (
            frozenset(range(start - 1))
            if start > 3 and self.tokens[start - 1].text in {",", "”", '"', "–", "—"}
            else frozenset()
        )

    def _circumstance_of(self, v: int, k: int) -> bool:
        """Whether *k* stands in a clause or phrase that says when or how *v* was done: "after it
        fell, Ortiz responded"."""
        path = [a for a in (k, *self.sentence.ancestors(k)) if self.tokens[a].head == v and a != v]
        tops = [
            self.tokens[a]
            for a in path
            if self.tokens[a].dep in {"advcl", "prep", "npadvmod", "advmod"}
        ]
        return any(
            t.dep != "advcl" or self.sentence.dependents(t.i, "mark", "advmod") for t in tops
        )

    def _listed(self, v: int, content: frozenset[int]) -> frozenset[int]:
        """ "alleges that A fueled it, pushed B and helped C": verbs in a row after the clause
        belong to what is said."""
        head = self.tokens[v].head
        if (
            content
            and self.tokens[v].dep == "ccomp"
            and head > max(content)
            and self.tokens[max(content) + 1].text == ","
        ):
            return frozenset(range(v + 1, len(self.tokens)))
        row = [k for k in self.sentence.dependents(v, "conj") if content and k > max(content)]
        start = min(self.sentence.subtree(row[0])) if row else 0
        before = (
            [self.tokens[k].text.lower() for k in (start - 2, start - 1)] if start > 1 else ["", ""]
        )
        joined = (
            bool(row)
            and self._has_subject(row[0])
            and before[1] in {"and", "or", "but"}
            and before[0] not in {",", ";", "”", '"'}
        )
        listed = (
            bool(row) and before[1] == "," and bool(self.sentence.dependents(row[0], "cc", "conj"))
        )
        return frozenset(self.sentence.subtree(row[0])) if joined or listed else frozenset()

    def _relative(self, k: int) -> bool:
        return any(
            self.tokens[a].dep in {"relcl", "advcl", "conj"}
            for a in (k, *self.sentence.ancestors(k))
        )

    def _says_after(self, v: int) -> bool:
        """ "The report, by Lang, [says] managers at the mill were told": the subject stands before,
        what is said with its own after."""
        own = any(k < v for k in self.sentence.dependents(v, "nsubj"))
        return own and any(
            k > v and self._has_subject(k) for k in self.sentence.dependents(v, "ccomp")
        )

    def _inverted_subject(self, v: int) -> tuple[int, ...]:
        """ "The rules, said Meyer, are clear": between commas the name after the verb speaks."""
        if self.tokens[v].tag not in {"VBD", "VBZ"} or v == 0 or v + 1 >= len(self.tokens):
            return ()
        after = self.tokens[v + 1]
        closed = self.tokens[v - 1].text in {",", "”", '"', "’"}
        if (
            not closed
            or after.pos not in {"PROPN", "NOUN", "DET"}
            or self.sentence.dependents(v, "ccomp")
            and after.dep == "det"
        ):
            return ()
        person = next(
            (b for a, b, label in self.sentence.entities if label == "PERSON" and v < a < v + 20),
            None,
        )
        end = v + 1
        while end + 1 < len(self.tokens) and self.tokens[end + 1].pos in {"PROPN", "NOUN"}:
            end += 1
        after_that = self.tokens[end + 1].text.lower() if end + 1 < len(self.tokens) else "."
        if after_that in {"of", "for", "at"} and person is not None:
            return (person - 1,)
        closes = after_that in {",", ".", "”", '"', ";", "of", "for", "at", "who"}
        return (end,) if closes and self.tokens[end].pos in {"PROPN", "NOUN"} else ()

    def _says(self, classes: frozenset[str]) -> frozenset[str]:
        return (
            frozenset({"ReportVerb"})
            if classes & {"AllegeVerb", "AdmitVerb", "FindVerb"}
            else frozenset()
        )

    def cue(self, v: int) -> tuple[int, ...]:
        return tuple(sorted({v, *self.sentence.dependents(v, "prt")}))

    def _own_quotes(self, v: int) -> frozenset[int]:
        """Quoted tokens that this verb introduces: all, unless another reporting verb stands
        nearer."""
        saying = {"ReportVerb", "AllegeVerb", "AdmitVerb"}
        others = [
            t.i
            for t in self.tokens
            if t.i != v
            and t.i not in self.quoted
            and t.pos == "VERB"
            and not self.sentence.dependents(t.i, "xcomp")
            and cue_classes(self.sentence, t.i, self.ontology) & saying
            and (self.sentence.dependents(t.i, "ccomp") or self.sentence.dependents(t.i, "nsubj"))
        ]
        joined = [k for k in self._joined_to(v) if k in self.quoted]
        passed = max(
            (q for q in self.quoted if joined and q < v), default=-1
        )  # "“walked in and sat down”, and told them"
        return frozenset(
            q for q in self.quoted if q > passed and all(abs(q - v) <= abs(q - o) for o in others)
        )

    def _joined_to(self, v: int) -> list[int]:
        """The verbs before *v* in a row of coordinated verbs."""
        out = []
        while self.tokens[v].dep == "conj":
            v = self.tokens[v].head
            out.append(v)
        return out

    def complement(self, v: int, clause: Clause, classes: frozenset[str]) -> frozenset[int]:
        """Tokens of what verb *v* says: its clause, or the clause that it stands in as a
        parenthesis."""
        found: set[int] = set()
        for k in self.sentence.dependents(v, "ccomp", "csubjpass"):
            asked = (
                classes & {"WantVerb"}
                and has_to(self.sentence, k)
                or self.tokens[v].lemma == "tell"
                and has_to(self.sentence, k)
            )
            if not (
                classes & {"KnowVerb"}
                and self._perceived(k)
                or asked
                or parted(self.sentence, k, v)
            ):
                found.update(self.sentence.subtree(k))
        for k in self.sentence.dependents(v, "xcomp"):
            if self._asserts(v, k, clause, classes):
                found.update(self.sentence.subtree(k))
                found.update(self._shared_subject(clause))
        for p in (
            self._prepositions(v)
            if classes & {"AdmitVerb", "DenyVerb"} or self.tokens[v].lemma == "testify"
            else ()
        ):
            for k in self.sentence.dependents(p, "pcomp"):
                found.update(self.sentence.subtree(k))
        if (
            not found
            and clause.passive
            and "ShowVerb" in classes
            and self.place_source(v) is not None
        ):
            found.update(self._shared_subject(clause))
        if not found and self._parenthetical(v):
            head = self.tokens[v].head
            found.update(set(self.sentence.subtree(head)) - set(self.sentence.subtree(v)))
        if found & {v}:
            found -= {v, *self.sentence.subtree(v)}
        return frozenset(found)

    def _prepositions(self, v: int) -> list[int]:
        """Prepositions under *v*, those that are coordinated too ("to paying X and to hiding
        it")."""
        direct = self.sentence.dependents(v, "prep")
        return [*direct, *(c for p in direct for c in self.sentence.dependents(p, "conj"))]

    def _perceived(self, k: int) -> bool:
        """ "saw X fall": an event that is seen, not a content that is known."""
        return self.tokens[k].tag in {"VB", "VBG"} and not self.sentence.dependents(
            k, "aux", "mark"
        )

    def _shared_subject(self, clause: Clause) -> list[int]:
        """ "X is said to have paid": the subject belongs to what is said."""
        return (
            [j for k in clause.roles.get("dobj", ()) for j in self.sentence.subtree(k)]
            if clause.passive
            else []
        )

    def _asserts(self, v: int, k: int, clause: Clause, classes: frozenset[str]) -> bool:
        if self.tokens[v].lemma == "tell" and not self.sentence.dependents(k, "mark", "nsubj"):
            return False
        if clause.passive:
            return not classes & {"WantVerb"} or self.tokens[v].lemma in {
                "say",
                "report",
                "claim",
                "find",
                "hold",
            }
        if self.tokens[k].tag == "VBG":
            return (
                bool(classes & {"DenyVerb", "AdmitVerb", "KnowVerb"})
                or self.tokens[v].lemma in _OF_DEEDS
            )
        return self.tokens[v].lemma in {
            "claim",
            "profess",
            "purport",
            "report",
            "allege",
            "admit",
            "deny",
        }

    def _parenthetical(self, v: int) -> bool:
        """ "The deal, Ortiz said, was void"; "as the complaint alleges"."""
        token = self.tokens[v]
        if any(
            self.tokens[k].text.lower() in {"above", "below", "earlier", "supra"}
            for k in self.sentence.dependents(v, "advmod")
        ):
            return False  # "as recounted above" is the text's own word
        if any(
            self.tokens[k].text.lower() == "as"
            for k in self.sentence.dependents(v, "mark", "advmod")
        ):
            return token.dep in {"advcl", "parataxis", "ccomp"}
        if token.dep not in {"parataxis", "advcl", "ccomp"} or not self._has_subject(v):
            return False
        own = self.sentence.subtree(v)
        if token.dep == "parataxis":
            return not self.sentence.dependents(v, "dobj", "ccomp", "xcomp")
        bare = not self.sentence.dependents(
            v, "mark", "dobj", "prep", "ccomp", "xcomp"
        ) and not self._asks(v)
        return bare and token.i > token.head and self._set_off(own)

    def _asks(self, v: int) -> bool:
        return any(self.tokens[k].tag in {"WRB", "WP", "WDT"} for k in self.sentence.subtree(v))

    def _set_off(self, own: list[int]) -> bool:
        """Whether commas, dashes or brackets part these tokens from the rest of the sentence."""
        first, last = own[0], own[-1]
        return (
            first > 0
            and (self.tokens[first - 1].pos == "PUNCT" or self.tokens[first].pos == "PUNCT")
            and (
                last + 1 >= len(self.tokens)
                or self.tokens[last + 1].pos == "PUNCT"
                or self.tokens[last].pos == "PUNCT"
            )
        )

    def _has_subject(self, v: int) -> bool:
        return bool(self.sentence.dependents(v, "nsubj", "nsubjpass"))

    def deed(self, v: int, classes: frozenset[str]) -> Iterator[Scope]:
        """ "accused X of paying", "convicted of fraud", "is suspected of lying": the deed after the
        preposition."""
        modality = next(m for name, m in _DEEDS.items() if name in classes)
        clause = read_clause(self.sentence, v)
        content: set[int] = set()
        for holder in (v, *clause.roles.get("dobj", ())):
            for p in self.sentence.dependents(holder, "prep"):
                if (
                    self.tokens[p].text.lower() in {"of", "for", "with", "over", "on", "in", "from"}
                    and p > v
                ):
                    content.update(
                        j
                        for k in self.sentence.dependents(p, "pcomp", "pobj")
                        for j in self.sentence.subtree(k)
                    )
        content.update(self._manner(v) if content else ())
        deeds = [k for k in content if self.tokens[k].pos in {"VERB", "NOUN"}]
        if not deeds:
            return
        actor = next((self.source_token(k) for k in clause.roles.get("nsubj", ())), None)
        if (
            modality is Modality.FOUND
            and actor is not None
            and not (self.is_a(actor, "JudgeNoun", "Court") or self.is_a(actor, "", "Agency"))
        ):
            modality = Modality.ALLEGED
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE
        yield self.scope(
            actor if modality is Modality.ALLEGED else None,
            self.cue(v),
            frozenset(content),
            modality,
            polarity,
        )

    def _manner(self, v: int) -> list[int]:
        """ "Charged with fraud by billing twice", "accused him of hiding while others fought": how
        the deed is said to be done."""
        means = [
            p
            for p in self.sentence.dependents(v, "prep")
            if p > v and self.tokens[p].text.lower() in {"by", "through"}
        ]
        by = [p for p in means if self.sentence.dependents(p, "pcomp")]
        return [j for k in (*by, *self._reasons(v)) for j in self.sentence.subtree(k)]

    def _reasons(self, v: int) -> list[int]:
        """Trailing clauses of reason, contrast or condition, which belong to what is said rather
        than to the saying."""
        found = [k for k in self.sentence.dependents(v, "advcl") if k > v]
        return [
            k
            for k in found
            if any(
                self.tokens[m].text.lower() in _REASONS for m in self.sentence.dependents(k, "mark")
            )
        ]

    def guilt(self, v: int) -> Iterator[Scope]:
        """ "pleaded guilty to paying", "was found liable for fraud"."""
        for a in (k for k in self.sentence.children[v] if self.tokens[k].lemma in _GUILT):
            content: set[int] = set()
            for holder in (a, v):
                for p in self.sentence.dependents(holder, "prep"):
                    if p > v and self.tokens[p].text.lower() in {"to", "of", "for"}:
                        content.update(
                            j
                            for k in self.sentence.dependents(p, "pcomp", "pobj")
                            for j in self.sentence.subtree(k)
                        )
            clauses = (j for j in content if self.tokens[j].dep in {"acl", "relcl"})
            # that the paper charges is no part of what is pleaded
            content -= {
                j for j in clauses if "AccuseVerb" in cue_classes(self.sentence, j, self.ontology)
            }
            if not content:
                continue
            plea = self.tokens[v].lemma == "plead"
            subject = read_clause(self.sentence, v).roles.get("nsubj", ())
            source = self.source_token(subject[0]) if subject else None
            around = [self.tokens[k] for h in (a, v) for k in self.sentence.children[h]]
            denied = any(t.dep == "neg" or t.lemma == "not" for t in around)
            modality = Modality.ADMITTED if plea else Modality.FOUND
            if denied:
                yield self.scope(
                    source, (v, a), frozenset(content), Modality.DENIED, Polarity.NEGATIVE
                )
            else:
                yield self.scope(source, (v, a), frozenset(content), modality, Polarity.POSITIVE)

    def _believes(self, a: int) -> bool:
        return is_word(self.sentence, a, self.ontology, "BelieveAdjective")

    def conviction(self, a: int, v: int) -> Iterator[Scope]:
        """ "Is sure that", "was convinced that": a belief of the subject."""
        subject = self.sentence.dependents(v, "nsubj", "nsubjpass")
        clauses = [k for h in {a, v} for k in self.sentence.dependents(h, "ccomp") if k > a]
        content = {j for k in clauses for j in self.sentence.subtree(k)}
        if (
            content
            and subject
            and self.tokens[subject[0]].text.lower() not in {"it", "this", "that"}
        ):
            source = self.source_token(subject[0])
            yield self.scope(source, (a,), frozenset(content), Modality.PROBABLE, Polarity.POSITIVE)

    def effect(
        self, v: int, classes: frozenset[str], source: int | None, passive: bool
    ) -> tuple[Modality | None, Polarity]:
        """What a verb of saying does to its content, given who says it."""
        if "DenyVerb" in classes:
            return Modality.DENIED, Polarity.NEGATIVE
        if "AdmitVerb" in classes:
            return Modality.ADMITTED, Polarity.POSITIVE
        judge = (
            source is not None
            and self.is_a(source, "JudgeNoun", "Court")
            and not self._mock(source)
        )
        if "FindVerb" in classes and (judge or passive and source is None):
            return Modality.FOUND, Polarity.POSITIVE
        accuser = source is not None and self.is_a(source, "AccuserNoun", "")
        if "AllegeVerb" in classes or accuser:
            return Modality.ALLEGED, Polarity.POSITIVE
        if "KnowVerb" in classes and "ReportVerb" not in classes:
            return None, Polarity.POSITIVE
        if "SuspectVerb" in classes:
            return Modality.POSSIBLE, Polarity.POSITIVE
        if "BelieveVerb" in classes and not classes & {"ReportVerb"} and source is None:
            return Modality.PROBABLE, Polarity.POSITIVE
        return Modality.REPORTED, Polarity.POSITIVE

    def _mock(self, source: int) -> bool:
        """ "A mock jury", "the jury in the film"."""
        return any(
            is_cue(self.sentence, k, self.ontology, "NegativeAdjective")
            for k in self.sentence.dependents(source, "amod")
        )
