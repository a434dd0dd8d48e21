"""The words of made sentences: what reports are about. All written by us."""

PLURALS = """
    attacks arrests hospitals schools clinics farmers pupils nurses refugees civilians villages
    households families vessels trawlers permits licences subsidies loans exports imports prices
    wages rents taxes fees cases deaths births patients doctors teachers soldiers fighters
    prisoners voters ballots seats polls courts judges verdicts fines rules laws treaties talks
    sanctions weapons rifles mines drones bridges roads railways ports ships flights vehicles
    buses homes houses flats tenants landlords workers unions jobs firms banks bonds funds
    grants donors payments debts reserves tariffs quotas forests rivers dams wells pumps floods
    fires droughts storms emissions turbines plants mines miners accidents injuries crimes
    thefts complaints visits tourists students graduates degrees courses trials vaccines doses
    tests infections beds wards surgeries operations
""".split()
SINGULARS = """
    attack hospital school clinic ministry government tax levy grant loan budget deficit port
    railway bridge power water health trade labour security police army court prison border city
    district county province council committee commission panel report survey study audit
    inquiry plan programme project scheme fund bank company firm union party election vote
    energy food fuel gas oil grain rice wheat fish crop harvest price wage rent home house farm
    forest river climate market export import visa asylum pension insurance drug vaccine virus
    disease surgery maternity
""".split()
COUNTED = (
    "household child adult woman man pupil farmer voter worker teacher patient firm clinic".split()
)
MASS = """
    unemployment inflation output spending revenue production consumption employment turnout
    migration lending trade rainfall demand investment enrolment absenteeism poverty crime
    traffic growth funding support attendance mortality electricity
""".split()
MEASURES = (
    ("waiting", "times", "NNS"), ("fuel", "subsidies", "NNS"), ("house", "prices", "NNS"),
    ("unemployment", "rate", "NN"), ("death", "toll", "NN"), ("carbon", "emissions", "NNS"),
    ("school", "enrolment", "NN"), ("trade", "deficit", "NN"), ("crime", "rate", "NN"),
    ("", "catches", "NNS"), ("", "landings", "NNS"), ("", "arrivals", "NNS"), ("", "sales", "NNS"),
    ("", "costs", "NNS"), ("", "deaths", "NNS"), ("", "rates", "NNS"), ("", "turnover", "NN"),
    ("response", "times", "NNS"), ("food", "imports", "NNS"), ("real", "incomes", "NNS"),
    ("tax", "revenue", "NN"), ("budget", "deficit", "NN"), ("birth", "rate", "NN"),
    ("bank", "lending", "NN"), ("staff", "costs", "NNS"), ("", "membership", "NN"),
)  # fmt: skip
AMOUNTS = ("number", "share", "proportion", "cost", "price", "value", "total", "rate", "level")
ADJECTIVES = """
    rural urban national local foreign public private new annual average industrial small large
    armed elderly young female male poor senior regional military medical primary secondary
    final recent severe illegal temporary provisional lower higher independent former global
    northern southern eastern western
""".split()
PLACES = """
    Chad Kenya Ghana Peru Chile Nepal Senegal Norway Poland Mexico Jordan Iraq Vietnam Malawi Zambia
    Mali Canada Portugal Estonia Georgia Bolivia Morocco Turkey Sudan Yemen Dakar Lima Oslo Cairo
    Leeds Porto Riga Quito Hanoi Accra Kabul Aleppo Mosul Ohio Texas Kerala Punjab Anatolia Sicily
    Sierra_Leone Sri_Lanka Costa_Rica West_Africa Lake_Chad South_Sudan Northern_Ireland
    Burkina_Faso New_Zealand East_Timor Central_Asia Harbour_District North_Province
""".split()  # a name's words are joined by "_"
GIVEN = """
    Anna Joseph Petra Viktor Erik Leena Oskar Mariam Ousmane Ruth Tom Ingrid Helen Fatima Nadia
    Lars Amina Carlos Elena David Grace Hassan Ivan Julia Kofi Linh Miguel Noor Omar Priya Rosa
    Samuel Tariq Yuki Zainab
""".split()
SURNAMES = """
    Lindqvist Mwangi Halonen Saari Toivonen Aho Vainio Diop Okafor Adeyemi Solheim Marsh Said
    Osei Brandt Hassan Garcia Petrov Smith Jones Khan Nguyen Silva Kowalski Mensah Rossi Weber
    Dubois Tanaka Haddad Santos
""".split()
TITLES = (
    "President",
    "Senator",
    "Minister",
    "Mayor",
    "Professor",
    "Judge",
    "General",
    "Dr.",
    "Mr.",
    "Ms.",
)
ROLES = ("minister", "director", "secretary", "commissioner", "chief", "spokeswoman", "chairman")
FIELDS = ("health", "fisheries", "defence", "finance", "education", "police", "union", "transport")
INSTITUTIONS = (
    "Ministry",
    "Department",
    "Office",
    "Bureau",
    "Institute",
    "Council",
    "Centre",
    "Agency",
)
MATTERS = (
    "Health",
    "Finance",
    "Education",
    "Defence",
    "Statistics",
    "Fisheries",
    "Justice",
    "Energy",
)
BODIES = """
    World_Bank European_Commission Central_Bank Red_Crescent Election_Commission Audit_Office
    Civic_Alliance Lake_Party Green_League Farmers_Union Basin_Defence_Forces Northern_Front
    Coastal_Policy_Lab Nile_Star_Logistics Supreme_Court Security_Council Data_Agency
    Housing_Board Police_Service National_Assembly Energy_Authority Transport_Committee
    Herders_Union Teachers_Association Kanta_Research
""".split()
CROWDS = """
    officials experts analysts observers residents researchers doctors police witnesses critics
    investigators campaigners farmers traders rebels lawyers economists auditors ministers
    gunmen militants fighters soldiers inspectors prosecutors lawmakers protesters survivors
    smugglers villagers insurgents troops
""".split()
ASKED = "interviewed consulted surveyed polled questioned asked quoted employed hired".split()
TELLERS = """
    teacher nurse farmer trader official spokesman spokeswoman minister resident student soldier
    driver shopkeeper lawyer witness analyst researcher
""".split()
HEARERS = "reporters journalists lawmakers senators investigators voters delegates".split()
GROUPS = "union charity network company party coalition bank group federation lender".split()
ENDING = """
    killing wounding displacing leaving forcing causing bringing closing citing damaging affecting
    creating saving covering
""".split()
DOING = "fishing working living operating trading farming flying fighting studying".split()
AT = ("off", "in", "between", "around", "near", "along")
DONE = """
    licensed interviewed published detained funded trained published licensed named employed
""".split()
SPELLED = "two three four five six seven eight nine ten eleven twelve twenty thirty".split()
SIGNS = ("$", "€", "£", "US$", "$", "₹", "₦", "¥")
UNITS = """
    tonnes days years kilometres people hectares litres months hours points troops jobs barrels
""".split()
MONTHS = """
    January February March April May June July August September October November December
""".split()

