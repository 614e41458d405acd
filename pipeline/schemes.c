/* schemes.c - the rules in force, as text for people and as JSON for programs. */
#include "base/bytes.h"
#include "base/json.h"
#include "run.h"
#include "scheme/rules.h"

#include <stdio.h>
#include <string.h>

static const char *const comparison_signs[] = {[AT_LEAST] = ">=", [AT_MOST] = "<=", [EQUALS] = "=", [IS_TRUE] = ""};

/* The term of the score an item counts in; NULL: none. */
static const char *term_id(const struct scheme *scheme, const struct item *item)
{
    const struct programme *programme = scheme->programme;
    int track = item->chapter >= 0 ? item->chapter : 0;
    const struct checklist *list = scheme_checklist(scheme, programme->track_count ? track : -1);
    int position = list ? list->position[item->index] : -1;

    if (position < 0 || list->checks[position].term < 0)
        return NULL;
    const struct score_term *term = &scheme->terms[list->checks[position].term];
    return term->is_chapter ? programme->tracks[track].chapter : term->id;
}

static const char *level_of(const struct programme *programme, const struct item *item)
{
    return item->level >= 0 ? programme->levels[item->level] : NULL;
}

/* "a >= 5 and b >= 2, or c >= 3"; "" when no fact is compared. */
static const char *facts_text(struct arena *arena, const struct item *item)
{
    char number[EXACT_TEXT_SIZE];
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < item->alternative_count; i++)
        for (size_t k = 0; k < item->alternatives[i].count; k++) {
            const struct fact_condition *c = &item->alternatives[i].conditions[k];
            bytes_printf(&out, "%s%s %s %s",
                         k   ? error_say(" and ")
                         : i ? error_say(", or ")
                             : "",
                         c->fact, comparison_signs[c->comparison], exact_text(c->threshold, 9, number));
        }
    return bytes_text(&out);
}

/* What a requirement compares with, level by level from the lowest: "10 / 20 / 30". */
static const char *thresholds_text(struct arena *arena, const struct requirement *requirement,
                                   const struct programme *programme)
{
    char number[EXACT_TEXT_SIZE];
    struct bytes out;

    bytes_init(&out, arena);
    if (requirement->source == SOURCE_CONDITIONS)
        for (size_t c = 0; c < requirement->condition_count; c++) {
            const struct condition *condition = &requirement->conditions[c];
            bytes_printf(&out, "%s%s", c ? ", " : "", comparison_signs[condition->comparison]);
            for (size_t i = 0; i < programme->level_count && condition->comparison != IS_TRUE; i++)
                bytes_printf(&out, "%s%s", i ? " / " : " ", exact_text(condition->thresholds[i], 9, number));
        }
    if (requirement->source == SOURCE_SCORE)
        bytes_printf(&out, ">= %s", exact_text(requirement->conditions[0].thresholds[0], 9, number));
    return bytes_text(&out);
}

/* --- text --- */

static void print_summary_of(const struct scheme *scheme)
{
    const struct programme *programme = scheme->programme;
    size_t necessary = 0;

    for (size_t i = 0; i < programme->item_count; i++)
        necessary += programme->items[i].is_necessary;
    printf(error_say("%s  %s\n  %s\n  rules %s\n  levels, lowest first:"), programme->id, scheme->words.name,
           scheme->words.document, scheme->digest);
    for (size_t i = 0; i < programme->level_count; i++)
        printf(" %s %s", programme->levels[i], scheme->words.level_names[i]);
    printf(error_say("\n  %zu requirements of holders, %zu of applicants, %zu items, %zu of them necessary\n"),
           scheme->review.count, scheme->application.count, programme->item_count, necessary);
}

static void print_weights(const struct scheme *scheme)
{
    char number[EXACT_TEXT_SIZE];

    for (size_t i = 0; i < scheme->term_count; i++)
        printf("%s%s %s", i ? ", " : error_say("  weights: "), scheme->terms[i].id,
               exact_text(scheme->terms[i].weight, 4, number));
    if (scheme->term_count)
        printf("\n");
}

