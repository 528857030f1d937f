#include "tty/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "tui/event.h"

enum { DEADLINE_MS = 20000 };

struct tty {
    VTerm *vt;
    VTermScreen *screen;
    int master, slave; /* the slave is held open, to read its modes after the program's end */
    pid_t child;
    int status;
    bool ended, answered, alternate, mouse;
    bool feeding; /* libvterm is being fed: its answers must not read */
    char tail[4]; /* of a sign whose bytes have not all come */
    size_t tail_length;
    struct buf sent, row;
    int rows, cols;
};

/* ---- what the terminal says back and hears ---- */

static void to_program(const char *bytes, size_t length, void *ctx) {
    tty_send(ctx, bytes, length);
}

/* The answer to our question: CSI > 5151 y. */
static int on_csi(const char *leader, const long args[], int count, const char *intermediate, char command,
                  void *ctx) {
    struct tty *tty = ctx;
    (void)intermediate;
    if (leader && leader[0] == '>' && count == 1 && args[0] == 5151 && command == 'y')
        tty->answered = true;
    return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *ctx) {
    struct tty *tty = ctx;
    if (property == VTERM_PROP_ALTSCREEN)
        tty->alternate = value->boolean;
    if (property == VTERM_PROP_MOUSE)
        tty->mouse = value->number != VTERM_PROP_MOUSE_NONE;
    return 1;
}

static const VTermParserCallbacks unknown = {.csi = on_csi};
static const VTermScreenCallbacks screen_calls = {.settermprop = on_property};

static void make_screen(struct tty *tty) {
    tty->vt = vterm_new(tty->rows, tty->cols);
    vterm_set_utf8(tty->vt, 1);
    vterm_output_set_callback(tty->vt, to_program, tty);
    tty->screen = vterm_obtain_screen(tty->vt);
    vterm_screen_set_callbacks(tty->screen, &screen_calls, tty);
    vterm_screen_set_unrecognised_fallbacks(tty->screen, &unknown, tty);
    vterm_screen_enable_altscreen(tty->screen, 1);
    vterm_screen_reset(tty->screen, 1);
}

/* ---- the program ---- */

static void be_program(const struct tty_options *options, int slave) {
    static const char *const small[] = {"TERM=kith-test", ("TERMINFO=" KITH_TERMINFO), "LC_ALL=C.UTF-8",
                                        "TZ=UTC", "KITH_TEST_PING=1"};
    static const char *const kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"};
    const char *env[64];
    size_t count = 0;
    char buffers[5][4096];
    for (size_t i = 0; options->env && options->env[i] && count < 40; i++)
        env[count++] = options->env[i];
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        env[count++] = small[i];
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (!getenv(kept[i]))
            continue;
        snprintf(buffers[i], sizeof buffers[i], "%s=%s", kept[i], getenv(kept[i]));
        env[count++] = buffers[i];
    }
    env[count] = NULL;
    login_tty(slave);
    if (options->folder && chdir(options->folder) != 0)
        _exit(126);
    execvpe(options->argv[0], (char *const *)options->argv, (char *const *)env);
    _exit(127);
}

struct tty *tty_start_raw(const struct tty_options *options) {
    struct tty *tty = calloc(1, sizeof *tty);
    tty->rows = options->rows ? options->rows : 24;
    tty->cols = options->cols ? options->cols : 80;
    tty->sent = tty->row = (struct buf)BUF_INIT;
    struct winsize size = {.ws_row = (unsigned short)tty->rows, .ws_col = (unsigned short)tty->cols};
    assert_int_equal(openpty(&tty->master, &tty->slave, NULL, NULL, &size), 0);
    fcntl(tty->master, F_SETFD, FD_CLOEXEC);
    fcntl(tty->master, F_SETFL, fcntl(tty->master, F_GETFL) | O_NONBLOCK);
    make_screen(tty);
    tty->child = fork();
    assert_true(tty->child >= 0);
    if (tty->child == 0)
        be_program(options, tty->slave);
    fcntl(tty->slave, F_SETFD, FD_CLOEXEC);
    return tty;
}

void tty_end(struct tty *tty) {
    if (!tty->ended) {
        kill(tty->child, SIGKILL);
        waitpid(tty->child, &tty->status, 0);
    }
    close(tty->master);
    close(tty->slave);
    vterm_free(tty->vt);
    buf_free(&tty->sent);
    buf_free(&tty->row);
    free(tty);
}

void tty_signal(struct tty *tty, int number) {
    kill(tty->child, number);
}

