#!/bin/sh
# Makes the manual pages (by scdoc), the completions and the keys in the README from what the program says of itself
# (kith help, kith help COMMAND, kith keys), and the hand-written assets/pages:
#   sh tests/pages.sh KITH            into assets/
#   sh tests/pages.sh KITH --check    compares them with what is there
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
kith=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/completions"
export HOME="$work" KITH_NOW=2026-11-21 LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_DATA_HOME KITH_BOOK

# One table of everything: kind, command, then what the kind has.
#   C command args about     O command option value about     F command field about
tables() {
    "$kith" help | sed -n 's/^  \([a-z-]*\)  *.*/\1/p' | while read -r command; do
        "$kith" help "$command" | awk -v command="$command" '
            NR == 1 {
                args = substr($0, length("usage: kith " command) + 2)
                sub(/ ?\[--.*/, "", args)
            }
            NR == 3 { printf "C\t%s\t%s\t%s\n", command, args, $0 }
            /^The fields:/ { fields = 1 }
            NR > 3 && /^  / {
                line = substr($0, 3)
                cut = match(line, /  +/)
                word = cut ? substr(line, 1, cut - 1) : line
                about = cut ? substr(line, cut + RLENGTH) : ""
                gsub(/  +/, ": ", about)
                if (fields) { printf "F\t%s\t%s\t%s\n", command, word, about; next }
                value = ""
                if ((blank = index(word, " ")) > 0) { value = substr(word, blank + 1); word = substr(word, 1, blank - 1) }
                printf "O\t%s\t%s\t%s\t%s\n", command, substr(word, 3), value, about
            }'
    done
}
tables >"$work/tables"

# Text of the program as scdoc takes it literally.
plain() { sed 's/[][\\*_#|`<>~+]/\\&/g'; }

man_commands() {
    plain <"$work/tables" | awk -F'\t' '
        $1 == "C" { printf "\n## %s\n\n*kith %s* %s\n\n%s\n", $2, $2, $3, $4 }
        $1 == "O" { printf "\n*--%s*%s\n\t%s\n", $3, ($4 != "" ? " " $4 : ""), $5 }'
}
man_keys() { "$kith" keys | plain | awk '
    { name = $1; line = $0; sub(/^[^ ]+ +/, "", line); cut = match(line, /  +/)
      printf "*%s*\n\t%s (%s)\n\n", substr(line, 1, cut - 1), substr(line, cut + RLENGTH), name }'; }
man_terms() { plain <"$work/tables" | awk -F'\t' '$1 == "F" && $2 == "who" { cut = index($4, ": "); printf "*%s*\n\t%s (%s)\n\n", $3, substr($4, 1, cut - 1), substr($4, cut + 2) }'; }
man_settings() { plain <"$work/tables" | awk -F'\t' '$1 == "F" && $2 == "config" { printf "*%s*\n\t%s\n\n", $3, $4 }'; }

# man_page NAME: the page of assets/pages, its day that of the newest entry in the changelog.
man_page() {
    version=$("$kith" --version)
    SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' "$root/assets/changelog" | head -1)" +%s)
    export SOURCE_DATE_EPOCH
    while IFS= read -r line; do
        case $line in
        @COMMANDS@) man_commands ;;
        @KEYS@) man_keys ;;
        @SETTINGS@) man_settings ;;
        @TERMS@) man_terms ;;
        *) printf '%s\n' "$line" | sed "s/@VERSION@/${version#kith }/" ;;
        esac
    done <"$root/assets/pages/$1.scd" | scdoc
}

# Completions: what stands at each place of a command, told from its usage.
places='
    function place(word) {
        gsub(/[][…]/, "", word)
        if (word ~ /^(NAME|NAME,NAME|SOURCE|TARGET\|--role|NAME\|--role|PERSON|KEEP|OTHER)$/) return "@names"
        if (word ~ /^FILE/) return "@files"
        if (word == "COMMAND") return "@commands"
        if (word == "KEY") return "@settings"
        if (word == "FIELD") return "@fields"
        if (word == "TERMS" || word == "WORDS") return "@terms"
        if (word ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/) { gsub(/\|/, " ", word); return word }
        return ""
    }
    function values(value) {
        if (value == "DATE") return "today yesterday mon tue wed thu fri sat sun"
        if (value == "NAME") return "@names"
        if (value ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/) { gsub(/\|/, " ", value); return value }
        return ""
    }'

