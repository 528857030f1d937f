#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/asof.h"
#include "model/field.h"
#include "model/model.h"
#include "model/query.h"
#include "model/standing.h"

/* Finds the people whom the terms fit, in one pass over the facts. */
struct run {
    struct kith *k;
    const struct kith_settings *settings;
    day today;
    const struct query *query;
    struct idmap *found; /* of each term: what the book says beyond the facts, by person */
    const struct fact_person *person;
    struct standing standing; /* of this person, when `stood` */
    bool stood;
    bool archived, mentioned; /* asked for, else they are left out */
};
/* What `found` holds for a text field: one there is, and one that has the words. */
enum { THERE = 1, FITS = 2 };

static int64_t found_of(const struct run *run, size_t term) {
    int64_t value;
    return idmap_get(&run->found[term], run->person->id, &value) ? value : QUERY_MISSING;
}

/* ---- texts ---- */

static bool text_fits(const char *text, const struct query_term *term, const char *value) {
    struct arena scratch = {0};
    const char *folded = text_fold(&scratch, text);
    bool fits = term->whole ? strcmp(folded, value) == 0 : query_begins(folded, value);
    arena_free(&scratch);
    return fits;
}

/* "" for one that was met, or that is dated later: it is passed over. */
static const char *need_at(const struct run *run, size_t i) {
    const struct fact_need *need = &run->person->needs[i];
    bool met = need->met_on != DAY_NONE && need->met_on <= run->today;
    return met || need->on > run->today ? "" : need->what;
}

/* The i-th text of a field, "" where one is passed over; NULL: there are no more. */
static const char *text_of(const struct run *run, enum query_field field, size_t i) {
    const struct fact_person *p = run->person;
    const char *const one[] = {
        [QUERY_NAME] = p->sort,
        [QUERY_COMPANY] = p->company,
        [QUERY_TITLE] = p->title,
        [QUERY_CITY] = p->city,
        [QUERY_TAG] = NULL,
        [QUERY_ABOUT] = p->about,
    };
    if (field == QUERY_TAG)
        return i < p->tags.count ? p->tags.items[i] : NULL;
    if (field == QUERY_NEED)
        return i < p->need_count ? need_at(run, i) : NULL;
    if (field == QUERY_ANY_FIELD) {
        static const enum query_field looked[] = {QUERY_NAME, QUERY_COMPANY, QUERY_TITLE, QUERY_CITY};
        enum { LOOKED = sizeof looked / sizeof *looked };
        const char *text = i < LOOKED ? one[looked[i]] : text_of(run, QUERY_TAG, i - LOOKED);
        return text || i >= LOOKED ? text : "";
    }
    return i == 0 ? one[field] : NULL;
}

static bool beyond_facts(enum query_field field) {
    return field == QUERY_EMAIL || field == QUERY_PHONE || field == QUERY_NOTE || field == QUERY_SINCE ||
           field == QUERY_BIRTHDAY;
}

static bool value_fits(const struct run *run, const struct query_term *term,
                       const struct query_value *value) {
    bool some = false;
    const char *text;
    for (size_t i = 0; (text = text_of(run, term->field, i)); i++) {
        some = some || *text;
        if (value->text && *text && text_fits(text, term, value->text))
            return true;
    }
    return !value->text && some >= value->from && some <= value->to;
}

/* ---- numbers ---- */

static bool to_sort(struct run *run) {
    const struct fact_person *p = run->person;
    return standing_to_sort(p->role, p->role_typed, p->archived, p->last_note, run->standing.word);
}

static int64_t day_or_missing(day d) {
    return d == DAY_NONE ? QUERY_MISSING : d;
}

static int64_t asks_of(const struct run *run) {
    int64_t count = 0;
    for (size_t i = 0; i < run->person->ask_count; i++)
        count += run->person->asks[i].on <= run->today;
    return count;
}

static int64_t last_referral(const struct run *run, int direction) {
    const struct fact_referral *last = asof_last_referral(run->person, direction, run->today);
    return last ? day_or_missing(last->on) : QUERY_MISSING;
}

static int64_t last_ask(const struct run *run) {
    const struct fact_ask *last = asof_last_ask(run->person, run->today);
    return last ? day_or_missing(last->on) : QUERY_MISSING;
}

static void stand(struct run *run) {
    if (!run->stood)
        run->standing = standing_of(run->person, run->settings, run->today);
    run->stood = true;
}

