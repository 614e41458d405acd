/* printed.c - every text of the rules and templates that some paper prints. */
#include "document/printed.h"

static void add_rule_texts(struct charset *set, const struct scheme *scheme)
{
    const char *const texts[] = {
        scheme->shortfall_clause,
        scheme->review_clause,
        scheme->violation_clause,
        scheme->upgrade_clause,
        scheme->early_clause,
        scheme->trial_clause,
        scheme->change_clause,
        scheme->withdrawal_clause,
        scheme->opens_working_days.name,
        scheme->opens_working_days.clause,
        scheme->overdue_days.name,
        scheme->overdue_days.clause,
        scheme->term_months.name,
        scheme->term_months.clause,
        scheme->early_multiple.name,
        scheme->early_multiple.clause,
        scheme->trial_months.name,
        scheme->trial_months.clause,
        scheme->objection_days.name,
        scheme->objection_days.clause,
        scheme->half_year_days.name,
        scheme->half_year_days.clause,
        scheme->rectify_days.name,
        scheme->rectify_days.clause,
        scheme->bar_months.name,
        scheme->bar_months.clause,
        scheme->late_upgrade_days.name,
        scheme->late_upgrade_days.clause,
        scheme->evidence_months.name,
        scheme->evidence_months.clause,
        scheme->half_year_clause,
        scheme->commend_clause,
        scheme->application_clause,
        scheme->score_clause,
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        charset_add_text(set, texts[i]);
}

/* The catalogue, and what its tracks, scopes, facts and groups are called. */
static void add_catalogue_texts(struct charset *set, const struct scheme *scheme)
{
    const struct scheme_words *words = &scheme->words;
    const struct programme *programme = scheme->programme;

    for (size_t i = 0; i < programme->item_count; i++) {
        charset_add_text(set, programme->items[i].clause);
        charset_add_text(set, programme->items[i].heading);
        charset_add_text(set, programme->items[i].text);
    }
    for (size_t i = 0; i < MAX_TRACKS; i++) {
        charset_add_text(set, words->track_names[i]);
        charset_add_text(set, scheme->referred_clause[i]);
        charset_add_text(set, scheme->referred_document[i]);
    }
    for (size_t i = 0; i < words->scope_name_count; i++)
        charset_add_text(set, words->scope_names[i].name);
    for (size_t i = 0; i < words->group_count; i++)
        charset_add_text(set, words->groups[i].text);
    for (size_t i = 0; words->fact_names && i < programme->fact_count; i++)
        charset_add_text(set, words->fact_names[i]);
    for (size_t i = 0; words->evidence_names && i < programme->evidence_kind_count; i++)
        charset_add_text(set, words->evidence_names[i]);
    for (size_t i = 0; words->submission_names && i < programme->submission_kind_count; i++)
        charset_add_text(set, words->submission_names[i]);
    for (size_t i = 0; i < MATTER_COUNT; i++)
        charset_add_text(set, words->sheet_titles[i]);
}

void printed_add_scheme(struct charset *set, const struct scheme *scheme)
{
    const struct scheme_words *words = &scheme->words;
    const char *const texts[] = {words->name,      words->short_name,        words->document, words->operator_name,
                                 words->signatory, words->certificate_title, words->honour,   words->title,
                                 words->review_name, words->revocation,
                                 words->summary_title, words->report_title, words->list_title, words->list_text,
                                 scheme->outstanding.name, scheme->outstanding.clause, scheme->near.name,
                                 scheme->near.clause};
    const struct requirement_list *const lists[] = {&scheme->review, &scheme->application};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        charset_add_text(set, texts[i]);
    for (size_t i = 0; i < MAX_LEVELS; i++)
        charset_add_text(set, words->level_names[i]);
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            charset_add_text(set, lists[l]->items[i].name);
            charset_add_text(set, lists[l]->items[i].clause);
            for (size_t level = 0; level < MAX_LEVELS; level++)
                charset_add_text(set, lists[l]->items[i].texts[level]);
        }
    for (size_t i = 0; i < scheme->metric_count; i++) {
        charset_add_text(set, scheme->metrics[i].name);
        charset_add_text(set, scheme->metrics[i].unit_of_measure);
    }
    add_rule_texts(set, scheme);
    add_catalogue_texts(set, scheme);
}

static void add_template(struct charset *set, const struct template *template)
{
    charset_add_text(set, template->title);
    for (size_t i = 0; i < template->count; i++) {
        charset_add_text(set, template->lines[i].text);
        for (size_t k = 0; k < template->lines[i].cell_count; k++)
            charset_add_text(set, template->lines[i].cells[k]);
    }
}

void printed_add_stationery(struct charset *set, const struct stationery *stationery)
{
    for (size_t i = 0; i < stationery->certificate.place_count; i++)
        charset_add_text(set, stationery->certificate.places[i].text);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        add_template(set, &stationery->notices[i]);
    for (size_t i = 0; i < OFFICE_PAPER_COUNT; i++)
        add_template(set, &stationery->office[i]);
}
