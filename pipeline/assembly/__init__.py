"""Report -> Document: mend words, take callouts out, then freeze the text."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.assembly.blocks import name_kinds
from pipeline.assembly.bullets import mend_bullets
from pipeline.assembly.chapters import Assembled, chapters_of, join_chapters
from pipeline.assembly.dates import borne_out, printed_date_of
from pipeline.assembly.draft import rejoin_lines, tokens_of
from pipeline.assembly.freeze import freeze
from pipeline.assembly.furniture import set_aside
from pipeline.assembly.hyphens import join_hyphens
from pipeline.assembly.imprint import set_fragments_aside, set_imprint_aside
from pipeline.assembly.key_figures import join_key_figures
from pipeline.assembly.markers import (
    entries_of,
    find_in_text,
    raised_callouts,
    resolve_meanings,
    settle_labels,
    take_out_glued,
    take_out_misread,
    take_out_raised,
)
from pipeline.assembly.notes import set_notes_apart
from pipeline.assembly.paragraphs import split_into_blocks, survey
from pipeline.assembly.repair import mend_glyphs, mend_ocr
from pipeline.assembly.run_on_tables import take_rows
from pipeline.assembly.seen import tell_labels
from pipeline.assembly.stitch import flag_seams, join_flow, place_orphans
from pipeline.assembly.tables import link_tables, place_tables
from pipeline.assembly.title import name_title, title_of
from pipeline.citations.resolve import Resolver
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Page, Report

__all__ = ["assemble"]


def assemble(
    report: Report, settings: AssemblySettings, *, pages: Iterable[Page] | None = None
) -> Document:
    """Return the report's text in reading order, and what is known of each stretch of it.

    Args:
        report: what is printed.
        settings: how lines become text.
        pages: all of the report's pages, if they are too many to be held in ``report``.
    """
    every = report.pages if pages is None else pages

    def chapter(own: tuple[Page, ...]) -> Assembled:
        return _assembled(replace(report, pages=own), settings)

    return join_chapters(map(chapter, chapters_of(every)))


def _assembled(report: Report, settings: AssemblySettings) -> Assembled:
    lines, furniture = set_aside(report, share=settings.furniture_share)
    lines, report = take_rows(lines, report)
    usual = survey(report)

    drafts = split_into_blocks(
        join_key_figures(mend_bullets(rejoin_lines(lines), usual)), report, usual
    )
    drafts = set_notes_apart(drafts, report, usual)
    tell_labels(drafts)
    name_kinds(drafts, report, usual)
    set_imprint_aside(drafts, usual)
    drafts = place_orphans(join_flow(drafts, usual))
    set_fragments_aside(drafts)
    drafts, grids = place_tables(drafts, report)
    name_title(drafts, usual_size=usual.size)

    for draft in drafts:
        draft.tokens = tokens_of(draft.lines)
    flag_seams(drafts)
    entries = entries_of(drafts)
    take_out_raised(drafts, entries)
    take_out_glued(drafts, entries)
    take_out_misread(drafts, entries)
    entries = resolve_meanings(settle_labels(drafts, entries))
    mend_glyphs(drafts)
    if settings.join_hyphens:
        join_hyphens(drafts)
    if settings.repair_words:
        mend_ocr(drafts)

    frozen = freeze(drafts)
    resolver = Resolver(entries)
    callouts = [*raised_callouts(frozen), *find_in_text(frozen, drafts, entries, resolver)]
    callouts.sort(key=lambda callout: callout.anchor)
    printed_date = printed_date_of(report, drafts, furniture) or borne_out(report.date, frozen.text)
    document = Document(
        report.id,
        report.file,
        frozen.text,
        title_of(report, drafts),
        printed_date or report.date,
        frozen.blocks,
        link_tables(drafts, frozen.spans, grids),
        tuple(callouts),
        tuple(entry.reference for entry in entries),
        frozen.repairs,
        frozen.words,
        len(report.pages),
        date_is_guess=printed_date is None,
    )
    document = replace(
        document,
        callouts=tuple(
            replace(callout, references=resolver.resolve(callout, _page(document, callout.anchor)))
            for callout in callouts
        ),
    )
    first = report.pages[0].number if report.pages else 1
    return Assembled(document, tuple(entries), first)


def _page(document: Document, anchor: int) -> int:
    """Return the page that what stands right before ``anchor`` was printed on."""
    places = document.locate(max(0, anchor - 1), anchor + 1)
    return places[0].page if places else 1
