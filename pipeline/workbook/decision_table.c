/* decision_table.c - 决定: every decision, in Chinese, with the exchange's words beside it. */
#include "workbook/sheets.h"

#include "model/chinese.h"
#include "workbook/words.h"

/* Up to 证书到期 they go to paper; the rest serves filters and other programs. */
static const struct column columns[DECISION_COLUMNS] = {
    [DECISION_UNIT] = {"单位编号", 9, 24},
    [DECISION_NAME] = {"单位名称", 20, 30},
    [DECISION_SCHEME] = {"计划", 10, 30},
    [DECISION_TRACK] = {"方向", 6, 16},
    [DECISION_MATTER] = {"事项", 10, 14},
    [DECISION_STATUS] = {"状态", 10, 10},
    [DECISION_ACTION] = {"处理", 10, 10},
    [DECISION_FROM] = {"现等级", 8, 16},
    [DECISION_TO] = {"办理后等级", 8, 16},
    [DECISION_ATTAINED] = {"实际达到", 8, 16},
    [DECISION_UNMET] = {"未达标的要求", 14, 26},
    [DECISION_APPROVAL] = {"审批", 10, 18},
    [DECISION_HELD] = {"暂缓", 7, 9},
    [DECISION_REASONS] = {"暂缓原因", 12, 26},
    [DECISION_ENDS] = {"证书到期", 12, 12},
    [DECISION_PAPERS] = {"决定单", 8, 10},
    [DECISION_PACKET] = {"卷宗", 8, 10},
    [DECISION_FORM] = {"表格", 8, 22},
    [DECISION_OUTCOME] = {"办理结果", 10, 20},
    [DECISION_CERTIFICATES] = {"所发证书", 12, 28},
    [DECISION_SOON] = {"近期事项", 10, 18},
    [DECISION_OPENS] = {"开始受理", 12, 12},
    [DECISION_ATTAINMENT] = {"达标程度", 10, 12},
    [DECISION_ELIGIBLE] = {"可申请升至", 10, 16},
    [DECISION_HOLDS] = {"现证书编号", 12, 28},
    [DECISION_DAYS_FROM] = {"统计起", 12, 12},
    [DECISION_DAYS_TO] = {"统计止", 12, 12},
    [DECISION_CLAUSE] = {"依据", 10, 26},
    [DECISION_NOTES] = {"说明", 12, 46},
    [DECISION_PROPOSAL] = {"proposal_id", 16, 46},
    [DECISION_SCHEME_WORD] = {"scheme", 10, 12},
    [DECISION_MATTER_WORD] = {"matter", 10, 14},
    [DECISION_STATUS_WORD] = {"status", 10, 20},
    [DECISION_ACTION_WORD] = {"action", 10, 14},
};

static const char name[] = "决定";

void decisions_begin(struct listing *listing, struct book *book, const char *footer)
{
    *listing = (struct listing){.book = book,
                                .name = name,
                                .footer = footer,
                                .columns = columns,
                                .column_count = DECISION_COLUMNS,
                                .printed = DECISION_PRINTED,
                                .frozen = 2,
                                .verdict_column = -1};
    listing_begin(listing);
}

