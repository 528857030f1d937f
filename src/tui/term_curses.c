/*
 * The terminal through curses. A resize is seen by asking the size after every
 * key, not by KEY_RESIZE, which may come after keys that were typed later.
 */
#include "tui/term_curses.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/alloc.h"
#include "base/text.h"
#include "tui/program.h"

enum { MOUSE_MOST = 8 };

struct term {
    SCREEN *screen;
    struct winsize size; /* as the system told it last */
    struct event held;   /* a key that came with a resize: told after it */
    struct event last_click;
    struct buf paste;
    enum style_depth depth;
    enum style_theme theme;
    struct style_own own;
    MEVENT seen[MOUSE_MOST]; /* of the mouse, not told yet: the next last */
    int mouse_count;
    int rows, cols;
    bool mouse, resumed, ping;
};

enum { CODE_FIRST = 0x4000, CODE_PASTE = CODE_FIRST, CODE_PASTE_END, CODE_PING, CODE_KEYS };

/* Sequences that terminals send whatever their description says. */
static const struct sequence {
    const char *bytes;
    keycode key;
} sequences[] = {
    {"\033[A", K_UP},
    {"\033[B", K_DOWN},
    {"\033[C", K_RIGHT},
    {"\033[D", K_LEFT},
    {"\033OA", K_UP},
    {"\033OB", K_DOWN},
    {"\033OC", K_RIGHT},
    {"\033OD", K_LEFT},
    {"\033[H", K_HOME},
    {"\033[F", K_END},
    {"\033OH", K_HOME},
    {"\033OF", K_END},
    {"\033[1~", K_HOME},
    {"\033[4~", K_END},
    {"\033[2~", K_INSERT},
    {"\033[3~", K_DELETE},
    {"\033[5~", K_PGUP},
    {"\033[6~", K_PGDN},
    {"\033OM", K_ENTER},
    {"\033[Z", KEYMOD_SHIFT | K_TAB},
    {"\033[1;5A", KEYMOD_CTRL | K_UP},
    {"\033[1;5B", KEYMOD_CTRL | K_DOWN},
    {"\033[1;5C", KEYMOD_CTRL | K_RIGHT},
    {"\033[1;5D", KEYMOD_CTRL | K_LEFT},
    {"\033[5C", KEYMOD_CTRL | K_RIGHT},
    {"\033[5D", KEYMOD_CTRL | K_LEFT},
    {"\033Oc", KEYMOD_CTRL | K_RIGHT},
    {"\033Od", KEYMOD_CTRL | K_LEFT},
    {"\033[1;3C", KEYMOD_CTRL | K_RIGHT},
    {"\033[1;3D", KEYMOD_CTRL | K_LEFT},
    {"\033[1;5H", KEYMOD_CTRL | K_HOME},
    {"\033[1;5F", KEYMOD_CTRL | K_END},
};
enum { SEQUENCES = sizeof sequences / sizeof sequences[0] };

/* ---- signals: handlers only set a flag, or give the terminal back before the end ---- */

static volatile sig_atomic_t asked_to_end, asked_to_stop, came_back;
static struct termios modes_before;
static char crash_stack[16384];

static void on_signal(int number) {
    if (number == SIGTSTP)
        asked_to_stop = 1;
    else if (number == SIGCONT)
        came_back = 1;
    else if (number != SIGWINCH)
        asked_to_end = 1;
}

static void give_back_now(void) {
    static const char restore[] =
        "\033[?2004l\033[?1006l\033[?1002l\033[?1000l\033[?1l\033>\033[0m\033[?25h\033[?1049l";
    ssize_t ignored = write(STDOUT_FILENO, restore, sizeof restore - 1);
    (void)ignored;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes_before);
}

