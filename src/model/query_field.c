#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/standing.h"
#include "model/query.h"

#define TERM(name_, type_, label_, help_) .name = name_, .type = type_, .label = label_, .help = help_

/* Help, manual page and completions come from these rows. */
const struct kith_field kith_query_fields[] = {
    [QUERY_NAME] = {TERM("name", KITH_TYPE_TEXT, "their name", "name:ann")},
    [QUERY_ROLE] = {TERM("role", KITH_TYPE_WORD, "what they are to you", "role:client,partner"),
                    .words = kith_role_words},
    [QUERY_STANDING] = {TERM("standing", KITH_TYPE_WORD, "the word beside their name", "standing:ready"),
                        .words = kith_standing_words},
    [QUERY_COMPANY] = {TERM("company", KITH_TYPE_TEXT, "where they work", "company:\"First Oak\"")},
    [QUERY_TITLE] = {TERM("title", KITH_TYPE_TEXT, "what they do there", "title:owner")},
    [QUERY_CITY] = {TERM("city", KITH_TYPE_TEXT, "where they are", "city:leeds, or in Leeds")},
    [QUERY_TAG] = {TERM("tag", KITH_TYPE_LIST, "a tag of theirs", "tag:food, tag:none")},
    [QUERY_EMAIL] = {TERM("email", KITH_TYPE_LIST, "an address of theirs", "email:none")},
    [QUERY_PHONE] = {TERM("phone", KITH_TYPE_LIST, "a number of theirs", "phone:any")},
    [QUERY_ABOUT] = {TERM("about", KITH_TYPE_LONG, "what else is kept of them", "about:sailing")},
    [QUERY_SPOKEN] = {TERM("spoken", KITH_TYPE_DAY, "the last talk",
                           "spoken>90d, spoken:never, spoken:2026-11")},
    [QUERY_ASKED] = {TERM("asked", KITH_TYPE_DAY, "the last ask to them", "asked:never, asked<30d")},
    [QUERY_GAVE] = {TERM("gave", KITH_TYPE_DAY, "the last referral you gave them", "gave>1y")},
    [QUERY_GOT] = {TERM("got", KITH_TYPE_DAY, "the last referral you got from them", "got:ever")},
    [QUERY_SINCE] = {TERM("since", KITH_TYPE_DAY, "known since", "since:2024, since<2020-06-01")},
    [QUERY_BIRTHDAY] = {TERM("birthday", KITH_TYPE_DATES, "their next birthday",
                             "birthday:14d, birthday:march")},
    [QUERY_GIVEN] = {TERM("given", KITH_TYPE_COUNT, "referrals given to them", "given>2")},
    [QUERY_RECEIVED] = {TERM("received", KITH_TYPE_COUNT, "referrals received from them", "received=0")},
    [QUERY_REFERRALS] = {TERM("referrals", KITH_TYPE_COUNT, "both together", "referrals>=3")},
    [QUERY_CIRCLE] = {TERM("circle", KITH_TYPE_COUNT, "people they mentioned", "circle>=6")},
    [QUERY_TALKS] = {TERM("talks", KITH_TYPE_COUNT, "notes with them", "talks>10")},
    [QUERY_ASKS] = {TERM("asks", KITH_TYPE_COUNT, "asks made to them", "asks>1")},
    [QUERY_EVERY] = {TERM("every", KITH_TYPE_COUNT, "days between talks, as you set it", "every:any")},
    [QUERY_PLEDGE] = {TERM("pledge", KITH_TYPE_COUNT, "people they agreed to refer", "pledge:any")},
    [QUERY_MOMENT] = {TERM("moment", KITH_TYPE_WORD, "a moment ever flagged", "moment:thanked"),
                      .words = kith_moment_words},
    [QUERY_NEED] = {TERM("need", KITH_TYPE_TEXT, "what they want, not met yet",
                         "need:bookkeeper, need:none")},
    [QUERY_NOTE] = {TERM("note", KITH_TYPE_LONG, "words of a note with them", "note:\"second shop\"")},
    [QUERY_EARNED] = {TERM("earned", KITH_TYPE_FLAG, "the right to ask is earned", "earned:yes")},
    [QUERY_SORTED] = {TERM("sorted", KITH_TYPE_FLAG, "no: imported, and nobody said yet what they are",
                           "sorted:no")},
    [QUERY_FAVOURITE] = {TERM("favourite", KITH_TYPE_FLAG, "marked as a favourite", "favourite:yes")},
    [QUERY_PRIVATE] = {TERM("private", KITH_TYPE_FLAG, "kept out of every export", "private:yes")},
    [QUERY_ARCHIVED] = {TERM("archived", KITH_TYPE_FLAG, "put away", "archived:yes")},
    [QUERY_SAVED] = {TERM("saved", KITH_TYPE_TEXT, "those of a saved search", "saved:\"To sort\"")},
    {0},
};
