# bash completion for kith; made by tests/pages.sh

_kith_words() {
    case $1 in
    note:1) echo "@names" ;;
    note:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    note:--channel) echo "call meeting email message event" ;;
    note:--keep) echo "sure all none" ;;
    who:1) echo "@terms" ;;
    show:1) echo "@names" ;;
    circle:1) echo "@names" ;;
    search:1) echo "@terms" ;;
    searches:2) echo "@terms" ;;
    path:1) echo "@names" ;;
    ask:1) echo "@names" ;;
    ask:2) echo "@names" ;;
    ask:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    answer:1) echo "@names" ;;
    answer:2) echo "yes will not-yet think no none" ;;
    answer:--until) echo "today yesterday mon tue wed thu fri sat sun" ;;
    answer:--person) echo "@names" ;;
    answer:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    later:1) echo "@names" ;;
    later:2) echo "rude rapport needy respect moment earned" ;;
    later:--until) echo "today yesterday mon tue wed thu fri sat sun" ;;
    later:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    moment:1) echo "@names" ;;
    moment:2) echo "thanked delivered result value kickoff introduced promised notyet gave trouble" ;;
    moment:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    settle:1) echo "@names" ;;
    let-go:1) echo "@names" ;;
    need:1) echo "@names" ;;
    need:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    served:1) echo "@names" ;;
    served:2) echo "@terms" ;;
    served:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    pledge:1) echo "@names" ;;
    pledge:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    wish:1) echo "@names" ;;
    wish:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    task:1) echo "@names" ;;
    task:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    done:1) echo "@names" ;;
    done:2) echo "@terms" ;;
    done:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    match:1) echo "@names" ;;
    gave:1) echo "@names" ;;
    gave:2) echo "@names" ;;
    gave:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    gave:--warmth) echo "cold warm hot" ;;
    gave:--outcome) echo "open met business nothing" ;;
    got:1) echo "@names" ;;
    got:2) echo "@names" ;;
    got:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    got:--warmth) echo "cold warm hot" ;;
    got:--outcome) echo "open met business nothing" ;;
    helped:1) echo "@names" ;;
    helped:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    thanked:1) echo "@names" ;;
    thanked:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    reported:1) echo "@names" ;;
    reported:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    outcome:1) echo "@names" ;;
    outcome:2) echo "met business nothing" ;;
    add:--role) echo "client prospect partner friend other mentioned" ;;
    set:1) echo "@names" ;;
    set:2) echo "@fields" ;;
    merge:1) echo "@names" ;;
    merge:2) echo "@names" ;;
    apart:1) echo "@names" ;;
    apart:2) echo "@names" ;;
    forget:1) echo "@names" ;;
    import:1) echo "@files" ;;
    import:--as) echo "auto linkedin google outlook vcard csv kith" ;;
    import:--role) echo "client prospect partner friend other mentioned" ;;
    export:1) echo "kith csv vcard vcard3 sheet ics report" ;;
    export:2) echo "@files" ;;
    export:--period) echo "month quarter year" ;;
    export:--on) echo "today yesterday mon tue wed thu fri sat sun" ;;
    config:1) echo "@settings" ;;
    backup:1) echo "@files" ;;
    restore:1) echo "@files" ;;
    help:1) echo "@commands" ;;
    who:*) echo "@terms" ;;
    search:*) echo "@terms" ;;
    import:*) echo "@files" ;;
    esac
}