/* ---- reading ---- */

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Bytes at the end that begin a sign without finishing it. libvterm wants whole ones. */
static size_t unfinished(const char *bytes, size_t length) {
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char c = (unsigned char)bytes[length - back];
        if ((c & 0xC0) == 0x80)
            continue;
        size_t wanted = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        return wanted > back ? back : 0;
    }
    return 0;
}

static void take(struct tty *tty, const char *bytes, size_t length) {
    char whole[8192 + 4];
    buf_add(&tty->sent, bytes, length);
    memcpy(whole, tty->tail, tty->tail_length);
    memcpy(whole + tty->tail_length, bytes, length);
    length += tty->tail_length;
    tty->tail_length = unfinished(whole, length);
    length -= tty->tail_length;
    tty->feeding = true;
    vterm_input_write(tty->vt, whole, length);
    tty->feeding = false;
    memcpy(tty->tail, whole + length, tty->tail_length);
}

/* Reads what comes within the time; false when nothing did. */
static bool receive(struct tty *tty, int milliseconds) {
    char bytes[8192];
    struct pollfd input = {.fd = tty->master, .events = POLLIN};
    if (poll(&input, 1, milliseconds) <= 0)
        return false;
    ssize_t got = read(tty->master, bytes, sizeof bytes);
    if (got > 0)
        take(tty, bytes, (size_t)got);
    return got > 0;
}

static void give_up(struct tty *tty, const char *what) {
    char *dump = tty_dump(tty);
    print_message("the program %s (%d); the screen:\n%s", tty->ended ? "has ended" : "runs", tty->status,
                  dump);
    free(dump);
    fail_msg("%s", what);
}

static bool has_ended(struct tty *tty) {
    if (!tty->ended && waitpid(tty->child, &tty->status, WNOHANG) == tty->child)
        tty->ended = true;
    return tty->ended;
}

/* Receives until `done` says so, to the deadline. */
static bool until(struct tty *tty, bool (*done)(struct tty *tty, const char *text), const char *text) {
    long long deadline = now_ms() + DEADLINE_MS;
    while (!done(tty, text)) {
        if (now_ms() > deadline || (!receive(tty, 100) && has_ended(tty)))
            return done(tty, text);
    }
    return true;
}

static bool is_answered(struct tty *tty, const char *text) {
    (void)text;
    return tty->answered;
}

void tty_settle(struct tty *tty) {
    tty->answered = false;
    tty_send(tty, "\033[5151~", 7);
    /* A program that the key ended answers no more: tty_exit() looks at how. */
    if (!until(tty, is_answered, NULL) && !has_ended(tty))
        give_up(tty, "the program did not answer");
}

struct tty *tty_start(const struct tty_options *options) {
    struct tty *tty = tty_start_raw(options);
    /* Keys sent before the program has the terminal to itself would be echoed. */
    if (!until(tty, tty_sent, "\033[?2004h"))
        give_up(tty, "the program did not start");
    tty_settle(tty);
    return tty;
}

int tty_exit(struct tty *tty) {
    int watch = (int)syscall(SYS_pidfd_open, tty->child, 0);
    long long deadline = now_ms() + DEADLINE_MS;
    while (!has_ended(tty) && now_ms() < deadline) {
        struct pollfd either[2] = {{.fd = tty->master, .events = POLLIN}, {.fd = watch, .events = POLLIN}};
        poll(either, 2, 1000);
        if (either[0].revents & POLLIN)
            receive(tty, 0);
    }
    while (receive(tty, 0))
        ;
    if (watch >= 0)
        close(watch);
    if (!tty->ended)
        give_up(tty, "the program did not end");
    return WIFEXITED(tty->status) ? WEXITSTATUS(tty->status) : 128 + WTERMSIG(tty->status);
}

bool tty_is_given_back(struct tty *tty) {
    struct termios modes;
    tcgetattr(tty->slave, &modes);
    return (modes.c_lflag & ICANON) && (modes.c_lflag & ECHO) && !tty->alternate && !tty->mouse;
}

/* ---- keys ---- */

/* Reads on while the program is too busy writing to take more. */
void tty_send(struct tty *tty, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(tty->master, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN && !tty->feeding) {
            struct pollfd both = {.fd = tty->master, .events = POLLIN | POLLOUT};
            poll(&both, 1, 1000);
            if (both.revents & POLLIN)
                receive(tty, 0);
        } else if (errno != EINTR) {
            return;
        }
    }
}

