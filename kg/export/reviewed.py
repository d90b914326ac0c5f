"""A copy of a store as people have checked it, for the forms that hold no verdicts."""

from dataclasses import replace

from kg.review.verdicts import Reviewed, correct_claim, keeps
from kg.storage.reviews import find_verdicts
from kg.storage.store import Store

READ_BACK = ("nq", "trig", "jsonld")
"""Forms that hold everything, verdicts too, because they are read back."""


def select_reviewed(store: Store, reviewed: Reviewed) -> Store:
    """Return *store* where nothing is left out or corrected, else a copy in memory of what *reviewed* keeps."""
    verdicts = find_verdicts(store)
    if reviewed == "any" or (not verdicts and reviewed != "confirmed"):
        return store
    copy = Store.open()
    for extraction in store.extractions():
        kept = [correct_claim(c, verdicts.get(c.id)) for c in extraction.claims if keeps(verdicts.get(c.id), reviewed)]
        copy.add(replace(extraction, claims=tuple(kept)))
    return copy
