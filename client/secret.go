package client

import (
	"context"
	"errors"
	"strings"

	"drover/client/profile"
	"drover/model"
)

// SecretFromEnv reads a secret from a variable of the environment. It is an
// error if there is none, or if it is empty. Drover's own credentials are not in
// the environment any more.
func SecretFromEnv(name string) (model.Secret, error) { return profile.PasswordFrom(name) }

// SecretFromCommand runs a command (words split at blanks, quotes as in a
// shell, nothing expanded, no shell) for at most ten seconds: the first line
// that it prints is the secret. What it prints is in no error.
func SecretFromCommand(ctx context.Context, command string) (model.Secret, error) {
	argv, err := words(command)
	if err != nil {
		return model.Secret{}, err
	}
	return profile.PrintedPassword(ctx, argv)
}

// words splits a command as a shell does that expands nothing: single quotes
// keep everything, within double quotes a backslash keeps a quote, a backslash,
// a dollar or a backtick from meaning anything, elsewhere any character.
func words(command string) ([]string, error) {
	var out []string
	var word strings.Builder
	begun, quote := false, rune(0)
	runes := []rune(command)
	for i := 0; i < len(runes); i++ {
		c := runes[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && quote != '\'':
			if i+1 == len(runes) {
				return nil, errors.New("the command ends with a backslash that keeps nothing")
			}
			if next := runes[i+1]; quote == 0 || strings.ContainsRune("\"\\$`", next) {
				c, i = next, i+1
			}
			word.WriteRune(c)
			begun = true
		case quote != 0:
			word.WriteRune(c)
		case c == '\'' || c == '"':
			quote, begun = c, true
		case c == ' ' || c == '\t' || c == '\n':
			if begun {
				out = append(out, word.String())
				word.Reset()
				begun = false
			}
		default:
			word.WriteRune(c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quote in the command is not closed: put the second one")
	}
	if begun {
		out = append(out, word.String())
	}
	return out, nil
}
