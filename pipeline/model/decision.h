/* decision.h - what a run decides: one struct decision per line of decisions.ndjson. */
#ifndef MODEL_DECISION_H
#define MODEL_DECISION_H

#include "base/arena.h"
#include "base/exact.h"
#include "base/phrases.h"
#include "model/records.h"

/* id, word in the exchange format, Chinese, adverse */
#define ACTION_LIST(X)                       \
    X(NONE, "none", "无需处理", false)       \
    X(MAINTAIN, "maintain", "维持", false)   \
    X(UPGRADE, "upgrade", "升级", false)     \
    X(DOWNGRADE, "downgrade", "降级", true)  \
    X(REVOKE, "revoke", "取消资格", true)    \
    X(WARN, "warn", "警告", true)            \
    X(RECTIFY, "rectify", "限期整改", true)  \
    X(COMMEND, "commend", "通报表扬", false) \
    X(CERTIFY, "certify", "颁发证书", false) \
    X(REJECT, "reject", "不予通过", true)    \
    X(REFER, "refer", "转交评审", false)     \
    X(REISSUE, "reissue", "变更换证", false) \
    X(WITHDRAW, "withdraw", "退出", false)
enum action {
#define X(id, word, chinese, adverse) ACTION_##id,
    ACTION_LIST(X)
#undef X
    ACTION_COUNT
};

#define MATTER_LIST(X)                       \
    X(REVIEW, "review", "年度审核")          \
    X(TRIAL, "trial", "考察评估")            \
    X(APPLICATION, "application", "申请")    \
    X(HALF_YEAR, "half-year", "半年评价")    \
    X(CHANGE, "change", "信息变更")          \
    X(WITHDRAWAL, "withdrawal", "退出")
enum matter {
#define X(id, word, chinese) MATTER_##id,
    MATTER_LIST(X)
#undef X
    MATTER_COUNT
};

#define STATUS_LIST(X)                                  \
    X(NOT_DUE, "not-due", "未到期")                     \
    X(DUE, "due", "到期应办")                           \
    X(OVERDUE, "overdue", "逾期应办")                   \
    X(EXPIRED, "expired", "已失效")                     \
    X(DECIDED, "decided", "已办结")                     \
    X(TRIAL, "trial", "考察期内")                       \
    X(AWAITING_AGREEMENT, "awaiting-agreement", "待签协议")
enum status {
#define X(id, word, chinese) STATUS_##id,
    STATUS_LIST(X)
#undef X
    STATUS_COUNT
};

const char *action_word(enum action action);    /* "maintain" */
const char *action_chinese(enum action action); /* 维持 */
bool action_is_adverse(enum action action);
/* ACTION_COUNT when the word is none. */
enum action action_from_word(const char *word);
enum matter matter_from_word(const char *word); /* MATTER_COUNT when there is none */
const char *matter_word(enum matter matter);
const char *matter_chinese(enum matter matter);
const char *status_word(enum status status);
const char *status_chinese(enum status status);
bool status_is_due(enum status status); /* due, or overdue */

/* How a metric came about: what became of the records of its kind. */
struct tally {
    struct exact value;
    uint32_t counted;   /* records that entered the value */
    uint32_t repeated;  /* of these, with a group or target already counted */
    uint32_t unmatched; /* accepted, in the days that count, but not what the filter asks */
    uint32_t outside;   /* accepted, dated outside the days that count (future apart) */
    uint32_t future;    /* dated after as_of */
    uint32_t pending;   /* in the days, not yet reviewed */
    uint32_t refused;   /* in the days, status rejected */
};

/* Notes as they come; see decision.notes. */
struct note_list {
    const char **items;
    size_t count, capacity;
};

struct scheme;
struct requirement;
struct rule_set;
struct docket_entry;
struct analysis;

struct requirement_result {
    const struct requirement *requirement; /* NULL for those of information changes */
    const char *id;
    int level; /* -1: of no level */
    const char *clause;
    struct exact value, required;
    bool is_yes_no;
    bool is_met;
};

