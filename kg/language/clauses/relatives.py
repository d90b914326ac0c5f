"""What relative pronouns stand for, and which noun bears what is said of its description."""

from kg.language.clauses.agreement import agree, finite_word
from kg.model import Sentence, Token
from kg.model.text import RELATIVE_PRONOUNS, SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_NOMINAL = frozenset({"NOUN", "PROPN"})
_SINGULAR = frozenset({"NN", "NNP"})
_NOBODY = frozenset({"neither", "no", "not"})
_PASSED_OVER = frozenset({"ORG", "GPE", "LOC", "FAC"})
_HEDGES = ("NegativeAdverb", "PossibleAdverb", "ProbableAdverb")


def antecedent(sentence: Sentence, k: int) -> int:
    """Return the noun that a relative pronoun stands for; any other token stands for itself."""
    tag = sentence.tokens[k].tag
    if (whole := _all_of(sentence, k)) is not None:
        return antecedent(sentence, whole)
    if sentence.word(k) not in RELATIVE_PRONOUNS or tag not in {"WDT", "WP", "IN", "DT"}:
        return k
    for above in sentence.ancestors(k):
        if sentence.tokens[above].dep == "relcl":
            noun = _agreeing_noun(sentence, above, k, sentence.tokens[above].head)
            noun = _find_somebody(sentence, noun) if sentence.word(k) == "who" else noun
            if bearer(sentence, noun) != noun and _may_mean_nearer(sentence, k, noun):
                return k
            return _member_of_list(sentence, above, k, bearer(sentence, noun))
    return k


def _find_somebody(sentence: Sentence, noun: int) -> int:
    """The person around the name of a body or a place, which "who" passes over: "[Ruiz], an analyst
    at Acme, who has a seat"."""
    if not _is_body(sentence, noun):
        return noun
    for above in sentence.ancestors(noun):
        token = sentence.tokens[above]
        if token.pos in {"VERB", "AUX"}:
            break
        if token.entity == "PERSON" or is_cue(sentence, above, load_ontology(), "OfficeNoun"):
            return above
    return noun


def _is_body(sentence: Sentence, noun: int) -> bool:
    """Whether a name is a body's or a place's: by its own kind, "the [group] Acme", "[at] Acme"."""
    token = sentence.tokens[noun]
    bodies = words_of("CompanyDescription") | words_of("BodyDescription")
    described = (sentence.tokens[k].lemma for k in sentence.dependents(noun, "compound"))
    at = token.dep == "pobj" and sentence.word(token.head) == "at"
    return token.entity in _PASSED_OVER or at or not bodies.isdisjoint(described)


def _all_of(sentence: Sentence, k: int) -> int | None:
    """The relative pronoun whose every thing a word means: "six men, [all] of whom are bakers"."""
    if sentence.word(k) not in {"all", "both"}:
        return None
    below = (p for of in sentence.dependents(k, "prep") for p in sentence.dependents(of, "pobj"))
    return next((p for p in below if sentence.tokens[p].tag in {"WP", "WDT"}), None)


def _may_mean_nearer(sentence: Sentence, pronoun: int, noun: int) -> bool:
    """Whether ", which" follows a noun below the one that describes somebody, and may mean it:
    "Tessera is a maker of [salt], which is used in soap"."""
    near = sentence.tokens[max(pronoun - 2, 0)]
    comma = sentence.word(pronoun) == "which" and sentence.tokens[pronoun - 1].text == ","
    return comma and near.dep == "pobj" and noun in sentence.ancestors(near.i)


def has_relative(sentence: Sentence, verb: int) -> bool:
    """Whether a relative pronoun stands in the clause of *verb*."""
    return any(sentence.word(k) in RELATIVE_PRONOUNS for k in sentence.subtree(verb))


def _member_of_list(sentence: Sentence, verb: int, pronoun: int, noun: int) -> int:
    """The nearest of a list, which a verb in the singular is about: "Lee and [Oz], who was a
    clerk"."""
    before = [
        c
        for c in sentence.dependents(noun, "conj")
        if c < pronoun and sentence.tokens[c].pos in _NOMINAL
    ]
    finite = sentence.tokens[finite_word(sentence, verb)]
    single = finite.text.lower() in {"is", "was", "has"} or finite.tag == "VBZ"
    return (
        before[-1]
        if before and single and sentence.tokens[before[-1]].tag in {"NN", "NNP"}
        else noun
    )


def _is_between(sentence: Sentence, above: Token, pronoun: int) -> bool:
    """Whether the noun stands behind "between": "differences between plants and mills [that] …" is
    about the differences."""
    return above.lemma == "between" and sentence.word(pronoun) != "who"


def _agreeing_noun(sentence: Sentence, verb: int, pronoun: int, noun: int) -> int:
    """The noun that agrees in number, where the nearest does not: "[members] of the unit, who have
    …".

    "The changes to the plants, which …" may mean either, and "cases that is" agrees with nothing:
    then the pronoun stands for itself."""
    if sentence.tokens[pronoun].dep not in SUBJECTS:
        return noun
    outer = outer_noun(sentence, noun)
    if not agree(sentence, verb, (noun,)):
        return _other_noun(sentence, verb, pronoun, noun, outer)
    above = sentence.tokens[sentence.tokens[noun].head]
    if outer is None or above.head != outer or not agree(sentence, verb, (outer,)):
        return noun
    if _is_between(sentence, above, pronoun):
        return outer
    if sentence.tokens[outer].lemma in words_of("MomentNoun"):
        return noun
    if _is_meant(sentence, verb, pronoun, noun, outer):
        return outer
    return _open_noun(sentence, pronoun, noun, outer)


