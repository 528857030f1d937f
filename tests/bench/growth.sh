#!/bin/sh
# sh growth.sh FOLDER   how what Kith takes grows from S to L, from FOLDER/*.jsonl: an SVG
set -eu
for size in S M L; do
    [ ! -f "$1/$size.jsonl" ] || cat "$1/$size.jsonl"
done | LC_ALL=C awk '
function field(name,    at) {
    at = index($0, "\"" name "\":")
    rest = substr($0, at + length(name) + 3)
    sub(/^"/, "", rest)
    sub(/[",}].*/, "", rest)
    return rest
}
function log10(x) { return log(x < 0.0001 ? 0.0001 : x) / log(10) }
{
    match($0, /"what":"[^"]*"/)
    what = substr($0, RSTART + 8, RLENGTH - 9)
    sub(/ \/ .*/, "", what)
    if (!(what in known)) { known[what] = ++count; names[count] = what }
    value[what, field("size")] = field("kith")
}
END {
    row = 34; left = 380; wide = 300; height = count * row + 60
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"840\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n", height
    printf "<rect width=\"100%%\" height=\"100%%\" fill=\"#fdfcf9\"/>\n"
    printf "<text x=\"10\" y=\"22\">What Kith takes at S, M and L (ms; MB and bytes where the name says so). A dot further right is ten times as much.</text>\n"
    for (i = 1; i <= count; i++) {
        y = 50 + i * row - row / 2
        printf "<text x=\"10\" y=\"%d\">%s</text>\n", y + 4, names[i]
        printf "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n", left, y, left + wide, y
        n = split("S M L", sizes, " "); line = ""; words = ""
        for (j = 1; j <= n; j++) {
            if (!((names[i], sizes[j]) in value)) continue
            x = left + (log10(value[names[i], sizes[j]]) + 4) / 9 * wide
            line = line sprintf("%.1f,%.1f ", x, y - 8 + j * 4)
            printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#a33\"/>\n", x, y - 8 + j * 4
            words = words sprintf("%s %s  ", sizes[j], value[names[i], sizes[j]])
        }
        printf "<polyline points=\"%s\" fill=\"none\" stroke=\"#a33\"/>\n", line
        printf "<text x=\"%d\" y=\"%d\" font-size=\"10\">%s</text>\n", left + wide + 10, y + 4, words
    }
    print "</svg>"
}'
