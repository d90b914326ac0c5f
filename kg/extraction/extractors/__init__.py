"""Extractors, one file a kind: ``extract(sentence, ontology) -> Iterator[ClaimMention]``."""
