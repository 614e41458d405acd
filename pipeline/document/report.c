/* report.c */
#include "document/paper.h"
RESULT report_draw(const struct paper *paper, const struct scheme *scheme)
{
    canvas_page(paper->canvas, A4_SHORT, A4_LONG); (void)scheme;
    return OK;
}
RESULT list_draw(const struct paper *paper, const struct scheme *scheme)
{
    canvas_page(paper->canvas, A4_SHORT, A4_LONG);(void)scheme;
    return OK;
}
