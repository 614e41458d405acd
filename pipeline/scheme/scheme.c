/* scheme.c - templates/NAME/scheme.json: words, certificates, approvals, score. */
#include "scheme/parts.h"
#include "scheme/requirements.h"

#include <string.h>

/* Names of the tracks, and of the service items of a scope. */
static RESULT read_track_names(struct scheme_words *words, const struct node *object, const struct programme *programme)
{
    struct node names, scope, node;
    size_t n = 0;

    if (programme->track_count) {
        TRY(reader_member(&names, object, "tracks"));
        TRY(reader_object(&names));
        for (size_t i = 0; reader_child(&node, &names, i); i++)
            if (programme_track(programme, node.json->string) < 0)
                return reader_fault(&node, "the programme has no such track");
        for (size_t i = 0; i < programme->track_count; i++)
            TRY(reader_text_member(&words->track_names[i], &names, programme->tracks[i].id));
    }
    if (!programme->takes_scope)
        return OK;
    TRY(reader_member(&scope, object, "scope"));
    TRY(reader_object(&scope));
    for (size_t i = 0; i < programme->track_count; i++)
        n += programme->tracks[i].scope_item_count;
    struct scope_name *scopes = ARENA_ARRAY(object->arena, struct scope_name, n);
    words->scope_names = scopes;
    for (size_t i = 0; i < programme->track_count; i++)
        for (size_t k = 0; k < programme->tracks[i].scope_item_count; k++) {
            struct scope_name *name = &scopes[words->scope_name_count++];
            name->id = programme->tracks[i].scope_items[k];
            TRY(reader_text_member(&name->name, &scope, name->id));
        }
    return OK;
}

/* What the decision sheet of a matter is called. */
static RESULT read_sheet_titles(struct scheme_words *words, const struct node *object)
{
    struct node titles, title;

    if (!reader_has(&titles, object, "sheet_titles"))
        return OK;
    TRY(reader_object(&titles));
    for (size_t i = 0; reader_child(&title, &titles, i); i++) {
        int matter = 0;
        while (matter < MATTER_COUNT && strcmp(matter_word((enum matter)matter), title.json->string) != 0)
            matter++;
        if (matter == MATTER_COUNT)
            return reader_fault(&title, "there is no such matter");
        TRY(reader_text(&words->sheet_titles[matter], &title));
    }
    return OK;
}

static RESULT read_fact_names(struct scheme_words *words, const struct node *object, const struct programme *programme)
{
    const char **names = ARENA_ARRAY(object->arena, const char *, programme->fact_count);
    struct node facts, name;

    if (!reader_has(&facts, object, "facts"))
        return OK;
    TRY(reader_object(&facts));
    for (size_t i = 0; reader_child(&name, &facts, i); i++) {
        size_t fact = 0;
        while (fact < programme->fact_count && strcmp(programme->facts[fact].name, name.json->string) != 0)
            fact++;
        if (fact == programme->fact_count)
            return reader_fault(&name, "the programme has no such fact");
        TRY(reader_text(&names[fact], &name));
    }
    words->fact_names = names;
    return OK;
}

/* Kinds of evidence and of submissions have different names: `records` holds both. */
static RESULT read_record_names(struct scheme_words *words, const struct node *object, const struct programme *programme)
{
    const char **evidence = ARENA_ARRAY(object->arena, const char *, programme->evidence_kind_count);
    const char **submissions = ARENA_ARRAY(object->arena, const char *, programme->submission_kind_count);
    struct node records, name;

    if (!reader_has(&records, object, "records"))
        return OK;
    TRY(reader_object(&records));
    for (size_t i = 0; reader_child(&name, &records, i); i++) {
        int piece = programme_evidence_kind(programme, name.json->string);
        int paper = programme_submission_kind(programme, name.json->string);
        if (piece < 0 && paper < 0)
            return reader_fault(&name, "the programme has no such kind of record");
        TRY(reader_text(piece >= 0 ? &evidence[piece] : &submissions[paper], &name));
    }
    words->evidence_names = evidence;
    words->submission_names = submissions;
    return OK;
}

static RESULT read_groups(struct scheme_words *words, const struct node *object)
{
    struct node groups, text;

    if (!reader_has(&groups, object, "groups"))
        return OK;
    TRY(reader_object(&groups));
    struct requirement_group *list = ARENA_ARRAY(object->arena, struct requirement_group, reader_size(&groups));
    words->groups = list;
    for (; reader_child(&text, &groups, words->group_count); words->group_count++) {
        list[words->group_count].id = text.json->string;
        TRY(reader_text(&list[words->group_count].text, &text));
    }
    return OK;
}

