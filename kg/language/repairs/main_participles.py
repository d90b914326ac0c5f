"""The main verb of a sentence, read as a participle of what it acts on."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology


def raise_main_participle(sentence: Sentence) -> Sentence:
    """Return "Ana Boyd, a former officer, [procured] forged papers" with the participle as what
    Boyd did.

    A sentence that names somebody has one finite verb; where the parser found none, it is the
    participle behind the comma that closes a description. The noun behind it is a plural, no second
    description of one person.
    """
    root = next((t for t in sentence.tokens if t.head == t.i), None)
    if root is not None and root.tag == "VBD":
        return mend(sentence, _classifies(sentence, root))
    if root is None or root.pos not in {"NOUN", "PROPN"}:
        return sentence
    if not _lacks_verb(sentence):
        return mend(sentence, _acts(sentence, root))
    return mend(sentence, _appoints(sentence, root) or _does(sentence, root))


def _classifies(sentence: Sentence, root: Token) -> Changes:
    """The second finite verb without a subject as the main one, and the first as a participle:
    "Guns fired in practice [are] not [counted]"."""
    verbs = (sentence.tokens[k] for k in sentence.dependents(root.i, "advcl", "conj") if k > root.i)
    passive = (v for v in verbs if v.tag == "VBN" and _is_bare_passive(sentence, root, v))
    main = next(passive, None)
    subjects = sentence.dependents(root.i, "nsubj")
    if main is None or subjects != (root.i - 1,) or sentence.dependents(root.i, "dobj", "cc"):
        return {}
    subject = sentence.tokens[subjects[0]]
    return {
        main.i: replace(main, dep="ROOT", head=main.i),
        subject.i: replace(subject, dep="nsubjpass", head=main.i),
        root.i: replace(root, dep="acl", head=subject.i, tag="VBN"),
    }


def _is_bare_passive(sentence: Sentence, root: Token, verb: Token) -> bool:
    """Whether a passive in the present has no subject, and no comma or conjunction before it."""
    helpers = [sentence.tokens[k] for k in sentence.dependents(verb.i, "auxpass")]
    between = sentence.tokens[root.i : verb.i]
    joined = any(t.text in {",", ";"} or t.dep == "mark" for t in between) or any(
        sentence.tokens[t.i - 1].pos == "CCONJ" for t in helpers
    )
    present = any(t.tag in {"VBZ", "VBP"} for t in helpers)
    return present and not joined and not sentence.dependents(verb.i, *SUBJECTS)


def _acts(sentence: Sentence, root: Token) -> Changes:
    """The only finite verb of a sentence, right behind the subject: "Police [named] Boyd as the
    driver." """
    verb = sentence.tokens[min(root.i + 1, len(sentence.tokens) - 1)]
    finite = [t.i for t in sentence.tokens if t.tag in FINITE_TAGS]
    if (verb.dep, verb.tag, verb.head) != ("acl", "VBD", root.i) or finite != [verb.i]:
        return {}
    named = sentence.dependents(verb.i, "oprd", "dobj")[:1]
    objects = {k: replace(sentence.tokens[k], dep="dobj") for k in named}
    return _make_main(root, verb) | objects if objects else {}


def _does(sentence: Sentence, root: Token) -> Changes:
    """The participle behind a description as what the name at the *root* did."""
    mains = (t for t in sentence.tokens if root.tag == "NNP" and _is_main(sentence, root, t))
    verb = next(mains, None)
    return _raise(sentence, root, verb) if verb is not None else {}


def _appoints(sentence: Sentence, root: Token) -> Changes:
    """The participle right behind the subject as its verb where it gives somebody an office: "The
    board [named] Ana Boyd chairman." """
    verb = sentence.tokens[min(root.i + 1, len(sentence.tokens) - 1)]
    given = (sentence.tokens[k] for k in sentence.dependents(verb.i, "oprd"))
    office = any(is_cue(sentence, t.i, load_ontology(), "OfficeNoun") for t in given)
    if (verb.dep, verb.tag, verb.head) != ("acl", "VBN", root.i) or not office:
        return {}
    return _make_main(root, verb)


def _lacks_verb(sentence: Sentence) -> bool:
    """Whether a whole sentence has no finite verb."""
    finite = any(t.tag in FINITE_TAGS for t in sentence.tokens)
    return sentence.tokens[-1].text == "." and not finite


def _is_main(sentence: Sentence, root: Token, verb: Token) -> bool:
    """Whether *verb* is a past participle of a plural behind a comma, which closes an
    apposition."""
    noun = sentence.tokens[verb.head]
    described = [k for k in sentence.dependents(root.i, "appos") if root.i < k < verb.i - 1]
    return (
        verb.tag == "VBN"
        and verb.dep == "amod"
        and noun.tag in {"NNS", "NNPS"}
        and noun.dep in {"appos", "conj"}
        and sentence.tokens[verb.i - 1].text == ","
        and bool(described)
    )


def _raise(sentence: Sentence, root: Token, verb: Token) -> Changes:
    noun = sentence.tokens[verb.head]
    return _make_main(root, verb) | {noun.i: replace(noun, dep="dobj", head=verb.i)}


def _make_main(root: Token, verb: Token) -> Changes:
    """The participle as the verb of the sentence, the *root* as who does it."""
    return {
        verb.i: replace(verb, dep="ROOT", head=verb.i, pos="VERB", tag="VBD"),
        root.i: replace(root, dep="nsubj", head=verb.i),
    }
