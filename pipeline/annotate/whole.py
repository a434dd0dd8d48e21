"""What a part of a report has to be told of the whole."""

from dataclasses import dataclass

from pipeline.annotate.actors.mention import Mention


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found in the whole of a report, for a Doc that is over a part of it."""

    mentions: tuple[Mention, ...]  # of actors, within the part, in characters of it
    has_entities: bool  # a model marked some, there or elsewhere
