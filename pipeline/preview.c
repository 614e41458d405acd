/* preview.c - one unit's papers marked 样张, for whoever changes artwork or wording. */
#include "base/file.h"
#include "office_papers.h"
#include "packet_papers.h"
#include "run.h"
#include "session.h"
#include "stats/stats.h"
#include "year_papers.h"

#include <stdio.h>
#include <string.h>

enum { MAX_MANIFEST_BYTES = 1 << 20 };

struct preview {
    struct session *session;
    struct stage *stage;
    struct arena *arena;
    const struct unit *unit;
    size_t drawn;
};

/* With a programme's own folder given, that programme is looked at. */
static bool is_shown(const struct preview *p, const struct decision *d)
{
    const struct rule_set *rules = p->session->rules;

    return d->unit == p->unit && (!rules->own_id || strcmp(rules->own_id, d->scheme->programme->id) == 0);
}

/* The output is replaced as a whole, which must not cost anybody the papers of a month. */
static RESULT refuse_other_folder(struct arena *arena, const char *output)
{
    struct name_list names;

    if (!file_exists(output))
        return OK;
    TRY(file_list(&names, arena, output, ERROR_OUTPUT));
    if (!names.count || (file_exists(file_join(arena, output, "manifest.sha256")) &&
                         !file_exists(file_join(arena, output, "run.json"))))
        return OK;
    return FAIL(USAGE, "--output %s: holds something else than a preview, which would be replaced; name a new folder",
                output);
}

/* --- certificates --- */

static bool is_same_subject(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme && a->track == b->track;
}

/* Whether decision i is where its subject's specimen is drawn: none of the subject's lines issues a certificate and
 * it is the first of them. What is of no track in a programme that has tracks is no subject. */
static bool needs_specimen(const struct plan *plan, size_t i)
{
    const struct decision *d = &plan->decisions[i];

    if (d->track < 0 && d->scheme->programme->track_count)
        return false;
    for (const struct decision *other = plan->decisions; other < plan->decisions + plan->count; other++)
        if (is_same_subject(other, d) && (other < d || other->certificate_count))
            return false;
    return true;
}

/* The plan with specimens where nothing is issued; it waits for no confirmation. */
static const struct plan *with_specimens(const struct preview *p)
{
    const struct plan *plan = p->session->run.plan;
    struct plan *shown = ARENA_NEW(p->arena, struct plan);
    struct decision *decisions = ARENA_ARRAY(p->arena, struct decision, plan->count);

    for (size_t i = 0; i < plan->count; i++) {
        decisions[i] = plan->decisions[i];
        if (is_shown(p, &decisions[i]) && needs_specimen(plan, i)) {
            decisions[i].certificates = issue_specimen(p->arena, &decisions[i], p->session->export->as_of);
            decisions[i].certificate_count = 1;
        }
    }
    *shown = *plan;
    shown->decisions = decisions;
    shown->brake = (struct message){0};
    return shown;
}

static RESULT draw_certificates(struct preview *p)
{
    struct run run = p->session->run;
    struct bytes pdf;

    run.plan = with_specimens(p);
    for (size_t i = 0; i < run.plan->count; i++) {
        const struct decision *d = &run.plan->decisions[i];
        for (size_t k = 0; is_shown(p, d) && k < d->certificate_count; k++, p->drawn++) {
            bytes_init(&pdf, p->arena);
            TRY(press_certificate(p->session->press, &pdf, &run, &d->certificates[k]));
            TRY(stage_write(p->stage, d->certificates[k].file, pdf.data, pdf.length));
        }
    }
    return OK;
}

/* --- the other papers --- */

static RESULT draw_packets(struct preview *p)
{
    const struct plan *plan = p->session->run.plan;

    for (size_t i = 0; i < plan->packet_count; i++) {
        const struct packet *packet = &plan->packets[i];
        if (!is_shown(p, packet->decisions[0]))
            continue;
        if (packet->missing_char)
            return FAIL(INPUT, "%s: its papers have the character U+%04X, which no font of %s has", p->unit->id,
                        (unsigned)packet->missing_char, p->session->run.rules->style.file);
        TRY(packet_papers_draw(p->session, p->stage, p->arena, packet));
        p->drawn++;
    }
    return OK;
}

static RESULT draw_all(struct preview *p)
{
    struct session *s = p->session;

    TRY(press_prepare(s->press, 0, 1));
    TRY(draw_certificates(p)); /* which the packets take up */
    TRY(draw_packets(p));
    for (size_t i = 0; i < s->run.plan->count; i++)
        if (is_shown(p, &s->run.plan->decisions[i])) {
            TRY(year_papers_draw_summary(s, p->stage, p->arena, i));
            TRY(office_papers_draw_decision(s, p->stage, p->arena, i));
        }
    return p->drawn ? OK
           : s->rules->own_id
               ? FAIL(INPUT, "%s: has no papers of %s in this month; gradepress explain shows what it is about",
                      p->unit->id, s->rules->own_id)
               : FAIL(INPUT, "%s: has no papers in this month; gradepress explain shows what it is about", p->unit->id);
}

/* The manifest lists what was written. */
static RESULT print_paths(struct arena *arena, const char *output)
{
    char *text;

    TRY(file_read(&text, NULL, arena, file_join(arena, output, "manifest.sha256"), MAX_MANIFEST_BYTES, ERROR_OUTPUT));
    while (*text) {
        size_t length = strcspn(text, "\n");
        printf("%s/%.*s\n", output, (int)(length - DIGEST_HEX_SIZE - 1), text + DIGEST_HEX_SIZE + 1);
        text += length + 1;
    }
    return OK;
}

static RESULT preview_unit(struct session *s, const char *unit_id)
{
    struct preview p = {.session = s, .arena = s->arena, .unit = export_unit(s->export, unit_id)};
    const char *output = s->options->output;

    if (!p.unit)
        return FAIL(INPUT, "%s: the export has no unit of this id", unit_id);
    s->export->is_sample = true;
    s->notes_evidence = true;
    TRY(session_fold(s, NULL));
    TRY(session_plan(s));
    s->run.analysis = stats_analyse(s->arena, s->run.rules, s->run.plan);
    TRY(stage_open(&p.stage, s->arena, output));
    struct result r = draw_all(&p);
    if (!r.kind)
        r = stage_seal(p.stage, NULL);
    if (!r.kind)
        r = stage_publish(p.stage);
    stage_close(p.stage);
    return r.kind ? r : print_paths(s->arena, output);
}

RESULT run_preview(struct arena *arena, const struct run_options *options, const char *unit_id)
{
    struct session s;

    TRY(refuse_other_folder(arena, options->output));
    struct result r = session_open(&s, arena, options, true);
    if (!r.kind)
        r = preview_unit(&s, unit_id);
    session_close(&s);
    return r;
}
