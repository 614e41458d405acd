# gradepress: `make help` lists what there is.

PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc)
OUTPUT ?= output
RESULT := $(OUTPUT)/2026-10

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

# ---- Debian packages, by what needs them -----------------------------------

PACKAGES_RUN := gcc make pkg-config libcjson-dev libxlsxwriter-dev libcairo2-dev libpango1.0-dev \
  librsvg2-dev libharfbuzz-dev libqrencode-dev libgsl-dev libsqlite3-dev libzip-dev libxml2-dev zlib1g-dev libssl-dev libxxhash-dev \
  fontconfig fonts-noto-cjk fonts-hanazono
PACKAGES_TEST := libcmocka-dev poppler-utils qpdf zbar-tools libreoffice-calc python3 python3-openpyxl unzip time \
  chromium $(if $(shell command -v npm),,npm)
PACKAGES_CHECK := clang libclang-rt-14-dev clang-format cppcheck
PACKAGES_BENCH := time python3 python3-xlsxwriter python3-reportlab fonts-wqy-zenhei

# $(call need,PACKAGES): installs those that are missing; who is not root is told what to ask for.
need = @missing=""; for p in $(1); do \
    dpkg-query -W -f '$${db:Status-Status}\n' $$p 2>/dev/null | grep -qx installed || missing="$$missing $$p"; done; \
  [ -z "$$missing" ] || \
  if [ "$$(id -u)" = 0 ]; then echo "Installing:$$missing"; export DEBIAN_FRONTEND=noninteractive; \
    apt-get -qq update && apt-get -qq install -y --no-install-recommends $$missing >/dev/null; \
  else echo "Missing Debian packages; as root: apt-get install$$missing" >&2; exit 1; fi

# ---- Variants --------------------------------------------------------------
# `make VARIANT=asan all` builds into build/asan; the plain one is build/gradepress.

VARIANT ?= plain
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
  -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough
CFLAGS ?= -O2 -g
EXTRA_plain :=
EXTRA_gcc := -Werror
EXTRA_clang := -Werror
# Not -Werror: instrumented code makes gcc see formats that are not there.
EXTRA_asan := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
EXTRA_fuzz := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
COMPILER_clang := clang
COMPILER_fuzz := clang
COMPILER := $(or $(COMPILER_$(VARIANT)),gcc)
EXTRA := $(EXTRA_$(VARIANT))

OBJ := build/$(VARIANT)
PROGRAM := $(if $(filter plain,$(VARIANT)),build/gradepress,$(OBJ)/gradepress)

LIBRARIES := libcjson xlsxwriter cairo pangocairo pangoft2 librsvg-2.0 harfbuzz harfbuzz-subset \
  fontconfig libqrencode zlib libcrypto libxxhash gsl sqlite3 libzip libxml-2.0
# Headers of others count as system headers: the warnings are for our own code.
HEADERS := $(subst -I,-isystem ,$(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null))
LINK := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm

# Each step in a word; V=1 shows the whole command.
Q := $(if $(V),,@)

COMPILE = $(COMPILER) -std=c11 -D_GNU_SOURCE -Ipipeline -I$(OBJ)/embedded $(HEADERS) $(CFLAGS) $(WARNINGS) $(EXTRA) \
  -DGRADEPRESS_TEMPLATES='"$(PREFIX)/share/gradepress/templates"'

define link
@mkdir -p $(@D)
@echo "  link     $@"
$(Q)$(COMPILER) $(CFLAGS) $(EXTRA) -o $@ $^ -Wl,--as-needed $(LINK)
endef

# ---- Program ---------------------------------------------------------------

SOURCES := $(wildcard pipeline/*.c pipeline/*/*.c)
PARTS := $(patsubst %.c,$(OBJ)/%.o,$(filter-out pipeline/main.c,$(SOURCES)))
LIBRARY := $(OBJ)/libgradepress.a

all: $(PROGRAM)

$(PROGRAM): $(OBJ)/pipeline/main.o $(LIBRARY)
	$(link)

$(LIBRARY): $(PARTS)
	@rm -f $@
	$(Q)ar qcs $@ $^

