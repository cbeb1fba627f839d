package profile

import (
	"errors"
	"flag"
	"fmt"
	"strings"
)

// CompletionHelp is what "drover completion -h" prints.
const CompletionHelp = `drover completion   completion for a shell: commands, flags, profiles

  source <(drover completion bash)                                  in ~/.bashrc
  source <(drover completion zsh)                                   in ~/.zshrc, after compinit
  drover completion fish > ~/.config/fish/completions/drover.fish   once

The names of profiles are read when they are completed.
`

// Completion is the script for a shell. An error is one sentence.
func Completion(shell string) (string, error) {
	script, ok := map[string]string{"bash": bashScript, "zsh": zshScript}[shell]
	switch {
	case shell == "fish":
		return fishLines(), nil
	case !ok && shell == "":
		return "", errors.New("for which shell: drover completion bash, zsh or fish")
	case !ok:
		return "", fmt.Errorf("there is no completion for %q: bash, zsh and fish have one", shell)
	}
	return strings.NewReplacer("@FLAGS@", strings.Join(flagWords(), " "), "@COMMANDS@", strings.Join(commandNames(), " "), "@SIM@", "--"+strings.Join(simFlags(), " --")).Replace(script), nil
}

func commandNames() []string { return []string{"completion", "doctor", "sim", "version"} }

// simFlags are those of "drover sim", which is another package's.
func simFlags() []string {
	return []string{"listen", "jobs", "tables", "seed", "latency", "fault", "freeze", "token", "ak", "sk", "user", "password", "project",
		"generation", "domain", "projects", "security-token", "mfa", "token-life", "lock-after"}
}

// values are the words that a flag takes, where they are few.
func values() map[string]string {
	return map[string]string{"backend": "drs dryviq", "language": "en-us zh-cn", "theme": "auto dark light none", "refresh": "0 5s 10s 30s 1m"}
}

// files are the flags that take a file.
func files() []string { return []string{"config", "ca-file", "log", "from"} }

func flagWords() []string {
	var out []string
	new(Flags).set("drover").VisitAll(func(g *flag.Flag) { out = append(out, "--"+g.Name) })
	return out
}

// bashScript is in the words of bash 3.2 too, which is macOS's.
const bashScript = `# completion of drover for bash
_drover() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} config="" i
    # bash takes --flag=value for three words
    if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
    for ((i = 1; i < COMP_CWORD - 1; i++)); do
        if [ "${COMP_WORDS[i]}" = "--config" ]; then
            config=${COMP_WORDS[i+1]}
            if [ "$config" = "=" ]; then config=${COMP_WORDS[i+2]}; fi
        fi
    done
    COMPREPLY=()
    case $prev in
        --profile) COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion profiles ${config:+"$config"} 2>/dev/null)" -- "$cur")); return ;;
        --theme) COMPREPLY=($(compgen -W "auto dark light none" -- "$cur")); return ;;
        --backend) COMPREPLY=($(compgen -W "drs dryviq" -- "$cur")); return ;;
        --language) COMPREPLY=($(compgen -W "en-us zh-cn" -- "$cur")); return ;;
        --refresh) COMPREPLY=($(compgen -W "0 5s 10s 30s 1m" -- "$cur")); return ;;
        --config|--ca-file|--log|--from) COMPREPLY=($(compgen -f -- "$cur")); return ;;
        completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")); return ;;
    esac
    case ${COMP_WORDS[1]} in
        sim) COMPREPLY=($(compgen -W "@SIM@ --help" -- "$cur")); return ;;
        version|completion) return ;;
    esac
    case $cur in
        -*) COMPREPLY=($(compgen -W "@FLAGS@ --help" -- "$cur")) ;;
        *) if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "@COMMANDS@" -- "$cur")); fi ;;
    esac
}
complete -o filenames -F _drover drover
`

const zshScript = `#compdef drover
# completion of drover for zsh
_drover() {
    local config="" i prev=${words[CURRENT-1]}
    for ((i = 2; i < CURRENT - 1; i++)); do
        if [[ ${words[i]} == --config ]]; then config=${words[i+1]}; fi
    done
    case $prev in
        --profile) compadd -- ${(f)"$(${words[1]} completion profiles ${config:+"$config"} 2>/dev/null)"}; return ;;
        --theme) compadd auto dark light none; return ;;
        --backend) compadd drs dryviq; return ;;
        --language) compadd en-us zh-cn; return ;;
        --refresh) compadd 0 5s 10s 30s 1m; return ;;
        --config|--ca-file|--log|--from) _files; return ;;
        completion) compadd bash zsh fish; return ;;
    esac
    case ${words[2]} in
        sim) compadd -- @SIM@ --help; return ;;
        version|completion) return ;;
    esac
    if [[ ${words[CURRENT]} == -* ]]; then
        compadd -- @FLAGS@ --help
    elif (( CURRENT == 2 )); then
        compadd @COMMANDS@
    fi
}
if (( $+functions[compdef] )); then compdef _drover drover; fi
`

// fishLines are one line for each flag.
func fishLines() string {
	var b strings.Builder
	b.WriteString("# completion of drover for fish\ncomplete -c drover -f\n")
	fmt.Fprintf(&b, "complete -c drover -n __fish_use_subcommand -a '%s'\n", strings.Join(commandNames(), " "))
	b.WriteString("complete -c drover -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n")
	for _, name := range simFlags() {
		b.WriteString("complete -c drover -n '__fish_seen_subcommand_from sim' -x -l " + name + "\n")
	}
	const here = "complete -c drover -n 'not __fish_seen_subcommand_from sim version completion' -l "
	new(Flags).set("drover").VisitAll(func(g *flag.Flag) {
		boolean, _ := g.Value.(interface{ IsBoolFlag() bool })
		b.WriteString(here + g.Name)
		switch words := values()[g.Name]; {
		case g.Name == "profile":
			b.WriteString(" -x -a '(command drover completion profiles 2>/dev/null)'")
		case words != "":
			b.WriteString(" -x -a '" + words + "'")
		case boolean != nil && boolean.IsBoolFlag():
		default:
			b.WriteString(" -x")
			for _, f := range files() {
				if f == g.Name {
					b.WriteString(" -a '(__fish_complete_path)'")
				}
			}
		}
		b.WriteByte('\n')
	})
	return b.String()
}
