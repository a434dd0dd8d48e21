"""Page-bottom notes, each a reference of its own."""

from dataclasses import replace

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Page
from tests.builders import bare, line, page, report

FULL = "The ministry said on Monday that more than forty villages had been"
BODY = [line(FULL, top=100), line("cut off by the river.^1^ Relief came late.^2^", top=112)]


def made(*pages: Page) -> Document:
    return assemble(report(*pages), AssemblySettings())


def references(*pages: Page) -> list[tuple[str, str]]:
    return [(found.label, found.text) for found in made(*pages).references]


def notes(*rows: str, top: float = 740, size: float = 7) -> list[Line]:
    return [line(row, top=top + 9 * i, size=size) for i, row in enumerate(rows)]


def test_page_bottom_notes_in_small_type() -> None:
    foot = notes("^1^ Ministry of Water, 2021.", "^2^ UNHCR, Flood", "Update, 4.")
    assert references(page(*BODY, *foot)) == [
        ("1", "Ministry of Water, 2021."),
        ("2", "UNHCR, Flood Update, 4."),
    ]


def test_notes_of_the_bodys_size_by_their_raised_labels() -> None:
    foot = notes("^1^ Ministry of Water, 2021.", "^2^ UNHCR.", size=10)
    assert [label for label, _ in references(page(*BODY, *foot))] == ["1", "2"]


def test_notes_with_plain_numbers_under_a_rule() -> None:
    foot = notes("1. Ministry of Water, 2021.", "2. UNHCR.", size=10)
    made = page(*BODY, *foot, rules=((72, 730, 180, 730.5),))
    assert [label for label, _ in references(made)] == ["1", "2"]


def test_notes_under_a_rule_at_the_head_of_a_last_page_that_is_nearly_empty() -> None:
    foot = notes("1 Ministry of Water, 2021.", "2 UNHCR.", top=120, size=8)
    made = page(*foot, number=2, rules=((72, 112, 250, 112.5),))
    assert [label for label, _ in references(page(*BODY), made)] == ["1", "2"]


def test_a_note_runs_on_on_the_next_page() -> None:
    first = page(*BODY, *notes("^1^ Ministry of Water and of the"))
    second = page(line(FULL, top=100), *notes("Interior, 2021.", "^3^ UNHCR."))
    assert references(first, second)[0] == ("1", "Ministry of Water and of the Interior, 2021.")


def test_a_page_number_at_the_start_of_a_notes_line_is_no_label() -> None:
    foot = notes("^1^ Ministry of Water, 2021.", "^17^ UNHCR, Flood Update, p.", "11. Seen in May.")
    assert references(page(*BODY, *foot))[-1] == ("17", "UNHCR, Flood Update, p. 11. Seen in May.")


def test_a_number_ahead_of_the_count_is_no_label_either() -> None:
    foot = notes(
        "^17^ Ministry of Water, in Rain and Ruin", "75 (Kofi Abel ed., 2019).", "^18^ UN."
    )
    assert references(page(*BODY, *foot)) == [
        ("17", "Ministry of Water, in Rain and Ruin 75 (Kofi Abel ed., 2019)."),
        ("18", "UN."),
    ]


def test_a_note_goes_on_behind_a_colon() -> None:
    first = line("^1^ Kofi Abel, Rain:", top=740, size=7)
    smaller = line("A Ledger of the Basin (2019).", top=748, size=6)
    last = line("^2^ UNHCR.", top=760, size=7)
    found = references(page(*BODY, first, smaller, last))
    assert found[0] == ("1", "Kofi Abel, Rain: A Ledger of the Basin (2019).")


def test_small_print_that_is_numbered_otherwise_is_no_note() -> None:
    paragraphs = notes("(1) Before the next flood, close the dam.", "(2) After it, open it.")
    assert references(page(line(FULL, top=100), *paragraphs)) == []
    rows = notes("1 Acetone 67-64-1 81552", "2 Benzene 71-43-2 34030")
    assert references(page(line(FULL, top=100), *rows)) == []
    formula = notes("^k^ t+1 = at pt+1")
    assert references(page(line(FULL, top=100), *formula)) == []


def test_numbered_items_in_the_body_are_no_notes() -> None:
    rows = [
        line("1. The dam is to be closed.", top=600),
        line("2. The towns are to be told.", top=612),
    ]
    assert references(page(*BODY, *rows)) == []


def test_labels_that_the_ocr_misread_are_those_of_the_pages_markers() -> None:
    foot = notes("‘ Ministry of Water, 2021.", "* UNHCR, Flood Update, 4.", size=7)
    scanned = replace(page(*BODY, *foot), method="ocr")
    assert references(scanned) == [
        ("1", "Ministry of Water, 2021."),
        ("2", "UNHCR, Flood Update, 4."),
    ]


def test_a_lost_label_stays_lost_if_the_markers_do_not_count_the_notes() -> None:
    foot = notes("‘ Ministry of Water, 2021.", "* UNHCR.", "* Ibid.", size=7)
    assert "1" not in {label for label, _ in references(replace(page(*BODY, *foot), method="ocr"))}