$(OBJ)/%.o: %.c $(OBJ)/flags
	@mkdir -p $(@D)
	@echo "  compile  $<"
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# Embedded files: FILE becomes $(OBJ)/embedded/FILE.inc, a list of its bytes and a NUL.
$(OBJ)/embedded/%.inc: pipeline/%
	@mkdir -p $(@D)
	@{ od -An -v -tx1 $< | sed "s/ \(..\)/'\\\\x\1',/g"; echo 0; } > $@

# The catalogue of phrases by its Chinese and by its English: every line begins with a 1, and its two halves end with a
# NUL; \n becomes a new line.
define phrases
@mkdir -p $(@D)
@{ sed 's/\\n/\x02/g; $(1)' $< | LC_ALL=C sort -t "$$(printf '\t')" -k 1,1 | sed 's/^/\x01/' | tr '\t\n\002' '\0\0\n' | \
  od -An -v -tx1 | sed "s/ \(..\)/'\\\\x\1',/g"; echo 0; } > $@
endef
$(OBJ)/embedded/base/phrases.en.txt.inc: pipeline/base/phrases.en.txt
	$(call phrases,)
$(OBJ)/embedded/base/phrases.zh.txt.inc: pipeline/base/phrases.en.txt
	$(call phrases,s/\(.*\)\t\(.*\)/\2\t\1/)

$(OBJ)/pipeline/base/phrases.o: $(OBJ)/embedded/base/phrases.en.txt.inc $(OBJ)/embedded/base/phrases.zh.txt.inc
$(OBJ)/pipeline/options.o: $(OBJ)/embedded/help.en.txt.inc $(OBJ)/embedded/help.zh.txt.inc
$(OBJ)/pipeline/page/dress.o: $(OBJ)/embedded/page/page.css.inc $(OBJ)/embedded/page/page.js.inc
$(OBJ)/pipeline/register/create.o: $(OBJ)/embedded/register/schema.sql.inc

# Changes only when the command line does, so that another PREFIX or CFLAGS recompiles.
$(OBJ)/flags: force
	@pkg-config --exists $(LIBRARIES) || { echo "Libraries are missing; make packages-run installs them" >&2; exit 1; }
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(COMPILE))' > $@

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# ---- Tests -----------------------------------------------------------------