all() { awk -F'\t' -v kind="$1" '$1 == kind { printf "%s%s", gap, $2; gap = " " }' "$work/tables"; }
fields() { awk -F'\t' '$1 == "F" && $2 == "set" { printf "%s%s", gap, $3; gap = " " }' "$work/tables"; }

bash_words() {
    awk -F'\t' "$places"'
        $1 == "C" {
            count = split($3, part, " ")
            for (i = 1; i <= count; i++)
                if ((words = $2 ~ /^(add|edit)$/ ? "" : place(part[i])) != "") printf "    %s:%d) echo \"%s\" ;;\n", $2, i, words
            if ($3 ~ /…\]?$/ && words != "") star = star sprintf("    %s:*) echo \"%s\" ;;\n", $2, words)
        }
        $1 == "O" { if ((words = values($4)) != "") printf "    %s:--%s) echo \"%s\" ;;\n", $2, $3, words }
        END { printf "%s", star }' "$work/tables"
}
bash_options() {
    awk -F'\t' '
        $1 == "O" { if (!($2 in seen)) { order[++n] = $2; seen[$2] = 1 } list[$2] = list[$2] " --" $3 }
        END { for (i = 1; i <= n; i++) printf "    %s) echo \"%s\" ;;\n", order[i], substr(list[order[i]], 2) }' "$work/tables"
}
bash_valued() {
    awk -F'\t' '$1 == "O" && $4 != "" && !($3 in seen) { seen[$3] = 1; printf "%s--%s", gap, $3; gap = "|" }' "$work/tables"
}
bash_completion() {
    cat <<EOF
# bash completion for kith; made by tests/pages.sh

_kith_words() {
    case \$1 in
$(bash_words)
    esac
}

_kith_options() {
    case \$1 in
$(bash_options)
    esac
}

# Offers a text as the shell must read it, after what is typed: within a quote that is open nearly as it is.
_kith_offer() {
    case \$cur in
    \\'*) COMPREPLY+=("\${1//\\'/\\'\\\\\\'\\'}") ;;
    \\"*) COMPREPLY+=("\${1//\\"/\\\\\\"}") ;;
    *) COMPREPLY+=("\$(printf '%q' "\$1")") ;;
    esac
}

# How a term may go on; what bash takes for words of their own (role, :, cl) is one term, a quoted one too.
_kith_terms() {
    local line=\${COMP_LINE:0:COMP_POINT} typed before="" term
    case \$cur in
    [\\"\\']*) typed=\${cur:1} ;;
    *)
        typed=\${line##* }
        before=\${typed%"\${typed##*[:=<>]}"}
        ;;
    esac
    while IFS= read -r term; do
        _kith_offer "\${term#"\$before"}"
    done < <("\${kith[@]}" who --complete "\$typed" 2>/dev/null)
    compopt -o nospace 2>/dev/null
}

# Names of contacts that begin with what is typed, case aside.
_kith_names() {
    local typed=\${1//[\\"\\'\\\\]/} plain name
    while IFS= read -r name; do
        plain=\${name//[\\"\\'\\\\]/}
        [[ \${plain,,} == "\${typed,,}"* ]] && _kith_offer "\$name"
    done < <("\${kith[@]}" who \${typed:+"name:\\"\$typed\\""} 2>/dev/null | sed 's/  .*//')
}

_kith() {
    local cur=\${COMP_WORDS[COMP_CWORD]} last=\${COMP_WORDS[COMP_CWORD - 1]} command="" place=0 words="" i
    local kith=("\${COMP_WORDS[0]}")
    for ((i = 1; i < COMP_CWORD; i++)); do
        case \${COMP_WORDS[i]} in
        --book) kith+=(--book "\${COMP_WORDS[++i]}") ;;
        $(bash_valued)) ((i++)) ;;
        --*) ;;
        *) if [[ -z \$command ]]; then command=\${COMP_WORDS[i]}; else ((place++)); fi ;;
        esac
    done
    COMPREPLY=()
    if [[ \$last == --book ]]; then
        words=@files
    elif [[ -z \$command ]]; then
        words="@commands --book --help --version"
    elif [[ \$cur == --* ]]; then
        words=\$(_kith_options "\$command")
    elif [[ \$last == --* ]]; then
        words=\$(_kith_words "\$command:\$last")
    fi
    if [[ -z \$words && -n \$command && \$cur != --* ]]; then
        words=\$(_kith_words "\$command:\$((place + 1))")
        [[ -n \$words ]] || words=\$(_kith_words "\$command:*")
    fi
    case \$words in
    @names) _kith_names "\$cur" ;;
    @files)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "\$cur")
        ;;
    @settings) COMPREPLY=(\$(compgen -W "\$("\${kith[@]}" config 2>/dev/null | sed 's/ .*//')" -- "\$cur")) ;;
    @terms) _kith_terms ;;
    @fields) COMPREPLY=(\$(compgen -W "$(fields)" -- "\$cur")) ;;
    @commands*) COMPREPLY=(\$(compgen -W "$(all C) \${words#@commands}" -- "\$cur")) ;;
    *) COMPREPLY=(\$(compgen -W "\$words" -- "\$cur")) ;;
    esac
}
complete -o nosort -F _kith kith
EOF
}

