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

// FileSections are the sections of a job file that no create sends.
type FileSections = jobfile.Sections

// ReadJobFile reads a job from YAML or JSON, in the shape of the create call's
// body with the sections of a job beside it, with or without "job" around it.
// What is wrong is told by its line; what is right is read all the same.
func ReadJobFile(data []byte) JobFile { return jobfile.Read(data) }

// WriteJobFile is the file of a draft: canonical YAML, or JSON, sorted as the
// contract sorts, without secrets.
func WriteJobFile(d model.Draft, asJSON bool) []byte {
	return jobfile.Write(jobfile.Job{Draft: d}, asJSON)
}

// WriteWholeJob is the file of a job as it was read: what a create sends, and
// the sections; without secrets.
func WriteWholeJob(d model.Detail, parts []model.Part, asJSON bool) []byte {
	return jobfile.Write(jobfile.Of(d, parts), asJSON)
}

// FileParts are the sections that a job file tells besides what creates a job.
func FileParts() []model.Section { return jobfile.Later() }
