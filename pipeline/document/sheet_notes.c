/* sheet_notes.c - notes in words, those of one kind in one sentence. */
#include "document/section.h"

#include "model/chinese.h"

#include <stdlib.h>
#include <string.h>

/* Length of a note up to its colon; 0: it names nothing. */
static size_t kind_length(const char *note)
{
    const char *colon = strstr(note, ": ");

    return colon ? (size_t)(colon - note) + 2 : 0;
}

/* 8.2 before 8.10. */
static int compare_names(const void *a, const void *b)
{
    return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names after the colon of `count` notes, as the document writes them. */
static const char *names_of(struct section *section, const char *const *notes, size_t count, size_t kind)
{
    const struct programme *programme = section->decision->scheme->programme;
    const char **names = ARENA_ARRAY(section->arena, const char *, count);
    struct bytes out;
    date day;

    for (size_t i = 0; i < count; i++)
        names[i] = notes[i] + kind;
    qsort(names, count, sizeof *names, compare_names);
    bytes_init(&out, section->arena);
    for (size_t i = 0; i < count; i++) {
        const struct item *item = programme_item(programme, names[i]);
        section_add_clause(&out, item                               ? item->clause
                                 : date_parse_plain(names[i], &day) ? paper_day(section->arena, day)
                                                                    : names[i]);
    }
    if (count > 3)
        bytes_printf(&out, "（共%zu项）", count);
    return bytes_text(&out);
}

/* When the office has to act, no matter of the unit. */
static bool is_internal(const char *note)
{
    return strcmp(note, "last-run-before-expiry") == 0;
}

void notes_draw(struct section *section, bool is_for_unit)
{
    const struct decision *d = section->decision;
    size_t number = 0, next;

    for (size_t i = 0; i < d->note_count; i = next) {
        const char *note = d->notes[i];
        size_t kind = kind_length(note);
        if (is_for_unit && is_internal(note)) {
            next = i + 1;
            continue;
        }
        for (next = i + 1; kind && next < d->note_count && strncmp(d->notes[next], note, kind) == 0;)
            next++;
        if (kind)
            note = arena_printf(section->arena, "%.*s%s", (int)kind, note,
                                names_of(section, &d->notes[i], next - i, kind));
        if (number++ == 0)
            section_heading(section, "说明");
        section_line(section, arena_printf(section->arena, "%zu．%s。", number, note_chinese(section->arena, note)));
    }
}
