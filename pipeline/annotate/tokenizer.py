"""The tokeniser, decided once: the same when the model is trained and when it is used.

It is spaCy's English tokeniser (non-destructive: the tokens and their white space are the
text) with other rules for hyphens, ranges and units:

- Names are whole: ``IS-K``, ``Al-Qaeda``, ``Mazar-i-Sharif``, ``Pak-Afghan``, ``U.S.``; so
  are words with a bound prefix: ``counter-terrorism``, ``re-imposed``, ``pro-Iranian``.
- Two states or their peoples joined by a hyphen are two names: ``Iran - Iraq``,
  ``US - Taliban``; so is what acts for one: ``Saudi - led``, ``U.S. - backed``.
- Other compounds are split, as Universal Dependencies does: ``long - term``.
- Figures stand alone: ``1996 - 2001``, ``$ 2 bn``, ``80 %``.
- The stop of an abbreviation is its own: ``Lt.``, ``et al.``, ``Wed.``; brackets within a word are
  the word's: ``871(a)(1)``, ``Member(s)``, ``[t]he``.

The list of bound prefixes follows the hyphen rules of the English Web Treebank's guidelines
(Linguistic Data Consortium 2012), which Universal Dependencies adopted for English.
"""

import re
from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.lang.en import English
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]  # compiled, without types
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

from pipeline.annotate.wordlists import words_for

NAME = "reports_tokenizer.v1"
ABBREVIATIONS = "sentence_words.tsv"

# Not words of their own: what follows the hyphen belongs to the same token.
PREFIXES = (
    "agro", "ante", "anti", "arch", "bi", "bio", "co", "counter", "cross", "cyber", "de", "di",
    "e", "eco", "ex", "extra", "hyper", "infra", "inter", "intra", "macro", "mega", "micro",
    "mid", "mini", "mis", "mono", "multi", "narco", "neo", "non", "over", "pan", "para", "peri",
    "poly", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super", "supra",
    "tele", "trans", "tri", "ultra", "un", "uni", "vice",
)  # fmt: skip
# Between the parts of a name: Hizb-ut-Tahrir, Ajnad al-Sham, Vitry-sur-Seine.
PARTICLES = (
    "a", "ad", "al", "ar", "as", "ash", "at", "az", "bin", "da", "de", "del", "der", "di", "do",
    "du", "e", "el", "en", "i", "ibn", "la", "las", "le", "les", "of", "o", "sous", "sur", "ud",
    "ul", "un", "ur", "us", "ut", "uz", "van", "von", "y",
)  # fmt: skip
# Names that keep their own sense when a hyphen joins two of them.
SIDES = (
    "Afghan", "Afghanistan", "America", "American", "Arab", "Armenia", "Armenian", "Azerbaijan",
    "Azerbaijani", "Australia", "Australian", "Britain", "British", "Canada", "Canadian", "China",
    "Chinese", "Cuba", "Cuban", "EU", "Egypt", "Egyptian", "Eritrea", "Eritrean", "Ethiopia",
    "Ethiopian", "France", "French", "Georgia", "Georgian", "German", "Germany", "Greece",
    "Greek", "Hamas", "Hezbollah", "Hizballah", "India", "Indian", "Iran", "Iranian", "Iraq",
    "Iraqi", "Israel", "Israeli", "Italian", "Italy", "Japan", "Japanese", "Jordan", "Jordanian",
    "Kurdish", "Kuwait", "Kuwaiti", "Lebanese", "Lebanon", "Libya", "Libyan", "NATO", "Pakistan",
    "Pakistani", "Palestine", "Palestinian", "Poland", "Polish", "Qatar", "Qatari", "Russia",
    "Russian", "Rwanda", "Rwandan", "Saudi", "Somali", "Somalia", "Soviet", "Sudan", "Sudanese",
    "Syria", "Syrian", "Taiwan", "Taliban", "Turkey", "Turkish", "UAE", "UK", "UN", "US", "USA",
    "Uganda", "Ugandan", "Ukraine", "Ukrainian", "Venezuela", "Venezuelan", "Vietnam",
    "Vietnamese", "Yemen", "Yemeni",
)  # fmt: skip
HYPHEN = r"[-\u2010\u2011]"
DASH = r"[\u2012\u2013\u2014\u2015]"


