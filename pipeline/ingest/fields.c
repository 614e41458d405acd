/* fields.c - one check per kind of value, and the sentence when it fails. */
#include "ingest/fields.h"

#include "base/text.h"

#include <string.h>

enum { FOUND_BYTES = 40, UNIT_NAME_CHARACTERS = 120 };

static int type_of(const cJSON *value)
{
    return value->type & 0xFF;
}

/* Bytes of the text that fit a sentence, cut between characters. */
static size_t excerpt_length(const char *text)
{
    return text_valid_prefix(text, strnlen(text, FOUND_BYTES));
}

/* "text", cut where long; controls, which no sentence needs, become spaces. */
const char *found_quoted(struct arena *arena, const char *text)
{
    size_t length = excerpt_length(text);
    char *out = arena_printf(arena, "\"%.*s%s\"", (int)length, text, text[length] ? "…" : "");

    for (char *p = out; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    return out;
}

const char *found_text(struct arena *arena, const cJSON *value, enum language language)
{
    if (!value)
        return phrase_of_message(language, "nothing");
    switch (type_of(value)) {
    case cJSON_String: return found_quoted(arena, value->valuestring);
    case cJSON_Number: return arena_printf(arena, "%.*s", (int)excerpt_length(value->valuestring), value->valuestring);
    case cJSON_Object: return phrase_of_message(language, "an object");
    case cJSON_Array: return phrase_of_message(language, value->child ? "a list" : "an empty list");
    case cJSON_True: return "true";
    case cJSON_False: return "false";
    default: return "null";
    }
}

struct fields fields_of(const cJSON *value, struct message *fault, struct arena *texts, struct arena *scratch)
{
    return (struct fields){value, value ? value->child : NULL, "", fault, texts, scratch};
}

static bool is_named(const cJSON *member, const char *name)
{
    return member->string[0] == name[0] && strcmp(member->string, name) == 0;
}

/* The member of that name from `from` on, before `end`. */
static const cJSON *find_between(const cJSON *from, const cJSON *end, const char *name)
{
    for (const cJSON *m = from; m != end; m = m->next)
        if (is_named(m, name))
            return m;
    return NULL;
}

/* Members come mostly in the order they are asked for: look behind the last one first. */
static const cJSON *find(struct fields *f, const char *name)
{
    const cJSON *m = find_between(f->next, NULL, name);

    if (!m && f->object)
        m = find_between(f->object->child, f->next, name);
    if (m)
        f->next = m->next;
    return m;
}

void field_fault_message(struct fields *f, const char *name, struct message expected)
{
    for (int l = 0; l < LANGUAGE_COUNT; l++)
        if (!f->fault->in[l])
            f->fault->in[l] = arena_printf(
                f->scratch, phrase_of_message((enum language)l, "%s%s: found %s, expected %s"), f->where, name,
                found_text(f->scratch, find(f, name), (enum language)l), expected.in[l]);
}

void field_fault(struct fields *f, const char *name, const char *expected)
{
    field_fault_message(f, name, message_of(expected));
}

const cJSON *field_value(struct fields *f, const char *name)
{
    return message_is_set(f->fault) ? NULL : find(f, name);
}

const cJSON *field_member(struct fields *f, const char *name, enum need need, const char *expected)
{
    const cJSON *m = field_value(f, name);

    if (m && type_of(m) != cJSON_NULL)
        return m;
    if (need == REQUIRED)
        field_fault(f, name, expected);
    return NULL;
}

/* The member when it is of the type. */
static const cJSON *member_of(struct fields *f, const char *name, enum need need, int type, const char *expected)
{
    const cJSON *m = field_member(f, name, need, expected);

    if (m && type_of(m) != type) {
        field_fault(f, name, expected);
        return NULL;
    }
    return m;
}

static const char *kept(const struct fields *f, const char *text)
{
    return f->texts ? arena_strdup(f->texts, text) : text;
}

struct fields fields_inner(struct fields *f, const char *name, const char *where, enum need need)
{
    struct fields inner = fields_of(member_of(f, name, need, cJSON_Object, "an object"), f->fault, f->texts,
                                    f->scratch);

    inner.where = where;
    return inner;
}

/* Text as it stands in the JSON. */
static const char *raw_text(struct fields *f, const char *name, enum need need, const char *expected)
{
    const cJSON *m = member_of(f, name, need, cJSON_String, expected);

    return m ? m->valuestring : NULL;
}

const char *field_text(struct fields *f, const char *name, enum need need)
{
    const char *text = raw_text(f, name, need, "text");

    return text ? kept(f, text) : NULL;
}

const char *field_text_within(struct fields *f, const char *name, enum need need, size_t least, size_t most)
{
    const char *text = raw_text(f, name, need, "text");
    size_t n = text ? text_characters(text) : least;

    if (n < least || n > most) {
        field_fault_message(f, name, message_print(f->scratch, "text of %zu to %zu characters", least, most));
        return NULL;
    }
    return text ? kept(f, text) : NULL;
}

const char *field_unit_name(struct fields *f, const char *name, enum need need)
{
    return field_text_within(f, name, need, 1, UNIT_NAME_CHARACTERS);
}

const char *field_id(struct fields *f, const char *name, enum need need)
{
    static const char expected[] = "an id of 1 to 64 letters, digits, . _ -";
    const char *text = raw_text(f, name, need, expected);

    if (text && !text_is_id(text)) {
        field_fault(f, name, expected);
        return NULL;
    }
    return text ? kept(f, text) : NULL;
}

date field_date(struct fields *f, const char *name, enum need need)
{
    static const char expected[] = "a date YYYY-MM-DD";
    const char *text = raw_text(f, name, need, expected);
    date day = DATE_NONE;

    if (text && !date_parse(text, &day)) {
        field_fault(f, name, expected);
        return DATE_NONE;
    }
    return day;
}

/* GB 32100—2015: 31 characters without I O S V Z, weighted sum modulo 31. */
static bool is_uscc(const char *text)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;

    if (strlen(text) != 18)
        return false;
    for (int i = 0; i < 18; i++) {
        const char *place = strchr(alphabet, text[i]);
        if (!place)
            return false;
        int value = (int)(place - alphabet);
        if (i == 17)
            return value == (31 - sum % 31) % 31;
        sum += value * weights[i];
    }
    return false;
}

