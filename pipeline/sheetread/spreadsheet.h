/* spreadsheet.h - sheets of a workbook file (.xlsx) as any spreadsheet saved it. */
#ifndef SHEETREAD_SPREADSHEET_H
#define SHEETREAD_SPREADSHEET_H

#include "sheetread/grid.h"

struct spreadsheet {
    struct grid *grids; /* the sheets wanted, in order of their tabs; texts resolved */
    size_t count;
    bool counts_from_1904; /* its days */
};

/* Reads the sheets whose name `wants`. INPUT when the file is no workbook, encrypted, damaged or too large. */
RESULT spreadsheet_read(struct spreadsheet *out, struct arena *arena, const char *path,
                        bool (*wants)(const char *name));

/* The day of a serial number, whatever its time of day. False when it is none. */
bool spreadsheet_day(const char *number, bool counts_from_1904, int32_t *day);

#endif
