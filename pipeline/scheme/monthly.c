/* monthly.c - which metrics papers show month by month. */
#include "scheme/requirements.h"

enum { MAX_DECIMALS = 4 };

/* What a month's whole numbers count: records, or parts of what a sum adds up. 0: months of
 * such a metric are not kept. */
static int64_t scale_of(const struct metric *metric, const struct programme *programme)
{
    int64_t scale = 1;

    if (metric->source != METRIC_EVIDENCE || metric->days != DAYS_COUNTING || metric->fold == FOLD_MAX)
        return 0;
    if (metric->fold != FOLD_SUM)
        return 1;
    int decimals = programme->evidence_kinds[metric->kind].fields[metric->of].decimals;
    if (decimals < 0 || decimals > MAX_DECIMALS)
        return 0;
    while (decimals-- > 0)
        scale *= 10;
    return scale;
}

static void add(struct scheme *scheme, int metric)
{
    if (metric < 0 || scheme->monthly_count == MAX_MONTHLY)
        return;
    int64_t scale = scale_of(&scheme->metrics[metric], scheme->programme);
    for (size_t i = 0; i < scheme->monthly_count; i++)
        if (scheme->monthly[i].metric == metric)
            return;
    if (scale)
        scheme->monthly[scheme->monthly_count++] = (struct monthly_metric){(uint8_t)metric, scale};
}

void monthly_choose(struct scheme *scheme)
{
    for (size_t i = 0; i < scheme->review.count; i++) {
        const struct requirement *requirement = &scheme->review.items[i];
        if (requirement->source == SOURCE_CONDITIONS && requirement->is_numeric) {
            add(scheme, requirement->conditions[0].metric);
        } else if (requirement->source == SOURCE_EVERY) {
            add(scheme, requirement->every);
            add(scheme, requirement->complies);
        }
    }
}
