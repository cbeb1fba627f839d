package vhs

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/charmbracelet/vhs/lexer"
	"github.com/charmbracelet/vhs/parser"
	"github.com/charmbracelet/vhs/token"
)

// vhs's own defaults for a Wait that names neither pattern nor limit.
const (
	defaultTimeout = 15 * time.Second
	defaultPattern = `>$`
)

// tape is one parsed tape. vhs derives the size in cells from pixels and a
// font; here a comment "# size 110x30" states it.
type tape struct {
	name          string
	width, height int
	timeout       time.Duration
	pattern       *regexp.Regexp
	env           []string // NAME=value, in the tape's order
	commands      []parser.Command
}

// parseTape reads a tape; the name stands in its errors and names its last
// screen. It refuses what the player could only pretend to play.
func parseTape(name, source string) (tape, error) {
	p := parser.New(lexer.New(source))
	t := tape{name: name, timeout: defaultTimeout, commands: p.Parse()}
	var faults []error
	for _, err := range p.Errors() {
		faults = append(faults, err)
	}
	t.pattern = regexp.MustCompile(defaultPattern)
	faults = append(faults, t.readSize(source), t.readSettings(), t.checkEscapes())
	if err := errors.Join(faults...); err != nil {
		return tape{}, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

func (t *tape) readSize(source string) error {
	for line := range strings.Lines(source) {
		if n, _ := fmt.Sscanf(line, "# size %dx%d", &t.width, &t.height); n == 2 {
			return nil
		}
	}
	return errors.New("no comment states the size, as in: # size 110x30")
}

// readSettings takes what bears on a text screen. As in vhs, settings and the
// environment hold from the start, wherever they stand.
func (t *tape) readSettings() (err error) {
	for _, c := range t.commands {
		switch {
		case c.Type == token.ENV:
			t.env = append(t.env, c.Options+"="+c.Args)
		case c.Type == token.SET && c.Options == "WaitTimeout":
			t.timeout, err = time.ParseDuration(c.Args)
		case c.Type == token.SET && c.Options == "WaitPattern":
			t.pattern, err = regexp.Compile(c.Args)
		case c.Type == token.SET && c.Options == "Shell" && c.Args != "bash":
			err = fmt.Errorf("the player has bash only, not %s", c.Args)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkEscapes asks for a Wait after every Escape: a program tells the key from
// the start of a sequence by the pause after it, and a screen that has changed
// is the only proof of that pause which does not depend on the machine's speed.
func (t *tape) checkEscapes() error {
	for i, c := range t.commands {
		last := i+1 == len(t.commands)
		if c.Type == token.ESCAPE && (last || t.commands[i+1].Type != token.WAIT) {
			return fmt.Errorf("command %d: an Escape needs a Wait after it", i+1)
		}
	}
	return nil
}

// screenName is the golden file's base name for a Screenshot's path.
func screenName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), ".png")
}
