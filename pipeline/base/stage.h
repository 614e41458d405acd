/* stage.h - an output folder that appears whole or not at all.
 *
 * Files are written into a hidden folder beside the target; stage_seal adds
 * manifest.sha256 and syncs, stage_publish exchanges the two folders in one step,
 * so that whoever looks sees the old output or the new one. A lock beside the
 * target keeps a second run out. Folders are 0700, files 0600. */
#ifndef BASE_STAGE_H
#define BASE_STAGE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

struct stage;

/* Locks the target (BUSY when another run has it), clears what a killed run
 * left, makes the hidden folder. OUTPUT when the place cannot be written. */
RESULT stage_open(struct stage **out, struct arena *arena, const char *target);

/* Path of a file below the hidden folder, its parent folders made. For writers
 * that want a path; the file is synced when sealed. */
RESULT stage_path(const char **path, struct stage *stage, struct arena *arena, const char *name);

/* Takes the digest of a file written by its path, once it is finished. Without this it
 * is taken when sealed: for many files it is better done by the process that wrote them. */
RESULT stage_wrote(struct stage *stage, const char *name);

/* Writes a whole file. */
RESULT stage_write(struct stage *stage, const char *name, const void *bytes, size_t length);

/* Folder for temporary files, removed when sealed. */
const char *stage_scratch(const struct stage *stage);

/* Writes manifest.sha256 over everything but `outside` (a file name or NULL) and
 * syncs: the folder is whole, but not yet in place. */
RESULT stage_seal(struct stage *stage, const char *outside);

/* Puts the sealed folder in place. */
RESULT stage_publish(struct stage *stage);

/* Releases lock and memory; unpublished, removes what was staged. */
void stage_close(struct stage *stage); /* NULL-safe */

#endif
