/* exact.h - exact numbers: every figure that decides is one of these.
 *
 * A rational of 64-bit integers in lowest terms, denominator positive. Sums and
 * comparisons are exact; nothing is rounded before it is printed
 * (decision-rules: "never on rounded or binary floating figures"). */
#ifndef BASE_EXACT_H
#define BASE_EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct exact {
    int64_t num;
    int64_t den; /* > 0 */
};

#define EXACT(integer) ((struct exact){(integer), 1})

/* num/den in lowest terms; den must not be 0. */
struct exact exact_make(int64_t num, int64_t den);

/* Value of a JSON number's text. False when it has more digits than are kept
 * exactly (18 significant, 9 decimals once trailing zeros are cut). */
bool exact_parse(const char *text, struct exact *out);

/* <0, 0, >0. */
int exact_compare(struct exact a, struct exact b);

/* Sum, product, quotient (b not 0). A result beyond 64 bits is a broken promise
 * of the caller: inputs are bounded by exact_parse. */
struct exact exact_add(struct exact a, struct exact b);
/* False when the sum does not fit: for sums whose denominators nobody bounds. */
bool exact_try_add(struct exact a, struct exact b, struct exact *sum);
struct exact exact_multiply(struct exact a, struct exact b);
struct exact exact_divide(struct exact a, struct exact b);

/* Decimals needed to write the value without loss, at most 9; -1 when none suffices. */
int exact_decimals(struct exact value);

#define EXACT_TEXT_SIZE 48
enum { EXACT_MAX_DECIMALS = 15 };
/* Decimal text with at most `decimals` (0 to 15) digits after the point, rounded
 * half to even once, trailing zeros cut: 12, 0.5, 0.79166667. */
const char *exact_text(struct exact value, int decimals, char out[EXACT_TEXT_SIZE]);

double exact_double(struct exact value);

#endif
