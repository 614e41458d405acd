/* reject_table.c - 退回记录: what was not used, and why. */
#include "workbook/sheets.h"

#include "model/chinese.h"
#include "workbook/words.h"

static const struct column columns[REJECTS_COLUMNS] = {
    [REJECTS_FILE] = {"文件", 16, 40},   [REJECTS_LINE] = {"行（元素）", 8, 10},   [REJECTS_ID] = {"记录编号", 14, 40},
    [REJECTS_CODE] = {"代码", 14, 20},   [REJECTS_MEANING] = {"含义", 18, 26},     [REJECTS_UNIT] = {"单位", 12, 36},
    [REJECTS_SCHEME] = {"计划", 10, 20}, [REJECTS_MESSAGE] = {"具体情况", 30, 70},
};

void rejects_begin(struct listing *listing, struct book *book, const char *footer)
{
    *listing = (struct listing){.book = book,
                                .name = "退回记录",
                                .footer = footer,
                                .columns = columns,
                                .column_count = REJECTS_COLUMNS,
                                .printed = REJECTS_COLUMNS,
                                .frozen = 0,
                                .verdict_column = -1};
    listing_begin(listing);
}

void rejects_add(struct listing *listing, const struct reject *reject)
{
    struct tab *tab = listing_row(listing);

    cell_text(tab, REJECTS_FILE, STYLE_TEXT, reject->place.file);
    cell_number(tab, REJECTS_LINE, STYLE_NUMBER, (double)reject->place.line);
    cell_text(tab, REJECTS_ID, STYLE_WRAP, reject->id);
    cell_text(tab, REJECTS_CODE, STYLE_TEXT, reject_code_text(reject->code));
    cell_word(tab, REJECTS_MEANING, STYLE_WRAP, reject_code_chinese(reject->code));
    cell_text(tab, REJECTS_UNIT, STYLE_WRAP, reject->unit ? reject->unit->name : NULL);
    cell_text(tab, REJECTS_SCHEME, STYLE_TEXT, reject->programme ? reject->programme->id : NULL);
    cell_text(tab, REJECTS_MESSAGE, STYLE_WRAP, reject->message.in[tab->book->language]);
}
