"""English nouns: the singular of a plural and the plural of a singular, by rule.

Method: the suffix rules of any school grammar, with the irregular nouns listed. Where a trained
pipeline gives a lemma, that is the better answer.
"""

_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot",
    "teeth": "tooth", "geese": "goose", "mice": "mouse", "lives": "life", "wives": "wife",
    "knives": "knife", "halves": "half", "leaves": "leaf", "thieves": "thief", "loaves": "loaf",
    "wolves": "wolf", "shelves": "shelf", "selves": "self", "calves": "calf", "wharves": "wharf",
    "crises": "crisis", "analyses": "analysis", "bases": "base", "theses": "thesis",
    "hypotheses": "hypothesis", "diagnoses": "diagnosis", "oases": "oasis", "axes": "axis",
    "criteria": "criterion", "phenomena": "phenomenon", "data": "data", "media": "medium",
    "bacteria": "bacterium", "strata": "stratum", "curricula": "curriculum",
    "memoranda": "memorandum", "referenda": "referendum", "genera": "genus", "fora": "forum",
    "indices": "index", "matrices": "matrix", "vertices": "vertex", "appendices": "appendix",
    "nuclei": "nucleus", "fungi": "fungus", "alumni": "alumnus", "stimuli": "stimulus",
    "larvae": "larva", "vertebrae": "vertebra", "oxen": "ox", "dice": "die", "pence": "penny",
    "movies": "movie", "cookies": "cookie", "ties": "tie", "lies": "lie", "pies": "pie",
    "calories": "calorie", "zombies": "zombie", "rookies": "rookie", "buses": "bus",
    "gases": "gas", "viruses": "virus", "campuses": "campus", "statuses": "status",
    "bonuses": "bonus", "censuses": "census", "lenses": "lens", "biases": "bias",
    "shoes": "shoe", "canoes": "canoe", "potatoes": "potato", "tomatoes": "tomato",
    "heroes": "hero", "vetoes": "veto", "cargoes": "cargo", "mosquitoes": "mosquito",
    "embargoes": "embargo", "tornadoes": "tornado", "volcanoes": "volcano", "echoes": "echo",
    "torpedoes": "torpedo", "quizzes": "quiz", "caches": "cache", "headaches": "headache",
    "aches": "ache", "taka": "taka", "personnel": "personnel", "staff": "staff",
    "police": "police", "cattle": "cattle", "troops": "troop", "clothes": "clothes",
    "policemen": "policeman", "fishermen": "fisherman", "businessmen": "businessman",
    "servicemen": "serviceman", "gunmen": "gunman", "tribesmen": "tribesman",
    "workmen": "workman", "congressmen": "congressman", "chairmen": "chairman",
    "schoolchildren": "schoolchild", "grandchildren": "grandchild", "laypeople": "layperson",
    "housewives": "housewife", "midwives": "midwife", "businesswomen": "businesswoman",
    "aeroplanes": "aeroplane", "axles": "axle",
}  # fmt: skip
_SAME = frozenset(
    [
        "series",
        "species",
        "means",
        "aircraft",
        "spacecraft",
        "headquarters",
        "sheep",
        "fish",
        "deer",
        "offspring",
        "works",
        "news",
        "barracks",
        "crossroads",
        "gallows",
        "premises",
        "proceeds",
        "earnings",
        "savings",
        "goods",
        "arms",
        "remains",
        "thanks",
        "hertz",
        "lux",
        "siemens",
        "swine",
        "bison",
        "salmon",
        "trout",
        "shrimp",
        "moose",
        "hovercraft",
        "watercraft",
        "livestock",
        "politics",
        "economics",
        "physics",
        "athletics",
        "mathematics",
        "statistics",
        "logistics",
        "ethics",
    ]
)
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
_ONE_IN_S = frozenset(
    ("diabetes", "gymnastics", "herpes", "measles", "mumps", "rabies", "rickets", "scabies",
     "shingles")
)  # fmt: skip
_ONE_IN_AS = frozenset(  # beside names (Texas, Hamas), which have a capital
    ("gas", "bias", "atlas", "canvas", "alias", "whereas", "overseas", "christmas", "pancreas",
     "has", "was", "biogas", "judas", "pampas")
)  # fmt: skip
_PLURALS = {singular: plural for plural, singular in _IRREGULAR.items()}


def is_plural(word: str) -> bool:
    """Say whether ``word`` looks like a plural noun.

    >>> is_plural("attacks"), is_plural("people"), is_plural("process"), is_plural("status")
    (True, True, False, False)
    """
    low = word.lower()
    if low in _IRREGULAR or low in _SAME:
        return True
    if low in _ONE_IN_S:
        return False
    if low.endswith("as"):  # areas, ideas, cameras
        return len(low) > 3 and word.islower() and low not in _ONE_IN_AS
    return len(low) > 2 and low.endswith("s") and not low.endswith(_NOT_PLURAL)


def singular(word: str) -> str:
    """Return the singular, as spelled but for the ending.

    >>> [singular(w) for w in ("attacks", "countries", "churches", "people", "mosques", "MPs")]
    ['attack', 'country', 'church', 'person', 'mosque', 'MP']
    """
    low = word.lower()
    if low in _SAME:
        return word
    if low in _IRREGULAR:
        one = _IRREGULAR[low]
        return one.capitalize() if word[0].isupper() and word[1:].islower() else one
    if low.endswith("men") and len(low) > 5:
        return word[:-2] + "an"
    if not is_plural(word):
        return word
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """Return the regular plural of a singular noun or of a phrase that ends in one."""
    head, space, last = word.rpartition(" ")
    low = last.lower()
    if low in _PLURALS and low not in _SAME:
        return head + space + _PLURALS[low]
    if low in _SAME or (low.endswith("s") and not low.endswith(("ss", "us", "is"))):
        return word
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