static VTermKey special(keycode code) {
    static const struct {
        keycode code;
        VTermKey key;
    } keys[] = {
        {K_ENTER, VTERM_KEY_ENTER}, {K_TAB, VTERM_KEY_TAB},       {K_BACKSPACE, VTERM_KEY_BACKSPACE},
        {K_UP, VTERM_KEY_UP},       {K_DOWN, VTERM_KEY_DOWN},     {K_LEFT, VTERM_KEY_LEFT},
        {K_RIGHT, VTERM_KEY_RIGHT}, {K_HOME, VTERM_KEY_HOME},     {K_END, VTERM_KEY_END},
        {K_PGUP, VTERM_KEY_PAGEUP}, {K_PGDN, VTERM_KEY_PAGEDOWN}, {K_INSERT, VTERM_KEY_INS},
        {K_DELETE, VTERM_KEY_DEL},  {K_ESC, VTERM_KEY_ESCAPE},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].code == code)
            return keys[i].key;
    }
    if (code >= K_F1 && code <= K_F12)
        return (VTermKey)VTERM_KEY_FUNCTION(code - K_F1 + 1);
    return VTERM_KEY_NONE;
}

static void press(struct tty *tty, keycode key) {
    VTermModifier mods = VTERM_MOD_NONE;
    keycode code = key & ~KEYMOD_ALL;
    if (key & KEYMOD_SHIFT)
        mods |= VTERM_MOD_SHIFT;
    if (key & KEYMOD_ALT)
        mods |= VTERM_MOD_ALT;
    if (key & KEYMOD_CTRL)
        mods |= VTERM_MOD_CTRL;
    if ((key & KEYMOD_CTRL) && code >= '@' && code <= '_') {
        char control = (char)(code - '@');
        tty_send(tty, &control, 1);
    } else if (special(code) != VTERM_KEY_NONE) {
        vterm_keyboard_key(tty->vt, special(code), mods);
    } else {
        vterm_keyboard_unichar(tty->vt, code, mods);
    }
}

bool tty_until(struct tty *tty, bool (*done)(void *ctx, size_t received), void *ctx) {
    size_t before = tty->sent.len;
    long long deadline = now_ms() + DEADLINE_MS;
    tty->answered = false;
    tty_send(tty, "\033[5151~", 7);
    while (!tty->answered && !has_ended(tty) && now_ms() < deadline) {
        if (done(ctx, tty->sent.len - before))
            return true;
        receive(tty, 0);
    }
    return false;
}

void tty_press(struct tty *tty, const char *names) {
    char *copy = strdup(names), *rest = copy, *name;
    while ((name = strsep(&rest, " ")) != NULL) {
        keycode key;
        if (!*name)
            continue;
        if (!event_key_parse(name, &key))
            fail_msg("there is no key '%s'", name);
        press(tty, key);
        /* The key that asks, coming at once, tells a lone Esc from the start of a sequence. */
        if (key == K_ESC && !has_ended(tty))
            tty_settle(tty);
    }
    free(copy);
}

void tty_keys(struct tty *tty, const char *names) {
    tty_press(tty, names);
    if (!has_ended(tty))
        tty_settle(tty);
}

void tty_type(struct tty *tty, const char *text) {
    for (size_t at = 0, next, length = strlen(text); at < length; at = next) {
        uint32_t code = text_code(text, length, at, &next);
        press(tty, code == '\n' ? (keycode)K_ENTER : code);
    }
    tty_settle(tty);
}

void tty_paste(struct tty *tty, const char *text) {
    vterm_keyboard_start_paste(tty->vt);
    tty_send(tty, text, strlen(text));
    vterm_keyboard_end_paste(tty->vt);
    tty_settle(tty);
}

void tty_click(struct tty *tty, int row, int col) {
    vterm_mouse_move(tty->vt, row, col, VTERM_MOD_NONE);
    vterm_mouse_button(tty->vt, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(tty->vt, 1, false, VTERM_MOD_NONE);
    tty_settle(tty);
}

void tty_drag(struct tty *tty, int row, int col, int to_row, int to_col) {
    vterm_mouse_move(tty->vt, row, col, VTERM_MOD_NONE);
    vterm_mouse_button(tty->vt, 1, true, VTERM_MOD_NONE);
    vterm_mouse_move(tty->vt, to_row, to_col, VTERM_MOD_NONE);
    vterm_mouse_button(tty->vt, 1, false, VTERM_MOD_NONE);
    tty_settle(tty);
}

void tty_wheel(struct tty *tty, int row, int col, bool down) {
    vterm_mouse_move(tty->vt, row, col, VTERM_MOD_NONE);
    vterm_mouse_button(tty->vt, down ? 5 : 4, true, VTERM_MOD_NONE);
    tty_settle(tty);
}

/* The terminal has its new size before the program hears of it. */
void tty_resize(struct tty *tty, int rows, int cols) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    tty->rows = rows;
    tty->cols = cols;
    vterm_set_size(tty->vt, rows, cols);
    ioctl(tty->master, TIOCSWINSZ, &size);
    tty_settle(tty);
}

