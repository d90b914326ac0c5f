"""Who chartered ships from whom.

One row a claim of charteredFrom, as it is put.
"""

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.evidence import read_evidence


def ask(network: nx.MultiDiGraph) -> Answer:
    """Return charterer, owner and how it is put."""
    charters = (e for e in read_evidence(network) if e.predicate == "kg:charteredFrom")
    found = sorted(charters, key=lambda e: (e.document, e.start))
    rows = [((e.subject_label, e.object_label, e.modality), (e,)) for e in found]
    return make_answer(network, "Who chartered ships from whom?", ("charterer", "owner", "put as"), rows)
