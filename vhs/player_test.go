package vhs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/vhs/parser"
	"github.com/charmbracelet/vhs/token"
)

// settle is how long a screen must rest before it is taken as a new golden, and
// the longest that a Sleep lasts: it gives a program the moment that a person
// takes, but what counts is waited for.
const settle = 300 * time.Millisecond

// patience is how long a shell may take to start, and what a tape's
// own limit is stretched to: a busy machine is slow, not wrong.
const patience = 60 * time.Second

// player plays tapes: the same shell, the same environment, whoever runs it.
type player struct {
	programs string // folder that stands first on PATH
	home     string // empty folder for everything that a program keeps
	goldens  string // folder of the screens
	update   bool   // write the screens instead of comparing them
	patient  bool   // stretch the tape's limit to patience
}

// play runs the tape to its end and compares every Screenshot and the last
// screen. An error holds the screen as it was then.
func (p player) play(ctx context.Context, t tape) error {
	if p.patient {
		t.timeout = max(t.timeout, patience)
	}
	env := p.environment(t)
	term, err := openTerminal(ctx, t.width, t.height, p.home, env)
	if err != nil {
		return err
	}
	defer term.close()
	// What is typed before the shell reads is shown twice: by the terminal, then by it.
	if !await(patience, term.atPrompt) {
		return fmt.Errorf("%s: bash shows no prompt:\n%s", t.name, term.text())
	}
	s := session{player: p, tape: t, term: term}
	for i, c := range t.commands {
		if err := s.run(c); err != nil {
			return fmt.Errorf("%s, command %d, %s: %w\nthe screen:\n%s",
				t.name, i+1, strings.TrimSpace(c.Type.String()+" "+c.Args), err, term.text())
		}
	}
	if !await(t.timeout, term.atPrompt) {
		return fmt.Errorf("%s does not end at the shell's prompt\nthe screen:\n%s", t.name, term.text())
	}
	return s.compare(t.name)
}

// environment is fixed: the colours, the language, the folders and the absence
// of SSH_TTY decide what a program draws.
func (p player) environment(t tape) []string {
	return append([]string{
		"PS1=> ",
		"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC",
		"PATH=" + p.path(),
		"HOME=" + p.home,
		"TMPDIR=" + p.home,
		"XDG_CONFIG_HOME=" + filepath.Join(p.home, "config"),
		"XDG_STATE_HOME=" + filepath.Join(p.home, "state"),
		"XDG_CACHE_HOME=" + filepath.Join(p.home, "cache"),
		"TMPDIR=" + p.home,
	}, t.env...)
}

func (p player) path() string {
	return p.programs + string(os.PathListSeparator) + os.Getenv("PATH")
}

// session is one tape being played.
type session struct {
	player
	tape tape
	term *terminal
	clip string // what Copy put there
}

// run executes one command. One that it does not know is an error: a command
// left out silently would prove less than the tape says.
func (s *session) run(c parser.Command) error {
	switch c.Type {
	case token.SET, token.ENV, token.OUTPUT: // read before the start
	case token.HIDE, token.SHOW: // of recordings
	case token.SLEEP:
		return sleep(c.Args)
	case token.REQUIRE:
		return s.require(c.Args)
	case token.TYPE:
		s.term.send(c.Args)
	case token.COPY:
		s.clip = c.Args
	case token.PASTE: // vhs types it
		s.term.send(s.clip)
	case token.CTRL:
		return s.ctrl(c.Args)
	case token.WAIT:
		return s.wait(c)
	case token.SCREENSHOT:
		return s.compare(screenName(c.Args))
	default:
		return s.key(c)
	}
	return nil
}

func sleep(args string) error {
	d, err := time.ParseDuration(args)
	time.Sleep(min(d, settle))
	return err
}

func (s *session) require(program string) error {
	for _, dir := range filepath.SplitList(s.path()) {
		if _, err := exec.LookPath(filepath.Join(dir, program)); err == nil {
			return nil
		}
	}
	return errors.New("it is not on PATH")
}

func (s *session) ctrl(args string) error {
	if len(args) != 1 {
		return errors.New("the player knows ctrl with one character only")
	}
	s.term.press(uv.KeyPressEvent{Code: rune(strings.ToLower(args)[0]), Mod: uv.ModCtrl})
	return nil
}

func (s *session) key(c parser.Command) error {
	code, ok := map[parser.CommandType]rune{
		token.ENTER: uv.KeyEnter, token.TAB: uv.KeyTab, token.SPACE: uv.KeySpace,
		token.ESCAPE: uv.KeyEscape, token.BACKSPACE: uv.KeyBackspace,
		token.UP: uv.KeyUp, token.DOWN: uv.KeyDown, token.LEFT: uv.KeyLeft, token.RIGHT: uv.KeyRight,
		token.PAGE_UP: uv.KeyPgUp, token.PAGE_DOWN: uv.KeyPgDown,
	}[c.Type]
	if !ok {
		return errors.New("the player does not know this command")
	}
	times, err := strconv.Atoi(c.Args)
	if err != nil {
		return fmt.Errorf("how often: %w", err)
	}
	for range times {
		s.term.press(uv.KeyPressEvent{Code: code})
	}
	return nil
}

func (s *session) wait(c parser.Command) (err error) {
	scope, source, named := strings.Cut(c.Args, " ")
	pattern, limit := s.tape.pattern, s.tape.timeout
	if named {
		if pattern, err = regexp.Compile(source); err != nil {
			return err
		}
	}
	if c.Options != "" {
		if limit, err = time.ParseDuration(c.Options); err != nil {
			return err
		}
	}
	look := s.term.line
	if scope == "Screen" {
		look = s.term.text
	}
	if !await(limit, func() bool { return pattern.MatchString(look()) }) {
		return fmt.Errorf("nothing matched /%s/ within %s", pattern, limit)
	}
	return nil
}

// compare holds the screen against a golden one. A frame may arrive in pieces,
// so it looks until they are equal; only then has the tape got there.
func (s *session) compare(name string) error {
	path := filepath.Join(s.goldens, name+".golden")
	if s.update {
		await(s.tape.timeout, func() bool { return s.term.quiet(settle) })
		return os.WriteFile(path, []byte(s.term.text()), 0o644)
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !await(s.tape.timeout, func() bool { return s.term.text() == string(golden) }) {
		return fmt.Errorf("the screen is not %s:\n%s", path, golden)
	}
	return nil
}
