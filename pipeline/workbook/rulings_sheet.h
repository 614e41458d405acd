/* rulings_sheet.h - 审批: where the office rules on what is proposed. */
#ifndef WORKBOOK_RULINGS_SHEET_H
#define WORKBOOK_RULINGS_SHEET_H

#include "workbook/listing.h"
#include "workbook/month.h"

/* One row per proposal that needs approval, or has been ruled on; in order of programme and matter. */
void rulings_sheet_write(struct book *book, const char *footer, const struct month *month);

#endif
