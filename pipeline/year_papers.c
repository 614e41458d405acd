/* year_papers.c - each paper is drawn from the plan and its analysis alone. */
#include "year_papers.h"

/* --- summaries --- */

static bool has_figures(const struct decision *d)
{
    return d->entry && d->requirement_count && d->has_attainment &&
           (d->matter == MATTER_REVIEW || d->matter == MATTER_TRIAL || d->matter == MATTER_HALF_YEAR);
}

static bool is_same_subject(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme && a->track == b->track;
}

/* A subject's lines stand together. */
bool year_papers_has_summary(const struct plan *plan, size_t i)
{
    if (!has_figures(&plan->decisions[i]))
        return false;
    for (size_t k = i; k-- > 0 && is_same_subject(&plan->decisions[k], &plan->decisions[i]);)
        if (has_figures(&plan->decisions[k]))
            return false;
    return true;
}

static bool can_be_printed(const struct session *s, const struct decision *decision)
{
    const struct packet alone = {.decisions = &decision, .count = 1};

    return !press_missing_in_packet(s->press, &alone);
}

static const char *summary_path(struct arena *arena, const struct decision *d)
{
    const struct programme *programme = d->scheme->programme;

    return d->track < 0 ? arena_printf(arena, "summaries/%s/%s.pdf", programme->id, d->unit->id)
                        : arena_printf(arena, "summaries/%s/%s/%s.pdf", programme->id, d->unit->id,
                                       programme->tracks[d->track].id);
}

RESULT year_papers_draw_summary(struct session *s, struct stage *stage, struct arena *arena, size_t i)
{
    const struct decision *d = &s->run.plan->decisions[i];
    struct bytes pdf;

    if (!year_papers_has_summary(s->run.plan, i) || !can_be_printed(s, d))
        return OK;
    bytes_init(&pdf, arena);
    TRY(press_summary(s->press, &pdf, &s->run, &s->run.analysis->standings[i]));
    return stage_write(stage, summary_path(arena, d), pdf.data, pdf.length);
}

/* --- which there are --- */

void year_papers_list(struct run_files *out, const struct session *s)
{
    for (size_t i = 0; i < s->run.rules->scheme_count; i++) {
        const struct programme *programme = s->run.rules->schemes[i].programme;
        if (s->is_wanted && !s->is_wanted[programme->index])
            continue;
        *ARENA_PUSH(s->arena, out) = (struct run_file){.path = arena_printf(s->arena, "annual/%s.pdf", programme->id)};
        *ARENA_PUSH(s->arena,
                    out) = (struct run_file){.path = arena_printf(s->arena, "annual/%s-list.pdf", programme->id)};
    }
    for (size_t i = 0; i < s->run.plan->count; i++)
        if (year_papers_has_summary(s->run.plan, i) && can_be_printed(s, &s->run.plan->decisions[i]))
            *ARENA_PUSH(s->arena, out) = (struct run_file){.path = summary_path(s->arena, &s->run.plan->decisions[i])};
}

/* --- reports and lists --- */

typedef RESULT press_of_scheme(struct press *press, struct bytes *pdf, const struct run *run,
                               const struct scheme *scheme);

static RESULT draw_for_scheme(struct session *s, struct stage *stage, struct arena *arena, const struct scheme *scheme,
                              press_of_scheme *draw, const char *ending)
{
    struct bytes pdf;

    if (s->is_wanted && !s->is_wanted[scheme->programme->index])
        return OK;
    bytes_init(&pdf, arena);
    TRY(draw(s->press, &pdf, &s->run, scheme));
    return stage_write(stage, arena_printf(arena, "annual/%s%s.pdf", scheme->programme->id, ending), pdf.data,
                       pdf.length);
}

RESULT year_papers_draw(struct session *s, struct stage *stage, size_t first, size_t step)
{
    const struct rule_set *rules = s->run.rules;
    struct arena *arena = arena_new();
    struct result r = OK;

    for (size_t i = first; !r.kind && i < 2 * rules->scheme_count; i += step) {
        const struct scheme *scheme = &rules->schemes[i / 2];
        r = i % 2 ? draw_for_scheme(s, stage, arena, scheme, press_list, "-list")
                  : draw_for_scheme(s, stage, arena, scheme, press_report, "");
        arena_reset(arena);
    }
    for (size_t i = first; !r.kind && i < s->run.plan->count; i += step) {
        r = year_papers_draw_summary(s, stage, arena, i);
        arena_reset(arena);
    }
    arena_free(arena);
    return r;
}
