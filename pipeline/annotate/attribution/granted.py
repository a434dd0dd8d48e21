"""What is claimed or denied as a thing: `claimed a tax credit`, `denied the motion`."""

from pipeline.annotate.attribution.parts import Reading

_CLAIMS = frozenset({"claim", "claims", "claimed", "claiming"})
_CLAIMED = frozenset(
    """
    credit credits deduction deductions refund refunds benefit benefits exemption exemptions
    relief asylum compensation damages life lives victim victims prize title titles medal seat
    seats allowance allowances pension insurance reward
    """.split()
)
_DENIES = frozenset({"deny", "denies", "denied", "denying"})
# What is granted or not: to somebody, or by a court.
_GRANTED = frozenset(
    """
    motion motions petition petitions application applications appeal appeals bail parole visa
    visas access entry permission permit permits asylum leave injunction relief request requests
    licence license licences licenses certiorari rehearing boarding admission treatment care
    citizenship passage food water aid services service benefits chance opportunity right rights
    """.split()
)
_OBJECT = 5  # words in which an object is named


def is_thing(reading: Reading) -> bool:
    """Say whether the object alone of a cue is a thing that one takes or is refused."""
    cue = reading.cue[-1].lower_
    if reading.cue.text.lower() in _CLAIMS:
        return any(token.lower_ in _CLAIMED for token in reading.content[:_OBJECT])
    if cue not in _DENIES:
        return False
    for token in reading.content[:_OBJECT]:
        if token.tag_ in {"VBG", "IN"} or token.is_punct:
            return False  # `denied seeking a permit`: a deed, which is disputed
        if token.lower_ in _GRANTED and token.pos_ != "ADJ":
            return True
    return False
