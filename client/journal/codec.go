package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"drover/model"
)

// longest is the length of the longest line that is read or written.
const longest = 64 << 10

var (
	errTorn = errors.New("torn: it was never written whole")

	idPattern     = regexp.MustCompile(`^[!-~]{1,128}$`)
	intentPattern = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{26}$`)
	codePattern   = regexp.MustCompile(`^[0-9A-Za-z._:-]{1,64}$`)
)

// envelope is a line of the file. The checksum covers the bytes of Entry.
type envelope struct {
	Sum   string          `json:"sum"`
	Entry json.RawMessage `json:"entry"`
}

type wireLine struct {
	Intent  string `json:"intent"`
	Run     string `json:"run"`
	Op      string `json:"op"`
	Profile string `json:"profile,omitempty"`
	Origin  string `json:"origin"`
	Project string `json:"project"`
	Job     string `json:"job"`
	Name    string `json:"name,omitempty"`
	Seen    string `json:"seen,omitempty"`
	Made    string `json:"made,omitempty"`
	At      string `json:"at,omitempty"` // "now" or a moment; never absent of a start
	Body    string `json:"body,omitempty"`
	Attempt int    `json:"attempt"`
	State   State  `json:"state"`
	Code    string `json:"code,omitempty"`
	Request string `json:"request,omitempty"`
	Time    string `json:"time"`
}

// CheckID refuses an id that is no plain printable word: it would not come
// back from the journal as it went in, and no service gives such ids.
func CheckID(id model.JobID) error {
	if !idPattern.MatchString(id.Raw()) {
		return fmt.Errorf("the job's id %q holds characters that no id has", id)
	}
	return nil
}

func encode(l Line) ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	entry, err := json.Marshal(wireLine{
		Intent: l.Intent, Run: l.Run, Op: l.Op, Profile: l.Profile, Origin: l.Origin, Project: l.Project,
		Job: l.Job.Raw(), Name: l.Name, Seen: l.Seen, Made: l.Made.Raw(), At: whenText(l.At), Body: l.Body, Attempt: l.Attempt, State: l.State,
		Code: codeOnly(l.Code), Request: codeOnly(l.Request), Time: l.Time.UTC().Format(time.RFC3339Nano),
	})
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(envelope{Sum: sum(entry), Entry: entry})
	if err == nil && len(line) >= longest {
		return nil, errors.New("a journal line would be too long")
	}
	return append(line, '\n'), err
}

func (l Line) check() error {
	switch {
	case !intentPattern.MatchString(l.Intent):
		return errors.New("an intent's id has 26 characters of Crockford's base 32")
	case !l.State.known():
		return fmt.Errorf("no such journal state: %q", string(l.State))
	case l.Op == string(model.Start) && !l.At.Set():
		return errors.New("a start without a start time is not journalled")
	case l.Name != "" && model.CheckName(l.Name) != nil && model.Files.CheckName(l.Name) != nil:
		return errors.New("a name that no job can have is not journalled")
	case (l.Op == string(model.Clone) || l.Op == string(model.Create)) && l.Name == "":
		return errors.New("a job that is made without a name is not journalled")
	case !l.Made.Empty() && CheckID(l.Made) != nil:
		return CheckID(l.Made)
	}
	for id := range strings.FieldsSeq(l.Seen) {
		if err := CheckID(model.NewJobID(id)); err != nil {
			return err
		}
	}
	return CheckID(l.Job)
}

func decode(text []byte) (Line, error) {
	if len(text) >= longest {
		return Line{}, errors.New("too long")
	}
	var env envelope
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&env); errors.Is(err, io.ErrUnexpectedEOF) && !bytes.HasSuffix(text, []byte("}}")) {
		return Line{}, errTorn
	} else if err != nil {
		return Line{}, errors.New("no JSON")
	}
	if env.Sum != sum(env.Entry) || dec.More() {
		return Line{}, errors.New("the checksum does not fit")
	}
	var w wireLine
	if err := json.Unmarshal(env.Entry, &w); err != nil {
		return Line{}, errors.New("a member has the wrong type")
	}
	return w.line()
}

func (w wireLine) line() (Line, error) {
	at, err := parseWhen(w.At)
	if err != nil {
		return Line{}, err
	}
	t, err := time.Parse(time.RFC3339Nano, w.Time)
	if err != nil {
		return Line{}, errors.New("its time cannot be read")
	}
	l := Line{
		Intent: w.Intent, Run: w.Run, Op: w.Op, Profile: w.Profile, Origin: w.Origin, Project: w.Project,
		Job: model.NewJobID(w.Job), Name: w.Name, Seen: w.Seen, Made: model.NewJobID(w.Made), At: at, Body: w.Body, Attempt: w.Attempt, State: w.State,
		Code: w.Code, Request: w.Request, Time: t,
	}
	return l, l.check()
}

func whenText(w model.When) string {
	if !w.Set() {
		return ""
	}
	if t, ok := w.Time(); ok {
		return t.UTC().Format(time.RFC3339Nano)
	}
	return "now"
}

func parseWhen(s string) (model.When, error) {
	if s == "" {
		return model.When{}, nil
	}
	if s == "now" {
		return model.AtOnce(), nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return model.When{}, errors.New("its start time cannot be read")
	}
	return model.AtTime(t), nil
}

// codeOnly keeps what looks like a code or a request id and drops anything
// else: a server's free text has no place on disk.
func codeOnly(s string) string {
	if codePattern.MatchString(s) {
		return s
	}
	return ""
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}
