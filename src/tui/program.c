#include "tui/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const *program_words(struct arena *arena, const char *command, const char *last) {
    const char **words = NULL;
    size_t count = 0, cap = 0;
    char *rest = arena_strdup(arena, command), *word;
    while ((word = strsep(&rest, " \t")) != NULL) {
        if (*word)
            *ARENA_PUSH(arena, words, count, cap) = word;
    }
    if (last)
        *ARENA_PUSH(arena, words, count, cap) = last;
    *ARENA_PUSH(arena, words, count, cap) = NULL;
    return words;
}

/* In the child: the signals as a program expects them, the input in place, the reason of a failure to
 * `report`. */
static void become(const char *const argv[], int input, int report) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    if (input >= 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(input, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
    execvp(argv[0], (char *const *)argv);
    int error = errno;
    ssize_t written = write(report, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
}

static void feed(int fd, const char *input, size_t length) {
    while (length > 0) {
        ssize_t written = write(fd, input, length);
        if (written < 0 && errno != EINTR)
            return;
        if (written > 0) {
            input += written;
            length -= (size_t)written;
        }
    }
}

static bool ended_well(const char *name, pid_t child, int report, struct buf *why) {
    int error = 0, how = 0;
    ssize_t told = read(report, &error, sizeof error);
    while (waitpid(child, &how, 0) < 0 && errno == EINTR)
        ;
    if (told == sizeof error)
        buf_printf(why, "'%s' could not be started: %s", name, strerror(error));
    else if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
        buf_printf(why, "'%s' did not end well", name);
    else
        return true;
    return false;
}

bool program_run(const char *const argv[], const char *input, size_t length, struct buf *why) {
    int report[2], feeding[2] = {-1, -1};
    if (!argv[0] || pipe2(report, O_CLOEXEC) != 0)
        return false;
    if (input && pipe2(feeding, O_CLOEXEC) != 0) {
        close(report[0]);
        close(report[1]);
        return false;
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit, broken;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    sigaction(SIGPIPE, &ignore, &broken);
    pid_t child = fork();
    if (child == 0)
        become(argv, feeding[0], report[1]);
    close(report[1]);
    if (input) {
        close(feeding[0]);
        feed(feeding[1], input, child > 0 ? length : 0);
        close(feeding[1]);
    }
    bool good = child > 0 && ended_well(argv[0], child, report[0], why);
    if (child < 0)
        buf_printf(why, "'%s' could not be started: %s", argv[0], strerror(errno));
    close(report[0]);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    sigaction(SIGPIPE, &broken, NULL);
    return good;
}
