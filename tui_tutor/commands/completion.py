"""`toytutor completion`: what makes a shell complete command lines.

Each script asks the tutor what may come next.
"""

from __future__ import annotations

BASH = """\
# Completes the command lines of toytutor in bash.
_toytutor() {
    local word=${COMP_WORDS[COMP_CWORD]} offer
    if [[ $word == "=" ]]; then word=; fi
    COMPREPLY=()
    while IFS= read -r offer; do
        if [[ $offer == :* ]]; then
            _toytutor_paths "$offer" "${word//\\\\/}"
        else
            offer=${offer%%$'\\t'*}
            if [[ $offer == "$word"* ]]; then COMPREPLY+=("$offer"); fi
        fi
    done < <("${COMP_WORDS[0]/#\\~/$HOME}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # A folder's name goes on.
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi
}
_toytutor_paths() {
    local path
    while IFS= read -r path; do COMPREPLY+=("$(printf %q/ "$path")"); done < <(compgen -d -- "$2")
    while IFS= read -r path; do
        if [[ ! -d $path && ( $1 == :files || $path == *.py || $path == *.ipynb ) && $1 != :folders ]]; then
            COMPREPLY+=("$(printf %q "$path")")
        fi
    done < <(compgen -f -- "$2")
}
complete -F _toytutor toytutor
"""

ZSH = """\
#compdef toytutor
# Completes the command lines of toytutor in zsh.
_toytutor() {
    local offer paths program=${(Q)words[1]}
    local -a offers
    for offer in ${(f)"$(${~program} __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)"}; do
        if [[ $offer == :* ]]; then
            paths=$offer
        else
            offers+=("${${offer%%$'\\t'*}//:/\\\\:}:${offer#*$'\\t'}")
        fi
    done
    if (( $#offers )); then _describe 'toytutor' offers; fi
    case $paths in
        :scripts) _files -g '*.(py|ipynb)' ;;
        :files) _files ;;
        :folders) _files -/ ;;
    esac
}
if [[ $funcstack[1] == _toytutor ]]; then
    _toytutor "$@"
else
    compdef _toytutor toytutor
fi
"""

FISH = """\
# Completes the command lines of toytutor in fish.
function __toytutor_offers
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for offer in (command $words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        switch $offer
            case ':*'
                __toytutor_paths $offer "$current"
            case '*'
                echo $offer
        end
    end
end
function __toytutor_paths
    for found in (__fish_complete_path $argv[2])
        switch $argv[1](string split -m1 \\t -- $found)[1]
            case ':files*' '*/' ':scripts*.py' ':scripts*.ipynb'
                echo $found
        end
    end
end
complete -c toytutor -f -a '(__toytutor_offers)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def run(shell: str) -> int:
    """Print the script of a shell, or the page for `man`."""
    if shell in SCRIPTS:
        print(SCRIPTS[shell], end="")
    else:
        from tui_tutor.commands.man import page

        print(page(), end="")
    return 0
