"""Sixty walks of thirty acts: the invariants I1 to I14 hold after every act, on the database of the run."""

from collections import Counter

from django.db import transaction

from mediation.integrity.history import EDGES
from tests.walks.walker import Walk

WALKS, STEPS = 60, 30


def test_walks(world, cheap_letters):
    edges, refusals, acts = Counter(), Counter(), Counter()
    for seed in range(WALKS):
        with transaction.atomic():
            walk = Walk(seed, world).run(STEPS)
            transaction.set_rollback(True)
        edges += walk.edges
        refusals += walk.refusals
        acts += walk.acts
    print(sum(acts.values()), refusals, len(edges))
    for m in EDGES:
        have = {k[1:] for k in edges if k[0] == m}
        print(m, len(have), len(EDGES[m]), sorted(EDGES[m] - have)[:400])
    print(acts.most_common(400))
