/* scheme.c - templates/NAME/scheme.json. */
#include "scheme/parts.h"
#include "scheme/requirements.h"

#include <string.h>

/* {"name","value", and "clause" or "policy":true}: every number says where it comes from. */
static RESULT read_parameter(struct parameter *out, const struct node *parent, const char *key, int minimum, int maximum)
{
    static const char *const keys[] = {"name", "value", "clause", "policy", NULL};
    struct node object, value;
    bool is_policy;

    TRY(reader_member(&object, parent, key));
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&out->name, &object, "name"));
    TRY(reader_member(&value, &object, "value"));
    TRY(reader_integer(&out->value, &value, minimum, maximum));
    TRY(reader_optional_text(&out->clause, &object, "clause"));
    TRY(reader_optional_boolean(&is_policy, &object, "policy", false));
    if (is_policy == (out->clause != NULL))
        return reader_fault(&object, "expected either a \"clause\" or \"policy\": true");
    return OK;
}

static RESULT read_words(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"name", "short_name", "document", "operator", "signatory", "certificate_title",
                                       "honour", "levels", NULL};
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
    TRY(reader_text_member(&words->honour, &object, "honour"));
    TRY(reader_member(&levels, &object, "levels"));
    TRY(reader_members(&levels, requirements_level_keys(root->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        TRY(reader_member(&level, &levels, programme->levels[i]));
        TRY(reader_text(&words->level_names[i], &level));
    }
    return OK;
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
    return read_parameter(&scheme->term_months, &object, "term_months", 1, 120);
}

static RESULT read_shortfall(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"rule", "clause", NULL};
    static const struct { const char *name; enum shortfall rule; } rules[] = {
        {"one-level", SHORTFALL_ONE_LEVEL},
        {"revoke", SHORTFALL_REVOKE},
    };
    struct node object, node;
    const char *rule;

    TRY(reader_member(&object, review, "shortfall"));
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&scheme->shortfall_clause, &object, "clause"));
    TRY(reader_member(&node, &object, "rule"));
    TRY(reader_text(&rule, &node));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].name, rule) == 0) {
            scheme->shortfall = rules[i].rule;
            return OK;
        }
    return reader_fault(&node, "\"%s\" is no rule; expected \"one-level\" or \"revoke\"", rule);
}

static RESULT read_violation(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"metric", "clause", NULL};
    struct node object, node;

    scheme->violation_metric = -1;
    if (!reader_has(&object, review, "violation"))
        return OK;
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&scheme->violation_clause, &object, "clause"));
    TRY(reader_member(&node, &object, "metric"));
    return requirements_metric_ref(&scheme->violation_metric, &node, scheme);
}

static RESULT read_early_upgrade(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"clause", "multiple", NULL};
    struct node object;

    scheme->has_early_upgrade = reader_has(&object, review, "early_upgrade");
    if (!scheme->has_early_upgrade)
        return OK;
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&scheme->early_clause, &object, "clause"));
    return read_parameter(&scheme->early_multiple, &object, "multiple", 1, 100);
}

static RESULT read_review(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "opens", "overdue_days", "violation", "upgrade_clause", "shortfall",
                                       "early_upgrade", "warning_renews", "requirements", NULL};
    struct node review;

    TRY(reader_member(&review, root, "review"));
    TRY(reader_members(&review, keys));
    TRY(reader_text_member(&scheme->review_clause, &review, "clause"));
    TRY(reader_text_member(&scheme->upgrade_clause, &review, "upgrade_clause"));
    TRY(read_parameter(&scheme->opens_working_days, &review, "opens", 0, 250));
    TRY(read_parameter(&scheme->overdue_days, &review, "overdue_days", 0, 3650));
    TRY(read_violation(scheme, &review));
    TRY(read_shortfall(scheme, &review));
    TRY(read_early_upgrade(scheme, &review));
    TRY(reader_optional_boolean(&scheme->warning_renews, &review, "warning_renews", false));
    return requirements_list(&scheme->review, &review, "requirements", scheme);
}

static RESULT read_application(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "trial", "requirements", NULL};
    static const char *const trial_keys[] = {"clause", "months", NULL};
    struct node application, trial;

    TRY(reader_member(&application, root, "application"));
    TRY(reader_members(&application, keys));
    TRY(reader_text_member(&scheme->application_clause, &application, "clause"));
    scheme->has_trial = reader_has(&trial, &application, "trial");
    if (scheme->has_trial) {
        TRY(reader_members(&trial, trial_keys));
        TRY(reader_text_member(&scheme->trial_clause, &trial, "clause"));
        TRY(read_parameter(&scheme->trial_months, &trial, "months", 1, 60));
    }
    return requirements_list(&scheme->application, &application, "requirements", scheme);
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

/* {"clause": …} or {"policy": true}. */
static RESULT read_source(const char **clause, const struct node *root, const char *key)
{
    static const char *const keys[] = {"clause", "policy", NULL};
    struct node object;
    bool is_policy;

    TRY(reader_member(&object, root, key));
    TRY(reader_members(&object, keys));
    TRY(reader_optional_text(clause, &object, "clause"));
    TRY(reader_optional_boolean(&is_policy, &object, "policy", false));
    return is_policy == (*clause != NULL) ? reader_fault(&object, "expected either a \"clause\" or \"policy\": true")
                                          : OK;
}

static RESULT read_scheme(struct scheme *scheme, const struct node *root)
{
    TRY(read_words(scheme, root));
    TRY(read_certificate(scheme, root));
    TRY(read_approval(scheme, root));
    TRY(read_parameter(&scheme->objection_days, root, "objection_days", 0, 250));
    TRY(requirements_metrics(scheme, root));
    TRY(read_review(scheme, root));
    TRY(read_application(scheme, root));
    TRY(read_source(&scheme->change_clause, root, "change"));
    return read_source(&scheme->withdrawal_clause, root, "withdrawal");
}

RESULT parts_scheme(struct scheme *out, struct loader *loader, const struct programme *programme)
{
    static const char *const keys[] = {"format", "programme", "words", "certificate", "approval", "objection_days",
                                       "metrics", "review", "application", "change", "withdrawal", NULL};
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