const char *decisions_place(const struct book *book, struct arena *arena, size_t i, enum decision_column column)
{
    size_t rows = book->row_limit - 1; /* of a tab, below its head */
    const char *sheet = book_say(book, name);
    char cell[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(cell, (lxw_row_t)(1 + i % rows), (lxw_col_t)column);
    return i < rows ? arena_printf(arena, "'%s'!%s", sheet, cell)
                    : arena_printf(arena, "'%s (%zu)'!%s", sheet, i / rows + 1, cell);
}

/* One decimal, unless that would round what is short of the whole up to it. */
static void attainment_cell(struct tab *tab, const struct decision *decision)
{
    struct exact almost = exact_make(9995, 10000);

    if (!decision->has_attainment) {
        cell_text(tab, DECISION_ATTAINMENT, STYLE_CENTRE, NULL);
        return;
    }
    bool is_almost = exact_compare(decision->attainment, almost) >= 0 &&
                     exact_compare(decision->attainment, EXACT(1)) < 0;
    cell_exact(tab, DECISION_ATTAINMENT, is_almost ? STYLE_PERCENT_FINE : STYLE_PERCENT, decision->attainment);
}

/* A link to a file that the run writes; an empty cell for NULL. */
static void paper_cell(struct tab *tab, int column, const char *path, const char *text)
{
    if (path)
        cell_link(tab, column, path, text);
    else
        cell_text(tab, column, STYLE_CENTRE, NULL);
}

/* What the unit signs for this line. */
static const char *form_of(struct arena *passing, const struct run *run, const struct decision *decision,
                           const char *paper)
{
    const struct programme *programme = decision->scheme->programme;
    const char *track = decision->track < 0 ? "" : arena_printf(passing, "/%s", programme->tracks[decision->track].id);

    return run_file_of(
        run, passing,
        arena_printf(passing, "packets/%s/%s%s/outgoing/%s", programme->id, decision->unit->id, track, paper),
        decision);
}

static void papers_cells(struct tab *tab, struct arena *passing, const struct month *month,
                         const struct decision *decision)
{
    const struct packet *packet = month_papers(month, decision);
    bool opens = month_opens(month, decision), ends = month_ends(month, decision);

    cell_word(tab, DECISION_SOON, STYLE_CENTRE,
              opens && ends ? "将受理、将到期"
              : opens       ? "将受理"
              : ends        ? "将到期"
                            : "");
    const char *whole = packet ? arena_printf(passing, "%s/internal/packet.pdf", packet->folder) : NULL;
    bool has_whole = whole && run_has_file(month->run, whole), changes = decision->matter == MATTER_CHANGE;

    paper_cell(tab, DECISION_PAPERS, packet ? arena_printf(passing, "%s/internal/decision.pdf", packet->folder) : NULL,
               "打开");
    paper_cell(tab, DECISION_PACKET, has_whole ? whole : NULL, "打开");
    paper_cell(tab, DECISION_FORM, form_of(passing, month->run, decision, changes ? "change" : "application"),
               changes ? "变更申请表" : "申请书");
}

/* One certificate is a link to it. */
static void certificates_cell(struct tab *tab, struct arena *passing, const struct month *month,
                              const struct decision *decision)
{
    const struct issue *issue = decision->certificate_count == 1 ? decision->certificates : NULL;
    const char *text = words_certificates(passing, decision);

    if (issue && issue->file && !month_lacks(month, decision))
        cell_link(tab, DECISION_CERTIFICATES, issue->file, text);
    else
        cell_text(tab, DECISION_CERTIFICATES, STYLE_WRAP, text);
}

static void proposal_cells(struct tab *tab, struct arena *passing, const struct decision *decision)
{
    const struct scheme *scheme = decision->scheme;

    cell_text(tab, DECISION_UNIT, STYLE_TEXT, decision->unit->id);
    cell_text(tab, DECISION_NAME, STYLE_WRAP, decision->unit->name);
    cell_text(tab, DECISION_SCHEME, STYLE_WRAP, scheme->words.short_name);
    cell_text(tab, DECISION_TRACK, STYLE_CENTRE, words_track(decision));
    cell_word(tab, DECISION_MATTER, STYLE_CENTRE, words_matter(decision));
    cell_word(tab, DECISION_STATUS, STYLE_CENTRE, status_chinese(decision->status));
    cell_word(tab, DECISION_ACTION, style_of_action(decision->action), action_chinese(decision->action));
    cell_text(tab, DECISION_FROM, STYLE_CENTRE, words_level(scheme, decision->from));
    cell_text(tab, DECISION_TO, STYLE_CENTRE, words_level(scheme, decision->to));
    cell_text(tab, DECISION_ATTAINED, STYLE_CENTRE, words_level(scheme, decision->attained));
    attainment_cell(tab, decision);
    cell_text(tab, DECISION_UNMET, STYLE_WRAP, words_unmet(passing, decision));
    cell_word(tab, DECISION_APPROVAL, STYLE_CENTRE, decision_approval_chinese(decision));
    cell_word(tab, DECISION_HELD, decision_is_on_hold(decision) ? STYLE_HELD : STYLE_CENTRE,
              decision_held_chinese(decision));
    cell_text(tab, DECISION_REASONS, STYLE_WRAP, words_held_reasons(passing, tab->book->language, decision));
    cell_text(tab, DECISION_OUTCOME, STYLE_CENTRE, words_outcome(passing, tab->book->language, decision));
}

static void background_cells(struct tab *tab, struct arena *passing, const struct decision *decision)
{
    const struct certificate *held = decision->held_certificate;
    bool acts = decision->action != ACTION_NONE;

    cell_date(tab, DECISION_ENDS, held ? held->valid_to : DATE_NONE);
    cell_date(tab, DECISION_OPENS, decision->opens);
    cell_text(tab, DECISION_ELIGIBLE, STYLE_CENTRE,
              decision->eligible_upgrade_to < 0 ? NULL : words_level(decision->scheme, decision->eligible_upgrade_to));
    cell_text(tab, DECISION_HOLDS, STYLE_TEXT, held ? held->no : NULL);
    cell_date(tab, DECISION_DAYS_FROM, decision->days_from);
    cell_date(tab, DECISION_DAYS_TO, decision->days_to);
    cell_text(tab, DECISION_CLAUSE, STYLE_WRAP, acts ? words_clause(decision->reason_clause) : NULL);
    cell_text(tab, DECISION_NOTES, STYLE_WRAP, words_notes(passing, decision));
    cell_text(tab, DECISION_PROPOSAL, STYLE_WORD, decision->proposal_id);
    cell_text(tab, DECISION_SCHEME_WORD, STYLE_WORD, decision->scheme->programme->id);
    cell_text(tab, DECISION_MATTER_WORD, STYLE_WORD, matter_word(decision->matter));
    cell_text(tab, DECISION_STATUS_WORD, STYLE_WORD, status_word(decision->status));
    cell_text(tab, DECISION_ACTION_WORD, STYLE_WORD, action_word(decision->action));
}

void decisions_add(struct listing *listing, const struct month *month, const struct decision *decision)
{
    struct arena *passing = arena_new();
    struct tab *tab = listing_row(listing);

    proposal_cells(tab, passing, decision);
    certificates_cell(tab, passing, month, decision);
    papers_cells(tab, passing, month, decision);
    background_cells(tab, passing, decision);
    arena_free(passing);
}