static void on_crash(int number) {
    give_back_now();
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_signals(void) {
    static const int told[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
    static const int deadly[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    struct sigaction tell = {.sa_handler = on_signal},
                     crash = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        sigaction(told[i], &tell, NULL);
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
        sigaction(deadly[i], &crash, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void release_signals(void) {
    static const int all[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT,
                              SIGSEGV,  SIGABRT, SIGBUS, SIGFPE, SIGILL,  SIGPIPE};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        signal(all[i], SIG_DFL);
}

/* ---- start and end ---- */

static void modes_on(const struct term *term) {
    if (term->mouse)
        mousemask(BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED |
                      REPORT_MOUSE_POSITION,
                  NULL);
    /* Motion is told only while a button is down. */
    fputs(term->mouse ? "\033[?2004h\033[?1002h" : "\033[?2004h", stdout);
    fflush(stdout);
}

static void modes_off(void) {
    mousemask(0, NULL);
    fputs("\033[?1002l\033[?2004l", stdout);
    fflush(stdout);
}

static void define_keys(void) {
    for (int i = 0; i < SEQUENCES; i++)
        define_key(sequences[i].bytes, CODE_KEYS + i);
    define_key("\033[200~", CODE_PASTE);
    define_key("\033[201~", CODE_PASTE_END);
    /* Tests ask so whether all that they typed is on the screen. */
    if (getenv("KITH_TEST_PING"))
        define_key("\033[5151~", CODE_PING);
}

static void start_colours(struct term *term) {
    const char *variable = getenv("NO_COLOR");
    bool none = !has_colors() || (variable && *variable);
    int colours = 0;
    if (!none) {
        start_color();
        use_default_colors();
        colours = tigetflag("RGB") > 0 ? 8 : COLORS;
    }
    term->depth = style_depth_of(colours, none);
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look look = style_of((enum style)i, term->depth, term->theme, &term->own);
        if (look.colour >= 0)
            init_pair((short)(i + 1), look.colour, -1);
    }
}

static void start_input(void) {
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    mouseinterval(0);
    if (!getenv("ESCDELAY"))
        set_escdelay(25);
    define_keys();
}

static bool usable(SCREEN **screen, struct buf *why) {
    const char *name = getenv("TERM");
    if (!name)
        name = "";
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        buf_str(why, "the full screen needs a terminal; 'kith help' lists the commands");
        return false;
    }
    *screen = newterm(NULL, stdout, stdin);
    if (!*screen) {
        buf_printf(why, "the terminal type '%s' is not known here; 'kith help' lists the commands", name);
        return false;
    }
    const char *move = tigetstr("cup");
    if (move && move != (char *)-1)
        return true;
    endwin();
    delscreen(*screen);
    buf_printf(why, "the terminal '%s' cannot place its cursor; 'kith help' lists the commands", name);
    return false;
}

struct term *term_start(const struct term_options *options, struct buf *why) {
    SCREEN *screen = NULL;
    asked_to_end = asked_to_stop = came_back = 0;
    tcgetattr(STDIN_FILENO, &modes_before);
    catch_signals();
    if (!usable(&screen, why)) {
        release_signals();
        return NULL;
    }
    struct term *term = xalloc(sizeof *term);
    *term =
        (struct term){.screen = screen, .mouse = options->mouse, .theme = options->theme, .paste = BUF_INIT};
    if (options->own)
        term->own = *options->own;
    alloc_on_failure(give_back_now);
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &term->size);
    getmaxyx(stdscr, term->rows, term->cols);
    start_input();
    start_colours(term);
    modes_on(term);
    return term;
}

void term_end(struct term *term) {
    if (!term)
        return;
    modes_off();
    endwin();
    delscreen(term->screen);
    alloc_on_failure(NULL);
    release_signals();
    buf_free(&term->paste);
    free(term);
}

bool term_ended(const struct term *term) {
    (void)term;
    return asked_to_end != 0;
}

void term_size(const struct term *term, int *rows, int *cols) {
    *rows = term->rows;
    *cols = term->cols;
}

/* ---- the picture ---- */

static attr_t attributes_of(unsigned look) {
    attr_t attributes = A_NORMAL;
    if (look & LOOK_BOLD)
        attributes |= A_BOLD;
    if (look & LOOK_DIM)
        attributes |= A_DIM;
    if (look & LOOK_UNDERLINE)
        attributes |= A_UNDERLINE;
    if (look & LOOK_ITALIC)
        attributes |= A_ITALIC;
    if (look & LOOK_REVERSE)
        attributes |= A_REVERSE;
    return attributes;
}

static void show_cell(const struct term *term, int row, int col, const struct cell *cell) {
    wchar_t wide[CCHARW_MAX + 1] = {0};
    size_t length = strlen(cell->text), count = 0;
    for (size_t at = 0; at < length && count < CCHARW_MAX;)
        wide[count++] = (wchar_t)text_code(cell->text, length, at, &at);
    struct look look = style_of((enum style)cell->style, term->depth, term->theme, &term->own);
    if (cell->chosen)
        look = style_chosen(look);
    short pair = look.colour >= 0 ? (short)(cell->style + 1) : 0;
    cchar_t out;
    if (setcchar(&out, wide, attributes_of(look.attributes), pair, NULL) == OK)
        mvadd_wch(row, col, &out);
}

static bool is_blank(const struct cell *cell) {
    return cell->text[0] == ' ' && cell->style == STYLE_PLAIN && !cell->chosen;
}

void term_show(struct term *term, const struct canvas *canvas) {
    erase();
    for (int row = 0; row < canvas->rows; row++) {
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_cell(canvas, row, col);
            if (cell->width > 0 && !is_blank(cell))
                show_cell(term, row, col, cell);
        }
    }
    move(canvas->cursor_row, canvas->cursor_col);
    wnoutrefresh(stdscr);
    doupdate();
    if (term->ping) {
        fputs("\033[>5151y", stdout);
        fflush(stdout);
        term->ping = false;
    }
}

bool term_plain(const struct term *term) {
    const char *name = getenv("TERM");
    (void)term;
    return name && strncmp(name, "linux", 5) == 0;
}

void term_redraw(struct term *term) {
    (void)term;
    clearok(curscr, TRUE);
}

/* ---- events ---- */

/* Whether the window has another size than when it was asked last. */
static bool resized(struct term *term) {
    struct winsize now;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &now) != 0 || now.ws_row == 0 || now.ws_col == 0)
        return false;
    if (now.ws_row == term->size.ws_row && now.ws_col == term->size.ws_col)
        return false;
    term->size = now;
    resizeterm(now.ws_row, now.ws_col);
    getmaxyx(stdscr, term->rows, term->cols);
    return true;
}

