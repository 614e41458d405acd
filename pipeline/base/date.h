/* date.h - civil dates as day numbers, and the working-day calendar.
 *
 * A date is the number of days since 1970-01-01 in the proleptic Gregorian
 * calendar; no clock, no time zone of the machine. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t date;
#define DATE_NONE INT32_MIN

date date_make(int year, int month, int day);
void date_split(date d, int *year, int *month, int *day);

/* YYYY-MM-DD, or an RFC 3339 timestamp, which counts as its date at UTC+8
 * (exchange-format §1). Years 1900 to 9999. False when it is neither. */
bool date_parse(const char *text, date *out);

/* YYYY-MM-DD only. */
bool date_parse_plain(const char *text, date *out);

#define DATE_TEXT_SIZE 16
/* Writes YYYY-MM-DD into `out` and returns it. */
const char *date_text(date d, char out[DATE_TEXT_SIZE]);

/* The same day n months later (n may be negative); a day that the month lacks
 * becomes its last (decision-rules §2). */
date date_add_months(date d, int months);

/* Days that differ from Monday-to-Friday. Sorted, from templates/calendar.json. */
struct calendar {
    const date *days_off;
    size_t days_off_count;
    const date *make_up_workdays;
    size_t make_up_count;
    const int *years; /* years the calendar covers, ascending */
    size_t year_count;
};

/* A year that the calendar does not cover counts Monday to Friday. */
bool calendar_is_working_day(const struct calendar *calendar, date d);
bool calendar_covers(const struct calendar *calendar, date d);

/* "n working days before d": step back a day at a time, counting each working
 * day stepped onto; the day on which the count reaches n. n >= 0. */
date calendar_working_days_before(const struct calendar *calendar, date d, int n);

/* The n-th working day after d. */
date calendar_working_days_after(const struct calendar *calendar, date d, int n);

#endif