zsh_places='
    function action(words) {
        if (words == "@names") return "_kith_names"
        if (words == "@files") return "_files"
        if (words == "@commands") return "_kith_commands"
        if (words == "@settings") return "_kith_settings"
        if (words == "@terms") return "_kith_terms"
        if (words == "@fields") return "(" fields ")"
        return words == "" ? " " : "(" words ")"
    }
    function quoted(text) { gsub(/\047/, "\047\\\047\047", text); gsub(/[]:[]/, "\\\\&", text); return text }'
zsh_completion() {
    cat <<EOF
#compdef kith
# zsh completion for kith; made by tests/pages.sh

_kith_names() {
    local -a names
    names=(\${(f)"\$(kith who 2>/dev/null | sed 's/  .*//')"})
    compadd -M 'm:{a-z}={A-Z}' -a names
}

_kith_terms() {
    local -a terms
    terms=(\${(f)"\$(kith who --complete "\$PREFIX" 2>/dev/null)"})
    compadd -S '' -U -a terms
}

_kith_settings() {
    local -a settings
    settings=(\${(f)"\$(kith config 2>/dev/null | sed 's/ .*//')"})
    compadd -a settings
}

_kith_commands() {
    local -a commands=(
$(awk -F'\t' "$zsh_places"'$1 == "C" { printf "        \047%s:%s\047\n", $2, quoted($4) }' "$work/tables")
    )
    _describe command commands
}

_kith() {
    local state line
    _arguments -C '--book[the book to use]:file:_files' '(- *)--help[the commands]' '(- *)--version[the version]' \\
        '1:command:_kith_commands' '*::argument:->arguments'
    [[ \$state == arguments ]] || return
    case \$line[1] in
$(awk -F'\t' -v fields="$(fields)" "$places$zsh_places"'
        function finish() { if (open) print rest " ;;"; open = 0; rest = "" }
        $1 == "C" {
            finish()
            open = 1
            printf "    %s) _arguments", $2
            count = split($3, part, " ")
            for (i = 1; i <= count; i++) {
                words = $2 ~ /^(add|edit)$/ ? "" : place(part[i])
                if (part[i] ~ /^(--|ROLE$)/) continue
                label = part[i]
                gsub(/[][…]/, "", label)
                if (label ~ /\|/) label = "word"
                printf " \047%s:%s:%s\047", (i == count && $3 ~ /…\]?$/ ? "*" : i), label, action(words)
            }
        }
        $1 == "O" {
            words = values($4)
            rest = rest " \\\n        \047--" $3 "[" quoted($5) "]" ($4 == "" ? "" : ":" ($4 ~ /\|/ ? "word" : $4) ":" action(words)) "\047"
        }
        END { finish() }' "$work/tables")
    esac
}

_kith "\$@"
EOF
}

