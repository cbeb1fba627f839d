package profile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"drover/model"
)

// Command is a profile's credential_command.
type Command struct {
	Profile string
	Argv    []string
	Auth    string // the way of logging in that is wanted; "": any
	Backend string // whose credential it is
}

// printed is what the command prints.
type printed struct {
	Token         string    `json:"token"`
	AccessKey     string    `json:"access_key"`
	SecretKey     string    `json:"secret_key"`
	SecurityToken string    `json:"security_token"`
	Username      string    `json:"username"`
	Password      string    `json:"password"`
	Domain        string    `json:"domain"`
	ExpiresAt     time.Time `json:"expires_at"`
}

// Run runs the command, without a shell and without the secrets of the
// environment, and reads the credential that it prints. After ten seconds it is
// killed with all that it started. An error is one sentence; it never repeats
// what the command printed.
func (c Command) Run(ctx context.Context) (Credential, error) {
	out, err := c.output(ctx, commandPatience)
	if err != nil {
		return Credential{}, err
	}
	credential, err := c.read(out)
	if err != nil {
		return Credential{}, err
	}
	return credential, nil
}

// name is the command's first word without its folders: all that is shown.
func (c Command) name() string { return shown(filepath.Base(c.Argv[0])) }

// CommandError is a credential_command that gave no credential: one sentence
// that names profile and command, and what mends it.
type CommandError struct {
	what, cure string
	cause      error // nil: it ran, or was stopped
}

func (e *CommandError) Error() string { return e.what + ": " + e.cure }

// What is wrong, a clause.
func (e *CommandError) What() string { return e.what }

// Cure is what mends it, a clause.
func (e *CommandError) Cure() string { return e.cure }

// Unwrap gives why the program could not be run.
func (e *CommandError) Unwrap() error { return e.cause }

// runIt is the cure of what is wrong with that which a command prints.
const runIt = `run it by hand: it must print JSON such as {"access_key": …, "secret_key": …}, {"username": …, "password": …, "domain": …} or {"token": …, "expires_at": "2026-01-31T12:00:00Z"}`

// runFiles is runIt for a DryvIQ server.
const runFiles = `run it by hand: it must print JSON such as {"username": …, "password": …} or {"token": …, "expires_at": "2026-01-31T12:00:00Z"}`

// runIt is the cure of what a command of this backend prints.
func (c Command) runIt() string {
	if c.Backend == DryvIQ {
		return runFiles
	}
	return runIt
}

func (c Command) failed(cure, what string, about ...any) error {
	cause := fmt.Errorf(what, about...)
	return &CommandError{what: fmt.Sprintf("the credential_command %s of profile %s %s", c.name(), c.Profile, cause), cure: cure, cause: errors.Unwrap(cause)}
}

// Lives refuses what was printed when it has ended already by now.
func (c Command) Lives(printed Credential, now time.Time) error {
	if printed.Expires.IsZero() || printed.Expires.After(now) {
		return nil
	}
	return c.failed("have it get a new one, or check this machine's clock", "printed a credential that ended at %s", printed.Expires.UTC().Format(time.RFC3339))
}

func (c Command) output(ctx context.Context, patience time.Duration) ([]byte, error) {
	out, f := execute(ctx, c.Argv, patience)
	switch {
	case f == nil:
		return out.stdout, nil
	case f.over:
		return nil, c.failed(c.runIt(), "%s", f.what)
	case f.exit:
		return nil, c.failed("run it by hand to see why: it must end with 0 and print JSON", "%s%s", f.what, firstLine(out.stderr))
	case f.cause != nil:
		return nil, c.failed(f.cure, "%s, %w", f.what, f.cause)
	}
	return nil, c.failed(f.cure, "%s", f.what)
}

// read reads what was printed. None of it is repeated: it may be a secret.
func (c Command) read(out []byte) (Credential, error) {
	if len(bytes.TrimSpace(out)) == 0 {
		return Credential{}, c.failed(c.runIt(), "printed nothing")
	}
	var p printed
	if err := json.Unmarshal(out, &p); err != nil {
		return Credential{}, c.failed(c.runIt(), "printed no JSON object of strings (expires_at: RFC 3339)")
	}
	found := Credential{
		Token: model.NewSecret(strings.TrimSpace(p.Token)), AccessKey: strings.TrimSpace(p.AccessKey),
		SecretKey: model.NewSecret(strings.TrimSpace(p.SecretKey)), SecurityToken: model.NewSecret(strings.TrimSpace(p.SecurityToken)),
		Username: p.Username, Password: model.NewSecret(p.Password), Domain: p.Domain,
		Expires: p.ExpiresAt, Source: "command " + c.name(),
	}
	kind := found.completeAt(c.Backend, c.Auth)
	switch {
	case kind == "" && c.Auth != "" && found.completeAt(c.Backend, "") != "":
		return Credential{}, c.failed("change auth in the profile, or have it print that", "printed a credential for another way of logging in than auth = %q", c.Auth)
	case kind == "":
		return Credential{}, c.failed(c.runIt(), "printed no whole credential")
	}
	return found.only(kind), nil
}

// firstLine is the first line of what a failed command complained of, for the
// end of a sentence.
func firstLine(text []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	const most = 200
	if line = strings.TrimSpace(line); len(line) > most {
		line = line[:most] + "…"
	}
	if line == "" {
		return ""
	}
	return ": " + model.Clean(line)
}