def test_notes_of_bare_text_whose_numbers_became_signs() -> None:
    text = ["Forty villages were cut off by the river.", "", "‘ Ministry of Water, 2021, p. 4.", ""]
    document = made(bare(*text, "* UNHCR, Flood Update no. 4.", "", "Relief came late."))
    assert [block.kind for block in document.blocks] == ["paragraph", "note", "note", "paragraph"]


def test_a_quotation_of_bare_text_is_no_note() -> None:
    document = made(bare("He came late.", "", "“Nobody asked us on p. 4,” said the mayor.", ""))
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


RULE = (72.0, 730.0, 172.0, 731.0)


def scan(*foot: Line, number: int = 1) -> Page:
    return page(*BODY, *foot, method="ocr", rules=(RULE,), number=number)


def test_under_the_rule_of_a_scan_all_are_notes_whatever_size_was_read() -> None:
    foot = notes("^1^ Ministry of Water, 2021.", "^2^ UNHCR, Flood Update.")
    odd = line("Abel, op. cit.", top=758, size=14)
    document = made(scan(*foot, odd))
    assert [block.kind for block in document.blocks] == ["paragraph", "note", "note", "note"]


def test_a_scans_first_note_may_be_indented_under_its_rule_and_have_lost_its_number() -> None:
    foot = [line("Id. at 18.", top=740, left=108, size=7)]
    foot += [line("^2^ UNHCR, Flood", top=760, left=108, size=7), *notes("Update, 4.", top=769)]
    assert references(scan(*foot)) == [("1", "Id. at 18."), ("2", "UNHCR, Flood Update, 4.")]


def test_a_scans_note_begins_where_notes_are_indented_though_the_one_before_has_no_stop() -> None:
    foot = [line("^1^ Abel, Rain and Ruin, at", top=740, left=108, size=7)]
    foot += [*notes("https://www.example.org/rain", top=749)]
    foot += [line("Odum, The Dam (2019).", top=768, left=108, size=7)]
    assert references(scan(*foot)) == [
        ("1", "Abel, Rain and Ruin, at https://www.example.org/rain"),
        ("2", "Odum, The Dam (2019)."),
    ]


def test_what_begins_a_scans_page_with_a_capital_is_a_note_if_the_one_before_has_ended() -> None:
    first = scan(*notes("^1^ Ministry of Water, 2021.", "^2^ UNHCR, Flood Update."))
    found = references(first, scan(*notes("Id. at 18.", "^4^ Ibid."), number=2))
    assert [text for _, text in found][2:] == ["Id. at 18.", "Ibid."]


def test_dirt_at_the_start_of_a_body_line_is_no_label_of_a_note() -> None:
    def printed(share: float) -> Document:
        dirty = line("^4^ raised the dam again. It was full in a week.", top=460)
        sign = replace(dirty.words[0], readings=(("4", share),))
        last = replace(dirty, words=(sign, *dirty.words[1:]))
        return made(page(*BODY, line(FULL, top=448), last, method="ocr"))

    assert "note" not in [block.kind for block in printed(0.2).blocks]
    assert "note" in [block.kind for block in printed(0.9).blocks]


def test_a_rule_in_the_body_of_a_scan_has_no_notes_under_it() -> None:
    body = [line("cut off by the river. See Abel v. Odum, 3 Rep. 4.", top=740)]
    under = [line("It was reversed.^8^ The ministry paid.", top=752)]
    document = made(page(line(FULL, top=728), *body, *under, method="ocr", rules=(RULE,)))
    assert "note" not in [block.kind for block in document.blocks]


def test_numbers_glued_to_their_notes() -> None:
    foot = notes("1Ministry of Water, 2021.", "2“Flood Update”, UNHCR.")
    assert references(page(*BODY, *foot)) == [
        ("1", "Ministry of Water, 2021."),
        ("2", "“Flood Update”, UNHCR."),
    ]


def test_a_number_that_is_part_of_a_name_is_no_glued_label() -> None:
    foot = notes("^1^ Ministry of Water, Radio on", "5G networks, on 3D maps and", "2nd edition.")
    assert references(page(*BODY, *foot)) == [
        ("1", "Ministry of Water, Radio on 5G networks, on 3D maps and 2nd edition.")
    ]


def test_a_note_full_of_numbers_is_no_row_of_a_table() -> None:
    foot = notes("1 OJ L 347, 20.12.2013, p. 320.", "2 OJ C 12, 4.1.2014, p. 9.")
    assert [label for label, _ in references(page(*BODY, *foot))] == ["1", "2"]


def test_notes_that_hold_more_letters_than_the_text_above_them() -> None:
    foot = notes(*(f"^{n}^ {FULL} {FULL}" for n in (1, 2, 3)), size=8, top=600)
    document = made(
        page("Rain fell for a week.^1^ It did harm.^2^ Then it stopped.^3^", FULL, *foot)
    )
    assert [block.kind for block in document.blocks] == [*["paragraph"] * 2, *["note"] * 3]
