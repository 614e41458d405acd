/* One file of an export, of every type and form. The first byte chooses the file,
 * the rest is its body; whatever it holds is refused, rejected or used, and every
 * record is counted once. Run it where `templates` is. */
#include "ingest/ingest.h"
#include "scheme/rules.h"

#include "../unit/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char unit[] =
    "{\"unit_id\":\"U1\",\"name\":\"n\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"\"}\n";
static const char assessment[] = "{\"assessment_id\":\"A1\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"tracks\":[],"
                                 "\"form\":\"self\",\"from\":\"2026-05-01\","
                                 "\"to\":\"2026-05-02\",\"evaluator\":{\"name\":\"x\"},\"experts\":[]}\n";

static const char *const files[] = {
    "evidence.ndjson",     "evidence.json",        "evidence.ndjson.gz", "units.2.ndjson",
    "certificates.ndjson", "rulings.ndjson",       "submissions.ndjson", "staff.ndjson",
    "agreements.json",     "assessments.2.ndjson", "findings.ndjson",    "attachment.pdf",
};

static const struct rule_set *load_rules(void)
{
    static struct arena *arena; /* for the life of the process */
    static const struct rule_set *rules;

    if (rules)
        return rules;
    setenv("TMPDIR", "/dev/shm", 0); /* where files cost nothing */
    arena = arena_new();
    if (rules_load(&rules, arena, "templates").kind) {
        fprintf(stderr, "%s\n", error_message());
        abort();
    }
    return rules;
}

static void take_evidence(void *context, const struct evidence *evidence)
{
    size_t *taken = context;

    if (!evidence->unit || !evidence->programme || evidence->kind < 0)
        abort();
    ++*taken;
}

static void check(const struct export *export, size_t taken)
{
    size_t rejected = 0, used = 0;

    for (size_t i = 0; i < export->files.count; i++) {
        const struct source_file *file = &export->files.items[i];
        if (file->read != file->used + file->duplicate + file->rejected)
            abort();
        rejected += file->rejected;
        used += !file->is_attachment && file->type == RECORD_EVIDENCE ? file->used : 0;
    }
    if (rejected != export->rejects.count || used != taken)
        abort();
    for (size_t i = 0; i < export->rejects.count; i++)
        for (int l = 0; l < LANGUAGE_COUNT; l++)
            if (!export->rejects.items[i].message.in[l] || !*export->rejects.items[i].message.in[l])
                abort();
}

static void read_export(struct arena *arena, const struct rule_set *rules, const struct folder *folder)
{
    struct ingest *ingest;
    struct export *export;
    size_t taken = 0;

    if (ingest_open(&ingest, &export, arena, folder->path, &rules->vocabulary, NULL, 0, NULL, 0).kind)
        return;
    if (!ingest_stream(ingest, &(struct ingest_sink){.evidence = take_evidence, .evidence_context = &taken}).kind)
        check(export, taken);
    ingest_close(ingest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct rule_set *rules = load_rules();
    struct arena *arena = arena_new();
    struct folder folder;

    if (size) {
        folder_make(&folder);
        folder_put(&folder, "units.ndjson", unit);
        folder_put(&folder, "assessments.ndjson", assessment);
        folder_write(&folder, files[data[0] % (sizeof files / sizeof *files)], data + 1, size - 1);
        if (!ingest_seal(arena, folder.path, NULL, date_make(2026, 10, 31)).kind)
            read_export(arena, rules, &folder);
        folder_remove(&folder);
    }
    arena_free(arena);
    return 0;
}
