#include "tui/mail.h"

#include <fcntl.h>
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

/* Starts the program on its own: a desktop's mail window outlives this call. */
static bool start(const char *program, const char *address) {
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        if (fork() != 0)
            _exit(0);
        setsid();
        execlp(program, program, address, (char *)NULL);
        ssize_t told = write(ready[1], "x", 1); /* the pipe closes by itself where exec went well */
        _exit(told == 1 ? 127 : 126);
    }
    close(ready[1]);
    char failed;
    bool good = child > 0 && waitpid(child, NULL, 0) == child && read(ready[0], &failed, 1) == 0;
    close(ready[0]);
    return good;
}

void mail_write(struct app *app, const char *address, const char *words) {
    struct buf url = BUF_INIT;
    const char *browser = getenv("BROWSER");
    buf_str(&url, "mailto:");
    add_escaped(&url, address);
    buf_str(&url, "?body=");
    add_escaped(&url, words);
    if (start("xdg-open", url.data) || (browser && *browser && start(browser, url.data)))
        app_say(app, "Opened as mail. Enter records the ask once it is sent");
    else
        app_fail(app, "no mail program could be started; y copies the words");
    buf_free(&url);
}
