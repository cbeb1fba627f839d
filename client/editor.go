package client

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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
