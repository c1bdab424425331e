# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of backstayctl for bash. Needs nothing but bash itself.

# _backstayctl_names PROGRAM: the names of the stored NAS, a line each; nothing if there is trouble.
_backstayctl_names ()
{
  local json name
  local key='"name" ?: ?"(([^"\]|\\.)*)"'

  json=$("$1" nas list --json 2>/dev/null </dev/null) || return 0
  while [[ $json =~ $key ]]; do
    name=${BASH_REMATCH[1]}
    json=${json#*"${BASH_REMATCH[0]}"}
    name=${name//\\\"/\"}
    name=${name//\\\//\/}
    name=${name//\\\\/\\}
    printf '%s\n' "$name"
  done
}

# _backstayctl_reply TYPED WORD…: those that go on from what is typed, written so that the shell
# reads them as one argument.
_backstayctl_reply ()
{
  local typed=$1 word shown
  shift
  for word; do
    case $typed in
      \"*) shown=\"$word ;;
      \'*) shown=\'$word ;;
      *) printf -v shown '%q' "$word" ;;
    esac
    [[ $shown == "$typed"* ]] || continue
    case $typed in
      \"*|\'*) COMPREPLY+=("${shown:1}") ;;
      *) COMPREPLY+=("$shown") ;;
    esac
  done
}

_backstayctl ()
{
  local everywhere='--nas --url --account --password-file --otp --pin --allow-plain-http --demo
    --json --timeout --help --version'
  local commands='status tasks task run suspend resume cancel discard check check-cancel remove
    nas repositories repository versions statistics logs vault'
  local words=() command='' n_arguments=0 is_over='' wanted='' given=' ' own='' current i word names

  # Bash cuts at "=" and ":", so that https://nas:5001 comes in pieces.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == = && ${#words[@]} -gt 0 && ${words[-1]} == --* ]]; then
      wanted='glue'
    elif [[ $word == : && ${#words[@]} -gt 0 ]]; then
      words[-1]+=:
      wanted='join'
    elif [ "$wanted" = join ] && [ -n "${word}" ]; then
      words[-1]+=$word
      wanted=
    else
      words+=("$word")
      wanted=
    fi
  done
  # Nothing is typed yet after the "=" of an option.
  if [ "$wanted" = glue ]; then
    words+=("")
  fi

  # What stands before the word that is completed: the command, and an option that wants a value.
  wanted=
  for ((i = 0; i < ${#words[@]} - 1; i++)); do
    word=${words[i]}
    if [ -n "$wanted" ]; then
      wanted=
      continue
    fi
    if [ -z "$is_over" ]; then
      case $word in
        --)
          is_over=yes
          continue
          ;;
        --nas|--url|--account|--password-file|--otp|--pin|--timeout|--repeat|--interval|--limit|\
        --offset|--keyword|--from|--to|--level|--task)
          wanted=$word
          given+="$word "
          continue
          ;;
        -*)
          given+="$word "
          continue
          ;;
      esac
    fi
    case $command in
      '') command=$word ;;
      nas|vault) command+=" $word" ;;
      *) n_arguments=$((n_arguments + 1)) ;;
    esac
  done
  current=${words[-1]-}

  COMPREPLY=()
  case $wanted in
    --nas)
      mapfile -t names < <(_backstayctl_names "$1")
      _backstayctl_reply "$current" "${names[@]}"
      ;;
    --password-file)
      # No answer of our own: bash completes files, with all its ways of quoting.
      compopt -o default
      ;;
    --level)
      _backstayctl_reply "$current" info warning error
      ;;
    --url)
      compopt -o nospace
      _backstayctl_reply "$current" https://
      ;;
    '')
      if [[ -z $is_over && $current == -* ]]; then
        case $command in
          tasks) own='--repeat --interval' ;;
          run|suspend|resume|cancel|discard|check|check-cancel) own='--wait' ;;
          remove) own='--yes' ;;
          logs) own='--limit --offset --keyword --from --to --level --task --csv' ;;
          'vault logs') own='--limit --offset' ;;
        esac
        for word in $everywhere $own; do
          [[ $given == *" $word "* ]] || _backstayctl_reply "$current" "$word"
        done
      else
        case $command in
          '') # shellcheck disable=SC2086
            _backstayctl_reply "$current" $commands
            ;;
          nas) _backstayctl_reply "$current" list add remove ;;
          vault) _backstayctl_reply "$current" targets target concurrency statistics logs ;;
          'nas add'|'nas remove')
            if [ $n_arguments -eq 0 ]; then
              mapfile -t names < <(_backstayctl_names "$1")
              _backstayctl_reply "$current" "${names[@]}"
            fi
            ;;
        esac
      fi
      ;;
  esac

  # Of a word with colons bash replaces only what follows the last one.
  if [[ $current == *:* && $current != [\"\']* && $COMP_WORDBREAKS == *:* ]]; then
    word=${current%"${current##*:}"}
    for i in "${!COMPREPLY[@]}"; do
      COMPREPLY[i]=${COMPREPLY[i]#"$word"}
    done
  fi
}

complete -F _backstayctl backstayctl
