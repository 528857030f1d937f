#ifndef TRAIN_LABEL_H
#define TRAIN_LABEL_H

#include "listen/listener.h"
#include "train/notes.h"

/* Labels of a note onto its tokens. */

/* The tokens that a quote touches; false when the note has no such words. */
bool label_touches(const struct ear *ear, const char *quote, uint32_t *first, uint32_t *end);
/* The tag of every token, as the people of the note say. */
void label_tags(const struct ear *ear, const struct gold_note *note, uint8_t *tags);

#endif
