"""Whose a plea or confession is: "according to her plea, Lena Voss ...", "said in his plea that".

What somebody concedes in a plea is that one's own admission, and no hearsay of a paper (Federal
Rules of Criminal Procedure 11(b)(3): a plea rests on facts that the defendant admits)."""

from kg.attribution.scopes import ScopeFinder
from kg.language.clauses import read_clause
from kg.ontology.genders import is_female_name

_OWNERS = {"his": False, "her": True}


class Admissions(ScopeFinder):
    """The pleas and confessions that one sentence names."""

    def who_admits(self, noun: int) -> int | None:
        """Whose admission the phrase of *noun* is: its named owner, or the subject that its pronoun
        means; nobody where that is not sure."""
        if not self.is_a(noun, "AdmitNoun", ""):
            return None
        owner = next(iter(self.owners(noun, "of", "by")), None)
        if owner is None or self.tokens[owner].tag != "PRP$":
            return owner
        return self._subject_meant(owner)

    def concedes(self, verb: int, subject: int | None) -> bool:
        """Whether the *subject* says it in a plea of its own: "said [in his plea] that", "told the
        court [at his plea hearing]"."""
        reached = (
            o
            for p in self.sentence.dependents(verb, "prep")
            for o in self.sentence.dependents(p, "pobj")
        )
        return subject is not None and any(self._is_own(noun) for noun in reached)

    def _is_own(self, noun: int) -> bool:
        words = (noun, *self.sentence.dependents(noun, "compound"))
        owners = self.sentence.dependents(noun, "poss")
        asks = any(self.sentence.word(p) == "for" for p in self.sentence.dependents(noun, "prep"))
        pleads = not asks and any(self.is_a(k, "AdmitNoun", "") for k in words)
        return pleads and any(self.sentence.word(k) in {*_OWNERS, "their"} for k in owners)

    def _subject_meant(self, pronoun: int) -> int | None:
        """The subject of the main clause, if it is a person's whole name that tells of the
        pronoun's gender."""
        subjects = read_clause(self.sentence, self.sentence.root).roles.get("nsubj", ())
        if len(subjects) != 1 or self.tokens[subjects[0]].entity != "PERSON":
            return None
        given = (self.tokens[k].text for k in self.sentence.dependents(subjects[0], "compound"))
        told = {is_female_name(word) for word in given}
        return subjects[0] if _OWNERS.get(self.sentence.word(pronoun)) in told - {None} else None
