# `make run` serves the IDE with the bundled problems; `make test` runs every test.
# Both install what is missing, as root or through sudo for the packages alone.

ADDRESS ?= 127.0.0.1:8080
DATA ?= data
CARGO ?= cargo

.PHONY: help run test unit binary problems hosts deb shipping browser bundle lint clean

help:
	@echo 'make run      build, and serve the IDE with the bundled problems on http://$(ADDRESS)'
	@echo 'make test     run every test'
	@echo 'make unit     run the tests that need no browser'
	@echo 'make problems verify the bundled problems'
	@echo 'make hosts    run the sandbox tests on other kinds of hosts, some of them emulated'
	@echo 'make deb      make the Debian package, in target/deb'
	@echo 'make shipping try the package, with its unit and proxy, in an emulated machine'
	@echo 'make browser  run the browser tests'
	@echo 'make bundle   build the front-end bundle again'
	@echo 'make lint     formatting and clippy'

run:
	scripts/packages build run
	$(CARGO) build --release --locked
	./target/release/minos serve --listen $(ADDRESS) --data $(DATA) --problems problems

# What could not be run is told at the end; with SKIPS=none that is a failure.
test:
	scripts/count-skips $(MAKE) unit problems browser

# The property tests' cases are the same each time; PROPTEST_CASES=100000 cargo test searches on.
unit:
	scripts/packages build run test
	PROPTEST_RNG_SEED=1 $(CARGO) test --locked

# The binary as the tests build it, so that nothing is built twice.
binary:
	scripts/packages build run test
	$(CARGO) test --locked --no-run

problems: binary
	./target/debug/minos problem verify problems/*

# As root: without it there is nobody to give control groups to others.
hosts:
	scripts/packages build run test vm
	CARGO=$(CARGO) scripts/hosts

deb:
	scripts/packages build deb
	$(CARGO) build --release --locked
	scripts/deb target/release/minos target/deb

# As root, as it boots a machine.
shipping: deb
	scripts/packages vm shipping
	scripts/shipping target/deb

browser: binary
	cd tests/browser && npm ci --no-audit --no-fund --silent && npm test

bundle:
	cd static/build && npm ci --no-audit --no-fund --silent && npm run build

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

clean:
	$(CARGO) clean
	rm -rf static/build/node_modules tests/browser/node_modules
