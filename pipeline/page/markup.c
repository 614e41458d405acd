/* markup.c - escapes. */
#include "page/markup.h"

#include "base/digest.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

static const char *reference_of(uint32_t c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: break;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
        (c & 0xFFFE) == 0xFFFE)
        return "\xEF\xBF\xBD";
    return NULL;
}

void markup_text(struct bytes *html, const char *text)
{
    const char *from = text; /* what is still to be copied */

    while (*text) {
        const char *at = text;
        const char *reference = reference_of(text_next(&text));

        if (!reference)
            continue;
        bytes_add(html, from, (size_t)(at - from));
        bytes_add_text(html, reference);
        from = text;
    }
    bytes_add(html, from, (size_t)(text - from));
}

void markup_href(struct bytes *html, const char *path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    bytes_add_text(html, "./");
    for (; *path; path++)
        if (strchr(plain, *path))
            bytes_add(html, path, 1);
        else
            bytes_printf(html, "%%%02X", (unsigned)(unsigned char)*path);
}

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void markup_inline_hash(struct bytes *html, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[DIGEST_HEX_SIZE];

    digest_of(text, strlen(text), hex);
    bytes_add_text(html, "'sha256-");
    /* Three hex digits are two of base 64; the 64 leave one, padded with zero bits. */
    for (int i = 0; i < 63; i += 3) {
        unsigned bits = nibble(hex[i]) << 8 | nibble(hex[i + 1]) << 4 | nibble(hex[i + 2]);
        bytes_printf(html, "%c%c", digits[bits >> 6], digits[bits & 63]);
    }
    bytes_printf(html, "%c='", digits[nibble(hex[63]) << 2]);
}
