/* roster.c - what the sheets about subjects share. */
#include "workbook/roster.h"

#include "base/bytes.h"
#include "workbook/words.h"

#include <strings.h>

enum { PREFIX_LETTERS = 16 }; /* a tab has room for 31 with the name and a number */

void roster_open(struct roster *roster, struct book *book, const struct run *run, const struct scheme *scheme,
                 const char *footer)
{
    *roster = (struct roster){.listing = {.book = book, .footer = footer, .verdict_column = -1},
                              .run = run,
                              .scheme = scheme,
                              .row = arena_new()};
    roster->unit = roster_column(roster, "单位编号", 9, 24);
    roster->name = roster_column(roster, "单位名称", 20, 30);
    roster->listing.frozen = 2;
    roster->programme = scheme ? -1 : roster_column(roster, "计划", 10, 30);
    roster->track = !scheme || scheme->programme->track_count ? roster_column(roster, "方向", 7, 18) : -1;
    roster->matter = roster_column(roster, "事项", 9, 10);
}

int roster_column(struct roster *roster, const char *title, int least, int most)
{
    return column_add(&roster->columns, roster->listing.book->arena, title, least, most);
}

static bool is_taken(const struct book *book, const char *name)
{
    for (const struct tab *tab = book->tabs; tab; tab = tab->next)
        if (strcasecmp(tab->name, name) == 0)
            return true;
    return false;
}

/* The programme's id, which is short and its own, in capitals before the sheet's name. */
static const char *sheet_name(struct book *book, const struct scheme *scheme, const char *name)
{
    char prefix[PREFIX_LETTERS + 1];
    size_t n = 0;

    name = book_say(book, name);
    if (!scheme)
        return name;
    for (const char *id = scheme->programme->id; *id && n < PREFIX_LETTERS; id++)
        prefix[n++] = (char)(*id >= 'a' && *id <= 'z' ? *id - 'a' + 'A' : *id);
    prefix[n] = '\0';
    const char *whole = arena_printf(book->arena, "%s %s", prefix, name);
    for (int i = 2; is_taken(book, whole); i++)
        whole = arena_printf(book->arena, "%s~%d %s", prefix, i, name);
    return whole;
}

void roster_begin(struct roster *roster, const char *name, const char *title, const char *note)
{
    struct listing *listing = &roster->listing;

    listing->name = sheet_name(listing->book, roster->scheme, name);
    listing->title = roster->scheme ? arena_printf(listing->book->arena, "%s　%s", roster->scheme->words.name,
                                                   book_say(listing->book, title))
                                    : title;
    listing->note = note;
    listing->columns = roster->columns.items;
    listing->column_count = listing->printed = (int)roster->columns.count;
    listing_begin(listing);
}

struct tab *roster_row(struct roster *roster, const struct decision *decision)
{
    arena_reset(roster->row);
    struct tab *tab = listing_row(&roster->listing);

    cell_text(tab, roster->unit, STYLE_TEXT, decision->unit->id);
    cell_text(tab, roster->name, STYLE_WRAP, decision->unit->name);
    if (roster->programme >= 0)
        cell_text(tab, roster->programme, STYLE_WRAP, decision->scheme->words.short_name);
    if (roster->track >= 0)
        cell_text(tab, roster->track, STYLE_CENTRE, words_track(decision));
    cell_word(tab, roster->matter, STYLE_CENTRE, words_matter(decision));
    return tab;
}

void roster_end(struct roster *roster)
{
    listing_end(&roster->listing);
    arena_free(roster->row);
}

bool roster_has_figures(const struct decision *decision)
{
    return decision->entry && (decision->matter == MATTER_REVIEW || decision->matter == MATTER_TRIAL ||
                               decision->matter == MATTER_APPLICATION || decision->matter == MATTER_HALF_YEAR);
}

bool roster_looks_at(const struct docket_entry *entry, size_t check)
{
    int highest = entry->level_under_review > entry->next_level ? entry->level_under_review : entry->next_level;

    if (entry->checklist->checks[check].item->level < 0)
        return entry->checks[check].is_asked;
    for (int level = 0; level <= highest; level++)
        if (docket_entry_asks(entry, check, level, entry->checklist->checks[check].is_professional))
            return true;
    return false;
}

const char *roster_cell(struct roster *roster, lxw_row_t row, int column)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(name, row, (lxw_col_t)column);
    return arena_strdup(roster->row, name);
}

const char *roster_cell_fixed(struct roster *roster, lxw_row_t row, int column)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell_abs(name, row, (lxw_col_t)column, 1, 1);
    return arena_strdup(roster->row, name);
}

const char *roster_clauses(struct arena *arena, const struct checklist *list, const uint16_t *checks, size_t count,
                           size_t most)
{
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < count && i < most; i++) {
        bytes_add_text(&out, i ? "；" : "");
        bytes_add_text(&out, list->checks[checks[i]].item->clause);
    }
    if (count > most)
        bytes_printf(&out, " 等 %zu 项", count);
    return bytes_text(&out);
}
