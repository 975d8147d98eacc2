/* rule.h: PCRE2 patterns in text files that mark spans, tried only where a trigger stands. Read-only once built.
 *
 * A rule file is `*.rules` under the data directory: blocks separated by blank lines, `#` starts a remark line.
 *
 *   define Name = \p{Lu}[\p{L}\p{M}'’-]+
 *
 *   rule person/title-name
 *   trigger title                      # an entry type, matched at a token; or: trigger word according|citing ; or: trigger run number
 *   pattern \G(?:President|Mr\.?) (?<person>{Name}(?: {Name})*)
 *   score 0.9
 *   yes President [Emmanuel Macron] spoke.
 *   no the president spoke.
 *
 * `share Name = …` is a definition whose machine code all its uses in a pattern have in common: the less of it there is, the faster it runs.
 *
 * What triggers: an entry type (entries of that type; which are ambiguous, only with the flag `ambiguous`), `word a|b` (words or marks; one that is written with a capital only where the text has one), `number`, `initial`, `possessive`, `capital` (the first
 * of capitalized words that stand together), `capitals` (a word in capitals, or with one inside: FIFA, DoE), `paragraph` (any). A word before it says where the pattern is tried then: `after` at the next
 * word; `run` at the first of the capitalized words that lead up to it ("Acme" in "at Acme Motors, Inc"; with and without words linked by of, for, and, the), and at itself if it is one;
 * `paragraph` at the start of its paragraph; `opening` there too, where it opens the paragraph itself; nothing: at its first byte. Words after
 * it say what must follow, where the pattern wants that anyway: `then capital` or `then small` a word with or without a capital, `then name` one
 * with a capital, a particle or a hyphen, `then comma` one with a capital, a particle or a comma, `then number` a number, `then bracket` "(". The rarer the trigger, the cheaper the rule.
 * The pattern is compiled anchored at the trigger's first byte and sees the text of the paragraph from there on. A named group marks what its name says:
 * person, place, organization, nothing (not a name); for sections: headline, caption, boilerplate (the whole paragraph); for quotes: content (once,
 * or twice where speaker and cue stand between), speaker, cue, of which only the content must be there. `yes` lines show in
 * [brackets] what each group marks, in order; the rule must mark exactly that. A `no` line must not match. Flags: `any-case`, `always`,
 * `ambiguous`, `capital` (`after` goes on over "the", and only to a capitalized word), `long-run` (`run` only where the capitalized words before the trigger are two at least), `led` (`run` only where there are such words, and only at them). A rule whose score is below 0.5 only proposes: what it marks is weighed where it stands, but tells nothing of the words around.
 *
 * A pattern for quotes, as a user adds it: what it marks is a quote whatever the weights say, and its source is `rule:quote/via`.
 *
 *   rule quote/via
 *   trigger paragraph word via
 *   pattern (?<content>[^\n]+?) \(via (?<speaker>[^\n()]+)\)$
 *   yes [The bridge is safe.] (via [Ann Lee])
 *   no They came via Leeds (the long way).
 *
 * With the flag `evidence` its score is weighed against the other readings.
 */
#ifndef WHOSAID_MODEL_RULE_H
#define WHOSAID_MODEL_RULE_H

#include "whosaid.h"

struct rules;
struct whosaid_document;

enum rule_mark { MARK_PERSON, MARK_PLACE, MARK_ORGANIZATION, MARK_NOTHING, MARK_HEADLINE, MARK_CAPTION, MARK_BOILERPLATE, MARK_CREDIT, MARK_SPEAKER, MARK_CUE, MARK_CONTENT, RULE_MARKS };

const char *rule_name(const struct rules *rules, uint32_t rule);
float rule_score(const struct rules *rules, uint32_t rule);
int rule_only_proposes(const struct rules *rules, uint32_t rule);
int rule_is_always(const struct rules *rules, uint32_t rule);

/* Runs every rule at its triggers over the document's tokens and gazetteer candidates, and adds a candidate for each span marked. */
whosaid_status rules_apply(const struct rules *rules, struct whosaid_document *document, whosaid_error *error);

#endif