/* ---- looking ---- */

void tty_size(const struct tty *tty, int *rows, int *cols) {
    *rows = tty->rows;
    *cols = tty->cols;
}

void tty_cursor(struct tty *tty, int *row, int *col) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(tty->vt), &at);
    *row = at.row;
    *col = at.col;
}

static void colour_of(struct tty *tty, VTermColor colour, uint8_t out[3]) {
    vterm_screen_convert_color_to_rgb(tty->screen, &colour);
    out[0] = colour.rgb.red;
    out[1] = colour.rgb.green;
    out[2] = colour.rgb.blue;
}

struct tty_cell tty_cell(struct tty *tty, int row, int col) {
    VTermScreenCell seen;
    struct tty_cell cell = {.width = 0};
    if (!vterm_screen_get_cell(tty->screen, (VTermPos){row, col}, &seen))
        return cell;
    if (seen.chars[0] == (uint32_t)-1) /* the right half of a wide sign */
        return cell;
    size_t length = 0;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && seen.chars[i]; i++)
        length += text_encode(seen.chars[i], cell.text + length);
    if (length == 0)
        strcpy(cell.text, " ");
    cell.width = seen.width;
    cell.bold = seen.attrs.bold;
    cell.dim = seen.attrs.italic; /* as kith-test.ti has it */
    cell.underline = seen.attrs.underline != 0;
    cell.reverse = seen.attrs.reverse;
    cell.own_fg = VTERM_COLOR_IS_DEFAULT_FG(&seen.fg);
    cell.own_bg = VTERM_COLOR_IS_DEFAULT_BG(&seen.bg);
    colour_of(tty, seen.fg, cell.fg);
    colour_of(tty, seen.bg, cell.bg);
    return cell;
}

const char *tty_row(struct tty *tty, int row) {
    size_t end = 0;
    buf_cut(&tty->row, 0);
    for (int col = 0; col < tty->cols; col++) {
        struct tty_cell cell = tty_cell(tty, row, col);
        buf_str(&tty->row, cell.text);
        if (cell.width > 0 && strcmp(cell.text, " ") != 0)
            end = tty->row.len;
    }
    buf_cut(&tty->row, end);
    return tty->row.data;
}

char *tty_dump(struct tty *tty) {
    struct buf out = BUF_INIT;
    for (int row = 0; row < tty->rows; row++)
        buf_printf(&out, "%s\n", tty_row(tty, row));
    return buf_detach(&out);
}

/* The column is counted in cells: a wide sign before the text takes two. */
bool tty_find(struct tty *tty, const char *text, int *row, int *col) {
    for (*row = 0; *row < tty->rows; (*row)++) {
        const char *line = tty_row(tty, *row), *found = strstr(line, text);
        if (!found)
            continue;
        *col = text_width_n(line, (size_t)(found - line));
        return true;
    }
    return false;
}

bool tty_sees(struct tty *tty, const char *text) {
    int row, col;
    return tty_find(tty, text, &row, &col);
}

void tty_expect(struct tty *tty, const char *text) {
    char what[512];
    snprintf(what, sizeof what, "there is no '%s'", text);
    if (!tty_sees(tty, text))
        give_up(tty, what);
}

void tty_expect_not(struct tty *tty, const char *text) {
    char what[512];
    snprintf(what, sizeof what, "there is '%s'", text);
    if (tty_sees(tty, text))
        give_up(tty, what);
}

static bool sees(struct tty *tty, const char *text) {
    return tty_sees(tty, text);
}

void tty_wait(struct tty *tty, const char *text) {
    until(tty, sees, text);
    tty_expect(tty, text);
}

bool tty_sent(struct tty *tty, const char *bytes) {
    return tty->sent.len > 0 && memmem(tty->sent.data, tty->sent.len, bytes, strlen(bytes));
}

void tty_wait_sent(struct tty *tty, const char *bytes) {
    if (!until(tty, tty_sent, bytes))
        give_up(tty, "the program did not write what was waited for");
}

void tty_forget_sent(struct tty *tty) {
    buf_cut(&tty->sent, 0);
}
