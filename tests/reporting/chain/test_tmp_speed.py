import time
from chain_world import INCOME
from django.db import connection
from django.test.utils import CaptureQueriesContext

def test_speed(filled, act):
    act.save(filled, {INCOME: "61"})
    with CaptureQueriesContext(connection, ) as c:
        act.save(filled, {INCOME: "62"})
    for q in c.captured_queries: print(q["sql"][:140])
    t=time.perf_counter()
    for n in range(100): act.save(filled, {INCOME: str(100+n)})
    print("ms per save", (time.perf_counter()-t)*10)
    with CaptureQueriesContext(connection, ) as c:
        act.submit(filled)
    print("submit", len(c))
