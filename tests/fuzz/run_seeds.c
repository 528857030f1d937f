/* Runs a fuzz target on every file of a folder, and on every beginning, or every Nth, of the short ones. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SHORT 400

static size_t read_file(const char *path, uint8_t **data) {
    FILE *file = fopen(path, "rb");
    size_t size = 0, room = 1 << 16;
    *data = malloc(room);
    if (!file || !*data)
        exit(2);
    for (size_t n; (n = fread(*data + size, 1, room - size, file)) > 0;) {
        size += n;
        if (size == room && !(*data = realloc(*data, room *= 2)))
            exit(2);
    }
    fclose(file);
    return size;
}

int main(int argc, char **argv) {
    DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
    size_t stride = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    int count = 0;
    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER [N]\n", argv[0]);
        return 2;
    }
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[4096];
        uint8_t *data;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        size_t size = read_file(path, &data);
        LLVMFuzzerTestOneInput(data, size);
        for (size_t n = 0; n < size && size <= SHORT; n += stride)
            LLVMFuzzerTestOneInput(data, n);
        free(data);
        count++;
    }
    closedir(folder);
    printf("%d seeds\n", count);
    return count == 0;
}
