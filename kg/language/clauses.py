"""Clauses of a sentence: a predicate token with its arguments by grammatical role.

The roles are those of the *active* clause: passive subjects stand under ``dobj`` (or ``dative``),
"by" agents under ``nsubj``. Subjects are found across coordination, control, participles and
relative clauses (Universal Dependencies calls these "enhanced" dependencies; Schuster & Manning
2016). The roles are the paths of the ontology's frames: ``nsubj dobj dative attr acomp xcomp prt
prep_X``.
"""

from dataclasses import dataclass, field

from kg.language.caching import keep_with_sentence
from kg.language.phrases import complex_preposition
from kg.model import Sentence

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
OBJECT_CONTROL = frozenset(
    "allow enable let help cause force require ask order urge tell persuade permit lead direct instruct invite encourage "
    "compel authorize hire appoint pay bribe push pressure want expect entitle assist aid beg challenge commission condemn "
    "convince drive elect empower engage employ forbid get implore induce inspire lure motivate nominate obligate oblige "
    "prompt provoke recruit remind request select summon teach tempt train trust warn license mandate choose".split()
)  # fmt: skip


BLAMED = frozenset(
    "accuse suspect convict acquit clear blame charge fine sue indict investigate arrest prosecute prevent stop bar keep "
    "prohibit ban punish criticize criticise praise thank sentence jail penalize deter exonerate".split()
)


_OUTCOMES = frozenset({"result", "lead", "follow", "cause"})
"""Participles whose subject is what happened, not the noun before them ("shackled in a chair, resulting in injury")."""
_CAUSING = frozenset("cause leave draw prompt trigger spark force bring make raise put".split())
"""Behind a passive their subject is what happened, too ("the vans were seized, leaving them stranded")."""
_ARISING = frozenset({"stem", "arise"})
_UNDERTAKING = frozenset("take make have lead launch begin start continue undertake join mount announce devise use".split())
"""Verbs whose subject does what the infinitive of their object says ("took steps to close it")."""
_CONSTRUING = frozenset("interpret construe understand define".split())
_BARE = frozenset("make let help have see watch hear feel go come bid dare need suggest demand recommend require".split())
SUITS = frozenset("lawsuit suit action case complaint claim litigation proceeding charge indictment information appeal".split())
_MOMENTS = frozenset("time day moment date night morning wake aftermath course".split())
"""Nouns that "which" behind them does not mean: "at the time of [the fire], which …"."""
_INQUIRIES = frozenset("investigation inquiry probe report audit study review survey analysis test".split())
_FINDING = frozenset("find show reveal conclude uncover determine identify discover disclose".split())
"""What only an inquiry does, not what it was into: "the [review] of the plant, which found …"."""


@dataclass(frozen=True)
class Clause:
    """A predicate token and its arguments: role → token indices in text order."""

    head: int
    lemma: str
    passive: bool
    roles: dict[str, tuple[int, ...]] = field(hash=False)


@keep_with_sentence
def find_clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """Return one clause for each verb or copula that heads one, in text order."""
    return tuple(
        read_clause(sentence, t.i)
        for t in sentence.tokens
        if (t.pos == "VERB" or t.lemma == "be" and t.pos == "AUX" and t.dep not in {"aux", "auxpass"})
        and t.dep not in {"aux", "auxpass", "amod", "compound", "case", "prep"}
        and not _is_stray(sentence, t.i)
    )


def _is_stray(sentence: Sentence, i: int) -> bool:
    """ "Spoke to donors, [exhibit] organizers": a bare infinitive that nothing governs is a noun read as a verb."""
    token = sentence.tokens[i]
    bare = token.tag == "VB" and token.dep in {"xcomp", "advcl", "ccomp"} and not sentence.dependents(i, "aux", "nsubj", "nsubjpass")
    return bare and sentence.tokens[token.head].lemma not in _BARE