fish_completion() {
    cat <<EOF
# fish completion for kith; made by tests/pages.sh

function __kith_names
    kith who 2>/dev/null | sed 's/  .*//'
end
function __kith_terms
    kith who --complete (commandline -ct) 2>/dev/null
end
function __kith_settings
    kith config 2>/dev/null | sed 's/ .*//'
end
# How many words stand behind the command; with a third argument: so many or more.
function __kith_at
    set -l words (commandline -opc)
    test (count \$words) -gt 1; and contains -- \$words[2] \$argv[1]; or return 1
    set -l place (math (count \$words) - 1)
    test \$place = \$argv[2]; or begin; set -q argv[3]; and test \$place -gt \$argv[2]; end
end

complete -c kith -f
complete -c kith -n __fish_use_subcommand -l book -r -F -d 'the book to use'
complete -c kith -n __fish_use_subcommand -l help -d 'the commands'
complete -c kith -n __fish_use_subcommand -l version -d 'the version'
$(awk -F'\t' -v fields="$(fields)" -v commands="$(all C)" "$places"'
        function quoted(text) { gsub(/\047/, "\\\047", text); return "\047" text "\047" }
        function source(words) {
            if (words == "@names") return " -a \047(__kith_names)\047"
            if (words == "@files") return " -F"
            if (words == "@terms") return " -a \047(__kith_terms)\047"
            if (words == "@settings") return " -a \047(__kith_settings)\047"
            if (words == "@fields") return " -a " quoted(fields)
            if (words == "@commands") return " -a " quoted(commands)
            return words == "" ? "" : " -a " quoted(words)
        }
        $1 == "C" {
            printf "complete -c kith -n __fish_use_subcommand -a %s -d %s\n", $2, quoted($4)
            count = split($3, part, " ")
            for (i = 1; i <= count; i++)
                if ((words = $2 ~ /^(add|edit)$/ ? "" : place(part[i])) != "")
                    printf "complete -c kith -n \047__kith_at %s %d%s\047%s\n", $2, i, (i == count && $3 ~ /…\]?$/ ? " more" : ""), source(words)
        }
        $1 == "O" {
            words = values($4)
            printf "complete -c kith -n \047__fish_seen_subcommand_from %s\047 -l %s%s -d %s\n", $2, $3, ($4 == "" ? "" : " -x" source(words)), quoted($5)
        }' "$work/tables")
EOF
}

# The README between its two marks: the keys in two columns a row.
readme() {
    awk '/^<!-- keys:/ { print; exit } { print }' "$root/README.md"
    "$kith" keys | awk '
        { line = $0; sub(/^[^ ]+ +/, "", line); cut = match(line, /  +/)
          key[++n] = substr(line, 1, cut - 1); does[n] = substr(line, cut + RLENGTH) }
        function cell(i) { return i > n ? " | " : "`" key[i] "` | " does[i] }
        END {
            print "\n| key | does | key | does |\n|---|---|---|---|"
            half = int((n + 1) / 2)
            for (i = 1; i <= half; i++) print "| " cell(i) " | " cell(i + half) " |"
            print ""
        }'
    awk '/^<!-- end of keys/ { on = 1 } on { print }' "$root/README.md"
}

for page in kith.1 kith-book.5; do
    man_page $page >"$work/$page"
done
readme >"$work/README.md"
bash_completion >"$work/completions/kith.bash"
zsh_completion >"$work/completions/_kith"
fish_completion >"$work/completions/kith.fish"
for page in kith.1 kith-book.5 completions/kith.bash completions/_kith completions/kith.fish; do
    if [ "${2:-}" = --check ]; then
        diff -u "$root/assets/$page" "$work/$page" || bad=1
    else
        mkdir -p "$root/assets/completions"
        cp "$work/$page" "$root/assets/$page"
    fi
done
if [ "${2:-}" = --check ]; then
    diff -u "$root/README.md" "$work/README.md" || bad=1
else
    cp "$work/README.md" "$root/README.md"
fi
[ -z "${bad:-}" ]
