/* exact.c - rationals on 64 bits, with 128 bits between. */
#include "base/exact.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef __int128 wide;

static wide wide_abs(wide a)
{
    return a < 0 ? -a : a;
}

static wide wide_gcd(wide a, wide b)
{
    while (b) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* num/den in lowest terms; false when they do not fit into 64 bits. */
static bool try_reduce(wide num, wide den, struct exact *out)
{
    assert(den != 0);
    if (den < 0) {
        num = -num;
        den = -den;
    }
    wide common = wide_gcd(wide_abs(num), den);
    num /= common;
    den /= common;
    *out = (struct exact){(int64_t)num, (int64_t)den};
    return wide_abs(num) <= INT64_MAX && den <= INT64_MAX;
}

static struct exact reduce(wide num, wide den)
{
    struct exact out;
    bool fits = try_reduce(num, den, &out);

    assert(fits);
    (void)fits;
    return out;
}

struct exact exact_make(int64_t num, int64_t den)
{
    return reduce(num, den);
}

int exact_compare(struct exact a, struct exact b)
{
    wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

    return (left > right) - (left < right);
}

struct exact exact_add(struct exact a, struct exact b)
{
    return reduce((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den);
}

bool exact_try_add(struct exact a, struct exact b, struct exact *sum)
{
    return try_reduce((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den, sum);
}

struct exact exact_multiply(struct exact a, struct exact b)
{
    return reduce((wide)a.num * b.num, (wide)a.den * b.den);
}

struct exact exact_divide(struct exact a, struct exact b)
{
    return reduce((wide)a.num * b.den, (wide)a.den * b.num);
}

double exact_double(struct exact value)
{
    return (double)value.num / (double)value.den;
}

static int64_t power_of_ten(int n)
{
    int64_t power = 1;

    while (n-- > 0)
        power *= 10;
    return power;
}

enum { MAX_DIGITS = 18, MAX_DECIMALS = 9 };

/* Significant digits of a number's text, and the exponent of the last of them. */
struct digits {
    char text[MAX_DIGITS + 1];
    int count;
    long exponent;
    bool too_many;
};

static void digits_add(struct digits *d, char c)
{
    if (d->count == 0 && c == '0')
        return;
    if (d->count < MAX_DIGITS)
        d->text[d->count++] = c;
    else if (c == '0')
        d->exponent++;
    else
        d->too_many = true;
}

static long read_exponent(const char *s)
{
    bool negative = *s == '-';
    long value = 0;

    if (*s == '-' || *s == '+')
        s++;
    for (; *s >= '0' && *s <= '9'; s++)
        if (value < 100000)
            value = value * 10 + (*s - '0');
    return negative ? -value : value;
}

bool exact_parse(const char *text, struct exact *out)
{
    struct digits d = {.count = 0};
    bool negative = *text == '-';
    bool in_fraction = false;
    const char *s = text + negative;

    for (; (*s >= '0' && *s <= '9') || *s == '.'; s++) {
        if (*s == '.') {
            in_fraction = true;
            continue;
        }
        long before = d.exponent;
        digits_add(&d, *s);
        if (in_fraction && d.exponent == before)
            d.exponent--; /* a digit kept (or a leading zero) after the point */
        else if (in_fraction)
            d.exponent = before; /* a zero beyond the digits kept: it changes nothing */
    }
    if (*s == 'e' || *s == 'E')
        d.exponent += read_exponent(s + 1);
    if (d.too_many)
        return false;
    while (d.count > 0 && d.text[d.count - 1] == '0') {
        d.count--;
        d.exponent++;
    }
    if (d.count == 0) {
        *out = EXACT(0);
        return true;
    }
    if (d.exponent < -MAX_DECIMALS || d.count + d.exponent > MAX_DIGITS)
        return false;
    int64_t value = 0;
    for (int i = 0; i < d.count; i++)
        value = value * 10 + (d.text[i] - '0');
    if (d.exponent > 0)
        value *= power_of_ten((int)d.exponent);
    if (negative)
        value = -value;
    *out = d.exponent < 0 ? exact_make(value, power_of_ten((int)-d.exponent)) : EXACT(value);
    return true;
}

int exact_decimals(struct exact value)
{
    for (int n = 0; n <= MAX_DECIMALS; n++)
        if (power_of_ten(n) % value.den == 0)
            return n;
    return -1;
}

const char *exact_text(struct exact value, int decimals, char out[EXACT_TEXT_SIZE])
{
    int64_t scale = power_of_ten(decimals);
    wide scaled = wide_abs((wide)value.num) * scale;
    wide quotient = scaled / value.den, rest = scaled % value.den;

    if (rest * 2 > value.den || (rest * 2 == value.den && quotient % 2))
        quotient++;
    snprintf(out, EXACT_TEXT_SIZE, "%s%lld.%0*lld", value.num < 0 && quotient ? "-" : "",
             (long long)(quotient / scale), decimals ? decimals : 1, (long long)(quotient % scale));
    size_t length = strlen(out);
    while (out[length - 1] == '0')
        out[--length] = '\0';
    if (out[length - 1] == '.')
        out[--length] = '\0';
    return out;
}
