package profile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"drover/model"
)

var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)

// PasswordFrom reads a password of a database from a variable of the
// environment, byte for byte. The error is one sentence; a name that is none is
// not repeated, for it may be the password itself.
func PasswordFrom(name string) (model.Secret, error) {
	switch {
	case !variableName.MatchString(name):
		return model.Secret{}, errors.New("that is no name of a variable: it has letters, digits and underscores, such as ORDERS_PASSWORD")
	case slices.Contains(SecretNames(), name):
		return model.Secret{}, fmt.Errorf("%s is for drover's own login, and drover has removed it from its environment: use a variable of another name", name)
	}
	value, there := os.LookupEnv(name)
	switch {
	case !there:
		return model.Secret{}, fmt.Errorf("%s is not set: set it before drover is started, or choose another way", name)
	case value == "":
		return model.Secret{}, fmt.Errorf("%s is set, but empty", name)
	case !utf8.ValidString(value):
		return model.Secret{}, fmt.Errorf("%s holds no UTF-8 text, which a request cannot carry", name)
	}
	return model.NewSecret(value), nil
}

// PrintedPassword runs a command, the way a credential_command is run, and takes
// the first line that it prints for a password. The error is one sentence, with
// no word of the command but the program's name and none that it printed; its
// complaint is told where it had printed nothing yet, so that no password can be
// in it.
func PrintedPassword(ctx context.Context, argv []string) (model.Secret, error) {
	if len(argv) == 0 || argv[0] == "" {
		return model.Secret{}, errors.New("there is no command to run")
	}
	failed := func(cure, what string, about ...any) (model.Secret, error) {
		return model.Secret{}, fmt.Errorf("the command %s %w: %s", shown(filepath.Base(argv[0])), fmt.Errorf(what, about...), cure)
	}
	const must = "run it by hand: it must end with 0, and its first line must be the password"
	out, f := execute(ctx, argv, commandPatience)
	switch {
	case f == nil:
	case f.over:
		return failed(must, "%s", f.what)
	case f.exit && len(bytes.TrimSpace(out.stdout)) == 0:
		return failed(must, "%s%s", f.what, firstLine(out.stderr))
	case f.exit:
		return failed(must, "%s", f.what)
	case f.cause != nil:
		return failed(f.cure, "%s, %w", f.what, f.cause)
	default:
		return failed(f.cure, "%s", f.what)
	}
	line, _, _ := strings.Cut(string(out.stdout), "\n")
	line = strings.TrimSuffix(line, "\r")
	switch {
	case line == "" && len(bytes.TrimSpace(out.stdout)) == 0:
		return failed(must, "printed nothing")
	case line == "":
		return failed(must, "printed an empty first line")
	case !utf8.ValidString(line):
		return failed(must, "printed no UTF-8 text")
	}
	return model.NewSecret(line), nil
}
