# whosaid: `make demo` shows the main job, `make test` passes the tests; both fetch what they need.
PREFIX ?= /usr/local
CC ?= cc
BUILD := build$(if $(SANITIZE),-sanitize)
PACKAGES := libpcre2-8 libcjson libutf8proc
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
FLAGS = -std=c11 -D_GNU_SOURCE -Iinclude -Isrc -fPIC -fvisibility=hidden -pthread $(WARNINGS) \
        $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer) \
        $(shell pkg-config --cflags $(PACKAGES))
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lm -pthread $(if $(SANITIZE),-fsanitize=address$(comma)undefined)
comma := ,

LIBRARY_SOURCES := $(wildcard src/*.c src/base/*.c src/model/*.c src/input/*.c src/output/*.c)
CLI_SOURCES := $(wildcard src/cli/*.c)
FIT_SOURCES := $(wildcard src/fit/*.c)
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(1))

all: $(BUILD)/whosaid $(BUILD)/libwhosaid.a

$(BUILD)/whosaid: $(call objects,$(CLI_SOURCES)) $(BUILD)/libwhosaid.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libwhosaid.a: $(call objects,$(LIBRARY_SOURCES))
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/whosaid-fit: $(call objects,$(FIT_SOURCES)) $(BUILD)/libwhosaid.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -llbfgs

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf build build-sanitize

.PHONY: all clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