@keep_with_sentence
def read_clause(sentence: Sentence, i: int) -> Clause:
    """Collect the arguments of verb *i*."""
    roles: dict[str, list[int]] = {}
    passive = is_passive(sentence, i)
    subjects = sentence.dependents(i, "nsubj", "nsubjpass")
    for k in sentence.children[i]:
        if not (sentence.tokens[k].tag == "DT" and k in subjects and k + 1 < i and len(subjects) > 1):  # "[The] 22nd Fair took place"
            _file_argument(sentence, i, k, passive, roles)
    if ("dobj" if passive else "nsubj") not in roles and not sentence.dependents(i, "csubj", "csubjpass"):
        _borrow_subject(sentence, i, passive, roles)
    _relative_object(sentence, i, passive, roles)
    _shared_object(sentence, i, passive, roles)
    _deep_prepositions(sentence, roles)
    _stray_against(sentence, i, roles)
    if passive and len(roles.get("dobj", ())) > 1 and "dative" not in roles:
        roles["dative"] = [roles["dobj"].pop(_first_subject(sentence, i, roles["dobj"]))]
    return Clause(i, sentence.tokens[i].lemma, passive, {k: tuple(sorted(set(v))) for k, v in sorted(roles.items()) if v})


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether verb *i* is a passive participle ("was sued", "records released by")."""
    if sentence.dependents(i, "auxpass", "nsubjpass", "agent"):
        return True
    token = sentence.tokens[i]
    if token.dep == "conj" and not sentence.dependents(i, "aux", "nsubj", "dobj"):
        first = parallel(sentence, i)
        if token.tag == "VBN" or first != token.head:
            return sentence.tokens[first].pos == "VERB" and is_passive(sentence, first)
    bare = token.tag == "VBN" and token.dep in {"acl", "advcl"}
    return bare and not sentence.dependents(i, "aux", "dobj", "nsubj")


def _first_subject(sentence: Sentence, i: int, objects: list[int]) -> int:
    return next((k for k, o in enumerate(objects) if o < i), 0)


def _file_argument(sentence: Sentence, i: int, k: int, passive: bool, roles: dict[str, list[int]]) -> None:
    token = sentence.tokens[k]
    if token.dep in {"nsubj", "nsubjpass"}:
        target = antecedent(sentence, k)
        roles.setdefault("dobj" if token.dep == "nsubjpass" or passive else "nsubj", []).append(target)
    elif token.dep == "agent":
        roles.setdefault("nsubj", []).extend(o for o in _objects_of(sentence, k) if sentence.tokens[o].pos != "VERB")
    elif token.dep == "dobj":
        roles.setdefault("dobj", []).append(antecedent(sentence, k))
    elif token.dep == "dative":
        objects = _objects_of(sentence, k) if token.pos == "ADP" else [k]
        roles.setdefault("dative", []).extend(objects)
        if token.pos == "ADP":
            roles.setdefault(f"prep_{token.lemma}", []).extend(objects)
    elif token.dep in {"attr", "acomp", "oprd"}:
        roles.setdefault("attr" if token.dep == "oprd" else token.dep, []).append(k)
    elif token.dep in {"xcomp", "ccomp", "prt", "pcomp"}:
        roles.setdefault(token.dep, []).append(k)
    elif token.dep == "prep":
        _file_preposition(sentence, k, roles)
    elif token.dep == "advmod" and k > i:
        for inner in sentence.dependents(k, "prep"):  # "taken away from her"
            roles.setdefault(f"prep_{token.text.lower()}_{sentence.tokens[inner].text.lower()}", []).extend(_objects_of(sentence, inner))


def _file_preposition(sentence: Sentence, k: int, roles: dict[str, list[int]]) -> None:
    """File a prepositional argument; "according to" and "because of" count as one preposition."""
    lemma = sentence.tokens[k].text.lower()
    for child in sentence.dependents(k, "prep"):
        inner = _objects_of(sentence, child)
        if inner:
            roles.setdefault(f"prep_{lemma}_{sentence.tokens[child].text.lower()}", []).extend(inner)
    for noun in sentence.dependents(k, "pobj"):
        if (last := complex_preposition(sentence, k, noun)) is not None and (objects := _objects_of(sentence, last)):
            words = (sentence.tokens[t].text.lower() for t in (k, noun, last))
            roles.setdefault("prep_" + "_".join(words), []).extend(objects)
            return
    roles.setdefault(f"prep_{lemma}", []).extend(_objects_of(sentence, k))
    if not roles[f"prep_{lemma}"]:
        del roles[f"prep_{lemma}"]


def _objects_of(sentence: Sentence, k: int) -> list[int]:
    """What a preposition governs; "to the Board and [to the State]" governs both."""
    again = (p for p in sentence.dependents(k, "conj") if sentence.tokens[p].lemma == sentence.tokens[k].lemma)
    joined = [o for p in again for o in _objects_of(sentence, p)]
    return [antecedent(sentence, p) for p in sentence.dependents(k, "pobj", "pcomp")] + joined


def antecedent(sentence: Sentence, k: int) -> int:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    token = sentence.tokens[k]
    if token.text.lower() not in _RELATIVE or token.tag not in {"WDT", "WP", "IN", "DT"}:
        return k
    for above in sentence.ancestors(k):
        if sentence.tokens[above].dep == "relcl":
            return _of_list(sentence, above, k, _bearer(sentence, _agreeing(sentence, above, k, sentence.tokens[above].head)))
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
    above = sentence.tokens[sentence.tokens[noun].head]
    if sentence.tokens[pronoun].dep not in {"nsubj", "nsubjpass"}:
        return noun
    outer = _outer_noun(sentence, noun)
    if not _agree(sentence, verb, (noun,)):
        inner = [k for k in range(pronoun - 1, noun, -1) if sentence.tokens[k].dep == "pobj" and noun in sentence.ancestors(k)]
        found = [k for k in (outer, *inner) if k is not None and _agree(sentence, verb, (k,))]
        return found[0] if found else noun if sentence.tokens[pronoun].text.lower() == "who" else pronoun
    if outer is None or above.head != outer or not _agree(sentence, verb, (outer,)):
        return noun
    if above.lemma == "between":  # "differences between plants and mills that …" is about the differences
        return outer
    if sentence.tokens[outer].lemma in _MOMENTS:
        return noun
    if sentence.tokens[outer].lemma in _INQUIRIES and sentence.tokens[verb].lemma in _FINDING:
        return outer
    open_ = sentence.tokens[pronoun].text.lower() == "which" and sentence.tokens[pronoun - 1].text == ","
    return pronoun if open_ and sentence.tokens[noun].pos == "NOUN" and sentence.tokens[outer].pos == "NOUN" else noun


def _outer_noun(sentence: Sentence, noun: int) -> int | None:
    """The noun before the preposition that governs *noun*; the parser may have hung that on the verb."""
    above = sentence.tokens[sentence.tokens[noun].head]
    outer = sentence.tokens[above.head]
    if above.pos != "ADP" or outer.i >= above.i:
        return None
    if outer.pos in {"VERB", "AUX"}:
        objects = [k for k in sentence.dependents(outer.i, "dobj") if outer.i < k < above.i]
        return objects[-1] if objects else None
    return outer.i if outer.pos in {"NOUN", "PROPN"} else None


def _bearer(sentence: Sentence, noun: int) -> int:
    """ "Tessera, a [company] that sells maps": what is said of the description is said of the name."""
    token = sentence.tokens[noun]
    name = sentence.tokens[token.head]
    if token.dep == "attr" and name.lemma == "be" and token.pos == "NOUN":  # "Howe was a lobbyist who had ties"
        subjects = sentence.dependents(name.i, "nsubj")
        return subjects[0] if subjects and sentence.tokens[subjects[0]].pos == "PROPN" else noun
    described = token.dep == "appos" and token.pos == "NOUN" and token.tag == "NN" and name.i < noun
    return name.i if described and name.pos == "PROPN" and name.entity in {"ORG", "PERSON", "PRODUCT"} else noun


def _borrow_subject(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """Find the subject that verb *i* shares with the clause or noun above it."""
    token = sentence.tokens[i]
    head = token.head
    role = "dobj" if passive else "nsubj"
    if token.dep == "conj" and sentence.tokens[head].pos in {"VERB", "AUX"}:
        above = read_clause(sentence, parallel(sentence, i))
        shared = _surface_subject(above)
        roles.setdefault(role, []).extend(shared if _agree(sentence, i, shared) else _nearest_subject(sentence, i))
    elif token.dep == "acl" or token.dep == "relcl" and not _has_relative(sentence, i):
        if token.tag != "VB" and token.dep == "acl" and token.lemma not in _OUTCOMES:
            outer = _outer_noun(sentence, head) if token.lemma in _ARISING and sentence.tokens[head].pos == "PROPN" else None
            roles.setdefault(role, []).append(_bearer(sentence, head) if outer is None else outer)
        elif token.tag == "VB" and token.dep == "acl" and not passive:
            roles.setdefault(role, []).extend(_planner(sentence, head))
    elif token.dep in {"xcomp", "advcl", "pcomp", "ccomp"} and not (passive and token.dep == "advcl" and i > head):
        # "…, supervised by X" behind its clause may stand to any noun of it
        if not _is_finite(sentence, i) and not _is_outcome(sentence, i):
            roles.setdefault(role, []).extend(_controller(sentence, i))
    if not roles.get(role):
        roles.pop(role, None)


def _planner(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Whose plan it is: "the Board's [effort] to close it", "took [steps] to close it": the owner, or who has or makes it."""
    if owners := sentence.dependents(noun, "poss"):
        return owners
    verb = sentence.tokens[noun].head
    if sentence.tokens[noun].dep != "dobj" or sentence.tokens[verb].lemma not in _UNDERTAKING or is_passive(sentence, verb):
        return ()
    return read_clause(sentence, verb).roles.get("nsubj", ())


