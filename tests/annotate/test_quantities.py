"""Figures in sentences that we wrote, marked as a colleague would; and sentences without any."""

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.annotate.quantities import Quantities, find_quantities
from pipeline.schema import Quantity
from tests.annotate.notation import read

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def quantities(text: str) -> list[Quantity]:
    doc = NLP.make_doc(text)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    return [quantity for _, _, quantity in find_quantities(doc[:])]


VALUES = [
    "The clinic treated {1,250 patients|1250 patient} before noon.",
    "The depot holds {1 250 tents|1250 tent} and little else.",
    "The dam displaced {1,25,000 villagers|125000 villager}.",
    "Swiss banks held {1'250'000 accounts|1250000 account}.",
    "The mill made {12·5 tonnes|12.5 tonne} of flour.",
    "The town has {twenty-one thousand voters|21000 voter}.",
    "Rebels freed {a dozen hostages|12 hostage} at the bridge.",
    "The flood drowned {half a dozen goats|6 goat}.",
    "{Half a million people|500000 person} fled on foot.",
    "The canal irrigates {2.5 million acres|2500000 acre}.",
    "The firm owes {two and a half million euros|2500000 EUR}.",
    "The ministry hired {one hundred and twelve inspectors|112 inspector}.",
    "They counted {three hundred and six graves|306 grave} in the valley.",
    "The strike cost {one million two hundred thousand working days|1200000 working day}.",
    "The state plans {5 lakh toilets|500000 toilet}.",
    "The river carries {3.2 x 10^6 tonnes|3200000 tonne} of silt.",
    "The sensor logged {1.3e6 readings|1300000 reading}.",
    "The tank leaked {2½ litres|2.5 litre} overnight.",
    "The trail is {10 1/2 miles|10.5 mile} long.",
    "The lake lies at {-27 metres|-27 metre}.",
    "The mean was {minus five degrees Celsius|-5 degree Celsius}.",
    "The app has {3.2m users|3200000 user}.",
    "The plant employs {10k workers|10000 worker}.",
    "The wage goes up by {£1.02|1.02 GBP up} to {£11.44|11.44 GBP up} an hour.",
    "The lake shrank from {25,000|25000 acre down} to {1,350 acres|1350 acre down}.",
    "Both relied on {two AOA sensors|2 sensor}.",
    "Temperatures will pass {50C|50 degree Celsius} in Class 4C.",
    "It took {74 days|74 day}, against a target of {60|60 day}.",
    "They cut the sentence from {14 years|14 year down} to {10|10 year down}.",
    "{One person in five|0.2 fraction} is {over 65|> 65 year}.",
    "Petrol costs {98p|0.98 GBP}, down {14p|0.14 GBP down}, and is shown in 720p.",
    "Profit was {EUR 412m|412000000 EUR} ({361m|361000000 EUR} in 2023).",
    "They expect a fine of {EUR 300m to 500m|300000000..500000000 EUR}.",
    "The track is {300m|300 metre} long and cost {EUR 5m|5000000 EUR}.",
    "Scores rose by {0.12 standard deviations|0.12 standard deviation up}.",
    "Growth beat forecasts in {three of the past four years|3 year}.",
    "The party won {six of the last nine polls|6 poll}.",
    "Deaths fell by {5%|5 percent down} (relative risk {0.38|0.38 -}).",
    "The state has {six sessions courts|6 court}.",
    "Most {18- to 24-year-olds|18..24 year} had voted.",
    "The {2,300-strong|2300 member} workforce backed the strike.",
    "Costs rose by {a factor of three|3 times up}.",
    "It has {2 beds|2 bed / 1000 people} and {1 nurse|1 nurse / 1000 people} per 1,000 people.",
    "Prices are {five-and-a-half times|5.5 times} higher than in May.",
    "Some breeds give {10x|10 times} more milk.",
    "The {€1bn-a-year|1000000000 EUR / year} scheme has ended.",
    "The road costs {Sh2.1 billion|2100000000 shilling}.",
    "Mortality was {2.3 deaths|2.3 death / 10000; day} per 10,000 per day.",
    "It is due within {thirty (30) days|30 day} of notice.",
    "The court appoints {three (3) or more doctors|>= 3 doctor}.",
    "The fee is {sixty percent|60 percent} (60%) of the cost.",
]
VAGUE = [
    "{Dozens of houses|12..120 house} burned.",
    "The quake killed {hundreds of people|100..1000 person}.",
    "The march drew {thousands of nurses|1000..10000 nurse}.",
    "The drought displaced {tens of thousands of herders|10000..100000 herder}.",
    "The fund lost {tens of millions of dollars|10000000..100000000 USD}.",
    "{Several hundred fighters|100..1000 fighter} surrendered.",
    "{A few thousand jobs|1000..10000 job} are at risk.",
    "The fire razed {several dozen shops|12..120 shop}.",
    "The ban hit {hundreds of thousands of drivers|100000..1000000 driver}.",
    "The locusts ate {millions of tonnes|1000000..10000000 tonne} of maize.",
]
FRACTIONS = [
    "The tithe was {one-fortieth|0.025 fraction} of the harvest.",
    "The fee is {one one-hundredth of one percent|0.01 percent} of the sum.",
    "Water sank by {half a metre|0.5 metre down} within a week.",
    "Sales grew by {a quarter|0.25 fraction up} to {420 cars|420 car up}.",
    "{A third|1/3 fraction: districts} of the districts have no court.",
    "{Two-thirds|2/3 fraction: teachers} of teachers have left.",
    "{Three quarters|3/4 fraction: wells} of the wells are dry.",
    "{Nearly half|<~ 0.5 fraction: harvest} of the harvest rotted.",
    "{More than half|> 0.5 fraction: budget} of the budget went on fuel.",
    "{One in five|0.2 fraction} went to bed hungry.",
    "{3 out of 10|0.3 fraction} failed the exam.",
    "{About 3/4|~ 0.75 fraction: roads} of the roads are unpaved.",
    "The levy takes {a fifth|0.2 fraction: sale price} of the sale price.",
    "{One-tenth|0.1 fraction: fleet} of the fleet is grounded.",
    "It would take {a quarter of a million troops|250000 troop} to hold the city.",
]
RELATIONS = [
    "The blast injured {more than 40 people|> 40 person}.",
    "The convoy had {over 300 trucks|> 300 truck}.",
    "{At least 17 miners|>= 17 miner} were trapped.",
    "{No fewer than 60 judges|>= 60 judge} resigned.",
    "The gap is {exceeding 12 per cent|> 12 percent}.",
    "Fines of {500 euros or more|>= 500 EUR} are rare.",
    "The members could give {€300+ million|>= 300000000 EUR} annually.",
    "It was seen by {2.5+ million people|>= 2500000 person}.",
    "There is room for {500+ projects|>= 500 project: projects}.",
    "The hall seats {200+|>= 200 -} on weekdays.",
    "The cell had {fewer than 30 members|< 30 member}.",
    "Losses were {less than 2 per cent|< 2 percent}.",
    "The port handles {up to 90 ships|<= 90 ship} a month.",
    "{As many as 700 inmates|<= 700 inmate} share one kitchen.",
    "The panel may sit for {at most 10 days|<= 10 day}.",
    "The load {must not exceed 12 tonnes|<= 12 tonne}.",
    "{Around 800 houses|~ 800 house} lost their roofs.",
    "{About 45 schools|~ 45 school} reopened.",
    "{Some 4,000 refugees|~ 4000 refugee} crossed.",
    "{Roughly 1,100 boats|~ 1100 boat} put to sea.",
    "{An estimated 9 million trees|~ 9000000 tree} were felled.",
    "{Approximately 60 km|~ 60 kilometre} of pipe burst.",
    "The wave was {~3 m|~ 3 metre} high.",
    "{Nearly 5,000 cattle|<~ 5000 cattle} died.",
    "{Almost 200 villages|<~ 200 village} are cut off.",
    "{Just under 7 per cent|<~ 7 percent: children} of children are in care.",
    "{Just over 400 seats|>~ 400 seat} were filled.",
    "{Slightly more than 50 wards|>~ 50 ward} voted.",
    "{No more than 15 officers|<= 15 officer} knew.",
    "The queue had {well over 1,000 people|> 1000 person}.",
    "{10 hectares or less|<= 10 hectare} is a smallholding.",
    "{≥ 65 years|>= 65 year} is the cut-off.",
    "The half-life is {5,730 ± 40 years|5730 year}.",
    "The vaccine was {91.3 % ± 2.1 %|91.3 percent} effective.",
    "Children {under 5 years|< 5 year} eat free.",
    "The dose is {<0.5 mg|< 0.5 milligram}.",
]
RANGES = [
    "Costs: {between two hundred and three hundred million dollars|200000000..300000000 USD}.",
    "The risk fell (95% CI {12–31|12..31 -}).",
    "It was {2.3%|2.3 percent} (95% CI: {1.9 to 2.8|1.9..2.8 percent}).",
    "The stay was {6 days|6 day} (range {2–19|2..19 day}).",
    "{Between 40 and 50 million people|40000000..50000000 person} lack power.",
    "Costs run to {4.5-5 billion|4500000000..5000000000 -} a year.",
    "The share is {from 10 to 12 per cent|10..12 percent}.",
    "The class has {15–20 pupils|15..20 pupil}.",
    "A visa costs {$80-$100|80..100 USD}.",
    "Wages are {between €900 and €1,100|900..1100 EUR} a month.",
    "The cave holds {10 to 15 families|10..15 family}.",
    "The patrol takes {two or three hours|2..3 hour}.",
    "Yields were {1.2 to 1.8 t/ha|1.2..1.8 tonne / hectare}.",
    "It weighs {5–10 kg|5..10 kilogram}.",
    "The pump moves {5 kg to 6 kg|5..6 kilogram} of sludge.",
    "They sold {5|5 kilogram} and {6 kg|6 kilogram} parcels.",
    "Debt rose from {87|87000000000 USD up} to {128 billion dollars|128000000000 USD up}.",
    "The rate fell from {10 per cent|10 percent down} to {8 per cent|8 percent down}.",
    "The price went from {$2|2 USD} to {$3|3 USD} overnight.",
]
MONEY = [
    "A seat costs {Sh1,000|1000 KES} in the Kenyan league.",
    "The South African fund lost {R1.2 billion|1200000000 ZAR}.",
    "The bridge cost {$5|5 USD} to cross.",
    "The grant is {US$3bn|3000000000 USD}.",
    "The bond raised {EUR34.6 million|34600000 EUR}.",
    "The state owes {Rs 5 lakh crore|5000000000000 INR}.",
    "Pakistan set aside {Rs 40 billion|40000000000 PKR} for dams.",
    "Canberra pledged {A$12 million|12000000 AUD}.",
    "The toll is {£2.50|2.5 GBP}.",
    "The fine was {20,000 Swiss francs|20000 CHF}.",
    "The loan is worth {3.1 trillion yen|3100000000000 JPY}.",
    "The subsidy is {KSh 450 million|450000000 KES}.",
    "The farm sold for {200,000 Kenyan shillings|200000 KES}.",
    "The ransom was {₦30 million|30000000 NGN}.",
    "The budget is {R$ 2 billion|2000000000 BRL}.",
    "Lagos spent {1.2 billion naira|1200000000 NGN}.",
    "A loaf costs {50 cents|0.5 USD}.",
    "A stamp costs {60 pence|0.6 GBP}.",
    "The aid is {CHF 8 million|8000000 CHF}.",
    "The fund holds {2 million SDR|2000000 XDR}.",
    "The tender is for {¥900 million|900000000 JPY}.",
    "The mine paid {10 million rand|10000000 ZAR}.",
    "The deal is worth {450 million Saudi riyals|450000000 SAR}.",
    "The airline lost {$1.2m|1200000 USD} a day.",
    "Damage came to {three dollars fifty cents|3.5 USD} a head.",
    "He paid {-$5|-5 USD} by mistake.",
]
PER_CENT = [
    "Turnout was {61 per cent|61 percent: Turnout}.",
    "Turnout was {61%|61 percent: Turnout}.",
    "Turnout was {61 pct|61 percent}.",
    "Turnout was {61 per\ncent|61 percent}.",
    "Turnout was {sixty-one percent|61 percent}.",
    "The rate rose {2 percentage points|2 percentage point up}.",
    "The bank cut its rate by {25 basis points|25 basis point down}.",
    "Spending is {0.7 pp|0.7 percentage point} short.",
    "Salinity is {35 ‰|35 per mille}.",
]
PHYSICAL = [
    "The road is {45 km|45 kilometre} long.",
    "The fire burned {1,200 hectares|1200 hectare}.",
    "The turbine yields {3 MW|3 megawatt}.",
    "The sensor draws {3 mW|3 milliwatt}.",
    "The grid lost {450 GWh|450 gigawatt-hour}.",
    "The reactor is at {300 °C|300 degree Celsius}.",
    "The cliff leans at {90˚|90 degree} to the shore.",
    "The kiln is kept at {900˚C|900 degree Celsius} overnight.",
    "The room is {20 degrees Celsius|20 degree Celsius}.",
    "The lot is {500 sq. ft|500 square foot}.",
    "The park covers {120 square kilometres|120 square kilometre}.",
    "The spill is {3,000 barrels|3000 barrel} of oil.",
    "The reservoir holds {2 bcm|2000000000 cubic metre}.",
    "The plot yields {4.2 tonnes|4.2 tonne / hectare} per hectare.",
    "The train runs at {90 km/h|90 kilometre / hour}.",
    "The death rate is {12|12 - / 100000 people} per 100,000 people.",
    "The pit is {12 m|12 metre} deep.",
    "The dose is {5 mg/kg|5 milligram / kilogram}.",
    "The box is {5 ft 6 in|5.5 foot} wide.",
    "The sample weighed {37.8 microgrammes|37.8 microgram}.",
    "Air held {415 ppm|415 parts per million} of the gas.",
]
DURATIONS = [
    "The truce held for {three weeks|3 week}.",
    "A {30-day|30 day: ceasefire} ceasefire was signed.",
    "The suspect is {42 years old|42 year}.",
    "The {15-year-old|15 year} was freed.",
    "Girls aged {14|14 year} may marry.",
    "He is serving {more than ten years|> 10 year}.",
    "The talks lasted {over two hours|> 2 hour}.",
    "Output rose over {two years|2 year}.",
    "Jane Otieno, {71|71 year}, has no pension.",
]
MULTIPLES = [
    "Prices {doubled|2 times up: Prices} in a year.",
    "The toll {tripled|3 times up}.",
    "Arrests rose {fourfold|4 times up}.",
    "Costs are {three times|3 times} the estimate.",
    "The ward has {twice|2 times} as many beds as before.",
    "The fee was {halved|0.5 fraction down}.",
    "Cases grew {10-fold|10 times up}.",
]
CHANGES = [
    "The wage will go up to {$12|12 USD up} next spring.",
    "The class has gone from {31 pupils|31 pupil down} to {24 pupils|24 pupil down}.",
    "Wage growth held at {4 percent|4 percent}.",
    "Prices would {triple|3 times up} within a week.",
    "Exports fell by {12 per cent|12 percent down: Exports} last year.",
    "Imports rose {7%|7 percent up: Imports}.",
    "Exports, up {4 per cent|4 percent up}, beat forecasts.",
    "There was a {10 per cent|10 percent up} increase in fares.",
    "There was a drop of {9 points|9 point down} in a week.",
    "Rents are {5 per cent|5 percent up} higher than in May.",
    "Heat pumps use {a third|1/3 fraction down} less gas than boilers.",
    "The term was cut from {ten years|10 year down} to {6 years|6 year down}.",
    "Budgets for clinics thinned by {3 per cent|3 percent down}.",
    "They logged {14 per cent|14 percent down} fewer raids than before.",
    "The army cut {3,000 posts|3000 post down}.",
    "The cut of {$2 million|2000000 USD down} was reversed.",
    "Turnout was {40 per cent|40 percent down}, down from {52 per cent|52 percent down}.",
]
RATES = [
    "The club earns {$2 million|2000000 USD / year} each year.",
    "The mine uses {40,000 litres|40000 litre / day} a day.",
    "It grows by {3 per cent|3 percent / year up} annually.",
    "The tax is {$4|4 USD / person} per capita.",
    "The cost per pupil was {$410|410 USD / pupil} at both schools.",
    "There are {9 doctors|9 doctor / 10000 people} per 10,000 people.",
    "Coal fetched {$120|120 USD / tonne} a tonne.",
    "The state spends {€80|80 EUR / month} per month on each.",
]
SHARED = [
    "It was left out by {253|253 -} or {12%|12 percent} of them.",
    "Shares were {40|40 percent}, {50|50 percent} and {60 per cent|60 percent}.",
    "They killed {12 soldiers|12 soldier} and wounded {30|30 soldier}.",
    "Of {80 raids|80 raid}, {14|14 raid} failed.",
    "Banks lost money, and {two|2 bank} of them closed.",
    "The number of strikes fell from {214|214 strike down} to {131|131 strike down}.",
    "{Two|2 benchmark} of the nine benchmarks were missed.",
]
NOUNS = [
    "The attack killed {two soldiers|2 soldier} and {one civilian|1 civilian}.",
    "{One person|1 person} was killed.",
    "{12 Iraqis|12 Iraqi} were held.",
    "The council has {9 women|9 woman}.",
    "The survey of {214 schools|214 school: schools} in {eight districts|8 district} ended.",
    "Police seized {14 AK-47 rifles|14 rifle} and {3 jeeps|3 jeep}.",
    "{23 EU states|23 state} signed.",
    "The party won {124 seats|124 seat: seats in the assembly} in the assembly.",
    "{124 terrorist attacks|124 attack} were foiled.",
    "The list names {14 fishermen|14 fisherman}.",
    "It has only {3 buses|3 bus}.",
    "{Two or more|>= 2 -} may apply.",
    "The {five-member|5 member} panel met.",
]
EXAMPLES = [
    *VALUES, *VAGUE, *FRACTIONS, *RELATIONS, *RANGES, *MONEY, *PER_CENT, *PHYSICAL, *DURATIONS,
    *MULTIPLES, *CHANGES, *RATES, *SHARED, *NOUNS,
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
def test_marked_figures_are_read_as_marked(example: str) -> None:
    text, marked = read(example)
    found = quantities(text)
    assert [q.text for q in found] == [m.text for m in marked]
    for quantity, mark in zip(found, marked, strict=True):
        assert quantity.value == pytest.approx(mark.value)
        assert quantity.value_high == (pytest.approx(mark.high) if mark.high else None)
        assert (quantity.relation, quantity.unit) == (mark.relation, mark.unit)
        if mark.per:
            assert quantity.per == mark.per
        if mark.change:
            assert quantity.change == mark.change
        if mark.what:
            assert quantity.what == mark.what


@pytest.mark.parametrize(
    "text",
    ["Electric buses cost $200,000 more than diesel ones.", "The climb took twelve years."],
)
def test_no_change_is_read_where_nothing_moved(text: str) -> None:
    assert [q.change for q in quantities(text)] == [None]


NOTHING = [
    "A map from the registry (www.example.org/files/2018%20- %20035%20-%20map.pdf) hangs there.",
    "The depot held 7.62 x 39 mm ammunition, 155mm artillery shells and 12.7 mm machine guns.",
    "Using (12) and (13), the bound follows from (14).",
    "Write to the Accountability Office, 441 G Street NW, or to 10 Downing Street.",
    "The outbreak peaked in weeks 9–14.",
    "Write to Room W12–140 for part number 2274–COL–AC2–26.",
    "See comment 2 in Pediatrics 78:2 (August 1986): 210-215.",
    "See Lee v. Roe, LEXIS 73, at *8-9.",
    "It is due by year three rather than the usual year five; phase two follows.",
    "Art. I, § 8, cl. 18 is cited in 19 Op. O.L.C. at 353–354.",
    "See U.S. Const. Art. I, § 7, Cls. 2, 3; and Hearing Tr. at 12.",
    "AD 2018–23–51 would no longer apply.",
    "The remaining [*8] interests are theirs.",
    "See 111, 115 (1933), and 86 T.C. at 376.",
    "Sec. 465(a), (c)(3)(A) governs.",
    "The appeal is 11905-14.",
    "Birth 24:2, 90-97 has the table.",
    "Parts 2, 3, 4 and 5 of the Act do not apply.",
    "See §21A(1), (1.1) and (2).",
    "The rule is 17 CFR 240.10b-5.",
    "Call 0800 123 456.",
    "The Court cited 561 U.S. 477 (2010).",
    "The law of 1997 was repealed in 2004.",
    "He was born on 26 August 1961.",
    "The meeting on 26/8/21 was short.",
    "The siege began at 10:30 and ended at 6 pm.",
    "They struck at 5 a.m. on Monday.",
    "The G20 met in Rome.",
    "An F-16 was lost over the bay.",
    "Article 370 was revoked.",
    "The attacks of 9/11 changed the law.",
    "Resolution 1540 binds all states.",
    "See Section 4.2 and Table 3.",
    "As Figure 7 shows, trade recovered.",
    "The claim is on page 14.",
    "Others disagree [3, 4].",
    "Others disagree (Mensah 2019).",
    "Mensah and Roe (2019, p. 77) disagree.",
    "COVID-19 closed the border.",
    "Carriers flew the Boeing 737 again.",
    "PM2.5 is the main pollutant.",
    "CO2 is not the only gas.",
    "Call +92 51 123 4567 for help.",
    "Write to SW1A 2AA.",
    "Version 3.11 fixed the fault.",
    "The third party was not told.",
    "No one was hurt.",
    "It is one of the gravest threats.",
    "This is the 21st century.",
    "The twenty-first session was brief.",
    "The first and second phases are over.",
    "Chapter 12 deals with fraud.",
    "The tribunal sat in Room 101.",
    "ISO 9001 was dropped.",
    "S/RES/1373 (2001) was cited.",
    "Agenda 2030 is off course.",
    "The 1990s were lean years.",
    "In FY 2005/06 the scheme was new.",
    "In Q3 2020 it was dropped.",
    "It was written in 2019-20.",
    "He left last year and returned three months ago.",
    "Over the past ten years little has changed.",
    "The ruling came two years later.",
    "A second half of talks is due.",
    "It is a two-state solution.",
    "The server is at 192.168.1.2.",
    "See https://example.org/2021/08/26/100-dead for more.",
    "She scored a hat-trick, and the side won 3-2.",
    "The army fights on behalf of the state.",
    "One must not forget the war.",
    "The four states should meet.",
    "Write to PO Box 112.",
    "1. Introduction of the scheme",
    "The score was 3:1.",
    "See Sections 5, 7 and 9, and lines 59 through 69 of Form 1040A.",
    "Treaty 6, 7, and 8 Nations objected.",
    "It is laid down in 14 CFR 11.43 and 11.45.",
    "Bills C-48 and C-69 passed; id. at 616-617.",
    "The 737 MAX and the Boeing 737-8 returned.",
    "Write to Nashville, TN 37243-1002.",
    "EN 50126 applies.",
    "If R > 1 and mt > 0, then c(0) = 0.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_names_dates_and_labels_are_no_figures(text: str) -> None:
    assert quantities(text) == []


def test_there_are_as_many_examples_as_we_said() -> None:
    assert len(EXAMPLES) >= 150
    assert len(NOTHING) >= 40


@given(st.text(alphabet="0123456789.,-–%$€£ /()[]abkmnotu½²°'’\n", max_size=60))
@example("0m[0")  # nothing is a share of nothing
def test_every_figure_is_exactly_its_slice(text: str) -> None:
    if not text.strip():
        return
    doc = NLP(text)
    for sent in doc.sents:
        for start, end, quantity in find_quantities(sent):
            assert text[start:end] == quantity.text


def test_the_component_keeps_figures_that_no_token_edge_fits() -> None:
    doc = Quantities()(NLP("Exports of $2bn-worth rose by 80%."))
    assert [span._.quantity.text for span in doc.spans["quantities"]] == ["$2bn", "80%"]
    for span in doc.spans["quantities"]:
        assert span._.quantity.text in span.text


MARKERS = [" [12]", " [3, 4]", " [7–9]", " (Mensah 2019)", " (Roe et al. 2021, p. 4)"]


@given(st.sampled_from(EXAMPLES), st.sampled_from(MARKERS), st.integers(0, 3))
def test_a_citation_marker_behind_a_figure_changes_nothing(
    example: str, marker: str, which: int
) -> None:
    text, marked = read(example)
    mark = marked[which % len(marked)]
    end = text.index(mark.text) + len(mark.text)
    if text[end : end + 1] not in {" ", ".", ","}:
        return
    cited = text[:end] + marker + text[end:]
    assert [told(q) for q in quantities(cited)] == [told(q) for q in quantities(text)]


def told(q: Quantity) -> tuple[object, ...]:
    return q.text, q.value, q.value_high, q.relation, q.unit


@pytest.mark.parametrize(
    ("country", "code"), [("Sudan", "SDG"), ("South Sudan", "SSP"), ("Egypt", "EGP")]
)
def test_a_pound_is_of_the_country_that_is_named(country: str, code: str) -> None:
    text = f"A goat in {country} costs 900 pounds."
    assert [q.unit for *_, q in find_quantities(NLP.make_doc(text)[:])] == [code]
