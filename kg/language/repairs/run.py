"""The order in which the repairs of the parse run.

A rule takes a sentence and returns it, or a mended copy. All were seen on real text.
"""

from collections.abc import Callable

from kg.language.repairs.appositions import (
    appose_second_object,
    attach_to_nearest,
    list_adjectives,
    name_between_commas,
    name_head_of_body,
    name_office_holder,
)
from kg.language.repairs.clauses import (
    attach_verdict,
    keep_inside,
    list_names,
    mark_complement,
    mark_plural_owner,
    reduce_relative,
    reduce_use,
    split_clauses,
)
from kg.language.repairs.closing_speakers import read_closing_speaker
from kg.language.repairs.code_names import join_code_names
from kg.language.repairs.conjuncts import (
    join_finite_verb,
    join_infinitive,
    join_next_deed,
    join_participles,
    join_praise,
    keep_before_semicolon,
    leave_relative,
    lower_told_verb,
    pair_responses,
    part_at_semicolon,
    raise_active_conjunct,
)
from kg.language.repairs.double_objects import part_late_object
from kg.language.repairs.entities import (
    complete_person,
    cut_dateline,
    join_entities,
    name_by_age,
    part_imperative,
    part_recipient,
    split_money,
    widen_money,
)
from kg.language.repairs.examples import attach_examples, attach_range, attach_stressed
from kg.language.repairs.fronted_with import free_fronted_with
from kg.language.repairs.holders import (
    list_kin,
    name_kin,
    name_kin_of_another,
    name_listed_holder,
    part_holder,
)
from kg.language.repairs.interruptions import reach_over_remark
from kg.language.repairs.known_names import (
    complete_aim_name,
    complete_body_name,
    join_known_name,
)
from kg.language.repairs.learned_counsel import read_learned
from kg.language.repairs.lists import (
    join_following,
    join_semicolons,
    join_stray_names,
    join_subject_names,
)
from kg.language.repairs.main_participles import raise_main_participle
from kg.language.repairs.names import (
    join_apostrophes,
    join_hyphened_names,
    join_letters,
    join_nicknames,
    join_particles,
    join_slashed_names,
    join_title,
    spell_out_initials,
)
from kg.language.repairs.naming import attach_naming
from kg.language.repairs.noun_phrases import (
    attach_apposition,
    attach_body_participle,
    attach_owner,
    attach_region,
    attach_relative,
    mark_owning_name,
    part_objects,
    reach_through_sum,
    read_owner_behind_to,
    read_to_infinitive,
    share_possessive,
    split_double_object,
    split_title,
)
from kg.language.repairs.offices import (
    cut_chief_office,
    name_regions_of_office,
    part_appointed,
    read_under_secretary,
)
from kg.language.repairs.participles import (
    hang_on_fronted,
    hang_on_object,
    read_capital_name,
    read_reduced_past,
    read_told_past,
    share_passive,
)
from kg.language.repairs.passing_predicates import (
    appose_second_subject,
    find_agent,
    free_main_verb,
    free_object,
    free_time,
)
from kg.language.repairs.perceived import read_perceived_doer
from kg.language.repairs.places import PLACING, front_place, read_home
from kg.language.repairs.pleas import attach_charge, read_charge
from kg.language.repairs.postposed import attach_venue, free_accusation, free_verdict, read_pursuant
from kg.language.repairs.relatives import (
    free_name,
    free_place,
    lift_which,
    read_compound_subject,
    read_relative,
    read_told_clause,
)
from kg.language.repairs.speakers import (
    free_label,
    free_speaker,
    join_told_verb,
    read_aside_speaker,
    read_citing,
    read_closing_verb,
)
from kg.language.repairs.stray_names import appose_in_relative, part_next_clause, read_alias
from kg.language.repairs.subjects import (
    list_no_office,
    own_office,
    part_body_from_office,
    read_capital_office,
)
from kg.language.repairs.told_clauses import free_said_clause, free_told_clause
from kg.language.repairs.told_first import part_teller
from kg.language.repairs.verbs import (
    free_preposition,
    free_subject,
    read_causative,
    read_helping,
    read_past_verb,
    read_pronoun_subject,
    read_second_verb,
    read_trailing_announcement,
)
from kg.model import Sentence

Rule = Callable[[Sentence], Sentence]

RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (cut_dateline, ("-", "–", "—")),
    (part_recipient, (" a ", " an ", " the ", " his ", " her ", " its ", " their ")),
    (split_money, ()),
    (widen_money, ("$", "€", "£", "¥")),
    (join_entities, ()),
    (cut_chief_office, (" Officer",)),
    (join_particles, ()),
    (join_nicknames, ("(",)),
    (join_slashed_names, ("/",)),
    (join_apostrophes, ("’", "ʼ", "`")),
    (join_title, ()),
    (join_letters, ("-",)),
    (join_hyphened_names, ("-",)),
    (join_code_names, ()),
    (spell_out_initials, ("(",)),
    (front_place, PLACING),
    (join_known_name, (" and ",)),
    (complete_body_name, (" of ", " and ", " & ")),
    (complete_aim_name, (" for ", " to ")),
    (name_by_age, (",",)),
    (complete_person, ()),
    (read_home, (" of ",)),
    (part_imperative, ()),
    (free_label, (":",)),
    (free_speaker, (", a ", ", an ", ", the ")),
    (read_aside_speaker, (",",)),
    (read_told_past, (", ",)),
    (read_capital_name, (" by ",)),
    (share_passive, (" and ",)),
    (appose_in_relative, (", who ", ", which ")),
    (part_next_clause, (", and that ",)),
    (read_alias, (" alias ",)),
    (hang_on_object, (", ",)),
    (hang_on_fronted, (", ",)),
    (part_teller, (", ",)),
    (read_learned, (", learned ",)),
    (name_regions_of_office, (" and ",)),
    (read_closing_speaker, (",",)),
    (read_closing_verb, (" read.", " reads.")),
    (read_citing, ("ccording",)),
    (join_told_verb, (", and ",)),
    (mark_plural_owner, ("’", "'")),
    (mark_owning_name, ("’", "'")),
    (read_owner_behind_to, ("’", "'")),
    (reduce_relative, (",",)),
    (attach_naming, ()),
    (reduce_use, (" to ",)),
    (mark_complement, ("that", "That")),
    (read_relative, (" that ",)),
    (read_told_clause, (" that ",)),
    (part_holder, (" of ", " for ", " at ")),
    (read_under_secretary, ("Under ",)),
    (keep_inside, (" and ", " but ", " or ")),
    (attach_verdict, ()),
    (free_verdict, ()),
    (free_accusation, (", ",)),
    (attach_venue, (" Court for ",)),
    (read_pursuant, ("pursuant",)),
    (reach_over_remark, (",",)),
    (join_participles, (",", " unsealed ")),
    (raise_active_conjunct, (" and ", " but ")),
    (split_clauses, (" and ", " but ", " or ")),
    (keep_before_semicolon, (";",)),
    (part_at_semicolon, (";",)),
    (join_next_deed, (", then ",)),
    (raise_main_participle, ()),
    (read_past_verb, ()),
    (read_perceived_doer, ()),
    (free_fronted_with, ("With ",)),
    (read_causative, ()),
    (read_helping, ("elping ",)),
    (read_second_verb, (" and ", " or ")),
    (pair_responses, (" and ", " but ")),
    (lower_told_verb, (" and ", " but ")),
    (free_subject, (",",)),
    (free_preposition, ()),
    (read_pronoun_subject, (",",)),
    (read_trailing_announcement, (",",)),
    (list_names, (",",)),
    (join_semicolons, (";",)),
    (join_stray_names, (" and ", " or ")),
    (join_subject_names, (" and ", " or ")),
    (join_following, ("followed",)),
    (list_adjectives, ("’s ", "'s ")),
    (attach_owner, ("’", "'")),
    (split_double_object, ()),
    (part_late_object, (" to ",)),
    (part_appointed, ()),
    (join_finite_verb, (" and ", " but ", " or ")),
    (join_infinitive, (" and ", " or ", " then ")),
    (join_praise, (" and ",)),
    (leave_relative, (" and ", " but ")),
    (part_objects, ("$", "€", "£", "¥")),
    (reach_through_sum, (" from ", " to ")),
    (share_possessive, ("’", "'")),
    (read_to_infinitive, (" to ",)),
    (attach_relative, ("who", "which", "Who", "Which")),
    (free_name, (" that ",)),
    (free_place, (" which ", " that ")),
    (lift_which, (", which ",)),
    (read_compound_subject, (" that ", " which ", " who ", " whom ")),
    (part_body_from_office, (",",)),
    (own_office, (",",)),
    (list_no_office, (" and ",)),
    (attach_apposition, ()),
    (attach_to_nearest, (",",)),
    (attach_examples, (" including ",)),
    (attach_stressed, (" notably ", " especially ", " particularly ")),
    (attach_range, (" ranging ",)),
    (name_head_of_body, (" of ",)),
    (appose_second_object, (", the ", ", a ", ", an ")),
    (name_between_commas, (",",)),
    (name_office_holder, (",",)),
    (name_listed_holder, (", and ",)),
    (name_kin, ()),
    (name_kin_of_another, (" of ",)),
    (list_kin, (" his ", " her ", " their ")),
    (free_main_verb, (",",)),
    (appose_second_subject, (",",)),
    (free_object, ()),
    (find_agent, (" by ",)),
    (free_time, (" at ",)),
    (free_told_clause, ()),
    (free_said_clause, (" that ",)),
    (read_charge, (" to ",)),
    (attach_charge, ("each of ", "trial of ", "ccused in ")),
    (attach_body_participle, ()),
    (attach_region, (", ",)),
    (split_title, ()),
    (read_capital_office, (",",)),
    (read_reduced_past, ()),
)
"""Each rule with the signs of which a sentence must hold one, if there are any."""


def repair_parse(sentence: Sentence) -> Sentence:
    """Return *sentence* mended by all rules in order."""
    for rule, signs in RULES:
        if not signs or any(sign in sentence.text for sign in signs):
            sentence = rule(sentence)
    return sentence