static void print_list(struct arena *arena, const char *heading, const struct requirement_list *list,
                       const struct programme *programme)
{
    if (list->count)
        printf("%s\n", error_say(heading));
    for (size_t i = 0; i < list->count; i++) {
        const struct requirement *r = &list->items[i];
        printf("    %-22s %-10s %s  %s\n", r->id, r->clause, r->name, thresholds_text(arena, r, programme));
    }
}

static void print_item(struct arena *arena, const struct scheme *scheme, const struct item *item)
{
    const char *level = level_of(scheme->programme, item), *term = term_id(scheme, item);
    const char *facts = facts_text(arena, item);

    printf("    %-10s %-12s", item->id, item->clause);
    if (level)
        printf(error_say(" level %s"), level);
    if (term)
        printf(error_say(" term %s"), term);
    printf("%s%s", item->is_necessary ? error_say(" necessary") : "",
           item->takes_na && scheme->programme->na_exempts ? error_say(" conditional") : "");
    if (item->persons)
        printf(error_say(" persons >= %d"), item->persons);
    if (*facts)
        printf(error_say(" facts: %s"), facts);
    printf("  %s\n", item->text);
}

static void print_scheme(struct arena *arena, const struct scheme *scheme)
{
    print_summary_of(scheme);
    print_weights(scheme);
    print_list(arena, "  holders:", &scheme->review, scheme->programme);
    print_list(arena, "  applicants:", &scheme->application, scheme->programme);
    if (scheme->programme->item_count)
        puts(error_say("  items:"));
    for (size_t i = 0; i < scheme->programme->item_count; i++)
        print_item(arena, scheme, &scheme->programme->items[i]);
}

/* --- JSON --- */

static void add_member(struct bytes *out, const char *key, const char *text)
{
    bytes_printf(out, ",\"%s\":", key);
    json_quote_or_null(out, text);
}

static void add_facts(struct bytes *out, const struct item *item)
{
    char number[EXACT_TEXT_SIZE];

    bytes_add_text(out, ",\"facts\":[");
    for (size_t i = 0; i < item->alternative_count; i++) {
        bytes_add_text(out, i ? ",[" : "[");
        for (size_t k = 0; k < item->alternatives[i].count; k++) {
            const struct fact_condition *c = &item->alternatives[i].conditions[k];
            bytes_add_text(out, k ? ",{\"fact\":" : "{\"fact\":");
            json_quote(out, c->fact);
            add_member(out, "op", comparison_signs[c->comparison]);
            bytes_printf(out, ",\"value\":%s}", exact_text(c->threshold, 9, number));
        }
        bytes_add_text(out, "]");
    }
    bytes_add_text(out, "]");
}

static void add_tracks(struct bytes *out, const struct programme *programme, const struct item *item)
{
    const char *comma = "";

    bytes_add_text(out, ",\"tracks\":[");
    for (size_t t = 0; t < programme->track_count; t++)
        if (item->tracks & UINT32_C(1) << t) {
            bytes_add_text(out, comma);
            json_quote(out, programme->tracks[t].id);
            comma = ",";
        }
    bytes_add_text(out, "]");
}

static void add_item(struct bytes *out, const struct scheme *scheme, const struct item *item)
{
    const struct programme *programme = scheme->programme;

    bytes_add_text(out, item->index ? ",\n{\"id\":" : "\n{\"id\":");
    json_quote(out, item->id);
    add_member(out, "clause", item->clause);
    add_member(out, "heading", item->heading);
    add_member(out, "text", item->text);
    bytes_printf(out, ",\"necessary\":%s,\"conditional\":%s", item->is_necessary ? "true" : "false",
                 item->takes_na && programme->na_exempts ? "true" : "false");
    add_member(out, "term", term_id(scheme, item));
    add_member(out, "level", level_of(programme, item));
    add_member(out, "same_as", item->first != item->index ? programme->items[item->first].id : NULL);
    bytes_printf(out, ",\"persons\":%d,\"applicants\":%s", item->persons, item->is_asked_of_applicants ? "true" : "false");
    add_tracks(out, programme, item);
    add_facts(out, item);
    bytes_add_text(out, "}");
}