def parallel(sentence: Sentence, i: int) -> int:
    """The verb that *i* is coordinated with: the nearest of its own form, where the one the parser took has another.

    "They carry lamps made by hand and [bought] here"; "the Herald said the show opens and [features] maps".
    """
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if sentence.dependents(i, "aux", "auxpass", "nsubj", "nsubjpass", "dobj") and token.tag in {"VBN", "VBD"} or head.i > i:
        return head.i
    between = [k for k in range(i - 1, head.i, -1) if head.i in sentence.ancestors(k)]
    if token.tag in {"VBN", "VBD"} and (head.tag in {"VBZ", "VBP"} or head.pos == "AUX"):
        alike = (k for k in between if sentence.tokens[k].tag == "VBN" and sentence.tokens[k].dep == "acl")
    elif token.tag in {"VBZ", "VBP"} and head.tag == "VBD":
        alike = (k for k in between if sentence.tokens[k].tag == token.tag and sentence.tokens[k].dep == "ccomp")
    else:
        return head.i
    return next(alike, head.i)


def _is_finite(sentence: Sentence, i: int) -> bool:
    """A finite clause has its own subject; where none was parsed, the parser lost it and nobody can know it."""
    first = [*sentence.dependents(i, "aux", "auxpass"), i][0]
    return sentence.tokens[first].tag in {"VBD", "VBZ", "VBP", "MD"}


