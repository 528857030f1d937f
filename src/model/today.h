#ifndef MODEL_TODAY_H
#define MODEL_TODAY_H

#include "kith/today.h"
#include "model/propose.h"

/* A proposal with its reasons and, where wanted, its words, in the caller's arena. */
void today_introduction(struct propose *p, const struct introduce_pair *pair, bool words, struct arena *arena,
                        struct kith_introduction *out);
/* Talked to at least once or meant to be, and no need noted of late (R12). */
bool today_needs_unknown(const struct fact_person *p, const struct kith_settings *settings, day today);
/* The questions for the next talk, best first (question.c). */
struct kith_list question_for(struct propose *p, const struct fact_person *person, struct arena *arena);

#endif
