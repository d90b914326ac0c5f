"""Relative pronouns: the noun that "who", "which" and "that" stand for, by number and by what the verb can be said of."""

from kg.model import Sentence

RELATIVE = frozenset({"who", "which", "that", "whom"})
_MOMENTS = frozenset("time day moment date night morning wake aftermath course".split())
"""Nouns that "which" behind them does not mean: "at the time of [the fire], which …"."""
_INQUIRIES = frozenset("investigation inquiry probe report audit study review survey analysis test".split())
_FINDING = frozenset("find show reveal conclude uncover determine identify discover disclose".split())
"""What only an inquiry does, not what it was into: "the [review] of the plant, which found …"."""


def antecedent(sentence: Sentence, k: int) -> int:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    token = sentence.tokens[k]
    if token.text.lower() not in RELATIVE or token.tag not in {"WDT", "WP", "IN", "DT"}:
        return k
    for above in sentence.ancestors(k):
        if sentence.tokens[above].dep == "relcl":
            return _of_list(sentence, above, k, bearer(sentence, _agreeing(sentence, above, k, sentence.tokens[above].head)))
    return k


def _of_list(sentence: Sentence, verb: int, pronoun: int, noun: int) -> int:
    """ "Lee and Oz, who [was] a clerk": a verb in the singular is about the nearest of a list."""
    before = [c for c in sentence.dependents(noun, "conj") if c < pronoun and sentence.tokens[c].pos in {"NOUN", "PROPN"}]
    finite = [*sentence.dependents(verb, "aux", "auxpass"), verb][0]
    single = sentence.tokens[finite].text.lower() in {"is", "was", "has"} or sentence.tokens[finite].tag == "VBZ"
    return before[-1] if before and single and sentence.tokens[before[-1]].tag in {"NN", "NNP"} else noun


def _agreeing(sentence: Sentence, verb: int, pronoun: int, noun: int) -> int:
    """ "[members] of the unit, who have …": the noun that agrees in number, where the nearest does not.

    "The changes to the plants, which …" may mean either, and "cases that is" agrees with nothing: then the pronoun
    stands for itself.
    """
    if sentence.tokens[pronoun].dep not in {"nsubj", "nsubjpass"}:
        return noun
    outer = outer_noun(sentence, noun)
    if not agree(sentence, verb, (noun,)):
        return _other_agreeing(sentence, verb, pronoun, noun, outer)
    above = sentence.tokens[sentence.tokens[noun].head]
    if outer is None or above.head != outer or not agree(sentence, verb, (outer,)):
        return noun
    if above.lemma == "between" or _is_inquiry(sentence, outer, verb):  # "differences between plants and mills that …"
        return outer
    return pronoun if _is_ambiguous(sentence, pronoun, noun, outer) else noun


def _other_agreeing(sentence: Sentence, verb: int, pronoun: int, noun: int, outer: int | None) -> int:
    """The noun around or inside *noun* that agrees with *verb*; *noun* itself for "who", else the pronoun."""
    inner = [k for k in range(pronoun - 1, noun, -1) if sentence.tokens[k].dep == "pobj" and noun in sentence.ancestors(k)]
    found = next((k for k in (outer, *inner) if k is not None and agree(sentence, verb, (k,))), None)
    if found is not None:
        return found
    return noun if sentence.tokens[pronoun].text.lower() == "who" else pronoun


def _is_inquiry(sentence: Sentence, noun: int, verb: int) -> bool:
    """ "The [review] of the mill, which found …": only the inquiry finds."""
    return sentence.tokens[noun].lemma in _INQUIRIES and sentence.tokens[verb].lemma in _FINDING


def _is_ambiguous(sentence: Sentence, pronoun: int, noun: int, outer: int) -> bool:
    """Whether "which" behind a comma may mean either of two common nouns."""
    open_ = sentence.tokens[pronoun].text.lower() == "which" and sentence.tokens[pronoun - 1].text == ","
    common = sentence.tokens[noun].pos == sentence.tokens[outer].pos == "NOUN"
    return open_ and common and sentence.tokens[outer].lemma not in _MOMENTS


def outer_noun(sentence: Sentence, noun: int) -> int | None:
    """The noun before the preposition that governs *noun*; the parser may have hung that on the verb."""
    above = sentence.tokens[sentence.tokens[noun].head]
    outer = sentence.tokens[above.head]
    if above.pos != "ADP" or outer.i >= above.i:
        return None
    if outer.pos in {"VERB", "AUX"}:
        objects = [k for k in sentence.dependents(outer.i, "dobj") if outer.i < k < above.i]
        return objects[-1] if objects else None
    return outer.i if outer.pos in {"NOUN", "PROPN"} else None


def bearer(sentence: Sentence, noun: int) -> int:
    """ "Tessera, a [company] that sells maps": what is said of the description is said of the name."""
    token = sentence.tokens[noun]
    name = sentence.tokens[token.head]
    if token.dep == "attr" and name.lemma == "be" and token.pos == "NOUN":  # "Howe was a lobbyist who had ties"
        subjects = sentence.dependents(name.i, "nsubj")
        return subjects[0] if subjects and sentence.tokens[subjects[0]].pos == "PROPN" else noun
    described = token.dep == "appos" and token.pos == "NOUN" and token.tag == "NN" and name.i < noun
    return name.i if described and name.pos == "PROPN" and name.entity in {"ORG", "PERSON", "PRODUCT"} else noun


def agree(sentence: Sentence, verb: int, subjects: tuple[int, ...]) -> bool:
    """Whether verb and subject can agree in number: "requires … and are protected" do not share one."""
    finite = [*sentence.dependents(verb, "aux", "auxpass"), verb][0]
    word, tag = sentence.tokens[finite].text.lower(), sentence.tokens[finite].tag
    if not subjects:
        return True
    heads = [sentence.tokens[k] for k in subjects]
    plural = len(heads) > 1 or heads[0].tag in {"NNS", "NNPS"} or bool(sentence.dependents(heads[0].i, "conj"))
    if word in {"are", "were"} or tag == "VBP":
        return plural or heads[0].tag not in {"NN"}
    return not plural or heads[0].tag != "NNS" or word not in {"is", "was", "has"} and tag != "VBZ"
