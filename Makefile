# whosaid: `make demo` shows the main job, `make test` passes the tests; both fetch what they need.
#
#   all       build/whosaid, build/libwhosaid.a, build/libwhosaid.so, build/whosaid.image
#   demo      the sample article and its record
#   test      everything that must pass; SANITIZE=1 runs it under the address and undefined-behaviour sanitizers
#   lint      warnings as errors, gcc -fanalyzer, cppcheck, clang-tidy
#   bench     speed and memory on real text, and with a million names of a user's own
#   spark-test  the cluster job on a real Spark cluster of this machine
#   fuzz      random texts, files, data and images: each target (or TARGET=html) for SECONDS=60
#   faults    memory, files and pipes that fail, at every place in turn
#   threads   races, under ThreadSanitizer; determinism: gcc and clang, -O0 and -O3 (or BUILDS=clang-O0); soak: a million documents
#   figures   measures accuracy on the articles of EVAL and records it in tests/figures.json
#   guard     fails when a figure has fallen below the recorded one
#   speed-guard  fails when a byte of text costs more instructions than recorded in tests/bench/speed.md
#   fit       learns gazetteers/weights.tsv from the annotated articles CORPUS, quote-weights.tsv from QUOTE_CORPUS
#   gazetteers   makes the generated lists again from their sources
#   format    clang-format over all C files
#   install   to PREFIX (and under DESTDIR); uninstall takes it away
#   deb       Debian packages in build/deb
PREFIX ?= /usr/local
CFLAGS ?= -O3 -g
EVAL ?= ../shared/eval
CORPUS ?= $(wildcard $(EVAL)/ner/*/train.jsonl $(EVAL)/ner/crossner_politics/dev.jsonl)
QUOTE_CORPUS ?= $(EVAL)/quotes/polnear/train.jsonl
SECONDS ?= 60
BUILD := build$(if $(SANITIZE),-sanitize)
say = $(if $(V),,@echo "$(1) $@";) # V=1 shows whole commands

# ---- Sources, in the order of the data's way ---------------------------------------------------------------------------

RECORD_SOURCES := $(patsubst %,src/output/%.c,record json writer offsets words explanation evidence_words marked_sentence)
LIBRARY_SOURCES := $(wildcard src/*.c src/base/*.c src/model/*.c src/entity/*.c src/quote/*.c) $(RECORD_SOURCES)
PROGRAM_SOURCES := $(wildcard src/input/*.c src/input/html/*.c) $(filter-out $(RECORD_SOURCES),$(wildcard src/output/*.c)) $(wildcard src/cli/*.c) \
  $(BUILD)/output/page_text.c
FIT_SOURCES := $(wildcard src/fit/*.c)
FIT_QUOTES_SOURCES := $(wildcard src/fit/quotes/*.c)
COVERAGE_SOURCES := $(wildcard src/fit/coverage/*.c) src/fit/corpus.c
UNIT_SOURCES := $(wildcard tests/unit/*.c)
LISTS := $(shell find gazetteers -name build -prune -o -name '*.tsv' -print -o -name '*.rules' -print)
C_FILES := $(sort $(shell find include src tests -name '*.[ch]'))
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(patsubst tests/%.c,$(BUILD)/%.o,$(1:$(BUILD)/%.c=$(BUILD)/%.o)))

VERSION := $(shell sed -n 's/.*WHOSAID_VERSION "\(.*\)"/\1/p' include/whosaid.h)
SONAME := libwhosaid.so.$(firstword $(subst ., ,$(VERSION)))

all: $(BUILD)/whosaid $(BUILD)/libwhosaid.a $(BUILD)/libwhosaid.so $(BUILD)/whosaid.image

# ---- What the system must have: make remakes and reads these files before anything else --------------------------------

MODULES := libpcre2-8 libcjson libutf8proc
PROGRAM_MODULES := zlib libzstd sqlite3 libmd
LOADED_MODULES := libxml-2.0 # with the first page, not at the start
PACKAGES_build := gcc libc6-dev binutils pkg-config libpcre2-dev libcjson-dev libutf8proc-dev zlib1g-dev libzstd-dev libxml2-dev libsqlite3-dev libmd-dev
PACKAGES_test := g++ zstd locales libcriterion-dev libserd-dev raptor2-utils jq sqlite3 python3 python3-venv python3-jsonschema chromium mandoc zsh fish build-essential debhelper fakeroot lintian
PACKAGES_deb := build-essential debhelper fakeroot
PACKAGES_spark-test := python3 python3-venv default-jre-headless
PACKAGES_lint := cppcheck clang-tidy
PACKAGES_fuzz := clang libclang-rt-dev libserd-dev
PACKAGES_fit := liblbfgs-dev
PACKAGES_gazetteers := python3 python3-venv npm scowl wordnet-base unicode-cldr-core
PACKAGES_format := clang-format
PACKAGES_figures := python3
PACKAGES_bench := python3
PACKAGES_guard := python3
PACKAGES_speed-guard := python3 valgrind

finds_header = printf '\043include <$(2)>\n' | $(1) -E -
HAS_build = $(call finds_header,$(CC),stdio.h) && pkg-config --exists $(MODULES) $(PROGRAM_MODULES) $(LOADED_MODULES)
HAS_test = $(call finds_header,$(CXX) -x c++,new) && test -e /usr/share/i18n/locales/tr_TR && pkg-config --exists criterion serd-0 && command -v chromium && $(PYTHON) -c 'import ensurepip, jsonschema' \
  && command -v rapper && command -v zstd && command -v jq && command -v sqlite3 && command -v mandoc && command -v zsh && command -v fish && command -v lintian && $(HAS_deb)
HAS_deb = dpkg-buildpackage --version && command -v dh && command -v fakeroot
HAS_spark-test = python3 -c 'import ensurepip' && command -v java
HAS_lint = command -v cppcheck && command -v clang-tidy
HAS_fuzz = clang --version && pkg-config --exists serd-0 && test -e "$$(clang -print-file-name=libclang_rt.fuzzer-$$(uname -m).a)"
HAS_fit = $(call finds_header,$(CC),lbfgs.h)
HAS_gazetteers = python3 -m venv -h && npm --version && dpkg -s scowl wordnet-base unicode-cldr-core
HAS_format = command -v clang-format
HAS_figures = python3 --version
HAS_bench = python3 --version
HAS_guard = python3 --version
HAS_speed-guard = python3 --version && valgrind --version

# The first python3 that knows jsonschema: another one may stand before the system's in PATH.
PYTHON = $$(for p in python3 /usr/bin/python3; do $$p -c 'import jsonschema' 2>/dev/null && { echo $$p; exit; }; done; echo python3)

GOALS := $(or $(MAKECMDGOALS),all)
NEEDS := $(if $(filter-out clean format gazetteers,$(GOALS)),build) $(if $(filter lint,$(GOALS)),test fit) $(if $(filter determinism,$(GOALS)),fuzz) \
  $(filter test lint fuzz fit gazetteers format figures guard speed-guard bench deb spark-test,$(GOALS))
include $(NEEDS:%=build/packages/%.mk)

build/packages/test.mk build/packages/fuzz.mk build/packages/fit.mk: | build/packages/build.mk  # their checks need the compiler

# Where the check fails, apt brings the packages; then the check must pass.
build/packages/%.mk: Makefile
	@mkdir -p $(@D)
	@has() { { $(HAS_$*); } >/dev/null 2>&1; }; \
	fetch() { as_root=$$(test "$$(id -u)" = 0 || echo sudo); flock build/packages $$as_root sh -c \
	  'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-upgrade $(PACKAGES_$*)'; }; \
	has || ! command -v apt-get >/dev/null || { echo "install $(PACKAGES_$*)"; fetch >build/packages/$*.log || tail build/packages/$*.log; }; \
	has || { echo "whosaid needs what Debian calls $(PACKAGES_$*): please install these, then run make again." >&2; exit 1; }
	@$(if $(filter build,$*),printf 'MODULE_FLAGS := %s\nMODULE_LIBS := %s\nPROGRAM_MODULE_LIBS := %s\nLOADED_LIBS := %s\nLIBXML := %s\n' \
	  "$$(pkg-config --cflags $(MODULES) $(PROGRAM_MODULES) $(LOADED_MODULES))" "$$(pkg-config --libs $(MODULES))" \
	  "$$(pkg-config --libs $(PROGRAM_MODULES))" "$$(pkg-config --libs $(LOADED_MODULES))" \
	  "$$(readelf -d "$$($(CC) -print-file-name=libxml2.so)" | sed -n 's/.*soname: \[\(.*\)\]/\1/p')") > $@

# ---- Library and program -----------------------------------------------------------------------------------------------

comma := ,
SANITIZERS := $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
# A package's own build says what protects it by CFLAGS and LDFLAGS; these are the same.
HARDENING := -fstack-protector-strong $(if $(SANITIZE),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
HARDENED_LINK := -Wl,-z,relro -Wl,-z,now
# No fused multiply-add: every machine is to reckon alike.
FLAGS = $(HARDENING) -std=c11 -ffp-contract=off -D_GNU_SOURCE -Iinclude -Isrc -fPIC -fvisibility=hidden -pthread $(WARNINGS) $(SANITIZERS) $(MODULE_FLAGS)
LIBS = $(MODULE_LIBS) -lm -pthread $(HARDENED_LINK) $(SANITIZERS)
PROGRAM_LIBS = $(PROGRAM_MODULE_LIBS) $(LIBS)

$(BUILD)/input/html/library.o: FLAGS += -DLIBXML='"$(LIBXML)"'

$(BUILD)/whosaid: $(call objects,$(PROGRAM_SOURCES)) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)

# The lists and weights as one file, which the program beside it opens at once.
$(BUILD)/whosaid.image: $(BUILD)/whosaid $(LISTS)
	$(call say,compile)$(BUILD)/whosaid --data gazetteers --compile $@

$(BUILD)/libwhosaid.a: $(call objects,$(LIBRARY_SOURCES))
	$(call say,pack)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/$(SONAME): $(call objects,$(LIBRARY_SOURCES))
	$(call say,link)$(CC) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=src/package/libwhosaid.map -Wl,--no-undefined $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libwhosaid.so: $(BUILD)/$(SONAME)
	@ln -sf $(SONAME) $@

$(BUILD)/whosaid-fit: $(call objects,$(FIT_SOURCES)) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/whosaid-fit-quotes: $(call objects,$(FIT_QUOTES_SOURCES)) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -llbfgs

$(BUILD)/whosaid-coverage: $(call objects,$(COVERAGE_SOURCES)) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile)$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile)$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: $(BUILD)/%.c
	$(call say,compile)$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The page with its style and script in it. Their hashes are all that its security policy lets run; each stands between two line ends.
PAGE := $(addprefix src/output/page.,html css js)
page_hash = $$(env printf "$$({ echo; cat src/output/page.$(1); } | sha256sum | cut -c1-64 | sed 's/../\\x&/g')" | base64)
$(BUILD)/page.html: $(PAGE) Makefile
	@mkdir -p $(@D)
	$(call say,make)sed -e '/^@css$$/{r src/output/page.css' -e 'd}' -e '/^@js$$/{r src/output/page.js' -e 'd}' \
	  -e "/Content-Security-Policy/{s|@STYLE@|$(call page_hash,css)|;s|@SCRIPT@|$(call page_hash,js)|}" src/output/page.html > $@

$(BUILD)/output/page_text.c: $(BUILD)/page.html
	@mkdir -p $(@D)
	$(call say,make){ echo '#include <stddef.h>'; echo 'const unsigned char PAGE[] = {'; od -An -v -tu1 $< | sed 's/[0-9]\+/&,/g'; \
	  echo '};'; echo 'const size_t PAGE_LENGTH = sizeof PAGE;'; } > $@

-include $(shell find $(BUILD) -name deb -prune -o -name '*.d' -type f -print 2>/dev/null)

# ---- Demo and tests ----------------------------------------------------------------------------------------------------

SAMPLE := tests/articles/kherson/article.txt
demo: all
	$(BUILD)/whosaid --to json $(SAMPLE)

test: all $(BUILD)/tests $(BUILD)/replay
	@BUILD=$(BUILD) $(PYTHON) tests/run

# Criterion runs each test in a process of its own, which finds parameters of a test only at a fixed address.
$(BUILD)/tests: $(call objects,$(UNIT_SOURCES) $(filter-out src/cli/main.c,$(PROGRAM_SOURCES))) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) -no-pie $(LDFLAGS) -o $@ $^ $(PROGRAM_LIBS) -lcriterion

# One program holds all targets: replay takes a file's from its folder, the fuzzer from the variable FUZZ.
FUZZ_TARGETS := analyze html jsonl json csv warc compressed lists rules weights image writers
FUZZ_OBJECTS = $(call objects,$(filter-out %/replay.c,$(wildcard tests/fuzz/*.c)) $(filter-out src/cli/main.c,$(PROGRAM_SOURCES)))
$(BUILD)/fuzz/writers.o: FLAGS += $$(pkg-config --cflags serd-0)
$(BUILD)/replay: $(FUZZ_OBJECTS) $(call objects,tests/fuzz/replay.c) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(LOADED_LIBS) $(PROGRAM_LIBS) -lserd-0

$(BUILD)/bench-inputs: $(call objects,tests/bench/inputs.c $(filter-out src/cli/main.c,$(PROGRAM_SOURCES))) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)

$(BUILD)/fuzzer: $(FUZZ_OBJECTS) $(BUILD)/libwhosaid.a
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^ $(LOADED_LIBS) $(PROGRAM_LIBS) -lserd-0

# What libFuzzer finds stays in build/fuzzing; what breaks a promise is worth a file in tests/fuzz/seeds. TARGET=html: that one alone.
FUZZ := -fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined
fuzz:
	@$(MAKE) --no-print-directory BUILD=build/fuzzing CC=clang CFLAGS='-O1 -g -fno-omit-frame-pointer $(FUZZ) -fsanitize=fuzzer-no-link' \
	  LDFLAGS='$(FUZZ) -fsanitize=fuzzer' build/fuzzing/fuzzer
	@for target in $(or $(TARGET),$(FUZZ_TARGETS)); do tests/fuzz/run build/fuzzing $$target $(SECONDS) || exit 1; done

# Every allocation fails in turn, reads and writes fail, the program is killed at random moments; `make test` tries a sample of these.
faults: all
	BUILD=$(BUILD) $(PYTHON) tests/faults/run --all

# Races: the program under ThreadSanitizer, with every number of threads.
threads:
	@$(MAKE) --no-print-directory BUILD=build/threads CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread build/threads/whosaid
	BUILD=build/threads ROUNDS=7 $(PYTHON) tests/threads

determinism: all
	+BUILD=$(BUILD) tests/determinism $(BUILDS)

# One process over DOCUMENTS=1000000 documents.
soak: all
	BUILD=$(BUILD) $(PYTHON) tests/soak/run

fit: $(BUILD)/whosaid-fit $(BUILD)/whosaid-fit-quotes
	$(BUILD)/whosaid-fit --held 10 -o $(BUILD)/weights.tsv $(CORPUS)
	mv $(BUILD)/weights.tsv gazetteers/weights.tsv
	$(BUILD)/whosaid-fit-quotes -o $(BUILD)/weights.tsv $(QUOTE_CORPUS)
	mv $(BUILD)/weights.tsv gazetteers/quote-weights.tsv

gazetteers:
	sh gazetteers/build/build.sh

figures: all $(BUILD)/whosaid-coverage
	python3 tests/guard --write $(EVAL) $(BUILD)/whosaid

guard: all $(BUILD)/whosaid-coverage
	@python3 tests/guard $(EVAL) $(BUILD)/whosaid

speed-guard: all
	@tests/bench/speed $(BUILD) --guard

$(BUILD)/count-words: $(BUILD)/bench/count_words.o
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $^

bench: all $(BUILD)/count-words $(BUILD)/bench-inputs
	tests/bench/speed $(BUILD)
	$(if $(wildcard $(EVAL)/speed),$(EVAL)/speed $(BUILD)/whosaid)
	tests/bench/reliability $(BUILD)/whosaid $(wildcard $(EVAL)/ner/worldwide/dev.jsonl $(EVAL)/ner/conll2003/testa.jsonl)
	tests/bench/lists $(BUILD) $(wildcard $(EVAL)/ner/worldwide/dev.jsonl)
	tests/bench/outputs $(BUILD)
	tests/bench/inputs $(BUILD)

# ---- Installing --------------------------------------------------------------------------------------------------------

LIBDIR ?= $(PREFIX)/lib
SHARE = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash-completion/completions/whosaid zsh/site-functions/_whosaid fish/vendor_completions.d/whosaid.fish
MANUALS = man1/whosaid.1 man3/libwhosaid.3 man5/whosaid-data.5
define PKG_CONFIG
prefix=$(PREFIX)
libdir=$(LIBDIR)

Name: whosaid
Description: Who is in a news article, and who said what
Version: $(VERSION)
Requires.private: $(MODULES)
Libs: -L$${libdir} -lwhosaid
Libs.private: -lm -pthread
Cflags: -I$${prefix}/include
endef
export PKG_CONFIG

# The options in the manual are those of --help, and so are the completions.
$(BUILD)/man/%: src/package/% src/package/options.awk $(BUILD)/whosaid
	@mkdir -p $(@D)
	@$(BUILD)/whosaid --help | awk -f src/package/options.awk > $@.options
	@$(BUILD)/whosaid --help | awk -v part=Formats -f src/package/options.awk > $@.formats
	@sed -e 's/@VERSION@/$(VERSION)/' -e '/@OPTIONS@/{r $@.options' -e 'd}' -e '/@FORMATS@/{r $@.formats' -e 'd}' $< > $@
	@rm $@.options $@.formats

install: all $(addprefix $(BUILD)/man/,$(notdir $(MANUALS)))
	install -D $(BUILD)/whosaid $(DESTDIR)$(PREFIX)/bin/whosaid
	install -D src/spark/whosaid_spark.py $(DESTDIR)$(PREFIX)/bin/whosaid-spark
	install -Dm 644 -t $(DESTDIR)$(PREFIX)/include include/whosaid.h
	install -Dm 644 -t $(DESTDIR)$(LIBDIR) $(BUILD)/libwhosaid.a $(BUILD)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libwhosaid.so
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	printenv PKG_CONFIG > $(DESTDIR)$(LIBDIR)/pkgconfig/whosaid.pc
	cd gazetteers && find . -name build -prune -o -type f -exec install -Dm 644 {} $(abspath $(SHARE))/whosaid/{} ';'
	install -m 644 include/whosaid.schema.json $(BUILD)/whosaid.image $(SHARE)/whosaid
	for manual in $(MANUALS); do install -Dm 644 $(BUILD)/man/$${manual#*/} $(SHARE)/man/$$manual; done
	install -d $(addprefix $(SHARE)/,$(dir $(COMPLETIONS)))
	for file in $(COMPLETIONS); do $(BUILD)/whosaid --completions $$(expr $$file : '\([a-z]*\)') > $(SHARE)/$$file; done

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,whosaid whosaid-spark) $(DESTDIR)$(PREFIX)/include/whosaid.h $(DESTDIR)$(LIBDIR)/libwhosaid.* \
	  $(DESTDIR)$(LIBDIR)/pkgconfig/whosaid.pc $(addprefix $(SHARE)/man/,$(MANUALS)) $(addprefix $(SHARE)/,$(COMPLETIONS))
	rm -rf $(SHARE)/whosaid

