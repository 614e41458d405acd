/* year.c - what a scheme says about the papers of the year. */
#include "scheme/parts.h"
#include "scheme/requirements.h"

/* {"name","value", and "clause" or "policy":true}: a multiple above 1 with at most two decimals. */
static RESULT read_multiple(struct multiple *out, const struct node *root, const char *key)
{
    static const char *const keys[] = {"name", "value", "clause", "policy", NULL};
    struct node object, value;
    bool is_policy;

    if (!reader_has(&object, root, key))
        return OK;
    TRY(reader_members(&object, keys));
    TRY(reader_text_member(&out->name, &object, "name"));
    TRY(reader_member(&value, &object, "value"));
    TRY(reader_exact(&out->value, &value));
    if (exact_compare(out->value, EXACT(1)) <= 0 || exact_compare(out->value, EXACT(100)) > 0 ||
        exact_decimals(out->value) > 2)
        return reader_fault(&value, "expected a multiple above 1, at most 100, with at most two decimals");
    TRY(reader_optional_text(&out->clause, &object, "clause"));
    TRY(reader_optional_boolean(&is_policy, &object, "policy", false));
    return is_policy == (out->clause != NULL)
               ? reader_fault(&object, "expected either a \"clause\" or \"policy\": true")
               : OK;
}

RESULT year_multiples(struct scheme *scheme, const struct node *root)
{
    TRY(read_multiple(&scheme->outstanding, root, "outstanding_multiple"));
    return read_multiple(&scheme->near, root, "near_multiple");
}

RESULT year_words(struct scheme_words *words, const struct node *object)
{
    TRY(reader_optional_text(&words->summary_title, object, "summary_title"));
    TRY(reader_optional_text(&words->report_title, object, "report_title"));
    TRY(reader_optional_text(&words->list_title, object, "list_title"));
    return reader_optional_text(&words->list_text, object, "list_text");
}
