"""Passages of gold -> trained weights: one loop for both halves of the model."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

from pipeline.train.components import Recipe
from pipeline.train.degrade import degraded
from pipeline.train.shape import Passage, to_doc

log = logging.getLogger(__name__)

WARM_UP = 200  # steps in which the rate of learning rises


def fit(
    nlp: Language,
    data: list[Passage],
    recipe: Recipe,
    *,
    epochs: int,
    dropout: float,
    score: Callable[[Language], dict[str, float]] | None = None,
    every: int = 3,
    cycle: int = 0,
    vary: Callable[[Passage, random.Random], Passage] | None = None,
) -> None:
    """Train ``nlp``'s components on ``data``, in place.

    The rate of learning falls in a line to nothing, and the weights kept are the averages of
    all steps (Adam with averaging), so that no step needs to be chosen on the dev set. A
    ``cycle`` after the first starts from the weights there are (Loshchilov and Hutter 2017).
    ``vary`` changes every passage each time that it is shown.
    """
    chance = random.Random(recipe.seed + cycle)
    fix_random_seed(recipe.seed + cycle)
    examples = [_example(nlp, passage) for passage in data]
    if cycle == 0:
        nlp.initialize(lambda: examples)
    else:
        nlp.resume_training()
    steps = max(1, epochs * sum(map(_size, data)) // recipe.batch_words)
    warm_up = min(WARM_UP, 1 + steps // 10)
    peak = recipe.learn_rate * recipe.later_rate**cycle
    optimizer = Adam(
        learn_rate=peak,
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )

    def shown(i: int) -> Example:
        passage = vary(data[i], chance) if vary else data[i]
        if chance.random() < recipe.noisy:
            passage = [degraded(sentence, chance) for sentence in passage]
        return _fresh(examples[i]) if passage is data[i] else _example(nlp, passage)

    step, began = 0, time.monotonic()
    for epoch in range(epochs):
        order = list(range(len(data)))
        chance.shuffle(order)
        losses: dict[str, float] = {}
        for batch in _batches(order, data, recipe.batch_words):
            drawn = [shown(i) for i in batch]
            slope = min(1.0, (step + 1) / warm_up, 1.05 - step / steps)
            optimizer.learn_rate = peak * max(0.02, slope)
            nlp.update(drawn, drop=dropout, sgd=optimizer, losses=losses)
            step += 1
        rounded = {key: round(value) for key, value in losses.items()}
        spent = time.monotonic() - began
        log.info("pass %d of %d, %.0f s, losses %s", epoch + 1, epochs, spent, rounded)
        if score is not None and ((epoch + 1) % every == 0 or epoch + 1 == epochs):
            with nlp.use_params(optimizer.averages):
                log.info("dev %s", score(nlp))
    _keep(nlp, optimizer)


def _keep(nlp: Language, optimizer: Optimizer) -> None:
    """Make the averaged weights the model's own."""
    averages = optimizer.averages or {}
    components: list[tuple[str, Any]] = nlp.pipeline  # to spaCy's types, any callables
    for _, component in components:
        for node in component.model.walk():
            for name in node.param_names:
                average = averages.get((node.id, name))
                if average is not None:
                    node.set_param(name, average)


def _example(nlp: Language, passage: Passage) -> Example:
    gold = to_doc(nlp.vocab, passage)
    return Example(_bare(gold), gold)


def _fresh(example: Example) -> Example:
    return Example(_bare(example.reference), example.reference)


def _bare(gold: Doc) -> Doc:
    return Doc(gold.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])


def _size(passage: Passage) -> int:
    return sum(map(len, passage))


def _batches(order: list[int], data: list[Passage], words: int) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for i in order:
        batch.append(i)
        size += _size(data[i])
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