static int64_t number_of(struct run *run, enum query_field field) {
    const struct fact_person *p = run->person;
    const struct fact_pledge *pledge;
    switch (field) {
    case QUERY_ROLE:
        return p->role;
    case QUERY_STANDING:
        stand(run);
        return run->standing.word == KITH_NO_WORD ? QUERY_MISSING : run->standing.word;
    case QUERY_SPOKEN:
        return day_or_missing(p->last_note);
    case QUERY_ASKED:
        return last_ask(run);
    case QUERY_GAVE:
        return last_referral(run, KITH_GIVEN);
    case QUERY_GOT:
        return last_referral(run, KITH_RECEIVED);
    case QUERY_GIVEN:
        return asof_count(p, KITH_GIVEN, run->today);
    case QUERY_RECEIVED:
        return asof_count(p, KITH_RECEIVED, run->today);
    case QUERY_REFERRALS:
        return asof_count(p, KITH_GIVEN, run->today) + asof_count(p, KITH_RECEIVED, run->today);
    case QUERY_CIRCLE:
        return asof_circle(p, run->today);
    case QUERY_TALKS:
        return p->notes;
    case QUERY_ASKS:
        return asks_of(run);
    case QUERY_EVERY:
        return p->every_days == KITH_NO_COUNT ? QUERY_MISSING : p->every_days;
    case QUERY_PLEDGE:
        pledge = asof_pledge(p, run->today);
        return pledge ? pledge->count : QUERY_MISSING;
    case QUERY_EARNED:
        stand(run);
        return run->standing.earned && run->standing.word != KITH_NO_WORD;
    case QUERY_SORTED:
        stand(run);
        return !to_sort(run);
    case QUERY_FAVOURITE:
        return p->favourite;
    case QUERY_PRIVATE:
        return p->is_private;
    case QUERY_ARCHIVED:
        return p->archived;
    default:
        return QUERY_MISSING;
    }
}

static bool moment_fits(const struct run *run, const struct query_value *value) {
    bool some = false;
    for (size_t i = 0; i < run->person->moment_count; i++) {
        const struct fact_moment *moment = &run->person->moments[i];
        some = some || moment->on <= run->today;
        if (moment->on <= run->today && moment->kind >= value->from && moment->kind <= value->to)
            return true;
    }
    return !some && value->from == QUERY_MISSING;
}

/* ---- terms ---- */

static bool term_fits(struct run *run, size_t at) {
    const struct query_term *term = &run->query->terms[at];
    bool text = query_is_text(term->field), beyond = beyond_facts(term->field);
    bool counted = !text && !beyond && term->field != QUERY_MOMENT;
    int64_t number = counted ? number_of(run, term->field) : beyond ? found_of(run, at) : 0;
    for (size_t i = 0; i < term->count; i++) {
        const struct query_value *value = &term->values[i];
        bool fits;
        if (term->field == QUERY_MOMENT)
            fits = moment_fits(run, value);
        else if (text && beyond)
            fits = value->text ? number == FITS
                               : (number > 0) >= value->from && (number > 0) <= value->to;
        else if (text)
            fits = value_fits(run, term, value);
        else
            fits = number >= value->from && number <= value->to;
        if (fits)
            return !term->negated;
    }
    return term->negated;
}

static bool names(const struct query *query, enum query_field field) {
    for (size_t i = 0; i < query->count; i++)
        if (query->terms[i].field == field)
            return true;
    return false;
}

static bool wants_mentioned(const struct query *query) {
    for (size_t i = 0; i < query->count; i++)
        for (size_t j = 0; query->terms[i].field == QUERY_ROLE && j < query->terms[i].count; j++)
            if (!query->terms[i].negated && query->terms[i].values[j].from == KITH_ROLE_MENTIONED)
                return true;
    return false;
}

static bool fits(struct run *run) {
    const struct fact_person *p = run->person;
    if ((p->archived && !run->archived) ||
        (p->role == KITH_ROLE_MENTIONED && !run->mentioned))
        return false;
    for (size_t i = 0; i < run->query->count; i++)
        if (!term_fits(run, i))
            return false;
    return true;
}

/* ---- what the facts do not hold ---- */

static void find_texts(struct run *run, size_t at, const char *sql) {
    const struct query_term *term = &run->query->terms[at];
    struct stmt *stmt = model_sql(run->k, sql);
    while (stmt_row(stmt)) {
        struct arena scratch = {0};
        struct kith_list list = model_col_list(stmt, 1, &scratch);
        int64_t found = list.count ? THERE : 0;
        for (size_t i = 0; i < list.count; i++)
            for (size_t j = 0; j < term->count; j++)
                if (term->values[j].text && text_fits(list.items[i], term, term->values[j].text))
                    found = FITS;
        if (found)
            idmap_set(&run->found[at], stmt_col_int(stmt, 0), found);
        arena_free(&scratch);
    }
}

/* Each word quoted, so that the index reads it as one; the last a prefix, as everywhere. */
static const char *match_of(const char *words, struct arena *arena) {
    struct buf match = BUF_INIT;
    char *rest = arena_strdup(arena, words), *word;
    buf_char(&match, '"');
    while ((word = strsep(&rest, "\"")))
        buf_printf(&match, "%s%s", word, rest ? " " : "");
    buf_str(&match, "\"*");
    const char *text = arena_strdup(arena, match.data);
    buf_free(&match);
    return text;
}

