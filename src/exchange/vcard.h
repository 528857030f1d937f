#ifndef EXCHANGE_VCARD_H
#define EXCHANGE_VCARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * vCard 2.1, 3.0 and 4.0 as cards of properties: lines unfolded, values decoded
 * but still escaped.
 *
 * What is forgiven, because files that people have are so:
 * - any line end, also CR CR LF; a CR within a line, where LF ends lines, is part of it
 * - small letters in BEGIN, names and parameters; blanks round them; cards without VERSION or N or FN
 * - folding with a blank or a tab; quoted-printable going on after "=" without a blank; base64 going on
 *   without one up to an empty line
 * - a line without a colon goes on with the text before it (a bare name as "FN" is left out)
 * - parameters without a name (TEL;HOME;VOICE, NOTE;QUOTED-PRINTABLE), quotes that never close
 * - a charset that is not what it says it is: what is UTF-8 is read so, anything else as Windows-1252
 * - \n \, \; \: in every version; a backslash before any other letter stays
 * - a card without END: it ends where the next begins or the file does
 * - an AGENT as a card within the card (2.1) or as its escaped text (3.0)
 */
struct vcard_parameter {
    const char *name, *value; /* name in capitals; "" for a bare one of 2.1: TEL;HOME */
};
struct vcard_property {
    const char *group, *name; /* name in capitals, group "" for none */
    struct vcard_parameter *parameters;
    size_t parameter_count, parameter_cap;
    const char *value;
    bool binary; /* its value is no text and was left out */
};
struct vcard {
    int64_t line;    /* of its BEGIN */
    size_t agent_of; /* the card that names this one its AGENT, counted from 1; 0: none */
    struct vcard_property *properties;
    size_t count, cap;
    bool ended; /* its END was there */
};
struct vcards {
    struct vcard *items;
    size_t count, cap;
};

void vcard_read(struct arena *arena, const char *text, size_t length, struct vcards *out);

/* The values of a parameter one after another, in small letters: "home", "voice"; bare ones count as TYPE. */
bool vcard_next_type(const struct vcard_property *property, size_t *at, struct arena *arena,
                     const char **type);
bool vcard_has_type(const struct vcard_property *property, const char *type);
const char *vcard_parameter(const struct vcard_property *property, const char *name); /* NULL: none */

/* A value as text; and the part of a structured one, counted from 0, "" beyond the last. */
const char *vcard_text(struct arena *arena, const char *value);
const char *vcard_part(struct arena *arena, const char *value, size_t part);

#endif