static struct event from_character(wint_t c) {
    /* A byte that means nothing in this locale: half of what was typed, so none of it. */
    if (c >= 0x80 && c <= 0xff && MB_CUR_MAX == 1 && btowc((int)c) == WEOF)
        return (struct event){.type = EVENT_NONE};
    if (c == K_TAB || c == K_ESC || c == K_BACKSPACE)
        return event_key((keycode)c);
    if (c == '\r' || c == '\n')
        return event_key(K_ENTER);
    if (c < ' ')
        return event_key(KEYMOD_CTRL | ((keycode)c + '@'));
    return event_key((keycode)c);
}

static struct event mouse_event(struct term *term, const MEVENT *seen) {
    struct event event = {.type = EVENT_MOUSE, .row = seen->y, .col = seen->x, .mouse = MOUSE_CLICK};
    if (seen->bstate & BUTTON4_PRESSED)
        event.mouse = MOUSE_WHEEL_UP;
    else if (seen->bstate & BUTTON5_PRESSED)
        event.mouse = MOUSE_WHEEL_DOWN;
    else if (seen->bstate & REPORT_MOUSE_POSITION)
        event.mouse = MOUSE_DRAG;
    else if (seen->bstate & BUTTON1_RELEASED)
        event.mouse = MOUSE_RELEASE;
    else if (!(seen->bstate & BUTTON1_PRESSED))
        return (struct event){.type = EVENT_NONE};
    if (event.mouse == MOUSE_RELEASE) /* of the click told before: another one may follow */
        return event;
    /* A second click on the same cell, nothing else between, is a double one. */
    bool again = event.mouse == MOUSE_CLICK && term->last_click.type == EVENT_MOUSE &&
                 term->last_click.row == event.row && term->last_click.col == event.col;
    if (again)
        event.mouse = MOUSE_DOUBLE;
    term->last_click = event.mouse == MOUSE_CLICK ? event : (struct event){0};
    return event;
}

static struct event next_mouse(struct term *term) {
    struct event event = {.type = EVENT_NONE};
    while (event.type == EVENT_NONE && term->mouse_count > 0)
        event = mouse_event(term, &term->seen[--term->mouse_count]);
    return event;
}

/* Of what came at once curses gives the last first. */
static struct event from_mouse(struct term *term) {
    while (term->mouse_count < MOUSE_MOST && getmouse(&term->seen[term->mouse_count]) == OK)
        term->mouse_count++;
    return next_mouse(term);
}

static bool wait_for_input(int milliseconds) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = poll(&input, 1, milliseconds);
    if (ready > 0 && (input.revents & (POLLHUP | POLLERR)) && !(input.revents & POLLIN))
        asked_to_end = 1;
    return ready > 0;
}

static void add_pasted(struct buf *paste, wint_t c) {
    char bytes[4];
    if (c == '\r')
        c = '\n';
    buf_add(paste, bytes, text_encode((uint32_t)c, bytes));
}

/* Everything up to the end of the paste; gives up where a terminal forgets to end it. */
static struct event from_paste(struct term *term) {
    enum { PATIENCE_MS = 1000 };
    buf_cut(&term->paste, 0);
    for (;;) {
        wint_t c;
        int kind = get_wch(&c);
        if (kind == ERR && !wait_for_input(PATIENCE_MS))
            break;
        if (kind == KEY_CODE_YES && c == CODE_PASTE_END)
            break;
        if (kind == OK)
            add_pasted(&term->paste, c);
    }
    return (struct event){.type = EVENT_PASTE, .text = term->paste.data};
}

