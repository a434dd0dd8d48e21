"""What a figure measures, by the constructions that say so: the shipped model's parse is asked."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "whats"),
    [
        ("The drug reduced mortality (hazard ratio 0.71) in men.", ["hazard ratio"]),
        ("The rules (a free vote, two-thirds assent) stand.", ["assent"]),
        ("They had 189 deaths (case fatality ratio 4.6%).", ["deaths", "case fatality ratio"]),
        (
            "Militants carried out 280 attacks in northern Chad in the first half of the year.",
            ["attacks in northern Chad carried out by militants"],
        ),
        ("The list has 370,000 names on it.", ["names of the list"]),
        (
            "Turnout was 58 percent, the lowest ever and eight points below the level of 2019.",
            ["Turnout", "Turnout"],
        ),
        (
            "The lev, which has lost a tenth of its value against the euro in a year, hit 1.95.",
            ["value lost by the lev", "lev"],
        ),
        (
            "Analysts expect inflation, now at 31 percent, to ease to about 25 percent by June.",
            ["inflation", "inflation"],
        ),
        (
            "Reform could add 0.2 per cent to GDP within five years, some £6.8 billion.",
            ["GDP", "time within which reform could add to GDP", "GDP"],
        ),
        ("Evans and Popova reviewed 19 studies.", ["studies reviewed by Evans"]),
        ("GDP grew by 0.5%, a touch below the 0.6% projected in May.", ["GDP", "GDP"]),
        ("Surveys pointed to growth of around 0.3%.", ["growth"]),
        ("Firms plan deals in a range of 2% to 4%.", ["deals"]),
        (
            "The filters were out of order on 143 days.",
            ["time on which filters were out of order"],
        ),
        ("Fines in such cases have ranged from €60,000 to €90,000.", ["Fines in such cases"]),
        ("Children here have lead levels three times the national mean.", ["lead levels"]),
        (
            "The mill burned 5 tonnes of lead, more than twice what its permit allows.",
            ["lead burnt by the mill", "lead burnt by the mill"],
        ),
        ("The city tested every pupil in the county, some 2,300 in all.", ["pupil"]),
        (
            "Cash raised food prices by 2 percent while vouchers lowered them by 4 percent.",
            ["food prices", "food prices"],
        ),
        ("Turbidity reached 14,000 NTU in May.", ["Turbidity"]),
        ("The fund pays for transfers above $100.", ["transfers"]),
        ("Mahama leads Bawumia by 12 points.", ["lead of Mahama over Bawumia"]),
        ("Lead was high in 7 out of 10 households.", ["households"]),
        ("Rainfall was 40 mm above average.", ["rainfall"]),
        (
            "In a trial of 900 adults, a dose reduced disease by 62%.",
            ["adults in the trial", "disease"],
        ),
        ("Peru makes 63 percent of the world's silver.", ["world's silver"]),
        (
            "The firm announced two plants in Ohio worth $20 billion.",
            ["plants in Ohio announced by the firm", "plants in Ohio"],
        ),
        ("A gap that the board puts at 67,000 workers will close.", ["gap"]),
        (
            "Some 400 people reached Bari in 2023, up 50 per cent on 2022.",
            ["people who reached Bari", "people who reached Bari"],
        ),
        (
            "Four in ten complaints concerned the police; a further 22 per cent were about land.",
            ["complaints that concerned the police", "complaints that were about land"],
        ),
        (
            "The state created 900 jobs over eight years.",
            ["jobs created by the state", "time over which the state created jobs"],
        ),
        ("Italy agreed to process 36,000 refugees a year.", ["refugees processed by Italy"]),
        ("Deposits fell 0.4% quarter on quarter.", ["Deposits"]),
        ("We gained 900 members in May and lost 40 in June.", ["members gained", "members lost"]),
        ("The storm cut power to 340,000 homes.", ["homes to which the storm cut power"]),
        # what is put, estimated, moved
        ("Cutting prices by 5 points would help migrants.", ["prices"]),
        ("The agency estimates the average cost to be $7,650.", ["average cost"]),
        ("A 15 percent cut in clinic staff took effect in July.", ["clinic staff"]),
        ("A drop in exports of 7 percent surprised analysts.", ["exports"]),
        ("The firm was fined €1.2 billion.", ["fine on the firm"]),
        (
            "Roads make up 38% of the fund, energy 27% and clean water 11%.",
            ["roads as a share of fund", "energy", "clean water"],
        ),
        (
            "The toll is 1,482, with 3,000 injured and 200 missing.",
            ["toll", "people injured", "people missing"],
        ),
        ("They approved an allocation of €22.5m for 2024–2026.", ["allocation"]),
        ("It covers a tenth of needs, put at $4.3bn.", ["needs covered", "needs"]),
        ("It kept its rate after a cut of 100 basis points.", ["cut"]),
        ("The cost of the dam, which engineers put at $4 billion, is high.", ["cost of the dam"]),
        (
            "Lending rose by 28 per cent in Bol, where trade is strong, and fell by 4 per cent.",
            ["Lending", "Lending"],
        ),
        (
            "The overrun was 3.9 per cent, and in 2020, when floods struck, it reached 7 per cent.",
            ["overrun", "overrun"],
        ),
        ("The army says 1,200 fighters, some of them boys, remain.", ["fighters who remain"]),
        ("Some 300 homes, 40 of them in Bol, burned.", ["homes that burned", "homes in Bol"]),
        ("The 90 men, a third of them teachers, left.", ["men who left", "teachers"]),
        (
            "A resolution of the Assembly passed by two-thirds of all Members present and voting.",
            ["Members present and voting"],
        ),
        ("A lack of €50,000 in support closed the theatre.", ["lack in support"]),
        # what the verb governs
        ("Catches there rose by 12 per cent, the ministry reported.", ["Catches there"]),
        ("Transfers cut travel time by an average of 40 minutes.", ["travel time"]),
        ("Waiting times rose from a median of 41 days to 97 days.", ["Waiting times"] * 2),
        ("Poaching has reduced the herd to fewer than 900 animals.", ["herd"]),
        ("Lending was up by 21 per cent, and card debt by a third.", ["Lending", "card debt"]),
        ("The agency lost the $3.6 million it had paid.", ["money paid by the agency"]),
        ("The court fined the bank $9 million.", ["fine on the bank"]),
        ("Polling opened more than an hour late, observers said.", ["Polling"]),
        (
            "The navy ordered two frigates, each costing €750 million.",
            ["frigates ordered by the navy", "cost of each frigate"],
        ),
        ("Tourists spent $8 billion in the quarter.", ["money that tourists spent"]),
        ("Rents in the town are €900 a month on average.", ["Rents in the town"]),
        ("Exports to Chad, worth $14 million, have stopped.", ["Exports to Chad"]),
        ("The telescope, which cost €1.4 billion, is ready.", ["cost of the telescope"]),
        # of whom, and who among them
        ("Firms employing fewer than 50 people are exempt from it.", ["people employed by firms"]),
        ("A survey of 2,000 adults was published.", ["adults surveyed"]),
        (
            "The blast wounded 26 civilians, including nine children.",
            ["civilians wounded by the blast", "children wounded by the blast"],
        ),
        # a bracket breaks down what stands before it
        (
            "The deficit fell to 4 per cent of GDP ($7 billion).",
            ["deficit", "deficit"],
        ),
        (
            "Enrollment was 17.8 million (11.2 million in colleges and 6.5 million in schools).",
            ["Enrollment", "Enrollment in colleges", "Enrollment in schools"],
        ),
        ("The largest donor, Japan ($210 million), has left.", ["Japan"]),
        # a figure that completes another word's phrase
        ("The subsidy adds $6 to the price of wheat.", ["price of wheat"]),
        ("The bureau expects Australian yields to drop by 30 %.", ["Australian yields"]),
        ("Parts come by road from Cotonou, 1,700 km away.", ["distance of Cotonou away"]),
        ("The trust reduced delays to nine weeks.", ["delays"]),
        ("The report tells of an increase of 18 per cent in violent crime.", ["violent crime"]),
        ("Analysts expect growth of 2.4 per cent next year.", ["growth"]),
        ("Prices have doubled, and wages are up 7 per cent.", ["Prices", "wages"]),
        (
            "One in three visits to the site came from abroad.",
            ["visits to the site that came from abroad"],
        ),
        (
            "The court received 911 petitions, of which 212 were dismissed.",
            ["petitions received by the court", "petitions dismissed"],
        ),
        # the verb is not said again, or stands behind a figure that no noun follows
        ("The Reds won 32 seats and the Greens six.", ["seats won by the Reds", "Greens"]),
        (
            "Among the pupils asked, 31 per cent trusted the judges.",
            ["pupils who trusted the judges"],
        ),
        # what the clause says of the counted noun, with its helping verbs
        ("Only 12 nurses could not recall the drill.", ["nurses who could not recall the drill"]),
        ("Attacks that killed 40 worshippers drew anger.", ["worshippers killed by attacks"]),
        ("The floods swept away nine bridges.", ["bridges swept away by the floods"]),
        # never the outer clause's subject, never a verb alone
        (
            "Projections suggest ten members could generate $50 million.",
            ["members who could generate", "money generated by members"],
        ),
        (
            "Seventy percent of voters disagreed, while 29% agreed.",
            ["voters who disagreed", "voters who agreed"],
        ),
        ("Of these pupils, 42 percent were male.", ["pupils who were male"]),
        ("The port handles 900 ships but no ferries.", ["ships handled by the port"]),
        ("A bus leaves every 15 minutes.", ["interval at which a bus leaves"]),
        ("The fund lost 14 percent of its value.", ["value lost by the fund"]),
        (
            "The ferry carried 412 passengers, twice its capacity.",
            ["passengers carried by the ferry", "passengers carried by the ferry"],
        ),
        ("Crude rose $1.12 to $84.30.", ["Crude", "Crude"]),
        ("Germany took in 900,000 refugees.", ["refugees taken in by Germany"]),
        ("Received: $10.4M", ["Received"]),
        ("Floods displaced 40,000.", ["people displaced by floods"]),
        # by how much what was counted moved
        (
            "The agency issued 88 licences in May, a sharp drop of a third.",
            ["licences issued by the agency", "licences issued by the agency"],
        ),
    ],
)
def test_what_figures_measure(text: str, whats: list[str]) -> None:
    assert [figure.what for figure in figures_of(text)] == whats
