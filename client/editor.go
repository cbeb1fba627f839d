package client

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/model"
)

// Editor is what somebody writes texts with, as VISUAL or EDITOR name it.
type Editor struct{ words []string }

// EditorOf reads VISUAL, else EDITOR, else takes vi. What stands there is a
// program and its arguments, split at blanks: no shell looks at it.
func EditorOf(getenv func(name string) string) Editor {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(getenv(name)); len(words) > 0 {
			return Editor{words}
		}
	}
	return Editor{[]string{"vi"}}
}

// Name is the program's name, for a sentence.
func (e Editor) Name() string { return model.Clean(filepath.Base(e.words[0])) }

// Command opens a file, at a line if it is known: from 1; 0: it is not. The
// error is one sentence.
func (e Editor) Command(path string, line int) (*exec.Cmd, error) {
	program, err := exec.LookPath(e.words[0])
	if err != nil {
		return nil, fmt.Errorf("there is no editor %s: set VISUAL or EDITOR to one that is there", e.Name())
	}
	args := slices.Clone(e.words[1:])
	if line > 0 && e.takesLine() {
		args = append(args, "+"+strconv.Itoa(line))
	}
	return exec.CommandContext(context.Background(), program, append(args, path)...), nil //nolint:gosec // it is the user's own program
}

// takesLine reports an editor that goes to the line that +N names.
func (e Editor) takesLine() bool {
	switch filepath.Base(e.words[0]) {
	case "vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "joe", "mg", "ne", "kak":
		return true
	}
	return false
}

// Scratch is a file for somebody to edit, in a folder of its own, which no one
// else can enter: what an editor leaves beside the file goes with it.
type Scratch struct{ path string }

const scratchName = "edit-"

// NewScratch puts a text into a new file of that name below a state folder.
// What an earlier drover left there when it was killed goes. The error is one
// sentence.
func NewScratch(state, name string, text []byte) (*Scratch, error) {
	if state == "" {
		return nil, errors.New("there is no folder for a file to edit")
	}
	sweepScratch(state)
	dir, err := os.MkdirTemp(state, scratchName+"*") // 0700
	if err != nil {
		return nil, noScratch(err)
	}
	s := &Scratch{path: filepath.Join(dir, name)}
	if err := os.WriteFile(s.path, text, 0o600); err != nil {
		s.Remove()
		return nil, noScratch(err)
	}
	return s, nil
}

// scratchLasts is longer than anybody edits.
const scratchLasts = 7 * 24 * time.Hour

func sweepScratch(state string) {
	left, _ := filepath.Glob(filepath.Join(state, scratchName+"*"))
	for _, dir := range left {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && time.Since(info.ModTime()) > scratchLasts {
			_ = os.RemoveAll(dir)
		}
	}
}

func noScratch(err error) error {
	if at := (*os.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("there is no file to edit: %w in the state folder", err)
}

// Path is where the file is.
func (s *Scratch) Path() string { return s.path }

// Read is what the file holds now.
func (s *Scratch) Read() ([]byte, error) { return ReadSmallFile(s.path, largestJobFile) }

// Remove takes the file away, and all that is beside it.
func (s *Scratch) Remove() { _ = os.RemoveAll(filepath.Dir(s.path)) }
