/* date.c - day numbers after Howard Hinnant's civil calendar algorithms. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

date date_make(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

void date_split(date d, int *year, int *month, int *day)
{
    int z = d + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;

    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Reads exactly n digits; -1 when there are fewer. */
static int digits(const char *s, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* Reads the ten characters YYYY-MM-DD at s. */
static bool parse_day(const char *s, date *out)
{
    if (strnlen(s, 10) < 10 || s[4] != '-' || s[7] != '-')
        return false;
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *out = date_make(year, month, day);
    return true;
}

bool date_parse_plain(const char *text, date *out)
{
    return parse_day(text, out) && text[10] == '\0';
}

/* Minutes east of UTC of "Z" or "+hh:mm"; false when it is neither. */
static bool parse_offset(const char *s, int *minutes)
{
    if ((s[0] == 'Z' || s[0] == 'z') && !s[1]) {
        *minutes = 0;
        return true;
    }
    if ((s[0] != '+' && s[0] != '-') || strlen(s) != 6 || s[3] != ':')
        return false;
    int hours = digits(s + 1, 2), rest = digits(s + 4, 2);
    if (hours < 0 || hours > 23 || rest < 0 || rest > 59)
        return false;
    *minutes = (s[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}

bool date_parse(const char *text, date *out)
{
    date day;

    if (!parse_day(text, &day))
        return false;
    const char *s = text + 10;
    if (!*s) {
        *out = day;
        return true;
    }
    if ((*s != 'T' && *s != 't' && *s != ' ') || strlen(s) < 10 || s[3] != ':' || s[6] != ':')
        return false;
    int hour = digits(s + 1, 2), minute = digits(s + 4, 2), second = digits(s + 7, 2), offset;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    s += 9;
    if (*s == '.') {
        const char *fraction = ++s;
        while (*s >= '0' && *s <= '9')
            s++;
        if (s == fraction)
            return false;
    }
    if (!parse_offset(s, &offset))
        return false;
    int china = hour * 60 + minute - offset + 8 * 60;
    *out = day + (china < 0 ? -1 : china / 1440);
    return true;
}

const char *date_text(date d, char out[DATE_TEXT_SIZE])
{
    int year, month, day;

    date_split(d, &year, &month, &day);
    /* The unsigned bounds tell the compiler that the text fits. */
    snprintf(out, DATE_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
    return out;
}

date date_add_months(date d, int months)
{
    int year, month, day;

    date_split(d, &year, &month, &day);
    int index = year * 12 + (month - 1) + months;
    year = index / 12;
    month = index % 12 + 1;
    int last = days_in_month(year, month);
    return date_make(year, month, day < last ? day : last);
}

static int compare_dates(const void *a, const void *b)
{
    date x = *(const date *)a, y = *(const date *)b;

    return (x > y) - (x < y);
}

static bool holds(const date *dates, size_t n, date d)
{
    return n && bsearch(&d, dates, n, sizeof d, compare_dates) != NULL;
}

bool calendar_is_working_day(const struct calendar *calendar, date d)
{
    int weekday = ((d % 7) + 7 + 3) % 7; /* 0 Monday; 1970-01-01 was a Thursday */

    if (holds(calendar->days_off, calendar->days_off_count, d))
        return false;
    if (holds(calendar->make_up_workdays, calendar->make_up_count, d))
        return true;
    return weekday < 5;
}

bool calendar_covers(const struct calendar *calendar, date d)
{
    int year, month, day;

    date_split(d, &year, &month, &day);
    for (size_t i = 0; i < calendar->year_count; i++)
        if (calendar->years[i] == year)
            return true;
    return false;
}

static date step_working_days(const struct calendar *calendar, date d, int n, int step)
{
    while (n > 0) {
        d += step;
        n -= calendar_is_working_day(calendar, d);
    }
    return d;
}

date calendar_working_days_before(const struct calendar *calendar, date d, int n)
{
    return step_working_days(calendar, d, n, -1);
}

date calendar_working_days_after(const struct calendar *calendar, date d, int n)
{
    return step_working_days(calendar, d, n, 1);
}
