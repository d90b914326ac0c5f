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
from kg.language.relative_clauses import RELATIVE, agree, antecedent, bearer, outer_noun
from kg.model import Sentence

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
_SAME_FORM = {
    "VB": ("VB", "VBP"), "VBP": ("VBP", "VB"), "VBD": ("VBD", "VBN"), "VBN": ("VBN", "VBD"), "VBG": ("VBG",), "VBZ": ("VBZ",),
}  # fmt: skip
"""Forms that a parser confuses in a row of verbs."""


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
    _share_arguments(sentence, i, passive, roles)
    _deep_prepositions(sentence, roles)
    _stray_against(sentence, i, roles)
    _stray_charge(sentence, i, roles)
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


def _borrow_subject(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """Find the subject that verb *i* shares with the clause or noun above it."""
    token = sentence.tokens[i]
    head = token.head
    role = "dobj" if passive else "nsubj"
    if token.dep == "conj" and sentence.tokens[head].pos in {"VERB", "AUX"}:
        above = read_clause(sentence, parallel(sentence, i))
        shared = _surface_subject(above)
        roles.setdefault(role, []).extend(shared if agree(sentence, i, shared) else _nearest_subject(sentence, i))
    elif token.dep == "acl" or token.dep == "relcl" and not _has_relative(sentence, i):
        if token.tag != "VB" and token.dep == "acl" and token.lemma not in _OUTCOMES:
            outer = outer_noun(sentence, head) if token.lemma in _ARISING and sentence.tokens[head].pos == "PROPN" else None
            roles.setdefault(role, []).append(bearer(sentence, head) if outer is None else outer)
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


def _nearest_subject(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The nearest subject before *verb* that agrees with it in number."""
    found = [t.i for t in sentence.tokens[:verb] if t.dep in {"nsubj", "nsubjpass"} and agree(sentence, verb, (t.i,))]
    return tuple(found[-1:])


def _has_relative(sentence: Sentence, i: int) -> bool:
    return any(sentence.tokens[k].text.lower() in RELATIVE for k in sentence.subtree(i))


def _controller(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Subject of a subjectless complement or adverbial clause: object control, else subject control."""
    token, above = sentence.tokens[i], _governor(sentence, i)
    if sentence.tokens[above].pos not in {"VERB", "AUX"} or token.dep == "ccomp" and sentence.dependents(i, "mark"):
        return ()
    clause = read_clause(sentence, above)
    governors = OBJECT_CONTROL if token.dep in {"xcomp", "ccomp"} else BLAMED if token.dep == "pcomp" else frozenset()
    if token.tag == "VB" and i > above:
        governors |= _CONSTRUING
    if sentence.tokens[above].lemma in governors and clause.roles.get("dobj"):
        return clause.roles["dobj"]
    return _surface_subject(clause)


def _governor(sentence: Sentence, i: int) -> int:
    """The word on which a subjectless clause hangs, past its prepositions and an adjective."""
    above = sentence.tokens[i].head
    while sentence.tokens[above].head != above and (sentence.tokens[above].dep in {"prep", "pcomp"} or sentence.tokens[above].pos == "ADP"):
        above = sentence.tokens[above].head
    if sentence.tokens[above].dep == "acomp":
        above = sentence.tokens[above].head
    return _blaming(sentence, i, above)


def _blaming(sentence: Sentence, i: int, above: int) -> int:
    """ "Charged in a complaint with [bribing] Y": the verb of blame, where the parser hung the deed on a noun behind it."""
    if sentence.tokens[i].dep != "pcomp" or sentence.tokens[above].dep != "pobj":
        return above
    verb = next((k for k in sentence.ancestors(above) if sentence.tokens[k].pos == "VERB"), above)
    return verb if sentence.tokens[verb].lemma in BLAMED else above


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


def _share_arguments(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """File what stands behind the last of several verbs and is the argument of all (right node raising)."""
    _shared_object(sentence, i, passive, roles)
    _shared_prepositions(sentence, i, roles)


def _shared_object(sentence: Sentence, i: int, passive: bool, roles: dict[str, list[int]]) -> None:
    """ "Offered, lent and gave [gifts]": verbs in a row share the object of the last one (right node raising)."""
    if not passive and not roles.keys() & {"dobj", "ccomp", "xcomp", "attr", "acomp", "prt"}:
        if objects := _object_of_last(sentence, i):
            roles["dobj"] = [antecedent(sentence, k) for k in objects]


def _object_of_last(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The object of the last verb of a row that opens with *i* and has nothing but commas and "and" in it."""
    last = i
    while (following := _next_in_row(sentence, last, _SAME_FORM.get(sentence.tokens[i].tag, ()))) is not None:
        last = following
        if objects := sentence.dependents(last, "dobj"):
            return objects if any(t.dep == "cc" for t in sentence.tokens[i:last]) else ()
    return ()


def _next_in_row(sentence: Sentence, verb: int, tags: tuple[str, ...]) -> int | None:
    """The verb of these forms that only a comma, "and" or an adverb parts from *verb*."""
    joined = next((k for k in sentence.dependents(verb, "conj") if sentence.tokens[k].tag in tags), None)
    if joined is None or joined == verb + 1:
        return None
    between = sentence.tokens[verb + 1 : joined]
    return joined if all(t.dep in {"cc", "advmod"} and t.pos != "ADP" or t.text == "," for t in between) else None


def _shared_prepositions(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """ "Was charged with, and convicted of, [fraud]": a preposition without object shares that of the next verb's."""
    for k in sentence.dependents(i, "prep"):
        if not sentence.children[k] and sentence.tokens[min(k + 1, len(sentence.tokens) - 1)].text in {",", "and", "or"}:
            later = (p for verb in _row(sentence, i) for p in sentence.dependents(verb, "prep") if p > k)
            objects = next((found for p in later if (found := _objects_of(sentence, p))), [])
            if objects:
                roles.setdefault(f"prep_{sentence.tokens[k].text.lower()}", []).extend(objects)


def _row(sentence: Sentence, i: int) -> list[int]:
    """The verbs coordinated with *i*, one after the other."""
    out: list[int] = []
    todo = list(sentence.dependents(i, "conj"))
    while todo:
        out.append(todo.pop(0))
        todo.extend(sentence.dependents(out[-1], "conj"))
    return out


def _stray_charge(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """ "Charged in a complaint [with fraud]": what somebody is charged with goes with the verb, not with the paper."""
    if sentence.tokens[i].lemma != "charge" or "prep_with" in roles:
        return
    papers = [k for k in roles.get("prep_in", ()) if sentence.tokens[k].lemma in SUITS]
    reaching = [p for k in papers for p in sentence.dependents(k, "prep") if sentence.tokens[p].text == "with"]
    if found := [o for p in reaching for o in _objects_of(sentence, p)]:
        roles["prep_with"] = found


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