def _is_meant(sentence: Sentence, verb: int, pronoun: int, noun: int, outer: int) -> bool:
    """Whether only the *outer* noun can be what the pronoun stands for."""
    return _finds(sentence, outer, verb) or _restricts_name(sentence, pronoun, noun)


def _restricts_name(sentence: Sentence, pronoun: int, noun: int) -> bool:
    """Whether "that" would restrict a name, which is one already: "a [battle] in Oslo that ended
    the war" (Quirk et al. 1985, section 17.3)."""
    named = sentence.tokens[noun].pos == "PROPN" and bool(sentence.tokens[noun].entity)
    return named and sentence.word(pronoun) == "that" and pronoun == noun + 1


def _finds(sentence: Sentence, noun: int, verb: int) -> bool:
    """Whether only an inquiry does that, not what it was into: "the [review] of the plant, which
    found …"."""
    inquiry = sentence.tokens[noun].lemma in words_of("InquiryNoun")
    return inquiry and sentence.tokens[verb].lemma in words_of("InquiryVerb")


def _open_noun(sentence: Sentence, pronoun: int, noun: int, outer: int) -> int:
    """The nearest noun, but the pronoun itself where ", which" may mean either of two common
    nouns."""
    open_ = sentence.word(pronoun) == "which" and sentence.tokens[pronoun - 1].text == ","
    return (
        pronoun
        if open_ and sentence.tokens[noun].pos == sentence.tokens[outer].pos == "NOUN"
        else noun
    )


def _other_noun(sentence: Sentence, verb: int, pronoun: int, noun: int, outer: int | None) -> int:
    """The noun around *noun*, else below it, that agrees with the verb; where there is none, only
    "who" keeps to *noun*."""
    below = [
        k
        for k in range(pronoun - 1, noun, -1)
        if sentence.tokens[k].dep == "pobj" and noun in sentence.ancestors(k)
    ]
    for k in (outer, *below):
        if k is not None and agree(sentence, verb, (k,)):
            return k
    return noun if sentence.word(pronoun) == "who" else pronoun


def outer_noun(sentence: Sentence, noun: int) -> int | None:
    """Return the noun before the preposition that governs *noun*; the parser may have hung that on
    the verb."""
    above = sentence.tokens[sentence.tokens[noun].head]
    outer = sentence.tokens[above.head]
    if above.pos != "ADP" or outer.i >= above.i:
        return None
    if outer.pos in {"VERB", "AUX"}:
        objects = [k for k in sentence.dependents(outer.i, "dobj") if outer.i < k < above.i]
        return objects[-1] if objects else None
    return outer.i if outer.pos in _NOMINAL else None


def bearer(sentence: Sentence, noun: int) -> int:
    """Return the name that a description gives: "Tessera, a [company] that sells maps", "Tessera
    was one of three [firms] that sell maps"; else *noun* itself."""
    token = sentence.tokens[noun]
    above = sentence.tokens[token.head]
    if token.pos != "NOUN" and token.entity != "NORP":
        return noun
    copula = _copula_of(sentence, token)
    if copula is not None:
        return _named_subject(sentence, copula, noun)
    described = token.dep == "appos" and token.tag in _SINGULAR and above.i < noun
    return above.i if described and _is_name(above) else noun


def _copula_of(sentence: Sentence, noun: Token) -> Token | None:
    """The "be" whose predicate the *noun* is, or "one of" it or "among" it."""
    above = sentence.tokens[noun.head]
    if noun.dep == "pobj" and sentence.word(above.i) == "among":
        among = sentence.tokens[above.head]
        return among if among.lemma == "be" else None
    if noun.dep == "pobj" and above.text == "of" and sentence.word(above.head) == "one":
        noun, above = sentence.tokens[above.head], sentence.tokens[sentence.tokens[above.head].head]
    return above if noun.dep == "attr" and above.lemma == "be" else None


def _named_subject(sentence: Sentence, copula: Token, noun: int) -> int:
    """The name that is said to be what the *noun* describes; the noun itself where that is denied
    or uncertain: who "may be the man who did it" need not have done it."""
    around = sentence.children[copula.i]
    hedged = any(
        sentence.tokens[k].dep == "neg"
        or sentence.tokens[k].tag == "MD"
        or sentence.tokens[k].dep == "advmod"
        and is_cue(sentence, k, load_ontology(), *_HEDGES)
        for k in around
    )
    subjects = sentence.dependents(copula.i, "nsubj")
    if hedged or not subjects or sentence.tokens[subjects[0]].pos != "PROPN":
        return noun
    denied = any(sentence.word(k) in _NOBODY for k in sentence.subtree(subjects[0]))
    return noun if denied else subjects[0]


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.entity in {"ORG", "PERSON", "PRODUCT"}
