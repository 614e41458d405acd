/* ids.h - which record ids were seen, and with which content.
 *
 * An id is kept as 128 bits of its hash, a content as 64: 36 bytes for an id where
 * room was made for all of them, at most 45 where the table had to grow, however
 * many there are, and nothing else grows with them. */
#ifndef INGEST_IDS_H
#define INGEST_IDS_H

#include <stddef.h>
#include <stdint.h>

struct ids;

struct ids *ids_new(void);
void ids_free(struct ids *ids); /* NULL-safe */

/* Makes room for about so many ids in a new table, which then does not grow on the way. */
void ids_reserve(struct ids *ids, size_t count);

struct id_key {
    uint64_t low, high;
};

/* The key of an id among those of one kind. Starts to fetch its place in the table,
 * so the sooner before ids_claim the better. */
struct id_key ids_key(const struct ids *ids, unsigned kind, const char *id);

/* The same for an id that is not one text. */
struct id_key ids_key_of_bytes(const struct ids *ids, unsigned kind, const void *bytes, size_t length);

enum id_claim {
    ID_NEW,   /* not seen before; it is now */
    ID_SAME,  /* seen with this content */
    ID_OTHER, /* seen with another content, which stands */
};
enum id_claim ids_claim(struct ids *ids, struct id_key key, uint64_t content);

size_t ids_count(const struct ids *ids);
size_t ids_bytes(const struct ids *ids); /* memory of the table, for tests and the bench */

#endif
