"""The tokeniser, decided once: the same when the model is trained and when it is used.

It is spaCy's English tokeniser (non-destructive: the tokens and their white space are the
text) with other rules for hyphens, ranges and units:

- Names are whole: ``IS-K``, ``Al-Qaeda``, ``Mazar-i-Sharif``, ``Pak-Afghan``, ``U.S.``; so
  are words with a bound prefix: ``counter-terrorism``, ``re-imposed``, ``pro-Iranian``.
- Two states or their peoples joined by a hyphen are two names: ``Iran - Iraq``,
  ``US - Taliban``; so is what acts for one: ``Saudi - led``, ``U.S. - backed``.
- Other compounds are split, as Universal Dependencies does: ``long - term``.
- Figures stand alone: ``1996 - 2001``, ``$ 2 bn``, ``80 %``.

The list of bound prefixes follows the hyphen rules of the English Web Treebank's guidelines
(Linguistic Data Consortium 2012), which Universal Dependencies adopted for English.
"""

from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

NAME = "reports_tokenizer.v1"

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


def build(nlp: Language) -> Tokenizer:
    """Return the tokeniser for ``nlp``, whose exceptions (``don't``, ``U.S.``) it keeps."""
    defaults = nlp.Defaults
    # Runs of signs are one token, so they come before the single ones.
    runs = [r"[!?]{2,}", r"[=_*~+-]{3,}"]
    prefixes = [*runs, *(defaults.prefixes or ()), "~", r"\|", "«", "‣", "▪", "●", "►"]
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
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]  # spaCy's registries have no types
def make_factory() -> Callable[[Language], Tokenizer]:
    """Return the function that a model's config calls to get its tokeniser."""
    return build
