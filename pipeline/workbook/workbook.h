/* workbook.h - the office's workbooks as XLSX. */
#ifndef WORKBOOK_WORKBOOK_H
#define WORKBOOK_WORKBOOK_H

#include "base/error.h"
#include "model/scheme.h"

/* decisions.xlsx at `path`; temporary files go to `scratch`. OUTPUT on failure. */
RESULT workbook_decisions(const char *path, const char *scratch, const struct run *run);

/* scorecard.xlsx of one packet. */
RESULT workbook_scorecard(const char *path, const char *scratch, const struct run *run, const struct packet *packet);

/* "libxlsxwriter 1.1.4", for run.json. */
const char *workbook_library(void);

#endif
