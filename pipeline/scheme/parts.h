/* parts.h - the files of a templates folder, one reader each (private to scheme/). */
#ifndef SCHEME_PARTS_H
#define SCHEME_PARTS_H

#include "model/scheme.h"
#include "scheme/reader.h"

/* What has been read so far. */
struct loader {
    struct arena *arena;
    const char *folder;
    const char *own_id, *own_folder; /* of a programme that stands elsewhere; NULL: none does */
    LIST_OF(struct rule_file) files;
};

/* Where a file or folder of the templates stands: `name` is as below the folder of all. */
const char *loader_path(const struct loader *loader, const char *name);
/* Opens the file and notes its digest. */
RESULT loader_open(struct node *root, struct loader *loader, const char *name, const char *format);

RESULT parts_common_records(struct node *out, struct loader *loader);
RESULT parts_programme(struct programme *out, struct loader *loader, const char *name, const struct node *common);
/* The programme's items.json; its tracks, levels and facts must have been read. */
RESULT parts_items(struct programme *programme, struct loader *loader);
/* RULES unless the programme's records have a fact of this name and type. */
RESULT parts_check_fact(const struct node *node, const char *name, const struct programme *programme,
                        enum field_type type);
RESULT parts_calendar(struct calendar *out, struct loader *loader);
RESULT parts_brake(struct brake_rules *out, struct loader *loader);
RESULT parts_style(struct font_style *out, struct loader *loader);
RESULT parts_scheme(struct scheme *out, struct loader *loader, const struct programme *programme);

#endif
