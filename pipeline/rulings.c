/* rulings.c - the office's rulings out of its workbook, as lines for --rulings. */
#include "run.h"

#include "base/text.h"
#include "register/register.h"
#include "sheetread/rulings.h"

#include <stdio.h>
#include <string.h>

/* A workbook of another register, or of a period that is no longer the last, would rule on
 * proposals that nobody made here. */
static RESULT check_register(struct arena *arena, const char *workbook, const struct filled_sheet *sheet,
                             const char *path)
{
    char identity[DIGEST_HEX_SIZE];
    struct register_file *file;
    const char *period, *of = sheet->facts[RULING_FACT_REGISTER];

    TRY(register_open(&file, arena, path, REGISTER_READ));
    struct result r = register_identity(identity, file, arena);
    if (!r.kind)
        r = register_last_period(&period, file, arena);
    register_close(file);
    TRY(r);
    if (strcmp(of, RULING_NO_REGISTER) == 0)
        return FAIL(INPUT, "%s: comes from a run without a register", workbook);
    if (strcmp(of, identity) != 0)
        return FAIL(INPUT, "%s: comes from another register than %s (%.16s…, not %.16s…)", workbook, path, of,
                    identity);
    return text_equal(period, sheet->facts[RULING_FACT_PERIOD])
               ? OK
               : FAIL(INPUT,
                      "%s: is of period %s, but the register's last period is %s; fill in the workbook of that one",
                      workbook, sheet->facts[RULING_FACT_PERIOD], period ? period : error_say("none"));
}

RESULT run_rulings(struct arena *arena, const char *workbook, const char *register_path, const char *period)
{
    struct filled_sheet sheet;

    TRY(filled_sheet_read(&sheet, arena, workbook));
    if (period && strcmp(period, sheet.facts[RULING_FACT_PERIOD]) != 0)
        return FAIL(INPUT, "%s: is of period %s, expected %s", workbook, sheet.facts[RULING_FACT_PERIOD], period);
    if (register_path)
        TRY(check_register(arena, workbook, &sheet, register_path));
    for (size_t i = 0; i < sheet.faults.count; i++)
        fprintf(stderr, "%s\n", sheet.faults.items[i]);
    if (sheet.faults.count)
        return FAIL(INPUT, "%s: %zu cells are to be put right; no ruling was written", workbook, sheet.faults.count);
    if (sheet.lines.length)
        fwrite(sheet.lines.data, 1, sheet.lines.length, stdout);
    fprintf(stderr, error_say("%zu rulings, %zu proposals left open"), sheet.ruled, sheet.open);
    fputc('\n', stderr);
    return OK;
}