def _is_outcome(sentence: Sentence, i: int) -> bool:
    """ "…, [resulting] in injury": what happened is the subject, and nobody that the clause names."""
    token = sentence.tokens[i]
    if token.tag != "VBG" or token.dep not in {"advcl", "xcomp"} or i < token.head:
        return False
    if token.lemma == "result" or token.lemma == "lead" and not sentence.dependents(i, "dobj"):
        return True
    return token.lemma in _CAUSING and is_passive(sentence, token.head)


def _surface_subject(clause: Clause) -> tuple[int, ...]:
    """The subject as it stands: "[the team] was denied visas" has a recipient there."""
    given = tuple(k for k in clause.roles.get("dative", ()) if k < clause.head)
    return given or clause.roles.get("dobj", ()) if clause.passive else clause.roles.get("nsubj", ())


def _agree(sentence: Sentence, verb: int, subjects: tuple[int, ...]) -> bool:
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


def _nearest_subject(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The nearest subject before *verb* that agrees with it in number."""
    found = [t.i for t in sentence.tokens[:verb] if t.dep in {"nsubj", "nsubjpass"} and _agree(sentence, verb, (t.i,))]
    return tuple(found[-1:])


def _has_relative(sentence: Sentence, i: int) -> bool:
    return any(sentence.tokens[k].text.lower() in _RELATIVE for k in sentence.subtree(i))


def _controller(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Subject of a subjectless complement or adverbial clause: object control, else subject control."""
    above = sentence.tokens[i].head
    while sentence.tokens[above].dep in {"prep", "pcomp"} or sentence.tokens[above].pos == "ADP":
        if sentence.tokens[above].head == above:
            return ()
        above = sentence.tokens[above].head
    if sentence.tokens[above].dep == "acomp":
        above = sentence.tokens[above].head
    token = sentence.tokens[i]
    if sentence.tokens[above].pos not in {"VERB", "AUX"} or token.dep == "ccomp" and sentence.dependents(i, "mark"):
        return ()
    clause = read_clause(sentence, above)
    governors = OBJECT_CONTROL if token.dep in {"xcomp", "ccomp"} else BLAMED if token.dep == "pcomp" else frozenset()
    if token.tag == "VB" and i > above:
        governors |= _CONSTRUING
    if sentence.tokens[above].lemma in governors and clause.roles.get("dobj"):
        return clause.roles["dobj"]
    return _surface_subject(clause)


def _relative_object(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """ "the API (that) Facebook opened": the head noun is the object of a relative clause with a gap."""
    token = sentence.tokens[i]
    if token.dep != "relcl" or passive or "dobj" in roles or not sentence.dependents(i, "nsubj"):
        return
    if sentence.dependents(i, "attr", "acomp", "ccomp", "xcomp") or sentence.tokens[i].lemma == "be":
        return
    if all(antecedent(sentence, k) == k for k in sentence.dependents(i, "nsubj")) and token.head < i:
        if not any(t.tag in {"WRB", "WP$"} for t in sentence.tokens[token.head : i]):
            roles["dobj"] = [token.head]


def _shared_object(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """ "Offered and gave [gifts]": a verb right before "and" shares the object of the next one (right node raising)."""
    if passive or roles.keys() & {"dobj", "ccomp", "xcomp", "attr", "acomp", "prt"} or i + 2 >= len(sentence.tokens):
        return
    joined = [k for k in sentence.dependents(i, "conj") if sentence.tokens[k].tag == sentence.tokens[i].tag]
    if joined and sentence.tokens[i + 1].dep == "cc" and all(t.dep in {"cc", "advmod"} for t in sentence.tokens[i + 1 : joined[0]]):
        if objects := sentence.dependents(joined[0], "dobj"):
            roles["dobj"] = [antecedent(sentence, k) for k in objects]


def _stray_against(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """ "Filed a suit on behalf of X, a soldier, [against] Y": the phrase goes with the suit, wherever the parser hung it."""
    if "prep_against" in roles or not any(sentence.tokens[k].lemma in SUITS for k in roles.get("dobj", ())):
        return
    for k in sentence.subtree(i):
        token = sentence.tokens[k]
        if token.text.lower() != "against" or token.dep != "prep" or k < i:
            continue
        verbs = [a for a in sentence.ancestors(k) if sentence.tokens[a].pos in {"VERB", "AUX"}]
        if verbs[:1] == [i] and (found := _objects_of(sentence, k)):
            roles["prep_against"] = found
            return


def _deep_prepositions(sentence: Sentence, roles: dict[str, list[int]]) -> None:
    """Prepositions under the object stand under ``dobj>prep_X`` ("exchanged data with X"), its owner under ``dobj>poss``."""
    for role in ("dobj", "attr", "acomp"):
        for k in roles.get(role, ()):
            for p in sentence.dependents(k, "prep"):
                key = f"prep_{sentence.tokens[p].text.lower()}"
                objects = _objects_of(sentence, p)
                inner = [j for o in objects for q in sentence.dependents(o, "prep") for j in _objects_of(sentence, q)]
                roles.setdefault(f"{role}>{key}", []).extend([*objects, *inner] if key == "prep_of" else objects)
            if owners := sentence.dependents(k, "poss"):
                roles.setdefault(f"{role}>poss", []).extend(owners)
