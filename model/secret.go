package model

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// mask is what every printed Secret looks like, whatever its length.
const mask = "[secret]"

// Secret is a value nobody may see: a token, a password, a secret key. Every
// way of printing it gives the same mask.
//
// The value stands behind a pointer because fmt calls no method on a field
// that is not exported: of struct{ token Secret } it prints an address, not
// the token. So == compares which secret it is, not what it says.
type Secret struct{ v *string }

// NewSecret wraps a value read from the environment, a command or a prompt.
func NewSecret(v string) Secret { return Secret{v: &v} }

// Trimmed is the secret without the blanks that pasting brings along.
func (s Secret) Trimmed() Secret { return NewSecret(strings.TrimSpace(s.Reveal())) }

// Reveal returns the value itself. Only credentials of package rest, the logins
// of iam and the wire encoders of a backend may call it (lint rule).
func (s Secret) Reveal() string {
	if s.v == nil {
		return ""
	}
	return *s.v
}

// Empty reports whether nothing was given.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// String returns the mask.
func (Secret) String() string { return mask }

// Format writes the mask under every verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// MarshalText gives the mask, so neither JSON nor any other encoder can let
// the value out.
func (Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue gives the mask to log/slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(mask) }