static void find_notes(struct run *run, size_t at) {
    const struct query_term *term = &run->query->terms[at];
    for (size_t i = 0; i < term->count; i++) {
        struct arena scratch = {0};
        const char *text = term->values[i].text;
        struct stmt *stmt = model_sql(
            run->k,
            text ? "SELECT w.person, n.\"on\" FROM note_text JOIN note AS n ON n.rank = note_text.rowid"
                   " JOIN note_person AS w ON w.note = n.id WHERE note_text MATCH ?1"
                 : "SELECT w.person, n.\"on\" FROM note AS n JOIN note_person AS w ON w.note = n.id");
        if (text)
            stmt_text(stmt, 1, match_of(text, &scratch));
        while (stmt_row(stmt))
            if (model_col_day(stmt, 1) <= run->today)
                idmap_set(&run->found[at], stmt_col_int(stmt, 0), text ? FITS : THERE);
        arena_free(&scratch);
    }
}

static void find_since(struct run *run, size_t at) {
    struct stmt *stmt = model_sql(run->k, "SELECT id, known_since FROM person WHERE known_since IS NOT NULL");
    while (stmt_row(stmt)) {
        day d = model_col_day(stmt, 1);
        if (d != DAY_NONE)
            idmap_set(&run->found[at], stmt_col_int(stmt, 0), d);
    }
}

/* The next time that the day of the year comes, today's among them; that of a leap day on 28 February. */
static day next_time(const char *on, day today) {
    int year, month, month_day, born_month, born_day;
    size_t length = strlen(on);
    if (length < 5 || sscanf(on + length - 5, "%2d-%2d", &born_month, &born_day) != 2)
        return DAY_NONE;
    day_split(today, &year, &month, &month_day);
    for (int i = 0; i < 2; i++) {
        day d = day_from(year + i, born_month, born_day);
        if (d == DAY_NONE)
            d = day_from(year + i, born_month, born_day - 1);
        if (d != DAY_NONE && d >= today)
            return d;
    }
    return DAY_NONE;
}

static void find_birthdays(struct run *run, size_t at) {
    struct stmt *stmt = model_sql(run->k, "SELECT id, dates FROM person WHERE dates LIKE '%birthday%'");
    while (stmt_row(stmt)) {
        struct arena scratch = {0};
        struct kith_dates dates = field_dates(stmt_col_text(stmt, 1), &scratch);
        for (size_t i = 0; i < dates.count; i++) {
            day d = text_same(dates.items[i].what, "birthday") ? next_time(dates.items[i].on, run->today)
                                                               : DAY_NONE;
            if (d != DAY_NONE)
                idmap_set(&run->found[at], stmt_col_int(stmt, 0), d);
        }
        arena_free(&scratch);
    }
}

static void find_beyond(struct run *run, size_t at) {
    switch (run->query->terms[at].field) {
    case QUERY_EMAIL:
        find_texts(run, at, "SELECT id, emails FROM person WHERE emails <> '[]'");
        break;
    case QUERY_PHONE:
        find_texts(run, at, "SELECT id, phones FROM person WHERE phones <> '[]'");
        break;
    case QUERY_NOTE:
        find_notes(run, at);
        break;
    case QUERY_SINCE:
        find_since(run, at);
        break;
    case QUERY_BIRTHDAY:
        find_birthdays(run, at);
        break;
    default:
        break;
    }
}

/* ---- all of it ---- */

static void run_over(struct kith *k, const struct query *query, struct arena *arena, struct kith_ids *out) {
    const struct facts *facts = facts_of(k);
    struct arena scratch = {0};
    struct run run = {.k = k,
                      .settings = kith_settings(k),
                      .today = kith_today(k),
                      .query = query,
                      .archived = names(query, QUERY_ARCHIVED),
                      .mentioned = wants_mentioned(query),
                      .found = ARENA_NEW(&scratch, struct idmap, query->count)};
    size_t cap = 0;
    for (size_t i = 0; i < query->count; i++)
        find_beyond(&run, i);
    for (size_t i = 0; i < facts->count; i++) {
        run.person = &facts->people[i];
        run.stood = false;
        if (fits(&run))
            *ARENA_PUSH(arena, out->items, out->count, cap) = run.person->id;
    }
    for (size_t i = 0; i < query->count; i++)
        idmap_free(&run.found[i]);
    arena_free(&scratch);
}

enum kith_status kith_query_people(struct kith *k, const char *text, struct arena *arena,
                                   struct kith_ids *out) {
    struct query query = query_read(k, text, arena);
    *out = (struct kith_ids){0};
    if (query.fault.why)
        return kith_fail(k, KITH_INVALID, "%s", query.fault.why);
    run_over(k, &query, arena, out);
    return KITH_OK;
}

enum kith_status query_people_but_words(struct kith *k, const char *text, struct arena *arena,
                                        struct kith_ids *out) {
    struct query query = query_read(k, text, arena);
    size_t kept = 0;
    for (size_t i = 0; i < query.count; i++)
        if (query.terms[i].field != QUERY_ANY_FIELD || query.terms[i].negated)
            query.terms[kept++] = query.terms[i];
    query.count = kept;
    *out = (struct kith_ids){0};
    run_over(k, &query, arena, out);
    return KITH_OK;
}