SPARK := build/spark-environment
$(SPARK)/bin/python:
	python3 -m venv $(SPARK)
	$(SPARK)/bin/pip install -q pyspark==3.5.3

spark-test: all $(SPARK)/bin/python
	BUILD=$(BUILD) $(SPARK)/bin/python tests/spark/run $(abspath $(SPARK)/bin/python)

deb:
	src/package/build_deb.sh $(BUILD) $(VERSION) '$(PACKAGES_build)'

# ---- Keeping order -----------------------------------------------------------------------------------------------------

# A finding stops the run; a justified exception stands at its line in the source (cppcheck-suppress, NOLINT), with its reason.
# gcc 12 loses track of memory and files that a struct owns and of structs given back by value; the sanitized tests look for leaks, clang-tidy's
# analyzer for values that were never set. It takes shifts of vectors for shifts of one bit.
ANALYZER := -fanalyzer -Wno-analyzer-shift-count-overflow -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak -Wno-analyzer-use-of-uninitialized-value
LINT := --no-print-directory BUILD=build/lint CC=gcc
lint:
	@$(MAKE) $(LINT) CFLAGS='-O2 -Werror $(ANALYZER)' all build/lint/whosaid-fit \
	  build/lint/whosaid-fit-quotes build/lint/whosaid-coverage
	@$(MAKE) $(LINT) CFLAGS='-O2 -Werror' build/lint/tests build/lint/replay
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingInclude \
	  --error-exitcode=1 -Iinclude -Isrc src
	@echo clang-tidy; printf '%s\n' $(filter src/%.c,$(C_FILES)) | xargs -P$$(nproc) -I{} sh -c \
	  'clang-tidy --quiet {} -- -std=c11 -D_GNU_SOURCE -Iinclude -Isrc $(MODULE_FLAGS) 2>/dev/null'

format:
	clang-format -i $(C_FILES)

clean:
	rm -rf build build-sanitize

.PHONY: all demo test lint bench fuzz faults threads determinism soak fit gazetteers figures guard speed-guard format install uninstall deb spark-test clean
