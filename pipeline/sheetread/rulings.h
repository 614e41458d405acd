/* rulings.h - the sheet 审批, filled in by the office, to records of rulings. */
#ifndef SHEETREAD_RULINGS_H
#define SHEETREAD_RULINGS_H

#include "base/bytes.h"
#include "model/records.h"
#include "model/ruling_sheet.h"

struct spreadsheet;

struct filled_sheet {
    const char *facts[RULING_FACT_COUNT]; /* what the workbook is of */
    struct bytes lines;                   /* rulings.ndjson; not to be used when there are faults */
    size_t ruled, open;                   /* rows filled in, rows left empty */
    LIST_OF(const char *) faults;         /* "审批!K7: …", in order */
};

/* INPUT when the file is no such workbook at all; what is wrong with rows is in out->faults. */
RESULT filled_sheet_read(struct filled_sheet *out, struct arena *arena, const char *path);

/* The same from a workbook already in memory; `path` for messages. */
RESULT filled_sheet_of(struct filled_sheet *out, struct arena *arena, const char *path,
                       const struct spreadsheet *spreadsheet);

#endif