_kith_options() {
    case $1 in
    today) echo "--json" ;;
    note) echo "--on --channel --keep --json" ;;
    who) echo "--complete --json" ;;
    show) echo "--json" ;;
    circle) echo "--everyone --json" ;;
    search) echo "--limit --json" ;;
    searches) echo "--rename --delete --json" ;;
    asks) echo "--json" ;;
    ledger) echo "--json" ;;
    path) echo "--json" ;;
    ask) echo "--role --on --wording --anyway" ;;
    answer) echo "--until --wants --person --on" ;;
    later) echo "--until --on" ;;
    moment) echo "--on --quote" ;;
    wording) echo "--json" ;;
    listen) echo "--json" ;;
    need) echo "--on" ;;
    served) echo "--on" ;;
    pledge) echo "--when --on" ;;
    wish) echo "--role --why --on" ;;
    task) echo "--on" ;;
    done) echo "--on" ;;
    match) echo "--json" ;;
    gave) echo "--on --warmth --outcome --value --closed --need" ;;
    got) echo "--on --warmth --outcome --value --closed" ;;
    helped) echo "--on" ;;
    thanked) echo "--on" ;;
    reported) echo "--on" ;;
    outcome) echo "--value" ;;
    sheet) echo "--count --json" ;;
    insights) echo "--json" ;;
    add) echo "--role --company --title --city --email --phone --tag" ;;
    forget) echo "--yes" ;;
    duplicates) echo "--json" ;;
    import) echo "--as --role --map --dry-run --json" ;;
    export) echo "--period --on" ;;
    history) echo "--json" ;;
    keys) echo "--json" ;;
    check) echo "--json" ;;
    esac
}

# Offers a text as the shell must read it, after what is typed: within a quote that is open nearly as it is.
_kith_offer() {
    case $cur in
    \'*) COMPREPLY+=("${1//\'/\'\\\'\'}") ;;
    \"*) COMPREPLY+=("${1//\"/\\\"}") ;;
    *) COMPREPLY+=("$(printf '%q' "$1")") ;;
    esac
}

# How a term may go on; what bash takes for words of their own (role, :, cl) is one term, a quoted one too.
_kith_terms() {
    local line=${COMP_LINE:0:COMP_POINT} typed before="" term
    case $cur in
    [\"\']*) typed=${cur:1} ;;
    *)
        typed=${line##* }
        before=${typed%"${typed##*[:=<>]}"}
        ;;
    esac
    while IFS= read -r term; do
        _kith_offer "${term#"$before"}"
    done < <("${kith[@]}" who --complete "$typed" 2>/dev/null)
    compopt -o nospace 2>/dev/null
}

# Names of contacts that begin with what is typed, case aside.
_kith_names() {
    local typed=${1//[\"\'\\]/} plain name
    while IFS= read -r name; do
        plain=${name//[\"\'\\]/}
        [[ ${plain,,} == "${typed,,}"* ]] && _kith_offer "$name"
    done < <("${kith[@]}" who ${typed:+"name:\"$typed\""} 2>/dev/null | sed 's/  .*//')
}

_kith() {
    local cur=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD - 1]} command="" place=0 words="" i
    local kith=("${COMP_WORDS[0]}")
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --book) kith+=(--book "${COMP_WORDS[++i]}") ;;
        --on|--channel|--keep|--complete|--limit|--rename|--role|--wording|--until|--wants|--person|--quote|--when|--why|--warmth|--outcome|--value|--need|--count|--company|--title|--city|--email|--phone|--tag|--as|--map|--period) ((i++)) ;;
        --*) ;;
        *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; else ((place++)); fi ;;
        esac
    done
    COMPREPLY=()
    if [[ $last == --book ]]; then
        words=@files
    elif [[ -z $command ]]; then
        words="@commands --book --help --version"
    elif [[ $cur == --* ]]; then
        words=$(_kith_options "$command")
    elif [[ $last == --* ]]; then
        words=$(_kith_words "$command:$last")
    fi
    if [[ -z $words && -n $command && $cur != --* ]]; then
        words=$(_kith_words "$command:$((place + 1))")
        [[ -n $words ]] || words=$(_kith_words "$command:*")
    fi
    case $words in
    @names) _kith_names "$cur" ;;
    @files)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        ;;
    @settings) COMPREPLY=($(compgen -W "$("${kith[@]}" config 2>/dev/null | sed 's/ .*//')" -- "$cur")) ;;
    @terms) _kith_terms ;;
    @fields) COMPREPLY=($(compgen -W "name role company title emails phones urls city tags known_since every_days favourite archived private unnamed aliases address dates about" -- "$cur")) ;;
    @commands*) COMPREPLY=($(compgen -W "today note who show circle search searches asks ledger path ask answer later moment settle let-go wording listen need served pledge wish task done match gave got helped thanked reported outcome sheet insights add set edit delete merge apart forget duplicates query import export undo redo history config keys backup restore check demo help ${words#@commands}" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
    esac
}
complete -o nosort -F _kith kith
