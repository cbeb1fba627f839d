package client

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"drover/model"
)

// Format is how a list is written into a file.
type Format string

// The formats there are; each is also the ending of its files.
const (
	CSV  Format = "csv"
	JSON Format = "json"
)

// JobFacts is what drover knows of one job of the list, for a file or the
// clipboard.
type JobFacts struct {
	Job        model.Job
	Sample     model.Sample
	Read       time.Time // when it was last read
	Starts     time.Time // of a scheduled start, where the moment is known
	Spec       string    // of its node, where a detail told
	Marked     bool
	Unresolved bool // a write on it has no known outcome
}

// WriteJobs writes jobs: as CSV (RFC 4180, a line of names first, a text that a
// spreadsheet would take for a formula behind an apostrophe) or as an array of
// JSON objects. Names and order of the facts are the same in both; times are
// RFC 3339 in UTC; what is not known is empty or null; texts are cleaned.
func WriteJobs(w io.Writer, f Format, jobs iter.Seq[JobFacts]) error {
	out := bufio.NewWriterSize(w, 64<<10)
	write := writeCSV
	if f == JSON {
		write = writeJSON
	}
	if err := write(out, jobs); err != nil {
		return err
	}
	return out.Flush()
}

// exported is one fact of a job under its name in a file: a string, an int, a
// bool, a time or a list of strings; nil where it is not known.
type exported struct {
	name string
	of   func(f *JobFacts) any
}

func exportedFacts() []exported {
	return []exported{
		{"id", func(f *JobFacts) any { return f.Job.ID.String() }},
		{"name", func(f *JobFacts) any { return f.Job.Name.String() }},
		{"status", func(f *JobFacts) any { return f.Job.Status.String() }},
		{"state", func(f *JobFacts) any { return f.Job.State.Word }},
		{"family", func(f *JobFacts) any { return f.Job.State.Family.String() }},
		{"scenario", func(f *JobFacts) any { return f.Job.Scenario.String() }},
		{"task", func(f *JobFacts) any { return f.Job.Task.String() }},
		{"engine", func(f *JobFacts) any { return f.Job.Engine.String() }},
		{"from", func(f *JobFacts) any { from, _ := model.Ends(f.Job.Engine.String()); return from }},
		{"to", func(f *JobFacts) any { _, to := model.Ends(f.Job.Engine.String()); return to }},
		{"network", func(f *JobFacts) any { return f.Job.Net.String() }},
		{"direction", func(f *JobFacts) any { return f.Job.Direction.String() }},
		{"description", func(f *JobFacts) any { return f.Job.Description.String() }},
		{"charging", func(f *JobFacts) any { return charging(f.Job.Charging) }},
		{"created", func(f *JobFacts) any { return f.Job.Created }},
		{"role", func(f *JobFacts) any { return model.Clean(string(f.Job.Role)) }},
		{"parent", func(f *JobFacts) any { return f.Job.Parent.String() }},
		{"children", func(f *JobFacts) any { return idWords(f.Job.Children) }},
		{"percent", func(f *JobFacts) any { return told(f.Sample.Percent, f.Sample.Percent >= 0) }},
		{"lag_seconds", func(f *JobFacts) any { return told(int(f.Sample.Lag/time.Second), f.Sample.Lag >= 0) }},
		{"starts", func(f *JobFacts) any { return f.Starts }},
		{"spec", func(f *JobFacts) any { return f.Spec }},
		{"marked", func(f *JobFacts) any { return f.Marked }},
		{"unresolved", func(f *JobFacts) any { return f.Unresolved }},
		{"read", func(f *JobFacts) any { return f.Read }},
		{"generation", func(f *JobFacts) any { return model.Clean(f.Job.Generation) }},
	}
}

func charging(c model.Charging) string {
	switch c {
	case model.OnDemand:
		return "on demand"
	case model.Period:
		return "period"
	case model.ChargingUnknown:
	}
	return ""
}

func idWords(ids []model.JobID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return out
}

func told(n int, known bool) any {
	if !known {
		return nil
	}
	return n
}

func writeCSV(w *bufio.Writer, jobs iter.Seq[JobFacts]) error {
	facts := exportedFacts()
	line := make([]string, len(facts))
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for i, e := range facts {
		line[i] = e.name
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for job := range jobs {
		for i, e := range facts {
			line[i] = cell(e.of(&job))
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell is a fact as CSV holds it.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return guarded(v)
	case []string:
		return guarded(strings.Join(v, " "))
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		if !v.IsZero() {
			return v.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// guarded keeps a spreadsheet from taking a text for a formula.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func writeJSON(w *bufio.Writer, jobs iter.Seq[JobFacts]) error {
	facts := exportedFacts()
	before := "[\n"
	for job := range jobs {
		object, err := jsonObject(facts, &job)
		if err != nil {
			return err
		}
		if _, err := w.WriteString(before + "  " + object); err != nil {
			return err
		}
		before = ",\n"
	}
	end := "\n]\n"
	if before == "[\n" {
		end = "[]\n"
	}
	_, err := w.WriteString(end)
	return err
}

func jsonObject(facts []exported, job *JobFacts) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, e := range facts {
		v := e.of(job)
		switch t := v.(type) {
		case time.Time:
			v = nil
			if !t.IsZero() {
				v = t.UTC().Format(time.RFC3339)
			}
		case string:
			if t == "" {
				v = nil
			}
		}
		open := `, "`
		if i == 0 {
			open = `{"`
		}
		b.WriteString(open + e.name + `": `)
		if err := enc.Encode(v); err != nil {
			return "", err
		}
		b.Truncate(b.Len() - 1) // the encoder ends each value with a line
	}
	b.WriteByte('}')
	return b.String(), nil
}
