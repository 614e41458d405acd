/* status.c - what stands and what comes, as of a day. */
#include "register/reports.h"

#include "register/query.h"

#include <string.h>

/* Values of every query here: ?1 the day, ?2 the last period known on it, ?3 the last day looked at. */

/* A certificate as it stood on the day: what runs up to it did counts, and how it was imported. */
#define STATUS_OF(c)                                                                              \
    "coalesce((SELECT h.status FROM certificate_changes h WHERE h.certificate = " c ".id"         \
    " AND h.period_key <= ?2"                                                                  \
    " ORDER BY h.period_key DESC LIMIT 1), " c ".status)"
#define IS_KNOWN(c) "(" c ".issued_on IS NULL OR " c ".issued_on <= ?1)"
#define IS_VALID(c) c ".valid_from <= ?1 AND " c ".valid_to >= ?1 AND " IS_KNOWN(c) " AND " STATUS_OF(c) " = 'valid'"
/* The certificate that follows it. */
#define SUCCESSOR_OF(c)                                                                           \
    "(SELECT s.certificate_no FROM certificates s WHERE s.unit_id = " c ".unit_id AND s.scheme = " c ".scheme" \
    " AND s.track IS " c ".track AND s.valid_from > " c ".valid_to AND " IS_KNOWN("s") " AND " STATUS_OF("s")  \
    " = 'valid' ORDER BY s.valid_from LIMIT 1)"
#define NAME_OF(id) "(SELECT u.name FROM units u WHERE u.unit_id = " id " ORDER BY u.period_key DESC LIMIT 1)"

static const char valid_query[] =
    "SELECT c.scheme, c.track, c.level, count(*) AS certificates FROM certificates c WHERE " IS_VALID("c")
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

static const char ending_query[] =
    "SELECT c.valid_to, c.certificate_no, c.scheme, c.track, c.level, c.unit_id, " NAME_OF("c.unit_id") " AS name, "
    SUCCESSOR_OF("c") " AS followed_by FROM certificates c WHERE c.valid_to <= ?3 AND " IS_VALID("c")
    " ORDER BY c.valid_to, c.scheme, c.certificate_no, c.version";

static const char agreements_query[] =
    "SELECT a.valid_to, a.agreement_id, a.scheme, a.unit_id, " NAME_OF("a.unit_id") " AS name FROM agreements a"
    " WHERE a.valid_to BETWEEN ?1 AND ?3 AND (a.terminated_on IS NULL OR a.terminated_on > ?1)"
    " AND a.period_key = (SELECT max(l.period_key) FROM agreements l WHERE l.agreement_id = a.agreement_id)"
    " ORDER BY a.valid_to, a.agreement_id";

/* A deadline stands until a later line of the same proposal closes it. */
static const char rectifications_query[] =
    "SELECT d.deadline, d.proposal_id, d.unit_id, " NAME_OF("d.unit_id") " AS name, d.unmet AS requirements,"
    " iif(d.deadline < ?1, 'passed', 'open') AS state, " PERIOD_OF("max(d.period_key)") " AS period"
    " FROM decisions d WHERE d.matters = 1 AND d.deadline IS NOT NULL AND d.period_key <= ?2"
    " AND NOT EXISTS (SELECT 1 FROM decisions e WHERE e.matters = 1 AND e.closes = 1 AND e.proposal_id = d.proposal_id"
    "  AND e.period_key > d.period_key AND e.period_key <= ?2)"
    " GROUP BY d.proposal_id ORDER BY d.deadline, d.proposal_id";

/* Candidates for a review: not followed by another, not over for long. ?3 is not used. */
static const char reviews_query[] =
    "SELECT c.valid_to, c.certificate_no, c.scheme, c.track, c.level, c.unit_id, " NAME_OF("c.unit_id") " AS name"
    " FROM certificates c WHERE c.valid_from <= ?1 AND " IS_KNOWN("c") " AND " STATUS_OF("c") " = 'valid'"
    " AND " SUCCESSOR_OF("c") " IS NULL ORDER BY c.valid_to, c.scheme, c.certificate_no, c.version";
enum { REVIEW_VALID_TO, REVIEW_NUMBER, REVIEW_SCHEME, REVIEW_WIDTH = 7 };

/* "overdue", "open" or "opens"; NULL: not yet, or no more. */
static const char *review_state(const struct scheme *scheme, date opens, date valid_to, date day)
{
    if (day > valid_to + scheme->overdue_days.value || opens > day + STATUS_DAYS)
        return NULL;
    return day > valid_to ? "overdue" : opens <= day ? "open" : "opens";
}

static void add_review(struct grid *out, struct arena *arena, const struct grid *all, size_t row,
                       const struct rule_set *rules, date day)
{
    const struct programme *programme =
        vocabulary_programme(&rules->vocabulary, grid_cell(all, row, REVIEW_SCHEME)->text);
    const struct scheme *scheme = programme ? rule_set_scheme(rules, programme) : NULL;
    char text[DATE_TEXT_SIZE];
    date valid_to;

    if (!scheme || scheme->is_half_yearly || !date_parse_plain(grid_cell(all, row, REVIEW_VALID_TO)->text, &valid_to))
        return;
    date opens = calendar_working_days_before(&rules->calendar, valid_to, scheme->opens_working_days.value);
    const char *state = review_state(scheme, opens, valid_to, day);
    if (!state)
        return;
    grid_add_text(out, arena, state);
    grid_add_text(out, arena, arena_strdup(arena, date_text(opens, text)));
    for (size_t c = 0; c < REVIEW_WIDTH; c++)
        grid_add(out, arena, *grid_cell(all, row, c));
}

static RESULT report_reviews(struct grid *out, struct register_file *file, struct arena *arena,
                             const struct rule_set *rules, date day, const char *today, const char *period)
{
    static const char *const columns[] = {"state", "opens_on", "valid_to", "certificate_no", "scheme",
                                          "track", "level",    "unit_id",  "name"};
    struct grid all;

    *out = (struct grid){.columns = columns, .width = sizeof columns / sizeof *columns};
    TRY(QUERY(&all, file, arena, reviews_query, today, period));
    for (size_t row = 0; row < grid_rows(&all); row++)
        add_review(out, arena, &all, row, rules, day);
    return OK;
}

RESULT register_status(struct status_report *out, struct register_file *file, struct arena *arena,
                       const struct rule_set *rules, date day)
{
    char today[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    struct grid known;

    date_text(day, today);
    date_text(day + STATUS_DAYS, last);
    TRY(QUERY(&known, file, arena, "SELECT coalesce(max(period_key), '') FROM runs WHERE as_of <= ?1", today));
    const char *period = grid_cell(&known, 0, 0)->text;
    TRY(QUERY(&out->valid, file, arena, valid_query, today, period));
    TRY(QUERY(&out->ending, file, arena, ending_query, today, period, last));
    TRY(report_reviews(&out->reviews, file, arena, rules, day, today, period));
    TRY(QUERY(&out->rectifications, file, arena, rectifications_query, today, period));
    return QUERY(&out->agreements, file, arena, agreements_query, today, period, last);
}