static void add_requirements(struct bytes *out, struct arena *arena, const char *key, const struct requirement_list *list,
                             const struct programme *programme)
{
    bytes_printf(out, ",\n\"%s\":[", key);
    for (size_t i = 0; i < list->count; i++) {
        const struct requirement *r = &list->items[i];
        bytes_add_text(out, i ? ",\n{\"id\":" : "\n{\"id\":");
        json_quote(out, r->id);
        add_member(out, "clause", r->clause);
        add_member(out, "name", r->name);
        add_member(out, "threshold", thresholds_text(arena, r, programme));
        bytes_add_text(out, ",\"text\":{");
        const char *comma = "";
        for (size_t level = 0; level < programme->level_count; level++)
            if (r->texts[level]) {
                bytes_add_text(out, comma);
                json_quote(out, programme->levels[level]);
                bytes_add_text(out, ":");
                json_quote(out, r->texts[level]);
                comma = ",";
            }
        bytes_add_text(out, "}}");
    }
    bytes_add_text(out, "]");
}

static void add_weights(struct bytes *out, const struct scheme *scheme)
{
    char number[EXACT_TEXT_SIZE];

    bytes_add_text(out, ",\n\"weights\":[");
    for (size_t i = 0; i < scheme->term_count; i++) {
        bytes_add_text(out, i ? ",{\"term\":" : "{\"term\":");
        json_quote(out, scheme->terms[i].id);
        bytes_printf(out, ",\"weight\":%s}", exact_text(scheme->terms[i].weight, 4, number));
    }
    bytes_add_text(out, "]");
}

static void add_levels(struct bytes *out, const struct scheme *scheme)
{
    bytes_add_text(out, ",\"levels\":[");
    for (size_t i = 0; i < scheme->programme->level_count; i++) {
        bytes_add_text(out, i ? "," : "");
        json_quote(out, scheme->programme->levels[i]);
    }
    bytes_add_text(out, "]");
}

static void add_scheme(struct bytes *out, struct arena *arena, const struct scheme *scheme, bool is_whole)
{
    const struct programme *programme = scheme->programme;

    bytes_add_text(out, "{\"programme\":");
    json_quote(out, programme->id);
    add_member(out, "name", scheme->words.name);
    add_member(out, "document", scheme->words.document);
    add_member(out, "digest", scheme->digest);
    add_levels(out, scheme);
    bytes_printf(out, ",\"item_count\":%zu", programme->item_count);
    add_weights(out, scheme);
    if (is_whole) {
        add_requirements(out, arena, "review", &scheme->review, programme);
        add_requirements(out, arena, "application", &scheme->application, programme);
        bytes_add_text(out, ",\n\"items\":[");
        for (size_t i = 0; i < programme->item_count; i++)
            add_item(out, scheme, &programme->items[i]);
        bytes_add_text(out, "]");
    }
    bytes_add_text(out, "}");
}

static void print_json(struct arena *arena, const struct rule_set *rules, const struct scheme *chosen)
{
    struct bytes out;

    bytes_init(&out, arena);
    if (chosen)
        add_scheme(&out, arena, chosen, true);
    else
        for (size_t i = 0; i < rules->scheme_count; i++) {
            bytes_add_text(&out, i ? ",\n" : "[");
            add_scheme(&out, arena, &rules->schemes[i], false);
        }
    bytes_add_text(&out, chosen ? "\n" : "]\n");
    fwrite(out.data, 1, out.length, stdout);
}

RESULT run_schemes(struct arena *arena, const char *templates, const char *name, bool as_json)
{
    const struct rule_set *rules;
    const struct scheme *chosen = NULL;

    TRY(rules_load(&rules, arena, templates));
    for (size_t i = 0; name && i < rules->scheme_count; i++)
        if (strcmp(rules->schemes[i].programme->id, name) == 0)
            chosen = &rules->schemes[i];
    if (name && !chosen)
        return FAIL(USAGE, "schemes: there are no rules for \"%s\" in %s", name, templates);
    if (as_json)
        print_json(arena, rules, chosen);
    else if (chosen)
        print_scheme(arena, chosen);
    else
        for (size_t i = 0; i < rules->scheme_count; i++) {
            print_summary_of(&rules->schemes[i]);
            print_weights(&rules->schemes[i]);
        }
    return OK;
}
