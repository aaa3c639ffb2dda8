# One row of the native bench by PyTorch on one thread: python3 pytorch.py SECONDS N D H prints its samples as JSON.
import json
import sys
import time

import torch

seconds, n, d, h = float(sys.argv[1]), *map(int, sys.argv[2:5])
torch.set_num_threads(1)
q, k, v = (torch.randn(h, n, d // h) for _ in range(3))
scores, weights, output = torch.empty(h, n, n), torch.empty(h, n, n), torch.empty(h, n, d // h)
factor = (d // h) ** -0.5


def attention():
    torch.matmul(q * factor, k.transpose(1, 2), out=scores)
    torch.softmax(scores, -1, out=weights)
    torch.matmul(weights, v, out=output)


with torch.inference_mode():
    attention()
    samples = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(samples) < 3:
        start = time.perf_counter()
        attention()
        samples.append(time.perf_counter() - start)
print(json.dumps(samples))
