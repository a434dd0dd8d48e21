"""CoNLL-U by hand: what the reader makes of it."""

import spacy

from pipeline.annotate import tokenizer
from pipeline.train.shape import joined, name_spans, plain_text, retokenised, to_doc
from pipeline.train.treebanks import read_conllu

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})


def rows(*lines):
    """CoNLL-U rows from ``id form lemma upos xpos head deprel misc``."""
    out = []
    for line in lines:
        i, form, lemma, upos, xpos, head, dep, misc = line.split()
        out.append("\t".join([i, form, lemma, upos, xpos, "_", head, dep, "_", misc]))
    return "\n".join(out)


AL_QAEDA = "# newdoc id = d\n# newpar\n# sent_id = d-1\n" + rows(
    "1 Al Al PROPN NNP 3 compound SpaceAfter=No",
    "2 - - PUNCT HYPH 3 punct SpaceAfter=No",
    "3 Qaeda Qaeda PROPN NNP 6 nsubj _",
    "4-5 don't _ _ _ _ _ _",
    "4 do do AUX VBP 6 aux _",
    "5 n't not PART RB 6 advmod _",
    "6 stop stop VERB VB 0 root SpaceAfter=No",
    "7 . . PUNCT . 6 punct _",
)


def test_the_text_is_what_was_printed():
    document = read_conllu(
        AL_QAEDA + "\n\n# newpar\n# sent_id = d-2\n" + rows("1 Yes yes INTJ UH 0 root _")
    )
    assert plain_text(document.sentences) == "Al-Qaeda don't stop.\n\nYes\n\n"
    assert document.ids == ["d-1", "d-2"]


def test_a_name_our_tokeniser_keeps_whole_is_one_word_of_the_tree():
    (sentence,) = read_conllu(AL_QAEDA).sentences
    ours = retokenised(sentence, NLP)
    assert [t.text for t in ours] == ["Al-Qaeda", "do", "n't", "stop", "."]
    assert (ours[0].pos, ours[0].dep, ours[ours[0].head].text) == ("PROPN", "nsubj", "stop")
    assert ours[0].lemma == "Al-Qaeda"


def test_joining_words_that_hang_on_one_another_makes_no_ring():
    (sentence,) = read_conllu(AL_QAEDA).sentences
    for first in range(len(sentence)):
        for last in range(first + 1, len(sentence)):
            tree = joined(sentence, [(first, last)])
            for i in range(len(tree)):
                steps = 0
                while tree[i].head != i:
                    i, steps = tree[i].head, steps + 1
                    assert steps <= len(tree)


def test_a_doc_has_the_tree_and_a_token_for_the_empty_line():
    document = read_conllu(
        AL_QAEDA + "\n\n# newpar\n# sent_id = d-2\n" + rows("1 Yes yes INTJ UH 0 root _")
    )
    doc = to_doc(NLP.vocab, document.sentences)
    assert [t.text for t in doc][-2:] == ["\n\n", "Yes"]
    assert doc[2].head.text == "stop"
    assert [s.text.strip() for s in doc.sents] == ["Al-Qaeda don't stop.", "Yes"]


GUM = "# newdoc id = g\n# sent_id = g-1\n" + rows(
    "1 the the DET DT 2 det Entity=(1-person-new",
    "2 head head NOUN NN 6 nsubj _",
    "3 of of ADP IN 4 case _",
    "4 NATO NATO PROPN NNP 2 nmod Entity=(2-organization-new)1)",
    "5 has have AUX VBZ 6 aux _",
    "6 seen see VERB VBN 0 root _",
    "7 Alan Alan PROPN NNP 6 obj Entity=(3-person-new",
    "8 Shore Shore PROPN NNP 7 flat Entity=3)",
    "9 on on ADP IN 10 case _",
    "10 Friday Friday PROPN NNP 6 obl Entity=(4-time-new)",
)


def test_mentions_made_of_proper_nouns_are_names_and_the_rest_of_the_capitals_unknown():
    (sentence,) = read_conllu(GUM, entities=True).sentences
    names = [t.name for t in sentence]
    assert name_spans(names) == [(3, 4, "ORG"), (6, 8, "PERSON")]
    assert names[1] == "O"  # "the head of NATO" is a mention, no name
    assert names[9] is None  # Friday: capitalised, no label of ours