UNIT_TESTS := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(wildcard tests/unit/test_*.c))
HELPERS := $(addprefix $(OBJ)/bench/,generate papers register) $(patsubst tests/%.c,$(OBJ)/%,$(wildcard tests/tools/*.c))

$(OBJ)/unit/%: $(OBJ)/tests/unit/%.o $(LIBRARY)
	$(link) -lcmocka

$(OBJ)/bench/generate: $(patsubst %,$(OBJ)/tests/bench/%.o,generate mixed writer) $(LIBRARY)
	$(link)

$(OBJ)/bench/register $(OBJ)/bench/papers: $(OBJ)/bench/%: $(OBJ)/tests/bench/%.o $(LIBRARY)
	$(link)

$(OBJ)/tools/%: $(OBJ)/tests/tools/%.o $(LIBRARY)
	$(link)

# Kept although they are only steps on the way.
.SECONDARY:

test-programs: all $(UNIT_TESTS) $(HELPERS)

# index.html is tried in Debian's chromium. What drives it, playwright-core, is no Debian package: npm
# brings the one version of tests/browser/package-lock.json (its digest is checked), without scripts.
BROWSER := build/browser/node_modules/.package-lock.json

$(BROWSER): tests/browser/package-lock.json
	@mkdir -p build/browser
	@cp tests/browser/package.json tests/browser/package-lock.json build/browser
	@echo "  npm      playwright-core"
	$(Q)cd build/browser && npm ci --silent --ignore-scripts --no-audit --no-fund || \
	  echo "playwright-core could not be had: the tests in a browser are skipped" >&2

run-tests: test-programs $(BROWSER)
	@VARIANT=$(VARIANT) GRADEPRESS=$(PROGRAM) UNIT_TESTS='$(UNIT_TESTS)' BENCH_PROGRAMS=$(OBJ)/bench TOOLS=$(OBJ)/tools tests/run.sh

# ---- Fuzzing ---------------------------------------------------------------
# tests/fuzz/fuzz_NAME.c holds LLVMFuzzerTestOneInput, tests/fuzz/corpus/NAME its seeds and finds.

FUZZ_SECONDS ?= 60
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

$(OBJ)/fuzzers/%: $(OBJ)/tests/fuzz/%.o $(LIBRARY)
	$(link) -fsanitize=fuzzer

fuzzers: $(addprefix $(OBJ)/fuzzers/,$(FUZZERS))

# New finds grow in build/corpus; a crash is kept beside them and fails the target.
fuzz: packages-check
	@$(MAKE) VARIANT=fuzz fuzzers
	@for f in $(FUZZERS); do echo "fuzzing $$f for $(FUZZ_SECONDS) s"; mkdir -p build/corpus/$$f; \
	  build/fuzz/fuzzers/$$f -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=build/corpus/$$f- build/corpus/$$f $$(ls -d tests/fuzz/corpus/$$f 2>/dev/null) || exit 1; done

# ---- What people type ------------------------------------------------------

packages-run: ; $(call need,$(PACKAGES_RUN))
packages-test: ; $(call need,$(PACKAGES_RUN) $(PACKAGES_TEST))
packages-check: ; $(call need,$(PACKAGES_RUN) $(PACKAGES_TEST) $(PACKAGES_CHECK))
packages-bench: ; $(call need,$(PACKAGES_RUN) $(PACKAGES_BENCH))

run: packages-run
	@$(MAKE) all
	@input-samples/run.sh build/gradepress $(OUTPUT)

test: packages-test
	@$(MAKE) run-tests

bench: packages-bench
	@$(MAKE) all $(addprefix build/$(VARIANT)/bench/,generate papers register)
	@tests/bench/bench.sh
	@echo
	@tests/bench/register.sh

check: packages-check
	@tests/check.sh

lint:
	@tests/layers.sh
	@command -v cppcheck >/dev/null || { echo "cppcheck is missing (make packages-check)"; exit 1; }
	@# returnDanglingLifetime: cppcheck takes `struct result r = f(&x)` for a constructor that keeps &x.
	cppcheck --quiet --suppress=returnDanglingLifetime --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,portability -Ipipeline pipeline

FORMATTED = $(wildcard pipeline/*.[ch] pipeline/*/*.[ch] tests/*/*.[ch])
format: ; clang-format -i $(FORMATTED)
format-check: ; clang-format --dry-run --Werror $(FORMATTED)

golden-update: packages-test
	@$(MAKE) all
	@tests/test_golden.sh --update

# The pictures in README.md, from October of the sample months.
pictures: packages-test
	@$(MAKE) run
	@mkdir -p .pictures build/pictures
	pdftoppm -r 72 -png -singlefile $(RESULT)/certificates/cntisp/CNTISP-2026-0038.pdf .pictures/certificate
	soffice -env:UserInstallation=file://$(CURDIR)/build/pictures/profile --headless --convert-to pdf \
	  --outdir build/pictures $(RESULT)/decisions.xlsx >/dev/null
	pdftoppm -r 145 -png -singlefile -x 55 -y 65 -W 1015 -H 690 build/pictures/decisions.pdf .pictures/workbook

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/gradepress'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/gradepress'
	rm -rf '$(DESTDIR)$(PREFIX)/share/gradepress/templates'
	cp -R templates '$(DESTDIR)$(PREFIX)/share/gradepress/templates'
	chmod -R u=rwX,go=rX '$(DESTDIR)$(PREFIX)/share/gradepress'

clean: ; rm -rf build

help:
	@echo 'make                builds build/gradepress'
	@echo 'make run            installs what is missing, builds, decides the sample months into output/ with one register'
	@echo 'make test           installs what is missing, builds, runs all tests; last line: N passed, N failed'
	@echo 'make check          all that CI runs: both compilers, lint, tests plain and under sanitizers, same bytes twice'
	@echo 'make bench          speed, memory and file sizes beside a plain Python program (QUICK=1: small)'
	@echo 'make fuzz           each fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make lint           who may include what, and cppcheck'
	@echo 'make format         clang-format over the code (format-check: only says)'
	@echo 'make golden-update  rewrites tests/golden from the program; review the diff'
	@echo 'make pictures       remakes the pictures in README.md'
	@echo 'make install        program and templates below PREFIX=$(PREFIX) (DESTDIR= for packagers)'
	@echo 'make clean          removes build/'
	@echo 'Variants: make VARIANT=gcc|clang|asan all. Jobs: JOBS=N. Whole commands: V=1.'

.PHONY: all test-programs run-tests fuzzers fuzz packages-run packages-test packages-check packages-bench run test \
  bench check lint format format-check golden-update pictures install clean help force