static const struct {
    int code;
    keycode key;
} curses_keys[] = {
    {KEY_UP, K_UP},
    {KEY_DOWN, K_DOWN},
    {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT},
    {KEY_HOME, K_HOME},
    {KEY_END, K_END},
    {KEY_PPAGE, K_PGUP},
    {KEY_NPAGE, K_PGDN},
    {KEY_IC, K_INSERT},
    {KEY_DC, K_DELETE},
    {KEY_BACKSPACE, K_BACKSPACE},
    {KEY_ENTER, K_ENTER},
    {KEY_BTAB, KEYMOD_SHIFT | K_TAB},
};

static struct event from_code(struct term *term, int code) {
    if (code == KEY_MOUSE)
        return from_mouse(term);
    if (code == CODE_PASTE)
        return from_paste(term);
    if (code == CODE_PING)
        term->ping = true;
    if (code >= CODE_KEYS && code < CODE_KEYS + SEQUENCES)
        return event_key(sequences[code - CODE_KEYS].key);
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return event_key(K_F1 + (keycode)(code - KEY_F(1)));
    for (size_t i = 0; i < sizeof curses_keys / sizeof curses_keys[0]; i++) {
        if (curses_keys[i].code == code)
            return event_key(curses_keys[i].key);
    }
    return (struct event){.type = EVENT_NONE};
}

static struct event take_resume(struct term *term) {
    term->resumed = false;
    came_back = 0;
    resized(term);
    return (struct event){.type = EVENT_RESUME};
}

/* What there is without waiting. */
static struct event pending(struct term *term) {
    struct event event = term->held;
    wint_t c;
    if (event.type != EVENT_NONE) {
        term->held = (struct event){0};
        return event;
    }
    event = next_mouse(term);
    if (event.type != EVENT_NONE)
        return event;
    if (asked_to_stop)
        term_suspend(term);
    if (term->resumed || came_back)
        return take_resume(term);
    int kind = get_wch(&c);
    if (kind == OK)
        event = from_character(c);
    else if (kind == KEY_CODE_YES)
        event = from_code(term, (int)c);
    if (event.type != EVENT_NONE && event.type != EVENT_MOUSE)
        term->last_click = (struct event){0};
    if (resized(term)) {
        term->held = event;
        return (struct event){.type = EVENT_RESIZE};
    }
    return event;
}

struct event term_read(struct term *term, int milliseconds) {
    struct event event = pending(term);
    if (event.type != EVENT_NONE || milliseconds == 0 || term->ping || asked_to_end)
        return event;
    bool ready = wait_for_input(milliseconds);
    event = pending(term);
    if (event.type == EVENT_NONE && !ready)
        event.type = EVENT_TICK;
    return event;
}

/* ---- beside the screen ---- */

bool term_copy(struct term *term, const char *text) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { MOST = 74000 }; /* what terminals take at once */
    size_t length = strlen(text);
    const unsigned char *bytes = (const unsigned char *)text;
    (void)term;
    if (length > MOST)
        return false;
    fputs("\033]52;c;", stdout);
    for (size_t at = 0; at < length; at += 3) {
        size_t left = length - at;
        unsigned three = (unsigned)bytes[at] << 16;
        three |= left > 1 ? (unsigned)bytes[at + 1] << 8 : 0;
        three |= left > 2 ? (unsigned)bytes[at + 2] : 0;
        putchar(digits[three >> 18]);
        putchar(digits[three >> 12 & 63]);
        putchar(left > 1 ? digits[three >> 6 & 63] : '=');
        putchar(left > 2 ? digits[three & 63] : '=');
    }
    fputs("\a", stdout);
    fflush(stdout);
    return true;
}

static void take_terminal(struct term *term) {
    reset_prog_mode();
    modes_on(term);
    clearok(curscr, TRUE);
    term->resumed = true;
}

static void leave_terminal(void) {
    def_prog_mode();
    modes_off();
    endwin();
}

void term_suspend(struct term *term) {
    asked_to_stop = 0;
    leave_terminal();
    signal(SIGTSTP, SIG_DFL);
    kill(0, SIGTSTP);
    struct sigaction tell = {.sa_handler = on_signal};
    sigaction(SIGTSTP, &tell, NULL);
    take_terminal(term);
}

bool term_run(struct term *term, const char *const argv[], struct buf *why) {
    leave_terminal();
    bool good = program_run(argv, NULL, 0, why);
    take_terminal(term);
    return good;
}