const char *field_uscc(struct fields *f, const char *name, enum need need)
{
    static const char expected[] = "18 characters with the check character of GB 32100";
    const char *text = raw_text(f, name, need, expected);

    if (text && !is_uscc(text)) {
        field_fault(f, name, expected);
        return NULL;
    }
    return text ? kept(f, text) : NULL;
}

const char *field_sha256(struct fields *f, const char *name)
{
    static const char expected[] = "64 hexadecimal digits";
    const char *text = raw_text(f, name, REQUIRED, expected);

    if (!text)
        return NULL;
    if (strlen(text) != 64 || strspn(text, "0123456789abcdefABCDEF") != 64) {
        field_fault(f, name, expected);
        return NULL;
    }
    char *lower = arena_strdup(f->scratch, text);
    for (char *p = lower; *p; p++)
        if (*p >= 'A' && *p <= 'F')
            *p = (char)(*p - 'A' + 'a');
    return lower;
}

bool field_boolean(struct fields *f, const char *name, enum need need, bool *given)
{
    static const char expected[] = "true or false";
    const cJSON *m = field_member(f, name, need, expected);

    if (given)
        *given = m != NULL;
    if (m && type_of(m) != cJSON_True && type_of(m) != cJSON_False) {
        field_fault(f, name, expected);
        return false;
    }
    return m && type_of(m) == cJSON_True;
}

struct exact field_amount(struct fields *f, const char *name)
{
    static const char expected[] = "a number not below 0 of at most 18 digits";
    const cJSON *m = member_of(f, name, REQUIRED, cJSON_Number, expected);
    struct exact value = EXACT(0);

    if (m && (!exact_parse(m->valuestring, &value) || value.num < 0))
        field_fault(f, name, expected);
    return value;
}

struct message expected_word(struct arena *arena, const char *const *words, size_t count)
{
    struct bytes text;

    bytes_init(&text, arena);
    for (size_t i = 0; i < count; i++)
        bytes_printf(&text, "%s%s", i ? " " : "", words[i]);
    return message_print(arena, "one of: %s", bytes_text(&text));
}

int field_word(struct fields *f, const char *name, enum need need, const char *const *words, size_t count)
{
    const cJSON *m = field_member(f, name, need, "a word");

    if (!m)
        return -1;
    for (size_t i = 0; i < count && type_of(m) == cJSON_String; i++)
        if (strcmp(m->valuestring, words[i]) == 0)
            return (int)i;
    field_fault_message(f, name, expected_word(f->scratch, words, count));
    return -1;
}

const char *element_text(const cJSON *element)
{
    return type_of(element) == cJSON_String ? element->valuestring : NULL;
}

static void element_fault(struct fields *f, const char *name, const cJSON *element, struct message expected)
{
    for (int l = 0; l < LANGUAGE_COUNT; l++)
        if (!f->fault->in[l])
            f->fault->in[l] = arena_printf(
                f->scratch, phrase_of_message((enum language)l, "%s%s: found %s in the list, expected %s"), f->where,
                name, found_text(f->scratch, element, (enum language)l), expected.in[l]);
}

struct text_list field_list(struct fields *f, const char *name, enum need need, text_test *accepts, const void *context,
                            const char *expected)
{
    const cJSON *list = member_of(f, name, need, cJSON_Array, expected), *e;
    size_t n = 0;

    if (!list)
        return (struct text_list){0};
    for (e = list->child; e; e = e->next, n++) {
        if (element_text(e) && (!accepts || accepts(element_text(e), context)))
            continue;
        element_fault(f, name, e, message_of(expected));
        return (struct text_list){0};
    }
    const char **items = ARENA_ARRAY(f->texts ? f->texts : f->scratch, const char *, n);
    n = 0;
    for (e = list->child; e; e = e->next)
        items[n++] = kept(f, e->valuestring);
    return (struct text_list){items, n, true};
}
