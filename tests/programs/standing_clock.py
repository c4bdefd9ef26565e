import datetime
import time

start = time.time()
w = 1.0
for step in range(10):
    w *= 0.9
    time.sleep(0.01)
    elapsed = time.perf_counter() - time.perf_counter()
print(w, elapsed, time.time() - start, (datetime.datetime.now() - datetime.datetime.now()).total_seconds())
print(datetime.timedelta(seconds=90), datetime.date(2020, 1, 31).isoformat())
