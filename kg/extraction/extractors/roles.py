"""Relations of a person or body to another from role nouns: titles, appositions, predicates.

"X, founder of Y", "Y founder X", "Y's founder, X", "X is the founder of Y", "X was named founder of
Y", "as founder of Y": one cue in the ontology covers all of them.
"""

from collections.abc import Iterable, Iterator

from kg.extraction.frame_matching import class_of, may_be
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import coordinated, given_name, mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, Relation

CONFIDENCE = 0.85
_BODIES = frozenset({"ORG", "GPE", "PERSON", "NORP", "PRODUCT"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that role nouns find in *sentence*."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for token in sentence.tokens:
        if token.pos not in {"NOUN", "PROPN"}:
            continue
        for relation, words, prepositions in _roles_at(sentence, token.i, ontology):
            start = token.i - len(words) + 1
            holders = (
                (h, a)
                for h, a in _find_holders(sentence, token.i, clauses)
                if not _has_other_holder(sentence, token.i, h)
            )
            for holder, anchor in holders:
                others = _find_others(sentence, start, token.i, holder, prepositions)
                yield from _first_claims(sentence, ontology, relation, holder, others, anchor)


def _first_claims(
    sentence: Sentence,
    ontology: Ontology,
    relation: Relation,
    holder: int,
    others: Iterable[int],
    anchor: int,
) -> Iterator[ClaimMention]:
    """Yield the claims of the first of the *others*, past what the role is only about."""
    for other in others:
        found = [*_make_claims(sentence, ontology, relation, holder, other, anchor)]
        yield from found
        if found or not _is_field(sentence, other):
            return


def _roles_at(
    sentence: Sentence, i: int, ontology: Ontology
) -> Iterator[tuple[Relation, tuple[str, ...], frozenset[str]]]:
    """Role nouns whose last word is token *i*, in their longest reading: a "U.S. attorney" is an
    officer, and no "attorney" for anybody."""
    token = sentence.tokens[i]
    longest: tuple[Relation, int] | None = None
    seen: set[str] = set()
    entries = list(ontology.role_index.get(token.lemma, ())) + list(
        ontology.role_index.get(token.text.lower(), ())
    )
    for relation, words, prepositions in sorted(entries, key=lambda e: (-len(e[1]), e[0].id)):
        first = i - len(words) + 1
        if relation.id in seen or first < 0:
            continue
        spoken = [(t.lemma, t.text.lower()) for t in sentence.tokens[first : i + 1]]
        if all(w in pair for w, pair in zip(words, spoken, strict=True)):
            seen.add(relation.id)
            longest = longest or (relation, len(words))
            if len(words) == longest[1] or relation.id in longest[0].parents:
                yield relation, words, prepositions


def _find_holders(
    sentence: Sentence, i: int, clauses: dict[int, Clause]
) -> Iterator[tuple[int, int]]:
    """Yield who holds the role at *i*, as ``(token, anchor)``: whom it names, then whom a verb
    gives it."""
    own, i = i, _first_role(sentence, i)
    for k in _named_holders(sentence, i):
        yield k, own
    for k in _named_by_predicate(sentence, i):
        yield k, sentence.tokens[i].head
    clause = _clause_of_holding(sentence, i, clauses)
    if clause is not None:
        given = clause.passive or sentence.tokens[i].dep == "oprd" and "dobj" in clause.roles
        for k in clause.roles.get("dobj" if given else "nsubj", ()):
            yield k, clause.head


def _named_holders(sentence: Sentence, i: int) -> Iterator[int]:
    """Yield the names that the role stands beside: "founder [X]", "[X], founder of Y", "the
    founder, [X]"."""
    token = sentence.tokens[i]
    listed = token.pos == "PROPN" and _is_listed(sentence, i)
    apposed = token.dep == "appos" and token.head < i and not listed
    if apposed or _stands_before_holder(sentence, i):
        yield token.head
    given = given_name(sentence, i)
    yield from [given] if given is not None else []
    yield from (k for k in sentence.dependents(i, "appos") if sentence.tokens[k].pos == "PROPN")


def _named_by_predicate(sentence: Sentence, i: int) -> Iterator[int]:
    """Yield who holds a role that is the subject: "the other directors of Acme are [Ruiz] and
    Meyer"."""
    token = sentence.tokens[i]
    above = sentence.tokens[token.head]
    if token.dep == "nsubj" and above.lemma == "be" and not sentence.dependents(above.i, "neg"):
        named = sentence.dependents(above.i, "attr")
        yield from (k for k in named if sentence.tokens[k].pos == "PROPN")


def _stands_before_holder(sentence: Sentence, i: int) -> bool:
    """Whether the role is a title before its holder's name: not "the [director] General"."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep not in {"compound", "nmod", "amod"} or head.pos != "PROPN" or head.i < i:
        return False
    return head.entity == "PERSON" or not head.entity and head.lemma not in words_of("RankNoun")


def _clause_of_holding(sentence: Sentence, i: int, clauses: dict[int, Clause]) -> Clause | None:
    """The clause whose verb gives or takes the role at *i*: "was named [founder]", "left as
    [founder]"."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep in {"attr", "oprd"}:
        clause, verbs = clauses.get(head.i), words_of("RoleVerb")
    elif token.dep == "pobj" and head.text.lower() == "as":
        clause, verbs = clauses.get(head.head), words_of("RoleVerb") | words_of("RoleChangeVerb")
    else:
        return None
    return clause if clause is not None and clause.lemma in verbs else None


def _first_role(sentence: Sentence, i: int) -> int:
    """The first of several roles of one holder: "a citizen and resident of Y", "founder and
    director of Y"."""
    token = sentence.tokens[i]
    first = sentence.tokens[token.head]
    held = first.dep in {"appos", "attr", "oprd"} and first.pos in {"NOUN", "PROPN"}
    if token.dep != "conj" or not held or _is_listed(sentence, first.i):
        return i
    return first.i if first.dep == "attr" or _is_of_one(sentence, i) else i


def _is_of_one(sentence: Sentence, i: int) -> bool:
    """Whether a second role without article, or with "a" right behind "and", is of who has the
    first one: "a citizen of Norway and a [resident] of Bergen"."""
    articles = sentence.dependents(i, "det")
    if not articles:
        return True
    before = sentence.tokens[max(articles[0] - 2, 0) : articles[0]]
    joined = [t.text for t in before][-1:] == ["and"] and before[0].text != ","
    return joined and sentence.word(articles[0]) in {"a", "an"}


def _is_listed(sentence: Sentence, i: int) -> bool:
    """Whether the noun stands in a list of persons and bodies, which the parser may take for an
    apposition."""
    others = [sentence.tokens[k] for k in sentence.dependents(i, "conj")]
    head = sentence.tokens[i].head
    return (
        any(t.tag in {"NNS", "NNPS"} or t.pos == "PROPN" for t in others)
        or sentence.tokens[head].dep == "conj"
    )


def _find_others(
    sentence: Sentence, start: int, i: int, holder: int, prepositions: frozenset[str]
) -> Iterator[int]:
    """Yield the other end of the role: "of Y", "Y's", or the name right before the title.

    "a citizen and resident of Y": what stands behind the last of several roles comes after what is
    the role's own."""
    first, last = _first_role(sentence, i), _last_role(sentence, i)
    own = sentence.dependents(i, "prep")
    yield from _find_reached(sentence, (p for p in own if p < last or last == i), prepositions)
    yield from _find_owners(sentence, i)
    yield from _name_before(sentence, start, i, holder)
    if sentence.tokens[i].dep in {"compound", "nmod"}:
        yield from (k for k in sentence.dependents(holder, "poss") if k < start)
    shared = own if first == i else sentence.dependents(first, "prep")
    yield from _find_reached(sentence, (p for p in shared if p > max(i, last)), prepositions)
    yield from _behind_comma(sentence, i)


def _is_field(sentence: Sentence, k: int) -> bool:
    """Whether a bare noun behind an office is what it is about, and its body may follow: "vice
    president of [compliance] at Orbis"."""
    token = sentence.tokens[k]
    return token.tag in {"NN", "NNS"} and not sentence.dependents(k, "det", "poss")


def _behind_comma(sentence: Sentence, i: int) -> Iterator[int]:
    """ "Ana Ruiz, Special Agent in Charge, [Northgate Field Office]": the body behind an office
    that stands without article in apposition, as releases sign it."""
    if sentence.tokens[i].dep != "appos" or sentence.dependents(i, "det", "poss"):
        return
    in_charge = sentence.tokens[i + 2 : i + 3]
    end = i + 3 if in_charge and in_charge[0].text.lower() in words_of("OfficeModifier") else i + 1
    behind = (e for e in sentence.entities if e[0] == end + 1 and e[2] == "ORG")
    yield from (b - 1 for a, b, _ in behind if _is_closed(sentence, a, b))


def _is_closed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name stands between marks, in no list."""
    after = sentence.tokens[end].text if end < len(sentence.tokens) else "."
    marked = sentence.tokens[start - 1].text == "," and after in {",", ".", ";", '"'}
    return marked and not sentence.dependents(end - 1, "conj", "cc")


def _last_role(sentence: Sentence, i: int) -> int:
    """The last of the roles that follow the one at *i* for the same holder; *i* where it is
    alone."""
    joined = sentence.dependents(i, "conj")
    return max((k for k in joined if _first_role(sentence, k) == i), default=i)


def _name_before(sentence: Sentence, start: int, i: int, holder: int) -> Iterator[int]:
    """Yield the name right before the title that begins at *start*: "[Acme] director X"."""
    if _is_rank(sentence, start, i):
        return
    for _, end, label in sentence.entities:
        if end == start and label in _BODIES and end - 1 != holder:
            yield end - 1


def _find_owners(sentence: Sentence, i: int) -> list[int]:
    """Whose the role at *i* is: "[Larkfield]'s founder"."""
    return [_owner(sentence, k) for k in sentence.dependents(_sharing_owner(sentence, i), "poss")]


def _owner(sentence: Sentence, k: int) -> int:
    """Who owns what follows token *k*: of "Vera Orr, [whose] son", the name right before it, where
    that is in no list."""
    if sentence.tokens[k].tag != "WP$" or k < 2:
        return k
    name = sentence.tokens[k - 2] if sentence.tokens[k - 1].text == "," else sentence.tokens[k - 1]
    listed = name.dep == "conj" or sentence.dependents(name.i, "conj")
    return k if listed or name.entity != "PERSON" else name.i


def _sharing_owner(sentence: Sentence, i: int) -> int:
    """The noun whose owner is also that of one without article after "and": "Larkfield's [founder]
    and chairman"; *i* for others."""
    token = sentence.tokens[i]
    bare = (
        token.dep == "conj"
        and token.tag == "NN"
        and not sentence.dependents(i, "det", "poss", "prep")
    )
    return token.head if bare and sentence.tokens[token.head].tag == "NN" else i


def _is_rank(sentence: Sentence, start: int, i: int) -> bool:
    """Whether a capitalised title opens with a rank, and what is before names no body: "[Special
    Litigation] Counsel"."""
    first = next((a for a, b, _ in sentence.entities if b == start), None)
    return (
        first is not None
        and sentence.tokens[i].pos == "PROPN"
        and sentence.tokens[first].text.lower() in words_of("RankModifier")
    )


def _find_reached(
    sentence: Sentence, found: Iterable[int], prepositions: frozenset[str]
) -> Iterator[int]:
    return (
        k
        for p in found
        if sentence.tokens[p].text.lower() in prepositions
        for k in sentence.dependents(p, "pobj")
        if sentence.tokens[k].lemma.lower() not in _list_no_bodies()
    )


def _list_no_bodies() -> frozenset[str]:
    """Return the nouns behind an office that nobody leads: "agent in [charge]", "its spokesman at
    the [time]"."""
    return words_of("OfficeModifier") | words_of("MomentNoun") | words_of("TimeUnit")


def _make_claims(
    sentence: Sentence, ontology: Ontology, relation: Relation, holder: int, other: int, anchor: int
) -> Iterator[ClaimMention]:
    """Yield the claim for each who shares the role and each body that it is held with."""
    aside = sentence.tokens[anchor].pos not in {"VERB", "AUX"}
    for a in _find_sharers(sentence, holder, anchor):
        for b in coordinated(sentence, other):
            left, right = mention_at(sentence, a, ontology), _phrase_at(sentence, b, ontology)
            if left is None or right is None or not _fits(ontology, left, right, relation):
                continue
            if _is_of_people(sentence, b, relation) or left.span == right.span:
                continue
            if _are_parted(sentence, a, b) or _is_portfolio(right):
                continue
            yield ClaimMention(
                sentence.index,
                left,
                relation.id,
                relation.label,
                right,
                anchor,
                "roles",
                (),
                CONFIDENCE,
                aside,
            )


def _is_of_people(sentence: Sentence, k: int, relation: Relation) -> bool:
    """Whether an adjective only says of which people somebody is, and no place can be the other
    end: "a [Dutch] rival"."""
    token = sentence.tokens[k]
    return token.pos == "ADJ" and token.entity == "NORP" and "Place" not in relation.range


def _is_portfolio(body: Mention) -> bool:
    """Whether a name is what a minister has charge of, and no body: "Secretary of [State]", "Ohio
    [Education] Minister"."""
    *_, last = body.text.split()
    return body.type != "Place" and last.lower() in words_of("PortfolioNoun")


def _are_parted(sentence: Sentence, a: int, b: int) -> bool:
    """Whether a semicolon stands between two tokens."""
    return any(t.text == ";" for t in sentence.tokens[min(a, b) : max(a, b)])


def _find_sharers(sentence: Sentence, holder: int, anchor: int) -> list[int]:
    """Who of a list holds the role.

    "X, director of Y, and Z" is X alone, "its chairman X and its treasurer Y" each; "X and W, who
    were directors, and Z" are two."""
    title = sentence.tokens[anchor]
    if holder == anchor or title.tag in {"NN", "NNP"} and title.dep in {"compound", "nmod"}:
        return [holder]
    members = _without_titles(sentence, holder)
    if holder > anchor or all(k < anchor for k in members):
        return members
    return [k for k in members if k < anchor] if title.text.lower() in {"are", "were"} else [holder]


def _without_titles(sentence: Sentence, holder: int) -> list[int]:
    """The list of a named *holder* without titles: in "its chief Lang and its treasurer, Weiss",
    the treasurer is Weiss."""
    members = coordinated(sentence, holder)
    named = sentence.tokens[holder].pos == "PROPN"
    return (
        [k for k in members if k == holder or sentence.tokens[k].pos == "PROPN"]
        if named
        else members
    )


def _has_other_holder(sentence: Sentence, i: int, holder: int) -> bool:
    """Whether a title is followed by a person's name of its own, who is not this *holder*."""
    names = [
        k
        for k in sentence.dependents(i, "appos")
        if k > i and sentence.tokens[k].entity == "PERSON"
    ]
    return bool(names) and sentence.tokens[i].dep == "conj" and holder not in names


def _phrase_at(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """The mention at *i*, or the recognised name that ends at *i* though it modifies another
    noun."""
    mention = mention_at(sentence, i, ontology)
    if mention is not None:
        return mention
    if sentence.tokens[i].pos != "PROPN":
        return None
    start = next((a for a, b, _ in sentence.entities if b - 1 == i), i)
    return Mention.over(sentence, start, i + 1, MentionKind.NAME)


def _fits(ontology: Ontology, left: Mention, right: Mention, relation: Relation) -> bool:
    def fit(mention: Mention, classes: tuple[str, ...]) -> bool:
        known = class_of(mention) if classes and "Thing" not in classes else ""
        return not known or may_be(ontology, known, classes)

    unknown = right.kind is MentionKind.NOMINAL and not right.type  # "professor of biology"
    employs = "Organization" in relation.range and unknown
    return not employs and fit(left, relation.domain) and fit(right, relation.range)
