"""The terms of the graph, each under one name; docs/rdf.md says what they mean.

Beside kg: these are RDF, RDFS, SKOS, PROV-O, Web Annotation (oa:), schema.org and EDTF.
"""

from pyoxigraph import NamedNode

from kg.namespace import DATA, PREFIXES, expand

EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
STRING = NamedNode(PREFIXES["xsd"] + "string")


def _term(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


TYPE, SUBJECT, PREDICATE, OBJECT, RDF_VALUE = (
    _term(f"rdf:{name}") for name in ("type", "subject", "predicate", "object", "value")
)
LABEL, PREF_LABEL, ALT_LABEL = _term("rdfs:label"), _term("skos:prefLabel"), _term("skos:altLabel")
CLAIM, DOCUMENT, SOURCE, TEXT = (
    _term("kg:Claim"),
    _term("kg:Document"),
    _term("kg:source"),
    _term("schema:text"),
)
DIGEST, EXTRACTION_DIGEST = _term("kg:contentDigest"), _term("kg:extractionDigest")
MODALITY, POLARITY, CONFIDENCE = _term("kg:modality"), _term("kg:polarity"), _term("kg:confidence")
QUOTE, REASON, NAMED, LEXICAL = (
    _term("kg:quote"),
    _term("kg:reason"),
    _term("kg:named"),
    _term("kg:lexicalForm"),
)
DESCRIBED_AS = _term("kg:describedAs")
SUBJECT_SPAN, OBJECT_SPAN = _term("kg:subjectSpan"), _term("kg:objectSpan")
PREDICATE_LABEL, POSITION = _term("kg:predicateLabel"), _term("kg:position")
LICENCE, GROUND, UNDONE_BY = _term("kg:licence"), _term("kg:ground"), _term("kg:undoneBy")
SOURCE_NOTE, NOTE_KIND, NOTE_SPAN = (
    _term("kg:sourceNote"),
    _term("kg:noteKind"),
    _term("kg:noteSpan"),
)
QUALIFIER, QUALIFIER_PREDICATE = _term("kg:qualifier"), _term("kg:qualifierPredicate")
TIME_START, TIME_END = _term("kg:timeStart"), _term("kg:timeEnd")
TIME_TEXT, TIME_DURATION = _term("kg:timeText"), _term("kg:timeDuration")
ATTRIBUTED, QUALIFIED = _term("prov:wasAttributedTo"), _term("prov:qualifiedAttribution")
AGENT, DERIVED, GENERATED = (
    _term("prov:agent"),
    _term("prov:wasDerivedFrom"),
    _term("prov:wasGeneratedBy"),
)
ASSOCIATED, USED, ENTITY = _term("prov:wasAssociatedWith"), _term("prov:used"), _term("prov:Entity")
ANNOTATION, HAS_BODY, HAS_TARGET = (
    _term("oa:Annotation"),
    _term("oa:hasBody"),
    _term("oa:hasTarget"),
)
STATEMENT, SOURCE_SPAN, CUE_SPAN = (
    _term("kg:AttributedStatement"),
    _term("kg:sourceSpan"),
    _term("kg:cueSpan"),
)
DIRECT, CONVEYS, MENTIONED_ONLY = _term("kg:direct"), _term("kg:conveys"), _term("kg:mentionedOnly")
HAS_SOURCE, HAS_SELECTOR = _term("oa:hasSource"), _term("oa:hasSelector")
START, END, EXACT = _term("oa:start"), _term("oa:end"), _term("oa:exact")
REVISION = _term("kg:revision")
CITATION, CONFORMS = _term("dcterms:bibliographicCitation"), _term("dcterms:conformsTo")
FRAGMENT_SELECTOR = _term("oa:FragmentSelector")
COURT_NAME, DOCKET_NUMBER, JUDGE_NAME, FILING_DAY = (
    _term("kg:courtName"),
    _term("kg:docketNumber"),
    _term("kg:judgeName"),
    _term("kg:filingDay"),
)
CLAIMING_PARTY, ANSWERING_PARTY = _term("kg:claimingParty"), _term("kg:answeringParty")
READING, ANSWERS = _term("kg:readingRecord"), _term("kg:answers")
TITLE, DATE, PUBLISHER = (
    _term("schema:headline"),
    _term("schema:datePublished"),
    _term("schema:publisher"),
)
URL, AUTHOR, NAME = _term("schema:url"), _term("schema:author"), _term("schema:name")
RESOLVES = _term("kg:resolvesTo")
ACTIVITY, RAN = _term("prov:Activity"), _term("kg:ran")
SEEN = {
    SUBJECT: _term("kg:subjectAsSeen"),
    OBJECT: _term("kg:objectAsSeen"),
    AGENT: _term("kg:agentAsSeen"),
    RDF_VALUE: _term("kg:valueAsSeen"),
    HAS_BODY: _term("kg:bodyAsSeen"),
    ATTRIBUTED: _term("kg:attributedAsSeen"),
}
"""Where an entity was resolved to another one: the place, and the term that keeps the entity as it
was seen."""
DECISION, LEFT, RIGHT, JUDGEMENT = (
    _term("kg:Decision"),
    _term("kg:left"),
    _term("kg:right"),
    _term("kg:judgement"),
)
DECIDED_BY, DECIDED_AT = _term("kg:decidedBy"), _term("prov:generatedAtTime")
KNOWN = _term("kg:KnownEntity")
VERDICT, VERDICT_SUBJECT, VERDICT_OBJECT = (
    _term("kg:Verdict"),
    _term("kg:subjectWords"),
    _term("kg:objectWords"),
)
DOCUMENT_STANDING, STANDING, GIVES_WAY_TO = (
    _term("kg:DocumentStanding"),
    _term("kg:standing"),
    _term("kg:givesWayTo"),
)
DISPUTE, MATERIAL, TAG = _term("kg:disputeStatus"), _term("kg:material"), _term("kg:issueTag")
VERDICTS_GRAPH, ARRIVALS_GRAPH = NamedNode(DATA + "verdicts"), NamedNode(DATA + "arrivals")
DECISIONS_GRAPH, KNOWN_GRAPH = NamedNode(DATA + "decisions"), NamedNode(DATA + "known")
SPELLINGS_GRAPH = NamedNode(DATA + "spellings")

RESERVED = frozenset(
    [*SEEN.values(), *(term for term in tuple(globals().values()) if isinstance(term, NamedNode))]
) - {
    ACTIVITY,
    CLAIM,
    DOCUMENT,
    ENTITY,
    ANNOTATION,
    STATEMENT,
    EDTF,
    STRING,
    DECISION,
    KNOWN,
    DECISIONS_GRAPH,
    KNOWN_GRAPH,
    VERDICT,
    VERDICTS_GRAPH,
    ARRIVALS_GRAPH,
    SPELLINGS_GRAPH,
    DOCUMENT_STANDING,
}
"""Terms that structure the graph; no claim may use one as its predicate."""