/* Mean over the requirements (at least one) of min(1, value/required), required 0
 * counting as 1 (decision-rules §1). */
struct exact requirements_attainment(const struct requirement_result *results, size_t count);

/* Why an adverse proposal is held. */
#define HOLD_LIST(X)                                              \
    X(REJECTED_RECORD, "有材料未能读取或被退回，须先核实")        \
    X(OPEN_FINDING, "评价意见有持平或相互矛盾之处，须先核实")     \
    X(APPEAL, "当事单位已提出申诉")                               \
    X(PENDING_EVIDENCE, "考核期内尚有待核材料")
enum hold {
#define X(id, chinese) HOLD_##id,
    HOLD_LIST(X)
#undef X
    HOLD_COUNT
};
const char *hold_chinese(enum hold hold);

/* A certificate to be drawn; facts as in exchange-format §2. */
struct issue {
    const char *certificate_no;
    int version;
    const struct unit *unit;
    const struct scheme *scheme;
    int track, level;
    const char *const *scope; /* NULL where there is none */
    size_t scope_count;
    const char *name; /* name of the unit on the certificate */
    const char *registered_address;
    date valid_from, valid_to, counted_from, issued_on;
    const char *facts;              /* canonical JSON */
    char facts_digest[DIGEST_HEX_SIZE];
    char content[DIGEST_HEX_SIZE];    /* digest of the facts apart from number, version and day of issue */
    int replaces;                     /* version of the same number it takes the place of; 0: none */
    char pdf_digest[DIGEST_HEX_SIZE]; /* "" until it is drawn */
    const char *archived;             /* path of the PDF drawn in an earlier run of the period; NULL: none */
    const char *qr_text;
    const char *file;               /* below the output folder */
};

struct decision {
    const char *proposal_id;
    const struct unit *unit;
    const struct scheme *scheme;
    int track;
    enum matter matter;
    const char *cycle;
    enum status status;
    enum action action;
    int from, to;  /* levels, -1 null */
    int attained;
    int eligible_upgrade_to;
    bool is_early;
    bool is_held;
    bool holds[HOLD_COUNT];
    bool needs_approval;
    const struct ruling *ruling; /* the one that counts; NULL */
    bool has_outcome;
    enum action outcome_action;
    int outcome_to;
    struct issue *certificates; /* issued by this decision */
    size_t certificate_count;
    bool has_attainment;
    struct exact attainment;
    const struct requirement_result *requirements; /* of the level under review */
    size_t requirement_count;
    struct note_list note_list; /* as they came */
    const char *const *notes;   /* in order of bytes, each once */
    size_t note_count;

    /* What the papers and `explain` need beside the line. */
    const struct docket_entry *entry;
    date deadline; /* of a rectification; DATE_NONE: none */
    bool is_for_violation;   /* the proposal rests on a confirmed violation */
    bool closes;             /* the outcome ends the cycle: later periods decide nothing on it */
    bool bars;               /* with it the unit loses the right to apply for the next term */
    bool is_barred;          /* the applicant lost that right before */
    bool settles_violations; /* the office ruled otherwise: these violations are done with */
    const struct certificate *held_certificate; /* NULL for applicants */
    const struct submission *submission;        /* application, change, withdrawal; or the request followed */
    date opens, days_from, days_to;             /* days_*: the days that count; DATE_NONE where none */
    const struct tally *tallies;                /* by metric of the scheme; NULL where nothing is counted */
    const char *reason_clause;                  /* clause of the rule that applied; NULL: office policy */
    bool is_unprintable; /* a certificate was due, but no font has all of its characters */
};

/* True until something came of it; a rejected change or withdrawal is closed, other
 * rejections leave the proposal open (decision-rules §1, Outcome). */
