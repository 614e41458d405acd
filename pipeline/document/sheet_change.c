/* sheet_change.c - what an information change asks for, beside what is recorded. */
#include "document/section.h"

static const struct table_head change_head = {
    .cells = {TABLE_HEAD_CELL(0.22, "项目"), TABLE_HEAD_CELL(0.39, "变更前"), TABLE_HEAD_CELL(0.39, "变更后")},
    .count = 3,
    .left = 3u << 1,
};

static void change_row(struct section *section, const char *name, const char *recorded, const char *field)
{
    const struct value *asked = submission_value(section->decision->submission, field);

    if (asked)
        table_texts(section->sheet, &change_head, (const char *const[]){name, recorded ? recorded : "—", asked->text}, 0);
}

void change_draw(struct section *section)
{
    const struct decision *d = section->decision;

    if (d->matter != MATTER_CHANGE || !d->submission)
        return;
    section_heading(section, "变更内容");
    table_begin(section->sheet, &change_head);
    change_row(section, "单位名称", d->unit->name, "name");
    change_row(section, "注册地址", d->unit->registered_address, "registered_address");
    change_row(section, "统一社会信用代码", d->unit->uscc, "uscc");
    table_end(section->sheet);
}
