/* notice.c - the outgoing paper to the unit (通知书), worded by a template.
 *
 * It holds nothing about persons: not the contact of the unit, not who ruled. */
#include "document/form.h"

#include "base/file.h"

#include <string.h>

/* --- reading --- */

/* Whether a proposal of the scheme, or a ruling on one, can come to this action. */
static bool is_written(const struct scheme *scheme, enum action action)
{
    switch (action) {
    case ACTION_UPGRADE: /* of one level too: a ruling may decide it */
    case ACTION_DOWNGRADE:
    case ACTION_RECTIFY: return !scheme->is_half_yearly;
    case ACTION_COMMEND: return scheme->is_half_yearly;
    case ACTION_REFER: return scheme->refers_applicants || scheme->referred_tracks;
    case ACTION_MAINTAIN:
    case ACTION_REVOKE:
    case ACTION_WARN:
    case ACTION_CERTIFY:
    case ACTION_REJECT:
    case ACTION_REISSUE:
    case ACTION_WITHDRAW: return true;
    case ACTION_NONE:
    case ACTION_COUNT: break;
    }
    return false;
}

/* A notice is a letter: it begins with the name of the unit and ends with the sender's. */
static void make_letter(struct template *notice, struct arena *arena)
{
    struct template_line *lines = ARENA_ARRAY(arena, struct template_line, notice->count + 2);

    memcpy(lines + 1, notice->lines, notice->count * sizeof *lines);
    lines[0] = (struct template_line){.kind = LINE_LEFT, .list = -1, .text = "{{unit}}："};
    lines[notice->count + 1] = (struct template_line){.kind = LINE_SIGNATURE, .list = -1, .text = ""};
    *notice = (struct template){notice->title, lines, notice->count + 2};
}

RESULT notice_load(struct stationery *stationery, struct arena *arena, const char *folder, const struct scheme *scheme)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (is_written(scheme, (enum action)i)) {
            const char *name = arena_printf(arena, "notice.%s.txt", action_word((enum action)i));
            TRY(template_read(&stationery->notices[i], arena, file_join(arena, folder, name)));
            make_letter(&stationery->notices[i], arena);
        }
    return OK;
}

/* --- drawing --- */

/* What a paper that must not go out yet says on top. */
static const char *draft_mark(const struct decision *decision)
{
    if (decision->ruling && decision->ruling->word == RULING_REJECTED)
        return "未予批准，本件不发出";
    if (decision->ruling && decision->ruling->word == RULING_DEFERRED)
        return "审批暂缓，本件不发出";
    if (decision->is_held)
        return "送审稿（暂缓办理，核实并审批后发出）";
    return "送审稿（审批后发出）";
}

static void draw_letter(struct sheet *sheet, const struct template *notice, const struct filling *filling)
{
    const struct decision *d = filling->decision;

    form_begin(sheet, notice, filling, d->has_outcome ? NULL : draft_mark(d));
    form_draw(sheet, notice, filling, NULL, NULL);
}

static int count_pages(const struct sheet *sheet, const struct template *notice, const struct filling *filling)
{
    struct paper blank = *sheet->paper;
    struct sheet trial = *sheet;

    blank.canvas = canvas_blank(blank.arena);
    trial.paper = &blank;
    draw_letter(&trial, notice, filling);
    canvas_abandon(blank.canvas);
    return trial.page;
}

/* Whether closer lines spare the letter a page (GB/T 9704: 调整行距). */
static bool fits_closer(const struct sheet *sheet, const struct template *notice, const struct filling *filling)
{
    struct sheet closer = *sheet;
    int pages = count_pages(sheet, notice, filling);

    closer.is_close = true;
    return pages > 1 && count_pages(&closer, notice, filling) < pages;
}

RESULT notice_draw(const struct paper *paper, const struct stationery *stationery, const struct packet *packet)
{
    const struct scheme *scheme = packet->decisions[0]->scheme;
    struct sheet sheet = form_sheet(paper, scheme);
    bool has_one = false;

    for (size_t i = 0; i < packet->count; i++) {
        const struct decision *d = packet->decisions[i];
        enum action action = decision_action(d);
        const struct template *notice = &stationery->notices[action];
        struct filling filling;
        if (action == ACTION_NONE)
            continue;
        if (!notice->title)
            return FAIL(RULES, "%s: there is no notice.%s.txt", scheme->programme->id, action_word(action));
        sheet.foot_right = arena_printf(paper->arena, "事项编号 %s", d->proposal_id);
        filling_of_decision(&filling, paper->arena, paper->run, d);
        sheet.is_close = fits_closer(&sheet, notice, &filling);
        draw_letter(&sheet, notice, &filling);
        has_one = true;
    }
    return has_one ? OK : FAIL(DEFECT, "%s: a notice without an action", packet->folder);
}
