/* Strict JSON: any bytes are refused with a reason, or parsed into a tree that
 * writes itself back to the same content. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct json_fault fault;
    struct bytes out;
    const cJSON *root = json_parse(arena, (const char *)data, size, &fault);

    bytes_init(&out, arena);
    if (root) {
        json_write(&out, root);
        const cJSON *again = json_parse(arena, out.data, out.length, &fault);
        if (!again || json_content_digest(again) != json_content_digest(root))
            abort();
    } else if (!fault.reason || fault.offset > size || !*json_fault_message(arena, &fault).in[LANGUAGE_ENGLISH]) {
        abort();
    }
    arena_free(arena);
    return 0;
}
