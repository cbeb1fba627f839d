package client

import "drover/model"

// JobFile is a job as a file describes it.
type JobFile struct {
	Draft    model.Draft // what could be read; its ID is empty
	Mistakes []Mistake
}

// Mistake is one thing that is wrong with a job file.
type Mistake struct {
	Line, Column int // from 1; 0: of the file as a whole
	Key          model.FieldKey
	Why          string // what is wrong and how to mend it, one clause
}

// ReadJobFile reads a job from YAML or JSON, in the shape of the create call's
// body, with or without "job" around it. What is wrong is told by its line; what
// is right is read all the same.
func ReadJobFile(data []byte) JobFile { return JobFile{} }

// WriteJobFile is the file of a job: canonical YAML, or JSON, sorted as the
// contract sorts, without secrets.
func WriteJobFile(d model.Draft, asJSON bool) []byte { return nil }
