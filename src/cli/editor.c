/* A note in the user's own editor, no shell between. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"

/* "vim -f" is a program and its arguments, parted at blanks. */
static char **editor_words(struct cli *cli, const char *file) {
    const char *editor = getenv("VISUAL");
    if (!editor || !*editor)
        editor = getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    char **words = NULL;
    size_t count = 0, cap = 0;
    char *rest = arena_strdup(&cli->arena, editor), *word;
    while ((word = strsep(&rest, " \t")))
        if (*word)
            *ARENA_PUSH(&cli->arena, words, count, cap) = word;
    *ARENA_PUSH(&cli->arena, words, count, cap) = arena_strdup(&cli->arena, file);
    *ARENA_PUSH(&cli->arena, words, count, cap) = NULL;
    return words;
}

static bool run(char **words) {
    pid_t child = fork();
    if (child == 0) {
        execvp(words[0], words);
        _exit(127);
    }
    int how = -1;
    while (child > 0 && waitpid(child, &how, 0) < 0 && errno == EINTR)
        ;
    return child > 0 && WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

const char *cli_editor(struct cli *cli, const char *start) {
    const char *file = cli_temporary(cli, "note.txt"), *text = NULL;
    if (!file)
        return NULL;
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ready = fd >= 0 && write(fd, start, strlen(start)) == (ssize_t)strlen(start);
    if (fd >= 0)
        close(fd);
    char **words = editor_words(cli, file);
    if (ready && run(words))
        text = cli_read_text(cli, file);
    else
        kith_fail(cli->k, KITH_IO, "the editor '%s' did not end well, so nothing was saved", words[0]);
    cli_temporary_end(cli, file);
    return text;
}
