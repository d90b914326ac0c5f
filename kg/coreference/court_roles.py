"""Parts in a proceeding that one person does not play at once: who judges is not who is tried."""

from kg.coreference.context import Context, governor
from kg.model import Mention, Sentence
from kg.ontology.lexicon import is_cue, words_of


def leave_out_judges(
    mention: Mention, context: Context, candidates: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the *candidates* for a pronoun without judges, where it is who is tried: "the judge
    freed Boyd, though [he] had confessed"."""
    if not _is_tried(context.sentences[mention.sentence], mention.head):
        return candidates
    return tuple(key for key in candidates if not _is_judge(context, key))


def _is_tried(sentence: Sentence, token: int) -> bool:
    """Whether *token* is whom a proceeding is against: "[he] was arrested", "[he] confessed"."""
    word = sentence.tokens[token]
    verb = sentence.tokens[governor(sentence, token)].lemma
    if word.dep in {"nsubjpass", "dobj"}:
        return verb in words_of("CustodyVerb")
    return word.dep == "nsubj" and verb in words_of("ConfessingVerb")


def _is_judge(context: Context, key: str) -> bool:
    """Whether the document calls the entity *key* a judge: "Judge Ana Boyd", "the magistrate"."""
    return any(_is_called_judge(context, mention) for mention in context.mentions_of(key))


def _is_called_judge(context: Context, mention: Mention) -> bool:
    sentence = context.sentences[mention.sentence]
    words = (mention.head, *sentence.dependents(mention.head, "compound", "appos"))
    return any(is_cue(sentence, k, context.ontology, "JudgeNoun") for k in words)