static RESULT read_words(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"name", "short_name", "document", "operator", "signatory", "certificate_title",
                                       "honour", "title", "revocation", "review_name", "levels", "tracks", "scope",
                                       "sheet_titles", "facts", "records", "groups", "summary_title",
                                       "report_title", "list_title", "list_text", NULL};
    struct scheme_words *words = &scheme->words;
    const struct programme *programme = scheme->programme;
    struct node object, levels, level;

    TRY(reader_member(&object, root, "words"));
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&words->name, &object, "name"));
    TRY(reader_text_member(&words->short_name, &object, "short_name"));
    TRY(reader_text_member(&words->document, &object, "document"));
    TRY(reader_text_member(&words->operator_name, &object, "operator"));
    TRY(reader_text_member(&words->signatory, &object, "signatory"));
    TRY(reader_text_member(&words->certificate_title, &object, "certificate_title"));
    TRY(reader_optional_text(&words->honour, &object, "honour"));
    TRY(reader_optional_text(&words->title, &object, "title"));
    TRY(reader_optional_text(&words->revocation, &object, "revocation"));
    TRY(reader_optional_text(&words->review_name, &object, "review_name"));
    TRY(year_words(words, &object));
    TRY(read_sheet_titles(words, &object));
    TRY(read_fact_names(words, &object, programme));
    TRY(read_record_names(words, &object, programme));
    TRY(read_groups(words, &object));
    TRY(reader_member(&levels, &object, "levels"));
    TRY(reader_members(&levels, requirements_level_keys(root->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        TRY(reader_member(&level, &levels, programme->levels[i]));
        TRY(reader_text(&words->level_names[i], &level));
    }
    return read_track_names(words, &object, programme);
}

/* Literal text with {serial:N} once and {year} at most once. */
static RESULT check_pattern(const struct node *node, const char *pattern)
{
    const char *serial = strstr(pattern, "{serial:");
    size_t braces = 0;

    for (const char *s = pattern; *s; s++)
        braces += *s == '{';
    if (!serial || serial[8] < '1' || serial[8] > '9' || serial[9] != '}')
        return reader_fault(node, "expected {serial:N}, N digits from 1 to 9, in \"%s\"", pattern);
    if (braces != 1U + (strstr(pattern, "{year}") != NULL) || strlen(pattern) > 48)
        return reader_fault(node, "expected {serial:N}, at most one {year} and at most 48 bytes in \"%s\"", pattern);
    return OK;
}

static RESULT read_certificate(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"number", "verify_url", "term_months", NULL};
    struct node object, node;

    TRY(reader_member(&object, root, "certificate"));
    TRY(reader_members(&object, keys));
    TRY(reader_member(&node, &object, "number"));
    TRY(reader_text(&scheme->number_pattern, &node));
    TRY(check_pattern(&node, scheme->number_pattern));
    TRY(reader_optional_text(&scheme->verify_url, &object, "verify_url"));
    if (!reader_has(&node, &object, "term_months") && scheme->is_half_yearly)
        return OK; /* terms are agreed on, not renewed by a review */
    return requirements_parameter(&scheme->term_months, &object, "term_months", 1, 120);
}

static RESULT read_approval(struct scheme *scheme, const struct node *root)
{
    struct node list, node;
    const char *word;

    TRY(reader_member(&list, root, "approval"));
    TRY(reader_array(&list));
    for (size_t i = 0; reader_child(&node, &list, i); i++) {
        TRY(reader_text(&word, &node));
        enum action action = action_from_word(word);
        if (action == ACTION_COUNT || action == ACTION_NONE)
            return reader_fault(&node, "\"%s\" is no action", word);
        scheme->needs_approval[action] = true;
    }
    return OK;
}

/* How far random weights stray from those in force, for the office's analysis. */
static RESULT read_sensitivity(struct scheme *scheme, const struct node *score)
{
    static const char *const keys[] = {"concentration", NULL};
    struct node object;

    if (!reader_has(&object, score, "sensitivity"))
        return OK;
    TRY(reader_members(&object, keys));
    return requirements_parameter(&scheme->weight_concentration, &object, "concentration", 1, 100000);
}

