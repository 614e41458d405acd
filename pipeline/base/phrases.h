/* phrases.h - what the program itself says, in two languages: one catalogue, phrases.en.txt.
 *
 * A line of it is Chinese, a tab, English, in byte order of the Chinese. What sheets and pages say is
 * written in Chinese in the code, what errors and summaries say in English; either is the key. Names,
 * clauses and whatever else comes from rules or exports is in no catalogue and stays as it is.
 * Phrases may have conversions of printf; both languages have the same ones, and the Chinese may say them in
 * another order by their numbers (%2$s). \n stands for a new line. */
#ifndef BASE_PHRASES_H
#define BASE_PHRASES_H

enum language { LANGUAGE_CHINESE, LANGUAGE_ENGLISH, LANGUAGE_COUNT };

/* A phrase of the code in the language; the phrase itself where the catalogue has none. Static or borrowed. */
__attribute__((format_arg(2))) const char *phrase(enum language language, const char *chinese);

/* A message of the code in the language; the message itself where the catalogue has none. */
__attribute__((format_arg(2))) const char *phrase_of_message(enum language language, const char *english);

#endif
