"""Families of relations that questions ask for: roles, dealings, payments."""

GOVERNING = frozenset({"kg:directorOf", "kg:officerOf", "kg:chiefExecutiveOf"})
"""Seats in an organisation's governing bodies."""

ROLES = GOVERNING | {
    "kg:founderOf", "kg:employedBy", "kg:ownerOf", "kg:advisorOf", "kg:memberOf", "kg:investedIn", "kg:lawyerOf",
}  # fmt: skip
"""What ties a person to an organisation in a way that may divide loyalties."""

DEALINGS = frozenset({
    "kg:contractedWith", "kg:partnerOf", "kg:clientOf", "kg:representedBy", "kg:settledWith", "kg:mergedWith",
    "kg:paid", "kg:earnedFrom", "kg:donatedTo", "kg:lentTo", "kg:fined", "kg:soldTo", "kg:suppliedTo",
    "kg:gaveAccessTo", "kg:accessed", "kg:sharedDataWith", "kg:usedDataOf", "kg:collectedDataOf",
    "kg:ownerOf", "kg:subsidiaryOf", "kg:acquired", "kg:investedIn", "kg:advisorOf", "kg:regulates", "kg:investigated",
})  # fmt: skip
"""Contract, payment, data, ownership, supervision: what one organisation has to do with another."""

PAYMENTS = {
    "kg:paid": (True, "paid"), "kg:donatedTo": (True, "donated"), "kg:lentTo": (True, "lent"), "kg:investedIn": (True, "invested"),
    "kg:earnedFrom": (False, "paid"), "kg:fined": (False, "was fined by"), "kg:acquired": (True, "price for"),
    "kg:soldTo": (False, "price to"), "kg:suppliedTo": (False, "price to"), "kg:settledWith": (True, "settlement with"),
    "kg:contractedWith": (True, "contract with"),
}  # fmt: skip
"""Relations in which money goes from one to another: whether the subject pays, and what the payer does."""

UNPRICED = frozenset({"kg:paid", "kg:earnedFrom", "kg:donatedTo", "kg:lentTo", "kg:investedIn", "kg:fined"})
"""Those of PAYMENTS that mean money even where no amount is named."""

PAYING = frozenset("""
    pay repay prepay owe spend remit refund reimburse return give transfer wire send contribute donate lend loan invest forfeit
    compensate bribe award grant allocate disburse deposit hand offer fund finance pledge commit settle
""".split())
"""Verbs whose subject parts with the sum that they name."""

RECEIVING = frozenset("""
    receive get obtain collect recover earn make gain net win accept take raise secure solicit borrow embezzle steal pocket
    charge bill demand seek extort launder
""".split())
"""Verbs whose subject gets, or wants, the sum that they name."""

ACCUSING = frozenset({"kg:accusedOf", "kg:chargedWith"})
"""Relations whose subject is accused, however strongly they are put."""

OUTCOMES = frozenset({"kg:pleadedGuiltyTo", "kg:convictedOf", "kg:sentencedTo", "kg:settledWith", "kg:fined", "kg:appealed"})
"""Relations that say what became of an accusation."""

NEUTRAL = GOVERNING | {
    "kg:basedIn", "kg:bornIn", "kg:bornOn", "kg:brandOf", "kg:childOf", "kg:diedOn", "kg:educatedAt", "kg:employedBy", "kg:filed",
    "kg:filedOn", "kg:formerNameOf", "kg:foundedOn", "kg:founderOf", "kg:memberOf", "kg:nationality", "kg:provides",
    "kg:relativeOf", "kg:residesIn", "kg:spouseOf", "kg:subsidiaryOf", "kg:sued", "kg:tradedOn",
}  # fmt: skip
"""Relations that accuse nobody, even where a complaint alleges them: who somebody is, where, and the course of a case."""
