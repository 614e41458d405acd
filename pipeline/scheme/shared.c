/* shared.c - what all programmes share: templates/calendar.json, style.json and brake.json. */
#include "scheme/parts.h"
#include "scheme/requirements.h"

#include <stdlib.h>
#include <string.h>

static int compare_dates(const void *a, const void *b)
{
    date x = *(const date *)a, y = *(const date *)b;

    return (x > y) - (x < y);
}

struct day_list {
    date *items;
    size_t count, capacity;
};

static RESULT read_days(struct day_list *days, const struct node *year, const char *key)
{
    struct node list, node;

    TRY(reader_member(&list, year, key));
    TRY(reader_array(&list));
    for (size_t i = 0; reader_child(&node, &list, i); i++)
        TRY(reader_day(ARENA_PUSH(year->arena, days), &node));
    return OK;
}

static RESULT refuse_twice(const struct day_list *days, const struct node *root)
{
    char text[DATE_TEXT_SIZE];

    for (size_t i = 1; i < days->count; i++)
        if (days->items[i] == days->items[i - 1])
            return reader_fault(root, "%s stands twice", date_text(days->items[i], text));
    return OK;
}

RESULT parts_calendar(struct calendar *out, struct loader *loader)
{
    static const char *const keys[] = {"format", "source", "years", NULL};
    static const char *const year_keys[] = {"days_off", "make_up_workdays", NULL};
    struct node root, years, year;
    struct day_list off = {0}, make_up = {0};

    TRY(loader_open(&root, loader, "calendar.json", "gradepress-calendar/1"));
    TRY(reader_members(&root, keys));
    TRY(reader_member(&years, &root, "years"));
    TRY(reader_object(&years));
    int *covered = ARENA_ARRAY(loader->arena, int, reader_size(&years));
    size_t n = 0;
    for (; reader_child(&year, &years, n); n++) {
        date first;
        int month, day;
        if (!date_parse_plain(arena_printf(loader->arena, "%s-01-01", year.json->string), &first))
            return reader_fault(&year, "expected a year of four digits");
        date_split(first, &covered[n], &month, &day);
        if (n && covered[n] <= covered[n - 1])
            return reader_fault(&year, "expected a year later than the one before");
        TRY(reader_members(&year, year_keys));
        TRY(read_days(&off, &year, "days_off"));
        TRY(read_days(&make_up, &year, "make_up_workdays"));
    }
    if (off.count)
        qsort(off.items, off.count, sizeof *off.items, compare_dates);
    if (make_up.count)
        qsort(make_up.items, make_up.count, sizeof *make_up.items, compare_dates);
    TRY(refuse_twice(&off, &years));
    TRY(refuse_twice(&make_up, &years));
    *out = (struct calendar){off.items, off.count, make_up.items, make_up.count, covered, n};
    return OK;
}

static RESULT read_points(double *out, const struct node *root, const char *key)
{
    struct node node;

    TRY(reader_member(&node, root, key));
    return reader_double(out, &node, 5, 40);
}

RESULT parts_style(struct font_style *out, struct loader *loader)
{
    static const char *const keys[] = {"format", "serif", "sans", "rare", "body_points", "table_points",
                                       "heading_points", "name_floor_points", NULL};
    struct node root, rare;

    TRY(loader_open(&root, loader, "style.json", "gradepress-style/1"));
    TRY(reader_members(&root, keys));
    out->file = root.file;
    TRY(reader_text_member(&out->serif, &root, "serif"));
    TRY(reader_text_member(&out->sans, &root, "sans"));
    TRY(reader_member(&rare, &root, "rare"));
    TRY(reader_texts(&out->rare, &out->rare_count, &rare));
    TRY(read_points(&out->body_points, &root, "body_points"));
    TRY(read_points(&out->table_points, &root, "table_points"));
    TRY(read_points(&out->heading_points, &root, "heading_points"));
    return read_points(&out->name_floor_points, &root, "name_floor_points");
}

RESULT parts_brake(struct brake_rules *out, struct loader *loader)
{
    static const char *const keys[] = {"format", "fewest_due", "evidence_lost_percent", "adverse_percent",
                                       "adverse_times", NULL};
    struct node root;

    TRY(loader_open(&root, loader, "brake.json", "gradepress-brake/1"));
    TRY(reader_members(&root, keys));
    TRY(requirements_parameter(&out->fewest_due, &root, "fewest_due", 1, 1000000));
    TRY(requirements_parameter(&out->evidence_lost_percent, &root, "evidence_lost_percent", 0, 100));
    TRY(requirements_parameter(&out->adverse_percent, &root, "adverse_percent", 0, 100));
    return requirements_parameter(&out->adverse_times, &root, "adverse_times", 1, 100);
}
