#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"

/*
 * Writes one JSON document into a buffer, commas and escapes done here. Broken
 * UTF-8 comes out as U+FFFD. The caller keeps opens and closes balanced; inside
 * an object every value follows a json_key().
 */
struct json {
    struct buf *out;
    bool comma;  /* the next element needs one before it */
    int line;    /* 0, or one more than the blanks of the new line that comes before the next element */
    bool spaced; /* a blank after every comma and colon, for people to read */
};
#define JSON_INIT(buffer)                                                                                    \
    { (buffer), false, 0, false }

void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_key(struct json *json, const char *name);
void json_text(struct json *json, const char *text); /* NULL gives null */
void json_text_n(struct json *json, const char *text, size_t length);
void json_int(struct json *json, int64_t number);
void json_cents(struct json *json, int64_t cents); /* 120000 gives 1200.00; MONEY_NONE gives null */
void json_real(struct json *json,
               double number); /* the shortest form that reads back; null when not finite */
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
void json_day(struct json *json, day d);                /* DAY_NONE gives null */
void json_raw(struct json *json, const char *document); /* written as it is: must be JSON */
void json_break(struct json *json, int indent);         /* a new line before the next element or bracket */

/* key and value in one */
void json_put_text(struct json *json, const char *name, const char *text);
void json_put_int(struct json *json, const char *name, int64_t number);
void json_put_bool(struct json *json, const char *name, bool value);
void json_put_day(struct json *json, const char *name, day d);

#define MONEY_NONE INT64_MIN /* no amount */

#endif
