/* groups.c - records sorted by unit and programme, by counting. */
#include "decide/groups.h"

#include <stdlib.h>
#include <string.h>

/* Offsets of each cell's records in an array sorted by cell. */
struct cells {
    uint32_t *first; /* cells + 1 */
    const void **items;
};

struct groups {
    struct arena *arena;
    size_t programmes;
    date as_of;
    struct cells certificates, submissions, assessments; /* by unit and programme */
    struct cells people;                                 /* by unit */
};

static struct cells sort_by_cell(struct arena *arena, const size_t *cell_of, const void *const *items, size_t count,
                                 size_t cells)
{
    struct cells sorted = {ARENA_ARRAY(arena, uint32_t, cells + 2), ARENA_ARRAY(arena, const void *, count)};

    for (size_t i = 0; i < count; i++)
        sorted.first[cell_of[i] + 2]++;
    for (size_t c = 2; c < cells + 2; c++)
        sorted.first[c] += sorted.first[c - 1];
    for (size_t i = 0; i < count; i++)
        sorted.items[sorted.first[cell_of[i] + 1]++] = items[i];
    return sorted;
}

/* Records of one type: where in each its unit and its programme stand. */
struct record_shape {
    const void *items;
    size_t count, size, unit, programme;
};
#define SHAPE_OF(list, type) \
    (struct record_shape){(list).items, (list).count, sizeof(type), offsetof(type, unit), offsetof(type, programme)}

static struct cells by_subject(const struct groups *g, struct record_shape shape, size_t cells)
{
    size_t *cell = ARENA_ARRAY(g->arena, size_t, shape.count);
    const void **items = ARENA_ARRAY(g->arena, const void *, shape.count);

    for (size_t i = 0; i < shape.count; i++) {
        const char *record = (const char *)shape.items + i * shape.size;
        const struct unit *unit = *(const struct unit *const *)(const void *)(record + shape.unit);
        const struct programme *programme = *(const struct programme *const *)(const void *)(record + shape.programme);
        cell[i] = unit->index * g->programmes + programme->index;
        items[i] = record;
    }
    return sort_by_cell(g->arena, cell, items, shape.count, cells);
}

static int compare_people(const void *a, const void *b)
{
    return strcmp((*(const struct person *const *)a)->id, (*(const struct person *const *)b)->id);
}

static struct cells people_by_unit(struct arena *arena, const struct export *export)
{
    size_t n = export->staff.count;
    size_t *unit = ARENA_ARRAY(arena, size_t, n);
    const void **items = ARENA_ARRAY(arena, const void *, n);

    for (size_t i = 0; i < n; i++)
        items[i] = &export->staff.items[i];
    if (n)
        qsort(items, n, sizeof *items, compare_people);
    for (size_t i = 0; i < n; i++)
        unit[i] = ((const struct person *)items[i])->unit->index;
    return sort_by_cell(arena, unit, items, n, export->units.count);
}

const struct groups *groups_make(struct arena *arena, const struct rule_set *rules, const struct export *export)
{
    struct groups *g = ARENA_NEW(arena, struct groups);
    size_t programmes = rules->vocabulary.count, cells = export->units.count * programmes;

    g->arena = arena;
    g->programmes = programmes;
    g->as_of = export->as_of;
    g->certificates = by_subject(g, SHAPE_OF(export->certificates, struct certificate), cells);
    g->submissions = by_subject(g, SHAPE_OF(export->submissions, struct submission), cells);
    g->assessments = by_subject(g, SHAPE_OF(export->assessments, struct assessment), cells);
    g->people = people_by_unit(arena, export);
    return g;
}

static const void *const *of_cell(const struct cells *cells, size_t cell, size_t *count)
{
    *count = cells->first[cell + 1] - cells->first[cell];
    return &cells->items[cells->first[cell]];
}

/* Papers up to as_of first, then those dated later. */
static void sort_papers(struct folder *f, const struct groups *g, const void *const *all, size_t count)
{
    const struct submission **papers = ARENA_ARRAY(g->arena, const struct submission *, count);
    size_t n = 0;

    for (int later = 0; later < 2; later++) {
        for (size_t i = 0; i < count; i++) {
            const struct submission *s = all[i];
            if ((s->submitted_on > g->as_of) == later)
                papers[n++] = s;
        }
        if (!later)
            f->paper_count = n;
    }
    f->papers = papers;
    f->future_papers = papers + f->paper_count;
    f->future_paper_count = n - f->paper_count;
}

struct folder groups_folder(const struct groups *g, const struct unit *unit, const struct scheme *scheme)
{
    struct folder f = {.unit = unit, .scheme = scheme};
    size_t cell = unit->index * g->programmes + scheme->programme->index, count;

    f.certificates = of_cell(&g->certificates, cell, &f.certificate_count);
    f.assessments = of_cell(&g->assessments, cell, &f.assessment_count);
    f.people = (const struct person *const *)of_cell(&g->people, unit->index, &f.people_count);
    const void *const *submissions = of_cell(&g->submissions, cell, &count);
    sort_papers(&f, g, submissions, count);
    return f;
}
