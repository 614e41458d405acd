/* trial.h - an export under test: written, sealed, read, counted. Not for
 * clang-format: the macros keep their lines. */
/* clang-format off */
#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include "ingest/ingest.h"
#include "scheme/rules.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Valid records; each test varies one of them. */
#define UNIT_OF(id) "{\"unit_id\":\"" id "\",\"name\":\"测试一号\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"北京\"}"
#define UNIT UNIT_OF("U1")
#define CERTIFICATE_WITH(more) "{\"certificate_no\":\"C-1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":\"2\"," \
    "\"valid_from\":\"2025-11-21\",\"valid_to\":\"2026-11-20\",\"status\":\"valid\"" more "}"
#define CIIPA_WITH(more) "{\"certificate_no\":\"C-2\",\"unit_id\":\"U1\",\"scheme\":\"ciipa\",\"level\":\"pass\"," \
    "\"valid_from\":\"2025-11-21\",\"valid_to\":\"2026-11-20\",\"status\":\"valid\"" more "}"
#define SUBMISSION_OF(scheme, kind, content) "{\"submission_id\":\"S1\",\"unit_id\":\"U1\",\"scheme\":\"" scheme \
    "\",\"kind\":\"" kind "\",\"submitted_on\":\"2026-10-01\",\"content\":" content "}"
#define EVIDENCE_OF(id, scheme, kind, data, more) "{\"evidence_id\":\"" id "\",\"unit_id\":\"U1\",\"scheme\":\"" scheme \
    "\",\"kind\":\"" kind "\",\"date\":\"2026-03-01\",\"status\":\"accepted\",\"data\":" data more "}"
#define REPORT(id) EVIDENCE_OF(id, "cntisp", "threat-report", "{\"group_id\":\"G1\",\"original\":true,\"effective\":false}", "")
#define ASSESSMENT_WITH(scheme, tracks, more) "{\"assessment_id\":\"A1\",\"unit_id\":\"U1\",\"scheme\":\"" scheme "\",\"tracks\":" tracks \
    ",\"form\":\"self\",\"from\":\"2026-05-01\",\"to\":\"2026-05-02\",\"evaluator\":{\"name\":\"甲\"},\"experts\":[{\"name\":\"乙\"}]" more "}"
#define FINDING_WITH(item, more) "{\"assessment_id\":\"A1\",\"item\":\"" item "\",\"result\":\"met\",\"expert\":\"乙\",\"date\":\"2026-05-02\"" more "}"
#define PERSON_WITH(hours, more) "{\"person_id\":\"P1\",\"unit_id\":\"U1\",\"name\":\"丙\",\"roles\":[\"service\"],\"experience_years\":2.5," \
    "\"certifications\":[\"CISP\"],\"employment\":\"full-time\",\"training_hours\":" hours more "}"
#define RULING_WITH(word, more) "{\"proposal_id\":\"cntisp/U1/-/2026-11-20\",\"action\":\"downgrade\",\"to\":\"3\",\"ruling\":\"" word \
    "\",\"by\":\"主任\",\"on\":\"2026-10-20\"" more "}"

/* ---- An export under test ----------------------------------------------------------------- */

static const struct rule_set *rules;
static struct arena *rules_arena;

struct trial {
    struct folder folder;
    struct arena *arena;
    struct ingest *ingest;
    struct export *export;
    size_t evidence;       /* handed on */
    struct evidence first; /* the first of it, copied */
};

static inline int load_rules(void **state)
{
    (void)state;
    rules_arena = arena_new();
    if (rules_load(&rules, rules_arena, "templates").kind)
        fail_msg("%s", error_message());
    return 0;
}

static inline int drop_rules(void **state)
{
    (void)state;
    arena_free(rules_arena);
    return 0;
}

static inline void begin(struct trial *t)
{
    *t = (struct trial){.arena = arena_new()};
    folder_make(&t->folder);
    folder_put(&t->folder, "units.ndjson", UNIT "\n");
}

static inline void end(struct trial *t)
{
    ingest_close(t->ingest);
    arena_free(t->arena);
    folder_remove(&t->folder);
}

static inline date day(const char *text)
{
    date d = DATE_NONE;

    assert_true(date_parse(text, &d));
    return d;
}

static inline void seal(struct trial *t)
{
    if (ingest_seal(t->arena, t->folder.path, NULL, day("2026-10-31")).kind)
        fail_msg("%s", error_message());
}

static inline void take_evidence(void *context, const struct evidence *evidence)
{
    struct trial *t = context;

    if (!t->evidence++)
        t->first = *evidence;
}

static inline struct result read_with(struct trial *t, const char *const *rulings, size_t count)
{
    TRY(ingest_open(&t->ingest, &t->export, t->arena, t->folder.path, &rules->vocabulary, rulings, count, NULL, 0));
    return ingest_stream(t->ingest, &(struct ingest_sink){.evidence = take_evidence, .evidence_context = t});
}

static inline void read_all(struct trial *t)
{
    seal(t);
    if (read_with(t, NULL, 0).kind)
        fail_msg("%s", error_message());
}

static inline const struct source_file *file_named(const struct trial *t, const char *path)
{
    for (size_t i = 0; i < t->export->files.count; i++)
        if (strcmp(t->export->files.items[i].path, path) == 0)
            return &t->export->files.items[i];
    fail_msg("%s is not among the files", path);
    return NULL;
}

static inline void assert_counts(const struct trial *t, const char *path, size_t used, size_t duplicate, size_t rejected)
{
    const struct source_file *f = file_named(t, path);

    if (f->used != used || f->duplicate != duplicate || f->rejected != rejected || f->read != used + duplicate + rejected)
        fail_msg("%s: %zu read, %zu used, %zu duplicate, %zu rejected; first reject: %s", path, f->read, f->used, f->duplicate,
                 f->rejected, t->export->rejects.count ? t->export->rejects.items[0].message.in[LANGUAGE_ENGLISH] : "none");
}

#endif
