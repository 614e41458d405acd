/* office_papers.c - each paper is drawn from the plan and a template alone. */
#include "office_papers.h"

#include <string.h>

/* --- where --- */

static const char *list_path(struct arena *arena, const struct office_subject *subject)
{
    const char *scheme = subject->scheme->programme->id, *name = office_paper_name(subject->what);

    if (subject->part)
        return arena_printf(arena, "office/%s-%s-%zu.pdf", scheme, name, subject->part + 1);
    return office_is_list(subject->what) ? arena_printf(arena, "office/%s-%s.pdf", scheme, name)
                                         : arena_printf(arena, "office/forms/%s-%s.pdf", scheme, name);
}

static const char *subject_folder(struct arena *arena, const char *above, const struct decision *d)
{
    const struct programme *programme = d->scheme->programme;

    return d->track < 0
               ? arena_printf(arena, "%s/%s/%s", above, programme->id, d->unit->id)
               : arena_printf(arena, "%s/%s/%s/%s", above, programme->id, d->unit->id, programme->tracks[d->track].id);
}

static bool is_same_subject(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme && a->track == b->track;
}

/* How many lines of the subject before this one have the same paper; a subject's lines stand together. */
static size_t earlier(const struct run *run, const struct office_subject *subject)
{
    const struct decision *d = subject->decision;
    size_t n = 0;

    while (d > run->plan->decisions && is_same_subject(--d, subject->decision))
        n += office_is_due(run, d, subject->what);
    return n;
}

static const char *subject_path(struct arena *arena, const struct run *run, const struct office_subject *subject)
{
    size_t others = earlier(run, subject);
    const char *turn = others ? arena_printf(arena, "-%zu", others + 1) : "";

    if (subject->what == OFFICE_REMINDER)
        return arena_printf(arena, "%s%s.pdf", subject_folder(arena, "reminders", subject->decision), turn);
    return arena_printf(arena, "%s/%s/%s%s.pdf", subject_folder(arena, "packets", subject->decision),
                        subject->what == OFFICE_EXAMINATION ? "internal" : "outgoing", office_paper_name(subject->what),
                        turn);
}

/* --- which --- */

static bool is_wanted(const struct session *s, const struct scheme *scheme)
{
    return !s->is_wanted || s->is_wanted[scheme->programme->index];
}

/* A list of the month, or a form to be given out empty. */
static bool has_for_scheme(const struct session *s, const struct office_subject *subject)
{
    return is_wanted(s, subject->scheme) && press_has_office(s->press, subject->scheme, subject->what) &&
           (office_is_list(subject->what) || office_is_form(subject->what));
}

/* In how many files; 0: there is none. */
static size_t parts_of(const struct session *s, const struct office_subject *subject)
{
    return has_for_scheme(s, subject) ? office_parts(&s->run, subject->scheme, subject->what) : 0;
}

static bool can_be_printed(const struct session *s, const struct office_subject *subject)
{
    const struct packet alone = {.decisions = &subject->decision, .count = 1};

    return !press_missing_in_packet(s->press, &alone);
}

static bool has_for_subject(const struct session *s, const struct office_subject *subject)
{
    return press_has_office(s->press, subject->scheme, subject->what) &&
           office_is_due(&s->run, subject->decision, subject->what) && can_be_printed(s, subject);
}

/* The i-th of all that the programmes may have, and of all that the decisions may call for. */
static struct office_subject of_scheme(const struct session *s, size_t i)
{
    return (struct office_subject){.what = (enum office_paper)(i % OFFICE_PAPER_COUNT),
                                   .scheme = &s->run.rules->schemes[i / OFFICE_PAPER_COUNT]};
}

static struct office_subject of_decision(const struct session *s, size_t i, enum office_paper what)
{
    const struct decision *d = &s->run.plan->decisions[i];

    return (struct office_subject){.what = what, .scheme = d->scheme, .decision = d};
}

void office_papers_list(struct run_files *out, const struct session *s)
{
    for (size_t i = 0; i < OFFICE_PAPER_COUNT * s->run.rules->scheme_count; i++) {
        struct office_subject subject = of_scheme(s, i);
        for (; subject.part < parts_of(s, &subject); subject.part++)
            *ARENA_PUSH(s->arena, out) = (struct run_file){.path = list_path(s->arena, &subject)};
    }
    for (size_t i = 0; i < s->run.plan->count; i++)
        for (int what = 0; what < OFFICE_PAPER_COUNT; what++) {
            const struct office_subject subject = of_decision(s, i, (enum office_paper)what);
            if (has_for_subject(s, &subject))
                *ARENA_PUSH(s->arena, out) = (struct run_file){subject_path(s->arena, &s->run, &subject),
                                                               subject.decision};
        }
}

/* --- drawing --- */

static RESULT draw(struct session *s, struct stage *stage, struct arena *arena, const struct office_subject *subject)
{
    struct bytes pdf;

    bytes_init(&pdf, arena);
    TRY(press_office(s->press, &pdf, &s->run, subject));
    return stage_write(stage, subject->decision ? subject_path(arena, &s->run, subject) : list_path(arena, subject),
                       pdf.data, pdf.length);
}

RESULT office_papers_draw_decision(struct session *s, struct stage *stage, struct arena *arena, size_t i)
{
    for (int what = 0; what < OFFICE_PAPER_COUNT; what++) {
        const struct office_subject subject = of_decision(s, i, (enum office_paper)what);
        if (has_for_subject(s, &subject))
            TRY(draw(s, stage, arena, &subject));
    }
    return OK;
}

RESULT office_papers_draw(struct session *s, struct stage *stage, size_t first, size_t step)
{
    struct arena *arena = arena_new();
    struct result r = OK;

    size_t turn = 0;

    for (size_t i = 0; !r.kind && i < OFFICE_PAPER_COUNT * s->run.rules->scheme_count; i++) {
        struct office_subject subject = of_scheme(s, i);
        for (; !r.kind && subject.part < parts_of(s, &subject); subject.part++)
            if (turn++ % step == first) {
                r = draw(s, stage, arena, &subject);
                arena_reset(arena);
            }
    }
    for (size_t i = first; !r.kind && i < s->run.plan->count; i += step) {
        r = office_papers_draw_decision(s, stage, arena, i);
        arena_reset(arena);
    }
    arena_free(arena);
    return r;
}
