/* quote/feature.c: the names of features and values, as gazetteers/quote-weights.tsv writes them. */
#include "quote/feature.h"

#include <stddef.h>

#define FRAME_FORM(feature, name, first, second) [feature] = {name, 2},
#define PLAIN_FORM(feature, name, values) [feature] = {name, values},
const struct quote_feature_form QUOTE_FEATURE_FORMS[QUOTE_FEATURES] = {FRAME_FEATURES(FRAME_FORM) PLAIN_FEATURES(PLAIN_FORM)};

const char *const VALUE_NAMES[FIRST_WORD] = {
    NULL, NULL,
    /* tags */
    "stop",   "comma", "colon", "semicolon", "dash",   "hyphen", "open",        "close",     "open-mark", "close-mark", "point",
    "number", "he",    "he's", "him",   "his",       "the",    "some",   "preposition", "to",        "and",       "as",         "that",
    "wh",     "be",    "have",  "do",        "modal",  "not",    "adverb",      "day",       "name",      "capital",    "cue",
    "past",   "third", "base",  "gerund",    "person", "group",  "text",        "adjective", "plural",    "word",
    /* numbers */
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23",
    /* regions */
    "joins", "own",
};
