#include "tui/mail.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a mailto: address may hold as it is; all else is written as %XX. */
static void add_escaped(struct buf *out, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
                     strchr("-_.~@", *at);
        if (plain)
            buf_char(out, (char)*at);
        else
            buf_printf(out, "%%%02X", *at);
    }
}

/* Runs the program with nothing to read or to write on; true where it ended well. */
static bool run(const char *program, const char *address) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        execlp(program, program, address, (char *)NULL);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

enum { PATIENCE_MS = 1000 };

/*
 * Starts the program on its own: a desktop's mail window outlives this call, and
 * what still runs after a moment is taken for one. What ends badly opened nothing.
 */
static bool start(const char *program, const char *address) {
    int told[2];
    if (pipe2(told, O_CLOEXEC) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        if (fork() != 0)
            _exit(0);
        setsid();
        const char *word = run(program, address) ? "y" : "n";
        _exit(write(told[1], word, 1) == 1 ? 0 : 1);
    }
    close(told[1]);
    struct pollfd ended = {.fd = told[0], .events = POLLIN};
    char word = 'n';
    bool good = child > 0 && waitpid(child, NULL, 0) == child &&
                (poll(&ended, 1, PATIENCE_MS) == 0 || (read(told[0], &word, 1) == 1 && word == 'y'));
    close(told[0]);
    return good;
}

void mail_write(struct app *app, const char *address, const char *words, const char *then) {
    struct buf url = BUF_INIT;
    const char *browser = getenv("BROWSER");
    buf_str(&url, "mailto:");
    add_escaped(&url, address);
    buf_str(&url, "?body=");
    add_escaped(&url, words);
    if (start("xdg-open", url.data) || (browser && *browser && start(browser, url.data)))
        app_say(app, "Opened as mail. %s", then);
    else
        app_fail(app, "no mail program could be started; y copies the words");
    buf_free(&url);
}