# Base, third person, past, participle.
Verb = tuple[str, str, str, str]


def _regular(*bases: str) -> tuple[Verb, ...]:
    out: list[Verb] = []
    for base in bases:
        stem = base[:-1] if base.endswith("e") else base
        third = f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"
        if base.endswith("y") and base[-2] not in "aeiou":
            third, stem = f"{base[:-1]}ies", f"{base[:-1]}i"
        out.append((base, third, f"{stem}ed", f"{stem}ed"))
    return tuple(out)


MOVES: tuple[Verb, ...] = (
    ("rise", "rises", "rose", "risen"), ("fall", "falls", "fell", "fallen"),
    ("grow", "grows", "grew", "grown"), ("shrink", "shrinks", "shrank", "shrunk"),
    ("drop", "drops", "dropped", "dropped"), ("slip", "slips", "slipped", "slipped"),
    ("rise", "rises", "rose", "risen"), ("fall", "falls", "fell", "fallen"),
    *_regular("decline", "increase", "decrease", "climb", "jump", "double", "halve", "triple",
              "rebound", "plunge", "surge", "soar", "tumble", "expand"),
)  # fmt: skip
AMOUNTING: tuple[tuple[Verb, str], ...] = (
    (("come", "comes", "came", "come"), "to"),
    (("amount", "amounts", "amounted", "amounted"), "to"),
    (("stand", "stands", "stood", "stood"), "at"),
    (("remain", "remains", "remained", "remained"), "at"),
)
REACHING: tuple[Verb, ...] = (
    ("top", "tops", "topped", "topped"), *_regular("reach", "total", "average", "exceed"),
)  # fmt: skip
ACTS: tuple[Verb, ...] = (
    ("build", "builds", "built", "built"), ("buy", "buys", "bought", "bought"),
    ("shut", "shuts", "shut", "shut"), ("cut", "cuts", "cut", "cut"),
    ("hold", "holds", "held", "held"), ("lose", "loses", "lost", "lost"),
    ("find", "finds", "found", "found"), ("win", "wins", "won", "won"),
    ("sell", "sells", "sold", "sold"), ("pay", "pays", "paid", "paid"),
    ("expel", "expels", "expelled", "expelled"),
    *_regular(
        "close", "open", "treat", "train", "kill", "detain", "arrest", "attack", "seize",
        "approve", "reject", "receive", "accuse", "register", "inspect", "destroy", "damage",
        "support", "fund", "trace", "release", "visit", "employ", "raise", "reduce", "review",
        "launch", "storm", "abduct", "wound", "evacuate", "displace", "recover", "vaccinate",
        "screen", "fine", "sentence", "recruit", "deploy", "repair", "block"),
)  # fmt: skip
YIELDING: tuple[Verb, ...] = (
    ("cost", "costs", "cost", "cost"), ("bring", "brings", "brought", "brought"),
    ("save", "saves", "saved", "saved"), *_regular("yield", "earn", "raise", "attract"),
)  # fmt: skip
LIVING: tuple[Verb, ...] = (
    ("have", "has", "had", "had"), ("want", "wants", "wanted", "wanted"),
    *_regular("own", "lack", "use", "need", "support", "report", "oppose"),
)  # fmt: skip
SHARING: tuple[Verb, ...] = (
    ("make", "makes", "made", "made"), *_regular("account", "account", "represent"),
)  # fmt: skip
STANDING: tuple[Verb, ...] = (
    ("stand", "stands", "stood", "stood"), ("go", "goes", "went", "gone"),
    ("lie", "lies", "lay", "lain"), *_regular("remain", "stay"),
)  # fmt: skip
STATES = "empty missing hungry unpaid open vacant closed unsafe idle homeless".split()
PLANNING = _regular("agree", "want", "promise", "pledge", "decline", "refuse", "expect", "intend")
URGING = _regular("urge", "ask", "order", "allow", "expect", "press")
SAYING: tuple[Verb, ...] = (
    ("say", "says", "said", "said"), ("say", "says", "said", "said"),
    ("find", "finds", "found", "found"), *_regular(
        "report", "warn", "argue", "estimate", "claim", "announce", "note", "add", "state",
        "believe", "calculate", "conclude", "doubt", "insist", "explain", "predict", "complain",
        "mutter", "hope", "fear", "reply", "acknowledge", "suspect", "maintain"),
)  # fmt: skip
CHANGING: tuple[Verb, ...] = (
    ("cut", "cuts", "cut", "cut"), *_regular(
        "raise", "reduce", "increase", "lower", "double", "halve", "limit", "extend"),
)  # fmt: skip
ASCRIBING: tuple[Verb, ...] = _regular("attribute", "ascribe")
CHANGES = ("increase", "decline", "rise", "fall", "growth", "drop", "loss", "change")
