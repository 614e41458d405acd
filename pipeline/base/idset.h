/* idset.h - which ids have been seen before, by owner and by up to 32 askers.
 *
 * An id is kept as a digest of 96 bits, not as text: 16 bytes an id plus free room. */
#ifndef BASE_IDSET_H
#define BASE_IDSET_H

#include <stddef.h>
#include <stdint.h>

struct idset;

struct idset *idset_new(void);
void idset_free(struct idset *set); /* NULL-safe */

/* An id of an owner as a digest. */
struct idset_key {
    uint64_t low;
    uint32_t high;
};
struct idset_key idset_key(uint64_t owner, const char *id);

/* Brings the place of the key near, for a call of idset_askers soon after. */
void idset_prefetch(const struct idset *set, struct idset_key key);

/* The askers (bits) that have seen this id of this owner; the caller sets the bits of
 * those that see it now. Valid until the next call. */
uint32_t *idset_askers(struct idset *set, struct idset_key key);

#endif
