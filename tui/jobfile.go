package tui

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// aboutJobFile is what is to be known of every job file that is written.
const aboutJobFile = "YAML, or JSON if its name ends in .json; never a password."

// leftOut is what is said of one that was written.
const leftOut = ", secrets left out,"

// jobFileName is the name that is proposed for a job's file: what is no letter,
// digit, - or _ would be in the way in a shell.
func jobFileName(job string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, model.Clean(job))
	if name = strings.Trim(name, "-"); name == "" {
		name = "job"
	}
	return name[:min(len(name), 64)] + ".yaml"
}

// asJSON reports a path whose ending asks for JSON.
func asJSON(path string) bool { return strings.EqualFold(filepath.Ext(path), ".json") }

// jobFileOf writes a job whole, as a file from which one like it can be made, and
// whose sections can be taken by it or by another. The job is read when the file is
// written; of a section that is not read the file says so.
func jobFileOf(e *env, job model.Job) exportFormat {
	cl, ended := e.client, e.ended
	return exportFormat{
		name: "JOB FILE", what: model.Clean(job.Name.String()), file: jobFileName(job.Name.String()), more: aboutJobFile, said: leftOut,
		write: func(ctx context.Context, w io.Writer, path string) error {
			if ended != nil {
				return ended
			}
			d, err := cl.Job(ctx, job.ID)
			if err != nil {
				return errors.New("the job was not read: " + strings.TrimRight(shortError(err), "."))
			}
			_, err = w.Write(client.WriteWholeJob(d, fileParts(ctx, cl, d.Job), asJSON(path)))
			return err
		},
	}
}

// fileParts reads the sections of a job that a file can tell and that a job of its
// kind has. Where none is read, each says why.
func fileParts(ctx context.Context, cl *client.Client, job model.Job) []model.Part {
	var sections []model.Section
	for _, s := range client.FileParts() {
		if model.WhyNoSection(job, s) == "" {
			sections = append(sections, s)
		}
	}
	_, parts, err := cl.Sections(ctx, job.ID, sections...)
	if err == nil {
		return parts
	}
	parts = make([]model.Part, len(sections))
	for i, s := range sections {
		parts[i] = model.Part{Section: s, Lacks: "it was not read: " + strings.TrimRight(shortError(err), ".")}
	}
	return parts
}

// jobFileOfDraft writes a draft as a file.
func jobFileOfDraft(d model.Draft) exportFormat {
	what := "the draft"
	if d.Name() != "" {
		what = model.Clean(d.Name())
	}
	return exportFormat{
		name: "JOB FILE", what: what, file: jobFileName(d.Name()), more: aboutJobFile, said: leftOut,
		write: func(_ context.Context, w io.Writer, path string) error {
			_, err := w.Write(client.WriteJobFile(d, asJSON(path)))
			return err
		},
	}
}

// fileAction writes the job of a page as a job file.
func (p *jobPane) fileAction() Action {
	return act(groupChange, 0, "to a file", "O", func() (tea.Cmd, Nav) { return nil, push(newExport(p.env, jobFileOf(p.env, p.job))) }).
		named("write the whole job to a file").to(model.Clean(p.job.Name.String())).
		unless(func() string { return p.env.can().Lacks(model.FacetCreation) })
}
