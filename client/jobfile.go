package client

import (
	"drover/client/jobfile"
	"drover/model"
)

// JobFile is a job as a file describes it. Its method Judge adds what a form
// finds wrong, line by line.
type JobFile = jobfile.File

// Mistake is one thing that is wrong with a job file.
type Mistake = jobfile.Mistake

// ReadJobFile reads a job from YAML or JSON, in the shape of the create call's
// body, with or without "job" around it. What is wrong is told by its line; what
// is right is read all the same.
func ReadJobFile(data []byte) JobFile { return jobfile.Read(data) }

// WriteJobFile is the file of a job: canonical YAML, or JSON, sorted as the
// contract sorts, without secrets.
func WriteJobFile(d model.Draft, asJSON bool) []byte { return jobfile.Write(d, asJSON) }
