/*
 * picture OUT.svg 80x24 [NAME=VALUE…] [-k "j Enter" | -t "text" | -w "seen"]… -- PROGRAM [ARGUMENT]…
 * Runs a program on a terminal, presses keys, and draws the screen it sees.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tty/tty.h"

/* Measures of DejaVu Sans Mono: rows of this height join their box characters. */
static const double font = 16, across = 16 * 0.60205, down = 16 * 1.164;

enum { PADDING = 14, ENV_MOST = 16 };

struct colours {
    const char *paper, *ink, *dim, *dim_paper;
};
static const struct colours dark = {"#17191c", "#d8d6d0", "#868683", "#55565a"};
static const struct colours light = {"#fdfcf9", "#2a2926", "#8b8a86", "#c9c8c4"};
static const struct colours *shade = &dark; /* SHADE=light among the variables */

static void colour_text(const struct tty_cell *cell, char out[16]) {
    if (cell->own_fg)
        snprintf(out, 16, "%s", cell->dim ? shade->dim : shade->ink);
    else
        snprintf(out, 16, "#%02x%02x%02x", cell->fg[0], cell->fg[1], cell->fg[2]);
}

static void write_escaped(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '<' || *text == '&')
            fprintf(out, "&#%d;", *text);
        else
            fputc(*text, out);
    }
}

static bool same_look(const struct tty_cell *a, const struct tty_cell *b) {
    return a->bold == b->bold && a->dim == b->dim && a->underline == b->underline &&
           a->reverse == b->reverse && a->own_fg == b->own_fg && memcmp(a->fg, b->fg, 3) == 0;
}

static bool plain(const struct tty_cell *cell) {
    return cell->width == 1 && (unsigned char)cell->text[0] < 0x80;
}

/* One stretch of cells of the same look; what is not ASCII stands alone, so that fallback fonts keep the
 * columns. */
static void draw_run(FILE *out, int row, int col, int cells, const char *text, const struct tty_cell *look) {
    char ink[16];
    double x = PADDING + col * across, y = PADDING + row * down;
    colour_text(look, ink);
    if (look->reverse)
        fprintf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>\n", x, y,
                cells * across, down + 0.3, ink);
    if (text[strspn(text, " ")] == '\0' && !look->underline)
        return;
    fprintf(out, "<text x=\"%.2f\" y=\"%.2f\" textLength=\"%.2f\" fill=\"%s\"%s%s>", x, y + font * 0.93,
            cells * across, look->reverse ? shade->paper : ink, look->bold ? " font-weight=\"bold\"" : "",
            look->underline ? " text-decoration=\"underline\"" : "");
    write_escaped(out, text);
    fputs("</text>\n", out);
}

static void draw_row(FILE *out, struct tty *tty, int row, int cols) {
    for (int col = 0; col < cols;) {
        struct tty_cell first = tty_cell(tty, row, col);
        char text[1024];
        int cells = first.width ? first.width : 1;
        snprintf(text, sizeof text, "%s", first.text);
        while (plain(&first) && col + cells < cols) {
            struct tty_cell next = tty_cell(tty, row, col + cells);
            if (!plain(&next) || !same_look(&first, &next))
                break;
            strcat(text, next.text);
            cells++;
        }
        draw_run(out, row, col, cells, text, &first);
        col += cells;
    }
}

static bool draw(struct tty *tty, const char *path) {
    int rows, cols;
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    tty_size(tty, &rows, &cols);
    double width = 2 * PADDING + cols * across, height = 2 * PADDING + rows * down;
    fprintf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
        "font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"%.0f\" xml:space=\"preserve\">\n"
        "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n",
        width, height, width, height, font, shade->paper);
    for (int row = 0; row < rows; row++)
        draw_row(out, tty, row, cols);
    fputs("</svg>\n", out);
    return fclose(out) == 0;
}

struct script {
    int argc;
    char **argv;
};

static void play(void **state) {
    struct script *script = *state;
    const char *env[ENV_MOST + 1] = {NULL};
    int rows = 24, cols = 80, at = 3, envs = 0;
    sscanf(script->argv[2], "%dx%d", &cols, &rows);
    for (;
         at < script->argc && strchr(script->argv[at], '=') && script->argv[at][0] != '-' && envs < ENV_MOST;
         at++)
        env[envs++] = script->argv[at];
    for (int i = 0; i < envs; i++)
        shade = strcmp(env[i], "SHADE=light") == 0 ? &light : shade;
    int program = at;
    while (program < script->argc && strcmp(script->argv[program], "--") != 0)
        program++;
    assert_true(program + 1 < script->argc);
    const struct tty_options options = {
        .argv = (const char *const *)(script->argv + program + 1), .env = env, .rows = rows, .cols = cols};
    struct tty *tty = tty_start(&options);
    for (; at + 1 < program; at += 2) {
        const char *what = script->argv[at], *value = script->argv[at + 1];
        if (strcmp(what, "-k") == 0)
            tty_keys(tty, value);
        else if (strcmp(what, "-t") == 0)
            tty_type(tty, value);
        else
            tty_wait(tty, value);
    }
    assert_true(draw(tty, script->argv[1]));
    tty_end(tty);
}

int main(int argc, char **argv) {
    struct script script = {argc, argv};
    if (argc < 5) {
        fputs(
            "usage: picture OUT.svg 80x24 [NAME=VALUE] [-k KEYS | -t TEXT | -w SEEN] -- PROGRAM [ARGUMENT]\n",
            stderr);
        return 2;
    }
    const struct CMUnitTest one[] = {cmocka_unit_test_prestate(play, &script)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(one, NULL, NULL);
}
