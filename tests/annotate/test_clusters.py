"""What a word's Brown cluster tells the model: the whole path, and where it begins."""

import numpy
import spacy

from pipeline.annotate.clusters import TABLE, cluster_features, cluster_of, key_of

COUNTRY, CITY = 0b10110100110, 0b01010100110  # the lowest bits are the top of the tree


def english():
    nlp = spacy.blank("en")
    table = nlp.vocab.lookups.add_table(TABLE)
    for word, path in {"Pakistan": COUNTRY, "Kabul": CITY, "attack": 5477}.items():
        table[key_of(nlp.vocab, word)] = path
    return nlp


def test_words_of_one_kind_share_the_beginning_of_their_path():
    pakistan, kabul = cluster_features(english()("Pakistan Kabul"))
    assert pakistan[0] != kabul[0]
    assert pakistan[2] == kabul[2] == 0b100110
    assert pakistan[3] == kabul[3] == 0b0110


def test_capitals_find_the_cluster_of_small_letters():
    find = cluster_of(english().vocab)
    assert find("ATTACK") == find("Attack") == 5477


def test_a_word_in_no_cluster_and_a_vocabulary_without_any_give_zeros():
    assert not cluster_features(english()("Xyzzy")).any()
    assert not cluster_features(spacy.blank("en")("Pakistan")).any()
    assert cluster_features(spacy.blank("en")("")).shape == (0, 4)


def test_features_are_what_a_hashed_embedding_takes():
    assert cluster_features(english()("Kabul fell")).dtype == numpy.uint64
