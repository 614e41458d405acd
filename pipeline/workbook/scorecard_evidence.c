/* scorecard_evidence.c - 证据目录: every record an entry met, whether it counted, for what or why not. */
#include "workbook/scorecard.h"

#include "model/evidence_log.h"
#include "workbook/listing.h"

enum { KIND, ID, DAY, COUNTS, REASON, PROPOSAL, COLUMNS };

static const struct column columns[COLUMNS] = {
    [KIND] = {"材料种类", 12, 24},
    [ID] = {"编号", 14, 40},
    [DAY] = {"日期", 11, 11},
    [COUNTS] = {"计入", 6, 6},
    [REASON] = {"计入数据项／未计入原因", 30, 60},
    [PROPOSAL] = {"事项编号", 20, 40},
};

static void add_record(struct listing *listing, const struct decision *d, const struct logged *record)
{
    struct tab *tab = listing_row(listing);
    enum verdict verdict = logged_outcome(record);
    bool counts = verdict == VERDICT_COUNTED;
    const char *why = tab->book->language == LANGUAGE_CHINESE ? verdict_chinese(verdict) : verdict_text(verdict);

    cell_text(tab, KIND, STYLE_TEXT, scheme_evidence_name(d->scheme, record->kind));
    cell_text(tab, ID, STYLE_TEXT, record->id);
    cell_date(tab, DAY, record->day);
    cell_word(tab, COUNTS, STYLE_CENTRE, counts ? "是" : "否");
    cell_text(tab, REASON, STYLE_WRAP, counts ? logged_counts_for(listing->book->arena, d->scheme, record) : why);
    if (listing->column_count > PROPOSAL)
        cell_text(tab, PROPOSAL, STYLE_WORD, d->proposal_id);
}

static void add_entry(struct listing *listing, const struct decision *d)
{
    const struct docket_entry *entry = d->entry;
    const struct logged *records = evidence_log_read(listing->book->arena, entry->noted, entry->noted_count);

    for (size_t i = 0; i < entry->noted_count; i++)
        add_record(listing, d, &records[i]);
}

/* A line of an early upgrade rests on the records of its review. */
static bool is_told(const struct packet *packet, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (packet->decisions[k]->entry == packet->decisions[i]->entry)
            return true;
    return false;
}

void scorecard_evidence(struct book *book, const char *footer, const struct packet *packet)
{
    struct listing listing = {.book = book,
                              .name = "证据目录",
                              .footer = footer,
                              .columns = columns,
                              .column_count = packet->count > 1 ? COLUMNS : PROPOSAL,
                              .verdict_column = COUNTS,
                              .failing = book_say(book, "否"),
                              .title = "证据目录"};
    size_t count = 0;

    for (size_t i = 0; i < packet->count; i++)
        count += packet->decisions[i]->entry ? packet->decisions[i]->entry->noted_count : 0;
    if (!count)
        return;
    listing.printed = listing.column_count;
    listing_begin(&listing);
    for (size_t i = 0; i < packet->count; i++)
        if (packet->decisions[i]->entry && !is_told(packet, i))
            add_entry(&listing, packet->decisions[i]);
    listing_end(&listing);
}
