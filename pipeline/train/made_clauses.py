"""Clauses of made sentences: what rose, what was done, what was said to be so.

Trees follow EWT's guidelines (UD 2.16), tags are Penn's.
"""

from collections.abc import Callable

from pipeline.train import made_words as words
from pipeline.train.made_phrases import Node, Phrases, case, is_many, punct


class Clauses(Phrases):
    """Grows clauses; ``dep`` is always how a clause hangs on its head."""

    def clause(self, dep: str) -> Node:
        kinds: list[Callable[[str], Node]] = [
            self.moved, self.moved, self.moved, self.amounted, self.did, self.did, self.was_done,
            self.costs, self.shared, self.there_were, self.was, self.wanted, self.put, self.put,
            self.ascribed, self.did_and_did, self.made_up, self.stood, self.must_be,
        ]  # fmt: skip
        return self.trailed(self.one(kinds)(dep)) if self.may(0.18) else self.one(kinds)(dep)

    def trailed(self, verb: Node) -> Node:
        """Hang on it what follows a clause: ``, killing 12 civilians``, ``compared with 2019``."""
        kind = self.chance.random()
        if kind < 0.5:
            act = self.one(words.ENDING)
            thing = self.count("obj") if self.may(0.7) else self.plural("obj", deep=False)
            return verb.add(Node(act, "VBG", "VERB", "advcl").first(punct(",")).add(thing))
        if kind < 0.75:
            other = self.one((self.amount, self.unit))("obl")
            other.first(case(self.one(("with", "to"))))
            compared = Node("compared", "VBN", "VERB", "advcl", "compare").first(punct(","))
            return verb.add(compared.add(other))
        base, *_ = self.one(words.ACTS)
        purpose = Node(base, "VB", "VERB", "advcl", base).lead(Node("to", "TO", "PART", "mark"))
        return verb.add(purpose.add(self.plural("obj", deep=False)))

    def _tensed(self, verb: words.Verb, dep: str, *, many: bool) -> Node:
        """Return the verb (base, present, past, participle) in one of its tenses."""
        base, present, past, participle = verb
        kind = self.chance.random()
        if kind < 0.08:  # `did not rise`, `never rose`
            if self.may(0.4):
                never = Node("never", "RB", "ADV", "advmod")
                return Node(past, "VBD", "VERB", dep, base).lead(never)
            did, no = Node("did", "VBD", "AUX", "aux", "do"), Node("not", "RB", "PART", "advmod")
            return Node(base, "VB", "VERB", dep, base).lead(did, no)
        if kind < 0.6:
            return Node(past, "VBD", "VERB", dep, base)
        if kind < 0.75:
            have = Node("have" if many else "has", "VBP" if many else "VBZ", "AUX", "aux")
            return Node(participle, "VBN", "VERB", dep, base).lead(have)
        if kind < 0.88:
            return Node(base if many else present, "VBP" if many else "VBZ", "VERB", dep, base)
        modal = Node(self.one(("will", "would", "could")), "MD", "AUX", "aux")
        return Node(base, "VB", "VERB", dep, base).lead(modal)

    def moved(self, dep: str) -> Node:
        """``Waiting times for surgery rose from 41 days in 2018 to 97 days in 2023``."""
        subject = self.measure("nsubj")
        verb = self._tensed(self.one(words.MOVES), dep, many=is_many(subject)).first(subject)
        if self.may(0.06):
            subject.add(Node("there", "RB", "ADV", "advmod"))
        kind = self.chance.random()
        if kind < 0.3:
            verb.add(self.amount("obl").first(case("by")))
        elif kind < 0.5:
            verb.add(self.amount("obl:unmarked"))
        elif kind < 0.75:
            same = self.one((self.share, self.money, self.unit))
            verb.add(same("obl").first(case("from")))
            if self.may(0.3):
                verb.add(self.when())
            verb.add(same("obl").first(case("to")))
        elif kind < 0.9:
            verb.add(self.amount("obl").first(case("to")))
        if self.may(0.5):
            verb.add(self.when())
        if self.may(0.1):
            verb.add(self.place("obl").first(case("in")))
        return verb

    def amounted(self, dep: str) -> Node:
        subject = self.measure("nsubj")
        if self.may(0.5):
            base, link = self.one(words.AMOUNTING)
            verb = self._tensed(base, dep, many=is_many(subject)).first(subject)
            verb.add(self.amount("obl").first(case(link)))
        else:
            verb = self._tensed(self.one(words.REACHING), dep, many=is_many(subject)).first(subject)
            verb.add(self.amount("obj"))
        return verb.add(self.when()) if self.may(0.6) else verb

    def did(self, dep: str) -> Node:
        subject = self.one((self.source, self.singular, self.plural, self.mass))("nsubj")
        many = is_many(subject)
        self.aside(subject)
        verb = self._tensed(self.one(words.ACTS), dep, many=many).first(subject)
        verb.add(self.count("obj") if self.may(0.6) else self.plural("obj"))
        if self.may(0.4):
            verb.add(self.place("obl").first(case("in")))
        return verb.add(self.when()) if self.may(0.4) else verb

    def did_and_did(self, dep: str) -> Node:
        """``Gunmen stormed the clinic, took 12 nurses and fled``: verbs that share a subject."""
        subject = self.source("nsubj")
        many = is_many(subject)
        verb = self._acting(self.one(words.ACTS), dep, many=many).first(subject)
        last = self._acting(self.one(words.ACTS), "conj", many=many)
        last.first(Node(self.one(("and", "and", "but")), "CC", "CCONJ", "cc"))
        if self.may(0.3):
            verb.add(self._acting(self.one(words.ACTS), "conj", many=many).first(punct(",")))
        return verb.add(last)

    def _acting(self, verb: words.Verb, dep: str, *, many: bool) -> Node:
        base, present, past, _ = verb
        tag = "VBD" if self.may(0.8) else "VBP" if many else "VBZ"
        text = {"VBD": past, "VBP": base, "VBZ": present}[tag]
        thing = self.count("obj") if self.may(0.5) else self.plural("obj", deep=False)
        return Node(text, tag, "VERB", dep, base).add(thing)

    def was_done(self, dep: str) -> Node:
        subject = self.count("nsubj:pass") if self.may(0.7) else self.plural("nsubj:pass")
        base, _, _, participle = self.one(words.ACTS)
        verb = Node(participle, "VBN", "VERB", dep, base)
        verb.lead(self.aside(subject), Node("were", "VBD", "AUX", "aux:pass", "be"))
        if self.may(0.12):
            verb.lead(Node(self.one(("never", "later", "not")), "RB", "ADV", "advmod"))
        if self.may(0.4):
            verb.add(self.source("obl:agent").first(case("by")))
        if self.may(0.4):
            verb.add(self.place("obl").first(case("in")))
        return verb.add(self.when()) if self.may(0.4) else verb

    def costs(self, dep: str) -> Node:
        """``the tax yields some $3.4 million a year``, ``a visit costs patients 5 euros``."""
        subject = self.singular("nsubj", deep=False)
        verb = self._tensed(self.one(words.YIELDING), dep, many=False).first(subject)
        money = self.money("obj")
        if self.may(0.6):
            period = Node(
                self.one(("year", "month", "tonne", "day")), "NN", "NOUN", "nmod:unmarked"
            )
            money.add(period.lead(Node("a", "DT", "DET", "det")))
        return verb.add(money)

    def shared(self, dep: str) -> Node:
        subject = self.part("nsubj")
        many = subject.text in {"%", "percent", "cent", "third", "quarter", "fifth", "half"}
        verb = self._tensed(self.one(words.LIVING), dep, many=many).first(subject)
        if self.may(0.5):
            thing = self.plural("obj", deep=False)
            verb.add(thing.first(Node("no", "DT", "DET", "det")) if self.may(0.5) else thing)
        else:
            verb.add(self.place("obl").first(case("in")))
        return verb

    def aside(self, subject: Node) -> Node:
        """Hang a clause between commas on a subject: ``An audit, which the board had ordered,``."""
        if self.may(0.9) or any(node.dep in {"appos", "conj"} for node in subject.right):
            return subject
        human = subject.pos == "PROPN" or subject.text in words.CROWDS
        act = self.one(words.ACTS)
        if human:
            clause = Node(act[2], "VBD", "VERB", "acl:relcl", act[0])
            clause.lead(Node("who", "WP", "PRON", "nsubj")).add(self.plural("obj", deep=False))
        else:
            clause = Node(act[2], "VBD", "VERB", "acl:relcl", act[0])
            clause.lead(Node("which", "WDT", "PRON", "obj"), self.body("nsubj"))
            if self.may(0.4):
                clause.text, clause.tag = act[3], "VBN"
                clause.lead(Node("had", "VBD", "AUX", "aux", "have"))
        if self.may(0.5):
            month = Node(self.one(words.MONTHS), "NNP", "PROPN", "obl").lead(case("in"))
            clause.add(month)
        return subject.add(clause.first(punct(",")), punct(","))

    def made_up(self, dep: str) -> Node:
        """``Emissions from aviation account for 2.5 percent of the total``."""
        subject = self.plural("nsubj", deep=False)
        if self.may(0.7):
            subject.add(self.mass("nmod").first(case(self.one(("from", "of", "in")))))
        base, present, past, participle = self.one(words.SHARING)
        verb = self._tensed((base, present, past, participle), dep, many=True).first(subject)
        part = self.part_of("obl" if base == "account" else "obj")
        return verb.add(part.first(case("for")) if base == "account" else part)

    def part_of(self, dep: str) -> Node:
        """``2.5 percent of all exports``: a share with its whole."""
        whole = self.plural("nmod", deep=False) if self.may(0.5) else self.singular("nmod")
        return self.share(dep).add(whole.first(case("of")))

    def stood(self, dep: str) -> Node:
        """``One home in eight stands empty``, ``28 people remain missing``."""
        subject = self.part("nsubj") if self.may(0.4) else self.count("nsubj")
        many = is_many(subject) or subject.tag == "NNS"
        verb = self._tensed(self.one(words.STANDING), dep, many=many).first(subject)
        return verb.add(Node(self.one(words.STATES), "JJ", "ADJ", "xcomp"))

    def must_be(self, dep: str) -> Node:
        """``Under the Fisheries Act vessels must be inspected``: a phrase before, no comma."""
        base, _, _, participle = self.one(words.ACTS)
        verb = Node(participle, "VBN", "VERB", dep, base)
        modal = Node(self.one(("must", "should", "may", "will", "can")), "MD", "AUX", "aux")
        many = self.plural("nsubj:pass", bare=True, deep=False)
        many.first(Node("the", "DT", "DET", "det"))
        verb.lead(many, modal, Node("be", "VB", "AUX", "aux:pass", "be"))
        if dep == "ROOT" and self.may(0.7):
            act = Node("Act", "NNP", "PROPN", "obl").lead(case("under"))
            act.lead(Node("the", "DT", "DET", "det"))
            act.lead(Node(self.one(words.MATTERS), "NNP", "PROPN", "compound"))
            verb.first(act)
        return verb.add(self.when()) if self.may(0.4) else verb

    def put(self, dep: str) -> Node:
        """``The city cut travel time by 40 minutes``, ``will raise starting pay to $55,000``."""
        subject = self.one((self.source, self.plural, self.pronoun))("nsubj")
        many = is_many(subject)
        verb = self._tensed(self.one(words.CHANGING), dep, many=many).first(subject)
        thing = self.measure("obj") if self.may(0.7) else self.plural("obj", deep=False)
        verb.add(thing)
        kind = self.chance.random()
        if kind < 0.4:
            verb.add(self.amount("obl").first(case("by")))
        elif kind < 0.6:
            average = Node("average", "NN", "NOUN", "obl").lead(
                case("by"), Node("an", "DT", "DET", "det")
            )
            verb.add(average.add(self.unit("nmod").first(case("of"))))
        elif kind < 0.8:
            verb.add(self.amount("obl").first(case("to")))
        else:
            same = self.one((self.share, self.money, self.unit))
            verb.add(same("obl").first(case("from")), same("obl").first(case("to")))
        return verb.add(self.when()) if self.may(0.4) else verb

    def pronoun(self, dep: str) -> Node:
        text = self.one(("they", "it", "he", "she", "we"))
        return Node(text, "PRP", "PRON", dep)

    def ascribed(self, dep: str) -> Node:
        """``The ministry attributes half of the increase to the pandemic``."""
        subject = self.source("nsubj")
        many = is_many(subject)
        verb = self._tensed(self.one(words.ASCRIBING), dep, many=many).first(subject)
        part = Node(self.one(("half", "most", "much", "part")), "NN", "NOUN", "obj")
        whole = Node(self.one(words.CHANGES), "NN", "NOUN", "nmod")
        whole.lead(case("of"), Node(self.one(("the", "that", "this")), "DT", "DET", "det"))
        if self.may(0.5):
            whole.add(self.measure("nmod").first(case("in")))
        return verb.add(part.add(whole), self.singular("obl", deep=False).first(case("to")))

    def there_were(self, dep: str) -> Node:
        verb = Node("were", "VBD", "VERB", dep, "be")
        verb.lead(Node("there", "EX", "PRON", "expl")).add(self.count("nsubj"))
        return verb.add(self.when()) if self.may(0.5) else verb

    def was(self, dep: str) -> Node:
        subject = self.measure("nsubj")
        many = is_many(subject)
        was = Node("were" if many else "was", "VBD", "AUX", "cop", "be")
        if self.may(0.6):
            node = self.share(dep) if self.may(0.6) else self.unit(dep)
        else:
            node = Node(self.word("JJ", words.ADJECTIVES), "JJ", "ADJ", dep)
        node.first(subject, was)
        return node.add(self.when()) if self.may(0.4) else node

    def wanted(self, dep: str) -> Node:
        """``The ministry plans to build 40 clinics``, ``donors urged Chad to pay``."""
        subject = self.source("nsubj")
        many = is_many(subject)
        act = self.one(words.ACTS)
        inner = Node(act[0], "VB", "VERB", "xcomp", act[0]).lead(Node("to", "TO", "PART", "mark"))
        inner.add(self.count("obj"))
        if self.may(0.6):
            return self._tensed(self.one(words.PLANNING), dep, many=many).first(subject).add(inner)
        verb = self._tensed(self.one(words.URGING), dep, many=many).first(subject)
        return verb.add(self.source("obj"), inner)
