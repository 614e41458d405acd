/* review.c - how holders are reviewed and applicants judged. */
#include "scheme/requirements.h"

#include <string.h>

/* {"name","value", and "clause" or "policy":true}: every number says where it comes from. */
RESULT requirements_parameter(struct parameter *out, const struct node *parent, const char *key, int minimum, int maximum)
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

/* {"clause": …} or {"policy": true}. */
RESULT requirements_clause(const char **clause, const struct node *root, const char *key)
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

static RESULT read_shortfall(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"rule", "clause", "policy", "rectify_days", NULL};
    static const char *const rules[] = {
        [SHORTFALL_ONE_LEVEL] = "one-level", [SHORTFALL_REVOKE] = "revoke",     [SHORTFALL_ATTAINED] = "attained",
        [SHORTFALL_WARN] = "warn",           [SHORTFALL_SEVERITY] = "severity",
    };
    struct node object, node;
    const char *rule;

    TRY(reader_member(&object, review, "shortfall"));
    TRY(reader_members(&object, keys));
    TRY(reader_optional_text(&scheme->shortfall_clause, &object, "clause"));
    TRY(reader_member(&node, &object, "rule"));
    TRY(reader_text(&rule, &node));
    size_t i = 0;
    while (i < sizeof rules / sizeof *rules && strcmp(rules[i], rule) != 0)
        i++;
    if (i == sizeof rules / sizeof *rules)
        return reader_fault(&node, "\"%s\" is no rule; expected \"one-level\", \"revoke\", \"attained\", \"warn\" or "
                                   "\"severity\"", rule);
    scheme->shortfall = (enum shortfall)i;
    if ((scheme->shortfall == SHORTFALL_WARN) != scheme->is_half_yearly)
        return reader_fault(&node, "\"warn\" is the rule of half-yearly reviews, and of no others");
    return scheme->shortfall == SHORTFALL_SEVERITY
               ? requirements_parameter(&scheme->rectify_days, &object, "rectify_days", 1, 365)
               : OK;
}

static RESULT read_violation(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"metric", "clause", "policy", NULL};
    struct node object, node;

    scheme->violation_metric = -1;
    if (!reader_has(&object, review, "violation"))
        return OK;
    TRY(reader_members(&object, keys));
    TRY(reader_optional_text(&scheme->violation_clause, &object, "clause"));
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
    return requirements_parameter(&scheme->early_multiple, &object, "multiple", 1, 100);
}

static RESULT read_half_yearly(struct scheme *scheme, const struct node *review)
{
    static const char *const keys[] = {"clause", "commend_clause", "days_after", "bar_months", NULL};
    struct node object, node;

    scheme->is_half_yearly = reader_has(&object, review, "half_yearly");
    if (!scheme->is_half_yearly)
        return requirements_parameter(&scheme->opens_working_days, review, "opens", 0, 250);
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&scheme->half_year_clause, &object, "clause"));
    TRY(reader_text_member(&scheme->commend_clause, &object, "commend_clause"));
    if (reader_has(&node, &object, "bar_months"))
        TRY(requirements_parameter(&scheme->bar_months, &object, "bar_months", 1, 240));
    return requirements_parameter(&scheme->half_year_days, &object, "days_after", 0, 180);
}

RESULT requirements_review(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "opens", "overdue_days", "violation", "upgrade_clause", "shortfall",
                                       "early_upgrade", "late_upgrade_days", "warning_renews", "half_yearly", "requirements",
                                       NULL};
    struct node review, node;

    TRY(reader_member(&review, root, "review"));
    TRY(reader_members(&review, keys));
    TRY(reader_optional_text(&scheme->review_clause, &review, "clause"));
    TRY(reader_optional_text(&scheme->upgrade_clause, &review, "upgrade_clause"));
    TRY(read_half_yearly(scheme, &review));
    TRY(requirements_parameter(&scheme->overdue_days, &review, "overdue_days", 0, 3650));
    TRY(read_violation(scheme, &review));
    TRY(read_shortfall(scheme, &review));
    TRY(read_early_upgrade(scheme, &review));
    if (reader_has(&node, &review, "late_upgrade_days"))
        TRY(requirements_parameter(&scheme->late_upgrade_days, &review, "late_upgrade_days", 0, 250));
    TRY(reader_optional_boolean(&scheme->warning_renews, &review, "warning_renews", false));
    return requirements_list(&scheme->review, &review, "requirements", scheme);
}

/* The requirements of the review less those asked of holders only. */
static void take_from_review(struct scheme *scheme, struct arena *arena)
{
    struct requirement *items = ARENA_ARRAY(arena, struct requirement, scheme->review.count);
    size_t n = 0;

    for (size_t i = 0; i < scheme->review.count; i++)
        if (!scheme->review.items[i].is_review_only)
            items[n++] = scheme->review.items[i];
    scheme->application = (struct requirement_list){items, n};
}

static RESULT read_trial(struct scheme *scheme, const struct node *application)
{
    static const char *const keys[] = {"clause", "months", NULL};
    struct node trial;

    scheme->has_trial = reader_has(&trial, application, "trial");
    if (!scheme->has_trial)
        return OK;
    TRY(reader_members(&trial, keys));
    TRY(reader_text_member(&scheme->trial_clause, &trial, "clause"));
    return requirements_parameter(&scheme->trial_months, &trial, "months", 1, 60);
}

RESULT requirements_application(struct scheme *scheme, const struct node *root)
{
    static const char *const keys[] = {"clause", "trial", "refer", "evidence_months", "requirements", NULL};
    struct node application, node;
    const char *word;

    TRY(reader_member(&application, root, "application"));
    TRY(reader_members(&application, keys));
    TRY(reader_optional_text(&scheme->application_clause, &application, "clause"));
    TRY(reader_optional_boolean(&scheme->refers_applicants, &application, "refer", false));
    if (scheme->refers_applicants)
        return reader_has(&node, &application, "requirements")
                   ? reader_fault(&node, "nothing is required where applicants are referred to others")
                   : OK;
    TRY(read_trial(scheme, &application));
    if (reader_has(&node, &application, "evidence_months"))
        TRY(requirements_parameter(&scheme->evidence_months, &application, "evidence_months", 1, 120));
    TRY(reader_member(&node, &application, "requirements"));
    if (!cJSON_IsString(node.json))
        return requirements_list(&scheme->application, &application, "requirements", scheme);
    TRY(reader_text(&word, &node));
    take_from_review(scheme, root->arena);
    return strcmp(word, "review") == 0 ? OK : reader_fault(&node, "found \"%s\", expected a list or \"review\"", word);
}