bool decision_is_open(const struct decision *decision);
/* What comes of it: the outcome, or what is proposed while there is none. A level of -1: none. */
enum action decision_action(const struct decision *decision);
int decision_level(const struct decision *decision);
/* True while the proposal waits for a ruling. */
bool decision_waits(const struct decision *decision);
/* True while a held proposal waits to be looked into. */
bool decision_is_on_hold(const struct decision *decision);

/* The papers of one subject: every line of it that proposes something or is due. */
struct packet {
    const struct decision *const *decisions; /* in order of proposal_id, at least one */
    size_t count;
    const char *folder;    /* packets/SCHEME/UNIT or packets/SCHEME/UNIT/TRACK */
    bool has_notice;       /* some decision proposes or took an action, so the unit gets a notice */
    uint32_t missing_char; /* first character no font has; its papers are held back. 0: none */
};

/* What becomes of a certificate that stood before or that this run issues. */
struct certificate_change {
    const struct programme *programme;
    const char *certificate_no;
    int version;
    enum certificate_status status;
    const struct issue *successor; /* NULL: none, or it stands already */
    const struct decision *cause;  /* NULL: time */
};

/* What a programme's part of the export and the plan come to. */
struct programme_count {
    const struct programme *programme;
    int64_t evidence; /* accepted pieces */
    int64_t due, adverse;
};

/* Everything a run has decided, before anything is drawn. */
struct plan {
    const struct decision *decisions; /* sorted by proposal_id, bytes */
    size_t count;
    const struct packet *packets; /* in order of folder */
    size_t packet_count;
    const struct certificate_change *changes; /* with a register only */
    size_t change_count;
    const struct programme_count *counts; /* of the programmes decided */
    size_t count_count;
    struct message brake;         /* why no certificate may be issued until the plan is confirmed; not set: it may */
    char digest[DIGEST_HEX_SIZE]; /* of what is proposed and ruled, before anything is issued */
};

/* A paper that not every run, packet or line has. */
struct run_file {
    const char *path;                /* below the output folder */
    const struct decision *decision; /* the line it is about; NULL: not about one */
};

/* In order of paths:
 *
 *   summaries/SCHEME/UNIT.pdf, summaries/SCHEME/UNIT/TRACK.pdf
 *   annual/SCHEME.pdf, annual/SCHEME-list.pdf
 *   reminders/SCHEME/UNIT.pdf, reminders/SCHEME/UNIT/TRACK.pdf   of a line
 *   PACKET/outgoing/application.pdf, change.pdf, agreement.pdf   of a line
 *   PACKET/internal/examination.pdf                              of a line
 *   PACKET/internal/packet.pdf, PACKET/outgoing/packet.zip
 *   office/SCHEME-issued.pdf, -handover.pdf, -archive.pdf        long ones go on in -issued-2.pdf and so on
 *   office/forms/SCHEME-application.pdf and the like
 *
 * Where more than one line of a subject has a paper, the second is change-2.pdf and so on. */
struct run_files {
    struct run_file *items;
    size_t count, capacity;
};

/* What every paper, workbook and page is made from. */
struct run {
    const char *version;        /* of gradepress */
    enum language language;     /* of the workbooks' headings and the page; papers are Chinese */
    const struct rule_set *rules;
    const struct export *export;
    const struct plan *plan;
    const struct analysis *analysis; /* NULL: none was made */
    const struct ledger *ledger;     /* NULL: there is no register */
    const struct history *histories; /* by packet of the plan; NULL: there is no register */
    const struct run_files *files;   /* NULL: none of them */
    char register_head[DIGEST_HEX_SIZE]; /* the end of its audit chain with this run in it */
    int64_t register_length;
    char register_identity[DIGEST_HEX_SIZE]; /* what tells it from other registers; "": there is none */
};

void run_files_sort(struct run_files *files);
/* Whether the run writes this file, one of those that not every run writes. */
bool run_has_file(const struct run *run, const char *path);
/* Path of what the line or its subject has at `path`.pdf, or further on at `path`-2.pdf; NULL: nothing. */
const char *run_file_of(const struct run *run, struct arena *arena, const char *path, const struct decision *decision);

#endif