def _hyphens() -> list[str]:
    """Return the patterns of a hyphen at which a word is cut."""
    # A look-behind must have a fixed width, so each word has its own.
    not_bound = "".join(rf"(?<!\b[{p[0]}{p[0].upper()}]{p[1:]})" for p in PREFIXES)
    in_a_name = rf"(?:{'|'.join(PARTICLES)}){HYPHEN}[{ALPHA_UPPER}]|[ei]\b(?!{HYPHEN})"
    behind_a_side = "|".join(rf"(?<=\b{side})" for side in SIDES)
    return [
        # long-term, Saudi-led; not Al-Qaeda, not Mazar-i-Sharif
        rf"(?<=[{ALPHA}]){not_bound}{HYPHEN}(?=[{ALPHA_LOWER}])(?!{in_a_name})",
        # Mazar-e Sharif stands; e-mail is bound; x-ray and the like are split above
        rf"(?:{behind_a_side}){HYPHEN}(?=(?:{'|'.join(SIDES)})\b)",
        rf"(?<=[A-Z]\.){HYPHEN}(?=[{ALPHA}])",  # U.S.-led
        rf"(?<=[0-9]){HYPHEN}(?=[0-9{ALPHA_LOWER}])",  # 1996-2001, 10,000-strong
        rf"(?<=[{ALPHA}0-9%]){DASH}(?=[{ALPHA}0-9$£€])",  # 1996–2001, word—word
        rf"(?<=[0-9])%(?={DASH}|{HYPHEN})",  # 80%-90%
        rf"(?<=%){HYPHEN}(?=[0-9])",
    ]


def _infixes() -> list[str]:
    # spaCy's own pattern for hyphens between letters is the only one with a double hyphen.
    kept = [pattern for pattern in English.Defaults.infixes if "--" not in pattern]
    return [*kept, rf"(?<=[{ALPHA}])(?:--+|——+|~)(?=[{ALPHA}])", *_hyphens()]


# Section 871(a)(1), a 401(k) plan; person(s), widow(er); 713-853-3989.
WHOLE = re.compile(
    r"(?:\d[\dA-Za-z.]*(?:\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))+"
    r"|[A-Za-z]{2,}\((?:s|es|ies|er|ren)\)"
    r"|(?:1-)?\d{3}-\d{3}-\d{4})$"
)
# Short forms that are words too, and seldom short in print: I'd, we'd.
NOT_SHORT = frozenset({"id", "Id", "wed", "Wed"})
# spaCy's faces that are a bracket or a figure beside a sign in a report: `(see Table 8)`, `(a):`.
NO_FACE = re.compile(r"[()\[].*|[^\w]+\d|\d[^\w]+")


def _exceptions(nlp: Language) -> dict[str, list[dict[int | str, str]]]:
    """Return what is cut as it is listed: spaCy's list, mended, and our abbreviations."""
    kept = {
        text: parts
        for text, parts in nlp.Defaults.tokenizer_exceptions.items()
        if text not in NOT_SHORT and not NO_FACE.fullmatch(text)
    }
    words = words_for("always followed", ABBREVIATIONS) | words_for("one token", ABBREVIATIONS)
    forms = {f"{form}." for word in words for form in (word, word.capitalize())}
    return {form: [{ORTH: form}] for form in sorted(forms)} | kept


def build(nlp: Language) -> Tokenizer:
    """Return the tokeniser for ``nlp``, whose exceptions (``don't``, ``U.S.``) it keeps."""
    defaults = nlp.Defaults
    # Runs of signs are one token, so they come before the single ones. Print has no long mixed
    # one; to cut it sign by sign would take the square of its length.
    runs = [r"(?<![^\w\s])[^\w\s]{25,}", r"[!?]{2,}", r"[=_*~+-]{3,}", "<<+", ">>+"]
    mended_letter = r"(?![A-Za-z]\][a-z])"  # [t]he
    opening = [rf"\[{mended_letter}" if p == r"\[" else p for p in defaults.prefixes or ()]
    prefixes = [*runs, *opening, "~", r"\|", "«", "‣", "▪", "●", "►"]
    suffixes = [
        *runs,
        *(defaults.suffixes or ()),
        r"(?<=[0-9])(?:bn|mn|tn|trn)",
        "~",
        r"\|",
        "»",
    ]
    return Tokenizer(
        nlp.vocab,
        rules=_exceptions(nlp),
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        token_match=WHOLE.match,
        url_match=defaults.url_match,
    )


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]  # spaCy's registries have no types
def make_factory() -> Callable[[Language], Tokenizer]:
    """Return the function that a model's config calls to get its tokeniser."""
    return build