/* Terms by item prefix, and one for the track's chapter; weights add up to 100 (T/CIIPA 7.3 b, 7.4). */
static RESULT read_score(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "weights", "sensitivity", NULL};
    static const char *const term_keys[] = {"term", "weight", NULL};
    char sum_text[EXACT_TEXT_SIZE];
    struct node score, list, object, node;
    struct exact sum = EXACT(0);

    if (!reader_has(&score, root, "score"))
        return OK;
    TRY(reader_members(&score, keys));
    TRY(reader_text_member(&scheme->score_clause, &score, "clause"));
    TRY(read_sensitivity(scheme, &score));
    TRY(reader_member(&list, &score, "weights"));
    TRY(reader_array(&list));
    if (reader_size(&list) > MAX_SCORE_TERMS)
        return reader_fault(&list, "more than %d terms", MAX_SCORE_TERMS);
    for (size_t i = 0; reader_child(&object, &list, i); i++) {
        struct score_term *term = &scheme->terms[i];
        TRY(reader_members(&object, term_keys));
        TRY(reader_text_member(&term->id, &object, "term"));
        term->is_chapter = strcmp(term->id, "chapter") == 0;
        for (size_t k = 0; k < i; k++)
            if (strcmp(scheme->terms[k].id, term->id) == 0)
                return reader_fault(&object, "the term \"%s\" stands twice", term->id);
        TRY(reader_member(&node, &object, "weight"));
        TRY(reader_exact(&term->weight, &node));
        if (term->weight.num < 0 || exact_compare(term->weight, EXACT(100)) > 0 || exact_decimals(term->weight) > 4)
            return reader_fault(&node, "expected a weight from 0 to 100 with at most 4 decimals");
        sum = exact_add(sum, term->weight);
        scheme->term_count++;
    }
    return exact_compare(sum, EXACT(100)) == 0
               ? OK
               : reader_fault(&list, "the weights add up to %s, expected exactly 100", exact_text(sum, 4, sum_text));
}

static bool is_of_term(const struct item *item, const struct score_term *term)
{
    size_t length = strlen(term->id);

    return term->is_chapter ? item->chapter >= 0 : strncmp(item->id, term->id, length) == 0 && item->id[length] == '.';
}

/* Every item counts in one term, and no term is empty. */
static RESULT check_terms(const struct scheme *scheme, const struct node *root)
{
    const struct programme *programme = scheme->programme;
    size_t of_term[MAX_SCORE_TERMS] = {0};

    for (size_t i = 0; i < programme->item_count; i++) {
        size_t terms = 0;
        for (size_t t = 0; t < scheme->term_count; t++)
            if (is_of_term(&programme->items[i], &scheme->terms[t])) {
                of_term[t]++;
                terms++;
            }
        if (terms != 1)
            return reader_fault(root, "score: the item %s counts in %zu terms, expected one", programme->items[i].id,
                                terms);
    }
    for (size_t t = 0; t < scheme->term_count; t++)
        if (!of_term[t])
            return reader_fault(root, "score: no item counts in the term \"%s\"", scheme->terms[t].id);
    return OK;
}

static RESULT read_referred_tracks(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "document", NULL};
    struct node object, node;

    if (!reader_has(&object, root, "referred_tracks"))
        return OK;
    TRY(reader_object(&object));
    for (size_t i = 0; reader_child(&node, &object, i); i++) {
        int track = programme_track(scheme->programme, node.json->string);
        if (track < 0)
            return reader_fault(&node, "the programme has no such track");
        TRY(reader_members(&node, keys));
        TRY(reader_text_member(&scheme->referred_clause[track], &node, "clause"));
        TRY(reader_text_member(&scheme->referred_document[track], &node, "document"));
        scheme->referred_tracks |= UINT32_C(1) << track;
    }
    return OK;
}

static RESULT read_scheme(struct scheme *scheme, const struct node *root)
{
    TRY(read_words(scheme, root));
    TRY(read_approval(scheme, root));
    TRY(requirements_parameter(&scheme->objection_days, root, "objection_days", 0, 250));
    TRY(year_multiples(scheme, root));
    TRY(requirements_metrics(scheme, root));
    TRY(read_score(scheme, root));
    TRY(requirements_review(scheme, root));
    TRY(requirements_application(scheme, root));
    TRY(read_certificate(scheme, root));
    TRY(read_referred_tracks(scheme, root));
    if (scheme->term_count)
        TRY(check_terms(scheme, root));
    TRY(requirements_clause(&scheme->change_clause, root, "change"));
    TRY(requirements_clause(&scheme->withdrawal_clause, root, "withdrawal"));
    monthly_choose(scheme);
    checklists_build(scheme, root->arena);
    return OK;
}

RESULT parts_scheme(struct scheme *out, struct loader *loader, const struct programme *programme)
{
    static const char *const keys[] = {"format", "programme", "words", "certificate", "approval", "objection_days",
                                       "outstanding_multiple", "near_multiple", "metrics", "score", "review", "application", "referred_tracks", "change",
                                       "withdrawal", NULL};
    struct node root, node;
    const char *name;

    out->programme = programme;
    TRY(loader_open(&root, loader, arena_printf(loader->arena, "%s/scheme.json", programme->id),
                    "gradepress-scheme/1"));
    memcpy(out->digest, loader->files.items[loader->files.count - 1].digest, DIGEST_HEX_SIZE);
    TRY(reader_members(&root, keys));
    TRY(reader_member(&node, &root, "programme"));
    TRY(reader_text(&name, &node));
    if (strcmp(name, programme->id) != 0)
        return reader_fault(&node, "found \"%s\", expected \"%s\", the name of the folder", name, programme->id);
    return read_scheme(out, &root);
}
